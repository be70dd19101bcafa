"""The formula language (公式语言). Pure Python, no Django."""

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
from luoshi.formula.errors import FormulaError, Problem, Said
from luoshi.formula.formula import Formula, compile, examine
from luoshi.formula.periods import Grain, Period
from luoshi.formula.units import unit

__all__ = [
    "Catalogue",
    "Classification",
    "Dated",
    "Dimension",
    "Edition",
    "Formula",
    "FormulaError",
    "Grain",
    "Kind",
    "Level",
    "Lever",
    "Name",
    "Parameter",
    "Period",
    "Problem",
    "Purpose",
    "Said",
    "Time",
    "compile",
    "examine",
    "unit",
]
