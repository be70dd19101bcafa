"""Reads every page that a test opens as a validator would."""

import re
from collections import Counter

import html5lib
from django.test import Client

UNWANTED = re.compile(r"\son[a-z]+=|\sstyle=|<style|<script(?![^>]*\ssrc=)|\{\{|\{%|\{#")


class StrictClient(Client):
    """Django's client, which also validates what it is answered."""

    def request(self, **request):
        response = super().request(**request)
        kind = response.get("Content-Type", "")
        if kind.startswith("text/html") and not response.streaming and response.content:
            check_html(response.content.decode(), fragment=asks_for_a_fragment(request))
        return response


def asks_for_a_fragment(request: dict) -> bool:
    """htmx asks for a part of a page, but for the whole when the browser goes back."""
    return "HTTP_HX_REQUEST" in request and "HTTP_HX_HISTORY_RESTORE_REQUEST" not in request


def check_html(html: str, *, fragment: bool) -> None:
    """Fail for invalid HTML, an id used twice, inline script or style, unrendered template, no single h1."""
    tree, errors = parse(html.strip(), fragment=fragment)
    assert not errors, [(place[0], code) for place, code, _ in errors]
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    twice = [name for name, count in ids.items() if count > 1]
    assert not twice, f"ids used twice: {twice}"
    unwanted = UNWANTED.search(html)
    assert not unwanted, f"inline script or style, or unrendered template: {html[unwanted.start() :][:80]!r}"
    if not fragment:
        check_page(tree)


def parse(html: str, *, fragment: bool):
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    if not fragment:
        return parser.parse(html), parser.errors
    container = "tbody" if html.startswith("<tr") else "div"
    return parser.parseFragment(html, container=container), parser.errors


def check_page(tree) -> None:
    assert len(list(tree.iter("h1"))) == 1, "a page has exactly one h1"
    assert tree.get("lang"), "a page says its language"
    title = tree.find("head/title")
    assert title is not None, "a page has a title"
    assert (title.text or "").strip(), "a title says something"
    names = {field.get("for") for field in tree.iter("label")}
    for field in [*tree.iter("input"), *tree.iter("select"), *tree.iter("textarea")]:
        silent = field.get("type") in {"hidden", "submit", "button"}
        labelled = field.get("id") in names or field.get("aria-label") or field.get("aria-labelledby")
        assert silent or labelled or is_inside_label(tree, field), f"field without a label: {field.attrib}"


def is_inside_label(tree, field) -> bool:
    return any(field in label.iter() for label in tree.iter("label"))
