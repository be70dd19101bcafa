"""The files that came back in a round (回收文件一览)."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.delivery.engine.returned import Verdict
from luoshi.delivery.models import ReturnedFile
from luoshi.delivery.queries import collecting as queries
from luoshi.delivery.returned_words import REPLACED, TAKEN, TONES, VERDICTS
from luoshi.kit.lists import Choice, Column, Empty, ListPage

STANDINGS = {"taken": TAKEN, "replaced": REPLACED, **{each.value: words for each, words in VERDICTS.items()}}


def standing_of(row: ReturnedFile) -> str:
    """What becomes of the file: replaced, entered, or what the check found."""
    if row.replaced_by_id:
        return "replaced"
    return "taken" if row.taken_at else row.verdict


def tone_of(row: ReturnedFile) -> str:
    return {"replaced": "grey", "taken": "green"}.get(standing_of(row)) or TONES[Verdict(row.verdict)]


def narrowed(rows, key: str):
    """The files of one standing."""
    standing = Q(replaced_by__isnull=True)
    conditions = {
        "replaced": Q(replaced_by__isnull=False),
        "taken": standing & Q(taken_at__isnull=False),
    }
    return rows.filter(conditions.get(key, standing & Q(taken_at__isnull=True, verdict=key)))


RETURNED = ListPage(
    key="delivery.returned",
    label=_("Files that came back"),
    model=ReturnedFile,
    of=("round",),
    source=lambda scope: queries.returned_in(scope.values["round"], by=scope.by),
    columns=(
        Column(
            key="file",
            label=_("File"),
            value=lambda row: row.upload.name,
            leads_to=lambda row: reverse("delivery:returned", args=[row.pk]),
            sort=("upload__name",),
            is_fixed=True,
            look="words",
        ),
        Column(
            key="body",
            label=_("Whose it is"),
            value=lambda row: row.ask.body.name if row.ask else "",
            sort=("ask__body__name",),
            has_gaps=True,
            look="words",
        ),
        Column(
            key="standing",
            label=_("Result of the check"),
            value=lambda row: STANDINGS[standing_of(row)],
            tone=tone_of,
        ),
        Column(key="faults", label=_("Cells to correct"), kind="number", value=lambda row: len(row.faults)),
        Column(key="left_empty", label=_("Tasks left empty"), kind="number", sort=("left_empty",)),
        Column(key="handed_at", label=_("Handed in on"), kind="moment", sort=("handed_at",), look="tight"),
        Column(
            key="taken_at",
            label=_("Entered on"),
            kind="moment",
            sort=("taken_at",),
            has_gaps=True,
            look="tight",
        ),
    ),
    order=("-handed_at",),
    search=("upload__name", "ask__body__name"),
    filters=(
        Choice(
            key="standing",
            label=_("Result of the check"),
            narrow=lambda rows, key, scope: narrowed(rows, key),
            options=tuple(STANDINGS.items()),
        ),
    ),
    row_anchor=lambda row: f"f{row.pk}",
    nothing=Empty(text=_("No file has come back yet.")),
    no_match=_("No file matches these choices."),
)
