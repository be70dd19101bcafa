"""Which commitments a reading holds (承诺事项), in reading order: each with its kind, words and place."""

from __future__ import annotations

from collections.abc import Iterator

from luoshi.plan.engine import ledger
from luoshi.plan.engine.drafts import Draft, of_line
from luoshi.plan.engine.periods import last_day
from luoshi.reading.checkup.gaps import PROMISED
from luoshi.reading.checkup.owners import tasks
from luoshi.reading.model import Gap, Reading


def drafts(reading: Reading) -> tuple[Draft, ...]:
    """Every commitment once, as the reader meets them; what opens earlier comes first."""
    gaps = {(gap.kind, gap.commitment, gap.place.start): gap for gap in reading.gaps}
    found = [draft for drawn in (_measured, _tasks, _dated, _named) for draft in drawn(reading, gaps)]
    return tuple(sorted(found, key=lambda draft: (draft.start, draft.end, draft.kind, draft.key)))


Gaps = dict[tuple[str, str, int], Gap]


def _measured(reading: Reading, gaps: Gaps) -> Iterator[Draft]:
    for line in ledger.lines(reading):
        kind = "promise" if line.goal is None else "target"
        yield of_line(line, gap=gaps.get((kind, line.key, line.start)))


def _tasks(reading: Reading, gaps: Gaps) -> Iterator[Draft]:
    for node in tasks(reading.outline):
        yield Draft(
            kind="task",
            key=node.key,
            title=node.title,
            section=node.id,
            start=node.title_start,
            end=node.title_end,
            modality="plain",
            printed_due="",
            due_on=None,
            gap=gaps.get(("task", node.key, node.title_start)),
        )


def _dated(reading: Reading, gaps: Gaps) -> Iterator[Draft]:
    for deadline in reading.facts.deadlines:
        yield Draft(
            kind="task",
            key=deadline.key,
            title=deadline.text,
            section=deadline.section,
            start=deadline.start,
            end=deadline.end,
            modality="plain",
            printed_due=deadline.due,
            due_on=last_day(deadline.due),
            gap=gaps.get(("deadline", deadline.key, deadline.start)),
        )


def _named(reading: Reading, gaps: Gaps) -> Iterator[Draft]:
    for mention in reading.facts.mentions:
        if mention.kind in PROMISED:
            yield Draft(
                kind=mention.kind,
                key=mention.key,
                title=mention.text,
                section=mention.section,
                start=mention.start,
                end=mention.end,
                modality="plain",
                printed_due="",
                due_on=None,
                gap=gaps.get((mention.kind, mention.key, mention.start)),
            )
