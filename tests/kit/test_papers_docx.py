"""The docx of a paper: its parts, its schema, its faces, and what readers find in it."""

import io
import re
import time
import zipfile
from datetime import date

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from luoshi.kit.papers import (
    Align,
    Annex,
    Cell,
    Column,
    Face,
    Form,
    Heading,
    Landscape,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    Run,
    Signature,
    Table,
    Unprintable,
    Urgency,
    write_docx,
)
from luoshi.reading.reader import read
from tests.kit import sample_papers as papers
from tests.kit.word_schema import broken_rules

SAMPLES = papers.SAMPLES
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
anything = st.text(max_size=60)


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def opened(paper):
    return docx.Document(io.BytesIO(write_docx(paper)))


def assert_valid(content):
    for name, part in parts_of(content).items():
        if name.startswith("word/") and name.endswith(".xml"):
            assert broken_rules(part) == [], name


@pytest.mark.parametrize("name", SAMPLES)
def test_every_part_keeps_to_the_schema(name):
    assert_valid(write_docx(SAMPLES[name]()))


def test_the_schema_of_the_tests_tells_what_breaks_it():
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    wrong = f'<w:p {space}><w:r/><w:pPr><w:jc w:val="left" w:x="1"/><w:keepNext/><w:blink/></w:pPr></w:p>'
    assert broken_rules(wrong.encode()) == [
        "p: pPr is not first",
        "pPr holds blink",
        "pPr: jc keepNext blink",
        "jc/@x",
        "blink is unknown",
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_part_that_is_referred_to_is_there_once(name):
    parts = parts_of(write_docx(SAMPLES[name]()))
    relationships = etree.fromstring(parts["word/_rels/document.xml.rels"])
    targets = {each.get("Id"): f"word/{each.get('Target')}" for each in relationships}
    used = set(re.findall(rb'r:(?:id|embed)="(\w+)"', parts["word/document.xml"]))
    assert {key.decode() for key in used} <= set(targets)
    assert set(targets.values()) <= set(parts)
    types = etree.fromstring(parts["[Content_Types].xml"])
    typed = {each.get("PartName", "").lstrip("/") for each in types}
    endings = {each.get("Extension") for each in types}
    assert all(
        part in typed or part.rpartition(".")[2] in endings - {"xml"} for part in parts if part[0] != "["
    )


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_paper_gives_the_same_bytes(name):
    first, again = (write_docx(SAMPLES[name]()) for _ in range(2))
    assert first == again


def test_times_come_from_the_paper_and_nothing_from_the_machine():
    content = write_docx(papers.notice())
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(2026, 3, 9, 0, 0, 0)}
    properties = opened(papers.notice()).core_properties
    assert properties.created.date() == properties.modified.date() == papers.DAY
    assert (properties.author, properties.title) == (
        "云川市人民政府办公室",
        "云川市人民政府办公室关于印发云川市制造业数字化转型行动任务分工的通知",
    )
    assert not [name for name in parts_of(content) if name.endswith("app.xml")]


def test_a_day_before_zip_files_is_no_obstacle():
    assert write_docx(papers.ledger(dated_on=date(1949, 10, 1))).startswith(b"PK")


def test_the_page_carries_the_grid_of_the_standard():
    section = opened(papers.report_upward()).sections[0]
    measured = [
        section.top_margin.mm,
        section.left_margin.mm,
        section.right_margin.mm,
        section.bottom_margin.mm,
    ]
    assert measured == [pytest.approx(each, abs=0.1) for each in (37, 28, 26, 35)]
    grid = section._sectPr.find(f"{W}docGrid")
    pitch, space = int(grid.get(f"{W}linePitch")), int(grid.get(f"{W}charSpace"))
    height = section.page_height.twips - section.top_margin.twips - section.bottom_margin.twips
    width = section.page_width.twips - section.left_margin.twips - section.right_margin.twips
    assert grid.get(f"{W}type") == "linesAndChars"
    assert height // pitch == 22
    assert int(width / (320 + space / 4096 * 20)) == 28


def face(document, paragraph, run):
    """The font for Chinese of a run: its own, or that of the nearest style that names one."""
    places = [run._r.rPr]
    style = paragraph.style
    while style is not None:
        places.append(style.element.rPr)
        style = style.base_style
    fonts = (place.find(f"{W}rFonts") for place in places if place is not None)
    return next(font.get(f"{W}eastAsia") for font in fonts if font is not None)


