"""Settings and fonts: what a program must know before it lays out the first line (设置)."""

from __future__ import annotations

from luoshi.kit.papers.docx.runs import FONTS
from luoshi.kit.papers.docx.xml import Element, root, w
from luoshi.kit.papers.measures import LINE
from luoshi.kit.papers.model import Face

# The names under which newer systems carry the fonts that the standard's time knew.
_OTHERWISE = {Face.BODY: "仿宋", Face.KAI: "楷体", Face.HEI: "SimHei", Face.SONG: "SimSun"}


def settings() -> Element:
    """The part word/settings.xml."""
    word = "http://schemas.microsoft.com/office/word"
    compatible = w("compatSetting", name="compatibilityMode", uri=word, val=15)
    return root(
        "settings",
        w("zoom", percent=100),
        w("bordersDoNotSurroundHeader"),
        w("bordersDoNotSurroundFooter"),
        w("defaultTabStop", val=420),
        w("evenAndOddHeaders"),
        w("drawingGridVerticalSpacing", val=LINE),
        w("characterSpacingControl", val="compressPunctuation"),
        w("compat", w("spaceForUL"), w("balanceSingleByteDoubleByteWidth"), w("doNotLeaveBackslashAlone"),
          w("ulTrailSpace"), w("doNotExpandShiftReturn"), w("useFELayout"), compatible),
        w("themeFontLang", val="en-US", eastAsia="zh-CN"),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )  # fmt: skip


def font_table() -> Element:
    """The part word/fontTable.xml, with the names to try where a font is missing."""
    return root("fonts", *(_font(face, name) for face, name in FONTS.items()))


def _font(face: Face, name: str) -> Element:
    other = _OTHERWISE.get(face)
    return w(
        "font",
        *([w("altName", val=other)] if other else []),
        w("charset", val="86"),
        w("family", val="modern" if face in (Face.BODY, Face.KAI, Face.HEI) else "auto"),
        w("pitch", val="default"),
        name=name,
    )
