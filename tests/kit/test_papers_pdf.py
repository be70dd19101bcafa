"""The PDF of a paper: archivable, the same bytes for the same paper, words as they are."""

import io
import re
import shutil
from datetime import date
from pathlib import Path

import docx
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.kit.papers import Heading, Paragraph, Run, Table, write_docx, write_pdf
from luoshi.kit.papers.model import Face
from luoshi.kit.papers.pdf.fonts import FOLDER, families
from tests.kit import sample_papers as papers
from tests.kit.measured import pages
from tests.kit.test_papers_docx import any_paper


def words_of(content):
    return "".join(page.words for page in pages(content))


@pytest.mark.parametrize("name", papers.SAMPLES)
def test_a_paper_is_an_archivable_and_tagged_pdf(name):
    content = write_pdf(papers.SAMPLES[name]())
    assert re.search(rb"pdfaid:part>2<", content)
    assert re.search(rb"pdfaid:conformance>A<", content)
    assert pypdfium2.PdfDocument(content).is_tagged()


def test_the_same_paper_gives_the_same_bytes_and_no_clock():
    content = write_pdf(papers.notice())
    assert content == write_pdf(papers.notice())
    properties = pypdfium2.PdfDocument(content).get_metadata_dict()
    assert properties["CreationDate"].startswith("D:20260309")
    assert properties["Title"] == papers.notice().title


def test_a_character_that_no_font_has_costs_the_archive_mark_and_nothing_else():
    content = write_pdf(papers.ledger(blocks=[Paragraph("未收录字符：\U0001f9ff。")]))
    assert b"pdfaid:part" not in content
    assert "未收录字符：" in words_of(content)


def test_markup_is_printed_and_never_obeyed():
    hostile = '#panic() $x^2$ *粗* _斜_ <标签> @引用 [甲] `乙` \\ // 丙 "丁" = 戊 --- ~ {己}'
    content = write_pdf(
        papers.ledger(title="#set page(width: 1pt)", blocks=[Paragraph(hostile), Heading(1, hostile)])
    )
    assert words_of(content).count(hostile.replace(" ", "")) == 2
    assert "#setpage(width:1pt)" in words_of(content)


def test_a_table_says_that_it_continues():
    captions = [re.search("续?表1重点任务分工", page.words) for page in pages(write_pdf(papers.ledger()))]
    assert [found and found[0] for found in captions] == ["表1重点任务分工", "续表1重点任务分工"]


def test_a_row_stays_on_one_page_unless_it_is_taller_than_a_page():
    rows = [[str(number), "推进" * 40, "市工信局", "1"] for number in range(30)]
    for page in pages(write_pdf(papers.ledger(blocks=[Table(papers.DIVISION.columns, rows)]))):
        assert page.words.count("推进") % 40 == 0
    tall = Table(papers.DIVISION.columns, [["1", "长" * 3_000, "市工信局", "1"]])
    printed = pages(write_pdf(papers.ledger(blocks=[tall])))
    assert sum(page.words.count("长") for page in printed) == 3_000
    assert len(printed) > 3
    assert max(box[3] for page in printed[:-1] for letter, box in page.letters if letter == "长") < 297 - 33


def test_a_word_that_no_line_holds_stays_on_the_page():
    for page in pages(write_pdf(papers.ledger(blocks=[Paragraph("W" * 2_000), Heading(2, "长" * 500)]))):
        assert max(box[2] for _letter, box in page.letters) < 210 - 20


def test_docx_and_pdf_say_the_same():
    paper = papers.report_upward()
    printed = words_of(write_pdf(paper))
    paragraphs = docx.Document(io.BytesIO(write_docx(paper))).paragraphs
    for paragraph in paragraphs:
        for line in paragraph.text.replace("\t", "\n").split("\n"):
            assert re.sub(r"\s", "", line) in printed


def test_a_city_s_own_fonts_are_taken_for_their_faces(tmp_path):
    shutil.copy(Path(FOLDER) / "NotoSansSC-Regular.otf", tmp_path / "own.otf")
    assert families(None)[Face.KAI.value][0] == "Noto Serif SC"
    assert write_pdf(papers.report_upward(), fonts=tmp_path).startswith(b"%PDF")


@pytest.mark.slow
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(any_paper)
def test_any_words_make_a_pdf(paper):
    assert write_pdf(paper).startswith(b"%PDF")


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P"], max_codepoint=0x9FFF), max_size=80))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_any_run_of_any_face_makes_a_pdf(text):
    runs = [Run(text, face, is_bold) for face in Face for is_bold in (False, True)]
    assert write_pdf(papers.ledger(blocks=[Paragraph(runs)])).startswith(b"%PDF")


@pytest.mark.slow
def test_a_table_of_thousands_of_rows_is_set():
    rows = [[str(number), "完成上云改造", "市工信局", "1.5"] for number in range(3_000)]
    content = write_pdf(
        papers.ledger(blocks=[Table(papers.DIVISION.columns, rows)], dated_on=date(2026, 1, 1))
    )
    assert len(pypdfium2.PdfDocument(content)) > 80
