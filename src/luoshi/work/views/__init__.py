"""The pages of the work room, by noun."""

from luoshi.work.views.matters import make_move, matter, receipt, see_turn, withdraw
from luoshi.work.views.procedures import procedure, procedures, set_term
from luoshi.work.views.turns import fetch_back, hand_out, inbox, lay_back, matters, my_work, send_down, take_up

__all__ = [
    "fetch_back",
    "hand_out",
    "inbox",
    "lay_back",
    "make_move",
    "matter",
    "matters",
    "my_work",
    "procedure",
    "procedures",
    "receipt",
    "see_turn",
    "send_down",
    "set_term",
    "take_up",
    "withdraw",
]
