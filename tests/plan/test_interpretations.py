"""What vague words are taken to mean: versions, of which one stands, seen as of any day."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import AuditEntry
from luoshi.kernel.services.undoing import undo_act
from luoshi.plan.engine.interpreting import typed, written
from luoshi.plan.models import Commitment, Interpretation
from luoshi.plan.services import adoption, interpretations
from luoshi.plan.services.drafts import Misstated
from luoshi.plan.services.heirs import DecisionWithdrawn, ReasonMissing
from tests.kernel.factories import BodyFactory, BodyNameFactory
from tests.plan.factories import CommitmentFactory, PlanFactory, TargetFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    """Refusals are read in English here."""
    with translation.override("en"):
        yield


FIRST, SECOND = datetime(2018, 3, 1, 2, tzinfo=UTC), datetime(2020, 6, 1, 2, tzinfo=UTC)


@pytest.fixture
def vague():
    """A promise whose words leave open what “clearly” is, and that names no year."""
    lacks = {"missing": ["due"], "undecided": ["measure"], "is_verifiable": False}
    row = CommitmentFactory(
        plan=PlanFactory(owner=BodyFactory()), kind="promise", title="全员劳动生产率", **lacks
    )
    TargetFactory(commitment=row, kind="direction", relation="", goal=None, unit="")
    return row


def decide(
    row, part="measure", *, value="≥ 6%", at=FIRST, seen=0, meaning="年均提高6%以上", reason="常务会议"
):
    return interpretations.interpret_commitment(
        commitment=row, part=part, meaning=meaning, value=value, reason=reason, seen=seen, by=SYSTEM, at=at
    )


def fresh(row):
    return Commitment.objects.get(pk=row.pk)


def test_a_decided_part_is_no_longer_wanting(vague):
    made = decide(vague)
    assert made.values == {"relation": ">=", "value": "6", "unit": "%"}
    assert (fresh(vague).undecided, fresh(vague).decided) == ([], {"measure": "open"})
    assert not fresh(vague).is_verifiable
    decide(vague, "due", value="2025", meaning="到2025年底")
    assert (fresh(vague).missing, fresh(vague).is_verifiable) == ([], True)


def test_a_second_decision_is_the_next_version_and_both_are_kept(vague):
    decide(vague)
    second = decide(vague, at=SECOND, seen=1, meaning="净增", value="≥ 7%")
    assert (second.version, Interpretation.objects.standing().get()) == (2, second)
    on = [date(2018, 2, 28), date(2018, 3, 1), date(2020, 5, 31), date(2020, 6, 1)]
    versions = [list(Interpretation.objects.as_of(day).values_list("version", flat=True)) for day in on]
    assert versions == [[], [1], [1], [2]]


def test_what_could_be_verified_is_told_as_of_a_day(vague):
    decide(vague)
    decide(vague, "due", value="2025", at=SECOND)
    rows = Commitment.objects.all()
    assert [rows.verifiable_on(day).count() for day in (date(2019, 1, 1), date(2021, 1, 1))] == [0, 1]
    assert rows.verifiable_on(date(2019, 1, 1), is_wanted=False).count() == 1
    assert [rows.lacking("due", on=day).count() for day in (date(2019, 1, 1), date(2021, 1, 1))] == [1, 0]
    assert rows.lacking("due").count() == 0


def test_a_withdrawn_decision_leaves_the_part_open_again(vague):
    made = decide(vague)
    interpretations.withdraw_interpretation(interpretation=made, by=SYSTEM, at=SECOND)
    assert (fresh(vague).undecided, fresh(vague).decided) == (["measure"], {})
    with pytest.raises(DecisionWithdrawn):
        interpretations.withdraw_interpretation(interpretation=made, by=SYSTEM, at=SECOND)
    assert decide(vague, at=SECOND).version == 2


def test_whoever_has_not_seen_the_standing_decision_is_told(vague):
    decide(vague)
    with pytest.raises(interpretations.DecidedMeanwhile):
        decide(vague, at=SECOND)
    assert Interpretation.objects.count() == 1


def test_only_a_part_that_is_wanting_in_an_adopted_plan_is_decided(vague):
    with pytest.raises(interpretations.NothingToDecide):
        decide(vague, "unit", value="%")
    with pytest.raises(ReasonMissing):
        decide(vague, reason="")
    draft = CommitmentFactory(plan=PlanFactory(owner=BodyFactory(), draft=True), lacking=True)
    with pytest.raises(adoption.NotAdopted):
        decide(draft, "due", value="2020")


def test_an_adoption_is_not_withdrawn_from_under_a_decision(vague):
    decide(vague)
    with pytest.raises(adoption.StillHanging, match=r"\(1\)"):
        adoption.withdraw_adoption(plan=vague.plan, reason="误审", by=SYSTEM, at=SECOND)


def test_a_body_is_meant_by_its_name(vague):
    Commitment.objects.update(missing=["body"])
    bureau = BodyFactory(area=vague.plan.owner.area, name="云岭市工信局")
    BodyNameFactory(body=bureau, name="市工信局")
    assert decide(vague, "body", value="市工信局").values == {"name": "市工信局", "body": bureau.pk}
    with pytest.raises(Misstated, match="Nobody here is called “市某局”"):
        decide(vague, "body", value="市某局", seen=1)


def test_undoing_goes_back_to_the_version_before_and_doing_it_again_comes_back(vague):
    decide(vague)
    decide(vague, at=SECOND, seen=1, meaning="净增", value="≥ 7%")
    for meaning in ("年均提高6%以上", "净增"):
        undo_act(entry=AuditEntry.objects.latest("number"), by=SYSTEM, at=SECOND)
        assert Interpretation.objects.standing().get().meaning == meaning
    assert Interpretation.objects.count() == 4


def test_undoing_the_first_decision_opens_the_part(vague):
    decide(vague)
    for standing in (0, 1):
        undo_act(entry=AuditEntry.objects.latest("number"), by=SYSTEM, at=SECOND)
        assert Interpretation.objects.standing().count() == standing


@pytest.mark.parametrize(
    ("part", "value", "said"),
    [
        ("measure", "很多", "is no quantity: write for example ≥ 6%"),
        ("relation", "", "Choose whether"),
        ("base_year", "上年", "four digits"),
        ("unit", "很多", "no unit"),
        ("due", "", "Give the year or the month"),
        ("due", "明年", "write 2020 or 2020-06"),
        ("body", "", "Give the name"),
    ],
)
def test_a_value_that_does_not_fit_its_part_is_refused(vague, part, value, said):
    Commitment.objects.update(missing=[part])
    with pytest.raises(Misstated, match=said):
        decide(vague, part, value=value)


number = st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**6, places=2).map(str)
quantities = st.builds(
    "{} {}{}".format, st.sampled_from("≥≤≈="), number, st.sampled_from(["%", "户", "亿元", ""])
)


@given(quantities)
def test_a_quantity_is_written_as_it_was_typed(quantity):
    assert written(typed("measure", quantity)) == quantity


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("scope", "新材料、生物医药"),
        ("due", "2020-06"),
        ("base_year", "2015"),
        ("unit", "吨标准煤"),
        ("relation", "<="),
    ],
)
def test_a_value_is_written_as_it_was_typed(part, value):
    assert written(typed(part, value)) == value
