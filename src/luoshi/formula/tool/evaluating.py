"""`luoshi formula eval` (批量计算): the value of every row or cell, why it is missing, how many reported."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from luoshi.formula.formula import Formula
from luoshi.formula.ir import Scope
from luoshi.formula.numerals import decimal, fraction
from luoshi.formula.periods import Period
from luoshi.formula.result import OUTCOMES, Result, steps
from luoshi.formula.tables import plain
from luoshi.formula.tool import writing
from luoshi.formula.tool.asking import Given, compiled, known_of, periods_of, rows_of, written_of
from luoshi.formula.tool.faults import refuse
from luoshi.formula.tool.rows import Rows
from luoshi.formula.tool.showing import note, say, table

HEADS: Final = {
    "formula": ("公式", "formula"), "body": ("主体", "body"), "cell": ("范围", "cell"), "period": ("统计期", "period"),
    "value": ("值", "value"), "unit": ("单位", "unit"), "outcome": ("结论", "outcome"), "missing": ("缺失原因", "missing"),
    "reported": ("已报", "reported"), "expected": ("应报", "expected"), "coverage": ("已报/应报", "reported/expected"),
    "exact": ("精确值", "exact"),
    "notes": ("提示", "notes"),
}  # fmt: skip
DIGITS: Final = 6  # of a value that no decimal holds


@dataclass(frozen=True)
class Answer:
    """One value with what belongs to it, in the words of a language."""

    formula: str
    of: str
    period: str
    result: Result
    is_body: bool

    def fields(self, language: str) -> dict[str, Any]:
        """What a row of the output holds; what is not there is None."""
        result, coverage = self.result, self.result.coverage
        outcome = result.outcome
        return {
            "formula": self.formula,
            "body": self.of if self.is_body else None,
            "cell": None if self.is_body else self.of,
            "period": self.period or None,
            "value": _value(result),
            "unit": (result.unit.show(language) or None) if outcome is None else None,
            "outcome": None if outcome is None else OUTCOMES[outcome][0 if language == "zh" else 1],
            "missing": result.missing.say(language) if result.missing is not None else None,
            "reported": coverage.reported if coverage else None,
            "expected": coverage.expected if coverage else None,
            "coverage": None if coverage else _coverages(result),
            "exact": fraction(result.amount) if result.amount is not None else None,
            "notes": " ".join(dict.fromkeys(one.code for one in result.warnings)) or None,
        }


def _coverages(result: Result) -> str | None:
    """How many reported, for each aggregate in a formula of several."""
    held = [one.notes["coverage"] for one in steps(result.step) if "coverage" in one.notes]
    return " ".join(f"{one.reported}/{one.expected}" for one in held) or None


def _value(result: Result) -> str | None:
    """A number as a decimal, rounded where no decimal holds it (the exact one stands beside it)."""
    if result.value is None or result.outcome is not None:
        return None
    if isinstance(result.amount, Fraction):
        text = plain(result.amount)
        return decimal(result.amount, DIGITS) if "/" in text else text
    return str(result.value)


def evaluate(options: Namespace) -> int:
    """Evaluate every formula for every body or cell, and print or write what comes out."""
    writing.check(options.output)
    known = known_of(options)
    formulas = compiled(written_of(options, known), known.catalogue)
    given = rows_of(options, known.catalogue, formulas)
    if not given.rows.rows:
        raise refuse("T509")
    _about(given.rows, options.lang)
    answers = list(answers_of(formulas, given, periods_of(options, given.rows)))
    fields = [one.fields(options.lang) for one in answers]
    kept = [key for key in HEADS if key == "value" or any(each[key] is not None for each in fields)]
    heads = [HEADS[key][0 if options.lang == "zh" else 1] for key in kept]
    lines = [[each[key] for key in kept] for each in fields]
    if options.output:
        writing.write(options.output, heads, lines, numbers=_numbers(kept))
        note(f"{options.output}: {len(lines)}")
    else:
        _print(heads, lines, _numbers(kept), options)
    _summary(answers, options.lang)
    return 0


def answers_of(formulas: list[Formula], given: Given, periods: list[Period | None]) -> Iterator[Answer]:
    """Each formula, in each period, for each body or cell that there is."""
    for formula in formulas:
        is_body = formula.node.type.scope is Scope.BODY
        for period in periods:
            found = formula.evaluate_all(source=given.figures, period=period, as_of=given.as_of)
            for of, result in found.items():
                yield Answer(formula.code or formula.text, of, str(period or ""), result, is_body)


def _numbers(kept: list[str]) -> frozenset[int]:
    return frozenset(at for at, key in enumerate(kept) if key in {"value", "reported", "expected"})


def _print(heads: list[str], lines: list[list[Any]], numbers: frozenset[int], options: Namespace) -> None:
    shown = lines if options.limit == 0 else lines[: options.limit]
    texts = [["" if cell is None else str(cell) for cell in line] for line in shown]
    for line in table(heads, texts, numbers):
        say(line)
    if rest := len(lines) - len(shown):
        say(f"……另有{rest}行，见--output" if options.lang == "zh" else f"… and {rest} rows; see --output")


def _about(rows: Rows, language: str) -> None:
    zh = language == "zh"
    if rows.ignored:
        names = ("、" if zh else ", ").join(rows.ignored)
        note(f"未使用的列：{names}" if zh else f"columns not used: {names}")
    if rows.tidied:
        note(f"按--tidy改读了{rows.tidied}格" if zh else f"{rows.tidied} cells were read by --tidy")
    if rows.is_numbered:
        note(
            "没有主体列，以行号代替" if zh else "no column says of whom: the numbers of rows stand for bodies"
        )


def _summary(answers: list[Answer], language: str) -> None:
    """How many of each outcome, or how many are missing, for each formula."""
    counts: dict[str, Counter[str]] = {}
    place = 0 if language == "zh" else 1
    for one in answers:
        outcome = one.result.outcome
        missing = ("有值", "with a value") if one.result.missing is None else ("缺失", "missing")
        word = OUTCOMES[outcome][place] if outcome is not None else missing[place]
        counts.setdefault(one.formula, Counter())[word] += 1
    for formula, counted in counts.items():
        said = ("，" if place == 0 else ", ").join(f"{word} {count}" for word, count in counted.items())
        note(f"{formula}{'：' if place == 0 else ': '}{said}")
