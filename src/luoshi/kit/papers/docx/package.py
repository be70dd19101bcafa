"""The package of a docx: its parts, what they refer to, and the archive around them (OPC)."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from datetime import date

from luoshi.kit.papers.docx.xml import Element, serialised, x
from luoshi.kit.papers.words import one_line

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_XMLNS = {
    "cp": f"{_PACKAGE}/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}


@dataclass
class Package:
    """The parts beside the main one, in the order in which they were added."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    related: list[tuple[str, str]] = field(default_factory=list)
    drawings: int = 0

    def part(self, name: str, kind: str, element: Element) -> str:
        """Add a part of WordprocessingML under word/ and return the id by which the document refers to it."""
        self.types[f"/word/{name}"] = f"{_WORD}.{kind}+xml"
        return self._related(name, kind, serialised(element))

    def numbered_part(self, kind: str, element: Element) -> str:
        """Add one of several parts of a kind: header1.xml, header2.xml, …"""
        count = sum(name.startswith(f"word/{kind}") for name in self.parts)
        return self.part(f"{kind}{count + 1}.xml", kind, element)

    def image(self, content: bytes, ending: str) -> str:
        """Add a picture; the same picture twice is one part."""
        for key, (name, _kind) in enumerate(self.related, start=1):
            if name.startswith("media/") and self.parts[f"word/{name}"] == content:
                return f"rId{key}"
        count = sum(name.startswith("word/media/") for name in self.parts)
        return self._related(f"media/image{count + 1}.{ending}", "image", content)

    def _related(self, name: str, kind: str, content: bytes) -> str:
        self.parts[f"word/{name}"] = content
        self.related.append((name, kind))
        return f"rId{len(self.related)}"

    def drawing(self) -> int:
        """The next number of a drawing; each has its own."""
        self.drawings += 1
        return self.drawings


def packed(package: Package, document: Element, *, title: str, author: str, dated_on: date) -> bytes:
    """The docx: the same parts give the same bytes."""
    parts = {
        "[Content_Types].xml": _content_types(package),
        "_rels/.rels": _relationships(
            [
                ("word/document.xml", f"{_OFFICE}/officeDocument"),
                ("docProps/core.xml", f"{_PACKAGE}/relationships/metadata/core-properties"),
            ]
        ),
        "docProps/core.xml": _core(title=title, author=author, dated_on=dated_on),
        "word/document.xml": serialised(document),
        "word/_rels/document.xml.rels": _relationships(
            [(name, f"{_OFFICE}/{kind}") for name, kind in package.related]
        ),
        **package.parts,
    }
    return archive(parts, dated_on=dated_on)


def archive(parts: dict[str, bytes], *, dated_on: date) -> bytes:
    """A zip whose bytes depend on its parts and its date alone: no clock, no machine."""
    moment = (min(max(dated_on.year, 1980), 2107), dated_on.month, dated_on.day, 0, 0, 0)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packing:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, moment)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            packing.writestr(entry, content, zipfile.ZIP_DEFLATED, 6)
    return buffer.getvalue()


def _content_types(package: Package) -> bytes:
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "png": "image/png",
        "svg": "image/svg+xml",
    }
    overrides = {
        "/docProps/core.xml": _CORE,
        "/word/document.xml": f"{_WORD}.document.main+xml",
        **package.types,
    }
    return serialised(
        x(
            "Types",
            {"xmlns": f"{_PACKAGE}/content-types"},
            *(x("Default", {"Extension": name, "ContentType": kind}) for name, kind in defaults.items()),
            *(x("Override", {"PartName": name, "ContentType": kind}) for name, kind in overrides.items()),
        )
    )


def _relationships(targets: list[tuple[str, str]]) -> bytes:
    related = [
        x("Relationship", {"Id": f"rId{key}", "Type": kind, "Target": target})
        for key, (target, kind) in enumerate(targets, start=1)
    ]
    return serialised(x("Relationships", {"xmlns": f"{_PACKAGE}/relationships"}, *related))


def _core(*, title: str, author: str, dated_on: date) -> bytes:
    moment = f"{dated_on.isoformat()}T00:00:00Z"
    said = {"dc:title": one_line(title), "dc:creator": one_line(author), "dc:language": "zh-CN"}
    times = {"dcterms:created": moment, "dcterms:modified": moment}
    return serialised(
        x(
            "cp:coreProperties",
            {f"xmlns:{prefix}": space for prefix, space in _XMLNS.items()},
            *(Element(name, {}, (), words) for name, words in said.items()),
            *(Element(name, {"xsi:type": "dcterms:W3CDTF"}, (), words) for name, words in times.items()),
        )
    )
