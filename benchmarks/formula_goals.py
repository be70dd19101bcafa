"""The goals of the design, measured: indicators over a cube, a correction, one entity traced, growth of cost."""

import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
from formula_luoshi import sixty
from formula_world import COLUMNS, FORMULAS, YEARS, catalogue, make

from luoshi.formula import Catalogue, Formula, compile
from luoshi.formula.bulk import Cube, Table, evaluate, failing

AREAS_YEARS = 500
PAGE = 20  # indicators of a page that has to be fresh
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
COUNTS = (10, 100, 1000)
Say = Callable[[str], None]


def indicators(count: int, known: Catalogue) -> list[Formula]:
    """So many different indicators: shares, growths, means and counts, under conditions that differ."""
    amounts = ("revenue", "main", "rd", "va", "profit", "assets", "debts", "energy")
    texts: list[str] = []
    step = 0
    while len(texts) < count:
        for one in amounts:
            other = amounts[(amounts.index(one) + 1 + step) % len(amounts)]
            condition = (
                f", where={other} >= {100 * (step + 1)}{known.names[other].unit.show()}" if step else ""
            )
            texts += [
                f"sum({one}{condition}, by=area)",
                f"sum({one}{condition}, by=area) / sum({other}{condition}, by=area)",
                f"growth(sum({one}{condition}, by=area), since=2015, basis=nominal)",
                f"mean({one}{condition}, by=area)",
                f"count({one}{condition}, by=area)",
            ]
        step += 1
    return [compile(text, known, code=str(at)) for at, text in enumerate(dict.fromkeys(texts)) if at < count]


def loaded(paths: list[Path], known: Catalogue, columns: tuple[str, ...]) -> Table:
    table = Table(known)
    for year, path in zip(YEARS, paths, strict=True):
        table.patch_columns(str(year), pq.read_table(path, columns=["body", "area", *columns]))
    return table


def seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def all_years(cube: Cube, formulas: list[Formula] | None = None) -> None:
    for year in YEARS:
        cube.evaluate(str(year), formulas=formulas)


def measure(folder: Path, rows: int, say: Say) -> None:
    """Every goal with its number."""
    known = catalogue()
    say("")
    say(f"goals, at {rows:,} rows")
    paths = make(folder, rows)
    amounts = ("revenue", "main", "rd", "va", "profit", "assets", "debts", "energy")
    table = loaded(paths, known, amounts)
    formulas = indicators(200, known)
    cube = Cube(table, formulas)
    goal(
        say, f"200 indicators x 50 areas x {len(YEARS)} years, cube cold", seconds(lambda: all_years(cube)), 4
    )
    goal(say, "the same, cube warm", min(seconds(lambda: all_years(cube)) for _ in range(3)), 1.5)
    each = sorted(seconds(lambda one=one: all_years(cube, [one])) for one in formulas)
    goal(say, "one indicator x 50 areas x 10 years, p95", each[len(each) * 95 // 100], 0.050)
    last = str(YEARS[-1])
    page = formulas[:PAGE]

    def correct() -> None:
        table.patch_columns(last, pq.read_table(paths[-1], columns=["body", "area", *amounts]))
        cube.forget(next(one for one in table.partitions if str(one) == last))
        cube.evaluate(last, formulas=page)

    goal(
        say,
        f"a correction of a partition of {rows // len(YEARS):,} rows, a page of {PAGE} fresh",
        seconds(correct),
        3,
    )
    del cube, table
    traced(folder, known, say)
    validated(folder, known, say)
    grown(folder, known, rows, say)
    say(f"  peak memory of the goals {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def goal(say: Say, what: str, found: float, wanted: float) -> None:
    say(f"  {what:78}{found:9.4f} s, goal {wanted:g} s: {'met' if found <= wanted else 'missed'}")


def traced(folder: Path, known: Catalogue, say: Say) -> None:
    """One enterprise explained: the rule of six conditions, and the thirteen marks."""
    path = make(folder, 10_000)[-1]
    row = next(
        one for one in pq.read_table(path).to_pylist() if all(value is not None for value in one.values())
    )
    row = {**row, "period": "2024"}
    for case, what in (("eligibility", "six conditions"), ("marks", "thirteen items and the bar")):
        formula = compile(FORMULAS[case], known)
        each = [seconds(lambda formula=formula: formula.explain(row)) for _ in range(300)]
        goal(say, f"one entity traced: {what}, median", statistics.median(each), 0.001)


def validated(folder: Path, known: Catalogue, say: Say) -> None:
    """Sixty rules over 100,000 rows, with the list of failing cells."""
    path = make(folder, 1_000_000)[-1]
    table = Table(known)
    table.patch_columns("2024", pq.read_table(path, columns=["body", "area", *COLUMNS["rules"]]))
    rules = sixty(table)
    goal(
        say,
        "60 rules x 100,000 rows, with the list of cells",
        min(seconds(lambda: failing(rules, table, period="2024")) for _ in range(3)),
        0.5,
    )


def grown(folder: Path, known: Catalogue, most: int, say: Say) -> None:
    """How cost grows with rows, and with formulas."""
    say(
        "growth of cost with rows: seconds for the rule of six conditions, for all years; a cold share by county"
    )
    for rows in (one for one in SIZES if one <= most):
        table = loaded(
            make(folder, rows), known, tuple(dict.fromkeys((*COLUMNS["eligibility"], *COLUMNS["share"])))
        )
        rule, share = (compile(FORMULAS[case], known) for case in ("eligibility", "share"))
        decided = min(
            seconds(lambda: [evaluate([rule], table, period=str(year)) for year in YEARS]) for _ in range(2)
        )
        counted = min(seconds(lambda: all_years(Cube(table, [share]))) for _ in range(2))
        say(
            f"  {rows:>12,} rows {decided:9.3f} s {decided / rows * 1e9:9.0f} ns a row {counted:9.3f} s {counted / rows * 1e9:9.0f} ns a row"
        )
    rows = min(most, 1_000_000)
    say(f"growth of cost with formulas: a cold cube of {rows:,} rows, one year; the same warm")
    table = loaded(
        make(folder, rows), known, ("revenue", "main", "rd", "va", "profit", "assets", "debts", "energy")
    )
    for count in COUNTS:
        formulas = indicators(count, known)
        cube = Cube(table, formulas)
        cold, warm = (seconds(lambda: cube.evaluate("2024")) for _ in range(2))
        say(
            f"  {count:>12,} formulas {cold:9.3f} s {cold / count * 1e3:9.2f} ms a formula {warm:9.3f} s {warm / count * 1e3:9.2f} ms a formula"
        )
