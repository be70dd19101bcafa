"""Documents read on trial go with all that was read of them; those of record stay."""

from datetime import timedelta

import pytest

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import StoredFile, Upload
from luoshi.kernel.retention import TERMS, Retention
from luoshi.kernel.services import retention
from luoshi.plan.models import Audience, Document, Plan, Section
from tests.kernel.factories import NOON
from tests.plan import factories

pytestmark = pytest.mark.django_db(transaction=True)
OVER = NOON + TERMS[Retention.WORKING] + timedelta(days=1)


@pytest.mark.parametrize("audience", [Audience.MAKER, Audience.STAFF, Audience.PUBLIC])
def test_a_trial_goes_and_a_plan_of_record_stays(audience):
    plan = factories.PlanFactory(audience=audience, created_at=NOON)
    factories.SectionFactory(plan=plan)
    done = list(retention.erase_due(by=SYSTEM, at=OVER))
    is_kept = audience != Audience.MAKER
    kept = [model.objects.exists() for model in (Plan, Section, Document, Upload, StoredFile)]
    assert kept == [is_kept] * 5
    assert bool(done) != is_kept


def test_a_trial_is_kept_for_its_term():
    factories.PlanFactory(audience=Audience.MAKER, created_at=OVER - timedelta(days=30))
    assert list(retention.erase_due(by=SYSTEM, at=OVER)) == []
    assert Plan.objects.exists()
