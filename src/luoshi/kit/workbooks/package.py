"""A workbook that is a zip (xlsx、ods): its sizes and its XML are checked before anything reads it."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from .limits import MOST_PARTS, PART_BYTES, RATIO, RATIO_FROM, TOTAL_BYTES
from .refusals import Unreadable

BROKEN = (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError, RuntimeError)
_FORBIDDEN = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_XML = (".xml", ".rels", ".vml")


class Package:
    """The parts of a zip, each read whole, once, and never past the limit."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except BROKEN as error:
            raise Unreadable("damaged") from error
        self.names = {entry.filename.lstrip("/"): entry for entry in self._zip.infolist()}
        self._examine(len(self._zip.infolist()))

    def _examine(self, parts: int) -> None:
        if parts > MOST_PARTS:
            raise Unreadable("bomb", most=MOST_PARTS)
        entries = self._zip.infolist()
        if any(entry.flag_bits & 1 for entry in entries):
            raise Unreadable("encrypted")
        for entry in entries:
            size, packed = entry.file_size, max(1, entry.compress_size)
            if size > PART_BYTES or (size > RATIO_FROM and size > RATIO * packed):
                raise Unreadable("bomb", most=PART_BYTES // 1024**2)
        if sum(entry.file_size for entry in entries) > TOTAL_BYTES:
            raise Unreadable("bomb", most=TOTAL_BYTES // 1024**2)

    def refuse_dangerous_xml(self) -> None:
        """No part may declare entities or a document type, and none may unpack to more than it says."""
        for name in self.names:
            if name.lower().endswith(_XML) and any(word in self.read(name) for word in _FORBIDDEN):
                raise Unreadable("dangerous_xml", part=name)

    def read(self, name: str) -> bytes:
        entry = self.names[name]
        try:
            with self._zip.open(entry) as stream:
                content = stream.read(entry.file_size + 1)
        except BROKEN as error:
            raise Unreadable("damaged") from error
        if len(content) > entry.file_size:
            raise Unreadable("bomb", most=PART_BYTES // 1024**2)
        return content

    def parse(self, name: str) -> etree._Element | None:
        """A small part's root element, or None where there is no such part."""
        if name not in self.names:
            return None
        try:
            return etree.fromstring(self.read(name), parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Unreadable("damaged") from error


def parser() -> etree.XMLParser:
    """No entities, no network, no document type."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=True
    )


def local(element: etree._Element) -> str:
    """An element's name without its namespace; empty for comments."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """An attribute's value, whatever namespace it stands in."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""
