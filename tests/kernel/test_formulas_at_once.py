"""Officers who write at once, on either database: one wins, the other is told, and no circle slips through."""

import pytest

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import FormulaVersion, Standard, StandardVersion
from luoshi.kernel.services.formulas import add_formula_version
from luoshi.kernel.services.standards import add_standard_version
from tests.kernel.factories import NOON
from tests.kernel.formulas import SINCE, formula, standard
from tests.kernel.test_concurrency import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def told(outcomes):
    return sorted(type(outcome).__name__ for outcome in outcomes)


def test_a_version_written_twice_at_once_is_written_once():
    made = formula()
    write = lambda: add_formula_version(  # noqa: E731  the call that both make
        formula=made, after=1, text="是企业", terms=SINCE, by=SYSTEM, at=NOON
    )
    assert told(at_once(write, write)) == ["FormulaVersion", "Overtaken"]
    assert FormulaVersion.objects.filter(of=made).count() == 2


def test_two_versions_that_are_a_circle_together_are_not_both_written():
    one, two = formula("one", "是企业", name="甲项"), formula("two", "是机关", name="乙项")

    def write(made, text):
        return add_formula_version(formula=made, after=1, text=text, terms=SINCE, by=SYSTEM, at=NOON)

    outcomes = at_once(lambda: write(one, "乙项"), lambda: write(two, "甲项"))
    assert told(outcomes) in (["FormulaVersion", "Unsound"], ["BreaksOthers", "FormulaVersion"])


def test_a_standard_set_twice_at_once_is_set_once():
    made = standard()
    revise = lambda: add_standard_version(  # noqa: E731  the call that both make
        standard=Standard.objects.get(pk=made.pk), after=1, text="4", terms=SINCE, by=SYSTEM, at=NOON
    )
    assert told(at_once(revise, revise)) == ["Overtaken", "StandardVersion"]
    assert StandardVersion.objects.filter(of=made).count() == 2
