"""The goals of the design, measured: indicators over a cube, a correction, one entity traced, growth of cost."""

import resource
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
from formula_luoshi import sixty
from formula_world import COLUMNS, FORMULAS, YEARS, catalogue, make, verdict_of

from luoshi.formula import Catalogue, Formula, Period, compile
from luoshi.formula.bulk import Cube, Table, evaluate_periods, failing

PAGE = 20  # indicators of a page that has to be fresh
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
COUNTS = (10, 100, 1000)
Say = Callable[[str], None]


AMOUNTS = ("revenue", "main", "rd", "va", "profit", "assets", "debts", "energy")
CONDITIONS = ("", "tool", "staff <= 300人", 'field in {"A", "B"}', "revenue >= 2000万元")


def indicators(count: int, known: Catalogue) -> list[Formula]:
    """So many different indicators: sums, shares, growths, means and counts, under a handful of conditions.

    Beyond two hundred each further forty have a threshold of their own.
    """
    texts: list[str] = []
    while len(texts) < count:
        step = len(texts) // (len(AMOUNTS) * 5)
        condition = CONDITIONS[step] if step < len(CONDITIONS) else f"revenue >= {1000 * step}万元"
        where = f", where={condition}" if condition else ""
        for at, one in enumerate(AMOUNTS):
            other = AMOUNTS[(at + 1) % len(AMOUNTS)]
            texts += [
                f"sum({one}{where}, by=area)",
                f"sum({one}{where}, by=area) / sum({other}{where}, by=area)",
                f"growth(sum({one}{where}, by=area), since=2015, basis=nominal)",
                f"mean({one}{where}, by=area)",
                f"count({one}{where}, by=area)",
            ]
    return [compile(text, known, code=str(at)) for at, text in enumerate(texts[:count])]


def loaded(paths: list[Path], known: Catalogue, columns: tuple[str, ...]) -> Table:
    table = Table(known)
    for year, path in zip(YEARS, paths, strict=True):
        table.patch_columns(str(year), pq.read_table(path, columns=["body", "area", *columns]))
    return table


def seconds(action: Callable[[], object]) -> float:
    return spent(action)[0]


def spent(action: Callable[[], object]) -> tuple[float, float]:
    """The seconds on the clock, and those of the processor's cores."""
    start, worked = time.perf_counter(), time.process_time()
    action()
    return time.perf_counter() - start, time.process_time() - worked


def all_years(cube: Cube, formulas: list[Formula] | None = None) -> None:
    cube.evaluate_periods(map(str, YEARS), formulas=formulas)


def measure(folder: Path, rows: int, say: Say) -> None:
    """Every goal with its number."""
    known = catalogue()
    say("")
    say(f"goals, at {rows:,} rows")
    answered(make(folder, rows), known, rows, say)
    traced(folder, known, say)
    validated(folder, known, say)
    grown(folder, known, rows, say)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say(f"  peak memory of the goals {peak:,.0f} MB")


def answered(paths: list[Path], known: Catalogue, rows: int, say: Say) -> None:
    """Two hundred indicators from a cube, cold and warm; one of them; a correction."""
    columns = (*AMOUNTS, "tool", "staff", "field")
    table = loaded(paths, known, columns)
    formulas = indicators(200, known)
    cube = Cube(table, formulas)
    goal(
        say, f"200 indicators x 50 areas x {len(YEARS)} years, cube cold", [spent(lambda: all_years(cube))], 4
    )
    goal(say, "the same, the cube warm", [spent(lambda: all_years(cube)) for _ in range(3)], 1.5)
    each = sorted(spent(lambda one=one: all_years(cube, [one])) for one in formulas)
    goal(say, "one indicator x 50 areas x 10 years, p95", [each[len(each) * 95 // 100]], 0.050)
    last = Period.year_of(YEARS[-1])

    def correct() -> None:
        table.patch_columns(last, pq.read_table(paths[-1], columns=["body", "area", *columns]))
        cube.forget(last)
        cube.evaluate(last, formulas=formulas[:PAGE])

    what = f"a correction of a partition of {rows // len(YEARS):,} rows, a page of {PAGE} fresh"
    goal(say, what, [spent(correct)], 3)


def goal(say: Say, what: str, found: list[tuple[float, float]], wanted: float) -> None:
    """The fastest of some runs against a goal; beside it the work, where others use the machine too."""
    clock, work = min(found)[0], min(one for _, one in found)
    verdict = verdict_of(clock, work, wanted)
    say(f"  {what:78}{clock:9.4f} s, work {work:8.4f} s, goal {wanted:g} s: {verdict}")


def traced(folder: Path, known: Catalogue, say: Say) -> None:
    """One enterprise explained: the rule of six conditions, and the thirteen marks."""
    path = make(folder, 10_000)[-1]
    row = next(
        one for one in pq.read_table(path).to_pylist() if all(value is not None for value in one.values())
    )
    row = {**row, "period": "2024"}
    for case, what in (("eligibility", "six conditions"), ("marks", "thirteen items and the bar")):
        formula = compile(FORMULAS[case], known)
        each = sorted(spent(lambda formula=formula: formula.explain(row)) for _ in range(300))
        goal(say, f"one entity traced: {what}, median", [each[len(each) // 2]], 0.001)


def validated(folder: Path, known: Catalogue, say: Say) -> None:
    """Sixty rules over 100,000 rows, with the list of failing cells."""
    path = make(folder, 1_000_000)[-1]
    table = Table(known)
    table.patch_columns("2024", pq.read_table(path, columns=["body", "area", *COLUMNS["rules"]]))
    rules = sixty(table)
    each = [spent(lambda: failing(rules, table, period="2024")) for _ in range(3)]
    goal(say, "60 rules x 100,000 rows, with the list of cells", each, 0.5)


def grown(folder: Path, known: Catalogue, most: int, say: Say) -> None:
    """How cost grows with rows, and with formulas."""
    say("growth of cost with rows: the rule of six conditions for ten years; a share by county, cube cold")
    for rows in (one for one in SIZES if one <= most):
        decided, counted = of_rows(make(folder, rows), known)
        line = "  ".join(f"{one:9.3f} s {one / rows * 1e9:9,.0f} ns a row" for one in (decided, counted))
        say(f"  {rows:>12,} rows {line}")
    rows = min(most, 1_000_000)
    say(f"growth of cost with formulas: a cold cube of {rows:,} rows, one year; the same warm")
    table = loaded(make(folder, rows), known, (*AMOUNTS, "tool", "staff", "field"))
    for count in COUNTS:
        line = "  ".join(
            f"{one:9.3f} s {one / count * 1e3:9.2f} ms a formula" for one in of_formulas(table, count, known)
        )
        say(f"  {count:>12,} formulas {line}")


def of_rows(paths: list[Path], known: Catalogue) -> tuple[float, float]:
    table = loaded(paths, known, tuple(dict.fromkeys((*COLUMNS["eligibility"], *COLUMNS["share"]))))
    rule, share = (compile(FORMULAS[case], known) for case in ("eligibility", "share"))
    decided = (seconds(lambda: evaluate_periods([rule], table, periods=map(str, YEARS))) for _ in range(2))
    counted = (seconds(lambda: all_years(Cube(table, [share]))) for _ in range(2))
    return min(decided), min(counted)


def of_formulas(table: Table, count: int, known: Catalogue) -> list[float]:
    cube = Cube(table, indicators(count, known))
    return [seconds(lambda: cube.evaluate(str(YEARS[-1]))) for _ in range(2)]
