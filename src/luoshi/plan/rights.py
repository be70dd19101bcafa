"""Who may do what with plans, when the city has changed nothing (权限)."""

from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import ANY, EVERYONE, OWN, OWN_AREA, OWN_BODY, PARTY, SIGNED_IN, register_act


def register() -> None:
    """Called once, by `ready()`."""
    register_act("plan.read_plans", label=_("open plans"), to={EVERYONE: PARTY, SIGNED_IN: (PARTY, OWN)})
    register_act("plan.hand_in_document", label=_("have a document read"), to={SIGNED_IN: ANY})
    register_act(
        "plan.open_plan",
        label=_("say who may open a plan"),
        to={"lead_officer": ANY, "administrator": ANY, SIGNED_IN: OWN},
    )
    register_act(
        "plan.take_plans_in",
        label=_("take in plans of other cities"),
        to={"lead_officer": ANY, "administrator": ANY},
    )
    register_act(
        "plan.register_bodies",
        label=_("enter the bodies that a plan names"),
        to={"lead_officer": ANY, "administrator": ANY},
    )
    _register_decisions()
    _register_standings()


def _register_decisions() -> None:
    """What officers decide about a plan: what is official, what it means, who answers, what it carries out."""
    register_act(
        "plan.choose_heirs",
        label=_("say which body answers in a clause after a reform"),
        to={"lead_officer": OWN_AREA, "administrator": ANY},
    )
    register_act(
        "plan.choose_leads",
        label=_("name the first of several leads"),
        to={"lead_officer": OWN_AREA, "administrator": ANY},
    )
    register_act(
        "plan.correct_readings",
        label=_("correct what was read from a document"),
        to={"lead_officer": OWN_AREA, SIGNED_IN: OWN},
    )
    # The administrator keeps the system and answers for no plan: an officer of the authority adopts it.
    register_act("plan.adopt_plans", label=_("adopt a plan"), to={"lead_officer": OWN_AREA})
    register_act(
        "plan.interpret_commitments",
        label=_("decide what vague words of a plan mean"),
        to={"lead_officer": OWN_AREA},
    )
    register_act(
        "plan.link_parents",
        label=_("say which plan and which commitments a plan carries out"),
        to={"lead_officer": OWN_AREA, "administrator": ANY},
    )


def _register_standings() -> None:
    """What is asked of others, and where commitments stand by it."""
    register_act(
        "plan.keep_due_lists",
        label=_("ask bodies for a plan of their own"),
        to={"lead_officer": OWN_AREA, "administrator": ANY},
    )
    register_act(
        "plan.receive_plans",
        label=_("take in a plan that a body hands in"),
        to={"lead_officer": OWN_AREA, "officer": OWN_BODY, "administrator": ANY},
    )
    register_act(
        "plan.pull_standings", label=_("look after what time has changed"), to={"administrator": ANY}
    )
    register_act(
        "plan.rebuild_standings",
        label=_("write the standings of a plan again from the records"),
        to={"administrator": ANY},
    )
