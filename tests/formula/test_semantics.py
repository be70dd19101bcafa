"""The semantics, case by case, on the exact evaluator."""

import pytest

from luoshi.formula import FormulaError, compile
from luoshi.formula.semantics import cases, shown, world

CASES = list(cases())


@pytest.mark.parametrize("case", CASES, ids=[f"{case.text} {case.gives}"[:60] for case in CASES])
def test_a_formula_gives_what_the_reference_says(case):
    if case.is_refused:
        with pytest.raises(FormulaError) as refused:
            compile(case.text, world()).evaluate(**case.asked())
        assert sorted(refused.value.codes) == sorted(case.gives.split())
        return
    formula = compile(case.text, world(), unit=case.terms.get("shown", ""))
    result = formula.evaluate(**case.asked(), body="1")
    assert shown(result.step.value, formula.unit) == _ordered(case.gives)
    assert _beside(case, result) == {name: case.terms[name] for name in _beside(case, result)}


def _ordered(gives):
    words = gives.split()
    return " ".join(["missing", *sorted(words[1:])]) if words[:1] == ["missing"] else gives


def _beside(case, result):
    coverage = result.coverage
    found = {
        "coverage": coverage and f"{coverage.reported}/{coverage.expected}",
        "unknown": coverage and coverage.unknown,
        "weight": coverage and coverage.weight and f"{coverage.weight * 100}%",
        "warns": " ".join(one.code for one in result.warnings),
    }
    return {name: value for name, value in found.items() if name in case.terms}
