"""Papers measured on the page against GB/T 9704-2012, in millimetres: the docx in LibreOffice, and the PDF."""

import subprocess
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from luoshi.kit.papers import Form, Heading, Imprint, Landscape, Paragraph, Signature, write_docx
from luoshi.kit.papers.pdf import write_pdf
from tests import machine
from tests.kit import sample_papers as papers
from tests.kit.measured import pages

pytestmark = pytest.mark.slow
TOP, BOTTOM, LEFT, RIGHT = 37, 297 - 35, 28, 210 - 26  # 版心
LINE, CHARACTER = 225 / 22, 156 / 28
HALF = 0.5
FULL = "推进数字化转型" * 60
IMPRINTED = Imprint("云川市人民政府办公室", papers.DAY, copies_to=["市委办公室"])
MEASURED = {
    "notice": papers.notice,
    "report_upward": papers.report_upward,
    "joint": papers.joint,
    "letter": papers.letter,
    "minutes": papers.minutes,
    "full": lambda: papers.notice(blocks=[Paragraph(FULL)] * 3, annexes=[]),
    "short": lambda: papers.notice(
        title="关于报送材料的通知", blocks=[Heading(1, "一、要求"), Paragraph("请按期报送。")], annexes=[]
    ),
    "unsealed_short_name": lambda: papers.notice(
        blocks=[Paragraph("特此通知。")],
        annexes=[],
        signature=Signature(["市工信局"], papers.DAY, is_sealed=False),
    ),
    "wide": lambda: papers.ledger(blocks=[Landscape([papers.DIVISION])]),
    "bare": lambda: papers.ledger(blocks=[Paragraph("无。")], imprint=IMPRINTED),
}


@cache
def in_libreoffice():
    """Every sample as LibreOffice lays its docx out: one start of the program for all of them."""
    program = machine.program("soffice", package="libreoffice-writer-nogui")
    with TemporaryDirectory() as folder:
        for name, paper in MEASURED.items():
            Path(folder, f"{name}.docx").write_bytes(write_docx(paper()))
        home = f"-env:UserInstallation={Path(folder, 'home').as_uri()}"
        files = [f"{name}.docx" for name in MEASURED]
        subprocess.run(
            [program, home, "--headless", "--convert-to", "pdf", *files],
            cwd=folder, check=True, capture_output=True, timeout=200,
        )  # fmt: skip
        return {name: pages(Path(folder, f"{name}.pdf").read_bytes()) for name in MEASURED}


@cache
def as_pdf():
    return {name: pages(write_pdf(paper())) for name, paper in MEASURED.items()}


@pytest.fixture(params=[in_libreoffice, as_pdf], ids=["docx", "pdf"])
def laid_out(request):
    return request.param()


def near(value, within=HALF):
    return pytest.approx(value, abs=within)


def test_the_page_is_a4(laid_out):
    assert {(round(page.width), round(page.height)) for page in laid_out["full"]} == {(210, 297)}


def test_a_full_page_has_22_lines_within_the_text_area(laid_out):
    lines = list(laid_out["full"][1].lines)[:-1]  # the last one is the page's number
    assert len(lines) == 22
    assert min(lines) > TOP
    assert max(lines) < BOTTOM
    assert {round(below - above, 1) for above, below in pairwise(lines)} <= {10.1, 10.2, 10.3}


def test_a_full_line_has_28_characters_from_margin_to_margin(laid_out):
    line = list(laid_out["full"][1].lines.values())[2]
    left, _top, right, _bottom = laid_out["full"][1].box(line)
    assert (len(line), left, right) == (28, near(LEFT), near(RIGHT, 1))


def test_a_paragraph_begins_two_characters_from_the_margin(laid_out):
    left, _top, _right, _bottom = laid_out["short"][0].box("请按期报送")
    assert left == near(LEFT + 2 * CHARACTER)


def test_the_name_in_red_stands_35_mm_below_the_edge_of_the_text(laid_out):
    left, top, right, _bottom = laid_out["notice"][0].box("云川市人民政府办公室文件")
    assert top == near(TOP + 35, 1)
    assert (left + right) / 2 == near((LEFT + RIGHT) / 2, 1)


def test_the_number_stands_two_lines_below_the_name_in_the_middle(laid_out):
    page = laid_out["notice"][0]
    left, top, right, _bottom = page.box("云政办发〔2026〕7号")
    assert top - page.box("云川市人民政府办公室文件")[3] == near(2 * LINE, 6)
    assert (left + right) / 2 == near((LEFT + RIGHT) / 2, 1)


