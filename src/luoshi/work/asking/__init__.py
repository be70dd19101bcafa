"""The form engine (填报表单引擎): from a form's text alone a page, a workbook, an interface, a print.

`answered` says of raw values, wherever they come from, what they are, what is wrong and what is doubtful.
"""

from .answering import Answers, answered, opened
from .keeping import kept, taken
from .making import made_of, made_of_text, made_to_read
from .sheets import SheetReading, SheetRow, read_workbook, workbook
from .showing import Shown, shown

__all__ = [
    "Answers",
    "SheetReading",
    "SheetRow",
    "Shown",
    "answered",
    "kept",
    "made_of",
    "made_of_text",
    "made_to_read",
    "opened",
    "read_workbook",
    "shown",
    "taken",
    "workbook",
]
