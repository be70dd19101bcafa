"""The plan's pages, as whoever opens them sees them."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from luoshi.kernel.models import Job
from luoshi.kernel.services.files import store_upload
from luoshi.plan.models import Audience
from tests.kernel.factories import NOON, BodyFactory, UserFactory, member
from tests.plan.factories import (
    CommitmentFactory,
    FindingFactory,
    FindingPlaceFactory,
    PlanFactory,
    SectionFactory,
    charged,
    plan_of,
    read_plan,
)

pytestmark = pytest.mark.django_db
PAGES = ("outline", "commitments", "ledger", "check_up", "document")
HTMX = {"HX-Request": "true"}


def text_of(client, url, **options):
    response = client.get(url, **options)
    assert response.status_code == 200
    return response.content.decode()


def of(plan, page, *place, query=""):
    return reverse(f"plan:{page}", args=[plan.slug, *place]) + query


@pytest.fixture
def plan():
    return read_plan()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_speaks_the_readers_language(client, plan, page, language):
    client.cookies["django_language"] = language
    text = text_of(client, of(plan, page))
    assert f'lang="{"en" if language == "en" else "zh-Hans"}"' in text
    assert ("Target ledger" in text) == (language == "en")


@pytest.mark.parametrize("page", PAGES)
def test_a_plan_of_which_nothing_was_read_has_its_pages(client, page):
    assert "empty" in text_of(client, of(PlanFactory(), page)) or page == "document"


def test_the_outline_says_first_how_much_can_be_verified(client, plan):
    text = text_of(client, of(plan, "outline"))
    assert (
        "本规划共作出 <b>2</b> 项承诺。按现有表述，能够核验的 <b>1</b> 项，尚不能核验的 <b>1</b> 项。" in text
    )
    assert text.index("本规划共作出") < text.index("二、")


def test_the_outline_shows_who_leads_what_is_promised_and_what_it_lacks(client, plan):
    text = text_of(client, of(plan, "outline"))
    for words in ("市工信局", "研发投入占比", "≥ 2%", "2020 年底前", "缺唯一牵头单位、完成时限"):
        assert words in text


def test_what_is_deeper_than_two_levels_is_folded_below_its_place(client):
    plan = plan_of(
        "临江市提升方案\n\n一、主要任务\n(一)创新能力\n1.建设平台。建设公共平台。\n2.引进人才。引进专业人才。\n"
        "(二)对外开放\n扩大开放。\n二、保障措施\n(一)资金投入\n加大投入。\n"
    )
    text = text_of(client, of(plan, "outline"))
    (folded,) = re.findall(r'<details class="below">(.*?)</details>', text, re.DOTALL)
    assert re.findall(r'id="s([\d.]+)"', folded) == ["1.1.1", "1.1.2"]
    assert "下设2处" in folded


def test_a_long_outline_is_paged(client):
    plan = PlanFactory()
    for position in range(85):
        SectionFactory(plan=plan, position=position)
    assert 'id="s80"' in text_of(client, of(plan, "outline"))
    assert 'id="s85"' in text_of(client, of(plan, "outline", query="?page=2"))


def test_a_section_names_those_who_answer_and_links_its_words(client, plan):
    text = text_of(client, of(plan, "section", "2.1"))
    assert "由市工信局牵头。" in text
    assert of(plan, "document", query="?at=44#c44") in text


def test_a_section_without_a_body_says_so(client, plan):
    assert "本章节没有写明责任单位。" in text_of(client, of(plan, "section", "1"))


def test_a_section_below_is_led_as_the_one_above_it(client, plan):
    above = charged(SectionFactory(plan=plan, position=3, place="3"), "市科技局")
    SectionFactory(plan=plan, position=4, place="3.1", parent=above, charged_by=above)
    assert "由市科技局牵头。" in text_of(client, of(plan, "section", "3.1"))


def test_a_finding_with_several_places_in_a_section_is_said_once(client, plan):
    finding = FindingFactory(plan=plan, values={"section": "改造设备", "bodies": ["市商务局"]})
    section = plan.sections.get(place="2.1")
    FindingPlaceFactory.create_batch(3, finding=finding, section=section)
    assert text_of(client, of(plan, "section", "2.1")).count("由市商务局共同牵头") == 1


def test_a_section_that_is_not_there_is_not_found(client, plan):
    assert client.get(of(plan, "section", "9.9")).status_code == 404


def test_text_and_facts_lead_to_each_other(client, plan):
    text = text_of(client, of(plan, "document"))
    assert 'id="c20" href="#f20-29"' in text
    assert '<li id="f20-29"' in text
    assert 'href="#c20"' in text


def test_words_in_which_the_checkup_found_something_are_marked_as_such(client, plan):
    assert 'data-kind="responsibility finding"' in text_of(client, of(plan, "document"))


def test_an_address_with_an_offset_opens_the_page_that_holds_it(client):
    plan = PlanFactory(document__text="\n".join(f"第{number}段" for number in range(1000)))
    offset = plan.document.text.index("第901段")
    text = text_of(client, of(plan, "document", query=f"?at={offset}"))
    assert f'<span id="c{offset}">第901段</span>' in text


@pytest.mark.parametrize("query", ["?at=x", "?at=99999999999999", "?page=0", "?page=99999999999", "?page=x"])
def test_an_impossible_page_of_the_document_is_the_nearest_there_is(client, plan, query):
    assert "示例市行动方案" in text_of(client, of(plan, "document", query=query))


def test_the_checkup_gives_each_finding_its_places_and_a_wording(client, plan):
    text = text_of(client, of(plan, "check_up"))
    assert "“改造设备”由市工信局、市科技局共同牵头" in text
    assert "牵头单位:市工信局" in text.replace("：", ":")
    assert of(plan, "document", query="?at=44#c44") in text


def test_a_finding_with_many_places_shows_some_and_counts_all(client, plan):
    finding = FindingFactory(plan=plan)
    FindingPlaceFactory.create_batch(15, finding=finding, section=None)
    assert "共 15 处" in text_of(client, of(plan, "check_up"))


def test_a_list_in_a_sentence_is_cut_and_counted(client, plan):
    values = {"sections": [f"第{number}节" for number in range(30)], "chapter": ""}
    FindingFactory(plan=plan, code="no_lead", values=values, proposal={})
    text = text_of(client, of(plan, "check_up"))
    assert "第7节、另外 22 项" in text
    assert "第9节" not in text


def test_what_cannot_be_verified_is_filtered_by_what_it_lacks(client, plan):
    CommitmentFactory(plan=plan, title="建设平台", missing=["measure"], is_verifiable=False)
    rows = client.get(of(plan, "check_up", query="?lacks=measure")).context["list"].rows
    assert [row.title for row in rows] == ["建设平台"]


def test_the_ledger_prints_goal_and_last_day(client, plan):
    text = text_of(client, of(plan, "ledger"))
    assert "≥ 2%" in text
    assert '<time datetime="2020-12-31">' in text


CHOICES = [
    ("kind=target", ["研发投入占比"]),
    ("verifiable=yes", ["研发投入占比"]),
    ("verifiable=no", ["改造设备"]),
    ("lacks=due", ["改造设备"]),
    ("due=2020", ["研发投入占比"]),
    ("due=2019", ["研发投入占比", "改造设备"]),
    ("body=市工信局", ["改造设备"]),
    ("q=投入", ["研发投入占比"]),
    ("modality=must", []),
    ("kind=bogus", ["研发投入占比", "改造设备"]),
    ("sort=title", ["改造设备", "研发投入占比"]),
    ("sort=due", ["研发投入占比", "改造设备"]),
]


@pytest.mark.parametrize(("choice", "titles"), CHOICES, ids=[choice for choice, _ in CHOICES])
def test_commitments_are_chosen(client, plan, choice, titles):
    name, _, value = choice.partition("=")
    rows = client.get(of(plan, "commitments"), {name: value}).context["list"].rows
    assert [row.title for row in rows] == titles


def test_a_body_is_found_under_its_other_name(client, plan):
    body = BodyFactory()
    plan.responsibilities.update(body=body)
    other = charged(SectionFactory(plan=plan, position=3, place="3"), "市工业和信息化局")
    other.responsibilities.update(body=body)
    CommitmentFactory(plan=plan, section=other, title="办好会展")
    rows = client.get(of(plan, "commitments"), {"body": "市工信局"}).context["list"].rows
    assert [row.title for row in rows] == ["改造设备", "办好会展"]


@pytest.mark.parametrize("page", ["commitments", "check_up", "ledger"])
def test_htmx_gets_the_list_alone(client, plan, page):
    response = client.get(of(plan, page), headers=HTMX)
    assert "<h1" not in response.content.decode()
    assert "HX-Request" in response["Vary"]


def test_the_back_button_gets_the_page(client, plan):
    headers = {**HTMX, "HX-History-Restore-Request": "true"}
    assert b"<h1" in client.get(of(plan, "commitments"), headers=headers).content


def test_plans_are_listed_with_what_they_promise(client, plan):
    text = text_of(client, reverse("plan:plans"))
    assert plan.title in text
    assert '<td class="number" data-label="承诺清单">2</td>' in text
    assert '<td class="number" data-label="尚不能核验"><span class="tag"' in text


@pytest.mark.parametrize("query", ["?q=无此规划", "?state=mine"])
def test_a_list_without_a_match_leads_back_to_all(client, plan, query):
    assert "没有符合条件的规划。" in text_of(client, reverse("plan:plans") + query)


def test_without_any_plan_the_list_says_what_to_do(client):
    assert reverse("plan:hand_in") in text_of(client, reverse("plan:plans"))
    assert reverse("plan:hand_in") in text_of(client, reverse("plan:documents"))


def test_documents_are_listed_with_what_is_printed_on_them(client, plan):
    text = text_of(client, reverse("plan:documents"))
    assert of(plan, "document") in text
    assert "共 1 条" in text
    assert "没有符合条件的文件。" in text_of(client, reverse("plan:documents"), data={"simulated": "yes"})


def test_many_plans_are_opened_to_everyone_at_once(client):
    client.force_login(member("lead_officer"))
    plans = [read_plan(audience=Audience.STAFF), read_plan(audience=Audience.PUBLIC)]
    asked = {"list": "plan.plans", "act": "publish", "row": [plan.pk for plan in plans], "next": "/plans/"}
    question = client.post(reverse("kernel:act_on_rows"), asked)
    assert "共 2 条。" in question.content.decode()
    assert plans[0].__class__.objects.filter(audience=Audience.PUBLIC).count() == 1
    rows = {"confirmed": 1, "rows": ",".join(str(plan.pk) for plan in plans)}
    told = client.post(reverse("kernel:act_on_rows"), {**asked, **rows}).content.decode()
    assert "已处理 1 条。 1 条未能处理。" in told
    assert "已向这些人开放" in told
    assert plans[0].__class__.objects.filter(audience=Audience.PUBLIC).count() == 2


def test_replaced_plans_are_told_apart(client, plan):
    plan.replaced_by = PlanFactory()
    plan.save()
    assert "已被替代" in text_of(client, reverse("plan:plans"), data={"sort": "title", "state": "replaced"})


def test_the_original_leaves_as_an_attachment(client):
    upload = store_upload(content=b"<html>x</html>", name="方案.html", by=UserFactory(), at=NOON)
    response = client.get(of(PlanFactory(document__upload=upload), "file"))
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"
    assert b"".join(response) == b"<html>x</html>"


@pytest.mark.parametrize("page", [*PAGES, "file"])
def test_somebody_elses_trial_is_not_found(client, page):
    client.force_login(UserFactory())
    assert client.get(of(read_plan(trial=True), page)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_ones_own_trial_is_there(client, page):
    user = UserFactory()
    client.force_login(user)
    assert client.get(of(read_plan(trial=True, created_by=user), page)).status_code == 200


def test_a_plan_that_is_still_being_read_is_not_found(client):
    assert client.get(of(PlanFactory(being_read=True), "outline")).status_code == 404


def test_a_plan_for_staff_asks_to_sign_in_by_not_being_there(client):
    plan = read_plan(audience=Audience.STAFF)
    assert client.get(of(plan, "outline")).status_code == 404
    client.force_login(UserFactory())
    assert client.get(of(plan, "outline")).status_code == 200


@pytest.fixture
def officer(client):
    user = UserFactory()
    client.force_login(user)
    return user


def hand_in(client, **fields):
    return client.post(reverse("plan:hand_in"), fields)


def test_a_file_is_handed_in_as_a_job_of_ones_own(client, officer):
    response = hand_in(client, file=SimpleUploadedFile("方案.txt", "一、目标".encode()), text="")
    job = Job.objects.get()
    assert response.url == reverse("kernel:job", args=[job.pk])
    assert (job.by, job.arguments["audience"]) == (officer, Audience.MAKER)


def test_a_pasted_text_is_named_by_its_first_line(client, officer):
    hand_in(client, text="\n示例县行动方案\n一、目标")
    assert officer.uploads.get().name == "示例县行动方案.txt"


def refused(client, **fields):
    response = hand_in(client, **fields)
    assert response.status_code == 200
    assert not Job.objects.exists()
    return response.content.decode()


def test_nothing_handed_in_is_refused_on_top_and_at_the_field(client, officer):
    text = refused(client, text=" ")
    assert text.count("请选择一个文件，或粘贴文件正文。") == 2
    assert '<a href="#id_file">' in text
    assert 'role="alert"' in text


def test_a_file_and_a_text_at_once_are_refused(client, officer):
    assert "只能提交一种" in refused(client, file=SimpleUploadedFile("a.txt", b"x"), text="y")


def test_an_empty_file_is_refused(client, officer):
    assert 'href="#id_file"' in refused(client, file=SimpleUploadedFile("a.txt", b""))


def test_a_file_that_is_too_large_is_refused_with_the_limit(client, officer, settings):
    settings.LUOSHI_MAX_UPLOAD_BYTES = 2 * 1024**2
    text = refused(client, file=SimpleUploadedFile("a.txt", b"x" * (5 * 1024**2 // 2)))
    assert "文件a.txt有 2.5 MB，最多接收 2 MB。" in text


def test_a_text_that_is_too_large_is_refused_at_the_text(client, officer, settings):
    settings.LUOSHI_MAX_UPLOAD_BYTES = 10
    assert 'href="#id_text"' in refused(client, text="示例市行动方案")
