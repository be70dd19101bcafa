"""Who may do what with assignments, when the city has changed nothing (权限)."""

from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import ANY, OWN_BODY, register_act

WORKING = ("lead_officer", "officer", "leader", "clerk")


def register() -> None:
    """Called once, by `ready()`."""
    register_act(
        "delivery.read_assignments",
        label=_("see the assignments of a body"),
        to={**dict.fromkeys((*WORKING, "body_administrator"), OWN_BODY), "auditor": ANY},
    )
    register_act(
        "delivery.issue_assignments",
        label=_("issue assignments for a body"),
        to=dict.fromkeys(("lead_officer", "leader"), OWN_BODY),
    )
    register_act(
        "delivery.report_progress",
        label=_("report progress for a body"),
        to=dict.fromkeys(WORKING, OWN_BODY),
    )
    register_act(
        "delivery.draw_checks",
        label=_("announce and draw spot checks for a body"),
        to=dict.fromkeys(("lead_officer", "leader"), OWN_BODY),
    )
    register_act(
        "delivery.see_leading_page",
        label=_("see the leader's page of a body, and mark what is major for it"),
        to=dict.fromkeys(("lead_officer", "leader"), OWN_BODY),
    )
    register_act(
        "delivery.set_lights",
        label=_("set a light by name, and the rule of lights"),
        to=dict.fromkeys(("lead_officer", "leader"), OWN_BODY),
    )
