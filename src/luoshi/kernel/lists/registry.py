"""All lists of all rooms, by their key."""

from luoshi.kernel.registries import Registry
from luoshi.kit.lists import ListPage

LISTS: Registry[ListPage] = Registry(of="list")


def register_list(page: ListPage) -> ListPage:
    """Make a list known: its views can be kept, and acts on its rows be asked for; call it in `ready()`."""
    return LISTS.add(page.key, page)
