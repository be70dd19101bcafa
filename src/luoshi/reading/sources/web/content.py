"""Where on a web page the document stands (正文区), by the density of its prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from luoshi.reading.sources.web.grid import is_layout
from luoshi.reading.sources.web.metadata import pairs_of_table
from luoshi.reading.sources.web.tree import below, words

_CONTAINERS = words("body div table tbody tr td article section main form center font span fieldset")
_PROSE = re.compile("[，。；、《》（）“”,;]")
_FURNITURE = re.compile(
    r"(?<![a-z])(?:nav|menu|bread|crumb|share|bdshare|foot|copyright|sidebar|related|recommend|toolbar|tools|"
    r"pager|paging|pagination|comment|qrcode|ewm|search|login|banner|position|location|weizhi|dqwz|"
    r"friend|links?|print|fontsize|skip|top[-_]?bar|logo)(?![a-z]{6})",
    re.I,
)
_SURELY = frozenset(("nav", "footer", "aside"))
_SHARE = 0.9  # of the prose that a container must hold to be gone into
_OTHER_PROSE = 8  # punctuation marks that make a sibling part of the document
_LINKED = 0.6


@dataclass(slots=True)
class Density:
    """How much prose and how much linked text each element holds."""

    prose: dict[etree._Element, int] = field(default_factory=dict)
    plain: dict[etree._Element, int] = field(default_factory=dict)
    linked: dict[etree._Element, int] = field(default_factory=dict)

    def is_furniture(self, element: etree._Element, *, within: etree._Element) -> bool:
        """Whether a block inside the content serves the page and not the document (导航、分享、页脚)."""
        prose = self.prose.get(element, 0)
        if prose * 5 > self.prose.get(within, 0):
            return False
        linked, plain = self.linked.get(element, 0), self.plain.get(element, 0)
        if element.tag in _SURELY or (linked > 20 and linked >= _LINKED * (linked + plain)):
            return True
        named = f"{element.get('class', '')} {element.get('id', '')}" if element.keys() else " "
        return len(named) > 1 and prose < _OTHER_PROSE and _FURNITURE.search(named) is not None


def measure(body: etree._Element) -> Density:
    """Count a page's prose once, from the leaves up."""
    density = Density()
    elements = list(below(body))
    links = _links(elements)
    for element in elements:
        text = element.text or ""
        _count(density, element, text, element in links)
    for element in reversed(elements):
        parent = element.getparent()
        if parent is None or parent not in density.prose:
            continue
        if element.tail:
            _count(density, parent, element.tail, parent in links)
        for counts in (density.prose, density.plain, density.linked):
            counts[parent] += counts[element]
    return density


def _links(elements: list[etree._Element]) -> set[etree._Element]:
    """The elements that are a link or stand in one."""
    links: set[etree._Element] = set()
    for element in elements:
        if (element.tag == "a" and element.get("href")) or element.getparent() in links:
            links.add(element)
    return links


def _count(density: Density, element: etree._Element, text: str, is_linked: bool) -> None:
    length = len(text.strip()) if text else 0
    density.prose[element] = density.prose.get(element, 0) + (
        len(_PROSE.findall(text)) if length and not is_linked else 0
    )
    density.plain[element] = density.plain.get(element, 0) + (0 if is_linked else length)
    density.linked[element] = density.linked.get(element, 0) + (length if is_linked else 0)


def content_block(body: etree._Element, density: Density) -> etree._Element:
    """The smallest block that holds nearly all of the page's prose."""
    block = body
    while True:
        children = [child for child in block.iterchildren() if child in density.prose]
        best = max(children, key=lambda child: density.prose[child], default=None)
        if best is None or not _is_worth_entering(block, best, children, density):
            return block
        block = best


def _is_worth_entering(
    block: etree._Element, best: etree._Element, children: list[etree._Element], density: Density
) -> bool:
    if (
        best.tag not in _CONTAINERS
        or not density.prose[best]
        or density.prose[best] < _SHARE * density.prose[block]
    ):
        return False
    return not any(_belongs(child, block, density) for child in children if child is not best)


def _belongs(sibling: etree._Element, block: etree._Element, density: Density) -> bool:
    """Whether what stands beside the densest block is part of the document: prose, or a table of facts."""
    if density.is_furniture(sibling, within=block):
        return False
    return density.prose[sibling] >= _OTHER_PROSE or any(
        not is_layout(table) and not pairs_of_table(table) for table in sibling.iter("table")
    )


def before(block: etree._Element, body: etree._Element) -> Iterator[etree._Element]:
    """The blocks that stand before the content on the page, in order."""
    path = [block]
    while path[-1] is not body and (parent := path[-1].getparent()) is not None:
        path.append(parent)
    for element in reversed(path[:-1]):
        yield from reversed(list(element.itersiblings(preceding=True)))
