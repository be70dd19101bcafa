"""The lists of what a plan promises: all of it, one section's, the target ledger, what cannot be verified."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.kit.lists import MOST_ROWS, Choice, Column, Day, Empty, ListPage, Many, Named, YesNo
from luoshi.plan import standing_words, wording
from luoshi.plan.lists.answering import draft_mark, heirs_in, standings_in
from luoshi.plan.models import Commitment, CommitmentKind
from luoshi.plan.queries import commitments as queries
from luoshi.plan.queries.interpretations import see_as_of, to_decide_in
from luoshi.plan.queries.sectors import promised_in_sector, sectors_of
from luoshi.reading.messages import PARTS

CELLS = "plan/_commitment_cells.html"


def _years(scope):
    first, last = scope.once("due", lambda: queries.first_and_last_due(plan=scope.values["plan"]))
    years = range(first.year, last.year + 1) if first else ()
    return [(str(year), str(year)) for year in years][-MOST_ROWS:]


def _lacks(scope):
    return [(code, wording.part(code)) for code in PARTS]


def _is_past(scope) -> bool:
    """Whether the list shows another day than today: then it counts what had been decided by its end."""
    return scope.day != scope.on


def _gather(rows, scope) -> None:
    for row in rows:
        row.duties = heirs_in(scope).binding(row.section)
    if _is_past(scope):
        see_as_of(rows, day=scope.day)


def _verifiable(rows, is_wanted, scope):
    if _is_past(scope):
        return rows.verifiable_on(scope.day, is_wanted=is_wanted)
    return rows.filter(is_verifiable=is_wanted)


def _lacking(rows, part, scope):
    return rows.lacking(part, on=scope.day if _is_past(scope) else None)


def _who(commitment, scope):
    heirs = heirs_in(scope)
    named = (wording.answering(heirs.of(duty)) for duty in heirs.binding(commitment.section))
    return wording.joined(dict.fromkeys(named))


def _stands(status):
    return standing_words.STATUSES[status] if status else ""


def _standing_so(rows, status, scope):
    """Commitments that stand so on the day, or that no instrument shows."""
    standings, rows = standings_in(scope), rows.with_identity()
    if status == "none":
        return rows.exclude(first__in=list(standings.by_identity))
    return rows.filter(first__in=standings.in_status(status))


def _sectors(scope):
    return scope.once("sectors", lambda: sectors_of(plan=scope.values["plan"]))


def _of_sector(rows, place, scope):
    sector = next((each for each in _sectors(scope) if each.place == place), None)
    return promised_in_sector(rows, sector=sector) if sector else rows.none()


TITLE = Column(
    key="title",
    label=_("Commitment"),
    cell=f"{CELLS}#title",
    sort=("title",),
    is_fixed=True,
    look="words",
)
PLACE = Column(
    key="place",
    label=_("Place in the plan"),
    value=lambda commitment: str(commitment.section or ""),
    sort=("position",),
    is_shown=False,
)
KIND = Column(
    key="kind",
    label=_("Kind"),
    value=lambda commitment: commitment.get_kind_display(),
    sort=("kind",),
    look="kind",
)
GOAL = Column(
    key="goal",
    label=_("Goal"),
    kind="number",
    value=lambda commitment: wording.goal(commitment.target) if commitment.kind == "target" else None,
)
DUE = Column(
    key="due",
    label=_("Due"),
    value=lambda commitment: commitment.due_on or commitment.printed_due,
    cell=f"{CELLS}#due",
    sort=("due_on",),
    has_gaps=True,
    look="tight",
)
WHO = Column(key="who", label=_("Who answers"), value_in=_who, cell=f"{CELLS}#who")
STANDING = Column(
    key="standing",
    label=_("Where it stands"),
    value_in=lambda commitment, scope: _stands(standings_in(scope).status(commitment)),
    cell=f"{CELLS}#standing",
)
WORDED = Column(
    key="modality",
    label=_("Wording"),
    value=lambda commitment: wording.MODALITIES[commitment.modality],
    sort=("modality",),
    is_shown=False,
)
VERIFIABLE = Column(
    key="verifiable",
    label=_("Can it be verified"),
    value=lambda commitment: _("verifiable") if commitment.is_verifiable else wording.gap(commitment),
    cell=f"{CELLS}#verifiable",
    sort=("is_verifiable",),
)
AS_OF = Day(key="on", label=_("As it stood on"))
OF_KIND = Many(key="kind", label=_("Kind"), narrow="kind__in", options=CommitmentKind.choices)
STANDING_SO = Choice(
    key="standing",
    label=_("Where it stands"),
    narrow=lambda rows, status, scope: _standing_so(rows, status, scope),
    options=(*standing_words.STATUSES.items(), ("none", _("no instrument yet"))),
)
LACKING = Choice(
    key="lacks",
    label=_("What is lacking"),
    narrow=_lacking,
    options=_lacks,
    is_first=False,
)

COMMITMENTS = ListPage(
    key="plan.commitments",
    label=_("Commitments"),
    model=Commitment,
    of=("plan",),
    source=lambda scope: queries.promised_to(scope.by, plan=scope.values["plan"]),
    dress=queries.with_section_and_target,
    columns=(TITLE, PLACE, KIND, GOAL, DUE, WHO, STANDING, WORDED, VERIFIABLE),
    order=("place",),
    search=("title",),
    gather=_gather,
    closing=draft_mark,
    row_anchor=lambda commitment: f"k{commitment.pk}",
    filters=(
        AS_OF,
        OF_KIND,
        Named(
            key="body",
            label=_("Body"),
            narrow=lambda rows, name, scope: rows.charged_to(heirs_in(scope).called(name)),
            suggested=lambda scope: heirs_in(scope).names()[:MOST_ROWS],
        ),
        STANDING_SO,
        Choice(
            key="sector",
            label=_("Sector"),
            narrow=_of_sector,
            options=lambda scope: [(each.place, each.title) for each in _sectors(scope)],
            is_first=False,
        ),
        YesNo(
            key="verifiable",
            label=_("Can be verified"),
            narrow=_verifiable,
            options=(("yes", _("verifiable")), ("no", _("not yet"))),
        ),
        Choice(
            key="due",
            label=_("Due in"),
            narrow=lambda rows, year, scope: rows.due_in(int(year)),
            options=_years,
        ),
        LACKING,
        Choice(
            key="modality",
            label=_("Wording"),
            narrow="modality",
            options=tuple(wording.MODALITIES.items()),
            is_first=False,
        ),
    ),
    nothing=Empty(text=_("The reader found no commitment in this document.")),
    no_match=_("No commitment matches these choices."),
)

HERE = replace(
    COMMITMENTS,
    key="plan.section_commitments",
    label=_("What it promises"),
    of=("plan", "section"),
    source=lambda scope: COMMITMENTS.source(scope).filter(section=scope.values["section"]),
    columns=(
        replace(TITLE, cell=f"{CELLS}#here"),
        replace(PLACE, is_shown=False),
        KIND,
        GOAL,
        DUE,
        WHO,
        VERIFIABLE,
    ),
    filters=(),
    carried=("on",),
    search=(),
)

UNVERIFIABLE = replace(
    COMMITMENTS,
    key="plan.unverifiable",
    label=_("What cannot be verified, and why"),
    source=lambda scope: COMMITMENTS.source(scope).unverifiable(),
    columns=(
        TITLE,
        PLACE,
        KIND,
        Column(key="gap", label=_("What is lacking"), value=wording.gap, cell=f"{CELLS}#gap"),
        WHO,
    ),
    filters=(replace(LACKING, is_first=True), OF_KIND),
    carried=("findings", "on"),
    nothing=Empty(text=_("No commitment matches: what was asked for is complete here.")),
    no_match=_("No commitment matches: what was asked for is complete here."),
)

UNDECIDED = replace(
    COMMITMENTS,
    key="plan.undecided",
    label=_("What is still to be decided"),
    source=lambda scope: to_decide_in(scope.by, plan=scope.values["plan"]),
    columns=(
        TITLE,
        PLACE,
        KIND,
        Column(
            key="open",
            label=_("To be decided"),
            value=lambda row: wording.joined(map(wording.part, [*row.undecided, *row.missing])),
            cell=f"{CELLS}#parts",
        ),
        Column(
            key="decided",
            label=pgettext_lazy("parts of a commitment", "Decided"),
            value=lambda row: wording.joined(map(wording.part, row.decided)),
            cell=f"{CELLS}#decided",
        ),
        WHO,
    ),
    filters=(
        replace(AS_OF, label=_("As of")),
        YesNo(
            key="verifiable",
            label=_("State"),
            narrow=_verifiable,
            options=(("no", _("something is open")), ("yes", _("everything is decided"))),
        ),
        replace(LACKING, label=_("Part"), is_first=True),
        OF_KIND,
    ),
    nothing=Empty(text=_("Nothing is to be decided: every commitment can be verified as it is worded.")),
    no_match=_("No commitment matches these choices."),
)

LEDGER = replace(
    COMMITMENTS,
    key="plan.ledger",
    label=_("Target ledger"),
    source=lambda scope: COMMITMENTS.source(scope).filter(target__isnull=False),
    row_anchor=lambda commitment: f"t{commitment.target.number}",
    columns=(
        Column(
            key="number",
            label=_("No."),
            value=lambda commitment: str(commitment.target),
            sort=("target__number",),
            is_fixed=True,
            look="no",
        ),
        replace(TITLE, label=_("Goal in words"), is_fixed=False),
        Column(
            key="kind",
            label=_("Kind"),
            value=lambda commitment: wording.LEDGER_KINDS[commitment.target.kind],
            cell=f"{CELLS}#kind",
            sort=("target__kind",),
            look="kind",
        ),
        Column(
            key="goal",
            label=_("Asked for"),
            kind="number",
            value=lambda commitment: wording.goal(commitment.target),
            cell=f"{CELLS}#goal",
            sort=("target__goal",),
            has_gaps=True,
        ),
        Column(
            key="base", label=_("Base"), value=lambda commitment: commitment.target.baseline, look="tight"
        ),
        Column(
            key="scope",
            label=_("Scope"),
            value=lambda commitment: commitment.target.scope_term,
            cell=f"{CELLS}#scope",
            look="kind",
        ),
        Column(
            key="due",
            label=_("Due"),
            kind="day",
            value=lambda commitment: commitment.due_on,
            sort=("due_on",),
            has_gaps=True,
            look="tight",
        ),
        Column(
            key="missing",
            label=_("Missing"),
            value=lambda commitment: wording.joined(map(wording.part, commitment.missing)),
            cell=f"{CELLS}#missing",
        ),
        Column(
            key="undecided",
            label=_("To be decided"),
            value=lambda commitment: wording.joined(map(wording.part, commitment.undecided)),
            cell=f"{CELLS}#undecided",
        ),
    ),
    order=("number",),
    carried=("on",),
    filters=(
        Many(
            key="kind",
            label=_("Kind"),
            narrow="target__kind__in",
            options=tuple(wording.LEDGER_KINDS.items()),
        ),
        replace(LACKING, is_first=True),
        Choice(
            key="due",
            label=_("Due in"),
            narrow=lambda rows, year, scope: rows.due_in(int(year)),
            options=_years,
        ),
    ),
    nothing=Empty(text=_("The reader found no goal in this document, neither with a number nor without.")),
    no_match=_("No goal matches these choices."),
    per=100,
)
