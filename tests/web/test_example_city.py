"""The example city: its data agree with each other, and with what the reader finds in its plan."""

import re
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest

from luoshi.delivery.engine.lights import Light
from luoshi.delivery.models import Assignment
from luoshi.delivery.queries.histories import histories
from luoshi.formula import Outcome
from luoshi.kernel import clock
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import Body, Formula, OriginKind, User
from luoshi.kernel.queries.formulas import results_of
from luoshi.plan.engine import ledger
from luoshi.plan.engine.standing import Status
from luoshi.plan.models import Plan
from luoshi.reading.reader import read
from luoshi.web.example import city
from luoshi.web.example.facts import content_of, entries, trial_documents
from luoshi.work.queries.turns import waiting_for
from tests.shared import shared_file

DAY = date(2025, 9, 15)


@pytest.fixture(scope="module")
def reading():
    return read(content_of(city.DOCUMENT))


def names(file: str, table: str, short: str) -> set[str]:
    return {name for entry in entries(file, table) for name in (entry["name"], *entry.get(short, ()))}


def test_the_plan_has_the_shape_of_the_public_one(reading):
    levels = Counter(node.level for node in reading.outline)
    assert (len(reading.outline), levels[1], levels[2]) == (59, 4, 28)
    assert len(reading.facts.responsibilities) == 88


def test_the_plan_says_whose_it_is_and_when(reading):
    frame = reading.frame
    assert (frame.number.text, frame.issued_on.text, frame.published_on.text) == (
        "天政办发〔2017〕18号",
        "2017-02-22",
        "2017-03-14",
    )


def test_the_plan_has_the_anomalies_of_the_public_one(reading):
    assert Counter(finding.code for finding in reading.findings) == {
        "both_roles": 2,
        "same_body": 1,
        "not_commanded": 6,
        "no_lead": 3,
        "joint_lead": 9,
        "unnumbered": 1,
    }


@pytest.mark.parametrize(
    ("words", "goal", "due_on"),
    [
        ("战略性新兴产业", 16, date(2020, 12, 31)),
        ("研发工具普及率", 65, date(2020, 12, 31)),
        ("数控化率", 50, date(2020, 12, 31)),
        ("能耗", -5, date(2020, 12, 31)),
        ("研发经费", 1, date(2020, 12, 31)),
        ("中小微型工业企业", 60, date(2020, 12, 31)),
        ("服务业示范企业", 10, date(2020, 12, 31)),
        ("物流企业集团", 2, None),
    ],
)
def test_the_plan_promises_the_eight_public_quantities(reading, words, goal, due_on):
    lines = [line for line in ledger.lines(reading) if line.goal is not None and words in line.measure]
    assert [(line.goal, line.due_on) for line in lines] == [(Decimal(goal), due_on)]


def test_every_body_and_enterprise_of_the_plan_is_in_the_tables(reading):
    agencies = {duty.agency for duty in reading.facts.responsibilities}
    firms = {mention.text for mention in reading.facts.mentions if mention.kind == "enterprise"}
    assert agencies <= names("bodies.toml", "body", "short_names")
    assert firms <= names("enterprises.toml", "enterprise", "printed")


def test_the_plan_is_worded_by_ourselves():
    """Runs of words that the public document also has are names, figures and lists, never sentences."""
    ours = re.sub(r"\s", "", content_of(city.DOCUMENT).decode())
    theirs = re.sub(r"\s", "", shared_file("seeds/000_212124dadfe6811d.txt").read_text("utf-8"))
    sentences = [part for part in re.split("[。;]", theirs) if len(part) > 25 and "单位:" not in part]
    copied = [part for part in sentences if part in ours and "牵头" not in part]
    assert copied == []


def test_real_bodies_carry_public_facts_only():
    for file, table in (("bodies.toml", "body"), ("enterprises.toml", "enterprise")):
        assert {entry.origin.kind for entry in entries(file, table)} == {OriginKind.PUBLIC}


def test_simulated_people_and_firms_say_so():
    people = [each for table in ("person", "officer", "body") for each in entries("people.toml", table)]
    assert {entry.origin.kind for entry in people} == {OriginKind.SIMULATED}
    assert all((entry.get("display_name") or entry["name"]).startswith("示例·") for entry in people)


@pytest.mark.parametrize("name", trial_documents())
def test_the_invented_plans_can_be_read(name):
    found = read(trial_documents()[name])
    assert len(found.facts.targets) > 10
    assert found.findings


@pytest.mark.slow
def test_the_city_is_built_through_services_and_every_duty_has_its_body(example):
    plan = Plan.objects.get(slug=city.PLAN_SLUG)
    assert plan.sections.count() == 59
    assert (plan.adopted_by.username, plan.adopted_at.date()) == ("desk2017", date(2017, 3, 14))
    assert not plan.responsibilities.filter(body__isnull=True).exists()
    assert set(city.usernames()) == set(User.objects.values_list("username", flat=True))
    assert Body.objects.not_commanded(on=date(2017, 6, 1)).count() >= 6
    assert set(Formula.objects.values_list("origin_kind", flat=True)) == {OriginKind.SIMULATED}
    assert outcomes("refit_support") == set(Outcome)
    assert outcomes("task_bearer") == {Outcome.MEETS, Outcome.FAILS}


def outcomes(code: str) -> set[Outcome]:
    """How the bodies of the city come out by a formula."""
    formula = Formula.objects.get(code=code)
    return {result.outcome for result in results_of(formula.pk, SYSTEM, DAY).values()}


@pytest.mark.slow
def test_on_the_demos_day_every_standing_and_every_light_is_seen_and_a_third_is_not_well(example):
    known = histories([str(pk) for pk in Assignment.objects.values_list("pk", flat=True)])
    verdicts = [each.verdict(on=DAY, known_by=clock.end_of(DAY)) for each in known.values()]
    lights = {each.light(on=DAY, known_by=clock.end_of(DAY)) for each in known.values()}
    assert ({each.status for each in verdicts}, lights) == ({*Status}, {*Light})
    badly = [each for each in verdicts if each.status in (Status.OFF_TRACK, Status.AT_RISK, Status.DISPUTED)]
    assert 0.25 < len(badly) / len(verdicts) < 0.45


@pytest.mark.slow
@pytest.mark.parametrize(
    ("role", "procedure", "waiting", "late"),
    [
        ("desk", "delivery.report", 3, 3),
        ("county", "delivery.assignment", 5, 1),
        ("mayor", "delivery.assignment", 2, 0),
        ("clerk", "delivery.assignment", 1, 0),
    ],
)
def test_whoever_enters_by_the_front_door_finds_something(example, role, procedure, waiting, late):
    waits = waiting_for(User.objects.get(username=role), on=DAY)
    assert waits.filter(matter__procedure=procedure).count() == waiting
    assert waits.filter(due_on__lt=DAY).count() == late


@pytest.mark.slow
def test_the_park_lost_210_days_and_its_first_day_stays(example):
    park = Assignment.objects.get(title="示例·园区标准化厂房项目")
    run = park.matter.clocks.get(clock="due")
    assert (run.due_on - park.due_on, run.first_due_on) == (timedelta(days=210), park.due_on)
    assert {"remind", "urge"} <= set(run.reached.values_list("rung", flat=True))
