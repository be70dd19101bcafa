"""What remarks say (提示语句): one sentence a code, in the reader's language, with what would be right."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .columns import Column, Sheet
from .remarks import Remark

FILE: dict[str, Promise] = {
    "empty_file": _("The file is empty. Save the list again and hand in that file."),
    "not_a_workbook": _(
        "This is no workbook (%(what)s). Hand in xlsx, xls, ods or csv; a file is known by its content, "
        "so renaming it does not help."
    ),
    "too_old": _("This workbook was written by an Excel older than 5.0. Open it and save it as xlsx."),
    "binary_workbook": _("This is a binary workbook (xlsb). Open it in Excel or WPS and save it as xlsx."),
    "encrypted": _(
        "The workbook is protected by a password. Take the password off, save it, and hand it in again."
    ),
    "damaged": _(
        "The file is damaged or was cut off on its way. Open it, save it again as xlsx, and hand in that file."
    ),
    "dangerous_xml": _(
        "The file declares entities (in %(part)s), which no spreadsheet program writes; it is not read. "
        "Copy the list into a new workbook."
    ),
    "bomb": _(
        "Unpacked, the file would be far larger than any list (more than %(most)s). Copy the list into a new workbook."
    ),
    "too_large": _("The workbook holds more than %(most)s filled cells. Divide it into several files."),
    "stray_cell": _(
        "A cell far outside the list is filled: %(cell)s. Delete the rows and columns after the list and save it again."
    ),
    "too_heavy": _(
        "The file takes too much time or memory to read. Copy the list alone into a new workbook."
    ),
    "nothing_inside": _("The workbook has no filled cell. Fill in the list, save it, and hand it in again."),
}
CELL: dict[str, Promise] = {
    "no_header": _("No row names the columns of this list. One row must hold at least: %(required)s."),
    "only_hidden_sheets": _(
        "Every sheet with something in it is hidden. Unhide the sheet that holds the list."
    ),
    "no_rows": _("Below the header there is no row to take in."),
    "missing_column": _(
        "The column “%(column)s” is missing. Add it to the header, or give the column that means it this name."
    ),
    "doubled_column": _(
        "“%(name)s” means the same as cell %(other)s. Delete one of the two columns, or rename it."
    ),
    "too_many_rows": _("The list has more than %(most)s rows. Divide it into several files."),
    "missing": _("“%(column)s” is empty, but every row needs it."),
    "doubled_value": _(
        "“%(value)s” stands already in %(other)s. Each row needs its own; delete one or correct it."
    ),
    "not_found": _("“%(value)s” is not known. Write it as it is registered, or register it first."),
    "ambiguous": _("“%(value)s” can mean several: %(candidates)s. Write the full name or the code."),
    "not_allowed": _("You may not change this row (%(value)s)."),
    "name_taken": _(
        "“%(value)s” is the user name of somebody else, or of somebody whom you don't look after. "
        "Choose another user name, write the name as it is registered, or ask the system administrator."
    ),
    "circle": _("“%(value)s” stands, over others, under this very row. Correct one of the superiors."),
    "import_conflict": _("This row was changed by somebody while the list was taken over."),
    "error_cell": _("The formula gives an error (%(error)s). Correct it, or type the value."),
    "formula_without_value": _(
        "The formula has no calculated value. Open the file in Excel or WPS, save it, and hand it in again."
    ),
    "too_long": _("The text has %(length)s characters; at most %(most)s are taken."),
    "text_became_date": _(
        "The program has turned this text into a day (%(value)s). Format the column as text and type it again."
    ),
    "digits_lost": _(
        "The number was rounded (%(value)s), its last digits are lost. Format the column as text and type it again."
    ),
    "zeros_lost": _(
        "“%(value)s” has lost its leading zeros: the code has %(digits)s digits. "
        "Format the column as text and type it again."
    ),
    "wrong_length": _("“%(value)s” has %(length)s characters; the code has %(digits)s."),
    "not_a_number": _("“%(value)s” is not a number. Write digits only, for example 1234.5."),
    "not_whole": _("“%(value)s” is not a whole number."),
    "odd_separators": _("In “%(value)s” the commas don't part thousands. Write 1,234,567.8 or 1234567.8."),
    "percent_not_expected": _("“%(value)s” is a percentage, but the column holds plain numbers."),
    "magnitude_not_expected": _(
        "“%(value)s” ends in a magnitude, but the column has its own unit. Write the digits in that unit."
    ),
    "not_a_date": _("“%(value)s” is not a day. Write it as 2024-03-05."),
    "no_such_day": _("There is no such day: “%(value)s”."),
    "date_without_day": _("“%(value)s” names no day. Write 2024-03-05."),
    "date_order": _("In “%(value)s” day, month and year can't be told apart. Write 2024-03-05."),
    "time_in_date": _("“%(value)s” has a time of day; only the day is wanted: 2024-03-05."),
    "not_yes_or_no": _("“%(value)s” is neither yes nor no."),
    "not_a_choice": _("“%(value)s” is not one of: %(choices)s."),
    "code_became_number": _(
        "The program has turned the credit code into a number (%(value)s), its last digits are lost. "
        "Format the column as text and type the code again."
    ),
    "credit_code_length": _("“%(value)s” has %(length)s characters; a credit code has 18."),
    "credit_code_mistyped": _(
        "“%(value)s” is no credit code; a letter stands for a digit. Was %(meant)s meant?"
    ),
    "credit_code_wrong": _(
        "“%(value)s” is no credit code: its check characters are wrong. Compare it with the licence."
    ),
}
NOTES: dict[str, Promise] = {
    "macros_ignored": _("The workbook holds macros. They are never run; only the cells were read."),
    "hidden_sheet": _("This sheet is hidden and was not read."),
    "other_sheet": _("This sheet does not hold the list and was not read."),
    "unknown_column": _("The column “%(name)s” is not part of the list and was not read."),
    "hidden_columns": _("Hidden columns were read as well: %(names)s."),
    "hidden_rows": _("Hidden rows were read as well: %(rows)s."),
    "total_line": _("A line of totals was left out."),
    "note_line": _("A line of notes was left out."),
    "header_again": _("A repeated header was left out."),
}
SENTENCES: dict[str, str | Promise] = {**FILE, **CELL, **NOTES}


def also_say(sentences: Mapping[str, str | Promise]) -> None:
    """Let a room's own codes be said as well; called once, by its `ready()`."""
    SENTENCES.update(sentences)


def sentence(remark: Remark, sheet: Sheet) -> str:
    """Say a remark in the language of whoever reads it."""
    return str(SENTENCES[remark.code]) % (_words(remark, sheet) | remark.values)


def refusal(code: str, values: dict[str, object]) -> str:
    """Say why a whole file is refused."""
    return str(FILE[code]) % ({"what": "?"} | values)


def _words(remark: Remark, sheet: Sheet) -> dict[str, str]:
    column = sheet.column(remark.column)
    return {
        "column": column.header if column else remark.column,
        "choices": _choices(column),
        "required": "、".join(each.header for each in sheet.required),
    }


def _choices(column: Column | None) -> str:
    return "、".join(str(choice.label) for choice in column.choices) if column else ""
