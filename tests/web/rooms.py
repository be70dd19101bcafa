"""The addresses that the rooms beside the plan bring, and what has to be there for them (各室网址样例)."""

from luoshi.kernel.models import Body, User
from tests.web import answered, delivery_addresses, work_addresses

ARGUMENTS = answered.ARGUMENTS | work_addresses.ARGUMENTS | delivery_addresses.ARGUMENTS
QUERIES = answered.QUERIES | work_addresses.QUERIES
FILES = answered.FILES | delivery_addresses.FILES


def build(admin: User, *, desk: Body) -> None:
    """What waits at the body that the administrator serves, and what it has asked others to see to."""
    work_addresses.build(admin, desk=desk)
    delivery_addresses.build(desk=desk)
