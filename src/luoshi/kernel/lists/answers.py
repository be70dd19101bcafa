"""The list of what people have said to the matcher (比对记忆)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.kernel.matching.purposes import PURPOSES
from luoshi.kernel.models import MatchAnswer
from luoshi.kernel.queries import matching as queries
from luoshi.kernel.services import matching as services
from luoshi.kit.lists import Between, BulkAct, Choice, Column, Empty, ListPage, YesNo

CELLS = "kernel/_body_cells.html"
SAID = {
    True: pgettext_lazy("answer of the matcher", "is the same"),
    False: pgettext_lazy("answer of the matcher", "is another"),
}


def _purpose(answer: MatchAnswer) -> object:
    return PURPOSES[answer.purpose].label if answer.purpose in PURPOSES else answer.purpose


def _tell(answers: Sequence[Any], scope) -> None:
    """Say in words what was asked and given, where the memory keeps numbers only: once for each purpose."""
    for answer in answers:
        answer.asked_words = answer.asked_body_name or answer.asked_name
        answer.given_words = answer.given_name or answer.given
    for purpose in {answer.purpose for answer in answers} & set(PURPOSES):
        if not (told := PURPOSES[purpose].told):
            continue
        mine = [answer for answer in answers if answer.purpose == purpose]
        words = told((answer.asked, answer.given) for answer in mine)
        for answer in mine:
            pair = (answer.asked, answer.given)
            answer.asked_words, answer.given_words = words.get(pair, pair)


def _withdraw(answer: MatchAnswer, by, at):
    own = PURPOSES[answer.purpose].withdraw if answer.purpose in PURPOSES else None
    return (own or services.withdraw_answer)(answer=answer, by=by, at=at)


ANSWERS = ListPage(
    key="kernel.answers",
    label=_("Names remembered"),
    model=MatchAnswer,
    source=lambda scope: MatchAnswer.objects.visible_to(scope.by),
    dress=queries.with_what_was_given,
    gather=_tell,
    columns=(
        Column(
            key="asked",
            label=_("As written"),
            value=lambda answer: answer.asked_words,
            cell=f"{CELLS}#asked",
            sort=("asked",),
            is_fixed=True,
            look="words",
        ),
        Column(
            key="said",
            label=_("Answer"),
            value=lambda answer: SAID[answer.is_same],
            tone=lambda answer: "green" if answer.is_same else "grey",
            sort=("is_same",),
        ),
        Column(
            key="given",
            label=_("What was offered"),
            value=lambda answer: answer.given_words,
            cell=f"{CELLS}#given",
        ),
        Column(key="purpose", label=_("For"), value=_purpose, sort=("purpose",)),
        Column(key="by", label=_("By"), value=lambda answer: answer.by.display_name if answer.by else ""),
        Column(key="at", label=_("Said on"), kind="moment", sort=("at",), look="tight"),
        Column(
            key="withdrawn_at",
            label=_("Taken back on"),
            kind="moment",
            sort=("withdrawn_at",),
            has_gaps=True,
            look="tight",
        ),
        Column(key="reason", label=_("Remark"), is_shown=False),
    ),
    order=("-at",),
    tie=("-pk",),
    search=("asked", "reason", "by__display_name"),
    filters=(
        YesNo(
            key="same",
            label=_("Answer"),
            narrow="is_same",
            options=(("yes", SAID[True]), ("no", SAID[False])),
        ),
        YesNo(key="withdrawn", label=_("Taken back"), narrow=queries.taken_back),
        Choice(
            key="purpose",
            label=_("For"),
            narrow="purpose",
            options=lambda scope: [(code, each.label) for code, each in PURPOSES.items()],
        ),
        Between(key="said", label=_("Said on"), narrow="at", is_moment=True),
    ),
    bulk=(
        BulkAct(
            key="withdraw",
            label=_("Take back"),
            act="kernel.answer_matches",
            question=_("Take these answers back? Their questions are open again; what was written stays."),
            perform=_withdraw,
        ),
    ),
    nothing=Empty(
        text=_("Nobody has been asked yet. Answers given while a list is taken over are kept here.")
    ),
    no_match=_("No answer matches these choices."),
)
