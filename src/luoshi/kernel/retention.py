"""How long the rows of a model are kept (保管期限); each model states its class.

A room says in `ready()` which rows of a class are due and how they are erased; `luoshi retain` does it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model, QuerySet, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.registries import Registry


class Retention(TextChoices):
    """The periods of the rules for official files, and two of our own."""

    PERMANENT = "permanent", _("permanent")
    YEARS_30 = "years_30", _("30 years")
    YEARS_10 = "years_10", _("10 years")
    WORKING = "working", _("while it is of use")
    PERSONAL = "personal", _("as long as its purpose lasts")


YEAR = timedelta(days=365.25)
# The terms of the classes until a city sets its own for a rule.
TERMS = {
    Retention.WORKING: timedelta(days=183),
    Retention.PERSONAL: timedelta(days=1096),
    Retention.YEARS_10: 10 * YEAR,
    Retention.YEARS_30: 30 * YEAR,
}
GRACE = timedelta(days=30)  # for what nobody refers to any more


# What no city may keep for less, with the clause that says so.
LOGS = (timedelta(days=183), _("Cybersecurity Law, article 21: logs for at least six months"))
HANDLING = (
    timedelta(days=1096),
    _("Personal Information Protection Law, article 56: records of handling for at least three years"),
)
ANY_TERM = (timedelta(days=1), _("No law sets a least term."))


@dataclass(frozen=True)
class Rule:
    """Which rows are due, and how they go (到期销毁).

    `term` holds until the city sets another, which is not below `least` (a term and the clause that asks for it).
    `due` takes the moment before which their term must have begun; `erase` gets one batch; `told` chooses the
    rows that the act names, all of them unless there are too many to be of use.
    """

    label: str | Promise
    term: timedelta
    due: Callable[[datetime], QuerySet[Any]]
    erase: Callable[[Sequence[Any], datetime], None]
    told: Callable[[Sequence[Any]], Iterable[Model]] = tuple
    least: tuple[timedelta, str | Promise] = ANY_TERM


RULES: Registry[Rule] = Registry(of="rule of retention")


def register_rule(code: str, rule: Rule) -> None:
    RULES.add(code, rule)
