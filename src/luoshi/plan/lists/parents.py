"""The lists about a plan and its parents: pairs to decide, what is carried out how, gaps, many plans at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from luoshi.kit.lists import BulkAct, Choice, Column, Day, Empty, ListPage, Many, YesNo
from luoshi.plan import kinship, wording
from luoshi.plan.lists.commitments import AS_OF, DUE, KIND, OF_KIND, PLACE
from luoshi.plan.models import Commitment, CommitmentKind, LinkProposal, Plan
from luoshi.plan.queries import links as queries
from luoshi.plan.queries.cascades import Cascade, Standing, cascade_of, children_beside
from luoshi.plan.queries.plans import shown_plans
from luoshi.plan.services import links as services

CELLS = "plan/_kin_cells.html"
MOST_SHOWN = 8  # plans side by side that a page shows unless somebody chooses more columns


# pairs to decide


def _parents(scope):
    rows = queries.undecided_pairs(scope.by, plan=scope.values["plan"]).order_by()
    return list(
        rows.values_list("parent__plan_id", "parent__plan__title").distinct().order_by("parent__plan_id")
    )


PROPOSALS = ListPage(
    key="plan.link_proposals",
    label=_("Pairs to decide"),
    model=LinkProposal,
    of=("plan",),
    source=lambda scope: queries.undecided_pairs(scope.by, plan=scope.values["plan"]),
    dress=queries.with_both_sides,
    columns=(
        Column(
            key="child",
            label=_("This plan says"),
            value=lambda pair: pair.child_words,
            cell=f"{CELLS}#child",
            sort=("child__position",),
            is_fixed=True,
            look="words",
        ),
        Column(
            key="parent",
            label=_("The parent plan says"),
            value=lambda pair: pair.parent_words,
            cell=f"{CELLS}#parent",
            look="words",
        ),
        Column(
            key="parent_plan",
            label=_("Parent plan"),
            value=lambda pair: pair.parent.plan.title,
            sort=("parent__plan__title",),
            is_shown=False,
        ),
        Column(key="score", label=_("Likeness"), kind="number", sort=("score",)),
        Column(key="why", label=_("Why"), value=kinship.reasons),
        Column(
            key="looked",
            label=_("Looked at by"),
            value=lambda pair: pair.looked_by.display_name if pair.looked_by else "",
        ),
    ),
    order=("-score",),
    search=("child__title", "parent__title"),
    filters=(
        YesNo(
            key="sure",
            label=_("Likeness"),
            narrow="is_sure",
            options=(("yes", _("above the threshold")), ("no", _("below it"))),
        ),
        YesNo(
            key="looked",
            label=_("Looked at"),
            narrow=lambda rows, is_wanted, scope: rows.filter(looked_at__isnull=not is_wanted),
        ),
        Choice(key="parent", label=_("Parent plan"), narrow="parent__plan", options=_parents),
        Many(
            key="kind",
            label=_("Kind"),
            narrow="child__kind__in",
            options=CommitmentKind.choices,
            is_first=False,
        ),
    ),
    bulk=(
        BulkAct(
            key="confirm",
            label=_("Yes, these carry it out"),
            act=services.LINK,
            question=_(
                "Say yes to all of these pairs? Only those above the threshold that somebody has looked at are taken."
            ),
            perform=lambda pair, by, at: services.confirm_sure_link(proposal=pair, by=by, at=at),
        ),
    ),
    nothing=Empty(text=_("No pair waits for a decision.")),
    no_match=_("No pair of promises matches these choices."),
)


# what of the parents is carried out how


def _plan_in(scope) -> Plan:
    """The plan of the list; a list of one that this person may not open is asked for by nobody."""
    return shown_plans(user=scope.by).get(pk=scope.values["plan"])


def cascade_in(scope) -> Cascade:
    """The plan of the list beside its parents, on the list's day."""
    return scope.once(
        "cascade",
        lambda: cascade_of(plan=_plan_in(scope), user=scope.by, on=scope.day, today=scope.on),
    )


def _standings(scope) -> dict[int, Standing]:
    cascade = cascade_in(scope)
    return cascade.of(cascade.plans[0])


def _with_standing(rows: Sequence[Any], scope) -> None:
    for row in rows:
        row.standing = _standings(scope)[row.pk]
        row.words = cascade_in(scope).words(row.standing.commitment)


