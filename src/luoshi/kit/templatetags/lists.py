"""What the templates of a list page need."""

from django import template
from django.template.base import render_value_in_context
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

register = template.Library()
NOTHING = '<span class="none">—</span>'


@register.simple_tag(takes_context=True)
def cells(context, row):
    """The cells of a row. Plain words and numbers are written at once: a page has hundreds of them."""
    return mark_safe(  # noqa: S308  made of escaped values and rendered templates
        "".join(
            f"{opening}{_cell(context, column, row)}</td>" for column, opening in context["list"].openings
        )
    )


def _cell(context, column, row):
    if not column.is_plain:
        known = context.render_context.dicts[0].setdefault(cells, {})
        if column.template not in known:
            known[column.template] = context.template.engine.get_template(column.template)
        with context.push(column=column):
            return known[column.template].render(context)
    value = column.of(row)
    if value is None or (column.kind == "text" and not value):
        return NOTHING
    words = conditional_escape(value) if type(value) is str else render_value_in_context(value, context)
    url = column.leads_to(row) if column.leads_to else ""
    return f'<a href="{conditional_escape(url)}">{words}</a>' if url else words


@register.filter
def value_in(column, row):
    """The value of a column in a row."""
    return column.of(row)


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
