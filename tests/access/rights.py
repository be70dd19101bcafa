"""Who may what, in the words in which the lines of the table repeat it (权限)."""

from luoshi.kernel.models import Origin
from tests.access.world import (
    ANYTHING,
    ELSEWHERE,
    OFFICES,
    OWN,
    OWN_AREA,
    OWN_BODY,
    PLACES,
    everybody,
    signed_in,
)

ORIGIN = Origin.own()
BODIES_AT = (OWN_BODY, OWN_AREA, ELSEWHERE)
ADMINISTRATOR = {"administrator": PLACES}
AT_BODIES = {"administrator": BODIES_AT, "lead_officer": (OWN_BODY, OWN_AREA)}
FACTS = AT_BODIES | {"body_administrator": (OWN_BODY,)}
ONE = (ANYTHING,)
ONLY_ADMINISTRATOR = {"administrator": ONE}
BY_LISTS = {"administrator": PLACES, "lead_officer": (OWN,)}
PEOPLE_AT = {"administrator": BODIES_AT, "body_administrator": (OWN_BODY,)}
PEOPLE_OF = {"administrator": PLACES, "body_administrator": (OWN, OWN_BODY)}
OWN_ONLY = signed_in(OWN)
JOBS = OWN_ONLY | ADMINISTRATOR
VIEWS = signed_in(OWN) | dict.fromkeys(OFFICES, (OWN, OWN_BODY))
PASSWORD = "Qi-lu-88-deng!"
ALL, SIGNED_IN = everybody(ANYTHING), signed_in(ANYTHING)
DECIDING = {"administrator": BODIES_AT, "lead_officer": (OWN_BODY, OWN_AREA)}
LENDERS = signed_in(OWN) | PEOPLE_OF
ADOPTING = {"lead_officer": (OWN_BODY, OWN_AREA)}
CORRECTING = signed_in(OWN) | {"lead_officer": (OWN, OWN_BODY, OWN_AREA)}
