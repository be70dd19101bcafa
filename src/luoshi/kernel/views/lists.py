"""Keeping views of lists, and acting on many rows at once (已存视图、批量操作)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.kernel import clock, errors
from luoshi.kernel.access import require, requires
from luoshi.kernel.lists import LISTS
from luoshi.kernel.lists.bulk import MOST_AT_ONCE, bulk_act, chosen_keys, is_number, rows_of
from luoshi.kernel.lists.opening import NO_VIEW, scope_for
from luoshi.kernel.models import Body, Job, SavedView
from luoshi.kernel.returning import back
from luoshi.kernel.services import lists as services
from luoshi.kit.lists import ListPage, read

LONGEST_NAME = 60
MOST_SHOWN = 20  # rows that the question names
STEERED: dict[str, Callable[..., object]] = {
    "change": services.change_view,
    "drop": services.drop_view,
    "default": services.open_first,
    "undefault": services.open_everything,
}


class NoName(errors.Refusal):
    code = "kernel.view_without_name"
    sentence = _("Give the view a name of at most %(most)s characters.")


@requires("kernel.keep_views")
@require_http_methods(["GET", "HEAD", "POST"])
def keep_view(request):
    """Keep, change or drop a view of a list, or let it open first (保存视图)."""
    if request.method != "POST":
        return _asked_for_a_name(request)
    page = _page(request.POST)
    act = request.POST.get("do", "")
    try:
        view = _keep(request, page) if act == "keep" else _steer(request, page, act)
    except errors.Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(back(request, request.POST.get("next", "")))
    path = back(request, request.POST.get("path", ""))
    return redirect(f"{path}?view={view.pk if view else NO_VIEW}")


def _asked_for_a_name(request):
    """The form that asks under which name, and for whom, a view is kept."""
    page = _page(request.GET)
    query = _kept_query(request.user, page, request.GET)
    path = back(request, request.GET.get("path", ""))
    context = {
        "page": page,
        "hidden": [
            ("list", page.key),
            ("query", query),
            ("path", path),
            ("next", request.get_full_path()),
            *((f"of_{name}", value) for name, value in _values(request.GET, page).items()),
        ],
        "bodies": services.bodies_of(by=request.user, on=clock.today()),
        "back": f"{path}?{query}",
    }
    return render(request, "kernel/keep_view.html", context)


def _keep(request, page: ListPage) -> SavedView:
    name = request.POST.get("name", "").strip()
    if not 0 < len(name) <= LONGEST_NAME or "\0" in name:
        raise NoName(most=LONGEST_NAME)
    body = request.POST.get("body", "")
    view = services.keep_view(
        list_key=page.key,
        name=name,
        query=_kept_query(request.user, page, request.POST),
        body=get_object_or_404(Body, pk=body) if is_number(body) else None,
        by=request.user,
        at=clock.now(),
    )
    if "first" in request.POST:
        services.open_first(view=view, by=request.user, at=clock.now())
    return view


def _steer(request, page: ListPage, act: str) -> SavedView | None:
    """What a person does with a view that is there; the view that the list goes on with."""
    key = request.POST.get("view", "")
    if act not in STEERED or not is_number(key):
        raise Http404
    visible = SavedView.objects.visible_to(request.user).of_list(page.key)
    view = get_object_or_404(visible, pk=key)
    changed = {"query": _kept_query(request.user, page, request.POST)} if act == "change" else {}
    STEERED[act](view=view, by=request.user, at=clock.now(), **changed)
    return None if act in ("drop", "undefault") else view


def _kept_query(user, page: ListPage, given: QueryDict) -> str:
    """The state in the list's own words: nothing that the list does not know is kept."""
    scope = scope_for(user, _values(given, page))
    return urlencode(read(page, QueryDict(given.get("query", "")), scope).kept)


