"""Who may draft, sign and look at the papers of a body (发文权限)."""

from datetime import date

from luoshi.kernel.access import SYSTEM
from luoshi.work import reminder
from luoshi.work.models import NumberSeries, OutgoingPaper, PaperEntry, SentPaper
from luoshi.work.services import papers, sending
from tests.access.matters import PLACES, READING
from tests.access.world import ANYTHING, OWN_BODY, Row, Scene, page, seen
from tests.kernel.factories import LATER, BodyFactory, BodyNameFactory, UploadFactory
from tests.work.signed import errand

ONE = (ANYTHING,)
LISTING = dict.fromkeys(("lead_officer", "officer", "leader", "clerk", "body_administrator", "auditor"), ONE)
DRAFTING = dict.fromkeys(("lead_officer", "officer", "leader"), (OWN_BODY,))
SIGNING = dict.fromkeys(("lead_officer", "leader"), (OWN_BODY,))


def about(at: Scene) -> dict:
    """A matter in which the body reminds others."""
    return {"kind": reminder.CODE, "key": str(errand(asker=at.body).matter.pk), "body": at.body}


def by_another() -> dict:
    made = errand()
    return {"kind": reminder.CODE, "key": str(made.matter.pk), "body": made.bodies["asker"][0]}


def drafted(at: Scene) -> OutgoingPaper:
    return papers.draft_paper(**about(at), by=SYSTEM, at=LATER)


def signed(at: Scene) -> OutgoingPaper:
    return papers.enter_signed_paper(paper=drafted(at), **BY_HAND, scan=UploadFactory(), by=SYSTEM, at=LATER)


def received(at: Scene) -> SentPaper:
    """What another body has sent to that before which the person stands."""
    paper = papers.enter_signed_paper(
        paper=papers.draft_paper(**by_another(), by=SYSTEM, at=LATER),
        **BY_HAND,
        scan=UploadFactory(),
        by=SYSTEM,
        at=LATER,
    )
    (sent,) = sending.send_paper(paper=paper, to=[at.body], by=SYSTEM, at=LATER)
    return sent


def addressee(at: Scene) -> str:
    """The name of a body that bears it."""
    return BodyNameFactory(body=BodyFactory(), name=f"收文局{at.body.pk}{at.role}").name


BY_HAND = {"signer_name": "示例·老局长", "signed_on": date(2025, 9, 15)}
SCAN = ("签发单.pdf", b"%PDF-1.4")


def drafting(at: Scene) -> dict:
    asked = about(at)
    return page(asked["kind"], asked["key"], body=at.body.pk)


SERVICES = {
    "work.services.papers.draft_paper": Row(DRAFTING, about, (OutgoingPaper, NumberSeries), PLACES),
    "work.services.papers.redraft_paper": Row(
        DRAFTING, lambda at: {"paper": drafted(at)}, (OutgoingPaper,), PLACES
    ),
    "work.services.papers.sign_paper": Row(
        SIGNING, lambda at: {"paper": drafted(at), "seen": 1}, (OutgoingPaper,), PLACES
    ),
    "work.services.papers.enter_signed_paper": Row(
        DRAFTING,
        lambda at: {"paper": drafted(at), **BY_HAND, "scan": UploadFactory()},
        (OutgoingPaper, PaperEntry),
        PLACES,
    ),
    "work.services.papers.register_paper": Row(
        DRAFTING, lambda at: {"paper": signed(at), "official_number": "一号"}, (PaperEntry,), PLACES
    ),
    "work.services.papers.correct_paper": Row(
        DRAFTING, lambda at: {"paper": signed(at)}, (OutgoingPaper, NumberSeries), PLACES
    ),
    "work.services.sending.send_paper": Row(
        DRAFTING, lambda at: {"paper": signed(at), "to": [BodyFactory()]}, (SentPaper,), PLACES
    ),
    "work.services.papers.void_paper": Row(
        DRAFTING, lambda at: {"paper": drafted(at), "reason": "误拟"}, (OutgoingPaper,), PLACES
    ),
}
ROUTES = {
    "work:papers GET": seen(LISTING, places=ONE),
    "work:paper GET": seen(READING, lambda at: page(drafted(at).pk), places=PLACES),
    "work:paper_file GET": seen(READING, lambda at: page(drafted(at).pk, "pdf"), places=PLACES),
    "work:papers_received GET": seen(LISTING, places=ONE),
    "work:paper_received GET": seen(READING, lambda at: page(received(at).pk), places=PLACES),
    "work:paper_received_file GET": seen(READING, lambda at: page(received(at).pk, "pdf"), places=PLACES),
    "work:send_paper GET": seen(DRAFTING, lambda at: page(signed(at).pk), places=PLACES),
    "work:send_paper POST": Row(
        DRAFTING, lambda at: page(signed(at).pk, to=addressee(at)), (SentPaper,), PLACES
    ),
    "work:draft_paper GET": seen(DRAFTING, drafting, places=PLACES),
    "work:draft_paper POST": Row(DRAFTING, drafting, (OutgoingPaper, NumberSeries), PLACES),
    "work:redraft_paper POST": Row(DRAFTING, lambda at: page(drafted(at).pk), (OutgoingPaper,), PLACES),
    "work:sign_paper POST": Row(SIGNING, lambda at: page(drafted(at).pk, seen=1), (OutgoingPaper,), PLACES),
    "work:enter_signed_paper GET": seen(DRAFTING, lambda at: page(drafted(at).pk), places=PLACES),
    "work:enter_signed_paper POST": Row(
        DRAFTING,
        lambda at: page(drafted(at).pk, signer_name="示例", signed_on="2025-09-15", scan=SCAN),
        (OutgoingPaper, PaperEntry),
        PLACES,
    ),
    "work:register_paper GET": seen(DRAFTING, lambda at: page(signed(at).pk), places=PLACES),
    "work:register_paper POST": Row(
        DRAFTING, lambda at: page(signed(at).pk, official_number="一号"), (PaperEntry,), PLACES
    ),
    "work:correct_paper POST": Row(DRAFTING, lambda at: page(signed(at).pk), (OutgoingPaper,), PLACES),
    "work:void_paper GET": seen(DRAFTING, lambda at: page(drafted(at).pk), places=PLACES),
    "work:void_paper POST": Row(
        DRAFTING, lambda at: page(drafted(at).pk, reason="误拟"), (OutgoingPaper,), PLACES
    ),
}
