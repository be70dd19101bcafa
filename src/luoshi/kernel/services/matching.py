"""Answering the matcher, and setting its thresholds (比对确认、阈值)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, is_allowed, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.matching import Thresholds
from luoshi.kernel.matching.purposes import ANSWER, BODIES, PURPOSES
from luoshi.kernel.models import MatchAnswer, MatchThreshold
from luoshi.kernel.queries.body_list import home_area
from luoshi.kernel.queries.matching import asked_key


class AnswersContradict(Refusal):
    code = "kernel.answers_contradict"
    sentence = _("%(asked)s is given two answers at once: say yes to one body only.")


class AnswerWithdrawn(Refusal):
    code = "kernel.answer_withdrawn"
    sentence = _("This answer has been withdrawn already.")


class ThresholdsOutOfOrder(Refusal):
    code = "kernel.thresholds_out_of_order"
    sentence = _("%(ask)s and %(same)s are out of order: right would be 0 ≤ ask ≤ same ≤ 100.")


class ThresholdsInThePast(Refusal):
    code = "kernel.thresholds_in_the_past"
    sentence = _("Thresholds from %(begun)s on are set already: choose a later day than that.")


@dataclass(frozen=True)
class Said:
    """One answer to one question."""

    asked: str
    given: str
    is_same: bool
    reason: str = ""


@act
def answer_matches(*, purpose: str, answers: Iterable[Said], by: Actor, at: datetime) -> list[MatchAnswer]:
    """Remember what a person said of these pairs; a new answer takes the place of an earlier one (确认比对).

    A yes to one thing withdraws a yes to another: what is asked about is one thing. Raises AnswersContradict.
    """
    require(by, PURPOSES[purpose].act)
    rows = keep_answers(purpose=purpose, answers=answers, by=by, at=at)
    for row in rows:
        audit.record("kernel.match_answered", row, by=by, at=at, changes={"is_same": (None, row.is_same)})
    return rows


def remember_body(*, word: str, body: str, others: Iterable[str], by: Actor, at: datetime) -> None:
    """Remember which body a written name of the home area means, and which not; part of the act that decided rows.

    Whoever may not answer for everybody has said it for this list alone.
    """
    if is_allowed(by, ANSWER):
        asked = asked_key(word, area=home_area())
        said = [*(Said(asked, other, is_same=False) for other in others), Said(asked, body, is_same=True)]
        answer_matches(purpose=BODIES, answers=said, by=by, at=at)


def keep_answers(*, purpose: str, answers: Iterable[Said], by: Actor, at: datetime) -> list[MatchAnswer]:
    """Remember answers within an act that says them; the act asks for its own right."""
    given = {(said.asked, said.given): said for said in answers}
    _refuse_two_yeses(given.values())
    _withdraw(PURPOSES[purpose].code, given.values(), by=by, at=at)
    return MatchAnswer.objects.bulk_create(
        MatchAnswer(
            purpose=purpose,
            asked=said.asked,
            given=said.given,
            is_same=said.is_same,
            reason=said.reason,
            by_id=by.pk,
            at=at,
        )
        for said in given.values()
    )


def drop_answers(*, purpose: str, pairs: Iterable[tuple[str, str]], by: Actor, at: datetime) -> None:
    """Take answers back within an act that undoes what said them."""
    for asked, given in pairs:
        standing = MatchAnswer.objects.standing().filter(purpose=PURPOSES[purpose].code)
        standing.filter(asked=asked, given=given).update(withdrawn_by=by.pk, withdrawn_at=at)


@act
def withdraw_answer(*, answer: MatchAnswer, by: Actor, at: datetime) -> MatchAnswer:
    """Take an answer back: the question is open again (撤回确认). Raises AnswerWithdrawn."""
    require(by, _right(answer))
    standing = MatchAnswer.objects.standing().filter(pk=answer.pk)
    if not standing.update(withdrawn_by=by.pk, withdrawn_at=at):
        raise AnswerWithdrawn
    answer.refresh_from_db()
    audit.record("kernel.match_answer_withdrawn", answer, by=by, at=at)
    return answer


@act
def set_thresholds(
    *, purpose: str, thresholds: Thresholds, valid_from: date, by: Actor, at: datetime
) -> MatchThreshold:
    """Say from which score on two things are the same, and from which somebody is asked, from a day on (设定阈值).

    Raises ThresholdsOutOfOrder or ThresholdsInThePast.
    """
    require(by, "kernel.edit_reference")
    if not 0 <= thresholds.ask <= thresholds.same <= 100 or thresholds.margin < 0:
        raise ThresholdsOutOfOrder(ask=thresholds.ask, same=thresholds.same)
    rows = MatchThreshold.objects.filter(purpose=PURPOSES[purpose].code)
    before = rows.open_ended().first()
    if before and before.valid_from >= valid_from:
        raise ThresholdsInThePast(begun=before.valid_from)
    rows.open_ended().update(valid_until=valid_from - timedelta(days=1))
    row = MatchThreshold.objects.create(
        purpose=purpose,
        same=thresholds.same,
        ask=thresholds.ask,
        margin=thresholds.margin,
        valid_from=valid_from,
        set_by_id=by.pk,
        set_at=at,
    )
    changes = {"same": (before and before.same, row.same), "ask": (before and before.ask, row.ask)}
    audit.record("kernel.match_thresholds_set", row, by=by, at=at, changes=changes)
    return row


def _right(answer: MatchAnswer) -> str:
    """The right to answer for this purpose; one that no room registers any more leaves the kernel's own."""
    return PURPOSES[answer.purpose].act if answer.purpose in PURPOSES else ANSWER


def _refuse_two_yeses(answers: Iterable[Said]) -> None:
    agreed: set[str] = set()
    for said in answers:
        if said.is_same and said.asked in agreed:
            raise AnswersContradict(asked=said.asked.partition("|")[0])
        if said.is_same:
            agreed.add(said.asked)


def _withdraw(purpose: str, answers: Iterable[Said], *, by: Actor, at: datetime) -> None:
    """Earlier answers to the same pairs, and earlier yeses where there is a new one."""
    answers = list(answers)
    replaced = Q(pk__in=[])
    standing = MatchAnswer.objects.about(purpose, (said.asked for said in answers))
    agreed = [said.asked for said in answers if said.is_same]
    pairs = {(said.asked, said.given) for said in answers}
    known = standing.values_list("pk", "asked", "given")
    replaced |= Q(pk__in=[pk for pk, asked, given in known if (asked, given) in pairs])
    replaced |= Q(asked__in=agreed, is_same=True)
    standing.filter(replaced).update(withdrawn_by=by.pk, withdrawn_at=at)
