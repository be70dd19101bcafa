"""The list of records that may be one body, and that of those which were merged (疑似重复、合并登记)."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from luoshi.kernel import wording
from luoshi.kernel.models import BodyKind, Double, Merging
from luoshi.kernel.queries import doubles as queries
from luoshi.kernel.services import mergings as services
from luoshi.kit.lists import Between, BulkAct, Choice, Column, Empty, ListPage, Many, YesNo

CELLS = "kernel/_double_cells.html"
LIKELY, UNSURE = 95, 85
MERGE = "kernel.merge_bodies"


def _reasons(double: Double) -> str:
    return pgettext("in a list", "; ").join(wording.kept_reasons(double.reasons))


def _likely(rows: Any, key: str, _scope: Any) -> Any:
    ranges = {
        "high": {"score__gte": LIKELY},
        "middle": {"score__gte": UNSURE, "score__lt": LIKELY},
        "low": {"score__lt": UNSURE},
    }
    return rows.filter(**ranges[key])


DOUBLES = ListPage(
    key="kernel.doubles",
    label=_("Records that may be one body"),
    model=Double,
    source=lambda scope: Double.objects.visible_to(scope.by).waiting(),
    dress=queries.with_both,
    columns=(
        Column(
            key="one",
            label=_("One record"),
            value=lambda double: double.one.name,
            cell=f"{CELLS}#one",
            sort=("one__name",),
            is_fixed=True,
            look="words",
        ),
        Column(
            key="other",
            label=_("Other record"),
            value=lambda double: double.other.name,
            cell=f"{CELLS}#other",
            sort=("other__name",),
            is_fixed=True,
            look="words",
        ),
        Column(key="score", label=_("Likeness"), kind="number", sort=("score",), look="tight"),
        Column(key="reasons", label=_("What speaks for it"), value=_reasons, look="words"),
        Column(
            key="compare",
            label=_("Decide"),
            value=lambda double: reverse("kernel:merge_bodies", args=[double.one_id, double.other_id]),
            cell=f"{CELLS}#compare",
            look="tight",
        ),
        Column(key="found_at", label=_("Found on"), kind="moment", sort=("found_at",), is_shown=False),
    ),
    order=("-score", "one"),
    search=("one__name", "other__name"),
    filters=(
        Choice(
            key="likeness",
            label=_("Likeness"),
            narrow=_likely,
            options=(
                ("high", _("95 and more")),
                ("middle", _("85 to 95")),
                ("low", _("below 85")),
            ),
        ),
        Many(key="kind", label=_("Kind"), narrow="one__kind__in", options=BodyKind.choices),
    ),
    bulk=(
        BulkAct(
            key="tell_apart",
            label=_("They are two bodies"),
            act=MERGE,
            question=_("Are the two records of each of these pairs two bodies? They are proposed no more."),
            perform=lambda double, by, at: services.tell_apart(
                one=double.one, other=double.other, reason="", by=by, at=at
            ),
        ),
    ),
    nothing=Empty(
        text=_("No two records look as if they were one body. Search again when bodies have been entered.")
    ),
    no_match=_("No pair matches these choices."),
)


def _state(merging: Merging) -> Any:
    return _("parted") if merging.parted_at else _("read as one")


MERGINGS = ListPage(
    key="kernel.mergings",
    label=_("Merged records"),
    model=Merging,
    source=lambda scope: Merging.objects.visible_to(scope.by),
    dress=lambda rows: rows.select_related("kept", "merged", "merged_by", "parted_by"),
    columns=(
        Column(
            key="merged",
            label=_("Record"),
            value=lambda merging: merging.merged.name,
            cell=f"{CELLS}#merged",
            sort=("merged__name",),
            is_fixed=True,
            look="words",
        ),
        Column(
            key="kept",
            label=_("Read as"),
            value=lambda merging: merging.kept.name,
            cell=f"{CELLS}#kept",
            sort=("kept__name",),
            look="words",
        ),
        Column(
            key="state",
            label=_("State"),
            value=_state,
            tone=lambda merging: "grey" if merging.parted_at else "green",
        ),
        Column(key="reason", label=_("Grounds"), look="words"),
        Column(
            key="by",
            label=_("Merged by"),
            value=lambda merging: merging.merged_by.display_name if merging.merged_by else "",
        ),
        Column(key="merged_at", label=_("Merged on"), kind="moment", sort=("merged_at",), look="tight"),
        Column(
            key="parted_at",
            label=_("Parted on"),
            kind="moment",
            sort=("parted_at",),
            has_gaps=True,
            look="tight",
            is_shown=False,
        ),
        Column(key="parted_reason", label=_("Grounds for parting"), is_shown=False),
        Column(
            key="look",
            label=_("Decide"),
            value=lambda merging: reverse("kernel:merging", args=[merging.pk]),
            cell=f"{CELLS}#look",
            look="tight",
        ),
    ),
    order=("-merged_at",),
    search=("merged__name", "kept__name", "reason", "parted_reason"),
    filters=(
        YesNo(
            key="state",
            label=_("State"),
            narrow=lambda rows, is_standing, _scope: rows.filter(parted_at__isnull=is_standing),
            options=(("yes", _("read as one")), ("no", _("parted"))),
        ),
        Between(key="merged", label=_("Merged on"), narrow="merged_at", is_moment=True),
    ),
    nothing=Empty(text=_("No records have been merged yet.")),
    no_match=_("No merging matches these choices."),
)
