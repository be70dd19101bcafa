"""Plans that others hand in: whom one asks, by when, and what comes (方案报送)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit, clock
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Body, Job, Origin, Upload
from luoshi.kernel.races import taken
from luoshi.kernel.services.files import store_upload
from luoshi.plan.handing_in import KIND
from luoshi.plan.models import Audience, Commitment, DueDay, DueList, Duty, Plan, Receipt
from luoshi.plan.services import standings
from luoshi.plan.services.adoption import NotAdopted
from luoshi.plan.services.documents import ask_for_reading
from luoshi.plan.services.heirs import ReasonMissing
from luoshi.plan.services.taking_back import take_back


class DueListOpen(Refusal):
    code = "plan.due_list_open"
    sentence = _("Somebody has already opened the due-list of this commitment.")


class NobodyAsked(Refusal):
    code = "plan.nobody_asked"
    sentence = _("Name at least one body that hands in a plan.")


class AlreadyAsked(Refusal):
    code = "plan.already_asked"
    sentence = _("%(body)s stands in this due-list already.")


class DutyWithdrawn(Refusal):
    code = "plan.duty_withdrawn"
    sentence = _("%(body)s is no longer asked for a plan.")


class PlansCame(Refusal):
    code = "plan.plans_came"
    sentence = _("%(body)s has handed in a plan: take that back first.")


class AlreadyReceived(Refusal):
    code = "plan.already_received"
    sentence = _("This very file has been received from %(body)s already.")


class DayToCome(Refusal):
    code = "plan.day_to_come"
    sentence = _("%(day)s is still to come: give the day on which the plan came.")


class ReceiptWithdrawn(Refusal):
    code = "plan.receipt_withdrawn"
    sentence = _("This receipt has been taken back already.")


@act
def open_due_list(
    *,
    commitment: Commitment,
    bodies: Sequence[tuple[Body, bool]],
    due_on: date | None,
    reason: str,
    by: Actor,
    at: datetime,
    origin: Origin | None = None,
) -> DueList:
    """Ask bodies for a plan of their own: each owes it, or is invited (开列报送清单).

    Raises NobodyAsked, NotAdopted, DueListOpen, AlreadyAsked, or ReasonMissing for a day without grounds.
    """
    require(by, "plan.keep_due_lists", commitment.plan)
    if not bodies:
        raise NobodyAsked
    if not commitment.plan.is_adopted:
        raise NotAdopted(plan=commitment.plan)
    origin = origin or Origin.own()
    with taken(DueListOpen()):
        opened = DueList.objects.create(
            commitment_id=commitment.identity, opened_by_id=by.pk, opened_at=at, **origin.columns()
        )
    if due_on is not None:
        _set_day(opened, due_on, reason, by=by, at=at)
    for body, is_owed in bodies:
        _ask(opened, body, is_owed=is_owed, by=by, at=at)
    standings.give(commitment=commitment, kind=KIND, key=str(opened.pk), origin=origin, by=by, at=at)
    changes = {"due_on": (None, due_on), "asked": (0, len(bodies))}
    audit.record("plan.due_list_opened", commitment, by=by, at=at, changes=changes)
    return opened


def _set_day(due_list: DueList, due_on: date, reason: str, *, by: Actor, at: datetime) -> DueDay:
    if not reason.strip():
        raise ReasonMissing
    return DueDay.objects.create(
        due_list=due_list, due_on=due_on, reason=reason.strip(), set_by_id=by.pk, set_at=at
    )


def _ask(due_list: DueList, body: Body, *, is_owed: bool, by: Actor, at: datetime) -> Duty:
    with taken(AlreadyAsked(body=body)):
        return Duty.objects.create(
            due_list=due_list, body=body, is_owed=is_owed, asked_by_id=by.pk, asked_at=at
        )


@act
def set_due_day(*, due_list: DueList, due_on: date, reason: str, by: Actor, at: datetime) -> DueDay:
    """Say by which day the plans are owed; what was set before stays readable (确定报送时限)."""
    require(by, "plan.keep_due_lists", due_list.commitment.plan)
    before = due_list.due_days.order_by("-set_at", "-pk").first()
    day = _set_day(due_list, due_on, reason, by=by, at=at)
    standings.push(kind=KIND, keys=[str(due_list.pk)], at=at)
    changes = {"due_on": (before.due_on if before else None, due_on), "reason": ("", day.reason)}
    audit.record("plan.due_day_set", due_list.commitment, by=by, at=at, changes=changes)
    return day


@act
def ask_for_plan(*, due_list: DueList, body: Body, is_owed: bool, by: Actor, at: datetime) -> Duty:
    """Ask one more body for its plan (增列报送单位). Raises AlreadyAsked."""
    require(by, "plan.keep_due_lists", due_list.commitment.plan)
    duty = _ask(due_list, body, is_owed=is_owed, by=by, at=at)
    standings.push(kind=KIND, keys=[str(due_list.pk)], at=at)
    changes = {"body": (None, body.pk), "is_owed": (None, is_owed)}
    audit.record("plan.plan_asked_for", duty, by=by, at=at, changes=changes)
    return duty


@act
def withdraw_duty(*, duty: Duty, by: Actor, at: datetime) -> Duty:
    """No longer ask a body for its plan (撤销报送要求). Raises DutyWithdrawn or PlansCame."""
    require(by, "plan.keep_due_lists", duty.due_list.commitment.plan)
    if duty.receipts.filter(withdrawn_at__isnull=True).exists():
        raise PlansCame(body=duty.body)
    take_back(row=duty, refusal=DutyWithdrawn(body=duty.body), by=by, at=at)
    standings.push(kind=KIND, keys=[str(duty.due_list_id)], at=at)
    changes = {"body": (duty.body_id, None), "is_owed": (duty.is_owed, None)}
    audit.record("plan.duty_withdrawn", duty, by=by, at=at, changes=changes)
    return duty


def receive_plan(
    *, duty: Duty, content: bytes, name: str, received_on: date, by: Actor, at: datetime
) -> tuple[Receipt, Job]:
    """Take in the plan of a body as a file, and have it read (收文登记).

    Raises FileEmpty, FileTooLarge, AlreadyReceived, DutyWithdrawn, DayToCome or TooManyUnread.
    """
    require(by, "plan.receive_plans", duty)
    upload = store_upload(content=content, name=name, by=by, at=at)
    return _receive_file(duty=duty, upload=upload, received_on=received_on, by=by, at=at)


@act
def _receive_file(
    *, duty: Duty, upload: Upload, received_on: date, by: Actor, at: datetime
) -> tuple[Receipt, Job]:
    receipt = _receive(duty, upload, None, received_on, by=by, at=at)
    job = ask_for_reading(
        upload=upload,
        audience=Audience.STAFF,
        origin=Origin.own(),
        owner=duty.body,
        slug="",
        by=by,
        at=at,
    )
    return receipt, job


@act
def receive_read_plan(*, duty: Duty, plan: Plan, received_on: date, by: Actor, at: datetime) -> Receipt:
    """Take in a plan of the body that has been read already (收文登记). Raises as `receive_plan` does."""
    require(by, "plan.receive_plans", duty)
    require(by, "plan.read_plans", plan)
    return _receive(duty, plan.document.upload, plan, received_on, by=by, at=at)


def _receive(
    duty: Duty, upload: Upload, plan: Plan | None, received_on: date, *, by: Actor, at: datetime
) -> Receipt:
    if duty.withdrawn_at is not None:
        raise DutyWithdrawn(body=duty.body)
    if received_on > clock.day_of(at):
        raise DayToCome(day=received_on)
    with taken(AlreadyReceived(body=duty.body)):
        receipt = Receipt.objects.create(
            duty=duty,
            upload=upload,
            plan=plan,
            read_at=at if plan else None,
            received_on=received_on,
            received_by_id=by.pk,
            received_at=at,
        )
    standings.push(kind=KIND, keys=[str(duty.due_list_id)], at=at)
    changes = {"received_on": (None, received_on), "receipt": (None, receipt.pk)}
    audit.record("plan.plan_received", duty, by=by, at=at, changes=changes)
    return receipt


@act
def withdraw_receipt(*, receipt: Receipt, by: Actor, at: datetime) -> Receipt:
    """Take a receipt back: it was another body's plan, or no plan (撤回收文登记). Raises ReceiptWithdrawn."""
    require(by, "plan.receive_plans", receipt.duty)
    take_back(row=receipt, refusal=ReceiptWithdrawn(), by=by, at=at)
    standings.push(kind=KIND, keys=[str(receipt.duty.due_list_id)], at=at)
    changes = {"received_on": (receipt.received_on, None), "receipt": (receipt.pk, None)}
    audit.record("plan.receipt_withdrawn", receipt.duty, by=by, at=at, changes=changes)
    return receipt


def note_reading(*, plan: Plan, at: datetime) -> None:
    """A file that was received has been read: the receipt names its plan; part of the act that finished it."""
    waiting = Receipt.objects.filter(upload=plan.document.upload_id, plan__isnull=True)
    lists = set(waiting.values_list("duty__due_list", flat=True))
    if waiting.update(plan=plan, read_at=at):
        standings.push(kind=KIND, keys=[str(each) for each in lists], at=at)


def asked(*, bodies: Iterable[Body], on: date) -> list[tuple[Body, bool]]:
    """Whom one asks: the bodies that the authority commands on the day owe a plan, the others are invited."""
    bodies = list(bodies)
    owing = set(Body.objects.commanded(on=on).filter(pk__in=[body.pk for body in bodies]).values_list("pk"))
    return [(body, (body.pk,) in owing) for body in bodies]
