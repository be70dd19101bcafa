"""Answering forms (填报): a draft, sending it, and a whole workbook at once, each an act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from luoshi.formula import Period
from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.clock import day_of
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Body, Origin, Upload
from luoshi.kernel.races import taken
from luoshi.work.asking import Answers, answered, kept, made_of
from luoshi.work.asking.words import sentence
from luoshi.work.engine.asking import Compiled, Fault, FieldKind, Unsound
from luoshi.work.models import Answer, AnswerFile, AskForm, AskFormVersion
from luoshi.work.models.asking import NOTHING_YET
from luoshi.work.queries import asking as queries

ANSWER = "work.answer_forms"
LONGEST_REASON = 500


class FormNotInForce(Refusal):
    code = "work.form_not_in_force"
    sentence = _("“%(form)s” is not asked on %(day)s.")


class FormBroken(Refusal):
    code = "work.form_broken"
    sentence = _(
        "The formulas of “%(form)s” no longer hold today: whoever looks after it writes another version."
    )


class SavedMeanwhile(Refusal):
    """Somebody else has saved or sent this answer since it was opened."""

    code = "work.answer_saved_meanwhile"
    sentence = _("%(who)s has saved this answer in the meantime. Compare it with yours, then save again.")


class NothingToSend(Refusal):
    code = "work.nothing_to_send"
    sentence = _(
        "This answer has been sent already. To correct it, save it anew; that makes another revision."
    )


class FormChanged(Refusal):
    code = "work.form_changed"
    sentence = _(
        "The form has a new version since this draft was saved. Open it again, look it over, and send it."
    )


class PeriodUnknown(Refusal):
    code = "work.period_unknown"
    sentence = _("“%(found)s” is no period. Write 2025, 2025-H1, 2025-Q3 or 2025-09.")


class FilesNotYours(Refusal):
    code = "work.files_not_yours"
    sentence = _("A file that was named belongs neither to this answer nor to you.")


class Judged(Refusal):
    """Something about the values; `faults` has each with its field, `made` the form by which it is said."""

    def __init__(self, *, faults: Sequence[Fault], made: Compiled) -> None:
        super().__init__(faults=SaidFaults(faults, made))
        self.faults, self.made = tuple(faults), made


class AnswerFaulty(Judged):
    code = "work.answer_faulty"
    sentence = _("This can't be sent yet: %(faults)s")


class DoubtUnexplained(Judged):
    code = "work.doubt_unexplained"
    sentence = _("If it is really so, say why: %(faults)s")


class SaidFaults:
    """Faults whose sentences are made when somebody reads them."""

    def __init__(self, faults: Sequence[Fault], made: Compiled) -> None:
        self.faults, self.made = tuple(faults), made

    def __str__(self) -> str:
        return pgettext("in a list", "; ").join(sentence(each, self.made) for each in self.faults)


@dataclass(frozen=True, kw_only=True)
class About:
    """Whose answer it is, about what, for which period (填报对象); `subject` is a key of the room that asks."""

    form: AskForm
    body: Body
    subject: str = ""
    period: str = ""

    def columns(self) -> dict[str, Any]:
        return {"form": self.form, "body": self.body, "subject": self.subject, "period": self.period}


@dataclass(frozen=True, kw_only=True)
class Given:
    """What somebody fills in: raw values by field, and all files of each file field."""

    raw: Mapping[str, Any]
    files: Mapping[str, Sequence[Upload]] = field(default_factory=dict)


@act
def save_draft(
    *,
    about: About,
    given: Given,
    seen: str = NOTHING_YET,
    sheet: Upload | None = None,
    origin: Origin | None = None,
    by: Actor,
    at: datetime,
) -> Answer:
    """Keep what is filled in so far; `seen` is the mark of what its writer saw (保存草稿).

    After it was sent, this begins the next revision. Raises FormNotInForce, PeriodUnknown, SavedMeanwhile or
    FilesNotYours.
    """
    answer, before = _saved(about, given, seen, sheet, origin or Origin.own(), by, at)
    changes = {"revision": (before or None, answer.mark)}
    audit.record("work.answer_saved", answer, by=by, at=at, changes=changes)
    return answer


@act
def send_answer(
    *, answer: Answer, seen: str, reasons: Mapping[str, str] | None = None, by: Actor, at: datetime
) -> Answer:
    """Send a draft: from then on it stays as it is (报送).

    `reasons` say for each rule that is in doubt why it is so. Raises NothingToSend, SavedMeanwhile, FormChanged,
    AnswerFaulty or DoubtUnexplained.
    """
    require(by, ANSWER, answer)
    answer.refresh_from_db()
    _send(answer, seen, reasons or {}, by, at)
    return answer


@act
def answer_form(
    *,
    about: About,
    given: Given,
    seen: str = NOTHING_YET,
    reasons: Mapping[str, str] | None = None,
    sheet: Upload | None = None,
    origin: Origin | None = None,
    by: Actor,
    at: datetime,
) -> Answer:
    """Save and send at once (填报并报送). Raises what `save_draft` and `send_answer` raise."""
    draft, _before = _saved(about, given, seen, sheet, origin or Origin.own(), by, at)
    _send(draft, draft.mark, reasons or {}, by, at)
    return draft


@act
def drop_draft(*, answer: Answer, by: Actor, at: datetime) -> None:
    """Throw a draft away (删除草稿). Raises NothingToSend for what was sent."""
    require(by, ANSWER, answer)
    audit.record("work.answer_dropped", answer, by=by, at=at, changes={"revision": (answer.mark, None)})
    dropped, _by_model = Answer.objects.drafts().filter(pk=answer.pk).delete()
    if not dropped:
        raise NothingToSend


def _saved(
    about: About, given: Given, seen: str, sheet: Upload | None, origin: Origin, by: Actor, at: datetime
) -> tuple[Answer, str]:
    """The draft with what is given, and the mark of what stood there before."""
    require(by, ANSWER, Answer(**about.columns(), begun_by_id=by.pk))
    _refuse_period(about.period)
    version = queries.version_in_force(about.form, day_of(at))
    if version is None:
        raise FormNotInForce(form=about.form, day=day_of(at))
    before = queries.current(**about.columns())
    if before and not before.is_sent:
        require(by, ANSWER, before)
    mark = before.mark if before else ""
    if seen != (mark or NOTHING_YET):
        raise _saved_meanwhile(before)
    _refuse_files(given, before, by)
    answers = _answers(version, about, given, at)
    answer = _written(about, before, version, kept(answers), sheet, origin, by, at)
    _keep_files(answer, given, {each.code for each in _made(version, at).form.fields})
    return answer, mark


def _send(answer: Answer, seen: str, reasons: Mapping[str, str], by: Actor, at: datetime) -> None:
    if answer.is_sent:
        raise NothingToSend
    if answer.mark != seen:
        raise _saved_meanwhile(answer)
    version = queries.version_in_force(answer.form, day_of(at))
    if version is None or version.pk != answer.version_id:
        raise FormChanged
    said = _explained(answer, version, reasons, at)
    waiting = Answer.objects.drafts().filter(pk=answer.pk, saved=answer.saved)
    if not waiting.update(reasons=said, sent_by=by if by.pk else None, sent_at=at):
        raise _saved_meanwhile(queries.current(**_about(answer).columns()))
    answer.refresh_from_db()
    changes = {"sent_at": (None, at.isoformat()), "doubts": (0, len(said))}
    audit.record("work.answer_sent", answer, by=by, at=at, changes=changes)


def _about(answer: Answer) -> About:
    return About(form=answer.form, body=answer.body, subject=answer.subject, period=answer.period)


def _refuse_period(period: str) -> None:
    try:
        if period:
            Period.parse(period)
    except ValueError:
        raise PeriodUnknown(found=period) from None


def _saved_meanwhile(answer: Answer | None) -> SavedMeanwhile:
    who = (answer.sent_by or answer.saved_by) if answer else None
    return SavedMeanwhile(who=who or "—")


def _refuse_files(given: Given, before: Answer | None, by: Actor) -> None:
    """Whoever answers names files of their own, or those that stand in the answer already."""
    named = {upload.pk for uploads in given.files.values() for upload in uploads}
    mine = {upload.pk for uploads in given.files.values() for upload in uploads if upload.by_id == by.pk}
    held = set(before.files.values_list("upload", flat=True)) if before else set()
    if named - mine - held:
        raise FilesNotYours


def _made(version: AskFormVersion, at: datetime) -> Compiled:
    try:
        return made_of(version, on=day_of(at))
    except Unsound:
        raise FormBroken(form=version.of) from None


def _answers(version: AskFormVersion, about: About, given: Given, at: datetime) -> Answers:
    """What is given, judged with what was answered before and what is known of the body."""
    made, on = _made(version, at), day_of(at)
    files = {code: tuple(upload.pk for upload in uploads) for code, uploads in given.files.items()}
    of_files = {each.code for each in made.form.fields if each.kind is FieldKind.FILE}
    raw = {code: value for code, value in given.raw.items() if code not in of_files} | files
    last = queries.values_before(made.form, **about.columns())
    return answered(made, raw, on=on, previous=last, beyond=queries.known_of(about.body, on=on))


def _written(
    about: About,
    before: Answer | None,
    version: AskFormVersion,
    values: dict[str, Any],
    sheet: Upload | None,
    origin: Origin,
    by: Actor,
    at: datetime,
) -> Answer:
    """The draft with its new values; whoever comes second is refused."""
    said = {"version": version, "values": values, "sheet": sheet, "saved_at": at}
    said |= {"saved_by": by if by.pk else None, **origin.columns()}
    if before and not before.is_sent:
        mine = Answer.objects.drafts().filter(pk=before.pk, saved=before.saved)
        if not mine.update(**said, saved=before.saved + 1):
            raise _saved_meanwhile(queries.current(**about.columns()))
        before.refresh_from_db()
        return before
    revision = before.revision + 1 if before else 1
    with taken(_saved_meanwhile(before)):
        return Answer.objects.create(
            **about.columns(), **said, revision=revision, saved=1, begun_by=by if by.pk else None
        )


def _keep_files(answer: Answer, given: Given, fields: set[str]) -> None:
    """The rows of files are those that the values name."""
    wanted = {
        (code, upload.pk) for code, uploads in given.files.items() for upload in uploads if code in fields
    }
    held = {(row.field, row.upload_id): row.pk for row in answer.files.all()}
    AnswerFile.objects.filter(pk__in=[pk for key, pk in held.items() if key not in wanted]).delete()
    AnswerFile.objects.bulk_create(
        AnswerFile(answer=answer, field=code, upload_id=pk) for code, pk in sorted(wanted - held.keys())
    )


def _explained(
    answer: Answer, version: AskFormVersion, reasons: Mapping[str, str], at: datetime
) -> dict[str, str]:
    """The reason for each doubt, by its rule. Raises AnswerFaulty or DoubtUnexplained."""
    made = _made(version, at)
    answers = queries.judged(answer, made, on=day_of(at))
    if answers.faults:
        raise AnswerFaulty(faults=answers.faults, made=made)
    said = {each.rule: str(reasons.get(each.rule, "")).strip()[:LONGEST_REASON] for each in answers.doubts}
    if silent := [each for each in answers.doubts if not said[each.rule]]:
        raise DoubtUnexplained(faults=silent, made=made)
    return said
