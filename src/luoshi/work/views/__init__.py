"""The pages of the work room, by noun."""

from luoshi.work.views.figures import step_times, who_waits
from luoshi.work.views.matters import make_move, matter, receipt, see_turn, withdraw
from luoshi.work.views.notices import (
    bell,
    notice_choices,
    notices,
    open_notice,
    read_all,
    read_notice,
    remove_webhook,
    set_webhook,
    try_notices,
)
from luoshi.work.views.procedures import procedure, procedures, set_term
from luoshi.work.views.turns import (
    fetch_back,
    hand_out,
    inbox,
    lay_back,
    matters,
    my_work,
    send_down,
    take_up,
)

__all__ = [
    "bell",
    "fetch_back",
    "hand_out",
    "inbox",
    "lay_back",
    "make_move",
    "matter",
    "matters",
    "my_work",
    "notice_choices",
    "notices",
    "open_notice",
    "procedure",
    "procedures",
    "read_all",
    "read_notice",
    "receipt",
    "remove_webhook",
    "see_turn",
    "send_down",
    "set_term",
    "set_webhook",
    "step_times",
    "take_up",
    "try_notices",
    "who_waits",
    "withdraw",
]
