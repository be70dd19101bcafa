"""The division of tasks as a sheet: who leads, answers and supports, section by section (任务分工导入导出)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from luoshi.kernel.access import Actor
from luoshi.kernel.among import Among
from luoshi.kernel.imports import Entry
from luoshi.kit.sheets import Column, Remark, Row
from luoshi.plan.models import Correction, LeadChoice, Plan, Responsibility, Section
from luoshi.plan.queries import sheets as queries
from luoshi.plan.queries.sheets import JOINT
from luoshi.plan.services import duties, heirs, withdrawals
from luoshi.plan.services.drafts import CORRECT
from luoshi.plan.services.plan_sheets import PlanSheet, Values, fault, numbers, shown
from luoshi.plan.sheet_columns import DIVISION, REASON

PARTED = re.compile(r"[、,，;；\n]+")
ROLES = ("lead", "responsible", "support")
FIRST = "first"


class DivisionList(PlanSheet):
    """The sections that name who answers, of every plan that the person may open (任务分工)."""

    code = "plan.division"
    label = DIVISION.title
    sheet = DIVISION
    models = (Correction, LeadChoice)

    def current(self, targets: Collection[str]) -> dict[str, Values]:
        rows = Section.objects.filter(pk__among=Among(numbers(targets=targets)))
        return {values["number"]: values for values in queries.division_rows(rows)}

    def everything(self, *, by: Actor) -> Iterable[Values]:
        return self.of(queries.open_plans(by))

    def of(self, plans: Any) -> Iterable[Values]:
        """The sections of these plans that name somebody, in reading order."""
        rows = queries.naming_sections(Section.objects.filter(plan__in=plans.order_by().values("pk")))
        return queries.division_rows(rows.order_by("plan__title", "plan", "position"))

    def plans(self, known: Collection[str]) -> dict[str, Plan]:
        rows = Section.objects.filter(pk__among=Among(numbers(targets=known)))
        return {str(row.pk): row.plan for row in rows.select_related("plan__owner__area")}

    def act_of(self, key: str) -> str:
        return "plan.choose_leads" if key == FIRST else CORRECT

    def in_our_words(self, values: Values, before: Values) -> Values:
        """Names parted in one way, those that stay in the order of the document."""
        said = dict(values)
        for role in ROLES:
            if role in said:
                held, wanted = names_in(text=before.get(role)), names_in(text=said[role])
                stay = [name for name in held if name in wanted]
                said[role] = JOINT.join([*stay, *(name for name in wanted if name not in held)]) or None
        return said

    def wrong(self, row: Row, before: Values, changed: Mapping[str, Column], plan: Plan) -> Iterator[Remark]:
        for key in ROLES:
            if key in changed and plan.is_adopted:
                here = shown(value=before.get(key), column=changed[key])
                yield fault(row=row, code="sheet_adopted", key=key, here=here)
            elif key in changed:
                yield from _names_at_fault(row, key)
        everybody = [row.values.get(key, before.get(key)) for key in ROLES]
        if not plan.is_adopted and not any(everybody):
            yield fault(row=row, code="sheet_nobody", key="lead")
        leads = names_in(text=row.values.get("lead", before.get("lead")))
        first = row.values.get(FIRST)
        if FIRST in changed and first and first not in leads:
            yield fault(row=row, code="sheet_not_a_lead", key=FIRST, value=first, leads=JOINT.join(leads))

    def change_row(self, entry: Entry, before: Values, *, by: Actor, at: datetime) -> list[tuple[str, int]]:
        section = Section.objects.select_related("plan__owner__area").get(pk=entry.target)
        changed = self.differing(entry.values, before)
        said = {"reason": entry.values.get(REASON) or "", "by": by, "at": at}
        done: list[tuple[str, int]] = []
        if changed & set(ROLES):
            wanted = {role: entry.values.get(role, before.get(role)) for role in ROLES}
            for step in steps(section=section, wanted={r: names_in(text=t) for r, t in wanted.items()}):
                done.append(("correction", step.take(section, **said).pk))
        if FIRST in changed:
            done += _name_first(section, entry.values.get(FIRST), **said)
        return done

    def undo(self, kind: str, key: int, *, by: Actor, at: datetime) -> None:
        if kind == "correction":
            rows = Correction.objects.select_related("plan__owner__area", "responsibility", "section")
            withdrawals.withdraw_correction(correction=rows.get(pk=key), by=by, at=at)
            return
        choice = LeadChoice.objects.select_related("section__plan__owner__area", "responsibility").get(pk=key)
        if kind == "named":  # it may have been taken back and made again since, by undoing another list
            standing = LeadChoice.objects.standing().select_related("section__plan__owner__area")
            choice = standing.get(responsibility=choice.responsibility)
            heirs.withdraw_lead_choice(choice=choice, by=by, at=at)
            return
        heirs.choose_first_lead(responsibility=choice.responsibility, reason=choice.reason, by=by, at=at)


def names_in(*, text: str | None) -> list[str]:
    """The names in a cell, each once."""
    return list(dict.fromkeys(name for name in map(str.strip, PARTED.split(text or "")) if name))


@dataclass(frozen=True)
class Step:
    """One correction of who answers: of a duty of ours, or a new one."""

    duty: Responsibility | None
    printed: str
    role: str

    def take(self, section: Section, *, reason: str, by: Actor, at: datetime) -> Correction:
        said: dict[str, Any] = {"reason": reason, "by": by, "at": at}
        if self.duty is None:
            said |= {"start": section.title_start, "end": section.title_end}
            return duties.add_duty(section=section, printed=self.printed, role=self.role, **said)
        if not self.printed:
            return duties.remove_duty(responsibility=self.duty, **said)
        return duties.correct_duty(responsibility=self.duty, printed=self.printed, role=self.role, **said)


def steps(*, section: Section, wanted: Mapping[str, list[str]]) -> Iterator[Step]:
    """What turns the section's duties into these: first who changes the role, then one for another, then the rest."""
    held = list(section.responsibilities.select_related("plan__owner__area", "section").order_by("position"))
    free = [duty for duty in held if duty.printed not in wanted.get(duty.role, ())]
    here = {(duty.role, duty.printed) for duty in held}
    new = [(role, name) for role in ROLES for name in wanted.get(role, ()) if (role, name) not in here]
    for same in (_is_same_body, _is_same_role):
        for role, name in list(new):
            duty = next((each for each in free if same(each, role, name)), None)
            if duty:
                free.remove(duty)
                new.remove((role, name))
                yield Step(duty, name, role)
    yield from (Step(duty, "", duty.role) for duty in free)
    yield from (Step(None, name, role) for role, name in new)


def _is_same_body(duty: Responsibility, role: str, name: str) -> bool:
    return duty.printed == name


def _is_same_role(duty: Responsibility, role: str, name: str) -> bool:
    return duty.role == role


def _names_at_fault(row: Row, key: str) -> Iterator[Remark]:
    for name in names_in(text=row.values.get(key)):
        if len(name) > duties.LONGEST_NAME:
            yield fault(row=row, code="sheet_name_long", key=key, value=f"{name[:20]}…")


def _name_first(
    section: Section, name: str | None, *, reason: str, by: Actor, at: datetime
) -> Iterable[tuple[str, int]]:
    standing = LeadChoice.objects.standing().select_related("section__plan__owner__area")
    if choice := standing.filter(section=section).first():
        heirs.withdraw_lead_choice(choice=choice, by=by, at=at)
        yield "unnamed", choice.pk
    if name:
        leads = section.responsibilities.filter(role="lead").select_related("plan__owner__area", "section")
        named = heirs.choose_first_lead(responsibility=leads.get(printed=name), reason=reason, by=by, at=at)
        yield "named", named.pk
