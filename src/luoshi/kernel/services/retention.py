"""Erasing what is due (到期销毁): values go, the chain with its digests stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import acts, audit, clock
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.files import store
from luoshi.kernel.models import (
    AuditEntry,
    AuditPart,
    AuditValue,
    Job,
    OutboxMessage,
    Post,
    RecentSearch,
    StoredFile,
    Upload,
    User,
)
from luoshi.kernel.retention import GRACE, RULES, TERMS, Retention, Rule, register_rule

BATCH = 200
ERASED = "erased-"
ERASE = "kernel.erase_due"


@dataclass(frozen=True)
class Due:
    """How many rows a rule finds."""

    rule: Rule
    number: int


def list_due(*, at: datetime) -> list[Due]:
    """What `erase_due` would erase at this moment."""
    return [Due(rule, rule.rows(at=at).count()) for rule in RULES.values()]


def erase_due(*, by: Actor, at: datetime) -> Iterator[Due]:
    """Erase all that is due, an act for each batch (到期销毁)."""
    for rule in RULES.values():
        while rule.rows(at=at).exists():
            yield Due(rule, len(_erase_batch(rule=rule, by=by, at=at)))


@act
def _erase_batch(*, rule: Rule, by: Actor, at: datetime) -> Sequence[Any]:
    require(by, ERASE)
    rows = list(rule.rows(at=at).order_by("pk")[:BATCH])
    for row in rule.told(rows):
        audit.record("kernel.erased", row, by=by, at=at)
    acts.touch(rows[0]._meta.label_lower, [row.pk for row in rows if isinstance(row.pk, int)])
    _erase_values_about(rows)
    rule.erase(rows, at - rule.term)
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
    strays = [path for path in store.untouched(since=at - GRACE) if path.name not in known]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


def register_rules() -> None:
    """The kernel's own; called once, by `ready()`. What refers to something goes before it."""
    working, personal = TERMS[Retention.WORKING], TERMS[Retention.PERSONAL]
    register_rule(
        "kernel.values",
        Rule(_("values beside the audit's entries"), personal, _old_values, _delete, _last_entry),
    )
    register_rule("kernel.jobs", Rule(_("finished jobs"), working, _old_jobs, _delete))
    register_rule("kernel.messages", Rule(_("delivered messages"), working, _old_messages, _delete))
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
