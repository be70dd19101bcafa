"""A deadline in words (期限的说法): each step of the count as a sentence in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import dateformat
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from luoshi.work.engine.explaining import SEPARATOR, Step
from luoshi.work.engine.workdays import Deadline, Unit

HOLIDAYS = {
    "元旦": gettext_lazy("New Year's Day"),
    "春节": gettext_lazy("Spring Festival"),
    "清明节": gettext_lazy("Tomb-Sweeping Day"),
    "劳动节": gettext_lazy("Labour Day"),
    "端午节": gettext_lazy("Dragon Boat Festival"),
    "中秋节": gettext_lazy("Mid-Autumn Festival"),
    "国庆节": gettext_lazy("National Day"),
}


def holiday(name: str) -> str:
    """The name of a holiday for the reader; a name that only the notice knows stays as it is printed there."""
    if get_language() != "en":
        return name
    return " & ".join(str(HOLIDAYS.get(each, each)) for each in name.split(SEPARATOR))


def weekday(day: date) -> str:
    return str(WEEKDAYS[day.weekday()])


def weekdays() -> list[tuple[str, str]]:
    """The days of a week from Monday on: in full, and as short as a column is narrow (一、二)."""
    shorts = (str(each).removeprefix("星期") for each in WEEKDAYS_ABBR.values())
    return list(zip(map(str, WEEKDAYS.values()), shorts, strict=True))


def length(number: float, unit: str) -> str:
    """So many of a unit: 15 个工作日."""
    say = LENGTHS[Unit(unit)]
    return say(number) % {"n": f"{number:g}"}


LENGTHS: dict[Unit, Callable[[Any], str]] = {
    Unit.WORKING_DAYS: lambda n: ngettext("%(n)s working day", "%(n)s working days", n),
    Unit.DAYS: lambda n: ngettext("%(n)s day", "%(n)s days", n),
    Unit.MONTHS: lambda n: ngettext("%(n)s month", "%(n)s months", n),
    Unit.HOURS: lambda n: ngettext("%(n)s hour", "%(n)s hours", n),
}
UNITS = {
    Unit.WORKING_DAYS: gettext_lazy("working days"),
    Unit.DAYS: gettext_lazy("days, weekends too"),
    Unit.MONTHS: gettext_lazy("months"),
    Unit.HOURS: gettext_lazy("hours"),
}


def _day(iso: str) -> str:
    return _moment(iso) if "T" in iso else iso


def _moment(iso: str) -> str:
    return dateformat.format(datetime.fromisoformat(iso), "Y-m-d H:i")


def _with_weekday(iso: str) -> str:
    return _("%(day)s (%(weekday)s)") % {"day": iso, "weekday": weekday(date.fromisoformat(iso))}


def _holiday(values: Mapping[str, Any]) -> str:
    first, last = values["first"], values["last"]
    span = first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}
    return ngettext(
        "%(name)s, %(span)s, not counted: %(n)s day",
        "%(name)s, %(span)s, not counted: %(n)s days",
        values["days"],
    ) % {"name": holiday(values["name"]), "span": span, "n": values["days"]}


def _made_up(values: Mapping[str, Any]) -> str:
    days = pgettext("in an enumeration", ", ").join(_with_weekday(each) for each in values["days"])
    return _("made up for a holiday, so counted: %(days)s") % {"days": days}


def _pause(values: Mapping[str, Any]) -> str:
    if values["last"] is None:
        return _("the clock stands still since %(first)s") % {"first": _day(values["first"])}
    return _("the clock stood still from %(first)s to %(last)s") % {
        "first": _day(values["first"]),
        "last": _day(values["last"]),
    }


def _moved(values: Mapping[str, Any]) -> str:
    last = date.fromisoformat(values["last"])
    why = holiday(values["name"]) if values["name"] else weekday(last)
    return _("%(last)s is off (%(why)s): moved to the next working day, %(to)s") % {
        "last": values["last"],
        "why": why,
        "to": values["to"],
    }


def _still(values: Mapping[str, Any]) -> str:
    return _("not due while the clock stands still: %(left)s left") % {
        "left": length(values["left"], values["unit"])
    }


def _years(values: Mapping[str, Any]) -> str:
    years = pgettext("in an enumeration", ", ").join(str(year) for year in values["years"])
    return _("provisional: the holidays of %(years)s are not announced, weekdays are counted") % {
        "years": years
    }


SENTENCES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "received": lambda values: _("received on %(on)s") % {"on": _with_weekday(values["on"])},
    "received_at": lambda values: _("received at %(at)s") % {"at": _moment(values["at"])},
    "receipt_not_counted": lambda values: (
        _("the day of receipt is not counted, the first is %(first)s") % values
    ),
    "term": lambda values: length(values["length"], values["unit"]),
    "day_and_night": lambda values: _("hours run day and night, on holidays too"),
    "month_end": lambda values: _("that month has no day %(number)s: its last is %(last)s") % values,
    "weekends": lambda values: (
        ngettext("weekends not counted: %(days)s day", "weekends not counted: %(days)s days", values["days"])
        % values
    ),
    "holiday": _holiday,
    "made_up": _made_up,
    "pause": _pause,
    "moved": _moved,
    "not_announced": _years,
    "stands_still": _still,
    "due": lambda values: _("due on %(on)s") % {"on": _with_weekday(values["on"])},
    "due_at": lambda values: _("due at %(at)s") % {"at": _moment(values["at"])},
}
# By which article of the Civil Code (民法典) a step is as it is.
ARTICLES = {
    "receipt_not_counted": gettext_lazy("Civil Code, article 201"),
    "day_and_night": gettext_lazy("Civil Code, article 201"),
    "month_end": gettext_lazy("Civil Code, article 202"),
    "moved": gettext_lazy("Civil Code, article 203"),
}


def said(step: Step) -> str:
    """One step in words."""
    return SENTENCES[step.code](step.values)


def article(step: Step) -> str:
    """The article on which a step rests, if one says so."""
    return str(ARTICLES.get(step.code, ""))


def in_one_sentence(steps: Iterable[Step]) -> str:
    """The whole count as one sentence that can be pasted into a report."""
    return capfirst(_("%(steps)s.") % {"steps": pgettext("in a list", "; ").join(map(said, steps))})


def answer(found: Deadline) -> str:
    """By when it is due, in one sentence."""
    return in_one_sentence(found.steps[-1:])
