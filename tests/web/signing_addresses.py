"""An address for every page of chains, drafts and papers (签批与发文网址样例)."""

from collections.abc import Callable

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import Body, User
from luoshi.kernel.services.files import store_upload
from luoshi.work import reminder
from luoshi.work.brought import Brought
from luoshi.work.models import (
    Chain,
    DraftFile,
    DraftState,
    Matter,
    MoveDraft,
    OutgoingPaper,
    PaperState,
    SentPaper,
    SigningKind,
)
from luoshi.work.services import papers, sending, signing
from luoshi.work.services.matters import move
from tests.kernel.factories import NOON
from tests.work.factories import officer_of
from tests.work.signed import CODE, chain, errand, role, signing_turn


def build(*, desk: Body) -> None:
    """Reports of the desk that wait for its lead officer, one of them returned; papers, drafted and signed."""
    drafter, leader = officer_of(desk), officer_of(desk, "leader")
    chain(
        desk,
        {"kind": SigningKind.CHECK, "roles": [role("lead_officer")]},
        {"kind": SigningKind.COUNTERSIGN, "people": [leader, officer_of(desk)]},
        {"kind": SigningKind.SIGN, "roles": [role("leader")]},
    )
    for _each in range(2):
        made = errand(doer=desk)
        brought = Brought(note="已完成设备验收，附验收单。")
        move(matter=made.matter, move="report", by=drafter, at=NOON, brought=brought)
    first = MoveDraft.objects.earliest("pk")
    upload = store_upload(content="验收单".encode(), name="验收单.txt", by=drafter, at=NOON)
    DraftFile.objects.create(version=first.versions.get(), upload=upload)
    checker = officer_of(desk, "lead_officer")
    signing.return_draft(turn=signing_turn(first), reason="请补充数据来源。", by=checker, at=NOON)
    signing.revise_draft(draft=first, brought=Brought(note="已补充数据来源。"), by=drafter, at=NOON)
    signing.sign_draft(turn=signing_turn(first), note="属实。", by=checker, at=NOON)
    last = MoveDraft.objects.latest("pk")
    signing.return_draft(turn=signing_turn(last), reason="请补充附件。", by=checker, at=NOON)
    last.turns.not_closed().update(holder=None)
    waiting = errand(doer=desk)
    move(matter=waiting.matter, move="report", by=drafter, at=NOON, brought=Brought(note="已完成。"))
    received(desk)
    issued(desk, leader)


def issued(desk: Body, leader: User) -> None:
    """Two reminders of the desk, one signed and registered."""
    key = str(errand(asker=desk).matter.pk)
    paper, _draft = [
        papers.draft_paper(kind=reminder.CODE, key=key, body=desk, by=SYSTEM, at=NOON) for _each in range(2)
    ]
    papers.sign_paper(paper=paper, seen=1, by=leader, at=NOON)
    scan = store_upload(content=b"%PDF-1.4", name="催办单.pdf", by=SYSTEM, at=NOON)
    papers.register_paper(paper=paper, official_number="市工信督〔2025〕3号", scan=scan, by=leader, at=NOON)


def received(desk: Body) -> None:
    """A reminder that another has signed and sent to the desk."""
    other = errand()
    asker = other.bodies["asker"][0]
    paper = papers.draft_paper(kind=reminder.CODE, key=str(other.matter.pk), body=asker, by=SYSTEM, at=NOON)
    papers.sign_paper(paper=paper, seen=1, by=officer_of(asker, "leader"), at=NOON)
    sending.send_paper(paper=paper, to=[desk], by=SYSTEM, at=NOON)


def the_desk(*args: object) -> list:
    return [Chain.objects.earliest("pk").body_id, *args]


def a_draft() -> list:
    return [MoveDraft.objects.earliest("pk").pk]


def a_draft_file() -> list:
    file = DraftFile.objects.earliest("pk")
    return [file.version.draft_id, file.upload_id]


def a_returned_draft() -> list:
    return [MoveDraft.objects.filter(state=DraftState.RETURNED).latest("pk").pk]


def a_turn_to_sign() -> list:
    """One that waits for a lead officer."""
    return [signing_turn(MoveDraft.objects.filter(state=DraftState.SIGNING).latest("pk")).pk]


def a_paper() -> list:
    return [OutgoingPaper.objects.latest("pk").pk]


def a_signed_paper(*args: object) -> list:
    return [
        OutgoingPaper.objects.filter(state=PaperState.SIGNED, sendings__isnull=True).latest("pk").pk,
        *args,
    ]


def a_received_paper(*args: object) -> list:
    return [SentPaper.objects.latest("pk").pk, *args]


def a_reminded_matter() -> list:
    return [reminder.CODE, str(Matter.objects.filter(papers__isnull=False).latest("pk").pk)]


ARGUMENTS: dict[str, Callable[[], list]] = {
    **{f"work:{page}": list for page in ("chains", "drafts", "papers", "papers_received")},
    "work:send_paper": a_signed_paper,
    "work:paper_received": a_received_paper,
    "work:paper_received_file": lambda: a_received_paper("pdf"),
    "work:chains_of": the_desk,
    "work:set_chain": lambda: the_desk(CODE, "report"),
    "work:draft": a_draft,
    "work:draft_file": a_draft_file,
    "work:revise_draft": a_returned_draft,
    "work:return_draft": a_turn_to_sign,
    "work:sign_on_paper": a_turn_to_sign,
    "work:paper": a_signed_paper,
    "work:paper_file": lambda: a_signed_paper("pdf"),
    "work:draft_paper": a_reminded_matter,
    "work:enter_signed_paper": a_paper,
    "work:void_paper": a_paper,
    "work:register_paper": a_signed_paper,
}
