"""One act on many rows of a list: which rows were meant, and the job for more than a request can do."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import jobs
from luoshi.kernel.services import lists as services
from luoshi.kit.lists import BulkAct, ListPage, read
from luoshi.kit.lists.listing import MOST_SELECTED
from luoshi.kit.lists.rows import all_keys, dressed, matching

from .opening import scope_for
from .registry import LISTS

MOST_AT_ONCE = 50  # rows that are acted on while the person waits
BATCH = 25
MOST_NAMED = 200  # refusals that a job keeps word for word; all are counted


def is_number(text: str) -> bool:
    """Whether a text is a key as our tables have them."""
    return text.isascii() and text.isdecimal() and len(text) < 19


def bulk_act(page: ListPage, key: str) -> BulkAct | None:
    return next((each for each in page.bulk if each.key == key), None)


def chosen_keys(
    page: ListPage, *, by: Any, of: Mapping[str, Any], query: str, asked: Sequence[str] | None
) -> list[Any]:
    """The keys of the rows that were chosen, in the list's order: all that match, or those asked for.

    What the person may not see is never among them.
    """
    scope = scope_for(by, of)
    state = read(page, QueryDict(query), scope)
    if asked is None:
        return all_keys(state, matching(state, scope), most=MOST_SELECTED)[:MOST_SELECTED]
    whole = read(page, QueryDict(""), scope)
    wanted = [int(key) for key in asked[:MOST_SELECTED] if is_number(key)]
    rows = matching(whole, scope).filter(pk__in=wanted)
    return all_keys(state, rows, most=MOST_SELECTED)


def rows_of(page: ListPage, keys: Sequence[Any], *, by: Any, of: Mapping[str, Any]) -> list[Any]:
    """These rows as far as the person may see them now."""
    scope = scope_for(by, of)
    state = read(page, QueryDict(""), scope)
    visible = matching(state, scope).filter(pk__in=keys).values("pk")
    found = {row.pk: row for row in dressed(state, visible, scope)}
    return [found[key] for key in keys if key in found]


def _result(result: Mapping[str, Any]) -> str:
    return reverse("kernel:rows_acted_on", args=[result["job"]])


@jobs.kind("kernel.act_on_rows", label=_("Act on many rows"), result_url=_result)
def act_on_rows(
    run: jobs.Run, *, list_key: str, act_key: str, keys: Sequence[int], values: Mapping[str, Any]
) -> Generator[jobs.Step, None, dict[str, Any]]:
    """Act on the rows batch by batch; the result counts what was done and names what was refused."""
    page = LISTS[list_key]
    chosen = bulk_act(page, act_key)
    if chosen is None:
        raise LookupError(f"the list {list_key} has no act {act_key}")
    tally = run.cursor or {"at": 0, "done": 0, "refused": 0, "named": []}
    while tally["at"] < len(keys):
        batch = keys[tally["at"] : tally["at"] + BATCH]
        write = partial(_act_on_batch, tally, batch, chosen=chosen, page=page, of=values, by=run.by)
        # The write counts into the tally before the job keeps it as its cursor: in one transaction with the rows.
        yield jobs.Step(done=tally["at"] + len(batch), total=len(keys), cursor=tally, write=write)
    return {"job": run.job_id, **tally}


def _act_on_batch(
    tally: dict[str, Any],
    keys: Sequence[int],
    *,
    chosen: BulkAct,
    page: ListPage,
    of: Mapping[str, Any],
    by: Any,
    at: datetime,
) -> None:
    rows = rows_of(page, keys, by=by, of=of)
    try:
        outcome = services.act_on_rows(rows=rows, perform=chosen.perform, by=by, at=at)
    except services.NothingDone as refusal:
        outcome = services.Outcome(refused=refusal.refused)
    named = [[each.row, each.code, each.values] for each in outcome.refused]
    tally["at"] += len(keys)
    tally["done"] += outcome.done
    tally["refused"] += len(named)
    tally["named"] = [*tally["named"], *named][:MOST_NAMED]
