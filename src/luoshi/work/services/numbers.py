"""Numbers in series (编号): each once, without a gap, a series a year."""

from __future__ import annotations

from datetime import date

from django.db.models import F

from luoshi.kernel.models import Body
from luoshi.work.models import NumberSeries


def next_number(*, series: str, on: date, body: Body | None = None) -> int:
    """The next number of a series in the year of the day; part of the act that uses it.

    Whoever asks at the same time waits for that act's end, so that an act that fails leaves no gap.
    """
    held, _is_new = NumberSeries.objects.get_or_create(series=series, body=body, year=on.year)
    NumberSeries.objects.filter(pk=held.pk).update(last=F("last") + 1)
    return NumberSeries.objects.values_list("last", flat=True).get(pk=held.pk)
