"""Asking a formula (试算): of one body from the truth, or of all that somebody may try it on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from luoshi.formula import Formula as Compiled
from luoshi.formula import Outcome, Period, Result
from luoshi.formula.ir import Scope
from luoshi.kernel import simulation
from luoshi.kernel.formulas.sources import OfMany, OfOne
from luoshi.kernel.models import Body

TRY = "kernel.try_formulas"
MOST_BODIES = 20_000  # that are evaluated one after the other; more is work for columns

TONES = {Outcome.MEETS: "green", Outcome.FAILS: "red", Outcome.UNDECIDED: "amber", None: "grey"}


def bodies_to_try(*, user, on: date):
    """The bodies of a day on which this person may try formulas."""
    return simulation.as_chosen(Body.objects.allowed(user, act=TRY)).as_of(on)


def is_of_a_body(compiled: Compiled) -> bool:
    """Whether there is one value for each body; else there is one for all, or one for each group."""
    return compiled.node.type.scope is Scope.BODY


def ask_one(compiled: Compiled, body: Body, *, on: date, period: Period | None = None) -> Result:
    """The value for one body. Raises FormulaError where a period is needed and none is given."""
    return compiled.evaluate(source=OfOne(body, on=on), as_of=on, period=period, body=str(body.pk))


def ask_many(
    compiled: Compiled, bodies: Collection[int], *, on: date, period: Period | None = None
) -> dict[str, Result]:
    """The value for each of these bodies by its key, or of each group by its members. Raises as `ask_one`."""
    source = OfMany(bodies, on=on)
    if is_of_a_body(compiled) or compiled.by:
        return compiled.evaluate_all(source=source, as_of=on, period=period)
    return {"": compiled.evaluate(source=source, as_of=on, period=period, cell={})}
