"""Who answers for what (责任落实): no lead, several leads, one body in two roles."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from luoshi.reading.bodies import Identity
from luoshi.reading.checkup.echo import Echo
from luoshi.reading.model import (
    EMPTY,
    Deadline,
    Facts,
    Finding,
    Mention,
    Node,
    Place,
    Promise,
    Responsibility,
    Role,
    Source,
    Target,
)

# Sections that say why and for what, not who does it: nobody is asked to carry them out.
_GENERAL = re.compile(
    r"(?:要求|思路|思想|方针|原则|目标|愿景|定位|形势|背景|基础|现状|意义|必要性|成效|成就|问题|机遇|挑战|依据"
    r"|范围|期限|总则|附则|定义|术语|概况|回顾|(?:发展|外部|面临的|国内外)环境)$"
)
_JOINTS = re.compile(r"[、,,和与及]")
# A heading that begins with a verb asks for something to be done, whatever noun it ends with (夯实发展基础);
# some verbs also stand before such a noun as its attribute (发展基础).
_VERBS = re.compile(
    r"(?:全面|加快|大力|着力|深入|积极|持续|进一步|切实)*(?:(?:加强|强化|完善|健全|建立|明确|提升|提高|落实|解决|破解|推动"
    r"|筑牢|打牢|夯实|巩固|优化|拓展|聚焦|坚持|营造|改善|扩大|严格|规范|维护|抢抓|应对|化解|突出|抓好|深化|增强|打造|构建"
    r"|拓宽|培育|做大|做强|做优|壮大|开展|组织|引导|支持|鼓励|激发|释放|守住|守牢)"
    r"|(?:发展|建设|创新|保障|服务|推进|实施|实现)(?!(?:的|工作)?(?:要求|思路|方针|原则|目标|定位|形势|背景|基础|现状"
    r"|意义|成效|成就|问题|机遇|挑战|依据|范围|期限|环境)))"
)


def is_general(title: str) -> bool:
    """Whether a heading opens a general part (总体要求, 指导思想和主要目标 …) that names no task."""
    if _VERBS.match(title):
        return False
    return any(_GENERAL.search(part) for part in _JOINTS.split(title))


@dataclass(frozen=True, slots=True)
class Ownership:
    """The outline with what each section is charged with, looked up once for the whole check-up.

    `bound` names, for sections of which a person said so, the section whose bodies answer for them.
    """

    source: Source
    outline: tuple[Node, ...]
    facts: Facts
    nodes: dict[str, Node]
    children: dict[str | None, list[Node]]
    duties: dict[str, list[Responsibility]]
    leading: dict[str, list[Responsibility]]
    charged_below: frozenset[str]
    echo: Echo
    bound: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        *,
        source: Source,
        outline: tuple[Node, ...],
        facts: Facts,
        bound: Mapping[str, str] = EMPTY,
    ) -> Ownership:
        nodes = {node.id: node for node in outline}
        children: dict[str | None, list[Node]] = defaultdict(list)
        for node in outline:
            children[node.parent].append(node)
        duties: dict[str, list[Responsibility]] = defaultdict(list)
        for duty in facts.responsibilities:
            duties[duty.section].append(duty)
        below = frozenset(above.id for section in duties for above in _line(nodes, section))
        stated: tuple[Target | Promise, ...] = (*facts.targets, *facts.promises)
        measures = [measured(fact) for fact in stated]
        leading = {section: _leading(held) for section, held in duties.items()}
        led = [section for section, leads in leading.items() if leads]
        echo = Echo.of(source=source, outline=outline, groups=led, measures=measures)
        return cls(source, outline, facts, nodes, dict(children), dict(duties), leading, below, echo, bound)

    def charged(self, section: str | None) -> list[Responsibility]:
        """The responsibilities that bind a section: its own, else the nearest above it."""
        return self._nearest(self.duties, section)

    def leads(self, section: str | None) -> list[Responsibility]:
        """Who is accountable: the leads, or whoever alone is responsible where no lead is named."""
        return self._nearest(self.leading, section)

    def _nearest(self, held: dict[str, list[Responsibility]], section: str | None) -> list[Responsibility]:
        while section is not None and section not in held:
            if section in self.bound:
                return held.get(self.bound[section], [])
            node = self.nodes.get(section)
            section = node.parent if node else None
        return held[section] if section is not None else []


def _leading(duties: Sequence[Responsibility]) -> list[Responsibility]:
    return [duty for duty in duties if duty.role is Role.LEAD] or [
        duty for duty in duties if duty.role is Role.RESPONSIBLE
    ]


def charges(
    outline: Sequence[Node], facts: Facts, *, bound: Mapping[str, str] = EMPTY
) -> Iterator[tuple[str, str]]:
    """For each section that somebody answers for, the section that names them: itself or the nearest above."""
    nodes = {node.id: node for node in outline}
    named = {duty.section for duty in facts.responsibilities}
    for node in outline:
        stops = (above.id for above in _line(nodes, node.id) if above.id in named or above.id in bound)
        if stop := next(stops, None):
            by = stop if stop in named else bound[stop]
            if by in named:
                yield node.id, by


def tasks(outline: Sequence[Node]) -> Iterator[Node]:
    """Sections at the bottom of the outline that ask for something to be done (任务)."""
    parents = {node.parent for node in outline}
    general: set[str | None] = set()  # a section in a general part is general
    for node in outline:
        if node.parent in general or is_general(node.title):
            general.add(node.id)
        elif node.id not in parents:
            yield node


def _line(nodes: dict[str, Node], section: str | None) -> Iterator[Node]:
    while section is not None and (node := nodes.get(section)):
        yield node
        section = node.parent


def owner_findings(ownership: Ownership, identities: Mapping[str, Identity]) -> Iterator[Finding]:
    """no_lead, joint_lead and both_roles, each with its places."""
    yield from _no_lead(ownership)
    yield from _measures_without_body(ownership)
    rows = _Rows(ownership.source)
    for section, duties in ownership.duties.items():
        for clause in _clauses(ownership.source, rows, duties):
            yield from _joint_lead(ownership.nodes[section], clause)
            yield from _both_roles(ownership.nodes[section], clause, identities)


_LONGEST_LABEL = 40  # characters between two bodies of one clause: a line end and a label


def _clauses(source: Source, rows: _Rows, duties: Sequence[Responsibility]) -> Iterator[list[Responsibility]]:
    """The duties of a section, clause by clause: a sentence or a table's row between them parts two clauses."""
    clause: list[Responsibility] = []
    for duty in sorted(duties, key=lambda each: each.start):
        if clause and _parted(source, rows, clause[-1], duty):
            yield clause
            clause = []
        clause.append(duty)
    if clause:
        yield clause


