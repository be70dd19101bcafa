"""What a notice says, for templates (通知)."""

from django import template

from luoshi.work.telling import say

register = template.Library()


@register.filter
def said(notice):
    """The sentence of a notice in the reader's language."""
    return say(code=notice.code, values=notice.values)
