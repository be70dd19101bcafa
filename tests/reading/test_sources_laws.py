"""Laws of every source: whole text, true offsets, nothing unseen; work that grows with the size and no faster."""

import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from luoshi.reading.errors import Unreadable
from luoshi.reading.model import Source
from luoshi.reading.sources import REFUSALS, WARNINGS, load
from tests.reading.files import cell, list_levels, numbered, paragraph, pdf_file, table, word_file

pytestmark = pytest.mark.usefixtures("untraced")

SENTENCE = "推动产业高质量发展，到2025年增加值达到100亿元。"


def outcome(content):
    """The source, checked, or the code of the refusal; anything else is an error of the test."""
    try:
        source = load(content)
    except Unreadable as refused:
        return refused.code if refused.code in REFUSALS else None
    assert_whole(source)
    return source


def assert_whole(source: Source):
    """The laws of every source."""
    assert source.text == "\n".join(source.text[p.start : p.end] for p in source.paragraphs)
    assert all(
        source.text[p.start : p.end].strip() == source.text[p.start : p.end] != "" for p in source.paragraphs
    )
    assert all("\n" not in source.text[p.start : p.end] for p in source.paragraphs)
    assert not any(ord(c) < 9 or 0xD800 <= ord(c) < 0xE000 for c in source.text)
    for found in source.tables:
        assert all(c.text == source.text[c.start : c.end] for c in found.cells)
        assert all(c.rows >= 1 and c.columns >= 1 for c in found.cells)
    assert all(p.label == "" or source.text.startswith(p.label, p.start) for p in source.paragraphs)
    assert {warning.code for warning in source.warnings} <= set(WARNINGS)


@given(st.binary(max_size=3_000))
def test_arbitrary_bytes_give_a_source_or_a_refusal(content):
    assert outcome(content) is not None


@given(st.text(max_size=2_000))
@example("\ud800总")
@example("\x85\u2028\x0b\x0c总\u00a0")
def test_arbitrary_text_gives_a_source_or_a_refusal(text):
    assert outcome(text.encode("utf-8", "surrogatepass")) is not None


MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<table>", "<tr>", "<td rowspan=3>", "</table>", "<div class=nav>", "<br>", "<h1>", "<pre>",
         "<b>", "总则", "发布日期：2020-1-2", "一、", "，。", "&nbsp;", "\n", "<a href=x>", "</a>", "\x00", "<li>", "<ul>", "<!--"]
    ),
    max_size=60,
)  # fmt: skip


@given(MARKUP)
def test_a_soup_of_tags_gives_a_source_or_a_refusal(pieces):
    assert outcome(("<html><body>" + "".join(pieces)).encode()) is not None


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            paragraph("总则"), numbered("目标"), numbered("任务", level=1), numbered("", level=2),
            table(cell("甲", '<w:vMerge w:val="restart"/>') + cell("乙"), cell("丙", "<w:vMerge/>") + cell("")),
            table(cell("丁", '<w:gridSpan w:val="3"/>'), cell("戊") + cell("己")), table(cell("庚")), table(),
            paragraph("a\u200b"), paragraph("删", "<w:rPr><w:del/></w:rPr>"), "<w:p/>", "<w:tbl/>",
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>', 
            f"<w:sdt><w:sdtContent>{paragraph('辛')}</w:sdtContent></w:sdt>",
            f"<w:p><w:r><w:pict><w:txbxContent>{numbered('框')}</w:txbxContent></w:pict></w:r></w:p>",
        ]
    ),
    max_size=12,
)  # fmt: skip
LEVELS = list_levels("chineseCounting|%1、", "decimal|%1.%2", "decimalEnclosedCircle|%3")


@given(FRAGMENTS)
def test_any_word_file_gives_a_source_or_a_refusal(fragments):
    assert outcome(word_file("".join(fragments), numbering=LEVELS)) is not None


@given(st.data())
def test_a_word_file_with_a_changed_byte_gives_a_source_or_a_refusal(data):
    content = bytearray(word_file(numbered("总则") + table(cell("甲") + cell("乙")), numbering=LEVELS))
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert outcome(bytes(content)) is not None


PDF = pdf_file(SENTENCE * 9 + "\n\n#table(columns: 3, [甲], [乙], [丙], [丁], [戊], [己])")


@given(st.data())
def test_a_pdf_with_changed_bytes_gives_a_source_or_a_refusal(data):
    content = bytearray(PDF)
    for _ in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert outcome(bytes(content)) is not None


@given(st.lists(st.sampled_from([SENTENCE, "一、总则", "12本", "13", "— 3 —", "甲\t乙\t丙", "|甲|乙|丙|", "  ", "2.5", "PM 等"]),
                max_size=40))  # fmt: skip
def test_any_lines_keep_the_laws(rows):
    assert outcome("\n".join(rows).encode()) is not None


# --- work grows with the size and no faster -----------------------------------------------------------------


def work(content):
    """How many functions are called to load a file."""
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        load(content)
    finally:
        sys.setprofile(before)
    return calls


def headings(count):
    return [f"（{number}）做强第{number}项产业" for number in range(count)]


MAKERS = {
    "txt": lambda count: "\n".join(headings(count)).encode(),
    "broken lines": lambda count: "\n".join(
        ["推动产业高质量发展，提升企业创新能力和水平，完善服务"] * count
    ).encode(),
    "html": lambda count: ("<html><body>" + "".join(f"<p>{text}</p>" for text in headings(count))).encode(),
    "html table": lambda count: ("<table>" + "<tr><td>甲</td><td rowspan=9>乙</td></tr>" * count).encode(),
    "docx": lambda count: word_file("".join(map(numbered, headings(count))), numbering=LEVELS),
    "docx table": lambda count: word_file(table(*[cell("甲") + cell("乙", "<w:vMerge/>")] * count)),
    "pdf": lambda count: pdf_file(SENTENCE * count),
}


@pytest.mark.parametrize("kind", MAKERS)
def test_twice_the_document_is_twice_the_work(kind):
    make = MAKERS[kind]
    work(make(60))  # what is made once, is made now
    assert work(make(800)) <= 2.2 * work(make(400))


@pytest.mark.timeout(60)
@pytest.mark.parametrize("kind", ["txt", "html", "docx"])
def test_a_paragraph_of_ten_megabytes_is_read(kind):
    text = SENTENCE * (10_000_000 // len(SENTENCE.encode()))
    files = {
        "txt": text.encode,
        "html": lambda: f"<p>{text}</p>".encode(),
        "docx": lambda: word_file(paragraph(text)),
    }
    source = load(files[kind]())
    assert (source.format, source.text) == (kind, text)


@pytest.mark.slow
@pytest.mark.timeout(60)
@pytest.mark.parametrize("kind", ["txt", "html", "docx"])
def test_a_hundred_thousand_headings_are_read(kind):
    assert len(load(MAKERS[kind](100_000)).paragraphs) == 100_000
