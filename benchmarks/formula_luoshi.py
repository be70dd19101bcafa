"""Luoshi's own part of the benchmark: load, then compute, all years of a case."""

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from formula_world import COLUMNS, FORMULAS, YEARS, catalogue, rules

from luoshi.formula import Outcome, compile
from luoshi.formula.bulk import Cube, Table, evaluate_periods, failing

CELLS = ("share", "growth", "penetration")
CODES = {Outcome.FAILS: 0, Outcome.MEETS: 1, Outcome.UNDECIDED: 2}


def load(case: str, paths: list[Path]) -> Table:
    """The columns of a case, kept in the engine."""
    own = ["body", "area", *COLUMNS[case]]
    table = Table(catalogue())
    for year, path in zip(YEARS, paths, strict=True):
        if case != "rules" or year == YEARS[-1]:
            table.patch_columns(str(year), pq.read_table(path, columns=own))
    return table


def compute(case: str, table: Table) -> object:
    """What the case asks for, for all years."""
    if case == "rules":
        return failing(sixty(table), table, period=str(YEARS[-1]))
    formula = compile(FORMULAS[case], table.catalogue)
    if case in CELLS:
        found = Cube(table, [formula]).evaluate_periods(map(str, YEARS))
    else:
        found = evaluate_periods([formula], table, periods=map(str, YEARS))
    return {year: one for year, (one,) in zip(YEARS, found.values(), strict=True)}


def sixty(table: Table) -> list:
    texts = [f"{a} / {b} {sign} {c}{own}" if b else f"{a} {sign} {c}{own}" for a, b, sign, c, own in rules()]
    return [compile(text, table.catalogue, code=str(number)) for number, text in enumerate(texts)]


def plain(case: str, found) -> dict[str, np.ndarray]:
    """The result as peers give theirs: cells as numbers (nan is missing), rows as 0 fails, 1 meets, 2 undecided."""
    if case == "rules":
        return {"failing": np.array([len(found)])}
    if case in CELLS:
        cells = sorted((year, area, one.value) for year, held in found.items() for area, one in held.items())
        return {"values": np.array([np.nan if value is None else float(value) for _, _, value in cells])}
    order = [np.argsort(np.array(column.bodies)) for column in found.values()]
    codes = [np.array(column.codes, np.int8)[by] for column, by in zip(found.values(), order, strict=True)]
    return {"codes": np.concatenate(codes)}


def about(case: str, found) -> str:
    """Who computed it."""
    if case in CELLS or case == "rules":
        return ""
    column = next(iter(found.values()))
    return f"{column.plan.way} {column.plan.because}".strip()


def judged(case: str, paths: list[Path], codes: np.ndarray, places: np.ndarray) -> str:
    """In how many of some rows the exact evaluator decides as we did in bulk."""
    formula = compile(FORMULAS[case], catalogue())
    count = len(codes) // len(YEARS)
    agreed = 0
    for number, (year, path) in enumerate(zip(YEARS, paths, strict=True)):
        own = [int(one) % count for one in places if one // count == number]
        rows = pq.read_table(path).take(own).to_pylist() if own else []
        for row, at in zip(rows, own, strict=True):
            outcome = formula.evaluate({**row, "period": str(year)}).outcome
            agreed += CODES[outcome] == codes[number * count + at]
    return f"; of {len(places)} asked one by one ours is exact in {agreed}"
