"""Taking in yearly notices: versions, what is refused, what the rooms below hear, what we ship (年度放假通知)."""

import time
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from luoshi.kernel import events
from luoshi.kernel.access import SYSTEM, NotAllowed
from luoshi.kernel.events import Subscriptions
from luoshi.kernel.models import AuditEntry, Origin
from luoshi.work.engine.workdays import NamedDay, Term, Unit, deadline
from luoshi.work.engine.year_notices import Place, Stated
from luoshi.work.events import CalendarChanged
from luoshi.work.models import Workday, YearNotice
from luoshi.work.queries.workdays import calendar, change, named_by
from luoshi.work.services import shipped_notices
from luoshi.work.services.workdays import (
    NoticeDocument,
    NoticeOvertaken,
    NoticeUnchanged,
    NoticeUnreadable,
    NoticeUnsound,
    NoticeWithoutTitle,
    YearUnfit,
    import_year_notice,
)
from tests.kernel.factories import LATER, NOON, UploadFactory, member
from tests.work.notices import NOTICE, OF_2031

pytestmark = pytest.mark.django_db
DOCUMENT = NoticeDocument(title="关于2031年部分节假日安排的通知", number="国办发明电〔2030〕9号")
SHORTER = "元旦：1月1日放假。"
CSV = "日期,是否上班,名称\n2031-01-01,否,元旦\n2031-01-04,是,元旦\n"


def take_in(text=NOTICE, *, year=2031, by=SYSTEM, at=NOON, **given):
    return import_year_notice(year=year, document=DOCUMENT, text=text, by=by, at=at, **given)


@pytest.fixture
def heard(monkeypatch):
    """What the rooms below are told."""
    fresh, heard = Subscriptions(), []
    monkeypatch.setattr(events, "SUBSCRIPTIONS", fresh)
    events.subscribe(CalendarChanged, heard.append)
    return heard


def test_a_notice_becomes_the_first_version_of_its_year():
    notice = take_in()
    assert (notice.number, notice.title, notice.document_number) == (1, DOCUMENT.title, DOCUMENT.number)
    assert named_by(notice) == OF_2031
    assert notice.text == NOTICE


def test_a_year_taken_in_is_provisional_no_more():
    before = deadline(date(2031, 9, 22), Term(11, Unit.WORKING_DAYS), calendar())
    take_in()
    after = deadline(date(2031, 9, 22), Term(11, Unit.WORKING_DAYS), calendar())
    assert (before.due_on, before.is_provisional) == (date(2031, 10, 7), True)
    assert (after.due_on, after.is_provisional) == (date(2031, 10, 11), False)


def test_a_corrected_notice_adds_a_version_and_the_old_one_stays_readable():
    old, new = take_in(), take_in(SHORTER)
    assert (new.number, calendar().is_working(date(2031, 10, 2))) == (2, True)
    assert named_by(old) == OF_2031
    assert list(
        YearNotice.objects.with_what_followed().of_year(2031).values_list("number", "is_superseded")
    ) == [
        (2, False),
        (1, True),
    ]


def test_the_calendar_can_be_read_as_it_was_known():
    take_in(at=NOON)
    take_in(SHORTER, at=LATER)
    holiday = date(2031, 10, 2)
    known = [NOON - timedelta(days=1), NOON, LATER]
    assert [calendar(known_at=moment).is_working(holiday) for moment in known] == [True, False, True]
    assert [2031 in calendar(known_at=moment).announced for moment in known] == [False, True, True]


@pytest.mark.parametrize("known_at", [None, NOON])
def test_the_calendar_is_read_in_two_queries(known_at):
    with CaptureQueriesContext(connection) as queries:
        calendar(known_at=known_at)
    assert len(queries) <= 2


def test_days_can_be_pasted_as_a_list_with_commas_or_tabs():
    notice = take_in(CSV)
    assert named_by(notice) == [
        NamedDay(date(2031, 1, 1), False, "元旦"),
        NamedDay(date(2031, 1, 4), True, "元旦"),
    ]
    with pytest.raises(NoticeUnchanged):
        take_in(CSV.replace(",", "\t"))


def test_days_can_be_given_as_rows():
    rows = [Stated(each.day, each.is_working, each.name, Place(cell="A2")) for each in OF_2031]
    assert named_by(take_in("", rows=rows)) == OF_2031


def test_a_list_names_the_cells_that_are_wrong():
    wrong = CSV + "2031-02-30,否,春节\n2031-01-06,是,春节\n2031-01-07,也许,春节\n2031-01-08,否,\n"
    with pytest.raises(NoticeUnsound) as refused:
        take_in(wrong)
    assert [fault.place.cell for fault in refused.value.faults] == ["A4", "B6", "C7", "A5"]


def test_a_refusal_says_where_and_what_would_be_right():
    with pytest.raises(NoticeUnsound) as refused:
        take_in("一、国庆节：10月1日（周四）放假。")
    assert str(refused.value) == (
        "通知尚有问题：第1行“10月1日(周四)”：2031-10-01是星期三：请更正日期或星期。"
    )


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"text": ""}, NoticeUnsound),
        ({"text": "日期,是否上班,名称\n" + "\0\1" * 50}, NoticeUnreadable),
        ({"year": 1949}, YearUnfit),
        ({"after": 3}, NoticeOvertaken),
    ],
)
def test_what_cant_be_taken_is_refused(given, refusal):
    with pytest.raises(refusal):
        take_in(**given)
    assert not YearNotice.objects.filter(year=2031).exists()


