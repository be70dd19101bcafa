"""List pages for a person (列表页): whose views, which acts on rows, and the answer to a request.

A room registers its `ListPage` in `ready()`; its view then is one call of `show`.
"""

from .bulk import register
from .opening import open_list, show
from .registry import LISTS, register_list

__all__ = ["LISTS", "open_list", "register", "register_list", "show"]
