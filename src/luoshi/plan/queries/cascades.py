"""How plans stand to the plans that they carry out (上下级规划对照): what they cover, weaken, leave out, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef

from luoshi.kernel.among import Among
from luoshi.kernel.models import Body, BodyName, Merging, PartySide, SuccessionParty
from luoshi.plan.engine.binding import Binding, Ground, by_level, by_name
from luoshi.plan.engine.levels import Level, Owner, is_part, level_of
from luoshi.plan.engine.weaker import Comparison, Verdict, compare
from luoshi.plan.models import BindingChoice, Commitment, CommitmentLink, Mention, Plan, Responsibility
from luoshi.plan.models.parents import LINE
from luoshi.plan.queries.goals import goal_of
from luoshi.plan.queries.heirs import Heirs
from luoshi.plan.queries.parents import MOST_CHILDREN, child_plans, owners_of, parent_plans, plans_of_line
from luoshi.plan.queries.texts import binding_words, own_words


class State(StrEnum):
    """How a promise of the upper plan fares in the lower one (覆盖、弱化、无法比较、缺项)."""

    COVERED = "covered"
    WEAKER = "weaker"
    UNCLEAR = "unclear"
    MISSING = "missing"


@dataclass(frozen=True)
class Linked:
    """A commitment of the lower plan that carries the upper one out, and how the two compare."""

    commitment: Commitment
    comparison: Comparison


@dataclass
class Standing:
    """One promise of an upper plan, as it stands to one lower plan."""

    commitment: Commitment
    bindings: list[Binding] = field(default_factory=list)
    choice: BindingChoice | None = None
    children: list[Linked] = field(default_factory=list)

    @property
    def is_binding(self) -> bool:
        """By an officer's decision, without one by the words."""
        return self.choice.is_binding if self.choice else bool(self.bindings)

    @property
    def state(self) -> State | None:
        """Nothing is said of what neither binds nor is carried out."""
        if not self.children:
            return State.MISSING if self.is_binding else None
        found = {each.comparison.verdict for each in self.children}
        if found & _AS_MUCH:
            return State.COVERED
        return State.UNCLEAR if Verdict.UNCLEAR in found else State.WEAKER

    @property
    def grounds(self) -> set[Ground]:
        """By which rules it binds, if it does."""
        if not self.is_binding:
            return set()
        return {Ground.DECIDED} if self.choice else {each.ground for each in self.bindings}


_AS_MUCH = {Verdict.EQUAL, Verdict.STRONGER, Verdict.PLAIN}
Standings = dict[int, Standing]


