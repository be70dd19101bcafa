"""Where a text says who answers (责任表述): a bracket, a line, a row of a table, each with its groups."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import pairwise
from typing import Final, NamedTuple

from luoshi.reading.responsibilities.brackets import Bracket, brackets
from luoshi.reading.responsibilities.clauses import Group, bare, labelled, stated, stated_alone, tagged
from luoshi.reading.responsibilities.labels import LABEL_WORDS, Label, is_of_duty, labels, roles_of
from luoshi.reading.responsibilities.names import is_known
from luoshi.reading.responsibilities.ranks import FirstLeads, first_leads

_VERB_WORD: Final = re.compile(
    "牵头|负责|配合|责任|参与|落实|协助|分工|主办|协办|单位|实施|指导|承担|推进|职责"
)
_CLAUSE_WORDS: Final = ("牵头", "负责", "配合", "参与")
_LONGEST_LABEL: Final = 24
_LONGEST_CLAUSE: Final = 400
_LONGEST_BARE: Final = 200
_BEFORE_A_LABEL: Final = " \t.。;!)】]|>/—●■◆▲★·-"
_LONGEST_TAIL: Final = 8
_DAY_BEGINS: Final = ("2", "到", "在")
# A day behind the names says nothing of them: (市发改委,2025年底前完成)、(市发改委;持续推进).
_FIRST_DAY: Final = re.compile(r"(?:到|在)?20\d\d年[^,;。:()]{0,14}(?:前|末|底|完成|年|月)[,;]")
_SUBJECT: Final = re.compile(
    r"(?:该|此|本|上述|以上)(?:各?项)?(?:工作|任务|事项|措施|工程|行动)(?:均)?(?=由)"
)
_DAY: Final = re.compile(
    r"[,;。]\s*(?:(?:20)?\d\d年|\d{1,2}月|年底前|年内|长期|持续|全年|每[年季月]|常态化|立即|适时)"
    r"[^,;。()]{0,20}[。;]?$"
)
_STOPS: Final = ("。", ";", "!")
_AROUND: Final = " \t。;,.—●■◆▲★·-"


class Form(Enum):
    """How it is printed: that decides which section it speaks for."""

    BRACKET = "bracket"
    LINE = "line"
    TABLE = "table"


class Statement(NamedTuple):
    """One saying of who answers."""

    form: Form
    start: int
    end: int
    groups: tuple[Group, ...]


def statements_of(line: str, base: int) -> list[Statement]:
    """What one folded paragraph says, brackets before labels; nothing for running prose."""
    found = [*_bracketed(line, base)] if _may_hold_brackets(line) else []
    if ":" in line or "】" in line or "]" in line or line.startswith(LABEL_WORDS):
        found += _labelled(line, base, found)
    if not found and len(line) <= _LONGEST_CLAUSE and any(word in line for word in _CLAUSE_WORDS):
        found += _clause(line, base)
    return found


def is_label_alone(line: str) -> bool:
    """Whether a line is a label whose list stands on the next one."""
    if len(line) > _LONGEST_LABEL or not line.rstrip().endswith(":"):
        return False
    return roles_of(line) is not None


def without_ranks(words: str) -> tuple[str, FirstLeads | None]:
    """The words with 排在第一位的为牵头单位 blanked out, and that sentence."""
    rank = first_leads(words)
    if rank is None:
        return words, None
    return words[: rank.start] + "。" * (rank.end - rank.start) + words[rank.end :], rank


def _may_hold_brackets(line: str) -> bool:
    return "(" in line or "【" in line or "[" in line or "〔" in line


def _bracketed(line: str, base: int) -> Iterator[Statement]:
    pairs = brackets(line)
    form = Form.LINE if pairs and _stands_alone(line, pairs) else Form.BRACKET
    for bracket in pairs:
        if groups := _said_in(line, bracket, base):
            yield Statement(form, base + bracket.start, base + bracket.end, groups)


def _stands_alone(line: str, pairs: Sequence[Bracket]) -> bool:
    """Whether a line holds brackets and nothing else."""
    if line[: pairs[0].start - 1].strip(_AROUND) or line[pairs[-1].end + 1 :].strip(_AROUND):
        return False
    gaps = (line[one.end + 1 : other.start - 1] for one, other in pairwise(pairs))
    return not any(gap.strip(_AROUND) for gap in gaps)


def _said_in(line: str, bracket: Bracket, base: int) -> tuple[Group, ...]:
    words, _ = without_ranks(line[bracket.start : bracket.end])
    start = base + bracket.start
    if words[:1] in _DAY_BEGINS and (day := _FIRST_DAY.match(words)):
        words = "。" * day.end() + words[day.end() :]
    dated = _DAY.search(words)
    if _VERB_WORD.search(words):
        found = tuple(group for label in _role_labels(words) for group in _groups(words, label, start))
        found = found or stated(words, start) or tagged(words, start)
        if found or not (dated or "政协办公" in words):
            return found
    return _bare_in(line, words[: dated.start()] if dated else words, bracket, start)


def _bare_in(line: str, words: str, bracket: Bracket, start: int) -> tuple[Group, ...]:
    """Names alone count only at the paragraph's end: behind a full stop, or several of them before it."""
    if len(words) > _LONGEST_BARE or len(line) > bracket.end + _LONGEST_TAIL:
        return ()
    if line[bracket.end + 1 :].strip(_AROUND):
        return ()
    agencies = [one for group in bare(words, start) for one in group.agencies]
    behind_a_stop = line[max(0, bracket.start - 2) : bracket.start - 1] in _STOPS
    several = len(agencies) > 1
    if any(is_known(one.name) for one in agencies):
        return bare(words, start) if behind_a_stop or several else ()
    return bare(words, start) if behind_a_stop and several else ()


