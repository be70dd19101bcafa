"""Entries of the chain in words, for templates (操作记录的文字)."""

from __future__ import annotations

from typing import Any

from django import template

from luoshi.kernel import saying

register = template.Library()


@register.filter
def sentence_of(part: Any, entry: Any) -> str:
    """The sentence of one part of an entry, with its link."""
    return saying.html_sentence(part, by_id=entry.by_id, told=entry.told)


@register.filter
def capacity_of(entry: Any) -> str:
    """The post as which an entry is signed."""
    return saying.capacity(entry.told)


@register.filter
def changes_of(part: Any, entry: Any) -> list[saying.SaidChange]:
    return saying.changes(part, entry.told)
