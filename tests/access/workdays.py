"""Who may see the calendar and take in a notice: lines of services and of routes (工作日历权限表)."""

from luoshi.kernel.access import SYSTEM
from luoshi.work.models import Workday, YearNotice
from luoshi.work.services.workdays import NoticeDocument, import_year_notice
from tests.access.rights import ALL, ONE
from tests.access.world import Row, Scene, page, seen
from tests.kernel.factories import NOON
from tests.work.notices import NOTICE, OF_2031

EDITORS = {"administrator": ONE, "lead_officer": ONE}
GIVEN = {"year": 2031, "document": NoticeDocument(title="关于2031年部分节假日安排的通知"), "text": NOTICE}
ASKED = {"received": "2025-09-15", "length": 15, "unit": "working_days"}
WRITES = (YearNotice, Workday)


def notice(at: Scene) -> YearNotice:
    return import_year_notice(**GIVEN, by=SYSTEM, at=NOON)


SERVICES = {
    "work.services.workdays.import_year_notice": Row(EDITORS, lambda at: dict(GIVEN), WRITES, ONE),
    "work.services.shipped_notices.take_shipped_notice": Row(
        EDITORS, lambda at: {"year": 2031, "named": OF_2031}, WRITES, ONE
    ),
}
INNER = {
    "work.services.workdays.record_notice": "the last step of both services that add a version",
}
ROUTES = {
    "work:calendar GET": seen(ALL, places=ONE),
    "work:calendar_year GET": seen(ALL, lambda at: page(2025), places=ONE),
    "work:count_deadline GET": seen(ALL, lambda at: page(**ASKED), places=ONE),
    "work:year_notices GET": seen(ALL, places=ONE),
    "work:year_notice GET": seen(ALL, lambda at: page(notice(at).pk), places=ONE),
    "work:import_year_notice GET": seen(EDITORS, places=ONE),
    "work:import_year_notice POST": Row(
        EDITORS, lambda at: page(year=2031, text=NOTICE, title="通知", take_in="yes"), WRITES, ONE
    ),
}
