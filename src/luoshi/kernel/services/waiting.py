"""What waits for a person in the kernel, and how it goes to another: jobs, lists, views, loans (待交接事项)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit, clock
from luoshi.kernel.access import Actor
from luoshi.kernel.errors import Refusal
from luoshi.kernel.imports import LISTS
from luoshi.kernel.jobs.kinds import KINDS
from luoshi.kernel.models import ImportState, Job, ListImport, Post, SavedView, User
from luoshi.kernel.services.loans import end_loan, lend_post
from luoshi.kernel.waiting import Waiting, register_waiting

ENDED = (ImportState.APPLIED, ImportState.UNDONE, ImportState.DISCARDED)
LONGEST_NAME = 60


def register() -> None:
    """Called once, by `ready()`."""
    register_waiting(Waiting("kernel.jobs", _("Unfinished jobs"), _jobs, _job_name, _pass_job))
    register_waiting(Waiting("kernel.imports", _("Lists not taken over yet"), _lists, _list_name, _pass_list))
    register_waiting(
        Waiting("kernel.views", _("Views shared with the body"), _views, str, _pass_view, body="body")
    )
    register_waiting(
        Waiting("kernel.loans", _("Posts held for others"), _loans, _loan_name, _pass_loan, body="body")
    )


def _jobs(user: User) -> QuerySet[Job]:
    return Job.objects.unfinished().filter(by=user).order_by("pk")


def _job_name(job: Job) -> str:
    label = KINDS[job.kind].label if job.kind in KINDS else job.kind
    return f"{label} #{job.pk}"


def _pass_job(job: Job, *, to: User, by: Actor, at: datetime) -> bool:
    return bool(Job.objects.filter(pk=job.pk).update(by=to))


def _lists(user: User) -> QuerySet[ListImport]:
    return ListImport.objects.filter(by=user).exclude(state__in=ENDED).select_related("upload").order_by("pk")


def _list_name(batch: ListImport) -> str:
    label = LISTS[batch.kind].label if batch.kind in LISTS else batch.kind
    return f"{label}：{batch.upload.name}"


def _pass_list(batch: ListImport, *, to: User, by: Actor, at: datetime) -> bool:
    return bool(ListImport.objects.filter(pk=batch.pk).update(by=to))


def _views(user: User) -> QuerySet[SavedView]:
    return SavedView.objects.filter(owner=user, body__isnull=False).select_related("owner").order_by("pk")


def _pass_view(view: SavedView, *, to: User, by: Actor, at: datetime) -> bool:
    """A name that the successor has given already is told apart by whose it was."""
    if SavedView.objects.filter(owner=to, list=view.list, name=view.name).exists():
        view.name = f"{view.name[: LONGEST_NAME // 2 - 8]}（{view.owner.display_name[:20]} {view.pk}）"
    view.owner = to
    view.save(update_fields=["owner", "name"])
    return True


def _loans(user: User) -> QuerySet[Post]:
    rows = Post.objects.lent().filter(user=user, withdrawn_at=None, valid_until__gte=clock.today())
    return rows.select_related("stands_in_for__user", "stands_in_for__body", "body").order_by("pk")


def _loan_name(loan: Post) -> str:
    holder = loan.stands_in_for.user if loan.stands_in_for else ""
    return f"{holder}，{loan.body}，{loan.valid_from}–{loan.valid_until}"


def _pass_loan(loan: Post, *, to: User, by: Actor, at: datetime) -> bool:
    """Whoever can't hold it for the rest of its days doesn't: it is its holder's alone again."""
    lent, last = loan.stands_in_for, loan.valid_until
    first = max(loan.valid_from or clock.day_of(at), clock.day_of(at))
    end_loan(loan=loan, at=at)
    audit.record("kernel.post_taken_back", loan, by=by, at=at, changes={"valid_until": (last, None)})
    if lent is None or last is None:
        return False  # what is lent names its post and its days: the database holds that
    try:
        lend_post(post=lent, to=to, valid_from=first, valid_until=last, by=by, at=at)
    except Refusal:
        return False
    return True
