"""The form in which a year is settled: a choice a row (岁末结转表单)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.delivery.engine.evidence import is_enough
from luoshi.delivery.engine.year_end import Settling
from luoshi.delivery.forms import day_input
from luoshi.delivery.models import Assignment, Milestone
from luoshi.delivery.queries.evidence import grade_of
from luoshi.delivery.services.assignments import LONG_ENOUGH
from luoshi.delivery.services.year_end import Decided

LEAVE = ""
CHOICES = {
    LEAVE: _("not decided yet"),
    Settling.CLOSE: _("close it as done"),
    Settling.CARRY: _("carry it over"),
    Settling.DROP: _("drop it"),
}


@dataclass(frozen=True)
class YearRow:
    """A row of the table with its fields."""

    what: Assignment | Milestone
    is_milestone: bool
    do: Any
    due_on: Any
    note: Any


class YearEndForm(forms.Form):
    """What becomes of each task and milestone; the day stands filled in, the reason is asked where one is due."""

    def __init__(
        self, *args, tasks: Sequence[Assignment], nodes: Sequence[Milestone], today: date, year: int, **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.today = today
        self.things = {f"t{each.pk}": each for each in tasks} | {f"m{each.pk}": each for each in nodes}
        for key, what in self.things.items():
            self._add_row(key, what, date(max(year + 1, today.year), 12, 31))

    def _add_row(self, key: str, what: Assignment | Milestone, due_on: date) -> None:
        is_milestone = isinstance(what, Milestone)
        offered = [pair for pair in CHOICES.items() if not (is_milestone and pair[0] == Settling.CLOSE)]
        label = what.title[:60]
        self.fields[f"do_{key}"] = forms.ChoiceField(
            label=label, choices=offered, required=False, initial=LEAVE, widget=forms.RadioSelect
        )
        self.fields[f"day_{key}"] = forms.DateField(
            label=_("carried over until"), required=False, initial=due_on, widget=day_input()
        )
        self.fields[f"note_{key}"] = forms.CharField(label=_("reason"), required=False, max_length=1000)

    def rows(self) -> list[YearRow]:
        return [
            YearRow(
                what, isinstance(what, Milestone), self[f"do_{key}"], self[f"day_{key}"], self[f"note_{key}"]
            )
            for key, what in self.things.items()
        ]

    def clean(self):
        given = super().clean()
        for key, what in self.things.items():
            do, note = given.get(f"do_{key}"), (given.get(f"note_{key}") or "").strip()
            if do in (Settling.CARRY, Settling.DROP) and not note:
                self.add_error(f"note_{key}", _("Say why: it is kept with the task."))
            day = given.get(f"day_{key}")
            if do == Settling.CARRY and f"day_{key}" not in self.errors and (not day or day <= self.today):
                self.add_error(f"day_{key}", _("Name a day to come, until which it is carried over."))
            if do == Settling.CLOSE and len(note) < LONG_ENOUGH and not is_enough(grade_of(what)):
                said = _(
                    "Its evidence is weak: say in at least %(least)s characters why you close it all the same."
                )
                self.add_error(f"note_{key}", said % {"least": LONG_ENOUGH})
        return given

    def decided(self) -> list[Decided]:
        given = self.cleaned_data
        return [
            Decided(
                what=what,
                do=Settling(given[f"do_{key}"]),
                note=given[f"note_{key}"],
                due_on=given[f"day_{key}"],
            )
            for key, what in self.things.items()
            if given[f"do_{key}"]
        ]