def test_a_notice_without_title_is_refused():
    with pytest.raises(NoticeWithoutTitle):
        import_year_notice(year=2031, document=NoticeDocument(title=" "), text=NOTICE, by=SYSTEM, at=NOON)


def test_a_year_imported_unchanged_is_refused():
    take_in()
    with pytest.raises(NoticeUnchanged, match="第1版"):
        take_in()


def test_whoever_compared_with_an_older_version_is_told():
    take_in()
    with pytest.raises(NoticeOvertaken):
        take_in(SHORTER, after=0)
    assert take_in(SHORTER, after=1).number == 2


def test_the_file_and_the_person_stay_with_the_notice():
    officer = member("lead_officer")
    document = NoticeDocument(
        title="通知", upload=UploadFactory(by=officer), origin=Origin.own(source="市政府办")
    )
    notice = import_year_notice(year=2031, document=document, text=NOTICE, by=officer, at=NOON)
    assert (notice.made_by, notice.made_at, notice.upload) == (officer, NOON, document.upload)
    assert notice.origin_source == "市政府办"


def test_only_some_may_take_in_a_notice():
    with pytest.raises(NotAllowed):
        take_in(by=member("officer"))
    assert take_in(by=member("lead_officer")).number == 1


def test_the_act_is_recorded_with_its_version():
    take_in()
    entry = AuditEntry.objects.latest("number")
    assert entry.code == "work.year_notice_imported"


def test_the_rooms_below_hear_of_a_year_from_the_days_that_waited_for_it(heard):
    take_in()
    assert heard == [CalendarChanged(date(2030, 12, 29), date(2031, 12, 31))]


def test_of_a_correction_the_rooms_below_hear_the_days_that_differ(heard):
    take_in()
    take_in(
        NOTICE.replace("、10月11日（星期六）上班", "（星期日）上班").replace("28日（星期日）（", "28日（")
    )
    assert heard[1:] == [CalendarChanged(date(2031, 10, 11), date(2031, 10, 11))]


def test_a_refused_notice_tells_nobody(heard):
    take_in()
    with pytest.raises(NoticeUnchanged):
        take_in()
    assert len(heard) == 1


@pytest.mark.parametrize("model", [YearNotice, Workday])
def test_what_was_notified_is_never_changed(model):
    take_in()
    with pytest.raises(DatabaseError, match="refuses UPDATE"), transaction.atomic():
        model.objects.update(id=0)
    with pytest.raises(DatabaseError, match="refuses DELETE"), transaction.atomic():
        model.objects.all()._raw_delete("default")


def test_a_preview_names_the_days_that_turn():
    take_in()
    found = change(year=2031, named=OF_2031[:1])
    assert (found.after.number, found.is_same) == (1, False)
    turned = {each.day: each.is_working for each in found.turned}
    assert (turned[date(2031, 10, 1)], turned[date(2031, 10, 11)]) == (True, False)
    assert date(2031, 1, 1) not in turned


def test_a_preview_leaves_a_day_to_the_notice_of_the_next_year():
    take_in("元旦：2030年12月31日至2031年1月1日放假。")
    day = NamedDay(date(2030, 12, 31), True, "年终结算")
    assert change(year=2030, named=[day]).turned == []


def test_the_shipped_years_are_there_from_the_beginning():
    known = calendar(known_at=NOON)
    assert known.announced == set(range(2004, 2027))
    assert deadline(date(2025, 9, 15), Term(15, Unit.WORKING_DAYS), known).due_on == date(2025, 10, 11)


def test_seeding_again_changes_nothing():
    before = list(YearNotice.objects.order_by("pk").values())
    call_command("migrate", verbosity=0)
    assert list(YearNotice.objects.order_by("pk").values()) == before


def test_seeding_never_overwrites_what_a_city_took_in(monkeypatch):
    take_in("元旦：2026年1月1日放假。", year=2026)
    monkeypatch.setattr(shipped_notices, "shipped", lambda: {2026: OF_2031})
    shipped_notices.seed_notices(using="default")
    assert YearNotice.objects.of_year(2026).first().number == 2
    assert not calendar().is_working(date(2026, 1, 1))


def test_a_year_that_a_newer_version_brings_is_told_to_the_rooms_below(monkeypatch, heard):
    monkeypatch.setattr(shipped_notices, "shipped", lambda: {2031: OF_2031})
    shipped_notices.seed_notices(using="default")
    notice = YearNotice.objects.get(year=2031)
    assert (notice.is_shipped, notice.made_at is None, named_by(notice)) == (True, False, OF_2031)
    assert heard == [CalendarChanged(date(2030, 12, 29), date(2031, 12, 31))]


def test_a_shipped_year_that_was_corrected_becomes_its_next_version(monkeypatch, heard):
    corrected = shipped_notices.shipped()[2026][:-1]
    monkeypatch.setattr(shipped_notices, "shipped", lambda: {2026: corrected})
    shipped_notices.seed_notices(using="default")
    assert YearNotice.objects.of_year(2026).first().number == 2
    assert [(event.first, event.last) for event in heard] == [(date(2026, 10, 10), date(2026, 10, 10))]


@pytest.mark.slow
def test_five_thousand_open_deadlines_are_counted_anew_at_once():
    take_in()
    begun = time.process_time()
    known = calendar()
    found = [
        deadline(
            date(2031, 1, 1) + timedelta(days=number % 300), Term(5 + number % 40, Unit.WORKING_DAYS), known
        )
        for number in range(5_000)
    ]
    assert time.process_time() - begun < 2  # a tenth of it on a quiet machine
    assert not any(each.is_provisional for each in found if each.due_on < date(2031, 12, 29))
