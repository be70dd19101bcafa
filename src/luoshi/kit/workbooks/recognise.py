"""What a file is, told from its content: its name and its extension are never asked."""

from __future__ import annotations

import codecs
import re

from .refusals import Unreadable

ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHERS = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"{\\rtf", "RTF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"SQLite format 3", "SQLite"),
    (b"\x7fELF", "ELF"),
    (b"MZ", "EXE"),
    (b"\x00\x00\x00", "MP4"),
)
# The first record of a workbook older than Excel 5: a bare stream.
OLD = re.compile(rb"\x09[\x00\x02\x04]\x04\x00|\x09[\x00\x02\x04]\x06\x00|\x09\x08[\x08\x10]\x00")
_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be", codecs.BOM_UTF8: "utf-8"}
_MARKUP = re.compile(r"<!doctype html|<html|<head|<body|<table|<meta|<style|<div|<script|<\w+:?table", re.I)
_TAIL = re.compile(r"<\w*:?(table|html)[\s>]", re.I)


def format_of(content: bytes) -> str:
    """One of zip, compound, spreadsheetml, html, text. Raises Unreadable for whatever can't be a workbook."""
    if not content.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        raise Unreadable("empty_file")
    if content.startswith(ZIP):
        return "zip"
    if content.startswith(COMPOUND):
        return "compound"
    if OLD.match(content):
        raise Unreadable("too_old")
    for signature, what in OTHERS:
        if content.startswith(signature) and not _is_text(content, signature):
            raise Unreadable("not_a_workbook", what=what)
    return _text_format(content)


def _is_text(content: bytes, signature: bytes) -> bool:
    """Two letters may open a list as well as an image: control characters tell which."""
    return len(signature) == 2 and signature.isalpha() and not re.search(rb"[\x00-\x08]", content[:512])


def _text_format(content: bytes) -> str:
    head = _head(content).lstrip("\ufeff \t\r\n")
    if head.startswith(("MIME-Version:", "From: <Saved by")):
        raise Unreadable("not_a_workbook", what="MHTML")
    if head.startswith(("<?xml", "<Workbook", "<ss:Workbook", "<!--")):
        return _xml_format(head)
    if _MARKUP.match(head):
        return "html"
    if head.startswith("{") and head.rstrip().endswith(("}", ",", "]")) and '":' in head:
        raise Unreadable("not_a_workbook", what="JSON")
    return "text"


def _xml_format(head: str) -> str:
    if "urn:schemas-microsoft-com:office:spreadsheet" in head and "<html" not in head.lower():
        return "spreadsheetml"
    if _TAIL.search(head):
        return "html"
    raise Unreadable("not_a_workbook", what="XML")


def _head(content: bytes) -> str:
    sample = content[:4096]
    for mark, encoding in _MARKS.items():
        if sample.startswith(mark):
            return sample[len(mark) :].decode(encoding, "replace")
    if sample[1:40:2].count(0) > 15:
        return sample.decode("utf-16-le", "replace")
    return sample.decode("utf-8", "replace")
