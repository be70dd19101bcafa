"""What is said about files that come back (回收文件的说法)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.delivery.engine.returned import Verdict
from luoshi.kernel.errors import register_sentence, sentence
from luoshi.kit.sheets.wording import also_say

PREFIX = "delivery.returned_"
CELLS = {
    "row_added": _(
        "This row was not in the workbook that was sent out. Delete it, or copy its words to its task."
    ),
    "row_doubled": _("The same row stands already in %(other)s. Delete one of the two."),
    "rows_gone": _(
        "Rows are missing: %(titles)s. Fill in the workbook as it was sent out; rows may stay empty."
    ),
    "task_changed": _("The task was changed. It is called “%(title)s”; write that again."),
    "task_over": _("This task is no longer yours to report on. Leave the row empty."),
    "milestone_over": _("The milestone was withdrawn or has been accepted as reached. Empty the cell."),
    "both_said": _("“%(column)s” is filled in although something was done. Empty one of the two cells."),
    "neither_said": _("Say here what was done, or in the next column why nothing was."),
    "emptied": _(
        "This was reported already and is now empty. Write what is right; a report is never deleted."
    ),
    "nothing_yet_reached": _(
        "A milestone can't be reached where nothing was done. Empty one of the two cells."
    ),
    "paper_without_number": _("The paper has a name but no number. Write its number, or empty its name."),
    "no_milestone": _("This task has no open milestone. Empty the cell."),
    "day_to_come": _("%(day)s is still to come. Write the day on which it was reached, or empty the cell."),
    "only_the_day": _(
        "This row asks only for the day of its milestone. Write the words in the first row of the task."
    ),
}
FILES = {
    "other_round": _("It is the workbook of %(body)s for %(period)s. Fill in the one of this round."),
    "other_body": _("It is the workbook of %(body)s for %(period)s, not yours."),
}
VERDICTS = {
    Verdict.SOUND: pgettext_lazy("file that came back", "ready to be entered"),
    Verdict.EMPTY: pgettext_lazy("file that came back", "nothing filled in"),
    Verdict.ERRORS: pgettext_lazy("file that came back", "cells to correct"),
    Verdict.OTHER_ROUND: pgettext_lazy("file that came back", "wrong version: another round"),
    Verdict.OTHER_BODY: pgettext_lazy("file that came back", "another body's"),
    Verdict.TAMPERED: pgettext_lazy("file that came back", "tampered with"),
    Verdict.FOREIGN: pgettext_lazy("file that came back", "not one of ours"),
    Verdict.UNREADABLE: pgettext_lazy("file that came back", "can't be read"),
    Verdict.REFUSED: pgettext_lazy("file that came back", "refused when it was entered"),
}
REPLACED, TAKEN = (
    pgettext_lazy("file that came back", "replaced by a newer one"),
    pgettext_lazy("file that came back", "entered"),
)
TONES = {
    Verdict.SOUND: "blue",
    Verdict.EMPTY: "grey",
    Verdict.ERRORS: "amber",
    Verdict.OTHER_ROUND: "amber",
    Verdict.OTHER_BODY: "amber",
    Verdict.TAMPERED: "red",
    Verdict.FOREIGN: "grey",
    Verdict.UNREADABLE: "grey",
    Verdict.REFUSED: "amber",
}
WHY = {
    Verdict.EMPTY: _("No cell is filled in: there is nothing to enter."),
    Verdict.TAMPERED: _(
        "Its seal does not match: round, addressee or rows were changed. Send the workbook once more and have that "
        "one filled in."
    ),
    Verdict.FOREIGN: _("It does not come from here: no workbook of ours is in it."),
}


def register() -> None:
    """Called once, by `ready()`."""
    also_say({f"{PREFIX}{code}": said for code, said in CELLS.items()})
    for code, said in FILES.items():
        register_sentence(code=f"{PREFIX}{code}", sentence=said)


def why(verdict: str, said: Mapping[str, Any]) -> str:
    """Why a file was not taken, or what one should know of it."""
    if said.get("code"):
        return sentence(code=said["code"], values=dict(said["values"]))
    return str(WHY.get(Verdict(verdict), ""))
