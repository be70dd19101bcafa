"""A plan as a file: what is in it, which files are refused and why, and the pages on which it is taken in."""

import io
import json
import zipfile
from datetime import date
from hashlib import sha256

import pytest
from django.urls import reverse

from luoshi.kernel import jobs
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import Body, Job, MatchAnswer
from luoshi.kernel.services.files import store_upload
from luoshi.plan.engine.travelling import DOCUMENT, FACTS, MANIFEST, BadPackage, carried
from luoshi.plan.models import Answer, Arrival, Correction, Document, Plan
from luoshi.plan.queries.travelling import package_of
from luoshi.plan.services import adoption, arrivals, duties, interpretations
from luoshi.plan.services.arrivals import Meaning
from tests.kernel.factories import (
    NOON,
    AreaFactory,
    BodyFactory,
    BodyNameFactory,
    InstallationFactory,
    member,
)
from tests.plan.factories import plan_of

pytestmark = pytest.mark.django_db
TEXT = (
    "甲州市智能制造行动方案\n一、主要目标\n到2020年,全市研发投入占比达到2%。全员劳动生产率明显提高。\n"
    "二、重点任务\n(一)改造设备。到2019年底,完成设备更新。(市经信委、甲州火车站牵头,市财政局配合)\n"
)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def named(name, area, *, short=""):
    """A body with its names."""
    body = BodyFactory(name=name, area=area)
    BodyNameFactory(body=body, name=name, kind="official")
    if short:
        BodyNameFactory(body=body, name=short, kind="short")
    return body


@pytest.fixture
def first():
    """The first city's plan, with its file and its bodies."""
    area = AreaFactory(code="990700", name="甲州市")
    named("甲州市经济和信息化委员会", area, short="市经信委")
    named("甲州火车站", area)
    plan = plan_of(TEXT, owner=named("甲州市人民政府", area), valid_from=date(2017, 2, 22))
    upload = store_upload(content=TEXT.encode(), name="方案.txt", by=SYSTEM, at=NOON)
    Document.objects.filter(pk=plan.document_id).update(upload=upload)
    for duty in plan.responsibilities.all():
        duty.body = Body.objects.called([duty.printed]).first()
        duty.save(update_fields=["body"])
    return Plan.objects.select_related("owner__area").get(pk=plan.pk)


@pytest.fixture
def package(first):
    return package_of(first)


@pytest.fixture
def city():
    """The city that takes it in: one of its bodies does what one of the first city's does."""
    home = AreaFactory(code="990800", name="乙岭市")
    InstallationFactory(home_area=home)
    named("乙岭市经济和信息化局", home, short="市经信局")
    return named("乙岭市人民政府", home)


@pytest.fixture
def arrival(package, city):
    return take_in(package)


def take_in(content, name="规划.zip"):
    return arrivals.take_plan_in(content=content, name=name, by=SYSTEM, at=NOON)


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(held):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packing:
        for name, content in held.items():
            packing.writestr(name, content)
    return buffer.getvalue()


def signed(held):
    """The parts with a manifest that fits them, as somebody would who makes such a file."""
    manifest = json.loads(held[MANIFEST])
    manifest["sha256"] = {name: sha256(held[name]).hexdigest() for name in (FACTS, DOCUMENT)}
    return packed(held | {MANIFEST: json.dumps(manifest).encode()})


def told(content, change):
    """The file with facts that somebody has changed, and signed anew."""
    held = parts(content)
    facts = json.loads(held[FACTS])
    change(facts)
    return signed(held | {FACTS: json.dumps(facts).encode()})


def test_the_file_holds_the_document_and_every_fact(first, package):
    held = carried(package)
    assert held.document == TEXT.encode()
    assert held.facts["from"] == {"area": "990700", "owner": "甲州市人民政府"}
    assert len(held.facts["commitments"]) == first.commitments.count()
    assert {row["printed"] for row in held.facts["responsibilities"]} == {
        "市经信委",
        "甲州火车站",
        "市财政局",
    }


def test_the_same_plan_gives_the_same_bytes(first, package):
    assert package_of(first) == package