def test_the_red_rule_stands_4_mm_below_the_number_as_wide_as_the_text(laid_out):
    page = laid_out["notice"][0]
    left, top, right, bottom = page.red_rules[0]
    assert (top + bottom) / 2 - page.box("云政办发")[3] == near(4, 1)
    assert (left, right) == (near(LEFT), near(RIGHT))


def test_copy_number_and_urgency_stand_in_the_first_lines_at_the_margin(laid_out):
    page = laid_out["notice"][0]
    first, second = page.box("000012"), page.box("加急")
    assert (first[0], second[0]) == (near(LEFT), near(LEFT))
    assert TOP <= first[1] < TOP + LINE
    assert second[1] - first[1] == near(LINE, 1)


def test_the_title_stands_two_lines_below_the_rule_in_whole_words(laid_out):
    page = laid_out["notice"][0]
    lines = ["云川市人民政府办公室关于印发云川市", "制造业数字化转型行动任务分工的通知"]
    assert [line for line in page.lines.values() if line in lines] == lines
    left, top, right, _bottom = page.box(lines[0])
    assert (left + right) / 2 == near((LEFT + RIGHT) / 2, 1)
    assert top - page.red_rules[0][3] == near(2 * LINE, 3)


def test_addressees_stand_at_the_margin_one_line_below_the_title(laid_out):
    page = laid_out["notice"][0]
    left, top, _right, _bottom = page.box("各县区人民政府，市政府有关部门：")
    assert left == near(LEFT)
    assert top - page.box("制造业数字化转型行动任务分工的通知")[3] == near(LINE + 4.5, 3)


def test_page_numbers_stand_7_mm_below_the_text_outside(laid_out):
    for number, page in enumerate(laid_out["notice"][:3], start=1):
        left, _top, right, _bottom = page.box(f"—{number}—")
        assert page.middle(f"—{number}—") == near(BOTTOM + 7)
        edge = RIGHT - right if number % 2 else left - LEFT
        assert edge == near(4.94, 0.7)


def test_annexes_are_named_one_line_below_the_body(laid_out):
    page = next(page for page in laid_out["notice"] if "附件：" in page.words)
    first, second = page.box("附件：1.重点任务分工表"), page.box("2.指标分解表")
    assert first[0] == near(LEFT + 2 * CHARACTER)
    assert second[0] == near(LEFT + 5 * CHARACTER)
    assert second[1] - first[1] == near(LINE)


def test_a_sealed_date_stands_four_characters_from_the_edge_below_the_name(laid_out):
    page = next(page for page in laid_out["notice"] if "2026年3月9日" in page.words)
    _left, top, right, _bottom = page.box("2026年3月9日")
    line = next(row for row, words in page.lines.items() if words == "云川市人民政府办公室")
    name = [box for _letter, box in page.letters if abs((box[1] + box[3]) / 2 - line) < 1]
    assert right == near(RIGHT - 4 * CHARACTER)
    assert top - line == near(LINE - 2.5, 1)
    middle = (min(box[0] for box in name) + max(box[2] for box in name)) / 2
    # the middle of a date whose figures are half as wide as characters, as in the fonts of the standard
    assert middle == near(RIGHT - 7 * CHARACTER, 1)


def test_an_unsealed_name_stands_two_characters_from_the_edge_and_the_date_begins_two_after_it(laid_out):
    page = laid_out["report_upward"][0]
    line = [row for row, words in page.lines.items() if words == "云川市工业和信息化局"][-1]
    name = [box for _letter, box in page.letters if abs((box[1] + box[3]) / 2 - line) < 1]
    assert max(box[2] for box in name) == near(RIGHT - 2 * CHARACTER)
    assert page.box("2026年3月9日")[0] == near(min(box[0] for box in name) + 2 * CHARACTER, 1)


def test_a_date_longer_than_the_name_stands_two_characters_from_the_edge(laid_out):
    page = laid_out["unsealed_short_name"][0]
    assert page.box("2026年3月9日")[2] == near(RIGHT - 2 * CHARACTER)
    assert page.box("市工信局")[0] == near(RIGHT - 10 * CHARACTER, 2)


def test_the_note_stands_in_brackets_in_the_next_line(laid_out):
    page = next(page for page in laid_out["notice"] if "（此件公开发布）" in page.words)
    left, top, _right, _bottom = page.box("此件公开发布")
    assert left == near(LEFT + 2.5 * CHARACTER, 3.3)  # a bracket that begins a line may be half as wide
    assert top - page.box("2026年3月9日")[1] == near(LINE, 1)


def test_an_annex_begins_a_page_with_its_title_in_the_third_line(laid_out):
    page = next(page for page in laid_out["notice"] if page.words.startswith("附件1"))
    left, top, _right, _bottom = page.box("附件1")
    assert (left, top < TOP + LINE) == (near(LEFT), True)
    assert page.middle("重点任务分工表") - page.middle("附件1") == near(2 * LINE, 1.5)


