"""The whole example city: what is derived comes back as it was, and a past day shows what was known by its end."""

from datetime import date, timedelta

import pytest

from luoshi.kernel import clock
from luoshi.kernel.access import SYSTEM
from luoshi.plan.models import Commitment, CommitmentLink, Instrument, Interpretation, Plan, Standing
from luoshi.plan.queries.standings import Standings
from luoshi.plan.services import links, standings
from luoshi.web.example.days import moment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
TODAY = date(2025, 9, 15)
SAID = ("instrument", "on", "recorded_at", "status", "headline", "reason", "values", "detail", "grade")
ENDS = ("answer", "child", "parent", "since", "until")


def plans():
    return list(Plan.objects.adopted().order_by("pk"))


def all_standings():
    return list(Standing.objects.order_by("instrument", "recorded_at", "on").values_list(*SAID))


def all_links():
    return list(CommitmentLink.objects.order_by("answer").values_list(*ENDS))


def test_every_standing_comes_back_from_the_records(example):
    before = all_standings()
    assert before
    Standing.objects.all().delete()
    written = [standings.rebuild_standings(plan=plan, by=SYSTEM, at=moment(TODAY)) for plan in plans()]
    assert (all_standings(), sum(written)) == (before, len(before))


def test_every_link_comes_back_from_what_people_said(example):
    before = all_links()
    assert before
    CommitmentLink.objects.all().delete()
    assert links.rebuild_links() == len(before)
    assert all_links() == before


def ten_days():
    """Ten days from the first record to the last, those among them on which something turned."""
    turned = sorted({clock.day_of(at) for at in Standing.objects.values_list("recorded_at", flat=True)})
    first, last = turned[0] - timedelta(days=1), turned[-1] + timedelta(days=400)
    spread = [first + (last - first) * step // 9 for step in range(10)]
    return [*turned[:5], *spread[:3], spread[6], spread[9]]


def known_by_the_end_of(day):
    """The last verdict on each instrument by the end of a day, by the records of the rooms alone."""
    end, found = clock.end_of(day), {}
    for plan in plans():
        for instrument, verdicts in standings.computed(plan=plan):
            known = [each for each in verdicts if each.at < end]
            if known:
                found[instrument.pk] = (known[-1].on, known[-1].verdict)
    return found


def shown_on(day):
    """What the pages of every plan show of each instrument as of a day."""
    found = {}
    for plan in plans():
        held = Standings(plan=plan.pk, on=day)
        for row in Commitment.objects.filter(plan=plan):
            for each in held.of(row):
                found[each.instrument.pk] = (each.standing.on, each.standing.verdict)
    return found


def test_ten_past_days_show_what_was_recorded_by_then(example):
    days = ten_days()
    assert len(set(days)) == 10
    shown = [shown_on(day) for day in days]
    assert shown == [known_by_the_end_of(day) for day in days]
    assert len({str(each) for each in shown}) > 2  # not all days are alike
    assert Instrument.objects.exists()


def test_ten_past_days_show_the_links_and_meanings_that_stood_then(example):
    for day in ten_days():
        end = clock.end_of(day)
        links_then = {
            row.pk
            for row in CommitmentLink.objects.all()
            if row.since < end and (row.until is None or row.until >= end)
        }
        meant_then = {
            row.pk
            for row in Interpretation.objects.all()
            if row.chosen_at < end and (row.withdrawn_at is None or row.withdrawn_at >= end)
        }
        assert {row.pk for row in CommitmentLink.objects.as_of(day)} == links_then
        assert {row.pk for row in Interpretation.objects.as_of(day)} == meant_then
