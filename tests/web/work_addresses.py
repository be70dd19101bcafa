"""An address for every page of what waits for somebody (待办网址样例)."""

from collections.abc import Callable

from luoshi.kernel.models import Body, User
from luoshi.work.brought import Brought
from luoshi.work.models import Matter, Notice, Turn, YearNotice
from luoshi.work.services import notice_choices as choosing
from luoshi.work.services.matters import move
from luoshi.work.services.notices import read_notice, tell
from tests.kernel.factories import NOON
from tests.web import signing_addresses as signing
from tests.work.factories import cast


def build(admin: User, *, desk: Body) -> None:
    """What the administrator was told, and a matter that waits on a desk which they serve."""
    told(admin)
    signing.build(desk=desk)
    waiting_matter(desk)


def told(admin: User) -> None:
    """Notices, read and unread, one of them urgent; a webhook that is told."""
    choosing.try_notices(user=admin, by=admin, at=NOON)
    tell(to=[admin], code="work.trial", values={}, url="/plans/", key="demo", at=NOON)
    read_notice(notice=Notice.objects.of(admin).earliest("pk"), by=admin, at=NOON)
    choosing.set_webhook(user=admin, address="https://8.8.8.8/notices", by=admin, at=NOON)


def waiting_matter(desk: Body) -> None:
    """A matter that waits on the desk in nobody's hands."""
    made = cast(reviewer=desk, title="示例·园区供电扩容申请")
    move(
        matter=made.matter,
        move="remark",
        by=made.officer("applicant"),
        at=NOON,
        brought=Brought(note="已补充说明"),
    )


def a_matter(*args: object) -> list:
    return [Matter.objects.of("trial.request").latest("pk").pk, *args]


def a_turn() -> list:
    return [Turn.objects.waiting().filter(matter__procedure="trial.request").latest("pk").pk]


PAGES = (
    *(
        "my_work",
        "inbox",
        "matters",
        "procedures",
        "step_times",
        "who_waits",
        "notices",
        "bell",
        "notice_choices",
    ),
    *("calendar", "count_deadline", "import_year_notice", "year_notices"),
)
ARGUMENTS: dict[str, Callable[[], list]] = {
    "work:matter": a_matter,
    "work:receipt": a_matter,
    "work:make_move": lambda: a_matter("ask"),
    "work:hand_out": a_turn,
    "work:send_down": a_turn,
    "work:procedure": lambda: ["trial.request"],
    "work:set_term": lambda: ["trial.request", "review"],
    "work:calendar_year": lambda: [2034],
    "work:year_notice": lambda: [YearNotice.objects.latest("year").pk],
    **{f"work:{page}": list for page in PAGES},
    **signing.ARGUMENTS,
}
QUERIES = {"work:count_deadline": {"received": "2025-09-15", "length": 15, "unit": "working_days"}}
