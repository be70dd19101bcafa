"""Recording how agencies become others, and undoing it (机构沿革登记)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import (
    Area,
    Body,
    BodyKind,
    BodyName,
    BodyNameKind,
    Function,
    FunctionHandover,
    Origin,
    PartySide,
    Succession,
    SuccessionKind,
    SuccessionParty,
)
from luoshi.kernel.races import taken

from . import reversal
from .bodies import close_body, create_body, rename_body

RECORD = "kernel.record_succession"
ENDING = (SuccessionKind.MERGE, SuccessionKind.SPLIT, SuccessionKind.DISSOLVE)


class WrongParties(Refusal):
    code = "kernel.wrong_parties"
    sentence = _("%(kind)s: %(right)s")


class NotThere(Refusal):
    code = "kernel.body_not_there"
    sentence = _("%(body)s does not exist on %(day)s: it is valid from %(begun)s to %(ended)s.")


class AlreadySucceeded(Refusal):
    code = "kernel.already_succeeded"
    sentence = _("%(body)s has ended with another event already.")


class LaterEvents(Refusal):
    code = "kernel.later_events"
    sentence = _(
        "%(body)s takes part in an event of %(day)s: undo that first, then enter both in their order."
    )


class AlreadyUndone(Refusal):
    code = "kernel.succession_already_undone"
    sentence = _("This event has been undone already.")


@dataclass(frozen=True)
class NewBody:
    """A body that the event founds (新组建机构)."""

    name: str
    area: Area
    name_en: str = ""
    short_names: tuple[str, ...] = ()
    kind: BodyKind = BodyKind.AGENCY
    parent: Body | None = None


@dataclass(frozen=True)
class Handed:
    """A function that the event hands over; `taker` is a body, the name of a founded one, or nobody yet."""

    function: str
    giver: Body
    taker: Body | str | None = None
    terms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """An event as it is entered (拟登记的沿革)."""

    kind: SuccessionKind
    on: date
    predecessors: tuple[Body, ...] = ()
    successors: tuple[Body, ...] = ()
    founded: tuple[NewBody, ...] = ()
    handed: tuple[Handed, ...] = ()
    new_name: str = ""
    new_short_names: tuple[str, ...] = ()
    note: str = ""


@act
def record_succession(*, draft: Draft, origin: Origin, by: Actor, at: datetime) -> Succession:
    """Enter what became of agencies on a day: who follows whom, in which functions (登记机构沿革).

    Bodies that end do so on the day before; founded ones begin on the day. Raises WrongParties, NotThere,
    AlreadySucceeded or LaterEvents.
    """
    require(by, RECORD)
    draft = _as_they_are_now(draft)
    check_succession(draft=draft)
    known = [body.pk for body in (*draft.predecessors, *draft.successors)]
    before = reversal.rows_about(bodies=known)
    event = Succession.objects.create(
        kind=draft.kind,
        on=draft.on,
        note=draft.note,
        recorded_by_id=by.pk,
        recorded_at=at,
        **origin.columns(),
    )
    founded = _found(draft, origin=origin, by=by, at=at)
    _write_parties(event, draft, founded)
    _write_handovers(event, draft, founded, origin=origin)
    _change_bodies(draft, origin=origin, by=by, at=at)
    after = reversal.rows_about(bodies=[*known, *(body.pk for body in founded.values())])
    event.undoing = reversal.differences(before=before, after=after)
    event.save(update_fields=["undoing"])
    changes = {"kind": (None, draft.kind), "on": (None, draft.on)}
    audit.record("kernel.succession_recorded", event, by=by, at=at, changes=changes)
    return event


@act
def undo_succession(*, event: Succession, by: Actor, at: datetime) -> Succession:
    """Take an event back: bodies, names and commands are as they were before it (撤销沿革登记).

    Raises AlreadyUndone, LaterEvents, ChangedSince or StillUsed.
    """
    require(by, RECORD)
    if not Succession.objects.standing().filter(pk=event.pk).update(undone_by=by.pk, undone_at=at):
        raise AlreadyUndone
    event.refresh_from_db()
    changed = [change["pk"] for change in event.undoing if change["kind"] == "body"]
    for body in Body.objects.select_for_update().filter(pk__in=changed).order_by("pk"):
        _refuse_later(body, later=Q(event__on__gt=event.on) | Q(event__on=event.on, event__pk__gt=event.pk))
    event.parties.update(is_undone=True)
    reversal.reverse(changes=event.undoing)
    audit.record("kernel.succession_undone", event, by=by, at=at, changes={"undone_at": (None, at)})
    return event


def check_succession(*, draft: Draft) -> None:
    """Refuse what cannot have happened, without writing anything (登记前检查)."""
    _refuse_wrong_parties(draft)
    _refuse_wrong_times(draft)


def _as_they_are_now(draft: Draft) -> Draft:
    """The bodies before and after, locked and read anew: somebody may have been faster."""
    wanted = {body.pk for body in (*draft.predecessors, *draft.successors)}
    rows = Body.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
    now = {body.pk: body for body in rows}
    return replace(
        draft,
        predecessors=tuple(now[body.pk] for body in draft.predecessors),
        successors=tuple(now[body.pk] for body in draft.successors),
    )


def _refuse_wrong_parties(draft: Draft) -> None:
    """Each kind of event has parties of its own; what would be right is said."""
    before, after = len(draft.predecessors), len(draft.successors) + len(draft.founded)
    right = {
        SuccessionKind.RENAME: (
            before == 1 and after == 0 and bool(draft.new_name),
            _("one body and its new name."),
        ),
        SuccessionKind.MERGE: (
            before >= 1 and after == 1,
            _("at least one body that ends, and one that follows."),
        ),
        SuccessionKind.SPLIT: (
            before == 1 and after >= 2,
            _("one body that ends, and at least two that follow."),
        ),
        SuccessionKind.TRANSFER: (
            before >= 1 and bool(draft.handed) and not draft.founded,
            _("at least one function, with the body that gives it away."),
        ),
        SuccessionKind.DISSOLVE: (
            before >= 1 and after == 0,
            _("at least one body that ends, and none that follows."),
        ),
        SuccessionKind.FOUND: (before == 0 and len(draft.founded) == after >= 1, _("at least one new body.")),
    }
    is_right, sentence = right[draft.kind]
    if not is_right:
        raise WrongParties(kind=draft.kind.label, right=sentence)
    both = {body.pk for body in draft.predecessors} & {body.pk for body in draft.successors}
    if both and draft.kind != SuccessionKind.TRANSFER:
        raise WrongParties(
            kind=draft.kind.label, right=_("no body stands before and after; one that goes on is only after.")
        )
    _refuse_wrong_hands(draft)


def _refuse_wrong_hands(draft: Draft) -> None:
    givers = {body.pk for body in draft.predecessors}
    names = {new.name for new in draft.founded}
    for handed in draft.handed:
        is_known = not isinstance(handed.taker, str) or handed.taker in names
        if handed.giver.pk not in givers or handed.giver == handed.taker or not is_known:
            right = _("each function goes from a body before the event to another one after it.")
            raise WrongParties(kind=draft.kind.label, right=right)


def _refuse_wrong_times(draft: Draft) -> None:
    """Who ends has lived until the day before; who follows lives on the day; nothing later is known of them."""
    eve = draft.on - timedelta(days=1)
    for body in draft.predecessors:
        refuse_absent(body=body, day=eve)
        if draft.kind in ENDING and body.valid_until not in (None, eve):
            raise AlreadySucceeded(body=body)
        if draft.kind in (*ENDING, SuccessionKind.RENAME):
            _refuse_later(body, later=Q(event__on__gt=draft.on) | _taking_on(draft.on))
        if draft.kind == SuccessionKind.RENAME:
            _refuse_renamed_later(body, draft.on)
    takers = [handed.taker for handed in draft.handed if isinstance(handed.taker, Body)]
    for body in (*draft.successors, *takers):
        refuse_absent(body=body, day=draft.on)


def refuse_absent(*, body: Body, day: date) -> None:
    """Raise NotThere unless the body exists on the day."""
    if not body.is_in_force(on=day):
        raise NotThere(body=body, day=day, begun=body.valid_from or "…", ended=body.valid_until or "…")


def _taking_on(day: date) -> Q:
    """Who takes something over on the day does not end with it."""
    return Q(event__on=day, side=PartySide.SUCCESSOR)


def _refuse_later(body: Body, *, later: Q) -> None:
    parts = SuccessionParty.objects.filter(later, body=body, is_undone=False).select_related("event")
    if part := parts.order_by("event__on").first():
        raise LaterEvents(body=body, day=part.event.on)


def _refuse_renamed_later(body: Body, on: date) -> None:
    named = body.names.official().open_ended().filter(valid_from__gte=on).first()
    if named:
        raise LaterEvents(body=body, day=named.valid_from)


def _found(draft: Draft, *, origin: Origin, by: Actor, at: datetime) -> dict[str, Body]:
    return {
        new.name: create_body(
            name=new.name,
            name_en=new.name_en,
            kind=new.kind,
            area=new.area,
            parent=new.parent,
            short_names=new.short_names,
            valid_from=draft.on,
            origin=origin,
            by=by,
            at=at,
        )
        for new in draft.founded
    }


def _write_parties(event: Succession, draft: Draft, founded: dict[str, Body]) -> None:
    ends = draft.kind in ENDING
    for body in draft.predecessors:
        with taken(AlreadySucceeded(body=body)):
            SuccessionParty.objects.create(
                event=event, body=body, name=body.name, side=PartySide.PREDECESSOR, is_ended=ends
            )
    takers = (handed.taker for handed in draft.handed if isinstance(handed.taker, Body))
    after = {body: body.name for body in (*draft.successors, *founded.values(), *takers)}
    after |= {body: draft.new_name for body in draft.predecessors if draft.new_name}
    SuccessionParty.objects.bulk_create(
        SuccessionParty(event=event, body=body, name=name, side=PartySide.SUCCESSOR)
        for body, name in after.items()
    )


def _write_handovers(event: Succession, draft: Draft, founded: dict[str, Body], *, origin: Origin) -> None:
    """Functions by name, and for a merger all that is left."""
    heirs = [*draft.successors, *founded.values()]
    whole = draft.predecessors if draft.kind == SuccessionKind.MERGE else ()
    FunctionHandover.objects.bulk_create(
        [
            *(FunctionHandover(event=event, giver=body, taker=heirs[0]) for body in whole),
            *(
                FunctionHandover(
                    event=event,
                    giver=handed.giver,
                    taker=founded[handed.taker] if isinstance(handed.taker, str) else handed.taker,
                    function=_function(handed, origin),
                )
                for handed in draft.handed
            ),
        ]
    )


def _function(handed: Handed, origin: Origin) -> Function:
    """A function is known by its name; words that point to it are added to those known."""
    function, _is_new = Function.objects.get_or_create(name=handed.function, defaults=origin.columns())
    terms = list(dict.fromkeys([*function.terms, *(handed.terms or (handed.function,))]))
    if terms != function.terms:
        function.terms = terms
        function.save(update_fields=["terms"])
    return function


def _change_bodies(draft: Draft, *, origin: Origin, by: Actor, at: datetime) -> None:
    eve = draft.on - timedelta(days=1)
    if draft.kind == SuccessionKind.RENAME:
        _rename(draft, origin=origin, by=by, at=at)
    elif draft.kind in ENDING:
        for body in draft.predecessors:
            if body.valid_until is None:
                close_body(body=body, on=eve, by=by, at=at)


def _rename(draft: Draft, *, origin: Origin, by: Actor, at: datetime) -> None:
    """The official name ends and begins; short names too, where new ones are given."""
    (body,) = draft.predecessors
    rename_body(body=body, name=draft.new_name, on=draft.on, origin=origin, by=by, at=at)
    if draft.new_short_names:
        shorts = body.names.open_ended().filter(kind=BodyNameKind.SHORT)
        shorts.update(valid_until=draft.on - timedelta(days=1))
        BodyName.objects.bulk_create(
            BodyName(body=body, name=name, kind=BodyNameKind.SHORT, valid_from=draft.on, **origin.columns())
            for name in dict.fromkeys(draft.new_short_names)
        )
