"""What a file is (格式识别), by its content and never by its name."""

from __future__ import annotations

import re

from luoshi.reading.errors import Unreadable

_LEADING = re.compile(rb"\A(?:\xef\xbb\xbf)?[\x00\s]*")
_PDF_WITHIN = 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("WpsDocument", "wps"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
)
_ZIP_PARTS = (
    (b"word/document", "docx"),
    (b"OFD.xml", "ofd"),
    (b"xl/workbook", "xlsx"),
    (b"ppt/presentation", "pptx"),
    (b"mimetypeapplication/vnd.oasis", "odt"),
    (b"word/", "docx"),
)
_SIGNATURES = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"BM", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)
_MHT = re.compile(rb"\A(?:From:|MIME-Version:|Subject:)", re.I)
_TAG = (
    r"<(?:!doctype html|/?(?:html|head|body|meta|title|div|p|span|table|tbody|tr|td|br|h[1-6]|article|"
    r"section|center|font|strong|b|ul|ol|li|script|style|link|a|main)(?=[\s/>]))"
)
_HTML_TAG = re.compile(_TAG, re.I)
_HTML_WITHIN = 65_536


def binary_format(content: bytes) -> str | None:
    """The name of the format that the first bytes give away, or None for what may be text."""
    head = content[_LEADING.match(content).end() :] if content else b""  # type: ignore[union-attr]
    if head.startswith(b"%PDF-") or (
        b"%PDF-" in content[:_PDF_WITHIN] and not content[:_PDF_WITHIN].isascii()
    ):
        return "pdf"
    if content.startswith(b"PK"):
        return _zip_format(content)
    if content.startswith(_OLE):
        return _ole_format(content)
    return _other_format(content, head)


def _other_format(content: bytes, head: bytes) -> str | None:
    for signature, name in _SIGNATURES:
        if content.startswith(signature) and (name != "image" or b"\x00" in content[:512]):
            return name
    if _MHT.match(head) and b"multipart/related" in head[:4096]:
        return "mht"
    return "xml" if head.startswith(b"<?xml") and b"mso-application" in head[:1024] else None


def _zip_format(content: bytes) -> str | None:
    """Names stand uncompressed in an archive, also in one whose end is missing."""
    if content[2:4] not in (b"\x03\x04", b"\x05\x06", b"\x07\x08"):
        return None
    for part, name in _ZIP_PARTS:
        if part in content:
            return name
    return "archive"


def _ole_format(content: bytes) -> str:
    for stream, name in _OLE_STREAMS:
        if stream.encode("utf-16-le") in content:
            return name
    return "doc"


def is_html(text: str) -> bool:
    """Whether a text is a web page, also without a doctype: it opens with a tag or is full of them."""
    head = text[:_HTML_WITHIN].lstrip()
    if _HTML_TAG.match(head):
        return True
    needed = 3 if head.startswith("<") else 6
    return len(_HTML_TAG.findall(head)) >= needed


def refuse_unless_readable(*, format: str, readable: object) -> None:
    """Raise Unreadable for a format that is known but has no reader."""
    if format == "encrypted":
        raise Unreadable("encrypted", format="docx")
    if format not in readable:  # type: ignore[operator]
        raise Unreadable("unsupported_format", format=format)
