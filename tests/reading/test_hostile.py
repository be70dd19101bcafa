"""Hostile files: the reader gives a reading or one refusal, and its work grows with the file, not faster."""

import io
import sys
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.reading import messages
from luoshi.reading.errors import Unreadable
from luoshi.reading.model import Reading
from luoshi.reading.reader import read
from tests.reading.plans import GOALS, plan, tasks

pytestmark = pytest.mark.usefixtures("untraced")

MAGIC = [
    b"",
    b"PK\x03\x04",
    b"%PDF-1.7\n",
    b"<html><body>",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
]
SENTENCE = "加快推进重点产业发展,到2025年规模以上工业增加值年均增长8%以上,建成100家智能工厂。"


def outcome(content: bytes) -> Reading | Unreadable:
    """What the reader makes of a file; anything but a reading or a refusal fails the test by itself."""
    try:
        return read(content)
    except Unreadable as refusal:
        return refusal


def said(refusal: Unreadable) -> list[str]:
    return [messages.say(refusal.code, refusal.values, language=each) for each in messages.LANGUAGES]


@settings(max_examples=200)
@given(magic=st.sampled_from(MAGIC), content=st.binary(max_size=600))
def test_any_bytes_give_a_reading_or_one_sentence(magic, content):
    found = outcome(magic + content)
    if isinstance(found, Unreadable):
        assert all("\n" not in sentence for sentence in said(found))
    else:
        assert "\0" not in found.source.text


@settings(max_examples=200)
@given(
    text=st.text(alphabet="一二(（)）.、。：:;，,1 2%《》“”牵头单位配合市工信局到年达以上\n\t", max_size=120)
)
def test_any_scrap_of_official_text_is_read(text):
    found = outcome(text.encode())
    assert isinstance(found, Reading) or found.code == "empty"


@given(text=st.text(max_size=200))
def test_any_text_is_read_with_offsets_inside_it(text):
    found = outcome(text.encode("utf-8", "surrogatepass"))
    if isinstance(found, Reading):
        length = len(found.source.text)
        facts = (
            *found.facts.targets,
            *found.facts.promises,
            *found.facts.responsibilities,
            *found.facts.mentions,
        )
        assert all(0 <= fact.start <= fact.end <= length for fact in (*found.outline, *facts))


def word_file(document: str, **parts: str) -> bytes:
    """A Word file with this main part."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DOCUMENT = "{}<w:document " + NAMES + "><w:body>{}</w:body></w:document>"


@pytest.mark.parametrize("share", range(0, 100, 7))
def test_a_word_file_cut_short_is_refused_in_words(share):
    whole = word_file(DOCUMENT.format("", PARAGRAPH.format("一、总体要求") * 50))
    found = outcome(whole[: len(whole) * share // 100])
    assert isinstance(found, Unreadable)
    assert all(said(found))


def test_a_word_file_that_unfolds_beyond_measure_is_refused():
    found = outcome(word_file(DOCUMENT.format("", PARAGRAPH.format("0" * 120_000_000))))
    assert isinstance(found, Unreadable)
    assert found.code == "bomb"


def test_a_word_file_with_an_external_entity_is_refused_and_opens_nothing(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", "utf-8")
    dtd = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'
    found = outcome(word_file(DOCUMENT.format(dtd, PARAGRAPH.format("&e;"))))
    assert isinstance(found, Unreadable)
    assert found.code == "forbidden_dtd"


def test_a_page_with_an_external_entity_opens_nothing(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", "utf-8")
    page = f'<!DOCTYPE html [<!ENTITY e SYSTEM "file://{secret}">]><html><body><p>一、&e;</p></body></html>'
    found = outcome(page.encode())
    assert isinstance(found, Unreadable) or "秘密" not in found.source.text


SHAPES = {
    "one paragraph of targets": lambda size: SENTENCE * (size // len(SENTENCE)),
    "one paragraph without a mark": lambda size: "发展" * (size // 2),
    "one paragraph of digits": lambda size: "9" * size,
    "one line of agencies": lambda size: "一、任务\n牵头单位:" + "市工信局、" * (size // 5),
    "brackets without end": lambda size: "(" * size,
    "brackets of leads": lambda size: "(市工信局牵头)" * (size // 8),
    "headings": lambda size: "\n".join(f"{number}.推进任务。" for number in range(1, size // 10)),
    "headings of two kinds": lambda size: "一、推进任务\n(一)实施。\n" * (size // 12),
    "numbers in one line": lambda size: "推进产业发展。1.甲。2.乙。(一)" * (size // 19),
    "book marks": lambda size: "《" * (size // 2) + "》" * (size // 2),
    "years": lambda size: "到2025年" * (size // 6),
    "rows of cells": lambda size: "指标\t单位\t2025年\n" * (size // 12),
    "blanks": lambda size: "工 业 " * (size // 4),
}


def work(content: bytes) -> int:
    """How many functions the reader calls, Python's and C's."""
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        outcome(content)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_text_is_about_twice_the_work(shape):
    read(plan(GOALS, tasks("(市工信局牵头)")).encode())  # tables and patterns are made once
    small, large = (work(SHAPES[shape](size).encode()) for size in (10_000, 20_000))
    assert large <= 2.6 * small + 2_000


@pytest.mark.slow
def test_a_paragraph_of_ten_megabytes_is_read():
    found = outcome(("推进产业发展,加强组织领导。" * 240_000).encode())
    assert isinstance(found, Reading)
    assert len(found.source.text) > 3_000_000


@pytest.mark.slow
def test_a_hundred_thousand_headings_are_read():
    found = outcome(("一、推进任务\n" * 100_000).encode())
    assert len(found.outline) == 100_000
