"""The lists of formulas and of standards as of a day, and what a formula says of every body (公式、标准、试算一览)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.formula import Outcome, Result
from luoshi.kernel.among import Among
from luoshi.kernel.formulas import asking, steps
from luoshi.kernel.formulas.words import language
from luoshi.kernel.models import (
    Body,
    BodyKind,
    Formula,
    FormulaPurpose,
    Standard,
    StandardKind,
    StandardVersion,
)
from luoshi.kernel.models.formulas import FormulaVersion
from luoshi.kernel.models.versions import state_q
from luoshi.kernel.queries import formulas as queries
from luoshi.kit.lists import Choice, Column, Day, Empty, ListPage, Many
from luoshi.kit.lists.filters import Scope

STATES = {
    "in_force": (pgettext_lazy("formula", "in force"), "green"),
    "ended": (pgettext_lazy("formula", "ended"), "grey"),
    "later": (pgettext_lazy("formula", "not yet in force"), "amber"),
}
OUTCOMES = {
    "meets": (Outcome.MEETS, _("meets it")),
    "fails": (Outcome.FAILS, _("does not meet it")),
    "undecided": (Outcome.UNDECIDED, _("cannot be decided")),
}


def _state(row: Any, scope: Scope) -> str:
    """In which state a thing with versions is on the day."""
    if row.since_then is None:
        return "later"
    return "ended" if row.until_then and row.until_then < scope.day else "in_force"


def _gather_states(rows: Sequence[Any], scope: Scope) -> None:
    for row in rows:
        row.state_then = _state(row, scope)


def _in_state(rows: Any, key: str, scope: Scope) -> Any:
    return rows.filter(state_q(scope.day)[key])


def _dressed(rows: Any, scope: Scope) -> Any:
    return rows.with_version_on(scope.day)


COMMON = (
    Column(
        key="state",
        label=pgettext_lazy("formula", "State"),
        value=lambda row: STATES[row.state_then][0],
        tone=lambda row: STATES[row.state_then][1],
    ),
    Column(
        key="number_then",
        label=_("Version"),
        kind="number",
        sort=("number_then",),
        has_gaps=True,
        look="tight",
    ),
    Column(
        key="since_then", label=_("valid from"), kind="day", sort=("since_then",), has_gaps=True, look="tight"
    ),
    Column(
        key="last_made_at",
        label=_("Last written on"),
        kind="moment",
        sort=("last_made_at",),
        look="tight",
        is_shown=False,
    ),
    Column(key="about", label=_("What it is for"), look="words", is_shown=False),
    Column(
        key="origin",
        label=_("Origin"),
        value=lambda row: row.get_origin_kind_display(),
        sort=("origin_kind",),
        is_shown=False,
    ),
)
STATE = Choice(
    key="state",
    label=pgettext_lazy("formula", "State"),
    narrow=_in_state,
    options=tuple((key, label) for key, (label, _tone) in STATES.items()),
)


def _text_holds(model: Any):
    """Formulas are also found by the words of their texts."""
    return lambda word, scope: Q(
        pk__in=model.objects.filter(Q(text__icontains=word) | Q(clause__icontains=word)).values("of")
    )


NAME = Column(
    key="name",
    label=_("Name"),
    cell="kernel/_formula_cells.html#formula",
    value=str,
    sort=("name",),
    is_fixed=True,
    look="words",
)
CODE = Column(key="code", label=pgettext_lazy("formula", "Code"), sort=("code",), look="tight")
AS_OF = Day(key="on", label=_("As of"))
WORDS = ("name", "name_en", "code", "about")
FORMULAS = ListPage(
    key="kernel.formulas",
    label=_("Formulas"),
    model=Formula,
    source=lambda scope: Formula.objects.visible_to(scope.by).with_version_on(scope.day),
    dress_in=_dressed,
    gather=_gather_states,
    columns=(
        NAME,
        CODE,
        Column(
            key="purpose",
            label=_("Purpose"),
            value=lambda row: row.get_purpose_display(),
            sort=("purpose",),
        ),
        *COMMON,
    ),
    order=("name",),
    search=(*WORDS, _text_holds(FormulaVersion)),
    filters=(
        AS_OF,
        Choice(key="purpose", label=_("Purpose"), narrow="purpose", options=FormulaPurpose.choices),
        STATE,
    ),
    nothing=Empty(text=_("No formula has been written yet.")),
    no_match=_("No formula matches these choices."),
)
STANDARDS = replace(
    FORMULAS,
    key="kernel.standards",
    label=_("Standards"),
    model=Standard,
    source=lambda scope: Standard.objects.visible_to(scope.by).with_version_on(scope.day),
    columns=(
        replace(NAME, cell="kernel/_formula_cells.html#standard"),
        CODE,
        Column(key="kind", label=_("Kind"), value=lambda row: row.get_kind_display(), sort=("kind",)),
        *COMMON,
    ),
    order=("kind", "name"),
    search=(*WORDS, _text_holds(StandardVersion)),
    filters=(
        AS_OF,
        Many(key="kind", label=_("Kind"), narrow="kind__in", options=StandardKind.choices),
        STATE,
    ),
    nothing=Empty(text=_("No standard has been set yet: parameters, tables and classifications.")),
    no_match=_("No standard matches these choices."),
)


def results(scope: Scope) -> dict[int, Result]:
    """What the formula of the scope says of every body: computed once for a page."""
    return scope.once("results", lambda: queries.results_of(scope.values["formula"], scope.by, scope.day))


def _come_out(rows: Any, key: str, scope: Scope) -> Any:
    wanted = OUTCOMES[key][0]
    keys = [pk for pk, result in results(scope).items() if result.outcome is wanted]
    return rows.filter(pk__among=Among(keys))


def _gather_results(rows: Sequence[Any], scope: Scope) -> None:
    for row in rows:
        result = results(scope).get(row.pk)
        row.outcome = result.outcome if result else None
        row.said_value = result.shown(language()) if result and result.outcome is None else ""
        row.reason = steps.reason(result) if result and (result.outcome or result.missing) else ""
        asked = urlencode({"body": row.pk, "on": scope.day.isoformat()})
        row.trial_url = f"{reverse('kernel:try_formula', args=[scope.values['formula']])}?{asked}"


def _outcome(body: Any) -> Any:
    return next((label for each, label in OUTCOMES.values() if each is body.outcome), body.said_value)


RESULTS = ListPage(
    key="kernel.formula_results",
    label=_("What it says of all bodies"),
    model=Body,
    source=lambda scope: asking.bodies_to_try(user=scope.by, on=scope.day),
    dress_in=lambda rows, scope: rows.named_on(scope.day).select_related("area"),
    gather=_gather_results,
    columns=(
        Column(
            key="name",
            label=_("Name"),
            value=lambda body: body.name_then,
            cell="kernel/_formula_cells.html#body",
            sort=("name_then",),
            is_fixed=True,
            look="words",
        ),
        Column(
            key="outcome",
            label=_("Outcome"),
            value=_outcome,
            tone=lambda body: asking.TONES[body.outcome],
        ),
        Column(key="reason", label=_("Why"), value=lambda body: body.reason, look="words"),
        Column(key="kind", label=_("Kind"), value=lambda body: body.get_kind_display(), sort=("kind",)),
        Column(key="area", label=_("Area"), value=lambda body: str(body.area), sort=("area__path",)),
        Column(
            key="origin",
            label=_("Origin"),
            value=lambda body: body.get_origin_kind_display(),
            sort=("origin_kind",),
            is_shown=False,
        ),
    ),
    order=("kind", "name"),
    search=("name_then", "short_then"),
    filters=(
        AS_OF,
        Choice(
            key="outcome",
            label=_("Outcome"),
            narrow=_come_out,
            options=tuple((key, label) for key, (_each, label) in OUTCOMES.items()),
        ),
        Many(key="kind", label=_("Kind"), narrow="kind__in", options=BodyKind.choices),
    ),
    of=("formula",),
    nothing=Empty(text=_("There is no body on which you may try it.")),
    no_match=_("No body matches these choices."),
)
