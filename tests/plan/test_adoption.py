"""Adopting a plan: one officer, once; what is not adopted is a draft."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from luoshi.kernel.access import SYSTEM, NotAllowed
from luoshi.kernel.models import AuditEntry
from luoshi.plan.models import Amendment, Audience, Plan
from luoshi.plan.services import adoption, opening
from luoshi.plan.services.heirs import ReasonMissing
from tests.kernel.factories import LATER, NOON, AreaFactory, BodyFactory, UserFactory, member
from tests.kernel.test_concurrency import at_once
from tests.plan.factories import CommitmentFactory, PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    """Refusals are read in English here."""
    with translation.override("en"):
        yield


@pytest.fixture
def bureau():
    return BodyFactory(area=AreaFactory(name="云岭市"))


@pytest.fixture
def officer(bureau):
    return member("lead_officer", body=bureau)


def draft(bureau, **fields):
    return PlanFactory(owner=bureau, draft=True, **fields)


def adopt(plan, officer, at=NOON):
    return adoption.adopt_plan(plan=plan, by=officer, at=at)


def test_an_officer_adopts_a_plan_by_name(bureau, officer):
    plan = adopt(draft(bureau), officer)
    assert (plan.adopted_by, plan.adopted_at, plan.is_adopted) == (officer, NOON, True)
    assert Plan.objects.adopted().get() == plan
    assert [entry.code for entry in AuditEntry.objects.about(plan)] == ["plan.adopted"]


def test_the_second_officer_is_told_who_adopted_it_and_when(bureau, officer):
    plan = draft(bureau)
    adopt(Plan.objects.get(), officer)
    with pytest.raises(adoption.AlreadyAdopted, match=f"{officer}.*2025-09-15"):
        adopt(plan, member("lead_officer", body=bureau), at=LATER)
    assert Plan.objects.get().adopted_at == NOON


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_adopt_it_once():
    bureau = BodyFactory()
    officers = [member("lead_officer", body=bureau) for _ in range(2)]
    draft(bureau)
    calls = [lambda officer=officer: adopt(Plan.objects.get(), officer) for officer in officers]
    outcomes = at_once(*calls)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyAdopted", "Plan"]
    told = next(outcome for outcome in outcomes if isinstance(outcome, adoption.AlreadyAdopted))
    assert str(Plan.objects.get().adopted_by) in str(told)
    assert AuditEntry.objects.count() == 1


def test_neither_the_system_nor_an_administrator_adopts(bureau):
    plan = draft(bureau)
    with pytest.raises(adoption.OfficerMissing):
        adopt(plan, SYSTEM)
    with pytest.raises(NotAllowed):
        adopt(plan, member("administrator", body=bureau))


def test_a_plan_of_nobody_is_not_adopted_before_its_owner_is_named(bureau, officer):
    plan = PlanFactory(draft=True)
    with pytest.raises(adoption.OwnerMissing):
        adopt(plan, officer)
    adoption.name_owner(plan=plan, owner=bureau, by=officer, at=NOON)
    assert adopt(plan, officer).is_adopted
    with pytest.raises(adoption.AlreadyAdopted):
        adoption.name_owner(plan=plan, owner=BodyFactory(), by=officer, at=LATER)


def test_a_plan_that_is_being_read_is_not_adopted(bureau, officer):
    with pytest.raises(adoption.NotRead):
        adopt(draft(bureau, being_read=True), officer)


def test_an_adopted_plan_is_nobodys_trial(bureau, officer):
    plan = adopt(draft(bureau, trial=True), officer)
    assert plan.audience == Audience.STAFF
    with pytest.raises(opening.AdoptedStaysOpen):
        opening.open_plan(plan=plan, audience=Audience.MAKER, by=SYSTEM, at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.update(audience=Audience.MAKER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.update(adopted_by=None)


def test_an_adoption_is_withdrawn_with_grounds_and_can_be_made_again(bureau, officer):
    plan = adopt(draft(bureau), officer)
    with pytest.raises(ReasonMissing):
        adoption.withdraw_adoption(plan=plan, reason=" ", by=officer, at=LATER)
    adoption.withdraw_adoption(plan=plan, reason="附件不全", by=officer, at=LATER)
    assert not plan.is_adopted
    with pytest.raises(adoption.NotAdopted):
        adoption.withdraw_adoption(plan=plan, reason="附件不全", by=officer, at=LATER)
    assert adopt(plan, officer).is_adopted


def test_an_adoption_on_which_something_hangs_stands(bureau, officer):
    old, _new = amended(bureau, officer)
    with pytest.raises(adoption.StillHanging, match="replaced it"):
        adoption.withdraw_adoption(plan=old, reason="误审", by=officer, at=LATER)


def amended(bureau, officer):
    """A plan and one that replaces it, compared and adopted."""
    old = PlanFactory(owner=bureau, valid_from=date(2017, 2, 22))
    new = draft(bureau, amends=old, compared_at=NOON, valid_from=date(2021, 6, 1))
    kept = CommitmentFactory(plan=old)
    Amendment.objects.create(
        plan=new, old=kept, new=CommitmentFactory(plan=new), kind="kept", keeps_identity=True, position=0
    )
    Amendment.objects.create(plan=new, new=CommitmentFactory(plan=new), kind="added", position=1)
    adopt(new, officer)
    old.refresh_from_db()
    return old, new


def test_an_amended_plan_ends_on_the_eve_and_its_commitments_keep_their_identity(bureau, officer):
    old, new = amended(bureau, officer)
    assert (old.replaced_by, old.valid_until) == (new, date(2021, 5, 31))
    kept, added = new.commitments.order_by("position")
    assert kept.identity == old.commitments.get().pk
    assert (added.root, added.identity) == (None, added.pk)


def test_withdrawing_the_newer_lets_the_older_hold_on(bureau, officer):
    old, new = amended(bureau, officer)
    adoption.withdraw_adoption(plan=new, reason="误审", by=officer, at=LATER)
    old.refresh_from_db()
    assert (old.replaced_by, old.valid_until) == (None, None)
    assert new.commitments.filter(root__isnull=False).count() == 0


def test_a_plan_is_replaced_once_and_only_by_what_was_looked_at(bureau, officer):
    old, _new = amended(bureau, officer)
    with pytest.raises(adoption.AmendedAlready):
        adopt(draft(bureau, amends=old, compared_at=NOON), officer)
    other = draft(bureau, amends=PlanFactory(owner=bureau))
    with pytest.raises(adoption.NotCompared):
        adopt(other, officer)
    assert not Plan.objects.filter(pk=other.pk).adopted().exists()


def test_an_officer_of_another_area_does_not_adopt(bureau):
    with pytest.raises(NotAllowed):
        adopt(draft(bureau), member("lead_officer", body=BodyFactory()))
    with pytest.raises(NotAllowed):
        adopt(draft(bureau), UserFactory())
