"""Every component in every state, in either language and at either width (组件一览)."""

from __future__ import annotations

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from luoshi.kernel.access import require, requires
from luoshi.kit import specimens
from luoshi.web import demo

WIDTHS = ("full", "phone")


@requires("web.see_demo")
@require_safe
def components(request):
    """What the pages are built from: for administrators, in a demo for everybody (组件一览)."""
    if not demo.is_demo():
        require(request.user, "web.see_components")
    language = _chosen(request.GET.get("language"), dict(settings.LANGUAGES), get_language())
    width = _chosen(request.GET.get("width"), WIDTHS, WIDTHS[0])
    context = {
        "language": language,
        "width": width,
        "languages": settings.LANGUAGES,
        "groups": _shown(request, language),
    }
    return render(request, "web/components.html", context)


def _chosen(asked, offered, otherwise):
    return asked if asked in offered else otherwise


def _shown(request, language: str) -> list[dict]:
    """The specimens as they look in that language, whatever the page around them speaks."""
    with override(language):
        return [
            {
                "component": component,
                "shown": [(str(each.state), each.shown(request)) for each in group],
            }
            for component, group in specimens.by_component().items()
        ]
