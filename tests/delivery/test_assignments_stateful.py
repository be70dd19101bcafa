"""Whatever people try with assignments, in whatever order: what must hold of matters, holds of them."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from luoshi.delivery.engine.evidence import EvidenceKind
from luoshi.delivery.models import Assignment, SourceKind
from luoshi.delivery.procedures import ASSIGNMENT
from luoshi.delivery.services import assignments, reports
from luoshi.kernel import chain, clock
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import Origin
from luoshi.work.procedure import PROCEDURES
from luoshi.work.services.matters import move
from tests.work.wandering import Wanderer, people

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.one_database]
PAPER = reports.Rests(kind=EvidenceKind.PAPER, title="批复", number="天发改〔2025〕12号")

MOVES = PROCEDURES[ASSIGNMENT].moves
OF_LEDGERS = frozenset(each.code for each in MOVES if each.guard == "comes_from_ledger")
SELDOM = {"confirm", "extend"}  # a year has to pass; a day that is asked for has to be still to come
ACTS = 900


@dataclass
class Office(Wanderer):
    """Issues assignments of random bodies, each with a report that was accepted."""

    procedures: tuple[str, ...] = (ASSIGNMENT,)
    untried: frozenset[str] = OF_LEDGERS

    def open(self):
        issuer, lead, *others = self.random.sample(self.people.bodies[:5], self.random.randint(2, 5))
        made = assignments.issue_assignment(
            issuer=issuer,
            source=assignments.Told(kind=SourceKind.MINUTES, title="会议纪要"),
            asked=assignments.Asked(
                title="任意任务",
                lead=lead,
                supporters=others,
                due_on=clock.day_of(self.at) + timedelta(days=40),
            ),
            origin=Origin.own(),
            by=SYSTEM,
            at=self.at,
        )
        said = reports.Said(done="已完成1项。", evidence=[PAPER])
        report = reports.report_progress(
            assignments=[made], period="2025-09", said=said, by=SYSTEM, at=self.at
        )
        move(matter=report.matter, move="accept", by=SYSTEM, at=self.at)
        self.tally["opened"] += 1
        return made.matter


def test_whatever_is_tried_assignments_stay_whole(untraced):
    office = Office(people(), seed=2)

    office.walk(ACTS)

    assert chain.verify_chain().is_sound
    steps = {f"move {each.code}" for each in MOVES} - {f"move {code}" for code in SELDOM | OF_LEDGERS}
    assert steps <= set(office.tally), office.tally
    done = Assignment.objects.filter(matter__state="struck_off")
    assert all(each.accepted_at and each.struck_off_at for each in done)
