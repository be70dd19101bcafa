"""Papers that the installation drafts (自动拟稿): setting one takes longer than the act that asks for it may."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from luoshi.kernel import jobs
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import Body
from luoshi.work.paper_kinds import PAPER_KINDS
from luoshi.work.services import papers

DRAFT = "work.draft_paper"


@jobs.kind(DRAFT, label=_("Draft a paper that a clock asks for"))
def draft_paper(
    run: jobs.Run, *, kind: str, key: str, body: int
) -> Generator[jobs.Step, None, dict[str, Any]]:
    """Draft it, once, unless nobody has to be reminded any more."""
    if run.cursor:  # an earlier attempt was stopped when it had drafted it and before it could say so
        return {"drafted": 1}
    issuer = Body.objects.select_related("area").get(pk=body)
    thing = PAPER_KINDS[kind].find(key, SYSTEM)
    if thing is None or not PAPER_KINDS[kind].may_issue(thing, issuer):
        return {"drafted": 0}
    drafting = partial(papers.draft_paper, kind=kind, key=key, body=issuer, by=SYSTEM)
    yield jobs.Step(done=1, total=1, cursor=1, write=drafting)
    return {"drafted": 1}
