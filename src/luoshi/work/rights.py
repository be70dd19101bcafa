"""Who may do what with matters, when the city has changed nothing (权限)."""

from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import ANY, OWN, OWN_BODY, SIGNED_IN, register_act

READ, HANDLE, HAND_OUT = "work.read_matters", "work.handle_matters", "work.hand_out_matters"
WORKING = ("lead_officer", "officer", "leader", "clerk")


def register() -> None:
    """Called once, by `ready()`."""
    register_act(
        READ,
        label=_("see the matters of a body"),
        to={
            **dict.fromkeys((*WORKING, "body_administrator"), OWN_BODY),
            "auditor": ANY,
            SIGNED_IN: OWN,
        },
    )
    register_act(
        HANDLE,
        label=_("move matters on for a body"),
        to=dict.fromkeys(WORKING, OWN_BODY),
    )
    register_act(
        HAND_OUT,
        label=_("hand out what lies in a body's inbox"),
        to=dict.fromkeys(("body_administrator", "lead_officer", "leader"), OWN_BODY),
    )
    register_act(
        "work.set_terms",
        label=_("decide how long the clocks of procedures run"),
        to={"lead_officer": ANY, "administrator": ANY},
    )
    register_act("work.run_clocks", label=_("look after clocks and their ladders"), to={"administrator": ANY})
