"""Who answers as of a day: the printed bodies through all reforms and decisions (某日责任单位)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from operator import or_

from django.db.models import Q

from luoshi.kernel.engine.lineage import Heir, Lineage
from luoshi.kernel.models import Function, PartySide, Succession, SuccessionKind, SuccessionParty
from luoshi.kernel.queries.successions import Names, lineage, names_on
from luoshi.plan.engine.leads import Accountable, Lead, accountable
from luoshi.plan.models import HeirChoice, LeadChoice, Responsibility, Section


@dataclass(frozen=True)
class Answering:
    """A responsibility as it reads on a day; what was printed stays beside it (责任单位显示)."""

    printed: str
    name: str
    body: int | None = None
    heir: Heir | None = None
    choices: tuple[str, ...] = ()
    is_simulated: bool = False

    @property
    def is_open(self) -> bool:
        """Whether a decision is missing who took over."""
        return self.heir is not None and self.heir.is_open

    @property
    def is_changed(self) -> bool:
        return self.name != self.printed


@dataclass(frozen=True)
class Held:
    """Who is accountable for a section among its leads; `name` is empty where nobody is (问责)."""

    state: Accountable
    name: str


class Heirs:
    """Who answers on a day for these responsibilities. Read lazily, with a bounded number of queries."""

    def __init__(self, *, duties, on: date, today: date) -> None:
        self._duties, self.on, self.today = duties, on, today
        self._answering: dict[int, Answering] = {}

    @property
    def query(self) -> str:
        """What an address carries so that the next page shows the same day."""
        return "" if self.on == self.today else f"?on={self.on}"

    def of(self, duty: Responsibility) -> Answering:
        """The body that answers on the day, under the name that it bears then."""
        if duty.pk not in self._answering:
            self._answering[duty.pk] = self._answer(duty)
        return self._answering[duty.pk]

    def _answer(self, duty: Responsibility) -> Answering:
        heir = self.heir(duty)
        if heir is None:
            return Answering(duty.printed, duty.printed)
        named = self._names.get(heir.body)
        is_same = not heir.steps and (heir.is_open or named is None or duty.printed not in named.others)
        return Answering(
            printed=duty.printed,
            name=duty.printed if is_same or named is None else named.usual,
            body=heir.body,
            heir=heir,
            choices=tuple(self._names[body].usual for body in heir.choices if body in self._names),
            is_simulated=self._is_simulated(heir),
        )

    def heir(self, duty: Responsibility) -> Heir | None:
        """The way from the printed body to the one that answers on the day; none for a body not entered yet."""
        if duty.body_id is None:
            return None
        doubted = self._doubted.get(duty.pk, frozenset())
        return self._lineage.heir(
            duty.body_id, on=self.on, doubted=doubted, choices=self._choices.get(duty.pk)
        )

    def accountable(self, leads: Iterable[Responsibility]) -> Held:
        """Whether one of these leads of a section is accountable, and who, under its name on the day."""
        leads = list(leads)
        shown = {duty.pk: self.of(duty) for duty in leads}
        rows = [Lead(pk, answering.body or answering.printed) for pk, answering in shown.items()]
        named = self._leads.get(leads[0].section_id) if leads else None
        state, first = accountable(rows, named=named)
        names: dict[Hashable, str] = {each.body or each.printed: each.name for each in shown.values()}
        return Held(state, names.get(first, ""))

    def held_by(self, bodies: set[int]) -> list[int]:
        """The responsibilities that these bodies have on the day."""
        return [duty.pk for duty in self._light if self.of(duty).body in bodies]

    def in_state(self, state: str) -> list[int]:
        """The responsibilities that were taken over, wait for a decision, or lead jointly (筛选)."""
        if state == "joint":
            return [
                duty.pk
                for duty in self._light
                if duty.role == "lead" and duty.section_id in self.joint_sections
            ]
        wanted = {"changed": lambda each: each.is_changed, "open": lambda each: each.is_open}[state]
        return [duty.pk for duty in self._light if wanted(self.of(duty))]

    def called(self, name: str) -> list[int]:
        """The responsibilities of the body that is called so on the day, under whatever name each is printed."""
        shown = {duty.pk: self.of(duty) for duty in self._light}
        bodies = {each.body for each in shown.values() if each.name == name and each.body}
        return [pk for pk, each in shown.items() if each.name == name or each.body in bodies]

    def names(self) -> list[str]:
        """Every name that stands in these responsibilities on the day."""
        return sorted({self.of(duty).name for duty in self._light})

    @cached_property
    def _light(self) -> list[Responsibility]:
        known = ("pk", "body_id", "printed", "section_id", "plan_id", "role", "position")
        return list(self._duties.order_by("pk").only(*known))

    @cached_property
    def _by_section(self) -> dict[int, list[Responsibility]]:
        found: dict[int, list[Responsibility]] = defaultdict(list)
        for duty in sorted(self._light, key=lambda duty: duty.position):
            found[duty.section_id].append(duty)
        return found

    def binding(self, section: Section | None) -> list[Responsibility]:
        """The responsibilities that bind a section, in the order of the document."""
        return self._by_section.get(section.charged_by_id or 0, []) if section else []

    @cached_property
    def joint_sections(self) -> set[int]:
        """The sections in which several lead and none is accountable."""
        leads: dict[int, list[Responsibility]] = defaultdict(list)
        for duty in self._light:
            if duty.role == "lead":
                leads[duty.section_id].append(duty)
        return {
            section for section, each in leads.items() if self.accountable(each).state == Accountable.JOINT
        }

    def events_of(self, duty: Responsibility) -> list[Succession]:
        """By which events the responsibility came to read as it does: takings-over and new names."""
        heir = self.heir(duty)
        if heir is None:
            return []
        found = [self._events[event] for event in heir.steps]
        found += [event for body in {duty.body_id, heir.body} for event in self._renamings[body]]
        return sorted(
            (event for event in found if event.on <= self.on), key=lambda event: (event.on, event.pk)
        )

    def _is_simulated(self, heir: Heir) -> bool:
        """What follows from an invented event is invented, too."""
        events = (*heir.steps, *((heir.waits_for,) if heir.waits_for is not None else ()))
        return any(self._events[event].origin.is_simulated for event in events)

    @cached_property
    def _events(self) -> dict[int, Succession]:
        return {event.pk: event for event in Succession.objects.standing().as_chosen().order_by("pk")}

    @cached_property
    def _renamings(self) -> dict[int | None, list[Succession]]:
        found: dict[int | None, list[Succession]] = defaultdict(list)
        parties = SuccessionParty.objects.filter(
            event__in=self._events, event__kind=SuccessionKind.RENAME, side=PartySide.PREDECESSOR
        )
        for event, body in parties.order_by("event__on").values_list("event_id", "body_id"):
            found[body].append(self._events[event])
        return found

    @cached_property
    def _lineage(self) -> Lineage:
        return lineage()

    @cached_property
    def _bodies(self) -> set[int]:
        """The printed bodies and all who may stand in for them."""
        bodies = self._duties.filter(body__isnull=False).order_by().values_list("body_id", flat=True)
        chosen = {heir for choices in self._choices.values() for heir in choices.values()}
        return self._lineage.reach({*bodies.distinct(), *chosen})

    @cached_property
    def _names(self) -> dict[int, Names]:
        return names_on(bodies=self._bodies, on=self.on)

    @cached_property
    def _choices(self) -> dict[int, dict[int, int]]:
        found: dict[int, dict[int, int]] = defaultdict(dict)
        rows = HeirChoice.objects.standing().filter(responsibility__in=self._duties.order_by().values("pk"))
        for duty, event, heir in rows.values_list("responsibility_id", "event_id", "heir_id"):
            found[duty][event] = heir
        return found

    @cached_property
    def _leads(self) -> dict[int, int]:
        rows = LeadChoice.objects.standing().filter(responsibility__in=self._duties.order_by().values("pk"))
        return dict(rows.values_list("section_id", "responsibility_id"))

    @cached_property
    def _doubted(self) -> dict[int, frozenset[int]]:
        """Which clauses may be about a function that their body gave away: its terms stand in their headings."""
        functions = self._lineage.functions_of(self._bodies)
        terms = (
            dict(Function.objects.filter(pk__in=functions).values_list("pk", "terms")) if functions else {}
        )
        places = ("section__title", "section__binds__commitments__title")
        said = [
            Q(**{f"{place}__contains": term}) for each in terms.values() for term in each for place in places
        ]
        if not said:
            return {}
        rows = self._duties.filter(reduce(or_, said), body__isnull=False).order_by()
        found: dict[int, set[int]] = defaultdict(set)
        for pk, *words in rows.values_list("pk", *places):
            found[pk] |= {each for each, given in terms.items() if _speak_of(words, given)}
        return {pk: frozenset(each) for pk, each in found.items()}


def _speak_of(words: Iterable[str | None], terms: Iterable[str]) -> bool:
    return any(term in word for word in words if word for term in terms)


def heirs_of_plan(*, plan, on: date, today: date) -> Heirs:
    """Who answers in a plan as of a day."""
    return Heirs(duties=plan.responsibilities.all(), on=on, today=today)
