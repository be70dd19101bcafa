"""The tree of a web page (网页结构): parsed without network, with what is never read left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from luoshi.reading.errors import Unreadable
from luoshi.reading.sources.normal import HAN


def words(*lines: str) -> frozenset[str]:
    """The words of some lines."""
    return frozenset(word for line in lines for word in line.split())


UNREAD = words(
    "script style noscript template head iframe object embed applet svg math canvas audio video map",
    "select option textarea button input datalist frameset",
)
BLOCKS = words(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure",
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary",
    "table caption tbody td tfoot th thead tr ul title",
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BOLD = frozenset(("b", "strong", "th"))
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.I)
_XML_CHARSET = re.compile(rb"\A\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_-]{2,20})", re.I)
_HEAD = 8_192
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_HEAVY = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_LIGHT = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.I)
_CENTRED = re.compile(r"text-align\s*:\s*(?:-webkit-)?center", re.I)
_ALIGNED = re.compile(r"text-align\s*:\s*(?!center|-webkit-center)[a-z]", re.I)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_BREAK_BETWEEN_HAN = re.compile(rf"(?<=[{HAN}、-〟！-～]) ?\n ?(?=[{HAN}、-〟！-～])")


def declared_encoding(content: bytes) -> str | None:
    """The encoding that a page says it has."""
    head = content[:_HEAD]
    found = _CHARSET.search(head) or _XML_CHARSET.match(head)
    return found[1].decode("ascii") if found else None


def parse(text: str) -> etree._Element:
    """The page's root element. Raises Unreadable("empty") for one without any element."""
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True, recover=True
    )
    try:
        root = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("damaged", format="html", part="") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise Unreadable("damaged", format="html", part="")  # nested too deep: the rest would be lost unsaid
    if root is None:
        raise Unreadable("empty")
    return root


def is_hidden(element: etree._Element) -> bool:
    """Whether a page hides an element."""
    if not element.keys():
        return False
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and _HIDDEN.search(style))


def weight(element: etree._Element, bold: bool) -> bool:
    """Whether text in this element is bold, given that it stands in bold or not."""
    style = element.get("style")
    if style and "font-weight" in style:
        return _HEAVY.search(style) is not None or (bold and not _LIGHT.search(style))
    return bold or element.tag in BOLD or element.tag in HEADINGS


def centring(element: etree._Element, centred: bool) -> bool:
    """Whether text in this element is centred, given that it stands in a centred one or not."""
    style = element.get("style")
    if style and "text-align" in style:
        return _CENTRED.search(style) is not None or (centred and not _ALIGNED.search(style))
    aligned = element.get("align")
    return element.tag == "center" or (centred if not aligned else aligned.lower() == "center")


def squeezed(text: str) -> str:
    """White space as a browser prints it; a source line break between Chinese characters prints nothing."""
    if not ("\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text):
        return text
    marked = _BLANKS.sub(lambda blanks: "\n" if "\n" in blanks[0] else " ", text)
    return _BREAK_BETWEEN_HAN.sub("", marked).replace("\n", " ")


def below(element: etree._Element) -> Iterator[etree._Element]:
    """All read elements of a subtree in document order, the subtree's root first."""
    stack = [iter((element,))]
    while stack:
        for child in stack[-1]:
            if isinstance(child.tag, str) and child.tag not in UNREAD and not is_hidden(child):
                yield child
                stack.append(child.iterchildren())
                break
        else:
            stack.pop()
