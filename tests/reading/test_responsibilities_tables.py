"""Who answers, in tables of 任务分工."""

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
