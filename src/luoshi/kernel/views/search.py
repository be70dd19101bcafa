"""Searching over everything that a person may see (检索)."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBadRequest, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luoshi.kernel import clock
from luoshi.kernel.access import requires
from luoshi.kernel.models import RecentSearch
from luoshi.kernel.returning import back
from luoshi.kernel.search import SOURCES
from luoshi.kernel.search.finding import counts, dressed, found
from luoshi.kernel.search.question import LONGEST, Question, understand
from luoshi.kernel.services import searches
from luoshi.kernel.services.searches import KEEP

ON_A_PAGE, SUGGESTED, MOST_BEGUN = 20, 6, 3
NO_CONTENT = 204


@requires("kernel.search")
@never_cache
@require_safe
def search(request):
    """Answers, best first, with the number of each kind."""
    question = _asked(request)
    kind = request.GET.get("kind", "")
    kind = kind if kind in SOURCES else ""
    numbers = counts(question, by=request.user)
    pages = Paginator(found(question, by=request.user, kind=kind), ON_A_PAGE)
    pages.count = numbers.get(kind, 0) if kind else sum(numbers.values())
    page = pages.get_page(request.GET.get("page"))
    context = {
        "typed": question.typed,
        "kinds": _kinds(question, numbers, chosen=kind),
        "hits": dressed(page.object_list, question, by=request.user),
        "recent": [] if question.typed else _recent(request, question),
        "page": page,
        "parameter": "page",
        "query": urlencode({"q": question.typed, "kind": kind}),
    }
    return render(request, "kernel/search.html", context)


@requires("kernel.search")
@never_cache
@require_safe
def suggest(request):
    """The best answers while somebody types; before that, and above them, their own last searches (联想)."""
    question = _asked(request)
    address = f"{reverse('kernel:search')}?{urlencode({'q': question.typed})}"
    if not request.htmx:
        return redirect(address)
    best = found(question, by=request.user)[:SUGGESTED]
    context = {
        "hits": dressed(best, question, by=request.user),
        "typed": question.typed,
        "address": address,
        "recent": _recent(request, question),
        "here": request.htmx.current_url_abs_path or "/",
    }
    return render(request, "kernel/search_suggested.html", context)


@requires(KEEP)
@require_POST
def remember_search(request):
    """Keep the words that led to what is opened just now (记住检索): sent beside the opening, answered with nothing."""
    try:
        searches.remember_search(words=_typed(request.POST), by=request.user, at=clock.now())
    except searches.NothingAsked as refusal:
        return HttpResponseBadRequest(str(refusal), content_type="text/plain; charset=utf-8")
    return HttpResponse(status=NO_CONTENT)


@requires(KEEP)
@require_POST
def forget_searches(request):
    """Forget one's own searches (清除检索记录)."""
    searches.forget_searches(by=request.user, at=clock.now())
    messages.success(request, _("Your searches are forgotten."))
    return redirect(back(request, request.POST.get("next", ""), otherwise=reverse("kernel:search")))


def _recent(request, question: Question) -> list[RecentSearch]:
    """One's own last searches: all of them before anything is typed, then those that begin so."""
    own = RecentSearch.objects.visible_to(request.user).newest()
    if not question.typed:
        return list(own[: searches.MOST])
    return list(own.beginning_with(question.typed).exclude(words=question.typed)[:MOST_BEGUN])


def _asked(request) -> Question:
    return understand(_typed(request.GET))


def _typed(given: QueryDict) -> str:
    return given.get("q", "").replace("\x00", "")[:LONGEST]


def _kinds(question: Question, numbers: dict[str, int], *, chosen: str) -> list[dict]:
    """All answers, and each kind that has some, with its number and its address."""
    labels = {"": _("All"), **{code: SOURCES[code].label for code in numbers}}
    return [
        {
            "label": label,
            "number": numbers[code] if code else sum(numbers.values()),
            "url": f"?{urlencode({'q': question.typed, 'kind': code})}",
            "is_here": code == chosen,
        }
        for code, label in labels.items()
    ]