def _groups(words: str, label: Label, base: int) -> tuple[Group, ...]:
    if label.roles is None:
        return ()
    stop = words.find("。", label.list_start, label.list_end)
    text = words[label.list_start : stop if stop >= 0 else label.list_end]
    return labelled(text, base + label.list_start, label.roles)


def _role_labels(words: str) -> Iterator[Label]:
    """Labels from the first that speaks of agencies and stands where a label may stand."""
    begun = opened = False
    for label in labels(words):
        stands = label.start == 0 or words[label.start - 1] in _BEFORE_A_LABEL
        begun = begun or (label.roles is not None and (stands or opened))
        opened = opened or (
            stands and label.roles is None and is_of_duty(words[label.start : label.list_start])
        )
        if begun:
            yield label


def _labelled(line: str, base: int, before: list[Statement]) -> Iterator[Statement]:
    if not any(word in line for word in LABEL_WORDS):
        return
    words, _ = without_ranks(_blanked(line, base, before))
    form: Form | None = None
    for label in _role_labels(words):
        form = form or (Form.BRACKET if words[: label.start].strip(_AROUND + "[【(") else Form.LINE)
        groups = _groups(words, label, base)
        if groups:
            yield Statement(form, base + label.start, base + label.list_end, groups)


def _blanked(line: str, base: int, statements: list[Statement]) -> str:
    """The line with what was read already out of sight."""
    kept, at = [], 0
    for one in statements:
        kept += [line[at : one.start - base], "。" * (one.end - one.start)]
        at = one.end - base
    return "".join([*kept, line[at:]])


def _clause(line: str, base: int) -> Iterator[Statement]:
    """A paragraph that is nothing but a clause: 由市科技局牵头,市财政局配合。"""
    words, _ = without_ranks(line.rstrip(_AROUND))
    subject = _SUBJECT.match(words)
    words = "。" * subject.end() + words[subject.end() :] if subject else words
    if groups := stated_alone(words, base):
        yield Statement(Form.LINE, base, base + len(line), groups)
