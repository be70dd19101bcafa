"""The ledger and the division of tasks as docx, read back: what GB/T 9704-2012 asks of such a paper, point by point."""

import io
import zipfile
from dataclasses import dataclass
from datetime import date

import docx
import pytest
from docx.enum.section import WD_ORIENT

from luoshi.kit.papers import write_docx
from luoshi.plan.papers import division_of_tasks, target_ledger
from luoshi.plan.queries.commitments import with_what_a_row_prints
from luoshi.plan.queries.heirs import heirs_of_plan
from tests.plan.factories import TargetFactory, read_plan

pytestmark = pytest.mark.django_db
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DAY = date(2026, 3, 9)


@dataclass(frozen=True)
class Read:
    """A paper as a reader of docx finds it."""

    document: docx.document.Document
    content: bytes
    head: tuple[str, ...]

    @property
    def page(self):
        """The turned page on which the table stands."""
        return self.document.sections[-1]

    @property
    def table(self):
        (table,) = self.document.tables
        return table

    @property
    def words(self):
        return [paragraph for paragraph in self.document.paragraphs if paragraph.text]

    def properties(self, paragraph, name):
        """What a paragraph and its styles say of a property, the nearest first."""
        places, style = [paragraph._p.pPr], paragraph.style
        while style is not None:
            places.append(style.element.pPr)
            style = style.base_style
        return next(
            found for each in places if each is not None and (found := each.find(f"{W}{name}")) is not None
        )

    def font(self, paragraph):
        """The font of Chinese words and the size in points, of the first run or its styles."""
        run = paragraph.runs[0]
        places, style = [run._r.rPr], paragraph.style
        while style is not None:
            places.append(style.element.rPr)
            style = style.base_style
        places.append(self.document.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        found = [each for each in places if each is not None]
        face = next(font for each in found if (font := each.find(f"{W}rFonts")) is not None)
        size = next(size for each in found if (size := each.find(f"{W}sz")) is not None)
        return face.get(f"{W}eastAsia"), int(size.get(f"{W}val")) / 2


PAPERS = {
    "division": (division_of_tasks, ("序号", "任务（目标）", "牵头单位", "责任（配合）单位", "完成时限", "备注")),
    "ledger": (target_ledger, ("序号", "目标表述", "要求", "基期", "完成时限", "牵头单位", "备注")),
}  # fmt: skip


@pytest.fixture(params=PAPERS)
def read(request):
    compose, head = PAPERS[request.param]
    plan = read_plan()
    for number in range(2, 60):
        TargetFactory(commitment__plan=plan, commitment__position=number, number=number)
    rows = plan.commitments.order_by("position")
    rows = rows if compose is division_of_tasks else rows.filter(target__isnull=False)
    heirs = heirs_of_plan(plan=plan, on=DAY, today=DAY)
    content = write_docx(compose(plan=plan, commitments=with_what_a_row_prints(rows), heirs=heirs))
    return Read(docx.Document(io.BytesIO(content)), content, head)


def mm(*lengths):
    return [round(each.mm, 1) for each in lengths]


def test_1_the_paper_is_a4(read):
    for section in read.document.sections:
        assert sorted(mm(section.page_width, section.page_height)) == pytest.approx([210, 297], abs=0.2)


def test_2_a_wide_table_stands_on_turned_pages(read):
    assert read.page.orientation == WD_ORIENT.LANDSCAPE
    assert read.page.page_width > read.page.page_height


def test_3_the_margins_of_the_standard_are_turned_with_the_page(read):
    page = read.page
    margins = mm(page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert margins == pytest.approx([28, 26, 35, 37], abs=1) or margins == pytest.approx(
        [28, 26, 37, 35], abs=1
    )


def test_4_the_text_area_is_156_by_225_mm(read):
    page = read.page
    width = page.page_width.mm - page.left_margin.mm - page.right_margin.mm
    height = page.page_height.mm - page.top_margin.mm - page.bottom_margin.mm
    assert (width, height) == (pytest.approx(225, abs=1), pytest.approx(156, abs=1))


def test_5_lines_and_characters_keep_the_pitch_of_the_standard(read):
    grid = read.page._sectPr.find(f"{W}docGrid")
    assert int(grid.get(f"{W}linePitch")) / 20 == pytest.approx(28.9, abs=0.3)  # points: 22 lines in 225 mm
    pitch = 16 + int(grid.get(f"{W}charSpace")) / 4096  # points: 28 characters in 156 mm
    assert pitch * 28 == pytest.approx(156 / 25.4 * 72, abs=1)


def test_6_the_title_comes_first_and_says_plan_and_kind_of_paper(read):
    assert read.words[0].text in ("示例市行动方案任务分工表", "示例市行动方案目标台账")


def test_7_the_title_is_set_in_xiaobiaosong_of_size_2(read):
    assert read.font(read.words[0]) == ("方正小标宋简体", 22)


def test_8_the_title_stands_in_the_middle(read):
    assert read.properties(read.words[0], "jc").get(f"{W}val") == "center"


def test_9_the_day_of_the_figures_stands_in_brackets_of_full_width_below_the_title(read):
    assert read.words[1].text == "（截至2026年3月9日）"
    assert read.properties(read.words[1], "jc").get(f"{W}val") == "center"


def test_10_the_head_of_the_table_is_set_in_hei(read):
    cells = read.table.rows[0].cells
    assert tuple(cell.text for cell in cells) == read.head
    assert {read.font(cell.paragraphs[0])[0] for cell in cells} == {"黑体"}


def test_11_the_head_of_the_table_is_repeated_on_every_page(read):
    assert read.table.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None


def test_12_no_row_is_broken_over_two_pages(read):
    for row in read.table.rows:
        assert row._tr.trPr.find(f"{W}cantSplit") is not None


def test_13_the_cells_are_set_in_fangsong(read):
    cell = read.table.rows[1].cells[1]
    assert read.font(cell.paragraphs[0])[0] == "仿宋_GB2312"


def test_14_the_columns_are_together_as_wide_as_the_text(read):
    widths = [int(each.get(f"{W}w")) for each in read.table._tbl.tblGrid.findall(f"{W}gridCol")]
    page = read.page
    text = (page.page_width - page.left_margin - page.right_margin) / 635  # twips
    assert sum(widths) == pytest.approx(text, rel=0.01)


def test_15_numbers_of_rows_stand_in_the_middle_and_run_on(read):
    first, *_, last = read.table.rows[1:]
    assert read.properties(first.cells[0].paragraphs[0], "jc").get(f"{W}val") == "center"
    assert first.cells[0].text.lstrip("T") == "1"
    assert len(read.table.rows) >= 60
    assert last.cells[0].text.lstrip("T") in ("59", "60")


def test_16_page_numbers_stand_between_dashes_in_song_of_size_4(read):
    assert read.document.settings.odd_and_even_pages_header_footer
    for footer in (read.page.footer, read.page.even_page_footer):
        (line,) = footer.tables[0].rows[0].cells[0].paragraphs  # upright beside the turned table
        fields = [each.get(f"{W}instr").strip() for each in line._p.iter(f"{W}fldSimple")]
        assert fields == ["PAGE"]
        assert [run.text.strip() for run in line.runs] == ["—", "—"]
        assert read.font(line) == ("宋体", 14)


def test_17_all_text_is_black_and_nothing_tells_of_the_machine(read):
    parts = zipfile.ZipFile(io.BytesIO(read.content))
    body = parts.read("word/document.xml").decode()
    colours = {each.get(f"{W}val") for each in read.document.element.iter(f"{W}color")}
    assert colours <= {"000000", "auto"}
    assert "FF0000" not in body
    assert {entry.date_time for entry in parts.infolist()} == {(2026, 3, 9, 0, 0, 0)}
