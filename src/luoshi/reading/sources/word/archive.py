"""The parts of a Word file (docx 是压缩包): opened with limits, parsed without entities."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable

from lxml import etree

from luoshi.reading.errors import Unreadable

PART_LIMIT = 48 * 1024 * 1024
MOST_PARTS = 20_000
RATIO_LIMIT, RATIO_FROM = 400, 8 * 1024 * 1024
_ENTRY = b"PK\x01\x02"
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_STRICT_HOST = b"purl.oclc.org/ooxml"
_TABLE_STYLE, _STYLE_END = b'<w:style w:type="table"', b"</w:style>"
_MAIN_PART = "/officeDocument"


class Archive:
    """A Word file's parts, read one at a time and never past the limit."""

    def __init__(self, content: bytes) -> None:
        if content.count(_ENTRY) > MOST_PARTS:
            raise Unreadable("bomb", part="", limit=MOST_PARTS)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
            raise Unreadable("damaged_archive", part="") from error
        self._names = {name.replace("\\", "/").lstrip("/"): name for name in self._zip.namelist()}

    def main_part(self) -> str:
        """The name of the part with the text."""
        rels = self.parse("_rels/.rels")
        for relation in () if rels is None else rels:
            if str(relation.get("Type", "")).endswith(_MAIN_PART):
                return str(relation.get("Target", "")).lstrip("/")
        return "word/document.xml"

    def sibling(self, part: str, kind: str) -> str:
        """The part of this kind (styles, numbering) that the main part names, by default its sibling."""
        folder, name = posixpath.split(part)
        rels = self.parse(f"{folder}/_rels/{name}.rels".lstrip("/"))
        for relation in () if rels is None else rels:
            if str(relation.get("Type", "")).endswith(f"/{kind}"):
                target = str(relation.get("Target", ""))
                return (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
                )
        return f"{folder}/{kind}.xml".lstrip("/")

    def styles(self, main: str) -> etree._Element | None:
        """The styles, less those of tables: they are most of the part and say nothing of a paragraph."""
        return self.parse(self.sibling(main, "styles"), trimmed=_without_table_styles)

    def parse(self, part: str, *, trimmed: Callable[[bytes], bytes] = bytes) -> etree._Element | None:
        """A part's root element, or None where the file has no such part."""
        if part not in self._names:
            return None
        content = self._read(part)
        if any(doctype in content for doctype in _DOCTYPES):
            raise Unreadable("forbidden_dtd", part=part)
        if _STRICT_HOST in content:
            for strict, transitional in _STRICT:
                content = content.replace(strict, transitional)
        return _parsed(trimmed(content), part)

    def _read(self, part: str) -> bytes:
        entry = self._zip.getinfo(self._names[part])
        if entry.flag_bits & 1:
            raise Unreadable("encrypted", format="docx")
        packed = max(1, entry.compress_size)
        if entry.file_size > PART_LIMIT or (
            entry.file_size > RATIO_FROM and entry.file_size > RATIO_LIMIT * packed
        ):
            raise Unreadable("bomb", part=part, limit=PART_LIMIT)
        try:
            with self._zip.open(entry) as stream:
                content = stream.read(PART_LIMIT + 1)
        except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError) as error:
            raise Unreadable("damaged_archive", part=part) from error
        if len(content) > PART_LIMIT:
            raise Unreadable("bomb", part=part, limit=PART_LIMIT)
        return content


def _without_table_styles(content: bytes) -> bytes:
    kept, at = [], 0
    while (start := content.find(_TABLE_STYLE, at)) >= 0:
        kept.append(content[at:start])
        at = content.find(b">", start) + 1
        if at and content[at - 2 : at] != b"/>":
            at = content.find(_STYLE_END, at) + len(_STYLE_END)
        if at < start:  # cut off: the parser says so
            return content
    return b"".join((*kept, content[at:]))


def _parsed(content: bytes, part: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=True,  # a paragraph may be longer than 10 MB; the part's size is bounded above
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("damaged", format="docx", part=part) from error
