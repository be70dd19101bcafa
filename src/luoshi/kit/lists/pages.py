"""Pieces of one long thing, page by page (分页): the sections of an outline, the findings of a check-up."""

from django.core.paginator import Page, Paginator
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

MOST_ROWS = 200  # no page lists more


def page_of(rows, request, *, per=50, parameter="page") -> Page:
    """The page of a list that the address asks for; an impossible number gives the nearest page there is."""
    return Paginator(rows, min(per, MOST_ROWS)).get_page(request.GET.get(parameter))


def render_list(request, template, context, *, part):
    """The page, or only its part for htmx."""
    response = render(request, f"{template}#{part}" if wants_part(request) else template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def wants_part(request) -> bool:
    """Whether htmx asks for the list alone; the back button of a browser gets the page."""
    return bool(request.htmx) and not request.htmx.history_restore_request
