"""Elements of WordprocessingML, their children always in the order that the schema asks for."""

from __future__ import annotations

from copy import deepcopy
from functools import cache

from lxml import etree

Element = etree._Element

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

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
_ORDER = {name: {child: at for at, child in enumerate(line.split())} for name, line in _SEQUENCES.items()}


@cache
def named(name: str) -> str:
    """The full name of an element or attribute; without a prefix it is one of WordprocessingML."""
    prefix, _colon, local = name.rpartition(":")
    return f"{{{SPACES[prefix or 'w']}}}{local}"


def w(name: str, /, *children: Element | None, **attributes: str | int) -> Element:
    """An element of WordprocessingML with attributes of the same namespace."""
    element = etree.Element(named(name), {named(key): str(value) for key, value in attributes.items()})
    # an element has one place: what already stands elsewhere is copied, not moved
    present = [
        child if child.getparent() is None else deepcopy(child) for child in children if child is not None
    ]
    if order := _ORDER.get(name):
        present.sort(key=lambda child: order[etree.QName(child).localname])
    element.extend(present)
    return element


def x(name: str, attributes: dict[str, str] | None = None, /, *children: Element) -> Element:
    """An element of another namespace (`prefix:name`), with attributes named in full or without namespace."""
    element = etree.Element(named(name), attributes or {})
    element.extend(children)
    return element


def text(words: str, *, name: str = "t") -> Element:
    element = w(name)
    element.text = words
    if words != words.strip() or "  " in words:
        element.set(_XML_SPACE, "preserve")
    return element


def root(name: str, /, *children: Element, prefixes: str = "w r") -> Element:
    """The root of a part, which declares the namespaces once for all that stands in it."""
    element = etree.Element(named(name), nsmap={prefix: SPACES[prefix] for prefix in prefixes.split()})
    element.extend(children)
    return element


def serialised(element: Element) -> bytes:
    """A part as bytes; namespaces are declared at the root alone."""
    etree.cleanup_namespaces(element, keep_ns_prefixes=[prefix for prefix in element.nsmap if prefix])
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)
