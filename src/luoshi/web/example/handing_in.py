"""Whom the example city asked for plans of their own, and whose came: through services only (示例方案报送)."""

from __future__ import annotations

from datetime import timedelta

from luoshi.kernel.access import SYSTEM
from luoshi.plan.engine.handing_in import WARNING
from luoshi.plan.models import Commitment, DueList, Plan
from luoshi.plan.queries import handing_in as queries
from luoshi.plan.services import handing_in, standings
from luoshi.web.example.days import moment
from luoshi.web.example.facts import INVENTED, Entry, entries

FILE = "handing_in.toml"


class NobodyIsAsked(Exception):
    """The plan's words ask nobody for a plan: the data file and the document do not fit."""


def ask_for_plans() -> None:
    """Open each due-list on its day, take in what came, and look after the days on which time turned something."""
    for entry in entries(FILE, "due_list"):
        opened = _open(entry)
        due_on, came = entry["due_on"], list(entries(FILE, "receipt"))
        for day in (due_on - WARNING, due_on + timedelta(days=1)):
            while came and came[0]["received_on"] < day:
                _receive(opened, came.pop(0))
            standings.pull_standings(until=day, by=SYSTEM, at=moment(day))
        for each in came:
            _receive(opened, each)


def _open(entry: Entry) -> DueList:
    plan = Plan.objects.select_related("document").get(slug=entry["plan"])
    commitment, words = _asking(plan)
    on = entry["asked_on"]
    proposed = queries.proposed(commitment=commitment, words=words, on=on)
    return handing_in.open_due_list(
        commitment=commitment,
        bodies=handing_in.asked(bodies=(each.body for each in proposed), on=on),
        due_on=entry["due_on"],
        reason=entry["reason"],
        origin=INVENTED,
        by=SYSTEM,
        at=moment(on),
    )


def _asking(plan: Plan) -> tuple[Commitment, str]:
    text = plan.document.text
    found = queries.asking(plan=plan, text=text)
    if not found:
        raise NobodyIsAsked(plan.slug)
    return found[0], queries.words_of(found[0], text)


def _receive(opened: DueList, entry: Entry) -> None:
    plan = Plan.objects.select_related("document__upload").get(slug=entry["plan"])
    handing_in.receive_read_plan(
        duty=opened.duties.select_related("body").get(body=plan.owner),
        plan=plan,
        received_on=entry["received_on"],
        by=SYSTEM,
        at=moment(entry["received_on"]),
    )
