"""What the transitional schema of WordprocessingML (ECMA-376 part 4) says of the elements that a paper uses.

For each element its attributes and its children in their sequence; `*` says that the children may come in any
order. Written from the schema, apart from the writer: a slip in one shows against the other.
"""

from lxml import etree

PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp:",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a:",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic:",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r:",
    "http://schemas.microsoft.com/office/drawing/2016/SVG/main": "asvg:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
}
_PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_RUN = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath"
)
_BORDER = "val sz space color"
_EDGES = "top left start bottom right end insideH insideV tl2br tr2bl"
_BLOCKS = "* p tbl"
_VALUE = (
    "altName basedOn characterSpacingControl charset color decimalSymbol defaultTabStop "
    "drawingGridVerticalSpacing family gridSpan jc listSeparator name outlineLvl pitch pStyle sz szCs tblOverlap "
    "tblStyle textDirection uiPriority vAlign vMerge w "
    "b bCs balanceSingleByteDoubleByteWidth bordersDoNotSurroundFooter bordersDoNotSurroundHeader cantSplit "
    "doNotExpandShiftReturn doNotLeaveBackslashAlone evenAndOddHeaders keepLines keepNext kinsoku overflowPunct "
    "pageBreakBefore qFormat snapToGrid spaceForUL tblHeader titlePg ulTrailSpace useFELayout widowControl type"
)
ELEMENTS = dict.fromkeys(_VALUE.split(), ("val", "")) | {
    "document": ("", "background body"),
    "body": ("", "* p tbl sectPr"),
    "hdr": ("", _BLOCKS),
    "ftr": ("", _BLOCKS),
    "p": ("", "* pPr r fldSimple"),
    "pPr": ("", _PARAGRAPH),
    "r": ("", "* rPr t br tab drawing"),
    "rPr": ("", _RUN),
    "t": ("xml:space", ""),
    "br": ("type clear", ""),
    "tab": ("val leader pos", ""),
    "tabs": ("", "tab"),
    "fldSimple": ("instr fldLock dirty", "* r"),
    "rFonts": ("hint ascii hAnsi eastAsia cs", ""),
    "lang": ("val eastAsia bidi", ""),
    "themeFontLang": ("val eastAsia bidi", ""),
    "spacing": (
        "val before beforeLines beforeAutospacing after afterLines afterAutospacing line lineRule", ""),
    "ind": ("left leftChars right rightChars hanging hangingChars firstLine firstLineChars", ""),
    "pBdr": ("", "top left bottom right between bar"),
    "sectPr": ("", "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
               "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid"),
    "headerReference": ("type r:id", ""),
    "footerReference": ("type r:id", ""),
    "pgSz": ("w h orient code", ""),
    "pgMar": ("top right bottom left header footer gutter", ""),
    "docGrid": ("type linePitch charSpace", ""),
    "tbl": ("", "tblPr tblGrid tr"),
    "tblPr": ("", "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
              "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"),
    "tblpPr": ("leftFromText rightFromText topFromText bottomFromText vertAnchor horzAnchor tblpXSpec tblpX "
               "tblpYSpec tblpY", ""),
    "tblW": ("w type", ""),
    "tblInd": ("w type", ""),
    "tblLayout": ("type", ""),
    "tblLook": ("val firstRow lastRow firstColumn lastColumn noHBand noVBand", ""),
    "tblBorders": ("", _EDGES),
    "tblCellMar": ("", "top left start bottom right end"),
    "tblGrid": ("", "gridCol"),
    "gridCol": ("w", ""),
    "tr": ("", "tblPrEx trPr tc"),
    "trPr": ("", "* cantSplit trHeight tblHeader"),
    "trHeight": ("val hRule", ""),
    "tc": ("", "tcPr p"),
    "tcPr": ("", "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign"),
    "tcW": ("w type", ""),
    "styles": ("", "docDefaults latentStyles style"),
    "docDefaults": ("", "rPrDefault pPrDefault"),
    "rPrDefault": ("", "rPr"),
    "pPrDefault": ("", "pPr"),
    "style": ("type styleId default customStyle",
              "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat "
              "locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"),
    "settings": ("", "writeProtection view zoom removePersonalInformation removeDateAndTime mirrorMargins "
                 "alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop "
                 "defaultTabStop autoHyphenation evenAndOddHeaders drawingGridHorizontalSpacing "
                 "drawingGridVerticalSpacing characterSpacingControl footnotePr endnotePr compat docVars rsids "
                 "themeFontLang clrSchemeMapping decimalSymbol listSeparator"),
    "zoom": ("val percent", ""),
    "compat": ("", "spaceForUL noColumnBalance balanceSingleByteDoubleByteWidth noExtraLineSpacing "
               "doNotLeaveBackslashAlone ulTrailSpace doNotExpandShiftReturn useFELayout compatSetting"),
    "compatSetting": ("name uri val", ""),
    "fonts": ("", "font"),
    "font": ("name", "altName panose1 charset family notTrueType pitch sig"),
    "drawing": ("", "wp:inline"),
    "wp:inline": ("distT distB distL distR", "wp:extent wp:effectExtent wp:docPr wp:cNvGraphicFramePr a:graphic"),
    "wp:extent": ("cx cy", ""),
    "wp:docPr": ("id name descr title", ""),
    "wp:cNvGraphicFramePr": ("", "a:graphicFrameLocks"),
    "a:graphicFrameLocks": ("noChangeAspect", ""),
    "a:graphic": ("", "a:graphicData"),
    "a:graphicData": ("uri", "pic:pic"),
    "pic:pic": ("", "pic:nvPicPr pic:blipFill pic:spPr"),
    "pic:nvPicPr": ("", "pic:cNvPr pic:cNvPicPr"),
    "pic:cNvPr": ("id name descr title", ""),
    "pic:cNvPicPr": ("", ""),
    "pic:blipFill": ("", "a:blip a:srcRect a:stretch"),
    "a:blip": ("r:embed", "a:extLst"),
    "a:extLst": ("", "a:ext"),
    "a:ext": ("uri cx cy", "asvg:svgBlip"),
    "asvg:svgBlip": ("r:embed", ""),
    "a:stretch": ("", "a:fillRect"),
    "a:fillRect": ("", ""),
    "pic:spPr": ("", "a:xfrm a:prstGeom"),
    "a:xfrm": ("", "a:off a:ext"),
    "a:off": ("x y", ""),
    "a:prstGeom": ("prst", "a:avLst"),
    "a:avLst": ("", ""),
    **dict.fromkeys(["top", "left", "bottom", "right", "insideH", "insideV"], (f"{_BORDER} w type", "")),
}  # fmt: skip
ONCE_FIRST = {"p": "pPr", "r": "rPr", "tc": "tcPr", "tr": "trPr"}


