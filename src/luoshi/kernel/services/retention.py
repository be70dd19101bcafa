"""Erasing what is due (到期销毁): values go, the chain with its digests stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import acts, audit, clock
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.files import store
from luoshi.kernel.models import (
    AuditEntry,
    AuditPart,
    AuditValue,
    Job,
    OutboxMessage,
    Post,
    RecentSearch,
    RetentionTerm,
    StoredFile,
    Upload,
    User,
)
from luoshi.kernel.queries.retention import Kept, kept_by, terms_on
from luoshi.kernel.races import taken
from luoshi.kernel.retention import GRACE, HANDLING, LOGS, RULES, TERMS, Retention, Rule, register_rule

BATCH = 200
ERASED = "erased-"
ERASE = "kernel.erase_due"


LONGEST = 36_525  # days: a hundred years
SET = "kernel.set_retention"


class TermTooShort(Refusal):
    code = "kernel.retention_too_short"
    sentence = _("%(days)s days are too few for “%(label)s”: at least %(least)s are needed. %(clause)s")


class TermTooLong(Refusal):
    code = "kernel.retention_too_long"
    sentence = _("%(days)s days are too many: at most %(most)s, which are a hundred years.")


class TermInThePast(Refusal):
    code = "kernel.retention_in_the_past"
    sentence = _(
        "A term holds from %(earliest)s at the earliest, not from %(begun)s: what is past is not changed."
    )


class TermWithoutBasis(Refusal):
    code = "kernel.retention_without_basis"
    sentence = _(
        "Say on which clause or decision the term rests; whoever asks why something is gone will need it."
    )


class TermNotTheLast(Refusal):
    code = "kernel.retention_not_the_last"
    sentence = _("This term has been followed by another: take that one back first.")


@dataclass(frozen=True)
class Due:
    """How many rows a rule finds, with the term that holds."""

    kept: Kept
    number: int

    @property
    def label(self) -> Any:
        return self.kept.rule.label


def list_due(*, at: datetime) -> list[Due]:
    """What `erase_due` would erase at this moment."""
    return [Due(kept, kept.due(at=at).count()) for kept in terms_on(clock.day_of(at))]


def erase_due(*, by: Actor, at: datetime) -> Iterator[Due]:
    """Erase all that is due by the terms of the day, an act for each batch (到期销毁)."""
    for kept in terms_on(clock.day_of(at)):
        while kept.due(at=at).exists():
            yield Due(kept, len(_erase_batch(kept=kept, by=by, at=at)))


@act
def set_term(*, rule: str, days: int, basis: str, valid_from: date, by: Actor, at: datetime) -> RetentionTerm:
    """Say how long the city keeps what a rule is about, from a day on (设定保管期限).

    Raises TermTooShort, TermTooLong, TermInThePast or TermWithoutBasis.
    """
    require(by, SET)
    _refuse_term(RULES[rule], days)
    if not basis.strip():
        raise TermWithoutBasis
    today = clock.day_of(at)
    before = RetentionTerm.objects.of(rule).open_ended().select_for_update().first()
    earliest = max(today, before.valid_from + timedelta(days=1)) if before and before.valid_from else today
    if valid_from < earliest:
        raise TermInThePast(earliest=earliest, begun=valid_from)
    RetentionTerm.objects.of(rule).open_ended().update(valid_until=valid_from - timedelta(days=1))
    with taken(TermInThePast(earliest=valid_from + timedelta(days=1), begun=valid_from)):
        row = RetentionTerm.objects.create(
            rule=rule, days=days, basis=basis.strip()[:300], valid_from=valid_from, set_by_id=by.pk, set_at=at
        )
    changes = {
        "days": (before and before.days, days),
        "basis": ("", row.basis),
        "valid_from": (None, valid_from),
    }
    audit.record("kernel.retention_set", row, by=by, at=at, changes=changes)
    return row


@act
def take_back_term(*, term: RetentionTerm, by: Actor, at: datetime) -> None:
    """Let what held before hold on, as if the term had not been set (撤销保管期限).

    Raises TermNotTheLast, or TermInThePast where it has held on days that are over.
    """
    require(by, SET)
    today = clock.day_of(at)
    if term.valid_from and term.valid_from < today:
        raise TermInThePast(earliest=today, begun=term.valid_from)
    held = {"rule": term.rule, "days": term.days, "basis": term.basis, "valid_from": term.valid_from}
    audit.record(
        "kernel.retention_taken_back",
        term,
        by=by,
        at=at,
        changes={n: (each, None) for n, each in held.items()},
    )
    gone, _each = RetentionTerm.objects.filter(pk=term.pk, valid_until__isnull=True).delete()
    if not gone:
        raise TermNotTheLast
    if earlier := RetentionTerm.objects.of(term.rule).first():
        RetentionTerm.objects.filter(pk=earlier.pk).update(valid_until=None)


def _refuse_term(rule: Rule, days: int) -> None:
    least, clause = rule.least
    if days < least.days:
        raise TermTooShort(days=days, label=rule.label, least=least.days, clause=clause)
    if days > LONGEST:
        raise TermTooLong(days=days, most=LONGEST)


@act
def _erase_batch(*, kept: Kept, by: Actor, at: datetime) -> Sequence[Any]:
    require(by, ERASE)
    rows = list(kept.due(at=at).order_by("pk")[:BATCH])
    for row in kept.rule.told(rows):
        audit.record("kernel.erased", row, by=by, at=at)
    acts.touch(rows[0]._meta.label_lower, [row.pk for row in rows if isinstance(row.pk, int)])
    _erase_values_about(rows)
    kept.rule.erase(rows, at - kept.term)
    return rows


def _erase_values_about(rows: Sequence[Any]) -> None:
    """The values that the audit keeps beside its entries about these rows."""
    about = AuditPart.objects.filter(
        entry_id=OuterRef("entry_id"),
        position=OuterRef("position"),
        label=rows[0]._meta.label_lower,
        object_id__in=[str(row.pk) for row in rows],
    )
    AuditValue.objects.filter(Exists(about)).delete()


def remove_strays(*, at: datetime) -> int:
    """Remove files of the store that no row knows, left by an upload that broke off; no act, no row changes."""
    known = set(StoredFile.objects.values_list("digest", flat=True))
    before = at - kept_by("kernel.files", on=clock.day_of(at)).term
    strays = [path for path in store.untouched(since=before) if path.name not in known]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


def register_rules() -> None:
    """The kernel's own; called once, by `ready()`. What refers to something goes before it."""
    working, personal = TERMS[Retention.WORKING], TERMS[Retention.PERSONAL]
    register_rule(
        "kernel.values",
        Rule(_("values beside the audit's entries"), personal, _old_values, _delete, _last_entry, HANDLING),
    )
    register_rule("kernel.jobs", Rule(_("finished jobs"), working, _old_jobs, _delete, least=LOGS))
    messages = Rule(_("delivered messages"), working, _old_messages, _delete, least=LOGS)
    register_rule("kernel.messages", messages)
    register_rule("kernel.searches", Rule(_("searches of long ago"), working, _old_searches, _delete))
    register_rule("kernel.posts", Rule(_("posts that ended"), TERMS[Retention.YEARS_30], _old_posts, _delete))
    register_rule(
        "kernel.people", Rule(_("names of people who left"), personal, _gone_people, _forget_people)
    )


