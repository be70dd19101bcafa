"""Formulas and standards in the search (公式、标准检索): by their names in both languages, their code, what they are for."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.models import Formula, Standard
from luoshi.kernel.search.sources import Described, Source, register_source


def register() -> None:
    """Called once, by `ready()`."""
    register_source("kernel.formula", _source(Formula, _("Formulas"), order=60))
    register_source("kernel.standard", _source(Standard, _("Standards"), order=61))


def _source(model: type[Formula] | type[Standard], label, *, order: int) -> Source:
    def described(keys: Collection[int]) -> Iterator[Described]:
        for row in model.objects.filter(pk__in=keys):
            names = tuple(name for name in (row.name_en, row.code) if name)
            yield Described(row.pk, row.pk, row.name, row.about, names)

    route = f"kernel:{model._meta.model_name}"
    return Source(
        label=label,
        order=order,
        follows=model._meta.label_lower,
        groups=model.objects.all,
        describe=described,
        visible=model.objects.visible_to,
        links=lambda by, keys: {key: reverse(route, args=[key]) for key in keys},
    )
