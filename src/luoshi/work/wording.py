"""Days that are due, in words and tones (期限的说法)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext, ngettext

DUE_TONES = {"late": "red", "today": "amber", "soon": "amber", "later": "grey", "none": "grey"}
SOON = 3


def due_state(due_on: date | None, *, on: date) -> str:
    """How near the day is: late, today, soon, later, or none is set."""
    if due_on is None:
        return "none"
    left = (due_on - on).days
    if left < 0:
        return "late"
    if left == 0:
        return "today"
    return "soon" if left <= SOON else "later"


def due_words(due_on: date | None, *, on: date) -> str:
    """When it is due, as people say it."""
    if due_on is None:
        return gettext("no day is set")
    days = (due_on - on).days
    if days < 0:
        said = ngettext("%(n)s day late", "%(n)s days late", -days) % {"n": -days}
    elif days == 0:
        said = gettext("today")
    else:
        said = ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}
    return gettext("%(day)s, %(said)s") % {"day": due_on.isoformat(), "said": said}
