"""The ten-minute tour (导览): each stop is a real page; it grows with every room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.plan.models import Plan


@dataclass(frozen=True)
class Stop:
    """One stop: what to see there, and its page."""

    title: Promise
    text: Promise
    url: str


def stops(plan: Plan) -> Iterator[Stop]:
    """The stops in their order, for one plan."""
    for title, text, route in _STOPS:
        yield Stop(title, text, reverse(route, args=[plan.slug]))
    yield Stop(
        _("Your own document"),
        _(
            "Hand in any plan as text, web page, Word file or PDF. It is read within seconds, for your eyes only."
        ),
        reverse("plan:hand_in"),
    )


_STOPS = (
    (
        _("The plan, alive"),
        _(
            "The document's own outline: each section with who leads, what it promises, and what cannot be verified."
        ),
        "plan:outline",
    ),
    (
        _("The document and its facts"),
        _("The printed words on one side, what was read from them on the other; each leads to the other."),
        "plan:document",
    ),
    (
        _("The target ledger"),
        _(
            "Every number and every promise without one, as a line that can be verified, or with what it lacks."
        ),
        "plan:ledger",
    ),
    (
        _("The check-up"),
        _(
            "What contradicts itself or cannot be held to account, where it stands, and a wording that would do."
        ),
        "plan:check_up",
    ),
    (
        _("All commitments"),
        _("One list to search, filter and sort: by kind, by body, by what is missing."),
        "plan:commitments",
    ),
)
