"""What the matcher remembers, and what holds for this installation's bodies."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from luoshi.kernel.access import SYSTEM, NotAllowed
from luoshi.kernel.matching import Reason, Thresholds, Verdict
from luoshi.kernel.matching.purposes import BODIES
from luoshi.kernel.models import AuditEntry, MatchAnswer, MatchThreshold, Origin
from luoshi.kernel.queries.matching import asked_key, body_index, rank_bodies, thresholds_of, wanted
from luoshi.kernel.register import CREDIT_CODE
from luoshi.kernel.services import matching
from luoshi.kernel.services.matching import Said
from luoshi.kernel.services.mergings import merge_bodies
from luoshi.kernel.services.register import record_fact
from luoshi.kernel.wording import REASONS, reason
from tests.kernel.factories import (
    DAY,
    LATER,
    NOON,
    AreaFactory,
    BodyFactory,
    BodyNameFactory,
    UserFactory,
    member,
)

CODE = "91990100MA00000001"
pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return AreaFactory(name="云岭市")


@pytest.fixture
def reform(city):
    body = BodyFactory(name="云岭市发展和改革委员会", area=city)
    BodyNameFactory(body=body, name="市发改委")
    return body


def rank(name, city, **options):
    return next(rank_bodies(asked=[wanted(name, area=city)], index=body_index(), on=DAY, **options))


def answer(name, city, body, *, is_same, by=SYSTEM, at=NOON):
    said = Said(asked_key(name, area=city), str(body.pk), is_same)
    return matching.answer_matches(purpose=BODIES, answers=[said], by=by, at=at)[0]


def test_a_body_is_found_by_any_of_its_names(city, reform):
    assert rank("市发改委", city).best.key == reform.pk
    assert rank("发展与改革委员会", city).verdict == Verdict.SAME
    assert rank("市气象局", city).verdict == Verdict.DIFFERENT


def test_a_credit_code_finds_its_body_and_merged_records_answer_as_one(city, reform):
    twin = BodyFactory(name="云岭市计划委员会", area=city)
    record_fact(body=twin, name=CREDIT_CODE, value=CODE, origin=Origin.own(), by=SYSTEM, at=NOON)
    merge_bodies(kept=reform, merged=twin, reason="同一单位", by=SYSTEM, at=NOON)
    asked = wanted("某局", area=city, code=CODE)
    ranking = next(rank_bodies(asked=[asked], index=body_index(), on=DAY))
    assert (ranking.best.key, ranking.verdict) == (reform.pk, Verdict.SAME)
    assert rank("市计划委员会", city).best.key == reform.pk


def test_a_yes_holds_from_then_on_and_says_whose_it_is(city, reform):
    officer = member("lead_officer")
    assert rank("市计委", city).verdict == Verdict.DIFFERENT
    answer("市计委", city, reform, is_same=True, by=officer)
    ranking = rank("市 计委", city)
    assert (ranking.verdict, ranking.best.key) == (Verdict.SAME, reform.pk)
    assert ranking.best.reasons[0].values == {"by": officer.display_name, "at": NOON}


def test_a_yes_to_a_record_that_was_merged_since_is_one_to_the_kept(city, reform):
    twin = BodyFactory(name="云岭市物价委员会", area=city)
    answer("市价委", city, twin, is_same=True)
    answer("市价委", city, reform, is_same=False)
    merge_bodies(kept=reform, merged=twin, reason="同一单位", by=SYSTEM, at=NOON)
    ranking = rank("市价委", city)
    assert (ranking.verdict, ranking.best.key) == (Verdict.SAME, reform.pk)


def test_a_no_is_remembered_too(city, reform):
    answer("市发改委", city, reform, is_same=False)
    assert rank("市发改委", city).best is None
    assert rank("市发改委", AreaFactory()).best.key == reform.pk


def test_the_latest_answer_counts_and_the_earlier_one_stays_on_record(city, reform):
    first = answer("市计委", city, reform, is_same=True)
    answer("市计委", city, reform, is_same=False, at=LATER)
    first.refresh_from_db()
    assert (first.withdrawn_at, MatchAnswer.objects.standing().get().is_same) == (LATER, False)


def test_a_name_means_one_body(city, reform):
    other = BodyFactory(area=city)
    answer("市计委", city, reform, is_same=True)
    answer("市计委", city, other, is_same=True, at=LATER)
    assert MatchAnswer.objects.standing().get().given == str(other.pk)
    both = [Said("市计委|", str(body.pk), is_same=True) for body in (reform, other)]
    with pytest.raises(matching.AnswersContradict, match="市计委"):
        matching.answer_matches(purpose=BODIES, answers=both, by=SYSTEM, at=LATER)


def test_an_answer_is_taken_back_once(city, reform):
    given = answer("市计委", city, reform, is_same=True)
    matching.withdraw_answer(answer=given, by=SYSTEM, at=LATER)
    assert rank("市计委", city).verdict == Verdict.DIFFERENT
    with pytest.raises(matching.AnswerWithdrawn):
        matching.withdraw_answer(answer=given, by=SYSTEM, at=LATER)


def test_an_answer_is_an_entry_of_the_chain(city, reform):
    given = answer("市计委", city, reform, is_same=True)
    matching.withdraw_answer(answer=given, by=SYSTEM, at=LATER)
    assert [entry.code for entry in AuditEntry.objects.about(given).order_by("number")] == [
        "kernel.match_answered",
        "kernel.match_answer_withdrawn",
    ]


@pytest.mark.parametrize("role", ["administrator", "lead_officer"])
def test_who_may_answer(city, reform, role):
    assert answer("市计委", city, reform, is_same=True, by=member(role)).pk


def test_who_may_not_answer_changes_nothing(city, reform):
    for person in (UserFactory(), member("officer"), member("auditor")):
        with pytest.raises(NotAllowed):
            answer("市计委", city, reform, is_same=True, by=person)
    assert not MatchAnswer.objects.exists()


def set_thresholds(same, ask, valid_from, by=SYSTEM):
    thresholds = Thresholds(same=same, ask=ask)
    return matching.set_thresholds(
        purpose=BODIES, thresholds=thresholds, valid_from=valid_from, by=by, at=NOON
    )


def test_thresholds_hold_from_a_day_on(city, reform):
    assert thresholds_of(purpose=BODIES, on=DAY) == Thresholds()
    set_thresholds(85, 60, DAY)
    set_thresholds(99, 90, DAY + timedelta(days=10))
    days = [DAY - timedelta(days=1), DAY, DAY + timedelta(days=9), DAY + timedelta(days=10)]
    assert [thresholds_of(purpose=BODIES, on=day).same for day in days] == [95, 85, 85, 99]


def test_thresholds_are_in_order_and_never_set_for_the_past():
    with pytest.raises(matching.ThresholdsOutOfOrder):
        set_thresholds(60, 85, DAY)
    set_thresholds(85, 60, DAY)
    with pytest.raises(matching.ThresholdsInThePast):
        set_thresholds(90, 60, date(2020, 1, 1))
    with pytest.raises(NotAllowed):
        set_thresholds(90, 60, DAY + timedelta(days=1), by=member("lead_officer"))
    assert MatchThreshold.objects.get().same == 85


def test_ranking_many_names_asks_the_database_as_often_as_ranking_one(
    city, reform, django_assert_num_queries
):
    index = body_index()
    for asked in (1, 90):
        names = [wanted(f"市第{number}局", area=city) for number in range(asked)]
        with django_assert_num_queries(2):
            assert len(list(rank_bodies(asked=names, index=index, on=DAY))) == asked


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_reason_has_its_words(language):
    values = {"name": "市发改委", "percent": 80, "words": ["研发", "投入"]}
    with translation.override(language):
        said = [reason(Reason(code, 90, values)) for code in REASONS]
        assert all(said)
        assert "云岭 / 海门" in reason(Reason("similar", 40, values | {"other": "云岭 / 海门"}))
