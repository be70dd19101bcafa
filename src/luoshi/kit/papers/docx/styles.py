"""The styles of a paper: each kind of line of the standard once, nothing else (样式)."""

from __future__ import annotations

import math

from luoshi.kit.papers.docx.runs import fonts, indent
from luoshi.kit.papers.docx.xml import Element, root, w
from luoshi.kit.papers.measures import (
    BODY,
    CELL,
    CELL_LINE,
    CHARACTER,
    LINE,
    RED,
    SMALL,
    SMALL_LINE,
    THIN,
    TITLE,
    TITLE_LINE,
)
from luoshi.kit.papers.model import Face


def size(points: float) -> list[Element]:
    half = round(points * 2)
    return [w("sz", val=half), w("szCs", val=half)]


def exact(line: int, *, before: int = 0, after: int = 0) -> Element:
    """Lines of one height: the same 22 lines a page whatever font a computer has."""
    return w("spacing", before=before, after=after, line=line, lineRule="exact")


def own_width() -> Element:
    """Characters as wide as their font has them: the body's pitch is the body's alone."""
    return w("spacing", val=0)


def styles() -> Element:
    """The part word/styles.xml."""
    return root("styles", _defaults(), *_of_the_body(), *_of_the_frame(), *_of_tables())


def _defaults() -> Element:
    language = w("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    return w("docDefaults", w("rPrDefault", w("rPr", *_face(), language)), w("pPrDefault", w("pPr")))


def _face() -> tuple[Element, ...]:
    """3号仿宋 with the pitch of the grid: 28 characters a line.

    Lines and characters carry their pitch themselves. LibreOffice would give a character that is a little
    larger than a cell of the grid two cells, and so half as many characters to a line; and it makes the text
    as wide as whole cells, so that 28 characters need a twip less.
    """
    pitch = w("spacing", val=math.floor(CHARACTER - BODY * 20) - 1)
    return fonts(Face.BODY), w("snapToGrid", val=0), pitch, *size(BODY)


def _style(key: str, name: str, *properties: Element, run: tuple[Element, ...] = (), based: str = "Normal"):
    is_default = {"default": 1} if key == "Normal" else {}
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val=based) if key != based else None,
        w("qFormat"),
        w("pPr", *properties) if properties else None,
        w("rPr", *run) if run else None,
        type="paragraph",
        styleId=key,
        **is_default,
    )


def _of_the_body() -> list[Element]:
    faces = {1: Face.HEI, 2: Face.KAI, 3: Face.BODY, 4: Face.BODY}
    headings = [
        _style(
            f"Heading{level}", f"heading {level}", w("keepNext"), w("outlineLvl", val=level - 1),
            run=(fonts(face),), based="Body",
        )
        for level, face in faces.items()
    ]  # fmt: skip
    lines = (
        w("widowControl", val=0),
        w("kinsoku"),
        w("overflowPunct"),
        w("snapToGrid", val=0),
        exact(LINE),
        w("jc", val="both"),
    )
    return [
        _style("Normal", "Normal", *lines, run=_face()),
        _style("Body", "Body Text", indent(first=2)),
        *headings,
    ]


def _of_the_frame() -> list[Element]:
    centred = w("jc", val="center")
    red = (fonts(Face.TITLE), own_width(), w("color", val=RED))
    return [
        _style("Masthead", "公文 发文机关标志", centred, run=red),
        _style(
            "Title", "Title", w("keepNext"), w("keepLines"), exact(TITLE_LINE), centred,
            run=(fonts(Face.TITLE), own_width(), *size(TITLE)),
        ),
        _style("Subtitle", "Subtitle", centred, run=(fonts(Face.KAI),)),
        _style("Imprint", "公文 版记", exact(SMALL_LINE), run=(own_width(), *size(SMALL))),
        _style(
            "Footer", "footer", exact(round(SMALL * 20)), w("jc", val="left"),
            run=(fonts(Face.SONG), own_width(), *size(SMALL)),
        ),
    ]  # fmt: skip


def _of_tables() -> list[Element]:
    line = w("spacing", before=0, after=0, line=CELL_LINE, lineRule="atLeast")
    small = (own_width(), *size(CELL))
    head = (fonts(Face.HEI), *small)
    centred = w("jc", val="center")
    edges = [
        w(side, val="single", sz=THIN, space=0, color="000000")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    ]
    margins = [
        w(side, w=wide, type="dxa")
        for side, wide in (("top", 20), ("left", 60), ("bottom", 20), ("right", 60))
    ]
    table = w("tblPr", w("tblInd", w=0, type="dxa"), w("tblBorders", *edges), w("tblCellMar", *margins))
    return [
        _style("Cell", "公文 表格", line, w("jc", val="left"), run=small),
        _style("HeadCell", "公文 表头", centred, run=head, based="Cell"),
        _style("Caption", "caption", w("keepNext"), centred, run=head),
        _style("Picture", "公文 图", w("spacing", before=0, after=0, line=240, lineRule="auto"),
               w("keepNext"), centred),
        w("style", w("name", val="公文 表"), w("uiPriority", val=99), table, type="table", styleId="Grid"),
    ]  # fmt: skip
