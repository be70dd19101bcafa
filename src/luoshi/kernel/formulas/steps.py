"""A computation as a person reads it (计算过程): each step a sentence, its value, its gap, what would mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from luoshi.formula import Result, ir
from luoshi.formula.catalogue import Kind
from luoshi.formula.exact.steps import Step
from luoshi.formula.missing import WHY, Missing
from luoshi.formula.saying import say
from luoshi.kernel.formulas.words import language, of


@dataclass(frozen=True)
class Shown:
    """One step: what was asked, what came out, and what the steps below it are."""

    sentence: str
    value: str = ""
    holds: bool | None = None
    is_condition: bool = False
    is_missing: bool = False
    left: str = ""
    right: str = ""
    gap: str = ""
    fixes: tuple[Mapping[str, str], ...] = ()
    missing: tuple[Mapping[str, str], ...] = ()
    source: str = ""
    table: Mapping[str, str] = field(default_factory=dict)
    coverage: Mapping[str, Any] = field(default_factory=dict)
    steps: tuple[Shown, ...] = ()

    @property
    def tone(self) -> str:
        if self.is_missing:
            return "amber"
        if not self.is_condition:
            return "grey"
        return "green" if self.holds else "red"


def shown(result: Result) -> Shown:
    """The whole computation in the reader's language."""
    trace = result.trace(language())
    return _shown(result.step, trace["args"][0], result)


def parameters(result: Result) -> list[Mapping[str, str]]:
    """The values of parameters that were used, with the day from which they hold and the clause."""
    found: list[Mapping[str, str]] = result.trace(language()).get("params", [])
    return found


def _shown(step: Step, traced: Mapping[str, Any], result: Result) -> Shown:
    below = [each for each in step.args if not isinstance(each.node, ir.Constant)]
    is_condition = step.node.type.kind is Kind.TRUTH
    source = traced.get("src", {})
    return Shown(
        sentence=say(step.node, result.evaluator.catalogue, language()),
        value="" if is_condition or step.is_missing else str(traced["value"]),
        holds=step.value if isinstance(step.value, bool) else None,
        is_condition=is_condition,
        is_missing=step.is_missing,
        left=traced.get("left", ""),
        right=traced.get("right", ""),
        gap=traced.get("gap", "") if step.value is False else "",
        fixes=tuple(traced.get("fix", ())),
        missing=tuple(traced.get("missing", ())),
        source=" ".join(str(source[key]) for key in ("form", "period", "cell") if source.get(key)),
        table=traced.get("table", {}),
        coverage=traced.get("coverage", {}),
        steps=tuple(_shown(*pair, result) for pair in zip(below, traced.get("args", ()), strict=True)),
    )


def reason(result: Result) -> str:
    """Why it came out so, in a few words: what is missing, or the first condition that failed, with its gap."""
    if isinstance(result.step.value, Missing):
        return _lacks(result, result.step.value)
    if result.outcome is None:
        return result.shown(language())
    return _failed(shown(result)) if result.value is False else ""


def _failed(whole: Shown) -> str:
    """The first condition within that does not hold and has none below it that does not."""
    failed = next(_failing(whole), whole)
    gap = _bracket(failed.gap) if failed.gap else ""
    return _("does not hold: %(sentence)s") % {"sentence": failed.sentence} + gap


def _failing(step: Shown) -> Iterator[Shown]:
    below = [each for each in step.steps if each.is_condition]
    if step.is_condition and step.holds is False and not below:
        yield step
    for each in below:
        yield from _failing(each)


def _bracket(text: str) -> str:
    return f"（{text}）" if language() == "zh" else f" ({text})"


def _lacks(result: Result, missing: Missing) -> str:
    names = result.evaluator.catalogue.names
    said = []
    for each in sorted(missing.reasons, key=lambda each: (each.why, each.name, each.period)):
        name = names.get(each.name)
        said.append(of(WHY[each.why]) + (_bracket(of(name.said)) if name else ""))
    return ("；" if language() == "zh" else "; ").join(dict.fromkeys(said))
