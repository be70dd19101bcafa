"""What the acts about parents are called, and how they are undone (上级规划操作的说法)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from luoshi.kernel.inverses import Inverse, Undoing, register_inverses
from luoshi.kernel.telling import Field, register_fields, register_sentences
from luoshi.plan.models import BindingChoice, Commitment, Plan
from luoshi.plan.models.parents import line_of, pair_key
from luoshi.plan.queries.links import standing_answer
from luoshi.plan.services import links, parents
from luoshi.plan.services.heirs import DecisionWithdrawn


def register() -> None:
    """Called once, by `ready()`."""
    register_fields(FIELDS)
    register_sentences(SENTENCES)
    register_inverses(INVERSES)


def _withdraw_parent(undoing: Undoing) -> object:
    stated = undoing.instance.parents_stated.standing().filter(parent=undoing.new["parent_plan"]).first()
    if stated is None:
        raise DecisionWithdrawn
    return parents.withdraw_parent(stated=stated, by=undoing.by, at=undoing.at)


def _state_parent_again(undoing: Undoing) -> object:
    return parents.state_parent(
        plan=undoing.instance,
        parent=Plan.objects.get(pk=undoing.old["parent_plan"]),
        mention=None,
        reason=undoing.old["reason"],
        by=undoing.by,
        at=undoing.at,
    )


def _withdraw_link(undoing: Undoing) -> object:
    parent = Commitment.objects.get(pk=undoing.new["parent_commitment"])
    answer = standing_answer(pair=pair_key(child=line_of(undoing.instance), parent=line_of(parent)))
    if answer is None:
        raise DecisionWithdrawn
    return links.withdraw_link(answer=answer, by=undoing.by, at=undoing.at)


def _say_again(undoing: Undoing) -> object:
    return links.decide_link(
        child=undoing.instance,
        parent=Commitment.objects.get(pk=undoing.old["parent_commitment"]),
        is_parent=undoing.old["said"],
        reason=undoing.old["reason"],
        by=undoing.by,
        at=undoing.at,
    )


def _withdraw_binding(undoing: Undoing) -> object:
    rows = BindingChoice.objects.standing().filter(commitment=line_of(undoing.instance))
    choice = rows.filter(body=undoing.new["body"]).first()
    if choice is None:
        raise DecisionWithdrawn
    plan = Plan.objects.get(pk=undoing.new["plan"])
    return parents.withdraw_binding(plan=plan, choice=choice, by=undoing.by, at=undoing.at)


def _decide_binding_again(undoing: Undoing) -> object:
    return parents.decide_binding(
        plan=Plan.objects.get(pk=undoing.old["plan"]),
        commitment=undoing.instance,
        is_binding=undoing.old["binds"],
        reason=undoing.old["reason"],
        by=undoing.by,
        at=undoing.at,
    )


FIELDS = {
    "binds": Field(label=_("binds")),
    "looked_at": Field(label=_("looked at")),
    "parent_commitment": Field(label=_("carries out"), of="plan.commitment"),
    "parent_plan": Field(label=_("parent plan"), of="plan.plan"),
    "plan": Field(label=_("plan"), of="plan.plan"),
    "said": Field(label=_("said that it carries it out")),
}
SENTENCES = {
    "plan.parent_stated": _("%(who)s said which plan %(what)s carries out."),
    "plan.parent_withdrawn": _("%(who)s took back which plan %(what)s carries out."),
    "plan.links_asked_for": _("%(who)s had the plan %(what)s compared with its parents."),
    "plan.link_confirmed": _("%(who)s said what of a parent plan is carried out by %(what)s."),
    "plan.link_refused": _("%(who)s said what of a parent plan is not carried out by %(what)s."),
    "plan.link_looked_at": _("%(who)s looked at what may be carried out by %(what)s, and left it for later."),
    "plan.link_withdrawn": _("%(who)s took an answer back about what is carried out by %(what)s."),
    "plan.binding_decided": _("%(who)s decided whom %(what)s binds."),
    "plan.binding_withdrawn": _("%(who)s took back whom %(what)s binds."),
}
INVERSES = {
    "plan.parent_stated": Inverse(act=parents.LINK, undo=_withdraw_parent),
    "plan.parent_withdrawn": Inverse(act=parents.LINK, undo=_state_parent_again),
    "plan.link_confirmed": Inverse(act=parents.LINK, undo=_withdraw_link),
    "plan.link_refused": Inverse(act=parents.LINK, undo=_withdraw_link),
    "plan.link_withdrawn": Inverse(act=parents.LINK, undo=_say_again),
    "plan.binding_decided": Inverse(act=parents.LINK, undo=_withdraw_binding),
    "plan.binding_withdrawn": Inverse(act=parents.LINK, undo=_decide_binding_again),
}
