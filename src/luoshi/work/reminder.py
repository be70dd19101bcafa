"""The reminder slip of a matter (催办单): for whom it waits, what is asked, by when."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import SYSTEM, Actor
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Body
from luoshi.kit.papers import Paper, Paragraph
from luoshi.work.flows import procedure_of
from luoshi.work.models import ClockRun, Matter
from luoshi.work.paper_kinds import PaperKind
from luoshi.work.queries import matters as queries

CODE = "work.reminder"


class NothingWaits(Refusal):
    code = "work.nothing_waits"
    sentence = _("The matter waits for nobody: there is nobody to remind.")


def find(key: str, by: Actor) -> Matter | None:
    if not key.isdecimal():
        return None
    rows = Matter.objects.all() if by is SYSTEM else Matter.objects.visible_to(by)
    return rows.select_related("version").filter(pk=int(key)).first()


def may_issue(matter: Matter, body: Body) -> bool:
    """A party reminds the others; nobody reminds itself."""
    is_party = matter.parties.filter(body=body).exists()
    return is_party and matter.turns.waiting().exclude(body=body).exists()


def build(matter: Matter, *, body: Body, on: date) -> Paper:
    """The slip as of a day. Raises NothingWaits."""
    turns = list(queries.waiting(matter))
    if not turns:
        raise NothingWaits()
    runs = [run for run in queries.clocks(matter) if run.stopped_at is None and run.paused_at is None]
    run = min(runs, key=lambda each: each.due_on, default=None)
    lines = [
        gettext("You are to act in “%(title)s” (%(number)s), received on %(day)s; it stands at “%(state)s”.")
        % {
            "title": matter.title,
            "number": matter.number,
            "day": _day(turns[0].opened_at.date()),
            "state": procedure_of(matter).state_label(matter.state),
        },
        *([_until(run, on)] if run else []),
        gettext("Please act without delay and report in writing how it stands."),
    ]
    return Paper(
        title=gettext("Reminder slip"),
        issuers=[body.name],
        dated_on=on,
        addressees=list(dict.fromkeys(turn.desk.name for turn in turns)),
        blocks=[Paragraph(line) for line in lines],
    )


def _until(run: ClockRun, on: date) -> str:
    left = (run.due_on - on).days
    if left < 0:
        said = ngettext(
            "It was due on %(day)s and is %(n)s day late on %(today)s.",
            "It was due on %(day)s and is %(n)s days late on %(today)s.",
            -left,
        ) % {"day": _day(run.due_on), "n": -left, "today": _day(on)}
    else:
        said = gettext("It is due on %(day)s.") % {"day": _day(run.due_on)}
    return said + (gettext("(Basis: %(basis)s)") % {"basis": run.basis} if run.basis else "")


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def url(key: str) -> str:
    return reverse("work:matter", args=[key])


def _itself(matter: Any) -> Matter:
    return matter


REMINDER = PaperKind(
    code=CODE,
    label=_("Reminder slip"),
    series="催办",
    find=find,
    build=build,
    may_issue=may_issue,
    url=url,
    matter=_itself,
    origin=lambda matter: matter.origin,
)
