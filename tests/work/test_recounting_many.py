"""The notice of a year with 5,000 deadlines running: every one is counted anew, none moves without being told of."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.jobs import work_until_idle
from luoshi.kernel.models import AuditPart
from luoshi.work.counting import counted
from luoshi.work.engine.workdays import Calendar, Unit
from luoshi.work.models import ClockRun, DueChange, DueReason, Matter, Notice, Party, Turn
from luoshi.work.queries.workdays import calendar
from luoshi.work.services.recounting import BATCH
from luoshi.work.services.workdays import NoticeDocument, import_year_notice
from tests.kernel.factories import NOON, BodyFactory, InstallationFactory
from tests.work.factories import cast, officer_of
from tests.work.notices import NOTICE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
MANY, BODIES = 5_000, 20
MOST = 80  # statements for a batch of hundreds, with the notice itself
UNITS = (Unit.WORKING_DAYS, Unit.WORKING_DAYS, Unit.DAYS, Unit.WORKING_DAYS, Unit.MONTHS)
HOLIDAYS = {
    date(2031, 1, 1),
    *(date(2031, 1, 22) + timedelta(days=number) for number in range(8)),
    *(date(2031, 10, 1) + timedelta(days=number) for number in range(7)),
}
MADE_UP = {date(2031, 1, 19), date(2031, 2, 8), date(2031, 9, 28), date(2031, 10, 11)}
PAUSE = (date(2031, 9, 26), date(2031, 10, 2))


@pytest.fixture(autouse=True)
def installation():
    InstallationFactory()


def begun_on(number: int) -> date:
    """Where each begins: in the five weeks before the two long holidays, and before the year."""
    return (date(2030, 12, 24), date(2031, 9, 3))[number % 2] + timedelta(days=number * 7 % 37)


def term_of(number: int) -> tuple[int, Unit]:
    unit = UNITS[number % len(UNITS)]
    return (1 + number % 4 if unit is Unit.MONTHS else 3 + number % 30), unit


def is_paused(number: int) -> bool:
    return number % 11 == 0 and begun_on(number) < PAUSE[0]


def is_worked(day: date) -> bool:
    return day in MADE_UP or (day.weekday() < 5 and day not in HOLIDAYS)


def day_by_day(number: int) -> date:
    """By when it is due, counted on the fingers: the day of receipt does not count, nor do days of a pause."""
    (length, unit), day = term_of(number), begun_on(number)
    if unit is Unit.MONTHS:
        at = day.month - 1 + length
        length, unit = (_same_day(day, day.year + at // 12, at % 12 + 1) - day).days, Unit.DAYS
    while length:
        day += timedelta(days=1)
        stands_still = is_paused(number) and PAUSE[0] <= day <= PAUSE[1]
        length -= not stands_still and (unit is Unit.DAYS or is_worked(day))
    while not is_worked(day) or (is_paused(number) and PAUSE[0] <= day <= PAUSE[1]):
        day += timedelta(days=1)
    return day


def _same_day(day: date, year: int, month: int) -> date:
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


def open_matters(number: int) -> list[ClockRun]:
    """So many matters of one body each, whose clocks run by a calendar in which 2031 is not announced."""
    made = cast(supports=0)
    bodies = [BodyFactory() for _each in range(BODIES)]
    for body in bodies:
        officer_of(body)
    matters = Matter.objects.bulk_create(_matter(made.matter, at) for at in range(number))
    Party.objects.bulk_create(
        Party(matter=each, relation="reviewer", body=bodies[at % BODIES]) for at, each in enumerate(matters)
    )
    known = calendar()
    runs = ClockRun.objects.bulk_create(_run(each, at, known) for at, each in enumerate(matters))
    Turn.objects.bulk_create(
        Turn(
            matter=each.matter, state="review", relation="reviewer", opened_at=each.started_at, due_on=each.due_on,
            body=bodies[at % BODIES], desk=bodies[at % BODIES], first_due_on=each.due_on,
        )
        for at, each in enumerate(runs)
    )  # fmt: skip
    made.matter.clocks.update(stopped_at=NOON)
    return runs


def _matter(like: Matter, at: int) -> Matter:
    opened_at = timezone.make_aware(datetime.combine(begun_on(at), time(10)))
    return Matter(
        procedure=like.procedure, version=like.version, number=f"例{at}", title=f"事项{at}", state="review",
        opened_at=opened_at, origin_kind="own",
    )  # fmt: skip


def _run(matter: Matter, at: int, known: Calendar) -> ClockRun:
    length, unit = term_of(at)
    run = ClockRun(matter=matter, clock="review", started_at=matter.opened_at, length=length, unit=unit)
    if is_paused(at):
        run.pauses = [[day.isoformat() for day in PAUSE]]
    found = counted(run, known)
    run.due_on = run.first_due_on = found.due_on
    run.is_provisional = found.is_provisional
    return run


def take_in() -> int:
    """The notice of 2031 and all that follows from it; how many statements that takes."""
    document = NoticeDocument(title="通知", number="国办发明电〔2030〕9号")
    with CaptureQueriesContext(connection) as queries:
        import_year_notice(year=2031, document=document, text=NOTICE, by=SYSTEM, at=NOON)
        work_until_idle()
    return len(queries)


def test_every_deadline_is_counted_anew_and_each_that_moves_is_kept_and_told():
    before = {run.pk: run.due_on for run in open_matters(MANY)}
    Notice.objects.all().delete()
    assert take_in() <= MOST * MANY / BATCH
    runs = list(ClockRun.objects.not_stopped().order_by("pk"))
    assert [run.due_on for run in runs] == [day_by_day(at) for at in range(MANY)]
    moved = {run.pk: (before[run.pk], run.due_on) for run in runs if run.due_on != before[run.pk]}
    assert MANY / 3 < len(moved) < MANY
    kept = DueChange.objects.filter(reason=DueReason.CALENDAR).values_list("run", "old", "new")
    assert sorted(kept) == sorted((run, *days) for run, days in moved.items())
    assert all(run.first_due_on == before[run.pk] for run in runs)
    due = dict(Turn.objects.waiting().values_list("matter", "due_on"))
    assert all(due[run.matter_id] == run.due_on for run in runs)
    assert AuditPart.objects.filter(code="work.due_moved").count() == len(moved)
    told = Notice.objects.filter(code="work.due_moved").values_list(
        "values__number", "values__old", "values__new"
    )
    number_of = dict(ClockRun.objects.values_list("pk", "matter__number"))
    assert sorted(told) == sorted(
        (number_of[run], old.isoformat(), new.isoformat()) for run, (old, new) in moved.items()
    )


def test_what_it_costs_grows_by_batches_and_not_by_matters():
    open_matters(BATCH)
    assert take_in() <= MOST