@pytest.mark.parametrize(
    ("words", "font", "points"),
    [
        ("云川市人民政府办公室文件", "方正小标宋简体", None),
        ("云川市人民政府办公室关于印发云川市", "方正小标宋简体", 22),
        ("加急", "黑体", 16),
        ("一、总体要求", "黑体", 16),
        ("（一）目标", "楷体_GB2312", 16),
        ("1.分步实施", "仿宋_GB2312", 16),
        ("（1）先行试点", "仿宋_GB2312", 16),
        ("强化责任。", "楷体_GB2312", 16),
        (papers.LINE, "仿宋_GB2312", 16),
        ("附件1", "黑体", 16),
    ],
)
def test_each_part_has_the_face_and_the_size_of_the_standard(words, font, points):
    document = opened(papers.notice())
    found = [
        (paragraph, run)
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if words in run.text.split("\n")
    ]
    paragraph, run = found[0]
    sizes = [run.font.size, paragraph.style.font.size, document.styles["Normal"].font.size]
    assert face(document, paragraph, run) == font
    assert points is None or next(size for size in sizes if size).pt == points


def test_page_numbers_are_set_in_song_of_size_4():
    document = opened(papers.notice())
    style = document.styles["footer"]
    assert style.element.rPr.find(f"{W}rFonts").get(f"{W}eastAsia") == "宋体"
    assert style.font.size.pt == 14
    assert document.settings.odd_and_even_pages_header_footer


def test_headings_can_be_navigated():
    document = opened(papers.notice())
    outline = [
        (each.style.name, each.text) for each in document.paragraphs if each.style.name.startswith("Head")
    ]
    assert outline[:4] == [
        ("Heading 1", "一、总体要求"),
        ("Heading 2", "（一）目标"),
        ("Heading 3", "1.分步实施"),
        ("Heading 4", "（1）先行试点"),
    ]


def test_a_table_keeps_merged_cells_alignment_and_its_head():
    table = opened(papers.notice()).tables[1]
    assert table.cell(0, 0)._tc is table.cell(1, 0)._tc
    assert table.cell(0, 1)._tc is table.cell(0, 2)._tc
    assert [cell.text for cell in table.rows[2].cells] == ["东川区", "12", "9", "按计划推进"]
    assert [cell.text for cell in table.rows[4].cells] == ["合计", "15", "12", ""]
    assert table.cell(2, 1).paragraphs[0].alignment.name == "RIGHT"
    heads = [row._tr.trPr.find(f"{W}tblHeader") is not None for row in table.rows]
    assert heads == [True, True, False, False, False]


def test_no_two_tables_touch_and_a_paragraph_comes_last():
    bare = Table([Column("甲")], [["1"]])
    body = opened(papers.ledger(blocks=[bare, bare, Landscape([bare]), bare])).element.body
    names = [etree.QName(each).localname for each in body]
    assert "tbl tbl" not in " ".join(names)
    assert (names.count("tbl"), names[-2:]) == (4, ["p", "sectPr"])


def test_columns_are_together_as_wide_as_the_text():
    for table in opened(papers.notice()).tables[:2]:
        widths = [int(each.get(f"{W}w")) for each in table._tbl.tblGrid]
        assert sum(widths) == 8845


def test_a_vector_picture_has_pixels_beside_it_and_words_for_those_who_cannot_see_it():
    parts = parts_of(write_docx(papers.notice()))
    assert parts["word/media/image1.png"].startswith(b"\x89PNG")
    assert parts["word/media/image2.svg"] == papers.SVG
    assert "柱形图：一季度完成两批".encode() in parts["word/document.xml"]


def test_our_own_reader_reads_what_we_print():
    reading = read(write_docx(papers.notice(title="云川市人民政府办公室关于加快制造业数字化转型的意见")))
    assert reading.frame.number.text == "云政办发〔2026〕7号"
    assert reading.frame.issued_on.text == "2026-03-09"
    assert [node.title for node in reading.outline if node.level == 1][:2] == ["总体要求", "保障措施"]