def broken_rules(content: bytes) -> list[str]:
    """Where a part breaks the schema: unknown elements and attributes, children out of their sequence."""
    return [rule for element in etree.fromstring(content).iter() for rule in _rules(element)]


def _name(qualified: str) -> str:
    parsed = etree.QName(qualified)
    return f"{PREFIXES.get(parsed.namespace or '', '')}{parsed.localname}"


def _rules(element):
    name = _name(element.tag)
    if name not in ELEMENTS:
        yield f"{name} is unknown"
        return
    attributes, sequence = (set(ELEMENTS[name][0].split()), ELEMENTS[name][1].split())
    yield from (f"{name}/@{_name(each)}" for each in element.attrib if _name(each) not in attributes)
    children = [_name(child.tag) for child in element]
    strangers = [child for child in children if child not in sequence]
    yield from (f"{name} holds {child}" for child in strangers)
    order = [sequence.index(child) for child in children if child not in strangers]
    if sequence[:1] != ["*"] and order != sorted(order):
        yield f"{name}: {' '.join(children)}"
    if (first := ONCE_FIRST.get(name)) and first in children[1:]:
        yield f"{name}: {first} is not first"
    if name == "tc" and (not children or children[-1] != "p"):
        yield "a cell does not end with a paragraph"
    if name in {"hdr", "ftr", "body"} and "p" not in children:
        yield f"{name} without a paragraph"
