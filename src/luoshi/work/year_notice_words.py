"""What keeps a yearly notice from being taken, in words (放假通知的问题): where, what, and what would be right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from luoshi.kit.sheets import sentence
from luoshi.work.deadline_words import weekday
from luoshi.work.engine.year_notices import Fault, Place
from luoshi.work.year_notice_sheets import OF_A_CELL, SHEET

SENTENCES: Mapping[str, Promise] = {
    "nothing_found": gettext_lazy(
        "No holiday was found. Paste the notice with a line for each holiday, such as: %(example)s"
    ),
    "another_year": gettext_lazy(
        "The notice is about %(found)s, not about %(year)s: choose that year, or paste the other notice."
    ),
    "day_missing": gettext_lazy("“%(name)s” names no day. Write its days, such as “%(holiday)s”."),
    "month_missing": gettext_lazy("The month is missing: write it before the day, such as “%(first)s”."),
    "no_such_day": gettext_lazy("There is no such day in %(year)s."),
    "weekday_differs": gettext_lazy("%(day)s is a %(is)s: correct the day or the weekday."),
    "reversed": gettext_lazy("The holiday ends before it begins. Right would be from %(last)s to %(first)s."),
    "too_long": gettext_lazy(
        "These are %(days)s days, more than any holiday has: correct the first or the last."
    ),
    "year_unclear": gettext_lazy(
        "It may begin in %(one)s or in %(other)s: write the year before the month, or the weekdays."
    ),
    "verb_missing": gettext_lazy(
        "It is not said whether these days are off or worked: write “%(off)s” or “%(worked)s”."
    ),
    "count_differs": gettext_lazy(
        "%(said)s days are said, but %(found)s are named: correct the days or their number."
    ),
    "outside_year": gettext_lazy("%(day)s is no day of a notice for %(year)s."),
    "made_up_on_weekday": gettext_lazy(
        "%(day)s is a %(is)s, which is worked anyway. Only weekends are made up on, such as %(near)s."
    ),
    "said_otherwise": gettext_lazy(
        "%(day)s is said to be off and worked (also %(where)s): keep one of the two."
    ),
    "no_day_off": gettext_lazy("No day of %(year)s is off: a notice names its holidays."),
}
EXAMPLE = "一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。"
# What one writes in a notice is Chinese in every language of the reader.
WRITTEN = {"example": EXAMPLE, "holiday": "1月1日放假", "first": "5月1日", "off": "放假", "worked": "上班"}


def said(fault: Fault) -> str:
    """One fault with its place."""
    if fault.code == OF_A_CELL:
        words = sentence(fault.values["remark"], SHEET)
    else:
        words = str(SENTENCES[fault.code]) % (WRITTEN | _spoken(fault.values))
    where = place(fault.place)
    return _("%(where)s: %(words)s") % {"where": where, "words": words} if where else words


def place(found: Place) -> str:
    """A place in words: a cell, or a line and what stands there."""
    if found.cell:
        return _("cell %(cell)s") % {"cell": found.cell}
    if not found.line:
        return ""
    return _("line %(line)s, “%(words)s”") % {"line": found.line, "words": found.words}


def _spoken(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they are printed, with what can be made of them."""
    spoken: dict[str, Any] = {
        key: SAID[type(value)](value) if type(value) in SAID else value for key, value in values.items()
    }
    if isinstance(day := values.get("day"), date):
        spoken["is"] = weekday(day)
    if years := values.get("years"):
        spoken["one"], spoken["other"] = years
    if other := values.get("other"):
        spoken["where"] = place(other)
    return spoken


SAID: dict[type, Callable[[Any], str]] = {date: date.isoformat}


class SaidFaults:
    """Faults whose sentences are made when somebody reads them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return pgettext("in a list", "; ").join(said(each) for each in self.faults)
