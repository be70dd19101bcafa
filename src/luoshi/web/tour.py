"""The ten-minute tour (导览): each stop is a real page in the state that it describes; it grows with every room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from luoshi.plan.models import Plan
from luoshi.plan.queries.plans import all_totals
from luoshi.web import demo, queries

PARAMETER = "stop"


@dataclass(frozen=True)
class Stop:
    """One stop: what it is called, what is to be seen there now, its page, and as whom one has to have entered."""

    title: str
    text: str
    address: str
    role: str = ""


@dataclass(frozen=True)
class Way:
    """The way to a stop: its address says that one is on the tour, `enters` as whom one enters on it."""

    stop: Stop
    url: str
    enters: str


class Tour:
    """The stops through one plan, and the one at which a visitor stands."""

    def __init__(self, plan: Plan, *, enters: Callable[[str], str], at: str = "") -> None:
        self.plan = plan
        self.at = int(at) if at.isdecimal() and len(at) < 3 else 0
        self._enters = enters

    @cached_property
    def stops(self) -> list[Stop]:
        return [*_plan_stops(self.plan), *_delivery_stops(), *_own_stops()]

    @property
    def ways(self) -> list[Way]:
        return [way for number in range(1, len(self.stops) + 1) if (way := self._way(number))]

    @property
    def here(self) -> Stop | None:
        way = self._way(self.at)
        return way.stop if way else None

    @property
    def before(self) -> Way | None:
        return self._way(self.at - 1)

    @property
    def following(self) -> Way | None:
        return self._way(self.at + 1)

    def _way(self, number: int) -> Way | None:
        if not 0 < number <= len(self.stops):
            return None
        stop = self.stops[number - 1]
        address, hash_sign, anchor = stop.address.partition("#")
        sign = "&" if "?" in address else "?"
        url = f"{address}{sign}{PARAMETER}={number}{hash_sign}{anchor}"
        return Way(stop, url, self._enters(stop.role))


def _plan_stops(plan: Plan) -> Iterator[Stop]:
    counted = all_totals(plan=plan)
    yield _outline(plan, counted)
    yield from _section(plan)
    yield from _document(plan)
    yield _ledger(plan, counted)
    yield _check_up(plan, counted)
    yield Stop(
        _("All commitments"),
        _("One list to search, filter and sort: by kind, by body, by what is missing."),
        reverse("plan:commitments", args=[plan.slug]),
    )


def _outline(plan: Plan, counted: dict[str, int]) -> Stop:
    text = _(
        "The document's own outline with %(promised)s commitments: each section with who leads and what is "
        "promised by when. As they are worded, only %(verifiable)s can be verified."
    )
    return Stop(_("The plan, alive"), text % counted, reverse("plan:outline", args=[plan.slug]))


def _section(plan: Plan) -> Iterator[Stop]:
    if place := queries.body_in_both_roles(plan=plan):
        text = _(
            "Who answers for it, in the document's words and as bodies. Here one body is asked both to lead "
            "and to support: the check-up saw it."
        )
        yield Stop(_("A section"), text, reverse("plan:section", args=[plan.slug, place.section.place]))


def _document(plan: Plan) -> Iterator[Stop]:
    if promise := queries.first_quantity(plan=plan):
        text = _(
            "The printed words on one side, what was read from them on the other; each leads to the other. "
            "Look for “%(words)s”."
        )
        address = reverse("plan:document", args=[plan.slug])
        place = f"?at={promise.start}#f{promise.start}-{promise.end}"
        yield Stop(_("The document and its facts"), text % {"words": promise.title[:40]}, f"{address}{place}")


def _ledger(plan: Plan, counted: dict[str, int]) -> Stop:
    text = _(
        "%(measured)s goals, with a number or without one: each a line with what is asked for, base, scope and "
        "year, or with what it lacks."
    )
    return Stop(_("The target ledger"), text % counted, reverse("plan:ledger", args=[plan.slug]))


def _check_up(plan: Plan, counted: dict[str, int]) -> Stop:
    text = _(
        "%(findings)s findings: what contradicts itself or cannot be held to account, where it stands, and a "
        "wording that would do."
    )
    return Stop(_("The check-up"), text % counted, reverse("plan:check_up", args=[plan.slug]))


def _delivery_stops() -> Iterator[Stop]:
    """What became of the tasks, as those see it who answer for them: in the demo alone everybody may enter as these."""
    if not demo.is_demo():
        return
    waits = _(
        "The desk officer's morning: reports to review and tasks to see to, what is due first on top, with the day and "
        "how late it is."
    )
    yield Stop(_("What waits today"), waits, reverse("work:my_work"), role="desk")
    lights = _("Each task that was issued, with a light that a rule computes and nobody types.")
    yield Stop(_("Tasks and their lights"), lights, reverse("delivery:assignments"), role="desk")
    yield from _county()
    yield from _moved_day()


def _county() -> Iterator[Stop]:
    if asked := queries.asked_of(role="county"):
        text = _(
            "What a county still has to report in this round: on these pages, from a phone, or in one workbook that "
            "it hands in."
        )
        yield Stop(
            _("A round of reports"), text, reverse("delivery:round_of", args=[asked.pk]), role="county"
        )


def _moved_day() -> Iterator[Stop]:
    if moved := queries.moved_assignment():
        text = _(
            "Its day was moved by decision, as the vice mayor sees it. The first day stays beside it, and so does each "
            "report on why."
        )
        address = reverse("delivery:assignment", args=[moved.pk])
        yield Stop(_("A day that was moved"), text, address, role="mayor")


def _own_stops() -> Iterator[Stop]:
    if demo.is_demo():
        text = _(
            "Every fact says where it comes from. The switch in the strip above leaves out what is simulated, "
            "and every list and number is made anew without it."
        )
        yield Stop(_("Public or simulated"), text, reverse("web:origins"))
    text = _(
        "Hand in any plan as text, web page, Word file or PDF. It is read within seconds, for your eyes only."
    )
    yield Stop(_("Your own document"), text, reverse("plan:hand_in"), role=demo.ANYBODY)
