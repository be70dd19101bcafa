"""Files made for the tests of `sources`: Word archives from fragments of XML, pdf pages from Typst."""

import io
import zipfile
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

from luoshi.reading.sources import load

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
FONTS = str(Path(pylopdf_fonts_zh_cn.__file__).parent)


def word_file(body: str, *, numbering: str = "", styles: str = "", **parts: bytes) -> bytes:
    """A Word file with this body; further parts by name, `word/` left out."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", root("document", f"<w:body>{body}</w:body>"))
        if numbering:
            archive.writestr("word/numbering.xml", root("numbering", numbering))
        if styles:
            archive.writestr("word/styles.xml", root("styles", styles))
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def root(name: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {NAMESPACES}>{content}</w:{name}>'


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def styled(text: str, style: str) -> str:
    return paragraph(text, f'<w:pStyle w:val="{style}"/>')


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(text: str, *, level: int = 0, number: int = 1) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def list_levels(*levels: str, list_id: int = 1, inner: str = "") -> str:
    """A list definition and the list that uses it; a level is `format|text` and further elements."""
    content = "".join(list_level(place, level) for place, level in enumerate(levels))
    return (
        f'<w:abstractNum w:abstractNumId="{list_id}">{content}</w:abstractNum>'
        f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="{list_id}"/>{inner}</w:num>'
    )


def list_level(place: int, level: str) -> str:
    kind, text, *rest = level.split("|")
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f"{''.join(rest)}</w:lvl>"
    )


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def field(instruction: str, result: str) -> str:
    """A field with its result, in runs."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


AS_OFFICIAL_DOCUMENTS_ARE = """#set page(paper: "a4", {page})
#set page(margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm))
#set text(font: "Noto Serif SC", size: 16pt, lang: "zh")
#set par(leading: 12pt, spacing: 12pt, justify: true, first-line-indent: (amount: 2em, all: true))
"""


def pdf_file(content: str, page: str = 'numbering: "— 1 —"') -> bytes:
    """A pdf set as official documents are."""
    source = AS_OFFICIAL_DOCUMENTS_ARE.replace("{page}", page) + content
    return bytes(typst.compile(source.encode(), font_paths=[FONTS], ignore_system_fonts=True))


OFFICIAL = list_levels("chineseCounting|%1、", "chineseCounting|（%2）", "decimal|%3.", "decimal|（%4）")


def lines(body, **parts):
    return load(word_file(body, **parts)).text.split("\n")


def codes(source):
    return {warning.code: warning.values["count"] for warning in source.warnings}


def styles(*definitions):
    return "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{label}"/>{rest}</w:style>'
        for name, label, rest in definitions
    )
