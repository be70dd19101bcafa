"""What is no document, or a trap: one refusal with its code, in bounded time and memory."""

import io
import struct
import zipfile

import pytest

from luoshi.reading.errors import Unreadable
from luoshi.reading.sources import LIMIT, READERS, REFUSALS, load
from luoshi.reading.sources.recognise import binary_format
from tests.reading.files import (
    W,
    paragraph,
    pdf_file,
    run,
    styled,
    word_file,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512
SENTENCE = "推动产业高质量发展，到2025年增加值达到100亿元。"


def refusal(content):
    with pytest.raises(Unreadable) as raised:
        load(content)
    assert raised.value.code in REFUSALS
    return raised.value.code, raised.value.values


def archive(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in parts.items():
            opened.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (archive(**{"OFD.xml": "<ofd/>", "Doc_0/Document.xml": "<d/>"}), "ofd"),
        (archive(**{"xl/workbook.xml": "<w/>"}), "xlsx"),
        (archive(**{"ppt/presentation.xml": "<w/>"}), "pptx"),
        (archive(mimetype="application/vnd.oasis.opendocument.text", content="<w/>"), "archive"),
        (archive(**{"a.txt": "总则"}), "archive"),
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (OLE + "WpsDocument".encode("utf-16-le"), "wps"),
        (OLE + "Workbook".encode("utf-16-le"), "xls"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "ppt"),
        (OLE, "doc"),
        (b"{\\rtf1\\ansi hello}", "rtf"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, "image"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 99, "image"),
        (b"Rar!\x1a\x07\x00", "archive"),
        (b"7z\xbc\xaf\x27\x1c", "archive"),
        (b"\x1f\x8b\x08\x00", "archive"),
        (b"From: <Saved by Browser>\r\nContent-Type: multipart/related; boundary=x\r\n\r\n<html>", "mht"),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w/>", "xml"),
    ],
)
def test_a_format_without_a_reader_is_named(content, name):
    assert refusal(content) == ("unsupported_format", {"format": name})
    assert name not in READERS


def test_a_text_that_begins_like_a_picture_is_text():
    assert load("BM产业园建设方案".encode()).format == "txt"


def test_a_text_about_pdf_files_is_text():
    assert binary_format(b"see %PDF-1.7 for details") is None


def test_a_pdf_after_rubbish_is_a_pdf():
    content = b"\xff\x00junk" + pdf_file("总体要求")
    assert binary_format(content) == "pdf"


def test_a_word_file_with_a_password_is_named():
    assert refusal(OLE + "EncryptedPackage".encode("utf-16-le")) == ("encrypted", {"format": "docx"})


def test_an_encrypted_part_is_named():
    content = bytearray(word_file(paragraph("总则")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := content.find(mark, start)) >= 0:
            content[start + at] |= 1
            start += 4
    assert refusal(bytes(content)) == ("encrypted", {"format": "docx"})


def test_a_file_that_is_too_large_is_refused_unread():
    assert refusal(b"a" * (LIMIT + 1)) == ("too_large", {"size": LIMIT + 1, "limit": LIMIT})


def test_a_word_file_without_its_text_is_refused():
    assert refusal(archive(**{"word/styles.xml": "<w/>"})) == ("missing_part", {"part": "word/document.xml"})
    assert refusal(archive(**{"word/document.xml": "<w/>"}))[0] == "missing_part"


def test_a_part_that_is_no_xml_is_refused():
    assert refusal(archive(**{"word/document.xml": "<w:body"})) == (
        "damaged",
        {"format": "docx", "part": "word/document.xml"},
    )


def test_an_empty_word_file_is_empty():
    assert refusal(word_file(paragraph(" ")))[0] == "empty"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_archive_is_refused(share):
    content = word_file("".join(paragraph(f"{n}{SENTENCE}") for n in range(200)))
    assert refusal(content[: int(len(content) * share)])[0] == "damaged_archive"


def test_a_part_with_a_broken_checksum_is_refused():
    content = bytearray(word_file(paragraph("总则")))
    at = content.find(b"PK\x01\x02", content.find(b"PK\x01\x02") + 1)
    content[at + 16] ^= 255
    assert refusal(bytes(content))[0] == "damaged_archive"


def test_a_bomb_is_refused_by_its_declared_size():
    content = archive(**{"word/document.xml": b"<a>" + b" " * 60_000_000 + b"</a>"})
    assert refusal(content)[0] == "bomb"


def test_a_bomb_is_refused_by_its_ratio():
    content = archive(**{"word/document.xml": b"<a>" + b" " * 20_000_000 + b"</a>"})
    assert refusal(content)[0] == "bomb"


def test_a_bomb_that_lies_about_its_size_is_refused():
    content = bytearray(archive(**{"word/document.xml": b"<a>" + b" " * 20_000_000 + b"</a>"}))
    at = content.find(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 1000)
    content[22:26] = struct.pack("<I", 1000)
    assert refusal(bytes(content))[0] == "damaged_archive"


def test_an_archive_of_countless_parts_is_refused():
    content = word_file(paragraph("总则")) + b"PK\x01\x02" * 20_001
    assert refusal(content)[0] == "bomb"


ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "&#49;&#50;">]>'
    f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&x;&y;</w:t></w:r></w:p></w:body></w:document>'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_entities_are_refused_in_every_encoding(encoding):
    content = archive(**{"word/document.xml": ENTITY.encode(encoding)})
    assert refusal(content) == ("forbidden_dtd", {"part": "word/document.xml"})


def test_entities_of_a_web_page_are_not_followed():
    page = (
        "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><html><body><p>总则&x;</p></body></html>"
    )
    assert load(page.encode()).text.endswith("总则&x;")


def test_a_page_nested_too_deep_is_refused_not_cut():
    assert refusal(b"<div>" * 50_000 + "总则".encode())[0] == "damaged"


def test_a_page_nested_deep_is_read():
    assert load(b"<div><b>" * 500 + "总则".encode()).text == "总则"


def test_tables_and_runs_nested_deep_are_read():
    deep = "<w:tbl><w:tr><w:tc>" * 400 + paragraph("甲") + "</w:tc></w:tr></w:tbl>" * 400
    runs = "<w:p>" + "<w:ins>" * 1_500 + run("乙") + "</w:ins>" * 1_500 + "</w:p>"
    boxes = (
        "<w:p><w:r><w:pict><w:txbxContent>" * 300
        + paragraph("丙")
        + "</w:txbxContent></w:pict></w:r></w:p>" * 300
    )
    assert load(word_file(deep + runs + boxes)).text == "甲\n乙\n丙"


def test_a_style_s_chain_without_end_is_followed_a_while():
    chain = "".join(
        f'<w:style w:type="paragraph" w:styleId="S{n}"><w:name w:val="s{n}"/><w:basedOn w:val="S{n + 1}"/></w:style>'
        for n in range(500)
    )
    assert load(word_file(styled("总则", "S0"), styles=chain)).text == "总则"
