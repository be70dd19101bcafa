"""What the templates of a list page need."""

from django import template

register = template.Library()


@register.filter
def value_in(column, row):
    """The value of a column in a row."""
    return column.of(row)


@register.filter
def link_in(column, row):
    """Where the value of a column leads to; nowhere for most."""
    return column.leads_to(row) if column.leads_to else ""


@register.filter
def anchor_in(page, row):
    """The id of a row."""
    return page.row_anchor(row)


@register.filter
def tone_in(column, row):
    """The tone of a status."""
    return column.tone(row)


@register.filter
def also_showing(listing, key: str) -> str:
    """The address of the list as it stands, with one more column."""
    state = listing.state
    columns = tuple(dict.fromkeys((*state.columns, key)))
    return listing.url(state.with_(columns=columns, number=state.number))
