"""A list as one person opens it: in the state of the address, or in the view that opens first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode

from luoshi.kernel.access import acts_of, day_for
from luoshi.kernel.models import SavedView
from luoshi.kit.lists import Listing, ListPage, Offers, Scope, View, exported, read, wants_part

NO_VIEW = "0"  # the address of the whole list where a view would open first
PART = "ui/list.html"


def show(
    request: Any,
    page: ListPage,
    template: str,
    context: Mapping[str, Any],
    *,
    of: Mapping[str, Any] = {},
    known: Mapping[str, Any] = {},
    also: Sequence[tuple[str, str]] = (),
) -> HttpResponseBase:
    """Answer a request for a page that is a list: the page, the part that htmx swaps, or the export.

    `known` is what the page has found out already and the list would ask for (`scope.once`); `also` names more
    files that the list is offered as, each with the address that takes the list's query.
    """
    listing = open_list(request, page, of=of, known=known, also=also)
    if any(name.startswith("at_") for name in request.GET):
        return redirect(listing.own_url)  # the form that orders the columns: say it in the list's own words
    if "export" in request.GET:
        return exported(listing, form=request.GET["export"])
    wanted = PART if wants_part(request) else template
    response = render(request, wanted, {**context, "list": listing})
    if wanted == PART:
        response["HX-Push-Url"] = listing.own_url
    patch_vary_headers(response, ["HX-Request"])
    return response


def open_list(
    request: Any,
    page: ListPage,
    *,
    of: Mapping[str, Any] = {},
    known: Mapping[str, Any] = {},
    also: Sequence[tuple[str, str]] = (),
) -> Listing:
    """The list in the state that the address asks for; `of` says of what it is the list."""
    scope = scope_for(request.user, of, known)
    kept = kept_views(request.user, page)
    view = _asked_view(request.GET, kept)
    state = read(page, _query(request.GET, view), scope)
    offers = _offers(request, page, kept, view)
    return Listing(state=state, scope=scope, path=request.path, offers=offers, also=also)


def scope_for(user: Any, of: Mapping[str, Any], known: Mapping[str, Any] = {}) -> Scope:
    return Scope(by=user, on=day_for(user), values=dict(of), memo=dict(known))


def kept_views(user: Any, page: ListPage) -> list[Any]:
    """The views of this list that the person may see, those that everybody of a body sees among them."""
    if not user.is_authenticated:
        return []
    views = SavedView.objects.visible_to(user).of_list(page.key)
    return list(views.with_default_of(user).order_by("name", "pk"))


def _asked_view(query: QueryDict, kept: Sequence[Any]) -> Any:
    """The view that the address names; without a word in the address the one that opens first."""
    if not query:
        return next((view for view in kept if view.is_default), None)
    return next((view for view in kept if str(view.pk) == query.get("view")), None)


def _query(query: QueryDict, view: Any) -> QueryDict:
    """What is asked: a view alone brings its own state, beside anything else it is only a name."""
    if view is None:
        return _without_view(query)
    if set(query) - {"view", "page"}:
        return query
    asked = QueryDict(view.query, mutable=True)
    asked["view"] = str(view.pk)
    if "page" in query:
        asked.setlist("page", query.getlist("page"))
    return asked


def _without_view(query: QueryDict) -> QueryDict:
    """The address without a view that this person cannot see, or that was declined."""
    if "view" not in query:
        return query
    asked = query.copy()
    del asked["view"]
    return asked


def _offers(request: Any, page: ListPage, kept: Sequence[Any], current: Any) -> Offers:
    user = request.user
    if not user.is_authenticated:
        address = resolve_url(settings.LOGIN_URL)
        return Offers(sign_in_url=f"{address}?{urlencode({'next': request.get_full_path()})}")
    allowed = acts_of(user)
    return Offers(
        views=[_shown(view, user, current, request.path) for view in kept],
        keep_url=reverse("kernel:keep_view") if "kernel.keep_views" in allowed else "",
        bulk=[each for each in page.bulk if each.act in allowed],
        bulk_url=reverse("kernel:act_on_rows"),
        may_see=getattr(page.model, "read_act", "") in {"", *allowed},
    )


def _shown(view: Any, user: Any, current: Any, path: str) -> View:
    return View(
        label=view.name,
        url=f"{path}?view={view.pk}",
        key=str(view.pk),
        is_current=current is not None and view.pk == current.pk,
        is_own=view.owner_id == user.pk,
        is_shared=view.body_id is not None,
        is_default=view.is_default,
    )
