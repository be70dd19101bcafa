"""What is stated in rows is checked by the reader's own rules."""

import pytest

from luoshi.plan.queries.live import live
from luoshi.web.example.facts import content_of, trial_documents
from tests.plan.factories import plan_of

pytestmark = pytest.mark.django_db
DOCUMENTS = {"plan.txt": content_of("plan.txt"), **trial_documents()}


@pytest.mark.slow
@pytest.mark.parametrize("name", DOCUMENTS)
def test_rows_that_nobody_touched_lack_what_the_reader_found(name):
    plan = plan_of(DOCUMENTS[name])
    gaps = live(plan=plan).gaps()
    kept = {
        row.pk: (row.missing, row.undecided, row.proposal) for row in plan.commitments.all() if row.proposal
    }
    assert {pk: (list(gap.missing), list(gap.open), dict(gap.proposal)) for pk, gap in gaps.items()} == kept
    assert len(kept) > 20


@pytest.mark.slow
@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_sections_are_bound_by_those_who_were_read(name):
    plan = plan_of(DOCUMENTS[name])
    kept = plan.sections.filter(charged_by__isnull=False).values_list("place", "charged_by__place")
    assert live(plan=plan).charges() == dict(kept)
