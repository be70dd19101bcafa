"""Pdf files: paragraphs, furniture, tables, scans."""

import io

import pypdfium2
import pytest

from luoshi.reading.errors import Unreadable
from luoshi.reading.model import ParagraphKind
from luoshi.reading.sources import load
from luoshi.reading.sources.paged.rules import Rule, _region
from tests.reading.files import pdf_file

PROSE = "围绕重点产业链补短板强弱项，推动企业加大技术改造力度，鼓励上下游协同创新，健全项目调度机制，完善公共服务平台。"


def lines(content, **page):
    return load(pdf_file(content, **page)).text.split("\n")


def codes(source):
    return {warning.code: warning.values["count"] for warning in source.warnings}


def test_wrapped_lines_are_joined_to_paragraphs():
    paragraphs = ["一、总体要求", PROSE * 3, "（一）主要目标", PROSE * 2, "1.扩大投资。" + PROSE]
    source = load(pdf_file("\n\n".join(paragraphs).replace("1.", "1\\.")))
    assert source.format == "pdf"
    assert source.text.split("\n") == paragraphs
    assert codes(source)["unwrapped_lines"] >= 8


def test_a_paragraph_goes_on_over_the_page():
    source = load(pdf_file(f"{PROSE * 30}\n\n二、任务"))
    assert source.text.split("\n") == [PROSE * 30, "二、任务"]
    assert codes(source)["dropped_page_numbers"] >= 2


@pytest.mark.parametrize("numbering", ['"1"', '"— 1 —"', '"第 1 页 共 1 页"', '"1 / 1"'])
def test_page_numbers_are_taken_out(numbering):
    assert lines(PROSE * 30, page=f"numbering: {numbering}") == [PROSE * 30]


def test_running_heads_are_taken_out():
    source = load(pdf_file(PROSE * 40, page="header: [某市工业发展规划], numbering: none"))
    assert source.text == PROSE * 40
    assert codes(source)["dropped_page_lines"] >= 3


def test_a_line_that_ends_at_the_margin_does_not_swallow_the_next_item():
    items = [f"{number}\\." + (PROSE + PROSE)[: 22 + number] + "。" for number in range(1, 6)]
    assert lines("\n\n".join(items)) == [item.replace("\\", "") for item in items]


def test_the_number_above_a_title_in_the_same_type_stays_a_line_of_its_own():
    head = "#align(center, text(size: 16pt)[某政办发〔2022〕47号\\ 某市人民政府办公室关于印发某市供水方案的通知])"
    source = load(pdf_file(f"{head}\n\n各县区人民政府：\n\n{PROSE * 2}"))
    assert source.text.replace(" ", "").split("\n")[:2] == [
        "某政办发〔2022〕47号",
        "某市人民政府办公室关于印发某市供水方案的通知",
    ]


def test_a_title_on_two_lines_is_joined_and_marked():
    title = "#align(center, text(size: 22pt)[某市人民政府办公室关于印发某市\\ 工业高质量发展实施方案的通知])"
    source = load(pdf_file(f"{title}\n\n各县区人民政府：\n\n{PROSE * 2}"))
    assert source.text.split("\n")[:2] == [
        "某市人民政府办公室关于印发某市工业高质量发展实施方案的通知",
        "各县区人民政府：",
    ]
    assert source.paragraphs[0].emphasis


def test_signature_and_date_stay_lines():
    tail = "#align(right)[某市人民政府办公室]\n\n#align(right)[2024年3月5日]"
    assert lines(f"{PROSE * 3}\n\n{tail}")[1:] == ["某市人民政府办公室", "2024年3月5日"]


def test_blanks_between_scripts_that_the_pdf_put_there_go():
    text = "到2027年，实现产值300亿元，建成5G基站800个。" * 6
    source = load(pdf_file(text))
    assert source.text == text
    assert "dropped_blanks" in codes(source)


def test_a_ruled_table_keeps_its_cells_and_their_wrapped_words():
    table = (
        "#table(columns: (1fr, 4fr, 2fr), [序号], [任务], [单位], table.cell(rowspan: 2)[1], "
        f"[{PROSE}], [市工信局], [培育企业], [市商务局、市财政局、市科技局], table.cell(colspan: 3)[合计])"
    )
    source = load(pdf_file(f"一、分工\n\n{table}\n\n二、保障"))
    (found,) = source.tables
    assert [(c.row, c.column, c.rows, c.columns, c.text) for c in found.cells] == [
        (0, 0, 1, 1, "序号"), (0, 1, 1, 1, "任务"), (0, 2, 1, 1, "单位"),
        (1, 0, 2, 1, "1"), (1, 1, 1, 1, PROSE), (1, 2, 1, 1, "市工信局"),
        (2, 1, 1, 1, "培育企业"), (2, 2, 1, 1, "市商务局、市财政局、市科技局"), (3, 0, 1, 3, "合计"),
    ]  # fmt: skip
    assert source.text.split("\n")[0::10] == ["一、分工", "二、保障"]


def test_items_in_a_cell_stay_paragraphs():
    table = "#table(columns: (1fr, 3fr), [任务], [1.建设园区 \\ 2.培育企业], [时限], [长期])"
    (found,) = load(pdf_file(table.replace("1.", "1\\.").replace("2.", "2\\."))).tables
    assert found.cells[1].text == "1.建设园区\n2.培育企业"


