"""Comparing a plan with its parents as a job (上下级规划比对): some commitments a step, asked about when it is done."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import clock, jobs
from luoshi.kernel.matching import Ranking, Thresholds
from luoshi.kernel.matching.purposes import register_purpose
from luoshi.plan.models import Plan
from luoshi.plan.models.parents import LINKS
from luoshi.plan.queries.links import Proposing, told
from luoshi.plan.queries.parents import parent_plans
from luoshi.plan.queries.texts import texts_of
from luoshi.plan.services import links

BATCH = 200  # commitments a step: some tenths of a second of comparing, then one short write


def _proposals(result: dict[str, Any]) -> str:
    return reverse("plan:proposals", args=[result["plan"]])


@jobs.kind(links.PROPOSE_LINKS, label=_("Compare a plan with its parents"), result_url=_proposals)
def propose_links(run: jobs.Run, *, plan: int) -> Generator[jobs.Step, None, dict[str, Any]]:
    """Propose, for each commitment of a plan, what of each parent it may carry out.

    The cursor holds how far it got and when it began: what an earlier comparison proposed goes at the end.
    """
    ours = Plan.objects.select_related("owner__area").get(pk=plan)
    parents = parent_plans(plan=ours)
    texts = texts_of(plans=[ours, *parents])
    begun, skipped = run.cursor or (clock.now().isoformat(), 0)
    number = ours.commitments.count()
    total = len(parents) * -(-number // BATCH) + 1
    done = 0
    for parent in parents:
        proposing = Proposing(plan=ours, parent=parent, texts=texts, on=clock.today())
        for start in range(0, number, BATCH):
            done += 1
            if done <= skipped:
                continue
            found = proposing.rankings(proposing.keys[start : start + BATCH])
            write = partial(_write, plan=ours, rankings=found, thresholds=proposing.thresholds)
            yield jobs.Step(done=done, total=total, cursor=[begun, done], write=write)
    drop = partial(links.drop_old_proposals, plan=ours, before=datetime.fromisoformat(begun))
    yield jobs.Step(done=total, total=total, cursor=[begun, total], write=drop)
    return {"plan": ours.slug}


def _write(*, plan: Plan, rankings: list[Ranking], thresholds: Thresholds, at: datetime) -> None:
    links.write_proposals(plan=plan, rankings=rankings, thresholds=thresholds, at=at)


def register() -> None:
    """Importing this module registers its kind of job; called once, by `ready()`."""
    register_purpose(
        LINKS,
        label=_("commitments and what they carry out"),
        thresholds=Thresholds(same=90, ask=50, margin=0),
        act=links.LINK,
        told=told,
        withdraw=links.withdraw_link,
    )
