"""What a file is, told from its content; its name is never asked."""

from __future__ import annotations

import io
import zipfile

OCTETS = "application/octet-stream"
SAMPLE = 65536
SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"Rar!", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
)
OFFICE = "application/vnd.openxmlformats-officedocument"
MEMBERS = (
    ("word/document.xml", f"{OFFICE}.wordprocessingml.document"),
    ("xl/workbook.xml", f"{OFFICE}.spreadsheetml.sheet"),
    ("ppt/presentation.xml", f"{OFFICE}.presentationml.presentation"),
    ("OFD.xml", "application/ofd"),
)
MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<script")


def media_type_of(content: bytes) -> str:
    """The media type of a whole file by its first bytes, or by its members when it is an archive."""
    for signature, media_type in SIGNATURES:
        if content.startswith(signature):
            return media_type
    if content.startswith(b"PK\x03\x04"):
        return _archive(content)
    return _text(content[:SAMPLE])


def _archive(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return OCTETS
    return next((media_type for member, media_type in MEMBERS if member in names), "application/zip")


def _text(sample: bytes) -> str:
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text/plain"
    if b"\x00" in sample or not _decodes(sample):
        return OCTETS
    head = sample.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(MARKUP) or (head.startswith((b"<?xml", b"<!--")) and b"<html" in head):
        return "text/html"
    return "application/xml" if head.startswith(b"<?xml") else "text/plain"


def _decodes(sample: bytes) -> bool:
    # A character may be cut in two at the sample's end: the last bytes are not held against it.
    for encoding, width in (("utf-8", 3), ("gb18030", 3)):
        for cut in range(width + 1 if len(sample) == SAMPLE else 1):
            try:
                sample[: len(sample) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return True
    return False
