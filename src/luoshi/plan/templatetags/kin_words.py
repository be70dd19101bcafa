"""The words of the pages about parents, for templates; and the card of a commitment's parents and children."""

from django import template

from luoshi.plan import kinship
from luoshi.plan.queries import links as queries

register = template.Library()

register.filter("likeness", kinship.reasons)
register.filter("grounds", kinship.grounds)
register.filter("asked", kinship.asked)
register.filter("kin_state", kinship.verdict)
register.filter("kin_tone", kinship.verdict_tone)


@register.filter
def level(code):
    """The level of a plan."""
    return kinship.LEVELS[code]


@register.simple_tag
def comparison(*, upper, lower, compared):
    """How a commitment stands to the one above it, with both values."""
    return kinship.compared(upper=upper, lower=lower, comparison=compared)


@register.simple_tag
def kin_compared(*, row, kin):
    """How a commitment and the one that it is linked to compare."""
    return kinship.compared_with(row, kin)


@register.inclusion_tag("plan/_kin.html")
def kin(*, commitment, on, user):
    """A commitment's parents and children as of a day, with how they compare (上下级承诺)."""
    found = queries.kin_of(commitment=commitment, on=on, user=user)
    return {
        "commitment": commitment,
        "above": [each for each in found if each.is_above],
        "below": [each for each in found if not each.is_above],
    }
