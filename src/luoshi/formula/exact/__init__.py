"""The exact evaluator (精确求值): fractions, reasons for what is missing, and a trace of every step."""

from luoshi.formula.exact.evaluator import Evaluator, Place
from luoshi.formula.exact.figures import Figure, Rows, Source
from luoshi.formula.exact.steps import Coverage, Step

__all__ = ["Coverage", "Evaluator", "Figure", "Place", "Rows", "Source", "Step"]