@requires("kernel.act_on_rows")
@require_POST
def act_on_rows(request):
    """Ask whether an act shall be done to the chosen rows; when that is confirmed, do it (批量操作)."""
    page = _page(request.POST)
    chosen = bulk_act(page, request.POST.get("act", ""))
    if chosen is None:
        raise Http404
    require(request.user, chosen.act)
    values, query = _values(request.POST, page), request.POST.get("query", "")
    asked = _asked_rows(request.POST)
    keys = chosen_keys(page, by=request.user, of=values, query=query, asked=asked)
    if not keys:
        messages.error(request, gettext("Choose rows first: no row is selected."))
        return redirect(back(request, request.POST.get("next", "")))
    if "confirmed" not in request.POST:
        return _question(request, page, chosen, keys, values)
    return _done(request, page, chosen, keys, values)


def _asked_rows(post: QueryDict) -> list[str] | None:
    """The rows that were selected, or those that the question was about; nothing stands for all that match."""
    if "confirmed" in post:
        return post.get("rows", "").split(",")
    return None if "all" in post else post.getlist("row")


def _question(request, page: ListPage, chosen: Any, keys: list[Any], values: dict[str, int]):
    context = {
        "page": page,
        "chosen": chosen,
        "number": len(keys),
        "rows": rows_of(page, keys[:MOST_SHOWN], by=request.user, of=values),
        "left_out": max(0, len(keys) - MOST_SHOWN),
        "keys": ",".join(map(str, keys)),
        "hidden": [(f"of_{name}", value) for name, value in values.items()],
        "back": back(request, request.POST.get("next", "")),
    }
    return render(request, "kernel/act_on_rows.html", context)


def _done(request, page: ListPage, chosen: Any, keys: list[Any], values: dict[str, int]):
    if len(keys) > MOST_AT_ONCE:
        job = services.ask_for_many(
            list_key=page.key, act_key=chosen.key, keys=keys, values=values, by=request.user, at=clock.now()
        )
        return redirect("kernel:job", pk=job.pk)
    rows = rows_of(page, keys, by=request.user, of=values)
    try:
        outcome = services.act_on_rows(rows=rows, perform=chosen.perform, by=request.user, at=clock.now())
    except services.NothingDone as refusal:
        outcome = services.Outcome(refused=refusal.refused)
    named = [(each.row, errors.sentence(code=each.code, values=each.values)) for each in outcome.refused]
    return _told(
        request, chosen.label, outcome.done, len(named), named, back(request, request.POST.get("next", ""))
    )


@requires("kernel.act_on_rows")
@require_safe
def rows_acted_on(request, pk):
    """What an act on many rows came to: how many were done, which were refused and why (批量结果)."""
    jobs = Job.objects.visible_to(request.user).of_kind("kernel.act_on_rows")
    job = get_object_or_404(jobs, pk=pk, result__isnull=False)
    page = LISTS.get(job.arguments["list_key"])
    chosen = bulk_act(page, job.arguments["act_key"]) if page else None
    named = [(row, errors.sentence(code=code, values=values)) for row, code, values in job.result["named"]]
    label = chosen.label if chosen else job.arguments["act_key"]
    return _told(request, label, job.result["done"], job.result["refused"], named, "")


def _told(request, label, done: int, refused: int, named: list[tuple[str, str]], back: str):
    context = {
        "label": label,
        "done": done,
        "refused": refused,
        "named": named,
        "left_out": refused - len(named),
        "back": back,
    }
    return render(request, "kernel/rows_acted_on.html", context)


def _page(given: QueryDict) -> ListPage:
    page = LISTS.get(given.get("list", ""))
    if page is None:
        raise Http404
    return page


def _values(given: QueryDict, page: ListPage) -> dict[str, int]:
    """Of what it is the list, in whole numbers; the list's source asks whether the person may see it."""
    values = {name: given.get(f"of_{name}", "") for name in page.of}
    if not all(is_number(value) for value in values.values()):
        raise Http404
    return {name: int(value) for name, value in values.items()}
