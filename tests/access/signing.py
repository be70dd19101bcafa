"""Who may decide chains, sign by them, and look at drafts (签批权限)."""

from datetime import date

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import Role
from luoshi.kernel.services.files import store_upload
from luoshi.work.brought import Brought
from luoshi.work.models import Chain, ChainSigner, MoveDraft, Signature, SigningKind, Turn
from luoshi.work.services import signing
from luoshi.work.services.chains import Signing
from luoshi.work.services.matters import move
from tests.access.matters import PLACES, READING
from tests.access.world import ANYTHING, OWN_BODY, Row, Scene, page, seen, signed_in
from tests.kernel.factories import LATER, UploadFactory
from tests.work.factories import officer_of
from tests.work.signed import CODE, chain, errand, role, signing_turn

ONE = (ANYTHING,)
LIST = signed_in(ANYTHING)
SETTING = dict.fromkeys(("body_administrator", "lead_officer"), (OWN_BODY,))
SIGNING = dict.fromkeys(("lead_officer", "officer", "leader", "clerk", "body_administrator"), (OWN_BODY,))
DROPPING = dict.fromkeys(("body_administrator", "lead_officer", "leader"), (OWN_BODY,))
HANDLING = dict.fromkeys(("lead_officer", "officer", "leader", "clerk"), (OWN_BODY,))


def drafted(at: Scene) -> MoveDraft:
    """A draft of that body, which waits for whoever holds any of its roles."""
    made = errand(doer=at.body)
    for code in SIGNING:
        officer_of(at.body, code)
    chain(at.body, {"roles": [role(code) for code in SIGNING]})
    drafter = officer_of(at.body)
    return move(matter=made.matter, move="report", by=drafter, at=LATER, brought=Brought(note="完成"))


def waiting(at: Scene) -> Turn:
    """The turn in which this person, or a leader, signs."""
    draft = drafted(at)
    held = at.by.posts.first() if at.by.pk else None
    rows = draft.turns.not_closed()
    mine = rows.filter(seat__role=held.role).first() if held else None
    return mine or signing_turn(draft)


def returned(at: Scene) -> MoveDraft:
    """A draft that anybody at the desk can write anew."""
    draft = drafted(at)
    signer = officer_of(at.body, "leader")
    turn = draft.turns.not_closed().get(seat__role__code="leader")
    signing.return_draft(turn=turn, reason="不妥", by=signer, at=LATER)
    draft.turns.not_closed().update(holder=None)
    draft.refresh_from_db()
    return draft


def decision(at: Scene) -> dict:
    leader = officer_of(at.body, "leader")
    return {
        "body": at.body,
        "procedure": CODE,
        "move": "report",
        "steps": [Signing(kind=SigningKind.SIGN, people=[leader])],
        "valid_from": date(2025, 10, 1),
        "clause": "局长办公会纪要",
    }


def on_paper(at: Scene) -> dict:
    return {
        "turn": waiting(at),
        "signer": None,
        "name": "示例·老局长",
        "signed_on": date(2025, 9, 15),
        "scan": UploadFactory(),
    }


def deciding(at: Scene) -> dict:
    leader = Role.objects.get(code="leader")
    return page(
        at.body.pk, CODE, "report", kind1="sign", roles1=[leader.pk], valid_from="2025-10-01", clause="纪要"
    )


def file_of(at: Scene) -> dict:
    draft = drafted(at)
    upload = store_upload(content=b"x", name="x.txt", by=SYSTEM, at=LATER)
    version = draft.versions.get()
    version.files.create(upload=upload)
    return page(draft.pk, upload.pk)


SERVICES = {
    "work.services.chains.set_chain": Row(SETTING, decision, (Chain, ChainSigner), PLACES),
    "work.services.signing.sign_draft": Row(
        SIGNING, lambda at: {"turn": waiting(at)}, (Signature, Turn), PLACES
    ),
    "work.services.signing.return_draft": Row(
        SIGNING, lambda at: {"turn": waiting(at), "reason": "不妥"}, (Signature, MoveDraft, Turn), PLACES
    ),
    "work.services.signing.sign_on_paper": Row(DROPPING, on_paper, (Signature, Turn), PLACES),
    "work.services.signing.revise_draft": Row(
        HANDLING,
        lambda at: {"draft": returned(at), "brought": Brought(note="第二稿")},
        (MoveDraft, Turn),
        PLACES,
    ),
    "work.services.signing.drop_draft": Row(
        DROPPING, lambda at: {"draft": drafted(at)}, (MoveDraft, Turn), PLACES
    ),
}
ROUTES = {
    "work:chains GET": seen(LIST, places=ONE),
    "work:chains_of GET": seen(READING, lambda at: page(at.body.pk), places=PLACES),
    "work:set_chain GET": seen(SETTING, lambda at: page(at.body.pk, CODE, "report"), places=PLACES),
    "work:set_chain POST": Row(SETTING, deciding, (Chain, ChainSigner), PLACES),
    "work:drafts GET": seen(LIST, places=ONE),
    "work:draft GET": seen(READING, lambda at: page(drafted(at).pk), places=PLACES),
    "work:draft_file GET": seen(READING, file_of, places=PLACES),
    "work:revise_draft GET": seen(HANDLING, lambda at: page(returned(at).pk), places=PLACES),
    "work:revise_draft POST": Row(
        HANDLING, lambda at: page(returned(at).pk, note="第二稿"), (MoveDraft, Turn), PLACES
    ),
    "work:drop_draft POST": Row(DROPPING, lambda at: page(drafted(at).pk), (MoveDraft, Turn), PLACES),
    "work:sign_draft POST": Row(
        SIGNING, lambda at: page(waiting(at).pk), (Signature, Turn), PLACES, is_personal=True
    ),
    "work:return_draft GET": seen(SIGNING, lambda at: page(waiting(at).pk), places=PLACES, is_personal=True),
    "work:return_draft POST": Row(
        SIGNING, lambda at: page(waiting(at).pk, reason="不妥"), (Signature, Turn), PLACES, is_personal=True
    ),
    "work:sign_on_paper GET": seen(DROPPING, lambda at: page(waiting(at).pk), places=PLACES),
    "work:sign_on_paper POST": Row(
        DROPPING,
        lambda at: page(
            waiting(at).pk, name="示例·老局长", signed_on="2025-09-15", scan=("签批单.pdf", b"%PDF-1.4")
        ),
        (Signature, Turn),
        PLACES,
    ),
}
# Called inside an act only, or to ask.
INNER = {
    "work.services.drafts.chain_over": "asks only: part of `move`",
    "work.services.drafts.refuse_beside_draft": "asks only: part of `move`",
    "work.services.drafts.begin_draft": "part of `move`, by whoever may take the step",
    "work.services.drafts.write_version": "part of `move` and of `revise_draft`",
    "work.services.drafts.put_before": "part of `move`, `revise_draft` and of each signature",
    "work.services.drafts.end": "part of the act that signs, drops or overtakes a draft",
    "work.services.drafts.return_unsigned": "part of the act by which a signer's post ends",
    "work.services.matters.take_step": "part of `move` and of the last signature, which have asked",
    "work.services.signing.may_sign": "asks only: what a page offers",
    "work.services.signing.may_drop": "asks only: what a page offers",
}
