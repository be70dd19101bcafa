"""Looking through all bodies for records that may be one (查找疑似重复主体): a job, some hundreds at a time."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import clock, jobs
from luoshi.kernel.queries.doubles import Search
from luoshi.kernel.services import mergings

BATCH = 200


@jobs.kind(
    mergings.LOOK, label=_("Look for records of one body"), result_url=lambda _r: reverse("kernel:doubles")
)
def look_for_doubles(run: jobs.Run) -> Generator[jobs.Step, None, dict[str, Any]]:
    """Compare every record with all others; pairs that only an earlier search found are dropped at the end."""
    search = Search(on=clock.today())
    at, begun = run.cursor or (0, clock.now().isoformat())
    while at < len(search):
        end = min(at + BATCH, len(search))
        store = partial(mergings.store_doubles, found=list(search.doubles(at, end)))
        yield jobs.Step(end, len(search) + 1, cursor=[end, begun], write=store)
        at = end
    forget = partial(mergings.forget_doubles, before=datetime.fromisoformat(begun))
    yield jobs.Step(len(search) + 1, len(search) + 1, cursor=[at, begun], write=forget)
    return {"records": len(search)}
