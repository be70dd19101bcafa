"""The semantics, case by case, on the evaluators in bulk: equal without tolerance."""

import pytest

from luoshi.formula import compile
from luoshi.formula.bulk import Cube, Table, evaluate
from luoshi.formula.ir import Scope
from luoshi.formula.semantics import cases, shown, world
from tests.formula.comparing import ENGINES, engine, whole

CASES = [case for case in cases() if not case.is_refused]


def table_of(case, name):
    """The rows of a case, with a row of the body for the period that is asked for."""
    rows, period = list(case.rows) or [{"body": "1"}], case.terms.get("period")
    if period and all(row.get("period", period) != period for row in rows):
        rows.append({"body": "1", "period": period})
    beside = {name: case.terms[name] for name in ("areas", "shared") if name in case.terms}
    return Table(world(), rows, **beside, as_of=case.as_of, engine=engine(name))


def of_one_body(case, formula, name):
    column = evaluate([formula], table_of(case, name), period=case.terms.get("period"))[0]
    return shown(column.by_body()["1"], formula.unit)


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("case", CASES, ids=[f"{case.text} {case.gives}"[:60] for case in CASES])
def test_an_engine_gives_what_the_reference_says(case, name):
    formula = compile(case.text, world(), unit=case.terms.get("shown", ""))
    if formula.node.type.scope is not Scope.CELL:
        head, *words = case.gives.split()
        assert of_one_body(case, formula, name) == (
            " ".join([head, *sorted(words)]) if head == "missing" else case.gives
        )
        return
    beside = {name: case.terms[name] for name in ("areas", "shared") if name in case.terms}
    table = Table(world(), case.rows, **beside, as_of=case.as_of, engine=engine(name))
    asked = {"period": case.terms.get("period"), "cell": case.terms.get("cell")}
    found = Cube(table, [formula], dimensions=["area"]).at(formula, **asked)
    assert whole(found) == whole(formula.evaluate(**case.asked()))
