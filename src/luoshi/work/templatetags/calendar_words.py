"""Words of the calendar for templates (工作日历用语)."""

from datetime import date

from django import template

from luoshi.work import deadline_words

register = template.Library()


@register.filter
def holiday(name: str) -> str:
    """The name of a holiday for the reader."""
    return deadline_words.holiday(name)


@register.filter
def weekday(day: date) -> str:
    return deadline_words.weekday(day)


@register.filter
def late(left: int) -> int:
    """How many working days late, where less than nothing is left."""
    return -left
