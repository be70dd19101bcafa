"""A plan's rows as its sheets print them (台账、任务分工导出)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef

from luoshi.kernel.among import Among
from luoshi.plan.engine.interpreting import written
from luoshi.plan.models import Commitment, Interpretation, LeadChoice, Plan, Responsibility, Section
from luoshi.plan.queries.live import stated

BATCH = 500
JOINT = "、"
STATED = (
    *("kind", "title", "relation", "value", "value_max", "unit", "change", "baseline", "per", "due"),
    *("modality", "promise"),
)
MEANT = "meant_"


def open_plans(user):
    """The plans whose rows this person may take along, the newest first of one title."""
    return Plan.objects.visible_to(user).ready().order_by("title", "pk")


def ledger_rows(rows) -> Iterator[dict[str, Any]]:
    """Lines of the target ledger, some hundreds at a time."""
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        found = Commitment.everything.filter(pk__among=Among(part)).select_related(
            "section__parent", "target", "plan"
        )
        known = {row.pk: row for row in found.defer("plan__document")}
        meant = _meant(known.values())
        yield from (_line(known[key], meant) for key in part if key in known)


def _line(row: Commitment, meant: dict[int, dict[str, str]]) -> dict[str, Any]:
    said = stated(row)
    values = {name: _plain(getattr(said, name)) for name in STATED}
    return _place(row.pk, row.plan, row.section) | {
        "line": str(row.target) if hasattr(row, "target") else None,
        **values,
        **{f"{MEANT}{part}": words for part, words in meant.get(row.identity, {}).items()},
    }


def _plain(value: Any) -> Any:
    """A value as a sheet holds it: an enumeration as its text, an empty text as nothing."""
    return (str(value) or None) if isinstance(value, str) else value


def _meant(rows: Iterable[Commitment]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    standing = Interpretation.objects.standing().filter(
        commitment__among=Among({row.identity for row in rows})
    )
    for each in standing.order_by("pk"):
        found[each.commitment_id][each.part] = written(each.values) or each.meaning
    return found


def naming_sections(rows=None):
    """The sections that name who answers, in reading order; all, or those among these."""
    named = Responsibility.objects.filter(section=OuterRef("pk"))
    rows = Section.objects.all() if rows is None else rows
    return rows.filter(Exists(named))


def division_rows(rows) -> Iterator[dict[str, Any]]:
    """Sections with the bodies that each names by role, some hundreds at a time."""
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        found = Section.objects.filter(pk__among=Among(part)).select_related("plan", "parent")
        known = {section.pk: section for section in found.defer("plan__document")}
        named, first = _named(part), _first(part)
        for key in part:
            if key in known:
                roles = {role: JOINT.join(names) for role, names in named[key].items()}
                yield _place(key, known[key].plan, known[key]) | roles | {"first": first.get(key)}


def _named(sections: Iterable[int]) -> dict[int, dict[str, list[str]]]:
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    duties = Responsibility.objects.filter(section__among=Among(sections)).order_by("position")
    for section, role, printed in duties.values_list("section_id", "role", "printed"):
        found[section][role].append(printed)
    return found


def _first(sections: Iterable[int]) -> dict[int, str]:
    rows = LeadChoice.objects.standing().filter(section__among=Among(sections))
    return dict(rows.values_list("section_id", "responsibility__printed"))


def _place(key: int, plan: Plan, section: Section | None) -> dict[str, Any]:
    above = f"{section.parent} / " if section and section.parent else ""
    return {
        "number": str(key),
        "plan": plan.title,
        "state": "adopted" if plan.is_adopted else "draft",
        "section": f"{above}{section}" if section else None,
    }
