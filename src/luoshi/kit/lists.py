"""Lists that are paged in the database, whole or as the part that htmx asks for (分页列表)."""

from django.core.paginator import Page, Paginator
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

MOST_ROWS = 200  # no page lists more


def page_of(rows, request, *, per=50, parameter="page") -> Page:
    """The page of a list that the address asks for; an impossible number gives the nearest page there is."""
    return Paginator(rows, min(per, MOST_ROWS)).get_page(request.GET.get(parameter))


def render_list(request, template, context, *, part):
    """The page, or only its part for htmx; the back button of a browser gets the page."""
    wants_part = request.htmx and not request.htmx.history_restore_request
    response = render(request, f"{template}#{part}" if wants_part else template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response
