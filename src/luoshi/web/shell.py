"""What surrounds every page (页面框架): navigation, the person, the demo's ribbon. The kit prints it."""

from __future__ import annotations

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from luoshi.kernel import clock, simulation
from luoshi.kernel.access import acts_of, day_for, post_acted_as, posts_held
from luoshi.kernel.forms import OwnPasswordForm
from luoshi.kernel.models import Identity, Post
from luoshi.kernel.queries.accounts import posts_of
from luoshi.kit import navigation
from luoshi.web import demo, provider
from luoshi.web.example.facts import trial_titles
from luoshi.web.queries import plans_in_force
from luoshi.web.tour import PARAMETER, Tour


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
    def demo(self) -> demo.Demo | None:
        """The demo of this database, asked once a page."""
        return demo.current()

    @cached_property
    def has_open_roles(self) -> bool:
        """Whether a role is entered here with one click."""
        return self.demo is not None and demo.is_at_home(self.request)

    @property
    def here(self) -> str:
        """Where the forms of the frame lead back to: this page, and from the sign-in to what was asked for."""
        is_signing_in = self.request.path == reverse("web:sign_in")
        return self.request.GET.get("next", "/") if is_signing_in else self.request.get_full_path()

    @cached_property
    def nav(self) -> list[Entry]:
        """What stands in the head."""
        return self._entries[: self._in_the_head]

    @cached_property
    def more(self) -> list[Entry]:
        """What is used from time to time: behind “More”."""
        return self._entries[self._in_the_head :]

    @property
    def is_in_more(self) -> bool:
        return any(entry.is_current for entry in self.more)

    @cached_property
    def _entries(self) -> list[Entry]:
        here = self.request.path
        return [
            Entry(str(entry.label), url, here.startswith(url))
            for entry in self._registered
            for url in (reverse(entry.route),)
        ]

    @cached_property
    def _registered(self) -> list[navigation.Entry]:
        allowed = acts_of(self.request.user)
        return [entry for entry in navigation.entries() if not entry.act or entry.act in allowed]

    @cached_property
    def _in_the_head(self) -> int:
        return navigation.in_the_head(orders=[entry.order for entry in self._registered])

    @cached_property
    def search(self) -> SafeString:
        return self._part(
            "kernel/search_box.html", typed=self.request.GET.get("q", "") if self._is_searching else ""
        )

    @property
    def _is_searching(self) -> bool:
        return self.request.path == reverse("kernel:search")

    @cached_property
    def person(self) -> SafeString:
        return self._part("web/person.html")

    @cached_property
    def outbox(self) -> SafeString:
        """What this browser keeps of this person until there is a connection; the kit's script fills it in."""
        return self._part("web/outbox.html")

    @cached_property
    def posts(self) -> list[Post]:
        """The posts among which this person chooses as which to act: nobody chooses among one."""
        user = self.request.user
        today = day_for(user)
        held = posts_held(user, on=today)
        if len(held) < 2:
            return []
        chosen = post_acted_as(user, on=today)
        shown = [post for post in posts_of(user, on=today) if post.pk in held]
        return sorted(shown, key=lambda post: post.pk != chosen)

    @cached_property
    def ribbon(self) -> SafeString:
        """The demo's own strip, and the tour's while one walks it."""
        strip = self._part("web/ribbon.html", is_left_out=simulation.is_left_out()) if self.demo else ""
        return SafeString(f"{strip}{self._guide()}")

    def _guide(self) -> SafeString:
        at = self.request.GET.get(PARAMETER, "")
        plan = plans_in_force(user=self.request.user, on=clock.today()).first() if at else None
        if plan is None or (tour := Tour(plan, at=at, enters=self.enters)).here is None:
            return SafeString()
        return self._part("web/guide.html", tour=tour)

    def enters(self, role: str) -> str:
        """As whom this visitor enters on the way to a page of that role; nothing where no entering is needed."""
        user = self.request.user
        is_there = user.is_authenticated and role in (demo.ANYBODY, user.username)
        return role if role and self.has_open_roles and not is_there else ""

    @property
    def enters_as_anybody(self) -> str:
        return self.enters(demo.ANYBODY)

    @cached_property
    def trials(self) -> SafeString:
        """The invented plans, one click away, beside the form for one's own document."""
        return self._part("web/trials.html", trials=trial_titles()) if self.has_open_roles else SafeString()

    @cached_property
    def identity(self) -> SafeString:
        """On one's account: whether the city's sign-in opens it, where there is one."""
        identity = Identity.objects.filter(user=self.request.user).first()
        if identity is None and provider.offered() is None:
            return SafeString()
        weaken = OwnPasswordForm(user=self.request.user, prefix=None, auto_id="unlink_%s")
        return self._part("web/identity.html", identity=identity, weaken=weaken)

    @cached_property
    def told(self) -> SafeString:
        """On one's account: the way to how one is told."""
        return self._part("web/told.html")

    @cached_property
    def foot(self) -> SafeString:
        return self._part("web/foot.html")

    def _part(self, template: str, **context) -> SafeString:
        return render_to_string(template, {"frame": self, **context}, self.request)


def shell(request) -> dict[str, Shell]:
    """The context processor."""
    return {"shell": Shell(request)}