def test_nothing_of_the_first_installation_is_in_it(first, package):
    facts = parts(package)[FACTS].decode()
    assert first.slug not in facts
    assert "chosen_by" not in facts
    assert "created_by" not in facts


def test_what_officers_decided_stays_behind_and_is_open_again(first):
    by = member("lead_officer", body=first.owner)
    plan = adoption.adopt_plan(plan=first, by=by, at=NOON)
    row = plan.commitments.get(kind="promise")
    said = {"part": "measure", "meaning": "年均提高6%", "value": "≥ 6%", "reason": "常务会议"}
    interpretations.interpret_commitment(commitment=row, **said, by=by, at=NOON)
    facts = carried(package_of(plan)).facts
    (told_row,) = [each for each in facts["commitments"] if each["kind"] == "promise"]
    assert "measure" in told_row["undecided"]
    assert "年均提高" not in json.dumps(facts, ensure_ascii=False)


BAD = {
    "text": (lambda content: b"no zip at all", "no_plan_file"),
    "another zip": (lambda content: packed({"word/document.xml": b"<w/>"}), "no_plan_file"),
    "cut off": (lambda content: content[: len(content) // 2], "no_plan_file"),
    "a part too many": (lambda content: signed(parts(content) | {"more": b"x"}), "plan_file_damaged"),
    "a part too few": (
        lambda content: packed({k: v for k, v in parts(content).items() if k != DOCUMENT}),
        "plan_file_damaged",
    ),
    "changed": (lambda content: packed(parts(content) | {DOCUMENT: b"x"}), "plan_file_altered"),
    "no json": (lambda content: signed(parts(content) | {FACTS: b"{"}), "plan_file_damaged"),
    "nested": (lambda content: signed(parts(content) | {FACTS: b"[" * 200_000}), "plan_file_damaged"),
    "of tomorrow": (
        lambda content: packed(
            parts(content) | {MANIFEST: json.dumps({"form": "luoshi-plan", "schema": 2}).encode()}
        ),
        "plan_file_other_schema",
    ),
    "bomb": (
        lambda content: signed(parts(content) | {DOCUMENT: b"0" * 70 * 1024**2}),
        "plan_file_bomb",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_and_says_why(package, city, name):
    spoil, code = BAD[name]
    with pytest.raises(arrivals.Refusal) as refused:
        take_in(spoil(package), name="坏.zip")
    assert refused.value.code == f"plan.{code}"
    assert "坏.zip" in str(refused.value)
    assert not Arrival.objects.exists()


def at_row(table, **changed):
    return lambda facts: facts[table][0].update(changed)


CONTRADICTIONS = {
    "a place outside of the text": (at_row("commitments", span=[5, 10**6]), "commitments 1"),
    "words that end before they begin": (at_row("responsibilities", span=[9, 2]), "responsibilities 1"),
    "a section that is not there": (at_row("responsibilities", section="9.9"), "responsibilities 1"),
    "a body that is not there": (at_row("responsibilities", body="b99"), "responsibilities 1"),
    "a kind that is none": (at_row("commitments", kind="wish"), "commitments 1"),
    "a day that is none": (lambda facts: facts["plan"].update(valid_from="2017-02-30"), "plan"),
    "a goal without a line": (at_row("commitments", target=None), "commitments 1"),
    "a number that is none": (
        lambda facts: facts["commitments"][0]["target"].update(goal="NaN"),
        "commitments 1",
    ),
    "a name that is too long": (at_row("responsibilities", printed="局" * 300), "responsibilities 1"),
    "a field too many": (at_row("sections", note="x"), "sections 1"),
    "a part that no commitment has": (at_row("commitments", missing=["luck"]), "commitments 1"),
    "two rows in one place": (lambda facts: facts["sections"].append(dict(facts["sections"][0])), "sections"),
    "a table that is no list": (lambda facts: facts.update(findings={}), "findings"),
    "a table too few": (lambda facts: facts.pop("mentions"), ""),
    "a zero byte": (at_row("responsibilities", printed="局\0"), "responsibilities 1"),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_file_that_contradicts_itself_is_refused_at_its_place(package, name):
    change, place = CONTRADICTIONS[name]
    with pytest.raises(BadPackage) as refused:
        carried(told(package, change))
    assert (refused.value.code, refused.value.values["place"]) == ("contradicts", place)


def names(arrival):
    return {row.name: row for row in arrival.names.all()}


def test_the_matcher_proposes_what_a_name_may_mean_here(arrival):
    found = names(arrival)
    bureau = Body.objects.get(name="乙岭市经济和信息化局")
    assert found["甲州市经济和信息化委员会"].candidates[0]["target"] == str(bureau.pk)
    assert found["甲州火车站"].proposed == "乙岭火车站"
    assert found["甲州市"].candidates[0]["target"] == str(bureau.area_id)


def answers(arrival, **said):
    """Answers for every name: what is said, else nobody."""
    return {row.pk: said.get(row.name, Meaning(Answer.NOBODY)) for row in arrival.names.all()}


def answered(arrival, **said):
    return arrivals.answer_names(arrival=arrival, meanings=answers(arrival, **said), by=SYSTEM, at=NOON)


def drafted(arrival, city, *, by=SYSTEM, title="乙岭市智能制造方案"):
    arrivals.ask_for_draft(arrival=arrival, title=title, owner=city, valid_from=None, by=by, at=NOON)
    jobs.work_until_idle()
    job = Job.objects.latest("pk")
    assert job.state == "done", (job.error_code, job.error_values)
    return Plan.objects.select_related("document", "owner__area").get(arrival=arrival)


def test_a_draft_is_made_under_ones_own_names(arrival, city):
    bureau = Body.objects.get(name="乙岭市经济和信息化局")
    answered(
        arrival,
        甲州市=Meaning(Answer.OURS, area=city.area),
        甲州市经济和信息化委员会=Meaning(Answer.OURS, body=bureau),
        甲州火车站=Meaning(Answer.NEW, new_name="乙岭火车站"),
    )
    plan = drafted(arrival, city)
    duties = dict(plan.responsibilities.values_list("printed", "body__name"))
    assert duties == {"市经信局": "乙岭市经济和信息化局", "乙岭火车站": "乙岭火车站", "市财政局": None}
    assert (plan.title, plan.is_adopted, plan.owner) == ("乙岭市智能制造方案", False, city)
    assert plan.valid_from == date(2017, 2, 22)
    kept = dict(Correction.objects.filter(plan=plan).values_list("before__printed", "after__printed"))
    assert kept == {"市经信委": "市经信局", "甲州火车站": "乙岭火车站"}


def test_two_bodies_that_are_one_here_are_named_once(arrival, city):
    bureau = Body.objects.get(name="乙岭市经济和信息化局")
    ours = Meaning(Answer.OURS, body=bureau)
    answered(arrival, 甲州市经济和信息化委员会=ours, 甲州火车站=ours)
    plan = drafted(arrival, city)
    assert list(plan.responsibilities.filter(role="lead").values_list("printed", flat=True)) == ["市经信局"]
    assert plan.corrections.filter(act="removed").get().title == "甲州火车站"


def test_the_draft_lacks_exactly_what_the_first_plan_lacked(first, arrival, city):
    answered(arrival)
    plan = drafted(arrival, city)

    def lacks(of):
        return list(of.commitments.order_by("position").values_list("title", "missing", "undecided"))

    assert lacks(plan) == lacks(first)


def test_a_draft_can_be_corrected_like_any_other(arrival, city):
    answered(arrival)
    plan = drafted(arrival, city)
    duty = plan.responsibilities.filter(role="support").get()
    said = {"printed": "市审计局", "role": "support", "reason": "三定", "by": SYSTEM, "at": NOON}
    duties.correct_duty(responsibility=duty, **said)
    assert plan.responsibilities.get(role="support").printed == "市审计局"


def test_a_yes_and_each_no_are_remembered(arrival, package):
    bureau = Body.objects.get(name="乙岭市经济和信息化局")
    answered(arrival, 甲州市经济和信息化委员会=Meaning(Answer.OURS, body=bureau))
    said = dict(MatchAnswer.objects.standing().values_list("asked", "is_same"))
    assert said["甲州市经济和信息化委员会|990700"] is True
    again = names(take_in(package))["甲州市经济和信息化委员会"].candidates[0]
    assert next(reason["code"] for reason in again["reasons"]) == "said_same"


@pytest.mark.parametrize(
    "meaning",
    [
        Meaning(Answer.NEW, new_name="甲州火车站"),
        Meaning(Answer.NEW, new_name=" "),
        Meaning(Answer.OURS),
        Meaning(Answer.NOBODY, new_name="乙岭火车站"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(arrival, meaning):
    with pytest.raises(arrivals.NameWrong):
        answered(arrival, 甲州火车站=meaning)
    assert not arrival.names.exclude(answer="").exists()


def test_no_draft_is_made_before_every_name_is_answered(arrival, city):
    with pytest.raises(arrivals.NamesStillOpen):
        drafted(arrival, city)


def test_a_title_that_names_the_first_city_is_refused(arrival, city):
    answered(arrival)
    with pytest.raises(arrivals.TitleNamesTheFirst):
        drafted(arrival, city, title="甲州智能制造方案")


def test_a_draft_is_made_once(arrival, city):
    answered(arrival)
    drafted(arrival, city)
    with pytest.raises(arrivals.BegunAlready):
        answered(arrival)
    with pytest.raises(arrivals.BegunAlready):
        drafted(arrival, city)


@pytest.fixture
def officer(client, city):
    by = member("lead_officer", body=city)
    client.force_login(by)
    return by


def post_file(client, content):
    file = io.BytesIO(content)
    file.name = "规划.zip"
    return client.post(reverse("plan:take_in"), {"file": file})


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_from_the_file_to_the_draft_by_pages_alone(client, officer, package, city, language):
    client.cookies["django_language"] = language
    answer = post_file(client, package)
    arrival = Arrival.objects.get()
    assert answer.url == reverse("plan:arrival", args=[arrival.pk])
    page = client.get(answer.url)
    form = page.context["form"]
    posted = {field.html_name: field.value() or "nobody" for field in form if field.html_name[0] == "n"}
    posted |= {field.html_name: field.value() for field in form if field.html_name[0] == "t"}
    station = names(arrival)["甲州火车站"]
    posted |= {f"n{station.pk}": "new", f"t{station.pk}": "乙岭火车站"}
    assert client.post(answer.url, posted).status_code == 302
    draft = {"title": page.context["draft"]["title"].value(), "owner": city.name}
    made = client.post(reverse("plan:make_draft", args=[arrival.pk]), draft)
    assert made.status_code == 302
    jobs.work_until_idle()
    plan = Plan.objects.get(arrival=arrival)
    assert plan.title == "乙岭市智能制造行动方案"
    shown = client.get(reverse("plan:outline", args=[plan.slug])).content.decode()
    assert ("来自甲州市的规划" if language == "zh-hans" else "From the plan of 甲州市") in shown
    assert plan.title in client.get(answer.url).content.decode()
    assert client.get(reverse("plan:arrivals")).status_code == 200


def test_a_bad_file_is_refused_on_the_page(client, officer):
    answer = post_file(client, b"no zip")
    assert answer.status_code == 400
    assert "不是落实的规划文件包" in answer.content.decode()


def test_a_name_that_nobody_bears_is_refused_at_its_field(client, officer, arrival):
    station = names(arrival)["甲州火车站"]
    posted = {f"n{station.pk}": "other", f"t{station.pk}": "没有这样的站"}
    answer = client.post(reverse("plan:arrival", args=[arrival.pk]), posted)
    assert answer.status_code == 400
    assert f"t{station.pk}" in answer.context["form"].errors


def test_the_plan_leads_to_its_file(client, first, package):
    Plan.objects.update(audience="public")
    document = client.get(reverse("plan:document", args=[first.slug])).content.decode()
    assert reverse("plan:travel", args=[first.slug]) in document
    answer = client.get(reverse("plan:travel_file", args=[first.slug]))
    assert answer.content == package
    assert answer["Content-Disposition"].startswith("attachment")
