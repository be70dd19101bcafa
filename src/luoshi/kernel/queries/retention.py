"""How long what is kept as of a day (保管期限查询)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from luoshi.kernel.models import RetentionTerm
from luoshi.kernel.retention import RULES, Rule


@dataclass(frozen=True)
class Kept:
    """A rule with the term that holds on a day: the city's own, else that with which the rule comes."""

    code: str
    rule: Rule
    own: RetentionTerm | None

    @property
    def term(self) -> timedelta:
        return timedelta(days=self.own.days) if self.own else self.rule.term

    @property
    def days(self) -> int:
        return self.term.days

    def due(self, *, at: datetime):
        """The rows whose term is over at this moment."""
        return self.rule.due(at - self.term)


def terms_on(day: date) -> list[Kept]:
    """Every rule, in the order in which it is followed, with its term of that day."""
    own = {row.rule: row for row in RetentionTerm.objects.as_of(day)}
    return [Kept(code, rule, own.get(code)) for code, rule in RULES.items()]


def kept_by(code: str, *, on: date) -> Kept:
    """One rule with its term of that day."""
    return Kept(code, RULES[code], RetentionTerm.objects.of(code).in_force(on=on).first())


def announced(*, after: date) -> dict[str, RetentionTerm]:
    """The terms that begin later, by rule."""
    rows = RetentionTerm.objects.filter(valid_from__gt=after).order_by("-valid_from", "-pk")
    return {row.rule: row for row in rows}
