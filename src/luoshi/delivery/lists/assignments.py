"""The list of assignments (督办台账)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.delivery import wording
from luoshi.delivery.engine.lights import Light
from luoshi.delivery.models import Assignment, Completion, MajorMark, SourceKind
from luoshi.delivery.procedures import ASSIGNMENT
from luoshi.delivery.queries import assignments as queries
from luoshi.delivery.queries import leading
from luoshi.kernel.access import bodies_served
from luoshi.kernel.models import Body
from luoshi.kit.lists import Between, Choice, Column, Empty, ListPage, Named, YesNo
from luoshi.kit.lists.filters import Options, Rows, Scope
from luoshi.work.procedure import PROCEDURES

READ = "delivery.read_assignments"
CELLS = "delivery/_assignment_cells.html"


def _state(assignment: Assignment) -> str:
    return PROCEDURES[ASSIGNMENT].state_label(assignment.matter.state)


def _gather(rows: Any, scope: Scope) -> None:
    queries.with_lights(rows, on=scope.day)


def _bodies(scope: Scope) -> dict[int, str]:
    """The bodies whose assignments this person sees, by name."""
    served = bodies_served(scope.by, READ, on=scope.on)
    rows = Body.objects.filter(pk__in=served).order_by("name", "pk")
    return scope.once("bodies", lambda: dict(rows.values_list("pk", "name")))


def _sides(scope: Scope) -> Options:
    return [
        (f"{side}-{pk}", said % {"body": name})
        for pk, name in _bodies(scope).items()
        for side, (said, _condition) in SIDES.items()
    ]


def _on_side(rows: Rows, value: str, scope: Scope) -> Rows:
    side, _dash, body = value.partition("-")
    return rows.filter(SIDES[side][1](int(body)))


def _in_light(rows: Rows, value: str, scope: Scope) -> Rows:
    seen = Assignment.objects.visible_to(scope.by)
    return rows.filter(pk__in=scope.once("lit", lambda: leading.lit(seen, on=scope.day))[Light(value)])


def _changed(rows: Rows, value: str, scope: Scope) -> Rows:
    seen = Assignment.objects.visible_to(scope.by)
    return rows.filter(pk__in=scope.once("changed", lambda: leading.changed(seen, on=scope.day))[value])


def _major(rows: Rows, value: str, scope: Scope) -> Rows:
    marks = MajorMark.objects.standing().filter(body=int(value))
    return rows.under_way().exclude(matter__state="accepted").filter(pk__in=marks.values("assignment"))


def _led_by(rows: Rows, name: str, scope: Scope) -> Rows:
    """Led by the body of just this name, else by those whose name holds it."""
    exactly = rows.filter(lead__name=name)
    return exactly if exactly.exists() else rows.filter(lead__name__icontains=name)


SIDES = {
    "of": (_("%(body)s leads or has issued it"), leading.of_body),
    "own": (_("%(body)s leads it"), lambda body: Q(lead=body)),
    "below": (_("%(body)s has issued it to others"), leading.below),
}

ASSIGNMENTS = ListPage(
    key="delivery.assignments",
    label=_("Assignments"),
    model=Assignment,
    source=lambda scope: queries.seen(scope.by),
    dress=lambda rows: queries.with_days(rows.select_related("matter", "lead", "issuer", "source")),
    gather=_gather,
    columns=(
        Column(
            key="title",
            label=_("Task"),
            cell=f"{CELLS}#title",
            sort=("title",),
            is_fixed=True,
            look="words",
        ),
        Column(
            key="number",
            label=_("Number of the matter"),
            value=lambda row: row.matter.number,
            sort=("matter__number",),
            look="tight",
        ),
        Column(
            key="light",
            label=_("Light"),
            value=lambda row: wording.LIGHTS[row.light],
            tone=lambda row: wording.TONES[row.light],
        ),
        Column(key="state", label=_("State"), value=_state, sort=("matter__state",)),
        Column(
            key="lead",
            label=_("Leading body"),
            value=lambda row: row.lead.name,
            sort=("lead__name",),
            look="words",
        ),
        Column(
            key="due_on",
            label=_("To be done by"),
            kind="day",
            value=lambda row: row.due_now,
            sort=("due_now",),
            has_gaps=True,
            look="tight",
        ),
        Column(
            key="issuer",
            label=_("Issued in the name of"),
            value=lambda row: row.issuer.name,
            sort=("issuer__name",),
            is_shown=False,
        ),
        Column(
            key="source", label=_("Where it comes from"), value=lambda row: str(row.source), is_shown=False
        ),
        Column(
            key="first_due_on",
            label=_("First due on"),
            kind="day",
            value=lambda row: row.due_on,
            sort=("due_on",),
            has_gaps=True,
            is_shown=False,
        ),
        Column(key="reports", label=_("Reports"), kind="number", sort=("reports",), is_shown=False),
        Column(key="urged", label=_("Times urged"), kind="number", sort=("urged",), is_shown=False),
        Column(
            key="accepted_at",
            label=_("Accepted as done on"),
            kind="moment",
            sort=("accepted_at",),
            has_gaps=True,
            is_shown=False,
        ),
        Column(
            key="struck_off_at",
            label=_("Struck off on"),
            kind="moment",
            sort=("struck_off_at",),
            has_gaps=True,
            is_shown=False,
        ),
    ),
    order=("due_on",),
    search=("title", "matter__number", "lead__name", "source__title", "source__number"),
    filters=(
        Choice(
            key="state",
            label=_("State"),
            narrow="matter__state",
            options=lambda scope: [(each.code, str(each.label)) for each in PROCEDURES[ASSIGNMENT].states],
        ),
        YesNo(
            key="late",
            label=_("Late"),
            narrow=lambda rows, is_late, scope: (
                rows.late(on=scope.day) if is_late else rows.not_late(on=scope.day)
            ),
        ),
        Named(
            key="lead",
            label=_("Leading body"),
            narrow=_led_by,
            suggested=lambda scope: queries.leads(scope.by),
        ),
        Choice(key="side", label=_("Whose"), narrow=_on_side, options=_sides, is_first=False),
        Choice(
            key="light",
            label=_("Light"),
            narrow=_in_light,
            options=tuple((each.value, wording.LIGHTS[each]) for each in Light),
            is_first=False,
        ),
        Choice(
            key="week",
            label=_("Within the last week"),
            narrow=_changed,
            options=tuple(wording.CHANGES.items()),
            is_first=False,
        ),
        Choice(
            key="major",
            label=_("Major for"),
            narrow=_major,
            options=lambda scope: [(str(pk), name) for pk, name in _bodies(scope).items()],
            is_first=False,
        ),
        Choice(
            key="source",
            label=_("Where it comes from"),
            narrow="source__kind",
            options=tuple(SourceKind.choices),
            is_first=False,
        ),
        Choice(
            key="completion",
            label=_("When it is done"),
            narrow="completion",
            options=tuple(Completion.choices),
            is_first=False,
        ),
        Between(key="due", label=_("To be done by"), narrow="due_now", is_first=False),
    ),
    row_anchor=lambda row: f"a{row.pk}",
    nothing=Empty(text=_("Nothing has been issued yet that you have a part in.")),
    no_match=_("No assignment matches these choices."),
)
