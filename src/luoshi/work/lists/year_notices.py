"""The list of yearly notices, each version of each year (年度放假通知一览)."""

from __future__ import annotations

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.kit.lists import Between, Choice, Column, Empty, ListPage
from luoshi.work.models import YearNotice
from luoshi.work.queries import workdays as queries

STATES = {False: (_("in force"), "green"), True: (_("replaced"), "grey")}


def _years(scope):
    years = (
        YearNotice.objects.visible_to(scope.by).order_by("-year").values_list("year", flat=True).distinct()
    )
    return [(str(year), str(year)) for year in years]


def _by(notice) -> str:
    if notice.is_shipped:
        return gettext("came with Luoshi")
    return notice.made_by.display_name if notice.made_by else gettext("the installation itself")


YEAR_NOTICES = ListPage(
    key="work.year_notices",
    label=_("Yearly notices"),
    model=YearNotice,
    source=lambda scope: queries.notices(scope.by),
    dress=lambda rows: rows.with_what_followed().select_related("made_by").annotate(day_count=Count("days")),
    columns=(
        Column(
            key="year",
            label=_("Year"),
            value=lambda notice: str(notice.year),
            leads_to=lambda notice: reverse("work:year_notice", args=[notice.pk]),
            sort=("year",),
            is_fixed=True,
        ),
        Column(key="number", label=_("Version"), kind="number", sort=("number",)),
        Column(
            key="state",
            label=_("State"),
            value=lambda notice: STATES[notice.is_superseded][0],
            tone=lambda notice: STATES[notice.is_superseded][1],
        ),
        Column(key="title", label=_("Title"), sort=("title",), look="words"),
        Column(key="document_number", label=_("Document number"), sort=("document_number",)),
        Column(key="day_count", label=_("Days named"), kind="number"),
        Column(key="by", label=_("Imported by"), value=_by),
        Column(
            key="made_at",
            label=_("Imported on"),
            kind="moment",
            sort=("made_at",),
            has_gaps=True,
            look="tight",
        ),
    ),
    order=("-year", "-number"),
    search=("title", "document_number"),
    filters=(
        Choice(key="year", label=_("Year"), narrow="year", options=_years),
        Choice(
            key="state",
            label=_("State"),
            narrow=lambda rows, state, scope: rows.filter(is_superseded=state == "replaced"),
            options=(("in_force", _("in force")), ("replaced", _("replaced"))),
        ),
        Between(key="made", label=_("Imported on"), narrow="made_at", is_moment=True, is_first=False),
    ),
    nothing=Empty(text=_("No year is announced yet: all days are counted on weekdays and are provisional.")),
    no_match=_("No notice matches these choices."),
)
