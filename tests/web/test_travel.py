"""The example city's plan in another city: exported, taken in under other names, adopted, carried through a reform."""

import re
from datetime import date

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from lxml import html

from luoshi.kernel import jobs
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import Area, Body, Job, Origin, SuccessionKind
from luoshi.kernel.services import areas, bodies, installation, successions
from luoshi.kernel.services.successions import Draft, NewBody
from luoshi.plan.engine.localising import localised
from luoshi.plan.engine.travelling import carried
from luoshi.plan.models import Answer, Arrival, Plan
from luoshi.plan.queries.heirs import heirs_of_plan
from luoshi.plan.queries.travelling import package_of
from luoshi.plan.services import adoption, arrivals
from luoshi.plan.services.arrivals import Meaning
from luoshi.web.example.city import PLAN_SLUG
from luoshi.web.example.days import moment
from tests import database
from tests.kernel.factories import member

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
HOME, CITY = "620700", "张掖市"  # a neighbour whose areas are in the shipped table
TAKEN_IN = date(2018, 5, 7)
REFORM, EVE, AFTER = date(2019, 3, 15), date(2019, 3, 14), date(2019, 6, 1)
FIRST = re.compile(r"天水|秦州|麦积|张家川|甘谷|6205\d\d|tianshui", re.I)
# What says what the first city's document says, or where the plan came from.
DATA = {
    "plan.document": {"title", "number", "issuer", "approval", "text", "reading", "origin_source"},
    "plan.section": {"title"},
    "plan.commitment": {"title", "proposal"},
    "plan.responsibility": {"printed"},
    "plan.mention": {"text"},
    "plan.finding": {"values", "proposal"},
    "plan.target": {"scope_term", "scope_members"},
    "plan.correction": {"title", "before", "reason"},
    "plan.arrival": {"title", "city", "area_code", "owner"},
    "plan.arrivalname": {"key", "name", "proposed", "area_code", "candidates"},
    "kernel.upload": {"name"},
    "kernel.matchanswer": {"asked"},
    "kernel.auditvalue": {"old", "new"},
    "kernel.searchrow": {"title", "title_key", "text", "words"},
}
DIGEST = re.compile(r"[0-9a-f]{32,}")  # random, and may hold the digits of any area
KNOWN_AREAS = "kernel.area"  # the national table of areas names every city


@pytest.fixture
def package(example):
    """The file of the example city's plan, in a database that knows nothing of it any more."""
    content = package_of(Plan.objects.select_related("owner__area").get(slug=PLAN_SLUG))
    database.put_back(database.kept[-1])
    return content


@pytest.fixture
def city(package, settings, tmp_path):
    """Another city with agencies of its own; three of those that the plan names are missing."""
    settings.MEDIA_ROOT = tmp_path
    at = moment(TAKEN_IN)
    areas.load_shipped_areas(by=SYSTEM, at=at)
    home = Area.objects.open_ended().get(code=HOME)
    installation.found(home_area=home, is_demo=False, demo_day=None, by=SYSTEM, at=at)
    facts = carried(package).facts
    agencies = [row for row in facts["bodies"] if row["kind"] == "agency" and row["area"] == "620500"]
    for row in agencies[:-3]:
        bodies.create_body(
            name=localised(row["name"], first="天水市", own=CITY),
            kind="agency",
            area=home,
            origin=Origin.own(),
            by=SYSTEM,
            at=at,
        )
    return bodies.create_body(
        name=f"{CITY}人民政府", kind="agency", area=home, origin=Origin.own(), by=SYSTEM, at=at
    )


@pytest.fixture
def officer(city):
    return member("lead_officer", body=city)


def meaning_of(row) -> Meaning:
    """What an officer says: what is sure, else a new agency; firms of the first city are nobody's."""
    best = row.candidates[0] if row.candidates else None
    if row.kind == "area":
        return (
            Meaning(Answer.OURS, area=Area.objects.get(pk=best["target"])) if best else Meaning(Answer.NOBODY)
        )
    if best and best["score"] >= 90:
        return Meaning(Answer.OURS, body=Body.objects.get(pk=best["target"]))
    if row.body_kind == "agency" and "天水" not in row.proposed:
        return Meaning(Answer.NEW, new_name=row.proposed)
    return Meaning(Answer.NOBODY)


@pytest.fixture
def plan(package, city, officer):
    """The plan as that city adopted it."""
    at = moment(TAKEN_IN)
    arrival = arrivals.take_plan_in(content=package, name="规划.zip", by=officer, at=at)
    said = {row.pk: meaning_of(row) for row in arrival.names.all()}
    arrivals.answer_names(arrival=arrival, meanings=said, by=officer, at=at)
    arrivals.ask_for_draft(
        arrival=arrival, title=f"{CITY}智能制造实施方案", owner=city, valid_from=TAKEN_IN, by=officer, at=at
    )
    jobs.work_until_idle()
    assert Job.objects.latest("pk").state == "done", Job.objects.latest("pk").error_values
    made = Plan.objects.select_related("owner__area", "document").get(arrival=arrival)
    return adoption.adopt_plan(plan=made, by=officer, at=at)


