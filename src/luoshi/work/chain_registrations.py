"""What the room registers about a body's own signatures: rights, words, notices, lists, columns (签批登记)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import OWN_BODY, register_act
from luoshi.kernel.hanging import register_pointers
from luoshi.kernel.lists import register_list
from luoshi.kernel.telling import Field, Thing, register_fields, register_sentences, register_things
from luoshi.work.lists.chains import CHAINS, DRAFTS
from luoshi.work.matter_notices import WAITING
from luoshi.work.rights import WORKING
from luoshi.work.telling import register_notice


def register() -> None:
    """Called once, by `ready()`."""
    register_act(
        "work.set_chains",
        label=_("decide whose signatures a body's steps need"),
        to=dict.fromkeys(("body_administrator", "lead_officer"), OWN_BODY),
    )
    register_act(
        "work.sign_drafts",
        label=_("sign what leaves a body, where its chain asks for it"),
        to=dict.fromkeys((*WORKING, "body_administrator"), OWN_BODY),
    )
    for page in (CHAINS, DRAFTS):
        register_list(page)
    _words()
    _notices()
    register_pointers(
        {
            "work.chain.body": _("chains of signatures that it has decided"),
            "work.chainsigner.body": _("signers of chains who serve it"),
            "work.movedraft.body": _("steps that were drafted for it"),
            "work.draftversion.named": _("drafts of steps that name it"),
        }
    )


def _words() -> None:
    register_things(
        {
            "work.chain": Thing(label=_("chain of signatures"), name="clause"),
            "work.movedraft": Thing(
                label=_("draft for signature"),
                name="matter__title",
                leads_to=lambda key: reverse("work:draft", args=[key]),
            ),
        }
    )
    register_fields({"steps": Field(label=_("steps")), "step": Field(label=_("step"))})
    register_sentences(
        {
            "work.chain_set": _("%(who)s decided whose signatures a step needs: %(what)s"),
            "work.move_drafted": _("%(who)s drafted a step for signature in %(what)s"),
            "work.draft_revised": _("%(who)s put a draft before the signers again: %(what)s"),
            "work.draft_countersigned": _("%(who)s signed a draft: %(what)s"),
            "work.draft_returned": _("%(who)s returned a draft to its drafter: %(what)s"),
            "work.draft_signed": _("%(who)s gave the last signature to a draft: %(what)s"),
            "work.draft_dropped": _("%(who)s dropped a draft: %(what)s"),
            "work.draft_overtaken": _("%(who)s gave up a draft that was overtaken: %(what)s"),
        }
    )


def _notices() -> None:
    said = {
        "work.to_sign": (
            _("Something waits for my signature"),
            _("For your signature: %(number)s %(title)s."),
        ),
        "work.draft_returned": (
            _("A draft of mine was returned"),
            _("Your draft was returned to you: %(number)s %(title)s."),
        ),
        "work.draft_signed": (
            _("A draft of mine was signed"),
            _("Your draft was signed, the step is taken: %(number)s %(title)s."),
        ),
        "work.draft_overtaken": (
            _("A draft of mine was overtaken"),
            _("Another step overtook your draft, nobody signs it any more: %(number)s %(title)s."),
        ),
        "work.signed_for_you": (
            _("A signature of mine on paper was entered"),
            _("A signature that you gave on paper was entered in your name: %(number)s %(title)s."),
        ),
    }
    for code, (label, sentence) in said.items():
        register_notice(code, label=label, sentence=sentence, group=WAITING)
