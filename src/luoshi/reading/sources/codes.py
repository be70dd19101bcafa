"""Every code that `load` raises or warns with, and the values that fill its sentence.

A refusal says what was wrong and what would be right; `luoshi.reading.messages` makes the sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

REFUSALS: Mapping[str, str] = MappingProxyType(
    {
        "empty": "nothing but blanks; right: a file with the document's text",
        "too_large": "size, limit (bytes); right: the document alone, without pictures or annexes",
        "not_text": "no encoding fits; right: text in UTF-8 or GB18030, html, docx or pdf",
        "unsupported_format": "format (ofd, doc, wps, xls, xlsx, ppt, pptx, odt, rtf, mht, xml, image, "
        "archive); right: save it as docx or as pdf with text",
        "encrypted": "format; right: the same file without a password",
        "damaged": "format, part; right: the file saved or downloaded again",
        "damaged_archive": "part (may be empty); right: the file saved or downloaded again",
        "bomb": "part, limit (bytes); right: the document saved anew from its word processor",
        "forbidden_dtd": "part: a Word file may hold no DTD or entity; right: saved anew as docx",
        "missing_part": "part: a Word file without its main text; right: saved anew as docx",
        "too_many_pages": "pages, limit; right: the document alone",
        "no_text_layer": "pages: a scan (扫描件) without text; right: the original docx, or a pdf with text",
    }
)

WARNINGS: Mapping[str, str] = MappingProxyType(
    {
        "dropped_characters": "count of control and zero-width characters that were dropped",
        "undecodable_bytes": "count of places that could not be decoded (encoding)",
        "unwrapped_lines": "count of lines that were joined to the paragraph they belong to",
        "dropped_page_numbers": "count of page numbers (页码)",
        "dropped_page_lines": "count of running heads and feet (页眉页脚)",
        "dropped_blanks": "count of blanks between Chinese and Latin characters that a PDF put there",
        "dropped_furniture": "count of lines of the web page that are no document (导航、分享)",
        "dropped_deletions": "count of tracked deletions (修订)",
        "dropped_hidden_text": "count of runs of hidden text (隐藏文字)",
        "dropped_contents": "count of lines of a table of contents (目录)",
        "dropped_page_fields": "count of page-number fields (页码域)",
        "dropped_notes": "count of references to footnotes and endnotes (脚注)",
        "unknown_number_format": "format of an automatic number that was printed as a decimal",
        "blank_pages": "count of pages without text (图片页)",
    }
)
