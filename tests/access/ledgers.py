"""Who may take over a former ledger, carry tasks over at the end of a year, and draw spot checks (接管、结转、抽查权限)."""

from luoshi.delivery.engine.year_end import Settling
from luoshi.delivery.models import Assignment, TakenOver
from luoshi.delivery.services import taking_over
from luoshi.delivery.services.year_end import Decided
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.services.files import store_upload
from luoshi.work.models import Matter
from tests.access.delivery import ISSUING, PART, issued
from tests.access.rights import ONE
from tests.access.world import ELSEWHERE, OWN_AREA, OWN_BODY, Row, Scene, page, seen
from tests.kernel.factories import NOON, BodyFactory

PLACES = (OWN_BODY, OWN_AREA, ELSEWHERE)


def former_row(**said) -> taking_over.FormerRow:
    """A row of a former ledger."""
    upload = store_upload(content="任务,牵头单位\n甲,乙\n".encode(), name="台账.csv", by=SYSTEM, at=NOON)
    said = {"title": "建成平台", "progress": "已招标。"} | said
    return taking_over.FormerRow(
        upload=upload, sheet="台账", number=2, lead=BodyFactory(), supporters=(), said=said
    )


def taken_over(at: Scene) -> Assignment:
    return taking_over.take_over_assignment(issuer=at.body, row=former_row(), by=SYSTEM, at=NOON)


SERVICES = {
    "delivery.services.taking_over.take_over_assignment": Row(
        ISSUING, lambda at: {"issuer": at.body, "row": former_row()}, (Assignment, TakenOver, Matter), PLACES
    ),
    "delivery.services.taking_over.take_assignment_back": Row(
        ISSUING, lambda at: {"assignment": taken_over(at)}, (Assignment, TakenOver, Matter), PLACES
    ),
    "delivery.services.year_end.settle_year": Row(
        ISSUING,
        lambda at: {
            "issuer": at.body,
            "year": 2025,
            "decided": [Decided(what=issued(at), do=Settling.DROP, note="政策调整")],
        },
        (Matter,),
        PLACES,
    ),
}
ROUTES: dict[str, Row] = {
    "delivery:year_end GET": seen(dict.fromkeys(ISSUING, ONE), places=ONE),
    "delivery:year_end POST": Row(
        ISSUING,
        lambda at: page(**{f"do_t{(made := issued(at)).pk}": "drop", f"note_t{made.pk}": "政策调整"}),
        (Matter,),
        (OWN_BODY,),
    ),
}
INNER = {
    "delivery.services.assignments.enter_source": PART,
    "delivery.services.assignments.open_assignment": PART,
    "delivery.services.taking_over.note_entry": PART,
    "delivery.services.year_end.note_carrying": PART,
    "delivery.services.year_end.succeed": PART,
    "kernel.services.matching.remember_body": "part of the act that decided rows of a list",
}