def _concerning(scope):
    return Commitment.objects.filter(pk__in=list(_standings(scope)))


def _parent_plans(scope):
    return [(str(plan.pk), plan.title) for plan in cascade_in(scope).parents]


PROMISE = Column(
    key="promise",
    label=_("The parent plan says"),
    value=lambda row: row.title,
    cell=f"{CELLS}#promise",
    sort=("title",),
    is_fixed=True,
    look="words",
)
WORDS = Column(key="words", label=_("In its own words"), is_shown=False, look="words")
FROM = Column(
    key="from",
    label=_("Parent plan"),
    value=lambda row: row.plan.title,
    sort=("plan__title",),
    is_shown=False,
)
UPPER_PLACE = replace(PLACE, sort=("plan", "position"))
WHY = Column(
    key="why",
    label=_("Why it binds"),
    value=lambda row: kinship.grounds(row.standing),
    cell=f"{CELLS}#why",
)
OF_PARENT = Choice(key="parent", label=_("Parent plan"), narrow="plan", options=_parent_plans)
ON_GROUND = Choice(
    key="ground",
    label=_("Why it binds"),
    narrow=lambda rows, ground, scope: rows.filter(pk__in=cascade_in(scope).on_ground(ground)),
    options=tuple(kinship.GROUNDS.items()),
    is_first=False,
)

COMPARED = ListPage(
    key="plan.compared",
    label=_("Compared with the parent plans"),
    model=Commitment,
    of=("plan",),
    source=_concerning,
    dress=lambda rows: rows.select_related("plan__document", "section", "target").defer(
        "plan__document__text", "plan__document__reading"
    ),
    gather=_with_standing,
    columns=(
        PROMISE,
        WORDS,
        FROM,
        UPPER_PLACE,
        replace(KIND, is_shown=False),
        replace(DUE, cell=f"{CELLS}#due"),
        Column(
            key="state",
            label=_("State"),
            value=lambda row: kinship.state(row.standing),
            tone=lambda row: kinship.TONES[row.standing.state],
        ),
        Column(
            key="carried_out",
            label=_("This plan says"),
            value=lambda row: kinship.carried_out_by(row.standing),
            cell=f"{CELLS}#carried_out",
            look="words",
        ),
        WHY,
    ),
    order=("place",),
    search=("title",),
    row_anchor=lambda row: f"k{row.pk}",
    filters=(
        replace(AS_OF, label=_("As of")),
        Many(
            key="state",
            label=_("State"),
            narrow=lambda rows, states, scope: rows.filter(pk__in=cascade_in(scope).in_state(*states)),
            options=tuple(kinship.STATES.items()),
        ),
        OF_PARENT,
        replace(OF_KIND, is_first=False),
        ON_GROUND,
    ),
    nothing=Empty(text=_("No parent plan asks anything of this plan, and nothing is linked yet.")),
    no_match=_("No commitment matches these choices."),
)

GAPS = replace(
    COMPARED,
    key="plan.gaps",
    label=_("Gaps"),
    source=lambda scope: Commitment.objects.filter(pk__in=cascade_in(scope).in_state("missing")),
    columns=(
        PROMISE,
        WORDS,
        replace(FROM, is_shown=True),
        UPPER_PLACE,
        KIND,
        replace(DUE, cell=f"{CELLS}#due"),
        WHY,
    ),
    filters=(replace(AS_OF, label=_("As of")), OF_PARENT, OF_KIND, replace(ON_GROUND, is_first=True)),
    nothing=Empty(text=_("No gap: all that binds this plan is carried out by it.")),
    no_match=_("No gap matches these choices."),
)


# what each commitment carries out


def _with_kin(rows: Sequence[Any], scope) -> None:
    above = queries.parents_of(commitments=rows, on=scope.day, user=scope.by)
    for row in rows:
        row.kin = above.get(row.pk, [])


def _kin_in_words(row: Any) -> str:
    if not row.kin:
        return str(_("no parent"))
    return kinship.sentences(f"{each.commitment.title} ({each.commitment.plan.title})" for each in row.kin)


def _kin_compared(row: Any) -> str:
    return kinship.sentences(kinship.compared_with(row, each) for each in row.kin)


