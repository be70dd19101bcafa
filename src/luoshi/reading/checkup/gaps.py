"""What each commitment lacks to be verified (可考核性): measure, base, unit, scope, date, one body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.reading.checkup.owners import Ownership, measured, tasks
from luoshi.reading.model import Deadline, Gap, Mention, Node, Place, Promise, PromiseKind, Relation, Target

# Words that say of whom or of what a promise speaks (范围).
_SCOPE = re.compile(
    r"全[国省市县区州盟旗]|规模以上|规上|重点(?:行业|企业|领域|产业|用能单位)|城[镇乡]|农村|行政村|乡镇|[省市县区](?:级|本级)?财政"
)
_SHARES = frozenset({"%", "‰", "个百分点", "百分点"})
# Measure words of things that are counted one by one: which list they are counted from is a scope of its own.
_COUNTED = frozenset("户家个项件名人位台套座条所处种批宗只艘架辆栋间")
_PLAN_PERIOD = re.compile(r"十[一二三四五六七八九]?五[”\"」’]?(?:期?末|时期|期间|规划)")
_ON_PRESENT = re.compile(r"(?:现有|原有|现行|已有|目前).{0,12}基础上")
_RHYTHMS = frozenset({PromiseKind.MONOTONE, PromiseKind.ELASTICITY, PromiseKind.CASCADE})
# Mentions that are promises of their own: somebody has to set them up, pay them or finish them.
PROMISED = frozenset({"platform", "regime", "incentive", "project"})
NAMED = PROMISED | {"task"}  # a person, not the reader, may name a task that has neither heading nor date
_VAGUE = frozenset(PromiseKind) - _RHYTHMS - {PromiseKind.COVERAGE}
_REACH = 400  # how far back the beginning of a sentence is looked for

Promised = Target | Promise | Deadline | Mention
Lacks = dict[str, str]  # part -> "missing" or "open"


def find_gaps(ownership: Ownership) -> Iterator[Gap]:
    """One gap a commitment that lacks something: targets, promises, then tasks, each in reading order."""
    for target in ownership.facts.targets:
        yield from _gap(ownership, target, "target", _target_lacks(ownership, target))
    for promise in ownership.facts.promises:
        yield from _gap(ownership, promise, "promise", _promise_lacks(ownership, promise))
    for deadline in ownership.facts.deadlines:
        yield from _gap(ownership, deadline, "deadline", {})
    yield from _task_gaps(ownership)


def _gap(ownership: Ownership, fact: Promised, kind: str, lacks: Lacks) -> Iterator[Gap]:
    lacks |= _body_lack(ownership, fact.section)
    if lacks:
        yield Gap(
            commitment=fact.key,
            kind=kind,
            missing=_parts(lacks, "missing"),
            open=_parts(lacks, "open"),
            place=Place(fact.section, fact.start, fact.end),
            proposal=_proposal(ownership, fact, lacks),
        )


def _parts(lacks: Lacks, how: str) -> tuple[str, ...]:
    return tuple([part for part, lack in lacks.items() if lack == how])


def _target_lacks(ownership: Ownership, target: Target) -> Lacks:
    lacks: Lacks = {}
    sentence = _sentence(ownership.source.text, target.start, target.end)
    if target.relation is Relation.EQUAL:
        lacks["relation"] = "open"
    if not target.baseline and not _ON_PRESENT.search(sentence):
        since_plan_began = target.change and _PLAN_PERIOD.search(sentence)
        lacks["base_year"] = "open" if since_plan_began else "missing"
    if not target.unit:
        lacks["unit"] = "missing"
    if _is_counted(target) or (target.unit not in _SHARES and not _SCOPE.search(sentence)):
        lacks["scope"] = "missing"
    if not target.due and target.per != "year":
        lacks["due"] = "missing"
    return lacks


def _is_counted(target: Target) -> bool:
    return bool(target.unit) and target.unit[-1] in _COUNTED


def _promise_lacks(ownership: Ownership, promise: Promise) -> Lacks:
    lacks: Lacks = {}
    sentence = _sentence(ownership.source.text, promise.start, promise.end)
    if promise.kind in _VAGUE:
        lacks["measure"] = "open"
    if not promise.baseline and not _ON_PRESENT.search(sentence):
        lacks["base_year"] = "missing"
    if not _SCOPE.search(promise.subject + sentence):
        lacks["scope"] = "missing"
    if not promise.due and promise.kind not in _RHYTHMS:
        lacks["due"] = "missing"
    return lacks


def _sentence(text: str, start: int, end: int) -> str:
    """The words from the sentence's beginning, in the same paragraph, to the end of the fact."""
    low = max(0, start - _REACH)
    return text[max(low, text.rfind("。", low, start) + 1, text.rfind("\n", low, start) + 1) : end]


def _body_lack(ownership: Ownership, section: str | None) -> Lacks:
    leads = ownership.leads(section)
    if not leads:
        return {"body": "missing"}
    return {"body": "open"} if len(leads) > 1 else {}


def _proposal(ownership: Ownership, fact: Promised, lacks: Lacks) -> dict[str, object]:
    measure = measured(fact)
    if lacks.get("body") == "missing" and (group := ownership.echo.find(measure)):
        section = ownership.nodes[group].title
        return {
            "code": "propose_lead_from_task",
            "section": section,
            "body": ownership.leads(group)[0].agency,
        }
    return {"code": "propose_wording", "measure": measure, "parts": [*lacks]}


def _task_gaps(ownership: Ownership) -> Iterator[Gap]:
    dated = {fact.section for fact in ownership.facts.deadlines}
    measurable = set()
    stated: tuple[Target | Promise, ...] = (*ownership.facts.targets, *ownership.facts.promises)
    for fact in stated:
        measurable.add(fact.section)
        if fact.due:
            dated.add(fact.section)
    for mention in ownership.facts.mentions:
        if mention.kind in NAMED:
            is_dated = mention.section in dated or "due" in mention.values
            lacks: Lacks = {} if is_dated else {"due": "missing"}
            yield from _gap(ownership, mention, mention.kind, lacks)
    for node in tasks(ownership.outline):
        yield from _task_gap(ownership, node, dated=node.id in dated, measurable=node.id in measurable)


def _task_gap(ownership: Ownership, node: Node, *, dated: bool, measurable: bool) -> Iterator[Gap]:
    lacks: Lacks = {} if measurable else {"measure": "missing"}
    if not dated:
        lacks["due"] = "missing"
    lacks |= _body_lack(ownership, node.id)
    if lacks:
        yield Gap(
            commitment=node.key,
            kind="task",
            missing=_parts(lacks, "missing"),
            open=_parts(lacks, "open"),
            place=Place(node.id, node.title_start, node.title_end),
            proposal={"code": "propose_wording", "measure": node.title, "parts": [*lacks]},
        )
