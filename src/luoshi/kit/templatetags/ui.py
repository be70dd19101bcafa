"""The components that every page is built from (界面组件); a misspelt one fails as its page loads."""

from collections.abc import Mapping, Sequence

from django import template
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.utils.http import urlencode

register = template.Library()


@register.inclusion_tag("ui/tag.html")
def tag(*, label, tone="grey"):
    """A short status: shape, colour and word together, so that colour is never alone."""
    return {"label": label, "tone": tone}


@register.simple_tag
def origin_mark(*, origin):
    """Beside a fact that is simulated: the mark that says so (模拟); beside any other, as most are, nothing."""
    return render_to_string("ui/origin_mark.html") if origin.is_simulated else ""


@register.inclusion_tag("ui/figure.html")
def figure(*, number, label, url="", tone="grey"):
    """One number that answers a question, linked to what it counts."""
    return {"number": number, "label": label, "url": url, "tone": tone}


@register.inclusion_tag("ui/crumbs.html")
def crumbs(*, steps: Sequence[tuple[str, str]], here):
    """Where this page stands: (label, url) from the outside in, then the page itself."""
    return {"steps": steps, "here": here}


@register.inclusion_tag("ui/pager.html", takes_context=True)
def pager(context, *, page: Page, parameter="page"):
    """Earlier and later pages of a list; every other part of the address stays."""
    kept = {name: value for name, value in context["request"].GET.items() if name != parameter}
    return {"page": page, "query": urlencode(kept), "parameter": parameter}


@register.inclusion_tag("ui/field.html")
def field(*, bound):
    """A form's field with its label, help and refusals."""
    return {"bound": bound}


@register.inclusion_tag("ui/refusals.html")
def refusals(*, form):
    """What is wrong with a form, on top of it: each refusal in the words of its field, linked to it."""
    return {"form": form}


@register.inclusion_tag("ui/empty.html")
def empty(*, text, url="", label=""):
    """What a list says when it has nothing, and the one thing to do about it."""
    return {"text": text, "url": url, "label": label}


@register.simple_block_tag
def card(content, *, title, level=2, anchor=""):
    """A titled box."""
    return render_to_string(
        "ui/card.html", {"content": content, "title": title, "level": level, "anchor": anchor}
    )


@register.simple_block_tag
def notice(content, *, tone="blue", role="status"):
    """A message to the reader; `role` is "alert" for a refusal."""
    return render_to_string("ui/notice.html", {"content": content, "tone": tone, "role": role})


@register.filter
def item(values: Mapping, key):
    """A mapping's value under a key that is itself a variable; empty when there is none."""
    return values.get(key, "")
