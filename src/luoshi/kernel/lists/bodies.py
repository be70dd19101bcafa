"""The list of bodies as of a day (主体名录)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.kernel.models import Area, Body, BodyKind
from luoshi.kernel.queries import bodies as queries
from luoshi.kit.lists import MOST_ROWS, Choice, Column, Day, Empty, ListPage, Many

COMMANDED: dict[bool | None, str | Promise] = {
    True: pgettext_lazy("whether the city commands", "yes"),
    False: pgettext_lazy("whether the city commands", "no"),
    None: "",
}


def _in_area(rows, key, scope):
    return rows.in_area(Area.objects.get(pk=key))


def _areas(scope):
    return [(str(area.pk), str(area)) for area in queries.areas_with_bodies(on=scope.day)[:MOST_ROWS]]


BODIES = ListPage(
    key="kernel.bodies",
    label=_("Bodies"),
    model=Body,
    source=lambda scope: queries.bodies_on(user=scope.by, day=scope.day),
    dress_in=lambda rows, scope: queries.as_printed(rows, day=scope.day),
    columns=(
        Column(
            key="name",
            label=_("Name"),
            value=lambda body: body.name_then,
            cell="kernel/_body_cells.html#name",
            sort=("name_then",),
            is_fixed=True,
            look="words",
        ),
        Column(
            key="short",
            label=_("Short name"),
            value=lambda body: body.short_then,
            cell="kernel/_body_cells.html#short",
        ),
        Column(key="kind", label=_("Kind"), value=lambda body: body.get_kind_display(), sort=("kind",)),
        Column(key="area", label=_("Area"), value=lambda body: str(body.area), sort=("area__path", "kind")),
        Column(
            key="commanded", label=_("Commanded by the city"), value=lambda body: COMMANDED[body.is_commanded]
        ),
        Column(
            key="valid_from",
            label=_("There since"),
            kind="day",
            sort=("valid_from",),
            has_gaps=True,
            look="tight",
            is_shown=False,
        ),
        Column(
            key="origin",
            label=_("Origin"),
            value=lambda body: body.get_origin_kind_display(),
            sort=("origin_kind",),
            is_shown=False,
        ),
    ),
    order=("area", "name"),
    search=(lambda word, scope: queries.ever_called(word),),
    filters=(
        Day(key="on", label=_("As of")),
        Many(key="kind", label=_("Kind"), narrow="kind__in", options=BodyKind.choices),
        Choice(key="area", label=_("Area"), narrow=_in_area, options=_areas),
        Choice(
            key="commanded",
            label=_("Commanded by the city"),
            narrow=lambda rows, key, scope: rows.filter(queries.COMMANDED[key]),
            options=(
                ("yes", COMMANDED[True]),
                ("no", COMMANDED[False]),
                ("unknown", _("not known")),
            ),
        ),
    ),
    nothing=Empty(
        text=_("No body has been entered yet. They come from a plan that is read, or from a list.")
    ),
    no_match=_("No body matches these choices."),
)
