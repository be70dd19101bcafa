"""List pages for a person (列表页): whose views, which acts on rows, and the answer to a request.

A room registers its `ListPage` in `ready()`; its view then is one call of `show`.
"""

from .bulk import act_on_rows
from .opening import open_list, show
from .registry import LISTS, register_list

__all__ = ["LISTS", "act_on_rows", "open_list", "register_list", "show"]