def _parted(source: Source, rows: _Rows, before: Responsibility, after: Responsibility) -> bool:
    between = source.text[before.end : after.start]
    return len(between) > _LONGEST_LABEL or "。" in between or rows.of(before) != rows.of(after)


class _Rows:
    """The table and the row that a duty is printed in."""

    def __init__(self, source: Source) -> None:
        self._tables = source.tables
        self._starts = [table.start for table in source.tables]
        self._known: dict[int, tuple[list[int], list[int]]] = {}

    def of(self, duty: Responsibility) -> tuple[int, int] | None:
        at = bisect_right(self._starts, duty.start) - 1
        if at < 0 or duty.start >= self._tables[at].end:
            return None
        starts, rows = self._known.get(at) or self._cells(at)
        return at, rows[bisect_right(starts, duty.start) - 1]

    def _cells(self, at: int) -> tuple[list[int], list[int]]:
        """Where the cells of a table begin, and the last row that is begun there."""
        cells = sorted((cell.start, cell.row) for cell in self._tables[at].cells)
        self._known[at] = [start for start, _ in cells], [*accumulate((row for _, row in cells), max)]
        return self._known[at]


def _no_lead(ownership: Ownership) -> Iterator[Finding]:
    for parent, orphans in _unled(ownership):
        yield Finding(
            code="no_lead",
            places=tuple(_heading(node) for node in orphans),
            values={"sections": [node.title for node in orphans], "chapter": parent.title if parent else ""},
            proposal={"code": "propose_lead", "sections": [node.title for node in orphans]},
        )


