"""Taking two records for one body, parting them again, and saying that they are two (合并重复主体)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from luoshi.kernel import acts, audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.matching.purposes import DOUBLES
from luoshi.kernel.models import Body, Double, Job, MatchAnswer, Merging
from luoshi.kernel.queries.register import kept_for
from luoshi.kernel.races import taken

from . import jobs
from .matching import Said, drop_answers, keep_answers

MERGE = "kernel.merge_bodies"
LOOK = "kernel.look_for_doubles"


class AlreadyMerged(Refusal):
    code = "kernel.body_already_merged"
    sentence = _("%(body)s has been merged with another record already.")


class MergedInCircle(Refusal):
    code = "kernel.merged_in_circle"
    sentence = _("%(kept)s is itself merged into %(merged)s: part those first.")


class AlreadyParted(Refusal):
    code = "kernel.already_parted"
    sentence = _("These records have been parted already.")


class SaidToBeTwo(Refusal):
    code = "kernel.said_to_be_two"
    sentence = _(
        "%(who)s said on %(day)s that %(one)s and %(other)s are two bodies: take that answer back first, under "
        "“Names remembered”."
    )


class NoReasonToMerge(Refusal):
    code = "kernel.merging_without_reason"
    sentence = _(
        "Say why: with which paper or by what you know it. Whoever parts the records later will ask."
    )


@act
def merge_bodies(*, kept: Body, merged: Body, reason: str, by: Actor, at: datetime) -> Merging:
    """Take two records for one body: the merged one is read as the kept one, and no other row changes (合并重复主体).

    The matcher remembers it. Raises AlreadyMerged, MergedInCircle, SaidToBeTwo or NoReasonToMerge.
    """
    _require_both(by, kept, merged)
    reason = _reason(reason)
    _lock(kept.pk, merged.pk, _root(kept))
    if _root(kept) == merged.pk:
        raise MergedInCircle(kept=kept, merged=merged)
    _refuse_two(kept, merged)
    with taken(AlreadyMerged(body=merged)):
        merging = Merging.objects.create(
            kept=kept, merged=merged, reason=reason, merged_by_id=by.pk, merged_at=at
        )
    said = Said(str(merged.pk), str(kept.pk), is_same=True, reason=reason[:200])
    keep_answers(purpose=DOUBLES, answers=[said], by=by, at=at)
    _touch(merging)
    changes = {"kept": (None, kept.pk), "reason": ("", reason)}
    audit.record("kernel.bodies_merged", merging, by=by, at=at, changes=changes)
    return merging


@act
def part_bodies(*, merging: Merging, reason: str, by: Actor, at: datetime) -> Merging:
    """Take the merging back: both records are as they were (撤销合并). Raises AlreadyParted or NoReasonToMerge."""
    _require_both(by, merging.kept, merging.merged)
    standing = Merging.objects.standing().filter(pk=merging.pk)
    if not standing.update(parted_by=by.pk, parted_at=at, parted_reason=_reason(reason)):
        raise AlreadyParted
    merging.refresh_from_db()
    said = (str(merging.merged_id), str(merging.kept_id))
    drop_answers(purpose=DOUBLES, pairs=[said], by=by, at=at)
    _touch(merging)
    changes = {"parted_at": (None, at), "reason": ("", merging.parted_reason)}
    audit.record("kernel.bodies_parted", merging, by=by, at=at, changes=changes)
    return merging


@act
def tell_apart(*, one: Body, other: Body, reason: str, by: Actor, at: datetime) -> MatchAnswer:
    """Say that two records which look alike are two bodies; they are proposed no more (确认为不同主体).

    Raises AlreadyMerged where they are read as one.
    """
    _require_both(by, one, other)
    first, second = sorted((one, other), key=lambda body: body.pk)
    if _root(one) == _root(other):
        raise AlreadyMerged(body=other)
    said = Said(str(first.pk), str(second.pk), is_same=False, reason=reason.strip()[:200])
    (row,) = keep_answers(purpose=DOUBLES, answers=[said], by=by, at=at)
    changes = {"other": (None, second.pk), "reason": ("", said.reason)}
    audit.record("kernel.bodies_told_apart", first, by=by, at=at, changes=changes)
    return row


@act
def look_for_doubles(*, by: Actor, at: datetime) -> Job:
    """Ask for a search through all bodies for records of one (查找疑似重复). One that is under way is returned."""
    require(by, MERGE)
    job = jobs.enqueue(kind=LOOK, arguments={}, by=by, at=at, key=LOOK)
    audit.record("kernel.doubles_asked", job, by=by, at=at)
    return job


def store_doubles(*, found: Iterable[Double], at: datetime) -> None:
    """Keep pairs that were found, in a step of the search; one that is known is found again."""
    rows = {(row.one_id, row.other_id): row for row in found}
    for row in rows.values():
        row.found_at = at
    Double.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["one", "other"],
        update_fields=["score", "reasons", "found_at"],
    )


def forget_doubles(*, before: datetime, at: datetime) -> None:
    """Drop the pairs that a search which has come to its end did not find again."""
    Double.objects.filter(found_at__lt=before).delete()


def _require_both(by: Actor, *bodies: Body) -> None:
    for body in bodies:
        require(by, MERGE, body)


def _reason(text: str) -> str:
    if not text.strip():
        raise NoReasonToMerge
    return text.strip()[:300]


def _lock(*bodies: int) -> None:
    """Let mergings that touch each other come one after the other: two at once could close a circle."""
    list(Body.objects.select_for_update().filter(pk__in=bodies).order_by("pk"))


def _refuse_two(kept: Body, merged: Body) -> None:
    first, second = sorted((kept.pk, merged.pk))
    said = MatchAnswer.objects.about(DOUBLES, [str(first)]).filter(given=str(second), is_same=False)
    if answer := said.select_related("by").first():
        raise SaidToBeTwo(who=answer.by or "?", day=answer.at.date(), one=kept, other=merged)


def _root(body: Body) -> int:
    return kept_for([body.pk])[body.pk]


def _touch(merging: Merging) -> None:
    """Both are found differently from now on: the search follows."""
    acts.touch("kernel.body", [merging.kept_id, merging.merged_id])
