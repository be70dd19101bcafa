"""Issuing papers (发文): drafted with a number, signed once, registered; corrected by another paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit, clock
from luoshi.kernel.access import SYSTEM, Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Body, Upload
from luoshi.kernel.services.files import store_upload
from luoshi.kit.papers import write_docx, write_pdf
from luoshi.work import refusals
from luoshi.work.models import OutgoingPaper, PaperEntry, PaperState
from luoshi.work.paper_kinds import PAPER_KINDS, PaperKind, written
from luoshi.work.services import notices
from luoshi.work.services.notifying import served_by
from luoshi.work.services.numbers import next_number

DRAFT, SIGN = "work.draft_papers", "work.sign_papers"


class NothingToWriteOf(Refusal):
    code = "work.nothing_to_write_of"
    sentence = _("What this paper would be about is not there, or not for you to see.")


class NotTheirPaper(Refusal):
    code = "work.not_their_paper"
    sentence = _("%(body)s issues no such paper about this.")


class PaperSettled(Refusal):
    code = "work.paper_settled"
    sentence = _("%(number)s is signed or void: nothing of it is changed. Correct it by another paper.")


class PaperRedrafted(Refusal):
    code = "work.paper_redrafted"
    sentence = _("%(number)s was drafted anew meanwhile: read it again before you sign it.")


class NotSignedYet(Refusal):
    code = "work.not_signed_yet"
    sentence = _("%(number)s is not signed: only a signed paper is registered or corrected.")


class NothingEntered(Refusal):
    code = "work.nothing_entered"
    sentence = _("Give the number of the registry, the scan, or both.")


@dataclass(frozen=True)
class Set:
    """A paper as it was set, in both forms."""

    title: str
    docx: Upload
    pdf: Upload


@act
def draft_paper(*, kind: str, key: str, body: Body, by: Actor, at: datetime) -> OutgoingPaper:
    """Draft a paper of a body about a thing as it is today (拟稿); it has its number from now on.

    Raises NothingToWriteOf, NotTheirPaper, or what the kind itself says.
    """
    require(by, DRAFT, OutgoingPaper(body=body))
    paper = _drafted(PAPER_KINDS[kind], key, body=body, corrects=None, by=by, at=at)
    audit.record("work.paper_drafted", paper, by=by, at=at, changes={"title": (None, paper.title)})
    if by is SYSTEM:
        _tell_of_draft(paper, at=at)
    return paper


@act
def redraft_paper(*, paper: OutgoingPaper, by: Actor, at: datetime) -> OutgoingPaper:
    """Write a draft anew from what it is about as it is today; it keeps its number (重新拟稿). Raises PaperSettled."""
    held = _held(paper)
    require(by, DRAFT, held)
    kind, on = PAPER_KINDS[held.kind], clock.day_of(at)
    thing = _thing(kind, held.key, body=held.body, by=by)
    made = _set(kind, thing, held, on=on, by=by, at=at)
    before, version = held.docx_id, held.version + 1
    OutgoingPaper.objects.filter(pk=held.pk).update(
        title=made.title, docx=made.docx, pdf=made.pdf, version=version, dated_on=on
    )
    held.refresh_from_db()
    audit.record("work.paper_redrafted", held, by=by, at=at, changes={"docx": (before, made.docx.pk)})
    return held


@act
def sign_paper(*, paper: OutgoingPaper, seen: int, by: Actor, at: datetime) -> OutgoingPaper:
    """Sign the version of a draft that one has read (签发). Raises PaperSettled or PaperRedrafted."""
    held = _held(paper)
    require(by, SIGN, held)
    if held.version != seen:
        raise PaperRedrafted(number=held.numbered)
    return _signed(held, signer=by, name=by.display_name, on=clock.day_of(at), by=by, at=at)


@act
def enter_signed_paper(
    *,
    paper: OutgoingPaper,
    signer_name: str,
    signed_on: date,
    scan: Upload,
    official_number: str = "",
    by: Actor,
    at: datetime,
) -> OutgoingPaper:
    """Enter that a draft was signed on paper: by whom, when, the scan, its number in the registry (补录签发).

    Raises PaperSettled, LacksName or DayToCome.
    """
    held = _held(paper)
    require(by, DRAFT, held)
    if not signer_name.strip():
        raise refusals.LacksName()
    if signed_on > clock.day_of(at):
        raise refusals.DayToCome(day=signed_on)
    signed = _signed(held, signer=None, name=signer_name.strip(), on=signed_on, by=by, at=at)
    _entered(signed, official_number=official_number, scan=scan, by=by, at=at)
    return signed


@act
def register_paper(
    *, paper: OutgoingPaper, official_number: str, scan: Upload | None = None, by: Actor, at: datetime
) -> PaperEntry:
    """Enter the registry's number of a signed paper, or its scan (发文登记); an earlier entry stays readable.

    Raises NotSignedYet or NothingEntered.
    """
    require(by, DRAFT, paper)
    held = OutgoingPaper.objects.get(pk=paper.pk)
    if not held.is_signed:
        raise NotSignedYet(number=held.numbered)
    return _entered(held, official_number=official_number, scan=scan, by=by, at=at)


@act
def correct_paper(*, paper: OutgoingPaper, by: Actor, at: datetime) -> OutgoingPaper:
    """Draft another paper which says that it corrects a signed one (更正). Raises NotSignedYet, or as `draft_paper`."""
    held = OutgoingPaper.objects.select_related("body__area").get(pk=paper.pk)
    require(by, DRAFT, held)
    if not held.is_signed:
        raise NotSignedYet(number=held.numbered)
    made = _drafted(PAPER_KINDS[held.kind], held.key, body=held.body, corrects=held, by=by, at=at)
    audit.record("work.paper_corrected", made, by=by, at=at, changes={"corrects": (None, held.pk)})
    return made


@act
def void_paper(*, paper: OutgoingPaper, reason: str, by: Actor, at: datetime) -> OutgoingPaper:
    """Give a draft up; its number stays taken (作废). Raises PaperSettled or LacksReason."""
    held = _held(paper)
    require(by, DRAFT, held)
    if not reason.strip():
        raise refusals.LacksReason(move=_("Void this draft"))
    _settle(held, state=PaperState.VOID, reason=reason.strip(), by=by, at=at)
    audit.record("work.paper_voided", held, by=by, at=at, changes={"paper_state": ("draft", "void")})
    return held


def official_number(*, paper: OutgoingPaper) -> str:
    """The number under which the registry has it, as entered last (发文字号)."""
    numbered = paper.entries.exclude(official_number="").order_by("-pk")
    return numbered.values_list("official_number", flat=True).first() or ""


def _thing(kind: PaperKind, key: str, *, body: Body, by: Actor) -> Any:
    thing = kind.find(key, by)
    if thing is None:
        raise NothingToWriteOf()
    if not kind.may_issue(thing, body):
        raise NotTheirPaper(body=body)
    return thing


def _drafted(
    kind: PaperKind, key: str, *, body: Body, corrects: OutgoingPaper | None, by: Actor, at: datetime
) -> OutgoingPaper:
    on = clock.day_of(at)
    thing = _thing(kind, key, body=body, by=by)
    paper = OutgoingPaper(
        body=body,
        kind=kind.code,
        key=key,
        matter=kind.matter(thing),
        series=kind.series,
        year=on.year,
        number=next_number(series=f"paper.{kind.series}", body=body, on=on),
        dated_on=on,
        corrects=corrects,
        drafted_by_id=by.pk,
        drafted_at=at,
        **kind.origin(thing).columns(),
    )
    made = _set(kind, thing, paper, on=on, by=by, at=at)
    paper.title, paper.docx, paper.pdf = made.title, made.docx, made.pdf
    paper.save()
    return paper


def _set(kind: PaperKind, thing: Any, paper: OutgoingPaper, *, on: date, by: Actor, at: datetime) -> Set:
    """Set the paper and keep its bytes: they are what is signed and served."""
    corrects = ""
    if paper.corrects:
        corrects = official_number(paper=paper.corrects) or paper.corrects.numbered
    made = written(kind, thing, body=paper.body, number=paper.numbered, on=on, corrects=corrects)
    kept = [
        store_upload(content=content, name=f"{paper.numbered}.{form}", by=by, at=at)
        for form, content in (("docx", write_docx(made)), ("pdf", write_pdf(made)))
    ]
    return Set(made.title, *kept)


def _held(paper: OutgoingPaper) -> OutgoingPaper:
    rows = OutgoingPaper.objects.select_for_update(of=("self",)).select_related("body__area", "corrects")
    held = rows.get(pk=paper.pk)
    if not held.is_draft:
        raise PaperSettled(number=held.numbered)
    return held


def _signed(
    paper: OutgoingPaper, *, signer: Any, name: str, on: date, by: Actor, at: datetime
) -> OutgoingPaper:
    said = {"signer": signer, "signer_name": name, "signed_on": on}
    _settle(paper, state=PaperState.SIGNED, by=by, at=at, **said)
    changes = {"paper_state": ("draft", "signed"), "signed_on": (None, on)}
    audit.record("work.paper_signed", paper, by=by, at=at, changes=changes)
    return paper


def _settle(paper: OutgoingPaper, *, by: Actor, at: datetime, **fields: object) -> None:
    """From now on the database refuses any change."""
    OutgoingPaper.objects.filter(pk=paper.pk).update(settled_at=at, settled_by_id=by.pk, **fields)
    paper.refresh_from_db()


def _entered(
    paper: OutgoingPaper, *, official_number: str, scan: Upload | None, by: Actor, at: datetime
) -> PaperEntry:
    if not official_number.strip() and scan is None:
        raise NothingEntered()
    entry = PaperEntry.objects.create(
        paper=paper, official_number=official_number.strip(), scan=scan, by_id=by.pk, at=at
    )
    changes = {"official_number": (None, entry.official_number)}
    audit.record("work.paper_registered", paper, by=by, at=at, changes=changes)
    return entry


def _tell_of_draft(paper: OutgoingPaper, *, at: datetime) -> None:
    """Tell the body that the installation has drafted a paper for it."""
    notices.tell(
        to=served_by(bodies={paper.body_id}, on=clock.day_of(at)),
        code="work.paper_drafted",
        values={"number": paper.numbered, "title": paper.title},
        url=reverse("work:paper", args=[paper.pk]),
        key=f"paper:{paper.pk}",
        at=at,
    )
