"""`luoshi formula bench` (测速): how long a formula takes on this machine, on given rows or on made-up ones."""

from __future__ import annotations

import random
import time
from argparse import Namespace
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from luoshi.formula.catalogue import Catalogue, Kind, Level, Name
from luoshi.formula.exact.figures import Rows as Figures
from luoshi.formula.formula import Formula, compile
from luoshi.formula.ir import Scope
from luoshi.formula.periods import Period
from luoshi.formula.tool.asking import Given, compiled, known_of, periods_of, rows_of, written_of
from luoshi.formula.tool.catalogues import Written
from luoshi.formula.tool.rows import Rows
from luoshi.formula.tool.showing import say, table

HEADS = {
    "zh": ["公式", "编译(毫秒)", "逐行(行/秒)", "说明一个(毫秒)", "95%以内(毫秒)"],
    "en": ["formula", "compile (ms)", "exact (rows/s)", "traced (ms)", "p95 (ms)"],
}
MOST_TRACED = 300
FIRST_DAY, LAST_DAY = date(2010, 1, 1), date(2024, 12, 31)


def bench(options: Namespace) -> int:
    """Print for each formula how long it takes to compile, to evaluate everywhere and to explain one."""
    known = known_of(options)
    written = written_of(options, known)
    formulas = compiled(written, known.catalogue)
    if options.rows:
        given = rows_of(options, known.catalogue, formulas)
        period = periods_of(options, given.rows)[-1]
    else:
        period = Period.year_of(2024)
        given = made_up(formulas, known.catalogue, options.count, options.seed)
    lines = [
        _measured(one, formula, known.catalogue, given, period)
        for one, formula in zip(written, formulas, strict=True)
    ]
    for line in table(HEADS[options.lang], lines, frozenset(range(1, 5))):
        say(line)
    return 0


def _measured(
    written: Written, formula: Formula, catalogue: Catalogue, given: Given, period: Period | None
) -> list[str]:
    compiling = min(_seconds(lambda: compile(written.text, catalogue)) for _ in range(5))
    asked: dict[str, Any] = {"source": given.figures, "period": period, "as_of": given.as_of}
    evaluating = _seconds(lambda: formula.evaluate_all(**asked))
    bodies = list(given.figures.bodies(period)) if period is not None else []
    is_body = formula.node.type.scope is Scope.BODY
    places = bodies[:MOST_TRACED] if is_body else [""] * 3
    traced = sorted(_seconds(lambda of=of: formula.explain(body=of, **asked)) for of in places) or [0.0]
    rate = len(bodies) / evaluating if evaluating else 0.0
    return [
        formula.code or formula.text,
        f"{compiling * 1000:.2f}",
        f"{rate:,.0f}",
        f"{traced[len(traced) // 2] * 1000:.2f}",
        f"{traced[len(traced) * 95 // 100] * 1000:.2f}",
    ]


def _seconds(action: Callable[..., object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def made_up(formulas: list[Formula], catalogue: Catalogue, count: int, seed: int) -> Given:
    """Rows of random figures for all that formulas read, one in ten not reported; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  figures, no secrets
    names = {one.code: one for formula in formulas for one in formula.reads.values()}
    members = {code: sorted(tree.level_of) for code, tree in catalogue.dimensions.items()}

    def row(of: dict[str, Any], level: Level) -> dict[str, Any]:
        own = [one for one in names.values() if one.level is level]
        places = {code: chance.choice(known) for code, known in members.items() if known}
        return {"period": "2024", **places, **{one.code: _figure(one, chance, members) for one in own}, **of}

    rows = [row({"body": str(number)}, Level.BODY) for number in range(count)]
    areas = [row({"area": member}, Level.AREA) for member in members.get("area", [""])]
    shared = [row({}, Level.ALL)]
    figures = Figures(rows, catalogue, areas=areas, shared=shared, as_of=LAST_DAY)
    return Given(Rows(rows, []), figures, catalogue, LAST_DAY, areas, shared)


def _figure(name: Name, chance: random.Random, members: dict[str, list[str]]) -> object:
    if chance.random() < 0.1:
        return None
    if name.kind is Kind.TRUTH:
        return chance.random() < 0.5
    if name.kind is Kind.DATE:
        return FIRST_DAY + timedelta(days=chance.randrange(5000))
    if name.kind is Kind.CODE:
        return chance.choice(members.get(name.dimension) or ["A", "B", "C"])
    return Fraction(chance.randrange(1, 10**8), 100)
