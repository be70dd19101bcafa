"""Formulas over many rows (批量求值): an engine counts, the exact evaluator decides; both give the same, always.

    from luoshi.formula import compile
    from luoshi.formula.bulk import Cube, Table, evaluate, evaluate_periods, failing

    table = Table(catalogue, rows, areas=areas, shared=shared)      # rows as `Formula.evaluate` takes them
    table = Table.of_columns(catalogue, {"2021": arrow_table})      # or Arrow tables by period: decimals, no floats

    [meets, share] = evaluate([compile("研发费用 / 营业收入 >= 3%", catalogue),
                               compile("研发费用 / 营业收入", catalogue)], table, period="2021")
    meets.counts()                       # {符合: …, 不符合: …, 无法判定: …}
    meets.outcome(0), meets.missing(0)   # of the body meets.bodies[0]: the outcome, and why it is undecided
    share.value(0)                       # exact, a Fraction in base units
    meets.plan.way, meets.plan.because   # engine, band or exact: who computed it, and what no engine could do

    by_year = evaluate_periods([…], table, periods=["2020", "2021"])    # in one query; so does Cube.evaluate_periods

    for body, rule, outcome in failing(rules, table, period="2021"):    # all rules in one pass
        ...

    cube = Cube(table, [compile("sum(产值, where=是规上, by=县)", catalogue), …])
    [by_county, …] = cube.evaluate("2021")   # what `evaluate_all` gives: value, coverage, reasons
    cube.at(formula, period="2021", cell={"area": "秦州"})
    cube.patch("2021", rows)                 # a period's rows anew; only what rests on it is counted again

Values of rows are pairs of whole numbers, decisions compare them crosswise: nothing is divided or rounded in an engine.
Numbers too long for 38 digits are compared as floats with a band of error, and the rows inside it are decided exactly.
What no engine can do exactly (roundings, roots) goes to the exact evaluator row by row; `plan.exact` says so. The
reasons of rows have no names: they are bits. Engines are DuckDB and, for tests, Polars; all that is asked of them
stands in `engine.py`.
"""

from luoshi.formula.bulk.cube import Cube
from luoshi.formula.bulk.engine import Engine
from luoshi.formula.bulk.failures import Failure, Failures, failing
from luoshi.formula.bulk.rows import Column, Plan, Way, evaluate, evaluate_periods
from luoshi.formula.bulk.table import Table

__all__ = [
    "Column",
    "Cube",
    "Engine",
    "Failure",
    "Failures",
    "Plan",
    "Table",
    "Way",
    "evaluate",
    "evaluate_periods",
    "failing",
]
