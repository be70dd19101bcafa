"""Taking in a plan of another city: the file, what its names mean here, the draft that is made of it (规划引入)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.clock import day_of
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Area, Body, Job, Upload
from luoshi.kernel.services.files import store_upload
from luoshi.kernel.services.jobs import enqueue
from luoshi.kernel.services.matching import Said, keep_answers
from luoshi.plan.engine.localising import names_the_first
from luoshi.plan.engine.travelling import BadPackage, Carried, carried
from luoshi.plan.models import Answer, Arrival, ArrivalName, NamedKind
from luoshi.plan.queries.travelling import AREA, BODY, NAMES, asked_key, names_in

TAKE_IN = "plan.take_plans_in"
BEGIN_ARRIVED = "plan.begin_arrived"


class NoPlanFile(Refusal):
    code = "plan.no_plan_file"
    sentence = _("%(name)s is no plan of Luoshi. Hand in the file that “Take it along” of a plan gives.")


class PlanFileTooLarge(Refusal):
    code = "plan.plan_file_bomb"
    sentence = _("Unpacked, %(name)s would be far larger than any plan; it is not read.")


class PlanFileDamaged(Refusal):
    code = "plan.plan_file_damaged"
    sentence = _("%(name)s is damaged or was cut off on its way. Fetch the file once more.")


class PlanFileAltered(Refusal):
    code = "plan.plan_file_altered"
    sentence = _("%(name)s was changed since it was made: its digest is another. Fetch the file once more.")


class PlanFileOfOtherSchema(Refusal):
    code = "plan.plan_file_other_schema"
    sentence = _(
        "%(name)s is written by schema %(schema)s, this version reads schema %(ours)s. Update whichever is older."
    )


class PlanFileContradicts(Refusal):
    code = "plan.plan_file_contradicts"
    sentence = _("%(name)s contradicts itself: %(place)s, %(what)s. Whoever made it should make it anew.")


class NamesStillOpen(Refusal):
    code = "plan.names_still_open"
    sentence = _(
        "%(number)s names are not answered yet: say for each what stands for it here, or that nobody does."
    )


class BegunAlready(Refusal):
    code = "plan.arrival_begun_already"
    sentence = _("The draft of %(title)s has been made already.")


class TitleNamesTheFirst(Refusal):
    code = "plan.title_names_the_first"
    sentence = _("The title names %(city)s: give the plan a name of your own.")


class NameWrong(Refusal):
    """What was said of a name does not fit; `name` says of which."""

    code = "plan.arrival_name_wrong"
    sentence = _(
        "%(name)s: choose a body or an area of yours, a new name that names not %(city)s, or nobody."
    )


_REFUSALS: dict[str, type[Refusal]] = {
    "foreign": NoPlanFile,
    "parts": PlanFileDamaged,
    "damaged": PlanFileDamaged,
    "bomb": PlanFileTooLarge,
    "altered": PlanFileAltered,
    "other_schema": PlanFileOfOtherSchema,
    "contradicts": PlanFileContradicts,
}


@dataclass(frozen=True)
class Meaning:
    """What stands here for a name of the first city: one of ours, a body to be entered under a name, or nobody."""

    answer: Answer
    area: Area | None = None
    body: Body | None = None
    new_name: str = ""


def opened(*, content: bytes, name: str) -> Carried:
    """What a file holds. Raises the refusal that says what is wrong with it."""
    try:
        return carried(content)
    except BadPackage as bad:
        raise _REFUSALS[bad.code](**{"name": name} | bad.values) from bad


def take_plan_in(*, content: bytes, name: str, by: Actor, at: datetime) -> Arrival:
    """Keep a plan of another city that came as a file, with what its names may mean here (接收规划文件包).

    Raises NoPlanFile, PlanFileTooLarge, PlanFileDamaged, PlanFileAltered, PlanFileOfOtherSchema, PlanFileContradicts.
    """
    require(by, TAKE_IN)
    held = opened(content=content, name=name)
    names = names_in(held.facts, on=day_of(at))
    upload = store_upload(content=content, name=name, by=by, at=at)
    return _keep(upload=upload, held=held, names=names, by=by, at=at)


@act
def _keep(*, upload: Upload, held: Carried, names: list[dict[str, Any]], by: Actor, at: datetime) -> Arrival:
    facts = held.facts
    code = facts["from"]["area"]
    arrival = Arrival.objects.create(
        upload=upload,
        digest=held.digest,
        title=facts["plan"]["title"],
        city=next(row["name"] for row in facts["areas"] if row["code"] == code),
        area_code=code,
        owner=facts["from"]["owner"],
        taken_in_by_id=by.pk,
        taken_in_at=at,
    )
    ArrivalName.objects.bulk_create(
        ArrivalName(arrival=arrival, position=position, **told) for position, told in enumerate(names)
    )
    changes = {"title": (None, arrival.title), "digest": (None, arrival.digest)}
    audit.record("plan.plan_taken_in", arrival, by=by, at=at, changes=changes)
    return arrival


@act
def answer_names(*, arrival: Arrival, meanings: Mapping[int, Meaning], by: Actor, at: datetime) -> Arrival:
    """Say what stands here for names of the first city; each answer is remembered for the next plan (确认名称对应).

    Raises BegunAlready, or NameWrong.
    """
    require(by, TAKE_IN, arrival)
    _hold(arrival)
    rows = list(arrival.names.filter(pk__in=meanings).order_by("position"))
    for row in rows:
        meaning = meanings[row.pk]
        _refuse_unfit(arrival, row, meaning)
        row.answer, row.area, row.body = meaning.answer, meaning.area, meaning.body
        row.new_name = meaning.new_name.strip()
        row.answered_by, row.answered_at = by if by.pk else None, at
    answered = ("answer", "area", "body", "new_name", "answered_by", "answered_at")
    ArrivalName.objects.bulk_update(rows, answered, batch_size=200)
    said = [each for row in rows for each in _said_of(row)]
    keep_answers(purpose=NAMES, answers=said, by=by, at=at)
    audit.record("plan.names_answered", arrival, by=by, at=at, changes={"names": (None, len(rows))})
    return arrival


def _hold(arrival: Arrival) -> Arrival:
    """The arrival, held until the act ends. Raises BegunAlready."""
    held = Arrival.objects.select_for_update().get(pk=arrival.pk)
    if held.plan_id:
        raise BegunAlready(title=held.title)
    return held


def _refuse_unfit(arrival: Arrival, row: ArrivalName, meaning: Meaning) -> None:
    is_area, new = row.kind == NamedKind.AREA, meaning.new_name.strip()
    fits = {
        Answer.OURS: bool(meaning.area) if is_area else bool(meaning.body),
        Answer.NEW: not is_area and bool(new) and not names_the_first(new, first=arrival.city),
        Answer.NOBODY: True,
    }
    if not fits[meaning.answer] or (meaning.answer != Answer.NEW and new):
        raise NameWrong(name=row.name, city=arrival.city)


def _said_of(row: ArrivalName) -> list[Said]:
    """What the matcher remembers of an answer: which of ours it is, and which of those proposed it is not."""
    asked = asked_key(row.name, code=row.area_code)
    given = f"{AREA}{row.area_id}" if row.area_id else f"{BODY}{row.body_id}" if row.body_id else ""
    prefix = AREA if row.kind == NamedKind.AREA else BODY
    offered = [f"{prefix}{each['target']}" for each in row.candidates]
    said = [Said(asked, other, is_same=False) for other in offered if other != given]
    return said + ([Said(asked, given, is_same=True)] if given else [])


@act
def ask_for_draft(
    *, arrival: Arrival, title: str, owner: Body, valid_from: date | None, by: Actor, at: datetime
) -> Job:
    """Have the draft made, under a title and an owner of one's own (生成规划草稿).

    Raises BegunAlready, NamesStillOpen or TitleNamesTheFirst.
    """
    require(by, TAKE_IN, arrival)
    held = _hold(arrival)
    refuse_unready(arrival=held, title=title)
    arguments = {
        "arrival": held.pk,
        "title": title.strip(),
        "owner": owner.pk,
        "valid_from": valid_from.isoformat() if valid_from else "",
    }
    job = enqueue(kind=BEGIN_ARRIVED, arguments=arguments, by=by, at=at)
    audit.record("plan.arrival_draft_asked", held, by=by, at=at)
    return job


def refuse_unready(*, arrival: Arrival, title: str) -> None:
    """Raises NamesStillOpen or TitleNamesTheFirst."""
    if still := arrival.names.filter(answer="").count():
        raise NamesStillOpen(number=still)
    if not title.strip() or names_the_first(title, first=arrival.city):
        raise TitleNamesTheFirst(city=arrival.city)
