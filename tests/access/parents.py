"""Who may say what of a plan and its parents: services and routes (上级规划权限表)."""

from luoshi.kernel.models import Job, MatchAnswer
from luoshi.plan.models import BindingChoice, Commitment, CommitmentLink, LinkProposal, PlanParent
from tests.access.rights import BODIES_AT, DECIDING
from tests.access.things import (
    binding_decided,
    link_said,
    lower_plan,
    pair_to_decide,
    stated_parent,
    two_commitments,
)
from tests.access.world import Row, Scene, page, seen

SERVICES = {
    "plan.services.parents.state_parent": Row(
        DECIDING, lambda at: {**lower_plan(at), "mention": None, "reason": "纪要"}, (PlanParent,), BODIES_AT
    ),
    "plan.services.parents.withdraw_parent": Row(
        DECIDING, lambda at: {"stated": stated_parent(at)}, (PlanParent,), BODIES_AT
    ),
    "plan.services.parents.decide_binding": Row(
        DECIDING,
        lambda at: {
            "plan": (ends := two_commitments(at))["child"].plan,
            "commitment": ends["parent"],
            "is_binding": True,
            "reason": "责任书",
        },
        (BindingChoice,),
        BODIES_AT,
    ),
    "plan.services.parents.withdraw_binding": Row(DECIDING, binding_decided, (BindingChoice,), BODIES_AT),
    "plan.services.links.propose_links": Row(
        DECIDING, lambda at: {"plan": stated_parent(at).plan}, (Job,), BODIES_AT
    ),
    "plan.services.links.decide_link": Row(
        DECIDING,
        lambda at: {**two_commitments(at), "is_parent": True},
        (CommitmentLink, MatchAnswer),
        BODIES_AT,
    ),
    "plan.services.links.confirm_sure_link": Row(
        DECIDING,
        lambda at: {"proposal": pair_to_decide(at, is_looked_at=True)},
        (CommitmentLink, MatchAnswer),
        BODIES_AT,
    ),
    "plan.services.links.leave_for_later": Row(
        DECIDING, lambda at: {"proposal": pair_to_decide(at)}, (LinkProposal,), BODIES_AT
    ),
    "plan.services.links.withdraw_link": Row(
        DECIDING, lambda at: {"answer": link_said(at)}, (CommitmentLink, MatchAnswer), BODIES_AT
    ),
}


def stating_parent(at: Scene) -> dict:
    asked = lower_plan(at)
    return page(asked["plan"].slug, parent=asked["parent"].pk, reason="会议纪要")


def deciding_pair(at: Scene) -> dict:
    pair = pair_to_decide(at)
    return page(pair.plan.slug, pair.pk, answer="yes")


def upper_promise(at: Scene, **data) -> dict:
    ends = two_commitments(at)
    return page(ends["child"].plan.slug, ends["parent"].pk, **data)


def linking_by_hand(at: Scene) -> dict:
    ends = two_commitments(at)
    return page(ends["child"].plan.slug, ends["parent"].pk, child=ends["child"].pk)


def said_of_a_link(at: Scene) -> dict:
    answer = link_said(at)
    return page(Commitment.objects.get(pk=answer.asked.split("|")[0]).plan.slug, answer.pk)


def decided_binding(at: Scene) -> dict:
    made = binding_decided(at)
    return page(made["plan"].slug, made["choice"].pk)


def of_stated(at: Scene, *, is_named: bool) -> dict:
    stated = stated_parent(at)
    return page(stated.plan.slug, *([stated.pk] if is_named else []))


LINKED = (CommitmentLink, MatchAnswer)
ROUTES = {
    "plan:state_parent POST": Row(DECIDING, stating_parent, (PlanParent,), BODIES_AT),
    "plan:withdraw_parent POST": Row(
        DECIDING, lambda at: of_stated(at, is_named=True), (PlanParent,), BODIES_AT
    ),
    "plan:propose_links POST": Row(DECIDING, lambda at: of_stated(at, is_named=False), (Job,), BODIES_AT),
    "plan:decide_link GET": seen(DECIDING, deciding_pair, places=BODIES_AT),
    "plan:decide_link POST": Row(DECIDING, deciding_pair, LINKED, BODIES_AT),
    "plan:withdraw_link POST": Row(DECIDING, said_of_a_link, LINKED, BODIES_AT),
    "plan:link_by_hand GET": seen(DECIDING, upper_promise, places=BODIES_AT),
    "plan:link_by_hand POST": Row(DECIDING, linking_by_hand, LINKED, BODIES_AT),
    "plan:decide_binding GET": seen(DECIDING, upper_promise, places=BODIES_AT),
    "plan:decide_binding POST": Row(
        DECIDING, lambda at: upper_promise(at, binds="yes", reason="责任书"), (BindingChoice,), BODIES_AT
    ),
    "plan:withdraw_binding POST": Row(DECIDING, decided_binding, (BindingChoice,), BODIES_AT),
}
