"""Papers at once, on either database: numbers without gaps, one signature."""

import pytest

from luoshi.kernel.access import SYSTEM
from luoshi.work import reminder
from luoshi.work.models import OutgoingPaper
from luoshi.work.services import papers
from tests.kernel.factories import LATER
from tests.kernel.test_concurrency import at_once
from tests.work.factories import officer_of
from tests.work.signed import errand

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("signed")]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_papers_drafted_at_once_are_numbered_without_a_gap():
    made = errand()
    asker = made.bodies["asker"][0]

    def draft():
        return papers.draft_paper(
            kind=reminder.CODE, key=str(made.matter.pk), body=asker, by=SYSTEM, at=LATER
        )

    def fail():
        return papers.draft_paper(
            kind=reminder.CODE, key=str(made.matter.pk), body=made.bodies["doer"][0], by=SYSTEM, at=LATER
        )

    outcomes = at_once(*[draft, draft, draft, draft, fail, draft, draft, fail])

    refused = [outcome for outcome in outcomes if isinstance(outcome, papers.NotTheirPaper)]
    numbers = OutgoingPaper.objects.order_by("number").values_list("number", flat=True)
    assert (len(refused), list(numbers)) == (2, [1, 2, 3, 4, 5, 6])


def test_a_paper_signed_twice_at_once_is_signed_once():
    made = errand()
    asker = made.bodies["asker"][0]
    leaders = [officer_of(asker, "leader") for _each in range(3)]
    paper = papers.draft_paper(kind=reminder.CODE, key=str(made.matter.pk), body=asker, by=SYSTEM, at=LATER)

    outcomes = at_once(
        *[lambda by=by: papers.sign_paper(paper=paper, seen=1, by=by, at=LATER) for by in leaders]
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == [
        "OutgoingPaper",
        "PaperSettled",
        "PaperSettled",
    ]