DESCENT = ListPage(
    key="plan.descent",
    label=_("What each commitment carries out"),
    model=Commitment,
    of=("plan",),
    source=lambda scope: queries.commitments_of(scope.by, plan=scope.values["plan"]),
    dress=lambda rows: rows.select_related("plan__owner__area", "section", "target"),
    gather=_with_kin,
    columns=(
        Column(
            key="title",
            label=_("Commitment"),
            cell=f"{CELLS}#title",
            sort=("title",),
            is_fixed=True,
            look="words",
        ),
        PLACE,
        KIND,
        Column(key="goal", label=_("Goal"), kind="number", value=lambda row: _goal(row)),
        replace(DUE, cell=f"{CELLS}#due"),
        Column(key="kin", label=_("Its parent"), value=_kin_in_words, cell=f"{CELLS}#kin", look="words"),
        Column(key="compared", label=_("Compared"), value=_kin_compared, cell=f"{CELLS}#compared"),
    ),
    order=("place",),
    search=("title",),
    row_anchor=lambda row: f"k{row.pk}",
    filters=(
        replace(AS_OF, label=_("As of")),
        Choice(
            key="parent",
            label=_("Its parent"),
            narrow=lambda rows, wanted, scope: queries.with_parent(rows, wanted == "some", on=scope.day),
            options=(("some", _("has a parent")), ("none", _("no parent"))),
        ),
        OF_KIND,
    ),
    nothing=Empty(text=_("The reader found no commitment in this document.")),
    no_match=_("No commitment matches these choices."),
)


def _goal(row: Any) -> str | None:
    target = getattr(row, "target", None)
    return wording.goal(target) if target and target.goal is not None else None


# many plans beside one parent


def _beside(scope) -> Cascade:
    return scope.once(
        "cascade",
        lambda: children_beside(plan=_plan_in(scope), user=scope.by, on=scope.day, today=scope.on),
    )


def _asked_of_anybody(scope):
    cascade = _beside(scope)
    return Commitment.objects.filter(pk__in={key for plan in cascade.plans for key in cascade.of(plan)})


def _with_cells(rows: Sequence[Any], scope) -> None:
    cascade = _beside(scope)
    for row in rows:
        found = {plan.pk: cascade.of(plan).get(row.pk) for plan in cascade.plans}
        row.cells = {key: each for key, each in found.items() if each}
        row.words = next(cascade.words(each.commitment) for each in row.cells.values())


SIDE_BY_SIDE = ListPage(
    key="plan.side_by_side",
    label=_("Plans side by side"),
    model=Commitment,
    of=("plan",),
    source=_asked_of_anybody,
    dress=COMPARED.dress,
    gather=_with_cells,
    columns=(replace(PROMISE, label=_("This plan says")), WORDS, replace(PLACE, is_shown=False), KIND),
    order=("place",),
    search=("title",),
    row_anchor=lambda row: f"k{row.pk}",
    filters=(
        Day(key="on", label=_("As of")),
        Many(
            key="state",
            label=_("In any plan"),
            narrow=lambda rows, states, scope: rows.filter(pk__in=_beside(scope).in_state(*states)),
            options=tuple(kinship.STATES.items()),
        ),
        OF_KIND,
    ),
    nothing=Empty(text=_("No plan that carries this one out is held yet, or nothing of it binds them.")),
    no_match=_("No commitment matches these choices."),
)


def beside(plans: Sequence[Plan]) -> ListPage:
    """The list with a column for each of these plans; beyond the first few they are there to be chosen."""
    columns = (
        Column(
            key=f"plan{plan.pk}",
            label=plan.owner.name if plan.owner else plan.title,
            value=partial(_cell, plan.pk),
            tone=partial(_tone, plan.pk),
            is_shown=number < MOST_SHOWN,
        )
        for number, plan in enumerate(plans)
    )
    return replace(SIDE_BY_SIDE, columns=(*SIDE_BY_SIDE.columns, *columns))


def _cell(plan: int, row: Any) -> str:
    return kinship.state(row.cells[plan]) if plan in row.cells else str(_("not asked"))


def _tone(plan: int, row: Any) -> str:
    return kinship.TONES[row.cells[plan].state] if plan in row.cells else "grey"
