"""The installation itself can take a right from a role: nobody stands beside the moment then."""

import pytest

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import Grant
from luoshi.kernel.services import rights
from tests.kernel.factories import NOON, member

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_system", [True, False])
def test_a_right_is_withdrawn_by_whom_it_was_withdrawn(is_system):
    by = SYSTEM if is_system else member("administrator")
    grant = Grant.objects.standing().filter(act="kernel.steer_jobs").earliest("pk")
    rights.withdraw_grant(grant=grant, by=by, at=NOON)
    grant.refresh_from_db()
    assert (grant.withdrawn_at, grant.withdrawn_by_id) == (NOON, by.pk)
    with pytest.raises(rights.AlreadyWithdrawn):
        rights.withdraw_grant(grant=grant, by=by, at=NOON)
