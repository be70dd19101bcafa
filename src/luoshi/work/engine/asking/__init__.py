"""Forms that bodies fill in (填报表单): what a form asks, what it holds right, what an answer says. No Django."""

from .compiling import Asked, Compiled, compiled
from .fields import Field, FieldKind, FormText, Option, Rule, Stated
from .judging import Fault, Figures, Judgement, Prefilled, judged, prefilled
from .stating import Misstated, Unsound
from .text import digest_of, parse, written

__all__ = [
    "Asked",
    "Compiled",
    "Fault",
    "Field",
    "FieldKind",
    "Figures",
    "FormText",
    "Judgement",
    "Misstated",
    "Option",
    "Prefilled",
    "Rule",
    "Stated",
    "Unsound",
    "compiled",
    "digest_of",
    "judged",
    "parse",
    "prefilled",
    "written",
]
