"""What an official paper consists of (公文要素), before anybody thinks of a file format.

The names in brackets are those of GB/T 9704-2012. A paper carries no secrecy: nothing classified is kept here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from luoshi.kit.papers import numbers


class Unprintable(ValueError):
    """The parts of a paper contradict each other or the standard; the text says which and how to mend it."""


class Form(StrEnum):
    """How the head of a paper is laid out (公文格式)."""

    DOCUMENT = "document"  # 文件式: red head, number, red rule
    LETTER = "letter"  # 信函格式: double rules, no number on the first page
    MINUTES = "minutes"  # 纪要格式
    PLAIN = "plain"  # no head: a list, a ledger, a receipt


class Urgency(StrEnum):
    """紧急程度."""

    NONE = ""
    URGENT = "加急"
    MOST_URGENT = "特急"


class Face(StrEnum):
    """The typefaces that the standard names (字体)."""

    BODY = "body"  # 仿宋
    HEI = "hei"  # 黑体
    KAI = "kai"  # 楷体
    SONG = "song"  # 宋体
    TITLE = "title"  # 小标宋


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one face."""

    text: str
    face: Face = Face.BODY
    is_bold: bool = False


Words = str | Sequence[Run]


def runs_of(words: Words) -> tuple[Run, ...]:
    """Plain words as the one run that they are."""
    return (Run(words),) if isinstance(words, str) else tuple(words)


def plain(words: Words) -> str:
    """The words without their faces."""
    return words if isinstance(words, str) else "".join(run.text for run in words)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body (结构层次标题), with the number that it is printed with; see `numbering.numbered`."""

    level: int
    text: str

    def __post_init__(self) -> None:
        if self.level not in range(1, 5):
            raise Unprintable(f"a heading of level {self.level}: the standard has the levels 1 to 4")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body (自然段)."""

    words: Words


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; widths are shares of the whole."""

    title: str
    width: float = 1
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that covers several columns or rows (合并单元格), or that stands otherwise than its column."""

    words: Words
    columns: int = 1
    rows: int = 1
    align: Align | None = None


Row = Sequence["Cell | str"]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head stands again on every page (表格).

    `head` replaces the row of column titles where a head has several levels. A cell that a cell above or to
    its left covers is left out of its row.
    """

    columns: Sequence[Column]
    rows: Sequence[Row]
    caption: str = ""
    head: Sequence[Row] = ()

    def head_rows(self) -> Sequence[Row]:
        """The rows that stand again on every page."""
        return self.head or [[column.title for column in self.columns]]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart or a picture, PNG or SVG, with the words for those who can't see it (图)."""

    content: bytes
    alternative: str
    caption: str = ""
    width_mm: float | None = None

    def __post_init__(self) -> None:
        if not self.alternative.strip():
            raise Unprintable("a picture without alternative text: say in a sentence what it shows")


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a page (另面)."""


@dataclass(frozen=True, slots=True)
class Landscape:
    """Blocks on pages that are turned, for wide tables (横排表格)."""

    blocks: Sequence[Paragraph | Heading | Table | Picture | PageBreak]


Block = Paragraph | Heading | Table | Picture | PageBreak | Landscape


@dataclass(frozen=True, slots=True)
class Annex:
    """附件: named after the body and bound behind it on a page of its own; without blocks it is only named."""

    title: str
    blocks: Sequence[Block] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """署名、成文日期: who signs, and the day on which the paper was signed or passed."""

    names: Sequence[str]
    signed_on: date
    is_sealed: bool = True


@dataclass(frozen=True, slots=True)
class Attendance:
    """出席、请假、列席 of minutes."""

    label: str
    people: str


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记: to whom copies go, who printed and sent it and when."""

    printed_by: str
    printed_on: date
    copies_to: Sequence[str] = ()
    addressed_to: Sequence[str] = ()  # 主送 that would not leave room for the body on the first page


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One official paper (公文).

    `dated_on` is its own date: the file's times are taken from it, so that the same paper gives the same bytes.
    `masthead` (发文机关标志) is the issuer's name with 文件 unless it is given.
    """

    title: str
    dated_on: date
    form: Form = Form.PLAIN
    issuers: Sequence[str] = ()
    masthead: str = ""
    number: str = ""
    copy_number: int | None = None
    urgency: Urgency = Urgency.NONE
    signers: Sequence[str] = ()
    subtitle: str = ""
    addressees: Sequence[str] = ()
    blocks: Sequence[Block] = ()
    annexes: Sequence[Annex] = ()
    signature: Signature | None = None
    note: str = ""
    attendance: Sequence[Attendance] = ()
    imprint: Imprint | None = None
    printed_number: str = field(init=False)

    def __post_init__(self) -> None:
        if self.form is not Form.PLAIN and not (self.issuers or self.masthead):
            raise Unprintable(f"a paper of form {self.form.value} names its issuer (发文机关)")
        if self.signers and not self.number:
            raise Unprintable("签发人 stands in one line with the number of the paper (发文字号): give both")
        if self.copy_number is not None and not 0 < self.copy_number < 1_000_000:
            raise Unprintable(f"copy number {self.copy_number}: 份号 has six digits, from 1")
        object.__setattr__(self, "printed_number", numbers.printed(self.number))
