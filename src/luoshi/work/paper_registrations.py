"""What the room registers about papers: rights, the list, words, the first kind, the job (发文登记)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import ANY, OWN_BODY, register_act
from luoshi.kernel.hanging import register_pointers
from luoshi.kernel.lists import register_list
from luoshi.kernel.telling import Field, Thing, register_fields, register_sentences, register_things
from luoshi.work import paper_jobs  # noqa: F401  registers the job
from luoshi.work.lists.papers import PAPERS
from luoshi.work.lists.received import RECEIVED
from luoshi.work.matter_notices import WAITING
from luoshi.work.models import PaperState
from luoshi.work.paper_kinds import register_paper_kind
from luoshi.work.reminder import REMINDER
from luoshi.work.rights import WORKING
from luoshi.work.telling import register_notice


def register() -> None:
    """Called once, by `ready()`; importing `paper_jobs` registers the job."""
    register_act(
        "work.read_papers",
        label=_("see the papers of a body"),
        to={**dict.fromkeys((*WORKING, "body_administrator"), OWN_BODY), "auditor": ANY},
    )
    register_act(
        "work.draft_papers",
        label=_("draft and register the papers of a body"),
        to=dict.fromkeys(("lead_officer", "officer", "leader"), OWN_BODY),
    )
    register_act(
        "work.sign_papers",
        label=_("sign the papers of a body"),
        to=dict.fromkeys(("lead_officer", "leader"), OWN_BODY),
    )
    register_list(PAPERS)
    register_list(RECEIVED)
    register_paper_kind(REMINDER)
    _words()
    _notices()
    register_pointers(
        {
            "work.outgoingpaper.body": _("papers that it issued"),
            "work.sentpaper.to": _("papers that it was sent"),
        }
    )


def _words() -> None:
    register_things(
        {
            "work.outgoingpaper": Thing(
                label=_("paper"), name="title", leads_to=lambda key: reverse("work:paper", args=[key])
            )
        }
    )
    register_fields(
        {
            "docx": Field(label=_("text of the paper"), of="kernel.upload"),
            "paper_state": Field(label=_("state"), choices=dict(PaperState.choices)),
            "signed_on": Field(label=_("signed on")),
            "official_number": Field(label=_("registry number")),
            "to": Field(label=_("sent to")),
            "corrects": Field(label=_("corrects"), of="work.outgoingpaper"),
        }
    )
    register_sentences(
        {
            "work.paper_drafted": _("%(who)s drafted a paper: %(what)s"),
            "work.paper_redrafted": _("%(who)s drafted a paper anew: %(what)s"),
            "work.paper_signed": _("%(who)s signed a paper, or entered that it was signed: %(what)s"),
            "work.paper_registered": _("%(who)s entered number or scan of a paper: %(what)s"),
            "work.paper_corrected": _("%(who)s drafted a paper that corrects another: %(what)s"),
            "work.paper_sent": _("%(who)s sent a paper to other bodies: %(what)s"),
            "work.paper_voided": _("%(who)s voided a draft of a paper: %(what)s"),
        }
    )


def _notices() -> None:
    register_notice(
        "work.paper_drafted",
        label=_("A paper was drafted for my body"),
        sentence=_("A paper was drafted and waits to be signed: %(number)s %(title)s."),
        group=WAITING,
    )
    register_notice(
        "work.paper_received",
        label=_("My body was sent a paper"),
        sentence=_("%(body)s has sent a paper: %(title)s."),
        group=WAITING,
    )
