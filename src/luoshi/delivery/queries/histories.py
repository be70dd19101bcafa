"""Assignments with all that was ever recorded about them (任务全程记录), in a bounded number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from luoshi.delivery.engine.evidence import grade_of
from luoshi.delivery.engine.lights import SHIPPED, Light, Rule
from luoshi.delivery.engine.standing import (
    Accepted,
    AssignmentHistory,
    DatedRule,
    DueSet,
    Entered,
    Node,
    Override,
)
from luoshi.delivery.models import Assignment, LightOverride, LightRule, Milestone, MilestoneClaim, ReportOn
from luoshi.delivery.queries.evidence import kinds_of
from luoshi.kernel import clock
from luoshi.work.models import ClockRun, DueChange, MoveMade

REJECTING = ("send_back", "reopen")
ALWAYS = date.min


def histories(keys: Collection[str]) -> dict[str, AssignmentHistory]:
    """For each key its assignment's history."""
    rows = {
        row.pk: row
        for row in Assignment.objects.filter(pk__in=[int(key) for key in keys]).select_related("matter")
    }
    by_matter = {row.matter_id: row.pk for row in rows.values()}
    entered, due = _entered(by_matter), _due(by_matter)
    nodes, reports, overrides = _nodes(rows), _reports(rows), _overrides(rows)
    rules = light_rules()
    return {
        str(pk): AssignmentHistory(
            entered=[Entered("issued", row.issued_at), *entered[pk]],
            due=due[pk],
            nodes=nodes[pk],
            reports=reports[pk],
            overrides=overrides[pk],
            rules=rules,
            day_of=clock.day_of,
        )
        for pk, row in rows.items()
    }


def _entered(by_matter: dict[int, int]) -> dict[int, list[Entered]]:
    found: dict[int, list[Entered]] = defaultdict(list)
    rows = MoveMade.objects.filter(matter__in=by_matter).order_by("matter", "number")
    for matter, move, to_state, at in rows.values_list("matter", "move", "to_state", "at"):
        found[by_matter[matter]].append(Entered(to_state, at, move in REJECTING))
    return found


def _due(by_matter: dict[int, int]) -> dict[int, list[DueSet]]:
    found: dict[int, list[DueSet]] = defaultdict(list)
    runs = list(ClockRun.objects.filter(matter__in=by_matter, clock="due").order_by("started_at", "pk"))
    owners = {run.pk: by_matter[run.matter_id] for run in runs}
    for run in runs:
        found[owners[run.pk]].append(DueSet(run.first_due_on, run.started_at))
    for change in DueChange.objects.filter(run__in=owners).order_by("at", "pk"):
        found[owners[change.run_id]].append(DueSet(change.new, change.at))
    for days in found.values():
        days.sort(key=lambda each: each.at)
    return found


def _nodes(rows: Collection[int]) -> dict[int, list[Node]]:
    reached = {}
    claims = MilestoneClaim.objects.filter(milestone__assignment__in=rows, report__accepted_at__isnull=False)
    for milestone, on, at in claims.order_by("-report__accepted_at").values_list(
        "milestone", "reached_on", "report__accepted_at"
    ):
        reached[milestone] = (on, at)  # the first that was accepted counts
    found: dict[int, list[Node]] = defaultdict(list)
    for row in Milestone.objects.filter(assignment__in=rows).order_by("assignment", "position"):
        found[row.assignment_id].append(
            Node(row.due_on, row.stated_at, row.withdrawn_at, *reached.get(row.pk, (None, None)))
        )
    return found


def _reports(rows: Collection[int]) -> dict[int, list[Accepted]]:
    about = ReportOn.objects.filter(assignment__in=rows, report__accepted_at__isnull=False)
    pairs = list(
        about.order_by("report__accepted_at", "pk").values_list("assignment", "report", "report__accepted_at")
    )
    kinds = kinds_of({report for _assignment, report, _at in pairs})
    found: dict[int, list[Accepted]] = defaultdict(list)
    for assignment, report, at in pairs:
        if at:
            found[assignment].append(Accepted(at, grade_of(kinds[report], is_reviewed=True)))
    return found


def _overrides(rows: Collection[int]) -> dict[int, list[Override]]:
    found: dict[int, list[Override]] = defaultdict(list)
    for row in LightOverride.objects.filter(assignment__in=rows).order_by("at", "pk"):
        found[row.assignment_id].append(Override(Light(row.light), row.reason, row.at, row.ended_at))
    return found


def light_rules() -> list[DatedRule]:
    """Every rule of lights, the one that we ship first."""
    decided = LightRule.objects.order_by("valid_from", "set_at", "pk")
    return [
        DatedRule(SHIPPED, ALWAYS),
        *(DatedRule(Rule(row.red, row.yellow), row.valid_from, row.set_at) for row in decided),
    ]
