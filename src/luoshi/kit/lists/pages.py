"""Pieces of one long thing, page by page (分页): the sections of an outline, the findings of a check-up."""

from django.core.paginator import Page, Paginator

MOST_ROWS = 200  # no page lists more


def page_of(rows, request, *, per=50, parameter="page") -> Page:
    """The page of a list that the address asks for; an impossible number gives the nearest page there is."""
    return Paginator(rows, min(per, MOST_ROWS)).get_page(request.GET.get(parameter))


def wants_part(request) -> bool:
    """Whether htmx asks for the list alone; the back button of a browser gets the page."""
    return bool(request.htmx) and not request.htmx.history_restore_request
