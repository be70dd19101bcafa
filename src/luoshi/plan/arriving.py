"""Making the draft of a plan of another city as a job (引入规划任务): some hundreds of rows a step."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from datetime import date
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import clock, jobs
from luoshi.kernel.files import open_file
from luoshi.kernel.matching import Thresholds
from luoshi.kernel.matching.purposes import register_purpose
from luoshi.kernel.models import Body
from luoshi.kernel.services.files import store_upload
from luoshi.plan.engine.travelling import Carried
from luoshi.plan.models import Arrival, Plan
from luoshi.plan.queries.travelling import NAMES
from luoshi.plan.services import arrived, opening
from luoshi.plan.services.arrivals import BEGIN_ARRIVED, TAKE_IN, opened

BATCH = 400


def _outline(result: dict[str, Any]) -> str:
    return reverse("plan:outline", args=[result["plan"]])


@jobs.kind(BEGIN_ARRIVED, label=_("Make a draft of a plan of another city"), result_url=_outline)
def begin_arrived(
    run: jobs.Run, *, arrival: int, title: str, owner: int, valid_from: str
) -> Generator[jobs.Step, None, dict[str, Any]]:
    """Write the draft of a plan that came as a file; the job's result names it."""
    came = Arrival.objects.select_related("upload__file").get(pk=arrival)
    held = _held(came)
    writes = list(_writes(held, run))
    total = len(writes) + 2
    if not run.cursor:
        told = held.facts["document"]
        original = store_upload(content=held.document, name=told["name"], by=run.by, at=clock.now())
        begin = partial(
            arrived.begin_arrived_plan,
            arrival=came,
            facts=held.facts,
            original=original,
            title=title,
            owner=Body.objects.get(pk=owner),
            valid_from=date.fromisoformat(valid_from) if valid_from else None,
            by=run.by,
        )
        yield jobs.Step(done=1, total=total, cursor=1, write=begin)
    written = run.cursor or 1
    plan = Plan.objects.select_related("arrival", "owner__area").get(arrival=came)
    for done, write in enumerate(writes[written - 1 :], start=written + 1):
        yield jobs.Step(done=done, total=total, cursor=done, write=partial(write, plan=plan))
    finish = partial(opening.finish_plan, plan=plan, by=run.by)
    yield jobs.Step(done=total, total=total, cursor=total, write=finish)
    return {"plan": plan.slug}


def _held(came: Arrival) -> Carried:
    with open_file(came.upload.file.digest) as file:
        return opened(content=file.read(), name=came.upload.name)


def _writes(held: Carried, run: jobs.Run) -> Iterator[Callable[..., None]]:
    """All rows of the file, in the order in which they lean on each other."""
    facts = held.facts
    for table, write in (
        ("sections", arrived.write_sections),
        ("sections", arrived.join_sections),
        ("commitments", arrived.write_commitments),
        ("responsibilities", partial(arrived.write_duties, by=run.by)),
        ("mentions", arrived.write_mentions),
        ("findings", arrived.write_findings),
        ("finding_places", arrived.write_finding_places),
    ):
        rows = facts[table]
        for start in range(0, len(rows), BATCH):
            yield partial(write, rows=rows[start : start + BATCH])


def register() -> None:
    """Importing this module registers its kind of job; called once, by `ready()`."""
    register_purpose(
        NAMES, label=_("names in plans of other cities"), thresholds=Thresholds(same=90, ask=60), act=TAKE_IN
    )