faces = st.sampled_from(Face)
words = st.one_of(anything, st.lists(st.builds(Run, anything, faces, st.booleans()), max_size=3))
tables = st.integers(1, 4).flatmap(
    lambda count: st.builds(
        Table,
        columns=st.lists(
            st.builds(Column, anything, st.floats(0.1, 9), st.sampled_from(Align)),
            min_size=count,
            max_size=count,
        ),
        rows=st.lists(
            st.one_of(
                st.lists(anything, min_size=count, max_size=count),
                st.builds(lambda each: [Cell(each, columns=count)], words),
            ),
            max_size=3,
        ),
        caption=anything,
    )
)
flat = st.one_of(
    st.builds(Heading, st.integers(1, 4), anything),
    st.builds(Paragraph, words),
    st.just(PageBreak()),
    tables,
)
blocks = st.lists(st.one_of(flat, st.builds(Landscape, st.lists(flat, max_size=2))), max_size=4)
any_paper = st.builds(
    Paper,
    title=anything,
    dated_on=st.dates(),
    form=st.sampled_from(Form),
    issuers=st.lists(anything, min_size=1, max_size=4),
    number=st.text(min_size=1, max_size=20),
    copy_number=st.none() | st.integers(1, 999_999),
    urgency=st.sampled_from(Urgency),
    signers=st.lists(anything, max_size=3),
    subtitle=anything,
    addressees=st.lists(anything, max_size=2),
    blocks=blocks,
    annexes=st.lists(st.builds(Annex, anything, blocks), max_size=2),
    signature=st.none() | st.builds(Signature, st.lists(anything, max_size=4), st.dates(), st.booleans()),
    note=anything,
)


@pytest.mark.slow
@given(any_paper)
def test_any_words_make_a_valid_docx(paper):
    content = write_docx(paper)
    assert_valid(content)
    docx.Document(io.BytesIO(content))


@given(st.text(max_size=200))
def test_what_is_written_is_what_is_read(text):
    paragraphs = opened(papers.ledger(blocks=[Paragraph(f"甲{text}乙")])).paragraphs
    printed = next(each.text for each in paragraphs if each.style.name == "Body Text")
    kept = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    unseen = r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff]|[^\x00-\uffff]"
    assert re.sub(unseen, "", printed) == f"甲{re.sub(unseen, '', kept)}乙"


def test_hostile_words_are_printed_as_they_are():
    text = "<w:p/> &amp; ]]> \u202e倒 \ud800 👩‍👩‍👧 𠮷 " + "超" * 5_000 + "W" * 5_000
    document = opened(papers.ledger(title=text[:300], blocks=[Paragraph(text), Heading(1, text)]))
    printed = next(each.text for each in document.paragraphs if each.style.name == "Body Text")
    assert printed.startswith("<w:p/> &amp; ]]> 倒 \ufffd 👩‍👩‍👧 𠮷 超超")
    assert printed.endswith("W" * 5_000)


@pytest.mark.slow
def test_a_table_of_ten_thousand_rows_is_written_in_bounded_time():
    rows = [[str(number), "完成上云改造", "市工信局", "1.5"] for number in range(10_000)]
    paper = papers.ledger(blocks=[Table(papers.DIVISION.columns, rows)])
    start = time.process_time()
    content = write_docx(paper)
    assert time.process_time() - start < 15
    assert parts_of(content)["word/document.xml"].count(b"<w:tr>") == 10_001


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Heading(5, "过深"), "levels 1 to 4"),
        (lambda: papers.notice(issuers=[]), "names its issuer"),
        (lambda: papers.notice(number="", signers=["林一帆"]), "give both"),
        (lambda: papers.notice(copy_number=0), "six digits"),
        (lambda: Picture(papers.SVG, " "), "alternative text"),
        (lambda: write_docx(papers.ledger(blocks=[Picture(b"GIF89a", "图")])), "neither PNG nor SVG"),
        (lambda: write_docx(papers.ledger(blocks=[Picture(b"<html/>", "图")])), "<html>"),
        (lambda: write_docx(papers.ledger(blocks=[Picture(b"<svg/>", "图")])), "viewBox"),
        (lambda: write_docx(papers.ledger(blocks=[Picture(b"\x89PNG\r\n\x1a\n", "图")])), "no header"),
        (
            lambda: write_docx(papers.ledger(blocks=[Table([Column("甲")], [["1", "2"]])])),
            "fills 2 columns of 1",
        ),
        (
            lambda: write_docx(papers.ledger(blocks=[Table([Column("甲")], [[Cell("1", rows=2)]])])),
            "reaches below",
        ),
    ],
)
def test_what_contradicts_itself_is_refused_with_the_reason(make, says):
    with pytest.raises(Unprintable, match=re.escape(says)):
        make()