def pages(plan):
    routes = (
        *(
            "outline",
            "document",
            "check_up",
            "ledger",
            "commitments",
            "responsibilities",
            "adoption",
            "changes",
        ),
        *("undecided", "corrections", "hand_ins", "turns", "parents", "travel"),
    )
    yield from (reverse(f"plan:{route}", args=[plan.slug]) for route in routes)
    yield from (reverse("plan:section", args=[plan.slug, each.place]) for each in plan.sections.all())
    rows = plan.commitments.order_by("position")
    yield from (reverse("plan:commitment", args=[plan.slug, row.pk]) for row in rows[:60])


def shown(page: str):
    """Every text and every attribute of a page."""
    tree = html.fromstring(page)
    yield from tree.itertext()
    for element in tree.iter():
        yield from (str(value) for value in element.attrib.values())


def quoted(plan) -> str:
    """All that the first city's document says, as the tables hold it."""
    said = [plan.document.text, plan.document.title, plan.document.origin_source]
    said += [row.title for row in plan.sections.all()] + [row.title for row in plan.commitments.all()]
    said += [f"{each.before.get('printed', '')} {each.reason}" for each in plan.corrections.all()]
    said += [str(each.values) for each in plan.findings.all()]
    return re.sub(r"\s", "", "\n".join(said))


def test_every_page_answers_and_names_the_first_city_only_where_it_quotes(plan, officer, client):
    client.force_login(officer)
    words, city = quoted(plan), plan.came_as.city
    for address in pages(plan):
        response = client.get(address)
        assert response.status_code == 200, address
        for text in shown(response.content.decode()):
            told = re.sub(r"\s", "", text)
            if told.startswith(f"来自{city}的规划"):
                continue
            for found in FIRST.finditer(told):
                around = told[max(0, found.start() - 2) : found.end() + 2]
                held = told[found.start() : found.end() + 2] in words or around in words
                assert held or told in words, (address, told[:80])


def test_no_row_names_the_first_city_but_what_its_document_says(plan):
    found = set()
    for model in apps.get_models():
        label = model._meta.label_lower
        if not label.startswith(("kernel.", "plan.")) or label == KNOWN_AREAS:
            continue
        names = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        for row in model._base_manager.values(*names) if names else ():
            found |= {
                f"{label}.{name}"
                for name, value in row.items()
                if name not in DATA.get(label, ()) and FIRST.search(DIGEST.sub("", str(value)))
            }
    assert found == set()


def test_what_was_printed_there_stays_beside_the_bodies_that_answer_here(plan):
    for duty in plan.responsibilities.filter(body__isnull=False).select_related("body__area"):
        assert duty.body.area.code.startswith("6207")
        assert "天水" not in duty.printed
    corrected = plan.corrections.filter(act="corrected")
    assert corrected.exists()
    assert all(each.reason for each in corrected)
    assert plan.responsibilities.filter(body__isnull=True).count() <= 8


def test_the_plan_promises_what_it_promised_there(plan, package):
    facts = carried(package).facts
    assert plan.commitments.count() == len(facts["commitments"])
    assert plan.sections.count() == len(facts["sections"]) == 59
    goals = dict(plan.commitments.filter(target__goal__isnull=False).values_list("title", "target__goal"))
    assert len(goals) == len([row for row in facts["commitments"] if row["target"] and row["target"]["goal"]])


def test_answers_are_remembered_for_the_next_plan_of_that_city(plan, package, officer):
    again = arrivals.take_plan_in(content=package, name="规划.zip", by=officer, at=moment(TAKEN_IN))
    first = Arrival.objects.get(plan=plan)
    said = {row.key: row.body_id for row in first.names.filter(body__isnull=False)}
    known = {
        row.key: int(row.candidates[0]["target"])
        for row in again.names.filter(kind="body")
        if row.candidates and row.candidates[0]["reasons"][0]["code"] == "said_same"
    }
    assert known == said


def test_a_reform_there_orphans_no_duty_and_leaves_the_day_before_as_it_was(plan, officer, client):
    client.force_login(officer)
    page = reverse("plan:responsibilities", args=[plan.slug])

    def on_the_eve():
        rows = html.fromstring(client.get(page, {"on": EVE.isoformat()}).content).xpath("//main//table//tr")
        return [re.sub(r"\s+", " ", row.text_content()) for row in rows]

    before = on_the_eve()
    home = Area.objects.open_ended().get(code=HOME)
    merging = [Body.objects.get(name=f"{CITY}{name}") for name in ("质量技术监督局", "工商行政管理局")]
    successions.record_succession(
        draft=Draft(
            SuccessionKind.MERGE,
            REFORM,
            predecessors=tuple(merging),
            founded=(NewBody(f"{CITY}市场监督管理局", home, "", ("市市场监管局",)),),
        ),
        origin=Origin.own(),
        by=SYSTEM,
        at=moment(REFORM),
    )
    assert on_the_eve() == before
    heirs = heirs_of_plan(plan=plan, on=AFTER, today=AFTER)
    assert heirs.in_state("open") == []
    answering = {duty.body_id: heirs.of(duty) for duty in plan.responsibilities.filter(body__isnull=False)}
    assert {answering[body.pk].name for body in merging if body.pk in answering} == {"市市场监管局"}
    alive = set(Body.objects.in_force(on=AFTER).values_list("pk", flat=True))
    assert {each.body for each in answering.values()} <= alive
