"""Web pages (网页): the document without what surrounds it, the page's own table beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from luoshi.reading.model import Source
from luoshi.reading.sources.draft import Draft, Line
from luoshi.reading.sources.encodings import Decoded
from luoshi.reading.sources.plain import unwrap_if_broken
from luoshi.reading.sources.web.content import Density, before, content_block, measure
from luoshi.reading.sources.web.flow import Flow, lines_of, write_subtree
from luoshi.reading.sources.web.grid import holds_prose, is_layout, read_grid, write_grid
from luoshi.reading.sources.web.metadata import (
    first_values,
    is_information,
    pairs_of_line,
    pairs_of_list,
    pairs_of_table,
)
from luoshi.reading.sources.web.tree import declared_encoding, is_hidden, parse, words

__all__ = ["declared_encoding", "read_html"]

_FURNITURE = re.compile(
    r"[\[【(（|\s]*(?:(?:打印|关闭|收藏|分享|返回|复制|下载|纠错|我要)"
    r"(?:本页|本文|此页|页面|窗口|顶部|上页|列表|到|纠错|评论|全文)?|字体|字号|"
    r"上一[篇条页]|下一[篇条页]|扫一扫|视力保护色|浏览次数|点击数|您?(?:现在|当前|所在)的?位置)"
)
_AFTER_FURNITURE = re.compile(r"[\]】)）|\s]*(?:$|[:：\[【(（|大中小A+-])")
_TRAIL = re.compile(r"(?:首页|网站首页)\s*(?:>|›|»|→|/|＞|-)")
_TITLE_HINT = re.compile(r"title|biaoti|headline|(?<![a-z])(?:tit|bt)(?![a-z])", re.I)
_DOCUMENT_TITLE = re.compile(
    r"(?:关于|印发|转发).{4,}|.{4,}(?:通知|意见|方案|规划|纲要|决定|办法|公告|通告|批复|计划|要点|报告|细则|措施|"
    r"条例|规定|分工)(?:[（(].{1,12}[）)])?$"
)
_NUMBER = re.compile(r"[〔\[［]\d{4}[〕\]］]\d+号")
_LEFT_OUT_AS_ONE = words("div ul ol p table section nav footer aside dl td")
_LONGEST_TITLE = 120
_HEAD_LINES = 12


def read_html(decoded: Decoded) -> Source:
    """A web page's source."""
    root = parse(decoded.text)
    body = root if root.tag == "body" else root.find("body")
    body = root if body is None else body
    draft = Draft()
    draft.note("undecodable_bytes", decoded.damaged, encoding=decoded.encoding)
    page = _Page(body, draft)
    page.write()
    unwrap_if_broken(draft)
    return draft.source(format="html", metadata=page.metadata())


class _Page:
    """One page on its way into a draft."""

    def __init__(self, body: etree._Element, draft: Draft) -> None:
        self._body = body
        self._draft = draft
        self._density: Density = measure(body)
        self._block = content_block(body, self._density)
        self._pairs: list[tuple[str, str]] = []

    def write(self) -> None:
        """Write the document: what heads it elsewhere on the page, then the content block."""
        content = Draft()
        flow = Flow(content.write)
        self._draft, page = content, self._draft
        write_subtree(self._block, flow, special=lambda element: self._take(element, flow))
        self._draft = page
        known = {_letters(line.text) for line in content.lines[:_HEAD_LINES]}
        for line in self._heading_lines(known):
            page.write(line)
        _append(page, content)

    def metadata(self) -> dict[str, str]:
        """The page's own words about the document."""
        for line in self._draft.lines[:_HEAD_LINES]:
            pairs = list(pairs_of_line(line.text))
            self._pairs += (
                pairs
                if len(pairs) >= 2 or any("日期" in label or "时间" in label for label, _ in pairs)
                else []
            )
        return dict(first_values(self._pairs))

    def _take(self, element: etree._Element, flow: Flow) -> bool:
        """Take tables for themselves and leave furniture out."""
        if element.tag in _LEFT_OUT_AS_ONE and self._density.is_furniture(element, within=self._block):
            self._pairs += pairs_of_list(lines_of(element)) if element.tag != "nav" else []
            self._draft.note("dropped_furniture")
            return True
        return element.tag == "table" and self._take_table(element, flow)

    def _take_table(self, table: etree._Element, flow: Flow) -> bool:
        if is_layout(table):
            return False
        pairs = pairs_of_table(table)
        if pairs:
            self._pairs += pairs
            return True
        places = read_grid(table)
        if holds_prose(places):
            return False
        flow.end()
        write_grid(places, self._draft)
        return True

    def _heading_lines(self, known: set[str]) -> Iterator[Line]:
        """Title and number that stand above the content block, and nothing that it repeats."""
        for element in before(self._block, self._body):
            if not isinstance(element.tag, str) or element not in self._density.prose or is_hidden(element):
                continue
            if self._take_information(element):
                continue
            lines = lines_of(element, special=self._take_information)
            if is_information(lines) or len(lines) > 4:
                self._pairs += pairs_of_list(lines)
            if not self._density.is_furniture(element, within=self._body) or element.tag in ("h1", "h2"):
                yield from self._titles(element, lines, known)

    def _take_information(self, element: etree._Element) -> bool:
        """Take the table of labels and values for the metadata."""
        pairs = pairs_of_table(element) if element.tag == "table" and not is_layout(element) else []
        self._pairs += pairs
        return bool(pairs)

    def _titles(self, element: etree._Element, lines: list[Line], known: set[str]) -> Iterator[Line]:
        hinted = _TITLE_HINT.search(f"{element.get('class', '')} {element.get('id', '')}") is not None
        for line in lines:
            text = line.text
            if len(text) > _LONGEST_TITLE or _letters(text) in known or _is_furniture(text):
                continue
            is_title = (
                line.level in (1, 2) or hinted or _DOCUMENT_TITLE.fullmatch(text) or _NUMBER.search(text)
            )
            if is_title and not list(pairs_of_line(text)):
                known.add(_letters(text))
                yield line


def _append(page: Draft, content: Draft) -> None:
    """Append the content's lines and tables, without lines that serve the page."""
    offset = len(page.lines)
    kept = [not (line.table is None and _is_furniture(line.text)) for line in content.lines]
    place, at = [], offset
    for keep in kept:
        place.append(at)
        at += keep
    page.lines += [line for line, keep in zip(content.lines, kept, strict=True) if keep]
    page.note("dropped_furniture", len(kept) - sum(kept))
    page.take_tables(content, [*place, at])
    for code, count in content.dropped.items():
        page.note(code, count)


def _letters(text: str) -> str:
    return re.sub(r"\s", "", text)


def _is_furniture(text: str) -> bool:
    if len(text) > _LONGEST_TITLE:
        return False
    if _TRAIL.search(text[:40]):
        return True
    found = _FURNITURE.match(text)
    return found is not None and _AFTER_FURNITURE.match(text, found.end()) is not None
