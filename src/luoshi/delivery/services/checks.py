"""Announcing, drawing and finding (随机抽查): the seed is bound before anybody knows what it draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_hex

from luoshi.delivery import refusals
from luoshi.delivery.engine import lots
from luoshi.delivery.engine.lots import SeedKind
from luoshi.delivery.models import CheckCandidate, CheckDraw, CheckInspector, Finding, SpotCheck
from luoshi.delivery.queries.checks import DRAW, population, worked_on
from luoshi.delivery.services.year_end import succeed
from luoshi.kernel import audit, clock
from luoshi.kernel.access import SYSTEM, Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.models import Body, Origin, User
from luoshi.work.brought import Brought
from luoshi.work.models import Matter
from luoshi.work.services import clocks, matters, turns


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is to be drawn (抽查方案): from what, how many, by which seed, and who may look."""

    title: str
    since: date
    until: date
    size: int
    inspectors: Sequence[User]
    lead_kind: str = ""
    seed_kind: SeedKind = SeedKind.SEALED
    promised: str = ""


@act
def announce_draw(*, supervisor: Body, wanted: Wanted, by: Actor, at: datetime) -> CheckDraw:
    """Fix what may be drawn, who may look, and what the seed will be (公告抽查); nothing is drawn yet.

    Raises PromiseMissing, TooFewToDraw or NotAnInspector.
    """
    require(by, DRAW, supervisor)
    if wanted.seed_kind == SeedKind.PUBLIC and not wanted.promised.strip():
        raise refusals.PromiseMissing()
    rows = list(
        population(supervisor=supervisor, since=wanted.since, until=wanted.until, lead_kind=wanted.lead_kind)
    )
    if len(rows) < wanted.size:
        raise refusals.TooFewToDraw(n=len(rows), size=wanted.size)
    for person in wanted.inspectors:
        if not turns.can_handle(user=person, desk=supervisor, on=clock.day_of(at)):
            raise refusals.NotAnInspector(who=person, body=supervisor)
    draw = _announced(supervisor, wanted, by=by, at=at)
    CheckCandidate.objects.bulk_create(
        CheckCandidate(draw=draw, position=place, assignment=row, key=row.matter.number)
        for place, row in enumerate(rows, start=1)
    )
    CheckInspector.objects.bulk_create(
        CheckInspector(draw=draw, user=person, key=person.username) for person in wanted.inspectors
    )
    changes = {"population": (None, len(rows)), "to_draw": (None, draw.size), "digest": (None, draw.digest)}
    audit.record("delivery.draw_announced", draw, by=by, at=at, changes=changes)
    return draw


def _announced(supervisor: Body, wanted: Wanted, *, by: Actor, at: datetime) -> CheckDraw:
    sealed = token_hex(32) if wanted.seed_kind == SeedKind.SEALED else ""
    return CheckDraw.objects.create(
        supervisor=supervisor,
        title=wanted.title,
        since=wanted.since,
        until=wanted.until,
        lead_kind=wanted.lead_kind,
        size=wanted.size,
        seed_kind=wanted.seed_kind,
        sealed=sealed,
        digest=lots.digest_of(sealed) if sealed else "",
        promised=wanted.promised.strip() if wanted.seed_kind == SeedKind.PUBLIC else "",
        announced_by_id=by.pk,
        announced_at=at,
    )


@act
def draw_checks(*, draw: CheckDraw, seed: str = "", by: Actor, at: datetime) -> CheckDraw:
    """Draw by the sealed seed, or by the public number that was named (抽取); each becomes a matter of an inspector.

    Raises SeedMissing or DrawnAlready.
    """
    require(by, DRAW, draw.supervisor)
    seed = draw.sealed if draw.seed_kind == SeedKind.SEALED else seed.strip()
    if not seed:
        raise refusals.SeedMissing()
    won = CheckDraw.objects.filter(pk=draw.pk, drawn_at__isnull=True).update(
        seed=seed, drawn_by=by.pk, drawn_at=at
    )
    if not won:
        raise refusals.DrawnAlready()
    draw.refresh_from_db()
    rows = draw.candidates.select_related("assignment__lead", "assignment__issuer", "assignment__matter")
    known = {row.key: row for row in rows.order_by("position")}
    chosen = [known[key] for key in lots.drawn(seed=seed, keys=known, size=draw.size)]
    recused = worked_on([row.assignment for row in chosen])
    inspectors = list(draw.inspectors.select_related("user").order_by("key"))
    for place, candidate in enumerate(chosen, start=1):
        free = {each.key: each for each in inspectors if each.user_id not in recused[candidate.assignment_id]}
        key = lots.inspector_of(seed=seed, key=candidate.key, inspectors=free)
        _opened(draw, candidate, place, free[key] if key else None, by=by, at=at)
    changes = {"seed": (None, seed), "drawn": (None, [row.key for row in chosen])}
    audit.record("delivery.checks_drawn", draw, by=by, at=at, changes=changes)
    return draw


def _opened(
    draw: CheckDraw,
    candidate: CheckCandidate,
    place: int,
    inspector: CheckInspector | None,
    *,
    by: Actor,
    at: datetime,
) -> None:
    assignment = candidate.assignment
    matter = matters.open_matter(
        procedure="delivery.check",
        title=assignment.title,
        parties={"inspector": [draw.supervisor], "issuer": [assignment.issuer], "lead": [assignment.lead]},
        origin=Origin.derived([assignment.origin]),
        by=by,
        at=at,
    )
    check = SpotCheck.objects.create(
        candidate=candidate,
        place=place,
        lot=lots.lot(seed=draw.seed, key=candidate.key),
        inspector=inspector,
        matter=matter,
    )
    matters.give_key(matter=matter, key=str(check.pk))
    if inspector:
        turns.hand_over(turn=matter.turns.waiting().get(), to=inspector.user, by=by, at=at)


def note_finding(*, matter: Matter, finding: Finding, by: Actor, at: datetime) -> None:
    """What was found; what does not hold is open again until the day that the inspector names (抽查结果)."""
    check = matter.spot_check
    SpotCheck.objects.filter(pk=check.pk).update(finding=finding, found_by=by.pk, found_at=at)
    audit.record("delivery.check_found", check, by=by, at=at, changes={"finding": (None, finding.value)})
    if finding == Finding.FAILS:
        made = matter.moves.latest("number")
        _open_again(check, made.note, date.fromisoformat(made.fields["day"]), by=by, at=at)


def _open_again(check: SpotCheck, note: str, day: date, *, by: Actor, at: datetime) -> None:
    """What waits to be struck off is opened again; what is struck off already goes on as another."""
    assignment = check.candidate.assignment
    if assignment.matter.state == "accepted":
        # It follows by itself from what was found: whoever holds the turn of the strike-off has no say in it.
        matters.move(matter=assignment.matter, move="reopen", brought=Brought(note=note), by=SYSTEM, at=at)
        if assignment.matter.clocks.not_stopped().filter(clock="due").exists():
            clocks.change_due(matter=assignment.matter, clock_code="due", due_on=day, note=note, by=by, at=at)
    elif assignment.matter.state == "struck_off" and not hasattr(assignment, "carried_to"):
        successor = succeed(old=assignment, due_on=day, by=by, at=at)
        changes = {"successor": (None, successor.pk)}
        audit.record("delivery.opened_after_check", assignment, by=by, at=at, changes=changes)