class Cascade:
    """Plans beside their parents as of a day. Read lazily, with a number of queries that no plan adds to."""

    def __init__(self, *, plans: Sequence[Plan], parents: Sequence[Plan], on: date, today: date) -> None:
        self.plans, self.parents, self.on, self.today = plans, parents, on, today
        self._found: dict[int, Standings] = {}
        self._by_level: dict[tuple[int, Level], list[Binding]] = {}

    def of(self, plan: Plan) -> Standings:
        """Each promise of the parents that binds this plan or that it carries out, in reading order."""
        if plan.pk not in self._found:
            standings = {row.pk: self.standing(row, plan) for row in self._rows}
            self._found[plan.pk] = {key: each for key, each in standings.items() if each.state}
        return self._found[plan.pk]

    def in_state(self, *states: str) -> set[int]:
        """The promises of the parents that fare so in any of the plans."""
        found = (self.of(plan).items() for plan in self.plans)
        return {key for items in found for key, each in items if each.state in states}

    def on_ground(self, ground: str) -> set[int]:
        """The promises that bind any of the plans on this ground."""
        found = (self.of(plan).items() for plan in self.plans)
        return {key for items in found for key, each in items if ground in each.grounds}

    def promise(self, key: int) -> Commitment | None:
        """The promise of a parent with this key."""
        return next((row for row in self._rows if row.pk == key), None)

    def words(self, row: Commitment) -> str:
        """What a promise of a parent says, in its sentence."""
        return own_words(row, row.plan.document.text)

    def tally(self, plan: Plan, *, parent: Plan | None = None) -> dict[str, int]:
        """How many promises of the parents, or of one, fare how in a plan."""
        counted = {state.value: 0 for state in State}
        for each in self.of(plan).values():
            if each.state and (parent is None or each.commitment.plan_id == parent.pk):
                counted[each.state.value] += 1
        return counted

    def standing(self, row: Any, plan: Plan) -> Standing:
        """How a promise of a parent stands to a plan, whether it binds or not."""
        return Standing(
            commitment=row,
            bindings=list(self._bindings(row, plan)),
            choice=self._choices.get((plan.owner_id or 0, row.line_key)),
            children=[
                Linked(
                    child,
                    compare(
                        upper=goal_of(row),
                        lower=goal_of(child),
                        is_part=self._are_parts[plan.pk, row.plan_id],
                    ),
                )
                for child in self._below.get((plan.pk, row.line_key), ())
            ],
        )

    def _bindings(self, row: Commitment, plan: Plan) -> Iterator[Binding]:
        section, level = row.section, level_of(self._owners[plan.pk])
        if (row.pk, level) not in self._by_level:
            charged = self._charged.get(section.charged_by_id or 0, ()) if section else ()
            self._by_level[row.pk, level] = list(
                by_level(self._binding_words[row.pk], charged=charged, level=level)
            )
        yield from self._by_level[row.pk, level]
        yield from by_name(
            self._binding_words[row.pk],
            names=self._names.get(plan.pk, ()),
            charged=self._own_charges.get((plan.owner_id or 0, section.charged_by_id or 0), "")
            if section
            else "",
            mentioned=self._mentioned.get((plan.owner_id or 0, section.pk), "") if section else "",
        )

    # the parents' side

    @cached_property
    def _rows(self) -> list[Any]:
        parents = {plan.pk: plan for plan in self.parents}
        rows = Commitment.objects.filter(plan__in=parents).annotate(line_key=LINE)
        found = list(rows.select_related("section", "target").order_by("plan", "position"))
        for row in found:
            row.plan = parents[row.plan_id]
        return found

    @cached_property
    def _binding_words(self) -> dict[int, str]:
        return {row.pk: binding_words(row, row.plan.document.text) for row in self._rows}

    @cached_property
    def _duties(self) -> list[Responsibility]:
        rows = Responsibility.objects.filter(plan__in=[plan.pk for plan in self.parents])
        return list(rows.order_by("position").only("section_id", "printed", "body_id"))

    @cached_property
    def _charged(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for duty in self._duties:
            found[duty.section_id].append(duty.printed)
        return found

    # the plans' side

    @cached_property
    def _owners(self) -> dict[int, Owner]:
        return owners_of([*self.plans, *self.parents])

    @cached_property
    def _are_parts(self) -> dict[tuple[int, int], bool]:
        owners = self._owners
        return {
            (plan.pk, parent.pk): is_part(owners[plan.pk], owners[parent.pk])
            for plan in self.plans
            for parent in self.parents
        }

    @cached_property
    def _bodies(self) -> set[int]:
        return {plan.owner_id for plan in self.plans if plan.owner_id}

    @cached_property
    def _below(self) -> dict[tuple[int, int], list[Any]]:
        """What of each plan is linked to each line above, as of the day."""
        lines = Among({row.line_key for row in self._rows})
        pairs = CommitmentLink.objects.as_of(self.on).filter(parent__among=lines).order_by("since", "pk")
        links = list(pairs.values_list("child_id", "parent_id"))
        ours = Commitment.objects.filter(plan__in=[plan.pk for plan in self.plans]).annotate(line_key=LINE)
        wanted = ours.filter(line_key__among=Among({child for child, _parent in links})).order_by(
            "plan", "position"
        )
        rows = defaultdict(list)
        for row in wanted.select_related("target", "section", "plan"):
            rows[row.line_key].append(row)
        found = defaultdict(list)
        for child, parent in links:
            for row in rows[child]:
                found[row.plan_id, parent].append(row)
        return found

    @cached_property
    def _choices(self) -> dict[tuple[int, int], BindingChoice]:
        rows = BindingChoice.objects.as_of(self.on).filter(body__in=self._bodies)
        rows = rows.select_related("chosen_by").order_by("chosen_at", "pk")
        return {(row.body_id, row.commitment_id): row for row in rows}

    @cached_property
    def _own_charges(self) -> dict[tuple[int, int], str]:
        """The sections in which each plan's owner answers on the day, after all reforms, with the printed name."""
        held = (
            self._held_after_reforms()
            if self._took_over
            else {duty.pk: duty.body_id for duty in self._duties}
        )
        return {
            (held[duty.pk] or 0, duty.section_id): duty.printed
            for duty in reversed(self._duties)
            if held.get(duty.pk) in self._bodies
        }

    @cached_property
    def _took_over(self) -> bool:
        """Whether any owner took something over, or is entered twice: else who is printed is who answers."""
        parties = SuccessionParty.objects.filter(side=PartySide.SUCCESSOR, body=OuterRef("pk"))
        same = Merging.objects.standing().filter(kept=OuterRef("pk"))
        return Body.objects.filter(Exists(parties) | Exists(same), pk__in=self._bodies).exists()

    def _held_after_reforms(self) -> dict[int, int | None]:
        rows = Responsibility.objects.filter(pk__in=[duty.pk for duty in self._duties])
        heirs = Heirs(duties=rows, on=self.on, today=self.today)
        return {duty: body for body in sorted(self._bodies) for duty in heirs.held_by({body})}

    @cached_property
    def _mentioned(self) -> dict[tuple[int, int], str]:
        """The sections that name a plan's owner, with the name."""
        rows = Mention.objects.filter(plan__in=[plan.pk for plan in self.parents], body__in=self._bodies)
        rows = rows.filter(section__isnull=False).order_by("-start")
        return {(body, section): text for body, section, text in rows.values_list("body", "section", "text")}

    @cached_property
    def _names(self) -> dict[int, list[str]]:
        """Under which names a text may speak of each plan's owner, the longest first; a government's area, too."""
        written = defaultdict(set)
        for body, name in BodyName.objects.filter(body__in=self._bodies).values_list("body_id", "name"):
            if len(name) > 2:
                written[body].add(name)
        found = {}
        for plan in self.plans:
            names = set(written[plan.owner_id or 0])
            if plan.owner and level_of(self._owners[plan.pk]) in _GOVERNED:
                names.add(plan.owner.area.name)
            found[plan.pk] = sorted(names, key=lambda name: (-len(name), name))
        return found


_GOVERNED = (Level.PROVINCE, Level.CITY, Level.COUNTY, Level.TOWNSHIP)


def cascade_of(*, plan: Plan, user, on: date, today: date) -> Cascade:
    """A plan beside those of its parents that this person may open."""
    return Cascade(plans=[plan], parents=parent_plans(plan=plan, user=user), on=on, today=today)


def children_beside(*, plan: Plan, user, on: date, today: date) -> Cascade:
    """The plans that carry one out, as far as this person may open them, beside it."""
    below = child_plans(line=plans_of_line(plan), user=user)[:MOST_CHILDREN]
    return Cascade(plans=list(below), parents=[plan], on=on, today=today)
