"""What surrounds every page (页面框架): navigation, the person, the demo's ribbon. The kit prints it."""

from __future__ import annotations

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from luoshi.kernel.access import acts_of
from luoshi.kit import navigation
from luoshi.web import demo


@dataclass(frozen=True)
class Entry:
    """One entry of the navigation as this person sees it."""

    label: str
    url: str
    is_current: bool


class Shell:
    """The frame of one request; each part is made when a page prints it."""

    def __init__(self, request) -> None:
        self.request = request

    @cached_property
    def nav(self) -> list[Entry]:
        here, allowed = self.request.path, acts_of(self.request.user)
        return [
            Entry(str(entry.label), url, here.startswith(url))
            for entry in navigation.entries()
            if not entry.act or entry.act in allowed
            for url in (reverse(entry.route),)
        ]

    @cached_property
    def person(self) -> SafeString:
        return render_to_string("web/person.html", {"here": self.request.get_full_path()}, self.request)

    @cached_property
    def ribbon(self) -> SafeString:
        shown = demo.current()
        if shown is None:
            return SafeString()
        return render_to_string("web/ribbon.html", {"demo": shown}, self.request)

    @cached_property
    def foot(self) -> SafeString:
        return render_to_string("web/foot.html", {}, self.request)


def shell(request) -> dict[str, Shell]:
    """The context processor."""
    return {"shell": Shell(request)}
