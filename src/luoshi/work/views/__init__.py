"""The pages of the work room."""

from luoshi.work.views.notices import (
    notice_choices,
    notices,
    open_notice,
    read_all,
    read_notice,
    remove_webhook,
    set_webhook,
    try_notices,
)

__all__ = [
    "notice_choices",
    "notices",
    "open_notice",
    "read_all",
    "read_notice",
    "remove_webhook",
    "set_webhook",
    "try_notices",
]
