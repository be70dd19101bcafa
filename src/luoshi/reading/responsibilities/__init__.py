"""Who answers for what (责任分工): brackets, lines and tables of lead, responsible and supporting bodies."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from luoshi.reading.grammar.folding import folded
from luoshi.reading.model import Frame, Node, Paragraph, Responsibility, Role, Source
from luoshi.reading.responsibilities.clauses import Group
from luoshi.reading.responsibilities.collectives import is_collective
from luoshi.reading.responsibilities.prefixes import Prefixes
from luoshi.reading.responsibilities.ranks import first_leads
from luoshi.reading.responsibilities.sections import Sections
from luoshi.reading.responsibilities.statements import Form, Statement, is_label_alone, statements_of
from luoshi.reading.responsibilities.tables import table_statements

__all__ = ["find"]

_SQUARE_AREAS: Final = re.compile(r"(?<=县)[〔\[]([市区旗、]{1,5})[〕\]]")
_GAP: Final = 3  # what parts two lines of one block: a line feed and a mark or two
_PLACE: Final = re.compile(r"([一-鿿]{2,8}?)(?:省|市|自治州|自治区|自治县|县|区|州|盟|旗)")


def find(source: Source, frame: Frame, outline: Sequence[Node]) -> tuple[Responsibility, ...]:
    """Every section's bodies with their roles, in the order printed; each once a section and role."""
    text = _with_round_areas(folded(source.text))
    statements = _statements(source, frame, text)
    sections = Sections(text, outline, statements).of_all()
    said = _named(statements, _FirstLeads(source, text, statements), _place(frame))
    unique: dict[tuple[str, str, Role], Responsibility] = {}
    for section, agencies in zip(sections, said, strict=True):
        if section is None:
            continue
        for one in agencies:
            agency = _as_printed(one, source.text[one.start : one.end])
            found = Responsibility(section, agency, one.role, one.start, one.end)
            unique.setdefault((found.section, found.agency, found.role), found)
    return tuple(unique.values())


def _with_round_areas(text: str) -> str:
    """各县〔市、区〕 with the brackets of 各县(市、区), of the same length."""
    return _SQUARE_AREAS.sub(r"(\1)", text) if "县〔" in text or "县[" in text else text


class _Said(NamedTuple):
    name: str
    role: Role
    start: int
    end: int


def _as_printed(said: _Said, printed: str) -> str:
    """The name with the punctuation of the source, where nothing in it was left out."""
    own = _with_round_areas(folded(printed))
    return said.name.removesuffix(own) + printed if said.name.endswith(own) else said.name


def _statements(source: Source, frame: Frame, text: str) -> list[Statement]:
    found: list[Statement] = []
    tables = {at: table_statements(table, text) for at, table in enumerate(source.tables)}
    start: int | None = None
    taken = _Taken(source, tables)
    for paragraph in _body(source, frame):
        if taken.holds(paragraph):
            continue
        start = paragraph.start if start is None else start
        if not is_label_alone(text[paragraph.start : paragraph.end]):
            found += statements_of(text[start : paragraph.end], start)
            start = None
    for statements in tables.values():
        found += [one for one in statements if frame.body.start <= one.start < frame.body.end]
    return sorted(found, key=lambda one: one.start)


class _Taken:
    """The tables that were read cell by cell, and whether a paragraph stands in one."""

    def __init__(self, source: Source, read: Mapping[int, Sequence[Statement]]) -> None:
        self._spans = sorted((table.start, table.end) for at, table in enumerate(source.tables) if read[at])

    def holds(self, paragraph: Paragraph) -> bool:
        start = paragraph.start
        at = bisect_right(self._spans, (start, paragraph.end)) - 1
        near = self._spans[max(at, 0) : at + 2]
        return any([low <= start < high for low, high in near])


def _body(source: Source, frame: Frame) -> Iterator[Paragraph]:
    for paragraph in source.paragraphs:
        if paragraph.end > frame.body.start and paragraph.start < frame.body.end:
            yield paragraph


def _place(frame: Frame) -> str:
    """The name of the document's own place: what begins with it has a head of its own."""
    for field in (frame.issuer, frame.title):
        found = _PLACE.match(field.text) if field else None
        if found:
            return found[1]
    return ""


class _FirstLeads:
    """Whether a statement stands under “排在第一位的为牵头单位”."""

    def __init__(self, source: Source, text: str, statements: Sequence[Statement]) -> None:
        self._starts = [one.start for one in statements]
        self._statements = statements
        self._text = text
        self._alone: set[int] = set()
        self._from = len(text)
        for start, end, onwards in _rank_sentences(source, text):
            near = self._near(start)
            if near and not onwards:
                self._alone.add(near.start)
            else:
                self._from = min(self._from, near.start if near else end)
        if statements and self._from < len(text) and statements[-1].start < self._from:
            self._from = 0  # a note behind everything holds for everything

    def _near(self, start: int) -> Statement | None:
        """The statement that the sentence stands in, or stands right behind."""
        at = bisect_right(self._starts, start) - 1
        one = self._statements[at] if at >= 0 else None
        if one is None or start > one.end + _GAP or "\n" in self._text[one.end : start]:
            return None
        return one

    def holds_for(self, statement: Statement) -> bool:
        return statement.start >= self._from or statement.start in self._alone


def _rank_sentences(source: Source, text: str) -> Iterator[tuple[int, int, bool]]:
    for paragraph in source.paragraphs:
        rank = first_leads(text[paragraph.start : paragraph.end])
        if rank:
            yield paragraph.start + rank.start, paragraph.start + rank.end, rank.onwards


def _named(statements: Sequence[Statement], ranks: _FirstLeads, place: str) -> Iterator[list[_Said]]:
    """The agencies of each statement with roles and restored names; neighbouring lines share a level word."""
    prefixes, last_end, led = Prefixes(place), -_GAP, False
    for statement in statements:
        if statement.form is not Form.LINE or statement.start - last_end > _GAP:
            prefixes, led = Prefixes(place), False
        last_end = statement.end
        led = led or _has_lead(statement.groups)
        yield list(_agencies(statement, not led and ranks.holds_for(statement), prefixes))


def _agencies(statement: Statement, first_leads: bool, prefixes: Prefixes) -> Iterator[_Said]:
    for group in statement.groups:
        for at, one in enumerate(group.agencies):
            role = one.tag or (group.roles.first if at == 0 else group.roles.others)
            if first_leads and role is Role.RESPONSIBLE and not _is_of_collectives(group):
                role = Role.LEAD
            first_leads = False
            yield _Said(prefixes.restored(one.name), role or Role.RESPONSIBLE, one.start, one.end)


def _is_of_collectives(group: Group) -> bool:
    """Whether nobody in a list can be told to lead (各有关部门和单位按职责分工负责)."""
    return all(is_collective(one.name) for one in group.agencies)


def _has_lead(groups: Sequence[Group]) -> bool:
    return any(
        group.roles.first is Role.LEAD or any(one.tag is Role.LEAD for one in group.agencies)
        for group in groups
    )
