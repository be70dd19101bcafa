"""Sending a signed paper to other bodies (报送、抄送): what they see of it, and of whoever sent it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit, clock
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Body
from luoshi.work.models import OutgoingPaper, SentPaper
from luoshi.work.services import notices
from luoshi.work.services.notifying import served_by
from luoshi.work.services.papers import DRAFT, NotSignedYet


class SentAlready(Refusal):
    code = "work.sent_already"
    sentence = _("Each of these bodies has the paper already.")


@act
def send_paper(*, paper: OutgoingPaper, to: Sequence[Body], by: Actor, at: datetime) -> list[SentPaper]:
    """Send a signed paper to other bodies, to each once (报送). Raises NotSignedYet or SentAlready."""
    require(by, DRAFT, paper)
    held = OutgoingPaper.objects.select_for_update(of=("self",)).select_related("body").get(pk=paper.pk)
    if not held.is_signed:
        raise NotSignedYet(number=held.numbered)
    has = set(held.sendings.values_list("to", flat=True))
    wanted = [each for each in dict.fromkeys(to) if each.pk not in has and each != held.body]
    if not wanted:
        raise SentAlready()
    sent = [SentPaper.objects.create(paper=held, to=each, sent_by_id=by.pk, sent_at=at) for each in wanted]
    for each in sent:
        _tell(each, at=at)
    names = "、".join(each.name for each in wanted)
    audit.record("work.paper_sent", held, by=by, at=at, changes={"to": (None, names)})
    return sent


def _tell(sent: SentPaper, *, at: datetime) -> None:
    paper = sent.paper
    notices.tell(
        to=served_by(bodies={sent.to_id}, on=clock.day_of(at)),
        code="work.paper_received",
        values={"body": paper.body.name, "title": paper.title},
        url=reverse("work:paper_received", args=[sent.pk]),
        key=f"sent:{sent.pk}",
        at=at,
    )
