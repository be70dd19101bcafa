"""The formula language (公式语言): one text for a number or a condition, read in bulk, traced for one, as a sentence.

Pure Python, no Django. Say in a catalogue what formulas may speak of, compile a text, ask the formula:

    from luoshi.formula import Catalogue, Name, compile, unit

    catalogue = Catalogue([
        Name("rd", "研发费用", "R&D expense", unit=unit("千元")),
        Name("revenue", "营业收入", "revenue", unit=unit("万元")),
    ])
    formula = compile("研发费用 / 营业收入 >= 3%", catalogue)       # FormulaError holds every problem of the text
    result = formula.evaluate({"研发费用": 287, "营业收入": 1000})  # rows in the units of the catalogue
    result.outcome, result.value, result.missing                    # 符合, True, None: three outcomes
    formula.explain({"研发费用": 287, "营业收入": 1000})            # every step, with gap and fix
    formula.say("zh"), formula.say("en")                            # the sentence
    formula.format("zh"), formula.format("code")                    # the text, the form to keep
    formula.digest                                                  # the same for what means the same

`evaluate` gives the value at one place: of one `row`; of a `body` or a `cell` of `rows` in a `period`, as known on
the day `as_of`; or from a `Source` of one's own. `evaluate_all` gives it for every body, or every cell of by=.
`Result.value` is exact, in base units (元, persons, 1 for 100%); `Result.amount` is the number in the formula's
unit. What is missing has reasons. The semantics stand, case by case, in `docs/reference/formula-semantics.md`.
"""

from luoshi.formula.catalogue import (
    Catalogue,
    Classification,
    Dated,
    Dimension,
    Edition,
    Kind,
    Level,
    Lever,
    Name,
    Parameter,
    Purpose,
    Time,
)
from luoshi.formula.errors import FormulaError, Problem, Said, Span
from luoshi.formula.exact.figures import Figure, Source
from luoshi.formula.exact.steps import Coverage
from luoshi.formula.formula import Formula, compile, examine
from luoshi.formula.missing import Missing, Reason, Why
from luoshi.formula.periods import Grain, Period
from luoshi.formula.result import Outcome, Result
from luoshi.formula.tables import BrokenLine, DecisionTable, ScoringTable
from luoshi.formula.units import Unit, unit

__all__ = [
    "BrokenLine",
    "Catalogue",
    "Classification",
    "Coverage",
    "Dated",
    "DecisionTable",
    "Dimension",
    "Edition",
    "Figure",
    "Formula",
    "FormulaError",
    "Grain",
    "Kind",
    "Level",
    "Lever",
    "Missing",
    "Name",
    "Outcome",
    "Parameter",
    "Period",
    "Problem",
    "Purpose",
    "Reason",
    "Result",
    "Said",
    "ScoringTable",
    "Source",
    "Span",
    "Time",
    "Unit",
    "Why",
    "compile",
    "examine",
    "unit",
]