def test_a_table_that_goes_on_over_the_page_is_one():
    rows = ", ".join(f"[{number}], [任务{number}], [市工信局]" for number in range(1, 40))
    table = f"#table(columns: (1fr, 4fr, 2fr), table.header([序号], [任务], [单位]), {rows})"
    (found,) = load(pdf_file(table)).tables
    assert [cell.text for cell in found.cells if cell.column == 0] == ["序号", *map(str, range(1, 40))]
    assert [cell.row for cell in found.cells if cell.column == 0] == list(range(40))


def test_a_frame_around_text_is_a_box():
    box = f"#block(stroke: 1pt, inset: 8pt, width: 100%)[专栏一 重点工程 \\ {PROSE}{PROSE}]"
    source = load(pdf_file(f"{PROSE}\n\n{box}\n\n二、保障"))
    boxed = [source.text[p.start : p.end] for p in source.paragraphs if p.kind == ParagraphKind.BOX]
    assert source.tables == ()
    assert boxed == ["专栏一 重点工程", PROSE * 2]


def test_a_table_without_upright_rules_is_found_by_its_columns():
    rows = ", ".join(f"[指标{number}], [亿元], [{number}00], [预期性]" for number in range(1, 6))
    source = load(
        pdf_file(f"{PROSE}\n\n#table(columns: (4fr, 2fr, 2fr, 2fr), stroke: none, {rows})\n\n二、保障")
    )
    (found,) = source.tables
    assert [cell.text for cell in found.cells][:4] == ["指标1", "亿元", "100", "预期性"]
    assert len(found.cells) == 20


def test_a_scan_is_refused_by_its_name():
    document = pypdfium2.PdfDocument.new()
    for _ in range(2):
        document.new_page(595, 842)
    file = io.BytesIO()
    document.save(file)
    with pytest.raises(Unreadable) as refusal:
        load(file.getvalue())
    assert refusal.value.code == "no_text_layer"
    assert refusal.value.values == {"pages": 2}


def test_pages_without_text_among_others_are_a_warning():
    picture = (
        '#pagebreak()\n#page(numbering: none)[#image(bytes("' + SVG.replace('"', '\\"') + '"), width: 100%)]'
    )
    source = load(pdf_file(PROSE * 3 + "\n" + picture))
    assert source.text == PROSE * 3


SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>"


def test_a_grid_drawn_in_one_stroke_is_a_table():
    strokes = "".join(
        f"curve.move(({x0}pt, {y0}pt)), curve.line(({x1}pt, {y1}pt)), "
        for x0, y0, x1, y1 in [
            *((0, y, 300, y) for y in (0, 40, 80)),
            *((x, 0, x, 80) for x in (0, 100, 300)),
        ]
    )
    cells = (
        "#grid(columns: (100pt, 200pt), rows: 40pt, inset: 5pt, [任务], [牵头单位], [建设园区], [市工信局])"
    )
    drawn = f"#box(width: 300pt, height: 80pt)[#place(curve(stroke: 1pt, {strokes}))#place[{cells}]]"
    (found,) = load(pdf_file(f"{PROSE}\n\n{drawn}\n\n二、保障")).tables
    assert [cell.text for cell in found.cells] == ["任务", "牵头单位", "建设园区", "市工信局"]


def test_a_page_with_countless_rules_has_no_table():
    lines_drawn = "#for n in range(2100) {place(dx: n * 0.1pt, line(length: 20pt))}"
    assert load(pdf_file(f"{lines_drawn} 甲 #h(3em) 乙")).tables == ()


def test_rules_that_are_drawn_in_pieces_are_one():
    down = [Rule(x, y, y + 10) for x in (0, 50, 100) for y in (0, 10, 20)]
    across = [Rule(y, x, x + 50) for y in (0.5, 30) for x in (0, 50)]
    region = _region(0, 30, across, down)
    assert [(span.row, span.column, span.rows, span.columns) for span in region.spans] == [
        (0, 0, 1, 1),
        (0, 1, 1, 1),
    ]


def test_lines_beside_a_page_are_no_table():
    assert _region(0, 30, [], [Rule(5, 0, 30)]) is None


def test_a_locked_file_is_refused():
    with pytest.raises(Unreadable) as refusal:
        load(LOCKED)
    assert refusal.value.code == "encrypted"
    assert refusal.value.values == {"format": "pdf"}


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"%PDF-1.4\n" + b"\x00\xff" * 500])
def test_a_broken_file_is_refused(content):
    with pytest.raises(Unreadable) as refusal:
        load(content)
    assert refusal.value.code == "damaged"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
def test_a_file_cut_short_is_read_or_refused(share):
    content = pdf_file(PROSE * 30)
    assert outcome(content[: int(len(content) * share)]) in {"read", "damaged", "no_text_layer"}


def outcome(content):
    try:
        return "read" if load(content).text else "nothing"
    except Unreadable as refusal:
        return refusal.code


# An empty page encrypted with a password (RC4, 40 bit), made by hand: the key check fails for the empty one.
LOCKED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    b"4 0 obj<</Filter/Standard/V 1/R 2/P -4/O<" + b"11" * 32 + b">/U<" + b"22" * 32 + b">>>endobj\n"
    b"trailer<</Root 1 0 R/Size 5/Encrypt 4 0 R/ID[<00><00>]>>\n%%EOF"
)
