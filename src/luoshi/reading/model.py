"""What a document is made of once it is read (公文要素).

Offsets count characters (code points) of the normalised text, `Source.text`; `end` is exclusive. Everything
here is frozen: a reading is a fact about a text and never changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

EMPTY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the normalised text, `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know: a message code with its values, never a sentence."""

    code: str
    start: int
    end: int
    values: Mapping[str, object] = field(default_factory=dict)


# --- the source: one normalised text, whatever came in -------------------------------------------------


class ParagraphKind(StrEnum):
    """What the format itself says a paragraph is; `TEXT` where it says nothing."""

    TEXT = "text"
    CELL = "cell"  # a line inside a table
    BOX = "box"  # inside a text box (文本框)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the normalised text; `end` stands before its line feed.

    `level` is the heading level that the format itself states (Word style, HTML h1-h6), else None; `label` is
    an automatic number that Word printed, already part of the text.
    """

    start: int
    end: int
    kind: ParagraphKind = ParagraphKind.TEXT
    level: int | None = None
    table: int | None = None
    label: str = ""
    emphasis: bool = False  # the whole line is bold, centred or larger: a hint, no more


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; merged cells stand once, with their spans."""

    row: int
    column: int
    text: str
    start: int
    end: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table kept as a table; its cells' text also stands in the normalised text, a cell a line."""

    start: int
    end: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One normalised text with its paragraphs and tables.

    `paragraphs` are in order and lose nothing: the text is their lines joined by single line feeds.
    """

    format: str  # "txt", "html", "docx", "pdf"
    text: str
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...] = ()
    metadata: Mapping[str, str] = field(
        default_factory=lambda: EMPTY
    )  # the page's own table (发布机构, 发文字号 …), labels as printed
    warnings: tuple[Notice, ...] = ()


# --- the document's frame ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Quotation:
    """A field of the document with the place it was read from."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the plan stands on the page, and what is printed around it.

    `body` runs from the first word after title, addressee and approval of a wrapping notice to the last word
    before signature, 版记 and page foot. A field that is not printed is None.
    """

    body: Span
    title: Quotation | None = None
    number: Quotation | None = None  # 发文字号
    issuer: Quotation | None = None  # 发文机关
    issued_on: Quotation | None = None  # 成文日期, ISO in `text`
    published_on: Quotation | None = None  # 发布日期, ISO in `text`
    approval: Quotation | None = None  # 审议通过
    addressees: Quotation | None = None  # 主送机关
    basis: tuple[Quotation, ...] = ()  # 依据
    parent: Quotation | None = None  # the plan that this one carries out


class NodeKind(StrEnum):
    NUMBERED = "numbered"
    RUN_IN = "run_in"  # 信息技术:…
    UNNUMBERED = "unnumbered"
    BOX = "box"  # 专栏
    TABLE_ROW = "table_row"  # a row of a 任务分工 table


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the outline.

    `start` to `end` is the node's own text up to the next node, so that all nodes in order (with the body's
    words before the first) give back the body; `title_end` is where the matter begins.
    """

    id: str
    parent: str | None
    level: int
    marker: str
    title: str
    kind: NodeKind
    start: int
    end: int
    title_start: int
    title_end: int
    key: str = ""


# --- facts ---------------------------------------------------------------------------------------------


class Relation(StrEnum):
    AT_LEAST = ">="
    AT_MOST = "<="
    ABOUT = "~"
    EQUAL = "="
    RANGE = "range"


class Modality(StrEnum):
    """How strongly a promise is worded (承诺强度)."""

    MUST = "must"  # 确保、必须、完成
    PLAIN = "plain"
    AIMS = "aims"  # 力争、争取
    ENCOURAGES = "encourages"  # 支持、鼓励、引导、探索


@dataclass(frozen=True, slots=True)
class Target:
    """A printed quantity that is promised (定量目标), as printed."""

    indicator: str
    relation: Relation
    value: float
    unit: str
    section: str | None
    start: int
    end: int
    value_max: float | None = None
    change: str | None = None  # "increase", "decrease"
    per: str | None = None  # "year"
    baseline: str | None = None
    due: str | None = None  # "2020", "2020-06"
    modality: Modality = Modality.PLAIN
    key: str = ""


class PromiseKind(StrEnum):
    """What kind of promise has no number (定性目标)."""

    MONOTONE = "monotone"  # 逐年加大
    ELASTICITY = "elasticity"  # 与…同比例
    BENCHMARK = "benchmark"  # 达到国内先进水平
    DIRECTION = "direction"  # 明显提高
    RANK = "rank"  # 跻身前列, 国内最大
    STATE = "state"  # 基本建成
    CASCADE = "cascade"  # 完成上级下达
    COVERAGE = "coverage"  # 全覆盖, 零发生
    QUALITATIVE = "qualitative"  # 迈上新台阶


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise without a number (定性目标): kind, words, section, year."""

    kind: PromiseKind
    subject: str
    text: str
    section: str | None
    start: int
    end: int
    due: str | None = None
    baseline: str | None = None
    modality: Modality = Modality.PLAIN
    key: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A dated task (时限)."""

    section: str | None
    due: str
    text: str
    start: int
    end: int
    key: str = ""


class Role(StrEnum):
    LEAD = "lead"  # 牵头
    SUPPORT = "support"  # 配合
    RESPONSIBLE = "responsible"  # 负责


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who answers for a section (责任单位); `agency` has its elided prefix restored."""

    section: str
    agency: str
    role: Role
    start: int
    end: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text.

    kind: enterprise, document, place, programme, project (项目), platform (平台), incentive (奖补),
    regime (制度、机制).
    """

    kind: str
    text: str
    section: str | None
    start: int
    end: int
    values: Mapping[str, object] = field(default_factory=dict)
    key: str = ""


# --- the check-up --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding shows: a section and its span."""

    section: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """An anomaly of the document (体检发现): code, values, every place, and a proposed wording as code."""

    code: str
    places: tuple[Place, ...]
    values: Mapping[str, object] = field(default_factory=dict)
    proposal: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gap:
    """What a commitment lacks to be verified (可考核性缺项).

    `missing` names the parts that are not printed at all, `open` those whose printed words need a decision
    before anyone can verify them (待认定). Parts: measure, relation, base_year, unit, scope, due, body.
    """

    commitment: str  # key of the target, the promise or the section that is a task
    kind: str  # "target", "promise", "task"
    missing: tuple[str, ...]
    open: tuple[str, ...]
    place: Place
    proposal: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that was read from one outline."""

    targets: tuple[Target, ...] = ()
    promises: tuple[Promise, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A document read: the text, its frame, outline, facts and check-up."""

    source: Source
    frame: Frame
    outline: tuple[Node, ...]
    facts: Facts
    findings: tuple[Finding, ...] = ()
    gaps: tuple[Gap, ...] = ()
    warnings: tuple[Notice, ...] = ()
