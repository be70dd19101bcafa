"""List pages: one component, given as data (列表页).

A room declares a `ListPage` with its columns, filters, search, orders and acts on many rows; everything else
follows from that: the form, the chips, the headers, paging, the export, the cards of a phone.
"""

from luoshi.kit.lists.address import State, read
from luoshi.kit.lists.columns import Column
from luoshi.kit.lists.declaration import BulkAct, Empty, ListPage
from luoshi.kit.lists.exports import exported
from luoshi.kit.lists.filters import Between, Choice, Day, Many, Named, Scope, YesNo
from luoshi.kit.lists.listing import Listing, Offers, View
from luoshi.kit.lists.pages import MOST_ROWS, page_of, wants_part
from luoshi.kit.lists.rows import Total

__all__ = [
    "MOST_ROWS",
    "Between",
    "BulkAct",
    "Choice",
    "Column",
    "Day",
    "Empty",
    "ListPage",
    "Listing",
    "Many",
    "Named",
    "Offers",
    "Scope",
    "State",
    "Total",
    "View",
    "YesNo",
    "exported",
    "page_of",
    "read",
    "wants_part",
]
