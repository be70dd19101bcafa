"""The benchmark's plan as txt, html, docx (with Word's automatic numbers) and pdf."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pylopdf_fonts_zh_cn
import typst
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from plan import TITLE, Block, labelled

FONTS = str(Path(pylopdf_fonts_zh_cn.__file__).parent)
LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
PAGE = """#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), numbering: "— 1 —")
#set text(font: "Noto Serif SC", size: 16pt, lang: "zh", top-edge: "ascender", bottom-edge: "descender")
#set par(leading: 13pt, spacing: 13pt, justify: true, first-line-indent: (amount: 2em, all: true))
#set table(stroke: 0.5pt)
"""


def as_text() -> bytes:
    """Plain text, a table's row a line with tabs."""
    lines = [TITLE]
    for label, block in labelled():
        lines += ["\t".join(row) for row in block.rows] or [label + block.text]
    return "\n".join(lines).encode()


def as_html() -> bytes:
    """A page as a government site prints it."""
    body = "".join(
        _html_table(block) if block.rows else f"<p style='text-indent:2em'>{label}{block.text}</p>\n"
        for label, block in labelled()
    )
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'></head><body><div class='nav'><a href='/'>首页</a></div>"
        f"<div class='article'><h1>{TITLE}</h1><div class='content'>{body}</div></div></body></html>"
    ).encode()


def _html_table(block: Block) -> str:
    rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in block.rows)
    return "<table border='1'>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>\n"


def as_docx() -> bytes:
    """A Word file whose numbers are automatic."""
    document = docx.Document()
    number = _add_numbering(document)
    document.add_heading(TITLE, 0)
    for _, block in labelled():
        if block.rows:
            _add_table(document, block)
        else:
            paragraph = document.add_paragraph(block.text)
            if block.level:
                paragraph._p.get_or_add_pPr().append(_number_properties(number, block.level - 1))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _number_properties(number: int, level: int):
    return parse_xml(
        f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    )


def _add_numbering(document) -> int:
    levels = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for place, (kind, text) in enumerate(LEVELS)
    )
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="900">{levels}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="900"><w:abstractNumId w:val="900"/></w:num>'))
    return 900


def _add_table(document, block: Block) -> None:
    table = document.add_table(len(block.rows), len(block.rows[0]))
    for row, cells in zip(table.rows, block.rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text


def as_pdf() -> bytes:
    """A pdf set as official documents are: 22 lines of 28 characters a page."""
    parts = [PAGE, f"#align(center, text(size: 22pt)[{TITLE}])\n\n"]
    for label, block in labelled():
        parts.append(_typst_table(block) if block.rows else f"{_escaped(label + block.text)}\n\n")
    source = "".join(parts).encode()
    return bytes(typst.compile(source, font_paths=[FONTS], ignore_system_fonts=True))


def _typst_table(block: Block) -> str:
    cells = "".join(f"[{_escaped(cell)}]," for row in block.rows for cell in row)
    return f"#table(columns: (1fr, 4fr, 2fr, 3fr, 2.5fr), {cells})\n\n"


def _escaped(text: str) -> str:
    return "".join("\\" + letter if letter in "#$*_<>@[]\\`~=-+/." else letter for letter in text)
