"""Who may see and change the calendar, when the city has changed nothing (工作日历权限)."""

from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import ANY, EVERYONE, register_act


def register() -> None:
    """Called once, by `ready()`."""
    register_act("work.read_calendar", label=_("see the calendar of working days"), to={EVERYONE: ANY})
    register_act(
        "work.edit_calendar",
        label=_("take in the yearly notice of holidays"),
        to={"administrator": ANY, "lead_officer": ANY},
    )