def test_the_head_of_a_table_stands_again_on_every_page(laid_out):
    with_table = [page for page in laid_out["notice"] if "批企业的上云改造" in page.words]
    assert len(with_table) > 3
    assert all("序号任务牵头单位完成值" in page.words for page in with_table)


def test_a_turned_page_has_its_number_where_the_bound_page_has_its_foot(laid_out):
    turned = [(at, page) for at, page in enumerate(laid_out["notice"], start=1) if page.width > page.height]
    assert len(turned) > 1
    for number, page in turned:
        numeral = [box for letter, box in page.letters[-3:] + page.letters[:3] if letter == str(number)]
        boxes = [box for letter, box in page.letters if letter == "—"]
        assert numeral
        assert all(box[0] == near(28 - 2.5, 2) for box in boxes)
        edge = 210 - 26 - max(box[3] for box in boxes) if number % 2 else min(box[1] for box in boxes) - 28
        assert edge == near(4.94, 2)


def test_a_wide_list_has_its_title_on_the_turned_page(laid_out):
    first, *others = laid_out["wide"]
    assert first.width > first.height
    assert "任务分工台账" in first.words
    assert "完成第1批" in first.words
    assert all(page.width > page.height for page in others)


def test_the_imprint_stands_at_the_foot_of_the_last_page(laid_out):
    for name in ("notice", "short", "bare"):
        page = laid_out[name][-1]
        rules = sorted((top + bottom) / 2 for _left, top, _right, bottom in page.rules)[-3:]
        assert rules[-1] == near(BOTTOM)
        assert rules[0] < page.middle("抄送：") < rules[1] < page.middle("印发") < rules[2]
        assert page.box("抄送")[0] == near(LEFT + 4.94)
        assert page.box("印发")[2] == near(RIGHT - 4.94, 0.8)


def test_a_letter_has_double_rules_of_170_mm_and_no_number_on_its_first_page(laid_out):
    first, second = laid_out["letter"][:2]
    rules = sorted(
        {tuple(round(each, 1) for each in rule) for rule in first.red_rules},
        key=lambda rule: rule[1] + rule[3],
    )
    upper, lower = rules[:2], rules[-2:]
    assert first.box("云川市工业和信息化局")[1] == near(30, 1)
    assert upper[0][1] - first.box("云川市工业和信息化局")[3] == near(4, 1)
    assert max(rule[3] for rule in lower) == near(297 - 20, 1)
    assert all((left, right) == (near(20, 1), near(190, 1)) for left, _top, right, _bottom in rules)
    heights = [[bottom - top for _left, top, _right, bottom in pair] for pair in (upper, lower)]
    assert heights[0][0] > heights[0][1]  # thick over thin
    assert heights[1][0] < heights[1][1]  # thin over thick
    assert "—1—" not in first.words
    assert "—2—" in second.words


def test_the_number_of_a_letter_stands_at_the_right_below_the_rules(laid_out):
    page = laid_out["letter"][0]
    _left, top, right, _bottom = page.box("云工信函〔2026〕8号")
    assert right == near(RIGHT, 1)
    below = min(rule[3] for rule in page.red_rules if rule[1] > 48)
    assert top - below == near(16 * 7 / 8 * 25.4 / 72, 1.2)


def test_signers_stand_in_the_line_of_the_number(laid_out):
    page = laid_out["report_upward"][0]
    number, signer = page.box("云工信〔2026〕15号"), page.box("签发人：林一帆周正")
    assert number[0] == near(LEFT + CHARACTER, 0.7)
    assert signer[2] == near(RIGHT - CHARACTER, 0.7)
    assert page.middle("云工信〔2026〕15号") == near(page.middle("签发人"), 1)


def test_joint_issuers_stand_one_below_the_other_with_one_suffix(laid_out):
    page = laid_out["joint"][0]
    lines = list(page.lines.values())[:3]
    assert lines[0] == "云川市工业和信息化局"
    assert "文件" in lines[1]
    assert page.words.count("文件") == 1
    lefts = [page.box(words)[0] for words in ("云川市工业", "云川市财政", "云川市商务")]
    assert lefts == [near(lefts[0])] * 3


def test_minutes_list_who_was_there_beside_the_label(laid_out):
    page = laid_out["minutes"][0]
    lines = list(page.lines.values())
    at = next(at for at, line in enumerate(lines) if line.startswith("出席："))
    label, below = page.box("出席"), page.box(lines[at + 1])
    assert label[0] == near(LEFT + 2 * CHARACTER)
    assert below[0] == near(LEFT + 5 * CHARACTER, 1)
    assert MEASURED["minutes"]().form is Form.MINUTES
