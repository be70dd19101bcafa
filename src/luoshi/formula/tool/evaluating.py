"""`luoshi formula eval` (批量计算): the value of every row or cell, why it is missing, how many reported."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from luoshi.formula.catalogue import Kind
from luoshi.formula.exact.steps import Coverage, Found
from luoshi.formula.formula import Formula
from luoshi.formula.ir import Scope
from luoshi.formula.missing import Missing
from luoshi.formula.numerals import decimal, fraction
from luoshi.formula.periods import Period
from luoshi.formula.result import OUTCOMES, Outcome, Result, steps
from luoshi.formula.tables import plain
from luoshi.formula.tool import writing
from luoshi.formula.tool.asking import Given, compiled, known_of, periods_of, rows_of, written_of
from luoshi.formula.tool.faults import refuse
from luoshi.formula.tool.rows import Rows
from luoshi.formula.tool.showing import note, say, table

if TYPE_CHECKING:
    from luoshi.formula import bulk

HEADS: Final = {
    "formula": ("公式", "formula"), "body": ("主体", "body"), "cell": ("范围", "cell"), "period": ("统计期", "period"),
    "value": ("值", "value"), "unit": ("单位", "unit"), "outcome": ("结论", "outcome"), "missing": ("缺失原因", "missing"),
    "reported": ("已报", "reported"), "expected": ("应报", "expected"), "coverage": ("已报/应报", "reported/expected"),
    "exact": ("精确值", "exact"),
    "notes": ("提示", "notes"),
}  # fmt: skip
DIGITS: Final = 6  # of a value that no decimal holds
MANY: Final = 20_000  # rows


@dataclass(frozen=True)
class Answer:
    """One value with what belongs to it; `coverages` are those of all aggregates of the formula."""

    formula: Formula
    of: str
    period: str
    found: Found
    coverages: tuple[Coverage, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.formula.code or self.formula.text

    @property
    def is_body(self) -> bool:
        return self.formula.node.type.scope is Scope.BODY

    @property
    def outcome(self) -> Outcome | None:
        """Of a condition whether it is met."""
        if self.formula.kind is not Kind.TRUTH:
            return None
        if isinstance(self.found, Missing):
            return Outcome.UNDECIDED
        return Outcome.MEETS if self.found else Outcome.FAILS

    @property
    def amount(self) -> Fraction | None:
        """The number in the formula's unit."""
        return self.found / self.formula.unit.factor if isinstance(self.found, Fraction) else None

    def fields(self, language: str) -> dict[str, Any]:
        """What a row of the output holds; what is not there is None."""
        outcome = self.outcome
        single = self.coverages[0] if len(self.coverages) == 1 else None
        several = " ".join(f"{one.reported}/{one.expected}" for one in self.coverages)
        return {
            "formula": self.name,
            "body": self.of if self.is_body else None,
            "cell": None if self.is_body else self.of,
            "period": self.period or None,
            "value": self._value(),
            "unit": (self.formula.unit.show(language) or None) if outcome is None else None,
            "outcome": None if outcome is None else OUTCOMES[outcome][0 if language == "zh" else 1],
            "missing": self.found.say(language) if isinstance(self.found, Missing) else None,
            "reported": single.reported if single else None,
            "expected": single.expected if single else None,
            "coverage": (several or None) if single is None else None,
            "exact": fraction(self.amount) if self.amount is not None else None,
            "notes": " ".join(self.warnings) or None,
        }

    def _value(self) -> str | None:
        """A number as a decimal, rounded where no decimal holds it (the exact one stands beside it)."""
        if isinstance(self.found, Missing) or self.outcome is not None:
            return None
        if self.amount is None:
            return str(self.found)
        text = plain(self.amount)
        return decimal(self.amount, DIGITS) if "/" in text else text


def answered(formula: Formula, of: str, period: Period | None, result: Result) -> Answer:
    """What the exact evaluator, or a cube, says."""
    held = tuple(one.notes["coverage"] for one in steps(result.step) if "coverage" in one.notes)
    warnings = tuple(dict.fromkeys(one.code for one in result.warnings))
    return Answer(formula, of, str(period or ""), result.step.value, held, warnings)


def evaluate(options: Namespace) -> int:
    """Evaluate every formula for every body or cell, and print or write what comes out."""
    writing.check(options.output)
    known = known_of(options)
    formulas = compiled(written_of(options, known), known.catalogue)
    given = rows_of(options, known.catalogue, formulas)
    if not given.rows:
        raise refuse("T509")
    _about(given.rows, options.lang)
    if len(given.rows) >= MANY and not options.bulk:
        note("--bulk会快得多" if options.lang == "zh" else "--bulk would be much faster")
    evaluated = in_bulk if options.bulk else answers_of
    answers = list(evaluated(formulas, given, periods_of(options, given.rows)))
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
    """Each formula, in each period, for each body or cell that there is, exactly and step by step."""
    for formula in formulas:
        for period in periods:
            found = formula.evaluate_all(source=given.figures, period=period, as_of=given.as_of)
            for of, result in found.items():
                yield answered(formula, of, period, result)


def in_bulk(formulas: list[Formula], given: Given, periods: list[Period | None]) -> Iterator[Answer]:
    """The same values from an engine, many times as fast; of bodies without warnings."""
    from luoshi.formula import bulk

    beside: dict[str, Any] = {"areas": given.areas, "shared": given.shared, "as_of": given.as_of}
    table = bulk.Table(given.catalogue, given.rows.rows, **beside)
    for when, own in (given.rows.partitions or {}).items():
        table.patch_columns(when, own)
    of_bodies = [one for one in formulas if one.node.type.scope is Scope.BODY]
    cube = bulk.Cube(table, [one for one in formulas if one not in of_bodies])
    columns, cells = _asked(of_bodies, cube, periods)
    for formula in formulas:
        for period in periods:
            if formula in of_bodies:
                for body, value in columns[period][of_bodies.index(formula)].by_body().items():
                    yield Answer(formula, body, str(period or ""), value)
            else:
                for cell, result in cells[period][cube.formulas.index(formula)].items():
                    yield answered(formula, cell, period, result)


def _asked(
    formulas: list[Formula], cube: bulk.Cube, periods: list[Period | None]
) -> tuple[dict[Period | None, list[bulk.Column]], dict[Period | None, list[dict[str, Result]]]]:
    """All formulas of bodies, and of cells, in all periods at once; or where there is none, without one."""
    from luoshi.formula import bulk

    whens = [one for one in periods if one is not None]
    if not whens:
        return {None: bulk.evaluate(formulas, cube.table)}, {None: cube.evaluate()}
    columns, cells = bulk.evaluate_periods(formulas, cube.table, periods=whens), cube.evaluate_periods(whens)
    return {one: columns[one] for one in whens}, {one: cells[one] for one in whens}


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
        missing = ("缺失", "missing") if isinstance(one.found, Missing) else ("有值", "with a value")
        word = OUTCOMES[one.outcome][place] if one.outcome is not None else missing[place]
        counts.setdefault(one.name, Counter())[word] += 1
    for formula, counted in counts.items():
        said = ("，" if place == 0 else ", ").join(f"{word} {count}" for word, count in counted.items())
        note(f"{formula}{'：' if place == 0 else ': '}{said}")
