"""Words as runs, and paragraphs around them (文字与段落)."""

from __future__ import annotations

import re

from luoshi.kit.papers.docx.xml import Element, text, w
from luoshi.kit.papers.measures import characters
from luoshi.kit.papers.model import Face, Run, Words, runs_of
from luoshi.kit.papers.words import printable

FONTS = {
    Face.BODY: "仿宋_GB2312",
    Face.HEI: "黑体",
    Face.KAI: "楷体_GB2312",
    Face.SONG: "宋体",
    Face.TITLE: "方正小标宋简体",
}
_PIECES = re.compile(r"([\n\t])")
_MARKS = {"\n": "br", "\t": "tab"}


def fonts(face: Face) -> Element:
    """One typeface for letters, figures and characters: the standard names one for each part of a paper.

    The hint makes Word take the Chinese font for marks that both scripts have (“”, …, —).
    """
    name = FONTS[face]
    return w("rFonts", hint="eastAsia", ascii=name, hAnsi=name, eastAsia=name, cs=name)


def run(words: str, *properties: Element) -> Element:
    """A run; a line break and a tab in its words are printed as such."""
    pieces = [piece for piece in _PIECES.split(printable(words)) if piece]
    inside = [w(_MARKS[piece]) if piece in _MARKS else text(piece) for piece in pieces]
    return w("r", w("rPr", *properties) if properties else None, *inside)


def runs(words: Words) -> list[Element]:
    """The runs of some words; only what differs from the paragraph's own face is said."""
    return [run(each.text, *_differing(each)) for each in runs_of(words) if each.text]


def _differing(each: Run) -> list[Element]:
    face = [] if each.face is Face.BODY else [fonts(each.face)]
    return [*face, w("b"), w("bCs")] if each.is_bold else face


def paragraph(style: str, *inside: Element, properties: tuple[Element, ...] = ()) -> Element:
    """A paragraph of a style; without a name it is a line of the body that begins at the margin (顶格)."""
    own = w("pStyle", val=style) if style else None
    has_any = own is not None or properties
    return w("p", w("pPr", own, *properties) if has_any else None, *inside)


def extended(element: Element, *properties: Element) -> Element:
    """The paragraph with further properties."""
    own = [child for child in element.children if child.name == "w:pPr"]
    rest = [child for child in element.children if child.name != "w:pPr"]
    said = own[0].children if own else ()
    return w("p", w("pPr", *said, *properties), *rest)


def blank(*, count: int = 1, properties: tuple[Element, ...] = ()) -> list[Element]:
    """Empty lines (空行), which the standard counts in lines of the body."""
    return [paragraph("", properties=properties) for _number in range(count)]


def indent(*, left: float = 0, right: float = 0, first: float = 0, hanging: float = 0) -> Element:
    """Indents in characters of the body, said in twips too for programs that don't count characters."""
    said: dict[str, int] = {}
    for name, count in (("left", left), ("right", right), ("firstLine", first), ("hanging", hanging)):
        if count:
            said |= {f"{name}Chars": round(count * 100), name: characters(count)}
    return w("ind", **said)
