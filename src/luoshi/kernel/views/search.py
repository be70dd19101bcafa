"""Searching over everything that a person may see (检索)."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from luoshi.kernel.access import requires
from luoshi.kernel.search import SOURCES
from luoshi.kernel.search.finding import counts, dressed, found
from luoshi.kernel.search.question import LONGEST, Question, understand

ON_A_PAGE, SUGGESTED = 20, 6


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
        "hits": dressed(page.object_list, question),
        "page": page,
        "parameter": "page",
        "query": urlencode({"q": question.typed, "kind": kind}),
    }
    return render(request, "kernel/search.html", context)


@requires("kernel.search")
@never_cache
@require_safe
def suggest(request):
    """The best answers while somebody types (联想)."""
    question = _asked(request)
    address = f"{reverse('kernel:search')}?{urlencode({'q': question.typed})}"
    if not request.htmx:
        return redirect(address)
    best = found(question, by=request.user)[:SUGGESTED]
    context = {"hits": dressed(best, question), "address": address}
    return render(request, "kernel/search_suggested.html", context)


def _asked(request) -> Question:
    return understand(request.GET.get("q", "").replace("\x00", "")[:LONGEST])


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
