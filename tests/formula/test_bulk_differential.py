"""Exact, DuckDB and Polars find the same for whatever is written: 300 fixed formulas, 50,000 in `make test-deep`."""

import sys
from functools import cache

import pytest

from luoshi.formula import Period, Why, ir
from luoshi.formula.bulk import Way
from luoshi.formula.bulk.compiler import Compiler
from luoshi.formula.bulk.frame import Frame
from luoshi.formula.bulk.rows import plan
from tests.formula.comparing import ENGINES, differing, exactly, in_bulk, table_of, ties
from tests.formula.generating import NUMBERS, PERIOD, batch
from tests.formula.trees import DEEP

SIZE = 30
FIXED = range(10)
SEEDS = range(50_000 // SIZE) if DEEP else FIXED
fixed = cache(batch)


@pytest.mark.slow
@pytest.mark.hypothesis
@pytest.mark.parametrize("seed", SEEDS)
def test_three_evaluators_find_the_same(seed):
    ours = batch(seed)
    exact = exactly(ours)
    assert {name: differing(ours, exact, in_bulk(ours, name)) for name in ENGINES} == {
        name: [] for name in ENGINES
    }


def test_every_kind_of_node_is_written():
    kinds = {one for one in vars(ir).values() if isinstance(one, type) and issubclass(one, ir.Node)} - {
        ir.Node
    }
    written = {
        type(one) for seed in FIXED for formula in fixed(seed).formulas for one in ir.walk(formula.node)
    }
    assert kinds - written == set()


def test_every_rule_of_an_engine_is_used():
    plans = [one for seed in FIXED for one in planned(fixed(seed))]
    assert {one.way for one in plans} == set(Way)
    assert sum(one.exact for one in plans) <= len(plans) / 4


def planned(batch):
    table, period = table_of(batch), Period.parse(PERIOD)
    compiler = Compiler(Frame(table, period), table.exact)
    return [plan(one, compiler, period) for one in batch.of_bodies()]


def test_figures_lie_on_the_boundaries(capsys):
    cells = [row.get(name) for seed in FIXED for row in fixed(seed).rows for name in NUMBERS if name in row]
    counted, on_the_line = map(sum, zip(*(ties(fixed(seed)) for seed in FIXED), strict=True))
    shares = {
        "missing": sum(one is None or isinstance(one, Why) for one in cells) / len(cells),
        "negative": sum(str(one).startswith("-") for one in cells) / len(cells),
        "18 digits": sum(len(str(one).strip("-0.")) >= 18 or "0" * 15 in str(one) for one in cells)
        / len(cells),
        "on the line": on_the_line / counted,
    }
    said = ", ".join(f"{name} {share:.1%}" for name, share in shares.items())
    with capsys.disabled():
        sys.stdout.write(f"\n{said} of {len(cells)} figures and {counted} comparisons\n")
    assert min(shares.values()) > 0.05
