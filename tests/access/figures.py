"""Who may see how long steps take, and who waits for whom (统计权限): each of the matters that are theirs to see."""

from tests.access.rights import ONE
from tests.access.world import ANYTHING, seen, signed_in

LIST = signed_in(ANYTHING)
ROUTES = {
    "work:step_times GET": seen(LIST, places=ONE),
    "work:who_waits GET": seen(LIST, places=ONE),
}
