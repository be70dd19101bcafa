"""Invented pages as the tests of frame and outline need them."""

from luoshi.reading.frame import find_frame
from luoshi.reading.model import Cell, Frame, Paragraph, ParagraphKind, Source, Table
from luoshi.reading.outline import build

MATTER = "围绕全市产业发展需要，加快项目建设，完善配套政策，提升服务能力，形成一批标志性成果。"


def page(
    *lines: str,
    levels: dict[int, int] | None = None,
    metadata: dict[str, str] | None = None,
    boxed: frozenset[int] = frozenset(),
) -> Source:
    """A page of these lines; `levels` gives the format's own heading levels, `boxed` the lines in text boxes."""
    paragraphs, at = [], 0
    for index, line in enumerate(lines):
        kind = ParagraphKind.BOX if index in boxed else ParagraphKind.TEXT
        paragraphs.append(Paragraph(at, at + len(line), kind, level=(levels or {}).get(index)))
        at += len(line) + 1
    return Source("txt", "\n".join(lines), tuple(paragraphs), metadata=metadata or {})


def page_with_table(before: list[str], rows: list[list[str]], after: list[str]) -> Source:
    """A page with one table, a cell a line."""
    paragraphs, cells, lines, at = [], [], [], 0
    start = None

    def add(line: str, kind: ParagraphKind, table: int | None) -> int:
        nonlocal at
        paragraphs.append(Paragraph(at, at + len(line), kind, table=table))
        lines.append(line)
        at += len(line) + 1
        return at - len(line) - 1

    for line in before:
        add(line, ParagraphKind.TEXT, None)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            first = at
            for line in text.split("\n"):
                add(line, ParagraphKind.CELL, 0)
            start = first if start is None else start
            cells.append(Cell(row, column, text, first, at - 1))
    table = Table(start or 0, at - 1, tuple(cells))
    for line in after:
        add(line, ParagraphKind.TEXT, None)
    return Source("docx", "\n".join(lines), tuple(paragraphs), (table,))


def frame_of(*lines: str) -> Frame:
    return find_frame(page(*lines))


def fields(frame: Frame) -> dict[str, str | None]:
    """The document's fields as the contract prints them."""
    names = ("title", "number", "issuer", "issued_on", "published_on")
    return {name: (found.text if (found := getattr(frame, name)) else None) for name in names}


def body_of(source: Source) -> str:
    body = find_frame(source).body
    return source.text[body.start : body.end]


def tree(source: Source) -> list[str]:
    """The outline, a heading a line: `place level marker title`."""
    return [
        " ".join(filter(None, (node.id, str(node.level), node.marker, node.title)))
        for node in build(source, find_frame(source))
    ]


def outline(*lines: str) -> list[str]:
    """The outline of a plan with this body under a title."""
    return tree(page("云川市产业发展行动方案", *lines))
