"""Which promise carries out which: proposed by the matcher, said by people, remembered, derived (上下级承诺衔接)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import SYSTEM, Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.clock import day_of
from luoshi.kernel.errors import Refusal
from luoshi.kernel.matching import Ranking, Thresholds
from luoshi.kernel.models import Job, MatchAnswer
from luoshi.kernel.services import matching
from luoshi.kernel.services.jobs import enqueue
from luoshi.kernel.services.matching import Said
from luoshi.plan.models import Commitment, CommitmentLink, LinkProposal, Plan
from luoshi.plan.models.parents import LINKS, line_of, pair_key
from luoshi.plan.queries.links import commitments_of_answer, standing_answer
from luoshi.plan.queries.parents import parent_plans, plans_of_line
from luoshi.plan.services.heirs import DecisionWithdrawn
from luoshi.plan.services.parents import LINK

PROPOSE_LINKS = "plan.propose_links"


class NoParentPlan(Refusal):
    code = "plan.no_parent_plan"
    sentence = _("%(plan)s has no parent plan yet: say first which plan it carries out.")


class NotOfAParent(Refusal):
    code = "plan.not_of_a_parent"
    sentence = _("“%(parent)s” stands in no parent of this plan: say first that its plan is one.")


class LinkDecided(Refusal):
    code = "plan.link_decided"
    sentence = _("%(who)s said yes to this pair on %(day)s: it is not asked again.")


class LinkRefused(LinkDecided):
    code = "plan.link_refused"
    sentence = _("%(who)s said no to this pair on %(day)s: it is not asked again.")


class NotSure(Refusal):
    code = "plan.link_not_sure"
    sentence = _(
        "The likeness of %(score)s is below the threshold for many at once: decide this pair by itself."
    )


class NotLookedAt(Refusal):
    code = "plan.link_not_looked_at"
    sentence = _("Nobody has looked at this pair yet: open it, then answer it or leave it for later.")


@act
def propose_links(*, plan: Plan, by: Actor, at: datetime) -> Job:
    """Have the matcher look for what of the parent plans each commitment carries out (比对上级规划).

    Raises NoParentPlan.
    """
    require(by, LINK, plan)
    if not parent_plans(plan=plan):
        raise NoParentPlan(plan=plan.title)
    job = enqueue(kind=PROPOSE_LINKS, arguments={"plan": plan.pk}, by=by, at=at, key=str(plan.pk))
    audit.record("plan.links_asked_for", plan, by=by, at=at)
    return job


def write_proposals(*, plan: Plan, rankings: Sequence[Ranking], thresholds: Thresholds, at: datetime) -> None:
    """Keep what the matcher found for some commitments; who has looked at a pair before stays known."""
    wanted: list[tuple[Any, Any]] = [
        (ranking.key, candidate)
        for ranking in rankings
        for candidate in ranking.candidates
        if candidate.score >= thresholds.ask
    ]
    lines = _lines({key for child, candidate in wanted for key in (child, candidate.key)})
    LinkProposal.objects.bulk_create(
        [
            LinkProposal(
                plan=plan,
                child_id=child,
                parent_id=candidate.key,
                pair=pair_key(child=lines[child], parent=lines[candidate.key]),
                score=Decimal(str(candidate.score)),
                is_sure=candidate.score >= thresholds.same,
                reasons=[[each.code, each.points, dict(each.values)] for each in candidate.reasons],
                made_at=at,
            )
            for child, candidate in wanted
        ],
        update_conflicts=True,
        unique_fields=["child", "parent"],
        update_fields=["pair", "score", "is_sure", "reasons", "made_at"],
    )


def _lines(keys: Iterable[int]) -> dict[int, int]:
    return {row.pk: line_of(row) for row in Commitment.objects.filter(pk__in=keys)}


def drop_old_proposals(*, plan: Plan, before: datetime, at: datetime) -> None:
    """What an earlier comparison proposed and this one does not is no longer asked."""
    LinkProposal.objects.filter(plan=plan, made_at__lt=before).delete()


@act
def decide_link(
    *, child: Commitment, parent: Commitment, is_parent: bool, reason: str = "", by: Actor, at: datetime
) -> MatchAnswer:
    """Say that a commitment carries out one of the parent plan, or that it does not; remembered (确认衔接).

    Raises LinkDecided when somebody was faster, or NotOfAParent.
    """
    require(by, LINK, child.plan)
    if parent.plan_id not in {
        each for above in parent_plans(plan=child.plan) for each in plans_of_line(above)
    }:
        raise NotOfAParent(parent=parent.title)
    pair = pair_key(child=line_of(child), parent=line_of(parent))
    if said := standing_answer(pair=pair):
        raise _decided(said)
    asked = Said(pair, str(line_of(parent)), is_parent, reason.strip())
    (answer,) = matching.answer_matches(purpose=LINKS, answers=[asked], by=by, at=at)
    _derive(MatchAnswer.objects.filter(pk=answer.pk))
    code = "plan.link_confirmed" if is_parent else "plan.link_refused"
    changes = {"parent_commitment": (None, parent.pk), "reason": ("", answer.reason)}
    audit.record(code, child, by=by, at=at, changes=changes)
    return answer


def _decided(said: MatchAnswer) -> LinkDecided:
    refusal = LinkDecided if said.is_same else LinkRefused
    return refusal(who=said.by.display_name if said.by else SYSTEM, day=day_of(said.at))


@act
def confirm_sure_link(*, proposal: LinkProposal, by: Actor, at: datetime) -> MatchAnswer:
    """Say yes to one of many pairs at once: only above the threshold, and after somebody looked (批量确认).

    Raises NotSure, NotLookedAt or LinkDecided.
    """
    require(by, LINK, proposal.plan)
    if not proposal.is_sure:
        raise NotSure(score=proposal.score)
    if proposal.looked_at is None:
        raise NotLookedAt
    return decide_link(child=proposal.child, parent=proposal.parent, is_parent=True, by=by, at=at)


@act
def leave_for_later(*, proposal: LinkProposal, by: Actor, at: datetime) -> LinkProposal:
    """Say that one has looked at a pair and decides it later, alone or with others (看过,稍后决定)."""
    require(by, LINK, proposal.plan)
    before = proposal.looked_at
    proposal.looked_by, proposal.looked_at = by if by.pk else None, at
    proposal.save(update_fields=["looked_by", "looked_at"])
    changes = {"looked_at": (before and before.isoformat(), at.isoformat())}
    audit.record("plan.link_looked_at", proposal.child, by=by, at=at, changes=changes)
    return proposal


@act
def withdraw_link(*, answer: MatchAnswer, by: Actor, at: datetime) -> MatchAnswer:
    """Take a yes or a no back: the pair is asked again (撤回衔接). Raises DecisionWithdrawn."""
    child, parent = commitments_of_answer(answer)
    require(by, LINK, child.plan)
    try:
        matching.withdraw_answer(answer=answer, by=by, at=at)
    except matching.AnswerWithdrawn as refusal:
        raise DecisionWithdrawn from refusal
    _derive(MatchAnswer.objects.filter(pk=answer.pk))
    changes = {
        "parent_commitment": (parent.pk, None),
        "said": (answer.is_same, None),
        "reason": (answer.reason, ""),
    }
    audit.record("plan.link_withdrawn", child, by=by, at=at, changes=changes)
    return answer


def rebuild_links() -> int:
    """Derive every link anew from what people have said (重建衔接); how many there are."""
    CommitmentLink.objects.all().delete()
    return _derive(MatchAnswer.objects.filter(purpose=LINKS))


def _derive(answers: QuerySet[MatchAnswer]) -> int:
    """A link for each yes whose commitments there still are, as long as the yes stood."""
    said = list(answers.filter(is_same=True).order_by("pk"))
    ends = {answer.pk: tuple(map(int, answer.asked.split("|"))) for answer in said}
    there = set(
        Commitment.objects.filter(pk__in={key for pair in ends.values() for key in pair}).values_list(
            "pk", flat=True
        )
    )
    rows = [
        CommitmentLink(
            answer=answer,
            child_id=ends[answer.pk][0],
            parent_id=ends[answer.pk][1],
            since=answer.at,
            until=answer.withdrawn_at,
        )
        for answer in said
        if there.issuperset(ends[answer.pk])
    ]
    CommitmentLink.objects.bulk_create(
        rows, batch_size=500, update_conflicts=True, unique_fields=["answer"], update_fields=["until"]
    )
    return len(rows)
