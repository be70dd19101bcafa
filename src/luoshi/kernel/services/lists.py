"""Keeping views of lists, and one act on many rows (已存视图、批量操作)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.clock import day_of
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Body, FirstView, Job, Post, SavedView
from luoshi.kernel.races import taken

from . import jobs

KEEP = "kernel.keep_views"


class ViewNameTaken(Refusal):
    code = "kernel.view_name_taken"
    sentence = _("You keep a view called %(name)s already; choose another name.")


class NotOfThatBody(Refusal):
    code = "kernel.not_of_that_body"
    sentence = _("You hold no post at %(body)s: share a view with a body of your own.")


class NothingDone(Refusal):
    """No row of many could be acted on; each says why."""

    code = "kernel.nothing_done"
    sentence = _("None of the %(number)s rows could be acted on.")

    def __init__(self, *, refused: list[Refused]) -> None:
        super().__init__(number=len(refused))
        self.refused = refused


@dataclass(frozen=True)
class Refused:
    """One row that an act refused, and why: a code with values."""

    row: str
    code: str
    values: dict[str, Any]


@dataclass
class Outcome:
    """What an act on many rows came to."""

    done: int = 0
    refused: list[Refused] = field(default_factory=list)


Perform = Callable[[Any, Actor, datetime], object]


def bodies_of(*, by: Actor, on: date) -> QuerySet[Body]:
    """The bodies with which a person can share a view: those where the person holds a post that day."""
    return Body.objects.filter(pk__in=Post.objects.held_by(by).in_force(on=on).values("body")).order_by(
        "name"
    )


@act
def keep_view(
    *, list_key: str, name: str, query: str, body: Body | None, by: Actor, at: datetime
) -> SavedView:
    """Keep a state of a list under a name, for oneself or for one's body (保存视图). Raises ViewNameTaken."""
    view = SavedView(list=list_key, name=name, query=query, owner_id=by.pk, body=body, kept_at=at)
    require(by, KEEP, view)
    if body and not bodies_of(by=by, on=day_of(at)).filter(pk=body.pk).exists():
        raise NotOfThatBody(body=body)
    with taken(ViewNameTaken(name=name)):
        view.save(force_insert=True)
    changes = {"list": (None, list_key), "query": (None, query)}
    audit.record("kernel.view_kept", view, by=by, at=at, changes=changes)
    return view


@act
def change_view(*, view: SavedView, query: str, by: Actor, at: datetime) -> SavedView:
    """Let a kept view be what the list is now (更新视图)."""
    require(by, KEEP, view)
    changes = audit.changed(view, {"query": query})
    view.query, view.kept_at = query, at
    view.save(update_fields=["query", "kept_at"])
    audit.record("kernel.view_changed", view, by=by, at=at, changes=changes)
    return view


@act
def drop_view(*, view: SavedView, by: Actor, at: datetime) -> None:
    """Keep a view no longer; for whom it opened first, the whole list opens (删除视图)."""
    require(by, KEEP, view)
    held = {"list": view.list, "name": view.name, "query": view.query, "body": view.body}
    changes = {name: (each, None) for name, each in held.items()}
    audit.record("kernel.view_dropped", view, by=by, at=at, changes=changes)
    view.delete()


@act
def open_first(*, view: SavedView, by: Actor, at: datetime) -> FirstView:
    """Let a view that one may see be what its list opens with (设为默认)."""
    require(by, "kernel.read_views", view)
    first, _is_new = FirstView.objects.update_or_create(user=by, list=view.list, defaults={"view": view})
    audit.record("kernel.view_opens_first", view, by=by, at=at)
    return first


@act
def open_everything(*, view: SavedView, by: Actor, at: datetime) -> None:
    """Let the whole list open again, not this view (取消默认)."""
    require(by, "kernel.read_views", view)
    FirstView.objects.filter(user=by, view=view).delete()
    audit.record("kernel.view_opens_no_more", view, by=by, at=at)


@act
def act_on_rows(*, rows: Iterable[Model], perform: Perform, by: Actor, at: datetime) -> Outcome:
    """Do one act to each of these rows; a row that is refused hinders no other (批量操作).

    Raises NothingDone when every row was refused.
    """
    require(by, "kernel.act_on_rows")
    outcome = Outcome()
    for row in rows:
        try:
            perform(row, by, at)
        except Refusal as refusal:
            outcome.refused.append(Refused(str(row), refusal.code, refusal.kept()))
        else:
            outcome.done += 1
    if not outcome.done:
        raise NothingDone(refused=outcome.refused)
    return outcome


@act
def ask_for_many(
    *, list_key: str, act_key: str, keys: Sequence[int], values: dict[str, Any], by: Actor, at: datetime
) -> Job:
    """Have an act done to more rows than one request should hold the database for (批量任务)."""
    require(by, "kernel.act_on_rows")
    arguments = {"list_key": list_key, "act_key": act_key, "keys": list(keys), "values": values}
    job = jobs.enqueue(kind="kernel.act_on_rows", arguments=arguments, by=by, at=at)
    audit.record("kernel.act_on_rows_asked", job, by=by, at=at, changes={"act": (None, act_key)})
    return job
