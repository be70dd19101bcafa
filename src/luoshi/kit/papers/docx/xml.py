"""Elements of WordprocessingML, their children always in the order that the schema asks for.

Plain nodes that are written out once: a tree of lxml takes ten times as long for a table of 10,000 rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"

_BORDERS = "top left bottom right insideH insideV"
# The sequences of ECMA-376 (transitional), of what is written here.
_SEQUENCES = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd "
    "tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi "
    "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection "
    "textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText "
    "vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
    "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign",
    "pBdr": "top left bottom right between bar",
    "tblBorders": _BORDERS,
    "tcBorders": _BORDERS,
    "tblCellMar": "top left bottom right",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat "
    "locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime mirrorMargins "
    "bordersDoNotSurroundHeader bordersDoNotSurroundFooter defaultTabStop evenAndOddHeaders "
    "drawingGridVerticalSpacing characterSpacingControl compat themeFontLang decimalSymbol listSeparator",
}
_ORDER = {
    f"w:{name}": {f"w:{child}": at for at, child in enumerate(line.split())}
    for name, line in _SEQUENCES.items()
}


@dataclass(slots=True)
class Element:
    """A node by its prefixed name; it holds either children or words. Nobody changes one that stands somewhere."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: tuple[Element, ...] = ()
    words: str = ""


def w(name: str, /, *children: Element | None, **attributes: str | int) -> Element:
    """An element of WordprocessingML with attributes of the same namespace."""
    full = f"w:{name}"
    present = [child for child in children if child is not None]
    if order := _ORDER.get(full):
        present.sort(key=lambda child: order[child.name])
    said = {f"w:{key}": str(value) for key, value in attributes.items()}
    return Element(full, said, tuple(present))


def x(name: str, attributes: dict[str, str] | None = None, /, *children: Element) -> Element:
    """An element by its prefixed name, with attributes as they are written."""
    return Element(name, attributes or {}, children)


def text(words: str, *, name: str = "t") -> Element:
    is_spaced = words != words.strip() or "  " in words
    return Element(f"w:{name}", {"xml:space": "preserve"} if is_spaced else {}, (), words)


def root(name: str, /, *children: Element, prefixes: str = "w r") -> Element:
    """The root of a part, which declares the namespaces once for all that stands in it."""
    return Element(
        f"w:{name}", {f"xmlns:{prefix}": SPACES[prefix] for prefix in prefixes.split()}, tuple(children)
    )


def serialised(element: Element) -> bytes:
    """A part as bytes."""
    written = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n']
    _write(element, written)
    return "".join(written).encode()


def _write(element: Element, written: list[str]) -> None:
    said = "".join([f' {name}="{escape(value)}"' for name, value in element.attributes.items()])
    if not element.children and not element.words:
        written.append(f"<{element.name}{said}/>")
        return
    written.append(f"<{element.name}{said}>{escape(element.words, quote=False)}")
    for child in element.children:
        _write(child, written)
    written.append(f"</{element.name}>")