def _unled(ownership: Ownership) -> Iterator[tuple[Node | None, list[Node]]]:
    """Orphans, or all chapters at once where the document names nobody at all."""
    top = ownership.children.get(None, [])
    if ownership.duties:
        yield from _orphans(ownership, top)
    elif asked := [node for node in top if not is_general(node.title)]:
        yield None, asked


def _orphans(ownership: Ownership, siblings: Sequence[Node]) -> Iterator[tuple[Node | None, list[Node]]]:
    """Groups of sections that nobody answers for, each with the section above them."""
    lost: list[Node] = []
    for node in siblings:
        if node.id in ownership.duties or is_general(node.title):
            continue
        below = ownership.children.get(node.id, [])
        if node.id in ownership.charged_below:
            yield from _orphans(ownership, below)
        elif below and node.parent is None:
            if asked := [child for child in below if not is_general(child.title)]:
                yield node, asked
        else:
            lost.append(node)
    if lost:
        yield ownership.nodes.get(lost[0].parent or ""), lost


def _measures_without_body(ownership: Ownership) -> Iterator[Finding]:
    stated: tuple[Target | Promise, ...] = (*ownership.facts.targets, *ownership.facts.promises)
    promised = [
        fact for fact in stated if not ownership.charged(fact.section) and _is_aim(ownership, fact.section)
    ]
    if not promised:
        return
    promised.sort(key=lambda fact: fact.start)
    measures = [measured(fact) for fact in promised]
    echoed = list(_echoed_leads(ownership, promised))
    yield Finding(
        code="no_lead",
        places=tuple(Place(fact.section, fact.start, fact.end) for fact in promised),
        values={"measures": measures},
        proposal={"code": "propose_measure_leads", "proposals": echoed}
        if echoed
        else {"code": "propose_lead", "sections": measures},
    )


def _is_aim(ownership: Ownership, section: str | None) -> bool:
    return section is None or any(is_general(node.title) for node in _line(ownership.nodes, section))


def measured(fact: Target | Promise | Deadline | Mention) -> str:
    """What a commitment speaks of, in its own words."""
    if isinstance(fact, Target):
        return fact.indicator
    return fact.subject if isinstance(fact, Promise) else fact.text


def _echoed_leads(ownership: Ownership, promised: Iterable[Target | Promise]) -> Iterator[dict[str, str]]:
    for fact in promised:
        if group := ownership.echo.find(measured(fact)):
            lead = ownership.leads(group)[0].agency
            yield {"measure": measured(fact), "section": ownership.nodes[group].title, "body": lead}


def _joint_lead(node: Node, duties: Sequence[Responsibility]) -> Iterator[Finding]:
    leads = [duty for duty in duties if duty.role is Role.LEAD]
    if len(leads) > 1:
        names = [duty.agency for duty in leads]
        yield Finding(
            code="joint_lead",
            places=(Place(node.id, leads[0].start, leads[-1].end),),
            values={"section": node.title, "bodies": names},
            proposal={"code": "propose_first_lead", "first": names[0], "others": names[1:]},
        )


def _both_roles(
    node: Node, duties: Sequence[Responsibility], identities: Mapping[str, Identity]
) -> Iterator[Finding]:
    by_body: dict[str, list[Responsibility]] = defaultdict(list)
    for duty in duties:
        by_body[identities[duty.agency].name].append(duty)
    for same in by_body.values():
        if len({duty.role for duty in same}) > 1:
            yield Finding(
                code="both_roles",
                places=tuple(Place(node.id, duty.start, duty.end) for duty in same),
                values={"section": node.title, "body": same[0].agency},
                proposal={"code": "propose_one_role", "body": same[0].agency},
            )


def _heading(node: Node) -> Place:
    return Place(node.id, node.title_start, node.title_end)
