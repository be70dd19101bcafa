"""One of each of what waits for somebody, of a body and in a person's hands (待办样例)."""

from luoshi.delivery.engine.returned import Verdict
from luoshi.delivery.models import CheckDraw, MajorMark, ReportRound, ReturnedFile, RoundAsk
from luoshi.kernel.models import Body, Origin, User
from luoshi.work.models import OutgoingPaper, SentPaper
from tests.access.collecting import ask
from tests.delivery.factories import Office
from tests.kernel.factories import DAY, NOON, BodyFactory, UploadFactory
from tests.work.factories import cast
from tests.work.signed import drafted_by


def turn(body, user):
    """A turn on the body's desk and in the person's hands."""
    turn = cast(reviewer=body).matter.turns.get()
    turn.holder = user
    turn.save()
    return turn


def opened(body: Body, user: User) -> ReportRound:
    """A round of the body."""
    period = f"{1000 + ReportRound.objects.count()}"
    return ReportRound.objects.create(issuer=body, period=period, due_on=DAY, opened_at=NOON)


def asked(body: Body, user: User) -> RoundAsk:
    """What the body was asked in a round of another."""
    office = Office(lead=body)
    return RoundAsk.objects.create(round=opened(office.issuer, user), body=body, matter=office.issue().matter)


def reported(body, user):
    office = Office(lead=body)
    return office.report(office.working())


def draft(body, user):
    """A draft of the body; what waits for it is in the person's hands."""
    draft = drafted_by(body)
    draft.turns.update(holder=user)
    return draft


def paper(body, user):
    number = OutgoingPaper.objects.count() + 1
    files = {"docx": UploadFactory(), "pdf": UploadFactory()}
    return OutgoingPaper.objects.create(
        body=body, kind="work.reminder", key="1", series="催办", year=2025, number=number, title="催办单",
        dated_on=DAY, drafted_at=NOON, **files, **Origin.own().columns(),
    )  # fmt: skip


def received(body: Body, user: User) -> SentPaper:
    """What the body was sent by another."""
    return SentPaper.objects.create(paper=paper(BodyFactory(), user), to=body, sent_at=NOON)


def major(body: Body, user: User) -> MajorMark:
    """What the body has marked."""
    made = Office(issuer=body).issue()
    return MajorMark.objects.create(assignment=made, body=body, reason="全局", marked_at=NOON)


def returned(body: Body, user: User) -> None:
    """A file that the body was asked for, in a round of another."""
    of = ask(Office(lead=body))
    ReturnedFile.objects.create(
        round=of.round, ask=of, upload=UploadFactory(), position=1, verdict=Verdict.EMPTY, handed_at=NOON
    )


def announced(body: Body, user: User) -> CheckDraw:
    """A draw of the body."""
    return CheckDraw.objects.create(
        supervisor=body, title="抽查", since=DAY, until=DAY, size=1, seed_kind="public", promised="号码",
        announced_at=NOON,
    )  # fmt: skip
