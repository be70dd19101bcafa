"""What evaluators find for the same formulas and rows, in one form, so that it can be compared without tolerance."""

from functools import cache

from luoshi.formula import Period
from luoshi.formula.bulk import Cube, Engine, Table, evaluate, evaluate_periods
from luoshi.formula.ir import Compare
from luoshi.formula.missing import Missing
from luoshi.formula.result import steps
from luoshi.formula.semantics import world
from tests.formula.generating import PERIOD

ENGINES = ("duckdb", "polars")


@cache
def engine(name):
    """One for all tests: making one takes longer than most tests."""
    return Engine(name)


def table_of(batch, name="duckdb"):
    return Table(world(), batch.rows, areas=batch.areas, shared=batch.shared, engine=engine(name))


def reasons(found):
    return ("missing", found.why) if isinstance(found, Missing) else found


def whole(result):
    """All of a result that is compared: the value or the reasons with their names, coverage, warnings."""
    return (result.step.value, result.coverage, [one.code for one in result.warnings])


def exactly(batch, period=PERIOD):
    """Of each formula what the exact evaluator finds: for bodies values and reasons, for cells whole results."""
    asked = {"areas": batch.areas, "shared": batch.shared, "period": period}
    bodies = [
        {body: reasons(one.step.value) for body, one in formula.evaluate_all(batch.rows, **asked).items()}
        for formula in batch.of_bodies()
    ]
    cells = [
        {cell: whole(one) for cell, one in formula.evaluate_all(batch.rows, **asked).items()}
        for formula in batch.of_cells()
    ]
    return bodies, cells


def in_bulk(batch, name):
    """The same by an engine; a constant is asked of every body and of everybody."""
    table = table_of(batch, name)
    columns = evaluate(batch.of_bodies(), table, period=PERIOD)
    return plainly(columns, Cube(table, batch.of_cells()).evaluate(PERIOD))


def in_bulk_by_period(batch, name, periods):
    """The same for several periods at once, in their order."""
    table = table_of(batch, name)
    columns = evaluate_periods(batch.of_bodies(), table, periods=periods)
    cells = Cube(table, batch.of_cells()).evaluate_periods(periods)
    return [plainly(columns[one], cells[one]) for one in map(Period.parse, periods)]


def plainly(columns, cells):
    bodies = [{body: reasons(found) for body, found in one.by_body().items()} for one in columns]
    return bodies, [{cell: whole(one) for cell, one in own.items()} for own in cells]


def differing(batch, ours, theirs):
    """The formulas for which two evaluators find different things, with where they do."""
    found = []
    for formulas, mine, other in zip((batch.of_bodies(), batch.of_cells()), ours, theirs, strict=True):
        for formula, one, two in zip(formulas, mine, other, strict=True):
            if one.keys() == {""} and "" not in two:  # a constant, asked of everybody and of each body
                two = {"": next(iter(two.values()))} if two else one
            places = sorted(key for key in one.keys() | two.keys() if one.get(key) != two.get(key))
            found += [(formula.text, key, one.get(key), two.get(key)) for key in places[:1]]
    return found


def ties(batch):
    """How many comparisons are decided for bodies, and how many of them lie exactly on the line."""
    counted = on_the_line = 0
    for formula in batch.of_bodies():
        for result in formula.evaluate_all(
            batch.rows, areas=batch.areas, shared=batch.shared, period=PERIOD
        ).values():
            compared = [
                one for one in steps(result.step) if isinstance(one.node, Compare) and not one.is_missing
            ]
            counted += len(compared)
            on_the_line += sum(one.args[0].value == one.args[1].value for one in compared)
    return counted, on_the_line