def register_last_rules() -> None:
    """What the other rooms' rules may set free; called by the last room that is ready."""
    register_rule("kernel.uploads", Rule(_("uploads that nobody refers to"), GRACE, _idle_uploads, _delete))
    register_rule("kernel.files", Rule(_("files that nobody refers to"), GRACE, _idle_files, _remove_files))


def _old_values(before: datetime) -> QuerySet[AuditValue]:
    return AuditValue.objects.filter(entry__at__lt=before)


def _old_jobs(before: datetime) -> QuerySet[Job]:
    return Job.objects.filter(ended_at__lt=before)


def _old_messages(before: datetime) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(delivered_at__lt=before)


def _old_searches(before: datetime) -> QuerySet[RecentSearch]:
    return RecentSearch.objects.filter(at__lt=before)


def _old_posts(before: datetime) -> QuerySet[Post]:
    return Post.objects.filter(valid_until__lt=clock.day_of(before))


def _gone_people(before: datetime) -> QuerySet[User]:
    """Accounts that were closed, and about which nothing has been done since."""
    lately = AuditPart.objects.filter(
        label=User._meta.label_lower,
        entry__at__gte=before,
        object_id=Cast(OuterRef("pk"), CharField(max_length=40)),
    )
    gone = User.objects.filter(is_active=False, created_at__lt=before).exclude(username__startswith=ERASED)
    return gone.filter(~Exists(lately))


def _idle_uploads(before: datetime) -> QuerySet[Upload]:
    named = Job.objects.filter(arguments__has_key="upload").values_list("arguments__upload", flat=True)
    idle = Upload.objects.filter(at__lt=before).exclude(pk__in=[key for key in named if isinstance(key, int)])
    return _unreferenced(idle)


def _idle_files(before: datetime) -> QuerySet[StoredFile]:
    return _unreferenced(StoredFile.objects.filter(stored_at__lt=before))


def _unreferenced(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those to which no row of any room points."""
    for relation in rows.model._meta.related_objects:
        pointing = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
        rows = rows.filter(~Exists(pointing))
    return rows


def _last_entry(rows: Sequence[AuditValue]) -> list[AuditEntry]:
    """An act that erases values names the last entry beside which they stood, not every one again."""
    return list(AuditEntry.objects.filter(act__in={row.entry_id for row in rows}).order_by("-number")[:1])


def _delete(rows: Sequence[Any], before: datetime) -> None:
    type(rows[0])._base_manager.filter(pk__in=[row.pk for row in rows]).delete()


def _forget_people(rows: Sequence[User], before: datetime) -> None:
    """The account stays, for what it did; nothing in it tells any more whose it was."""
    for user in rows:
        user.username = f"{ERASED}{user.pk}"
        user.display_name, user.email = user.username, ""
        user.set_unusable_password()
        user.save(update_fields=["username", "display_name", "email", "password"])


def _remove_files(rows: Sequence[StoredFile], before: datetime) -> None:
    digests = [row.digest for row in rows]
    _delete(rows, before)

    def remove() -> None:
        for digest in digests:
            store.remove(digest, untouched_since=before)

    transaction.on_commit(remove)
