"""Who answers, in tables of 任务分工."""

from luoshi.reading import frame, outline, sources
from luoshi.reading.model import Cell, NodeKind, Paragraph, ParagraphKind, Source, Table
from luoshi.reading.responsibilities import find
from tests.reading.outlined import frame_of, outline_of, source_of


def by_role(found):
    roles: dict[str, list[str]] = {}
    for one in found:
        roles.setdefault(one.role.value, []).append(one.agency)
    return {role: " ".join(names) for role, names in roles.items()}


def table_source(rows, *, before="一、甲\n", nodes=()):
    """A source that ends with a table, a cell a paragraph."""
    text, paragraphs, cells = before, list(source_of(before[:-1]).paragraphs), []
    for row, columns in enumerate(rows):
        for column, words in enumerate(columns):
            start = len(text)
            text += words + "\n"
            paragraphs.append(Paragraph(start, start + len(words), ParagraphKind.CELL, table=0))
            cells.append(Cell(row, column, words, start, start + len(words)))
    source = Source(
        "docx", text[:-1], tuple(paragraphs), (Table(cells[0].start, cells[-1].end, tuple(cells)),)
    )
    return find(source, frame_of(text), (*outline_of(before), *nodes))


def test_a_table_of_who_does_what_is_read_by_its_columns():
    found = table_source(
        [
            ("序号", "任务", "牵头单位", "配合单位", "完成时限"),
            ("1", "做强", "市工信局", "市发改委、财政局", "2020年"),
            ("2", "做优", "市商务局", "各县区", "长期"),
            ("序号", "任务", "牵头单位", "配合单位", "完成时限"),
            ("3", "做大", "市科技局", "—", "长期"),
        ]
    )
    assert by_role(found) == {"lead": "市工信局 市商务局 市科技局", "support": "市发改委 市财政局 各县区"}
    assert {one.section for one in found} == {"1"}


def test_a_table_with_its_labels_at_the_side_is_read_by_its_rows():
    found = table_source([("牵头单位", "市工信局"), ("配合单位", "市发改委、财政局"), ("内容", "做强")])
    assert by_role(found) == {"lead": "市工信局", "support": "市发改委 市财政局"}


def test_a_table_of_something_else_is_read_as_lines():
    assert by_role(table_source([("专栏", "工程"), ("1", "做强。（市工信局负责）")])) == {
        "responsible": "市工信局"
    }


def test_a_cell_with_verbs_overrides_its_head():
    found = table_source([("任务", "责任单位"), ("做强", "市工信局牵头，市发改委配合")])
    assert by_role(found) == {"lead": "市工信局", "support": "市发改委"}


def test_rows_are_no_sections():
    (row,) = outline_of("1.行")
    placed = type(row)(*(getattr(row, name) for name in row.__slots__[:5]), NodeKind.TABLE_ROW, 4, 99, 4, 4)
    found = table_source([("任务", "责任单位"), ("做强", "市工信局")], nodes=(placed,))
    assert {one.section for one in found} == {"1"}


def test_a_body_that_reads_like_a_label_is_no_head():
    found = table_source(
        [
            ("序号", "任务", "牵头单位", "责任单位"),
            ("1", "做强", "市应急局", "市安委会各成员单位"),
            ("2", "做优", "市商务局", "市公安局"),
        ]
    )
    assert by_role(found) == {"lead": "市应急局 市商务局", "responsible": "市安委会各成员单位 市公安局"}


HEADS = "序号\n工作任务\n牵头单位\n配合单位\n完成时限\n"


def stacked(lines):
    """Who answers by section, in a table whose cells stand one a line."""
    source = sources.load(("某市任务分工方案\n" + lines).encode())
    framed = frame.find_frame(source)
    return [
        f"{one.section} {one.agency} {one.role.value}"
        for one in find(source, framed, outline.build(source, framed))
    ]


def test_a_table_whose_cells_stand_one_a_line_is_read_by_its_heads():
    assert stacked(
        HEADS
        + "一、做强产业\n1\n建成园区。\n市工信局\n市财政局、商务局\n2030年6月底前\n"
        + "二、做优服务\n（一）企业服务\n2\n开通专线，接通率达到98%。\n市数据局\n各区\n长期坚持\n注：本表由市政府督查室督办。"
    ) == [
        "1 市工信局 lead", "1 市财政局 support", "1 市商务局 support", "2.1 市数据局 lead", "2.1 各区 support",
    ]  # fmt: skip


def test_a_row_that_leaves_a_body_out_keeps_its_date_in_its_column():
    assert stacked(HEADS + "一、做强\n1\n建成园区。\n市工信局\n2030年6月\n2\n开工。\n市商务局\n市财政局\n全年\n") == [
        "1 市工信局 lead", "1 市商务局 lead", "1 市财政局 support",
    ]  # fmt: skip


def test_a_row_with_more_lines_than_heads_has_them_in_its_matter():
    rows = "一、做强\n1\n建成园区。\n引进项目。\n市工信局\n市财政局\n全年\n2\n开工。\n市商务局\n各区\n全年\n"
    assert stacked(HEADS + rows)[:2] == ["1 市工信局 lead", "1 市财政局 support"]


def test_heads_printed_again_are_passed_over():
    assert stacked(
        "一、做强\n"
        + HEADS
        + "1\n开工。\n市商务局\n各区\n全年\n"
        + HEADS
        + "2\n竣工。\n市工信局\n各县\n全年\n"
    ) == ["1 市商务局 lead", "1 各区 support", "1 市工信局 lead", "1 各县 support"]


def test_rows_without_numbers_have_a_line_for_each_head():
    heads = "重点任务\n牵头单位\n责任单位\n"
    assert stacked("一、做强\n" + heads + "建园区\n市工信局\n市财政局\n招项目\n市商务局\n各区\n二、其他\n文字。") == [
        "1 市工信局 lead", "1 市财政局 responsible", "1 市商务局 lead", "1 各区 responsible",
    ]  # fmt: skip


def test_heads_without_rows_are_lines():
    assert (
        stacked("一、做强\n重点任务\n牵头单位\n责任单位\n要会同有关方面抓好落实。\n另行通知。\n以上。") == []
    )


def test_rows_that_number_on_behind_the_head_of_a_group_stand_under_it():
    rows = "一、做强产业\n1\n建成园区。\n市工信局\n市财政局\n全年\n2\n开工。\n市商务局\n各区\n全年\n"
    more = "二、做优服务\n3\n开通专线。\n市数据局\n各县\n全年\n4\n增设窗口。\n市政务服务局\n各镇\n全年\n5\n推广。\n市科技局\n各街道\n全年\n"
    assert stacked(HEADS + rows + more) == [
        "1 市工信局 lead", "1 市财政局 support", "1 市商务局 lead", "1 各区 support",
        "2 市数据局 lead", "2 各县 support", "2 市政务服务局 lead", "2 各镇 support",
        "2 市科技局 lead", "2 各街道 support",
    ]  # fmt: skip


def test_rows_that_number_on_in_an_annex_stand_under_their_group():
    body = "一、总体要求\n抓好落实。\n二、重点任务\n抓好落实。\n附件\n某市任务分工表\n"
    rows = "一、做强产业\n1\n建成园区。\n市工信局\n市财政局\n全年\n2\n开工。\n市商务局\n各区\n全年\n"
    more = "二、做优服务\n3\n开通专线。\n市数据局\n各县\n全年\n4\n增设窗口。\n市政务服务局\n各镇\n全年\n"
    assert [one.split()[0] for one in stacked(body + HEADS + rows + more)] == ["3"] * 4 + ["4"] * 4
