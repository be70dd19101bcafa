"""The yearly notice as text: what every turn of its words means, and what is refused where (识读放假通知)."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.work.engine.workdays import NamedDay
from luoshi.work.engine.year_notice_texts import read_text
from luoshi.work.engine.year_notices import holidays
from luoshi.work.services.shipped_notices import shipped
from tests.work.notices import NOTICE, OF_2031, off, worked, written

NEW_YEAR, AUTUMN = "元旦", "国庆节"


def read(text: str, year: int = 2031) -> list[NamedDay]:
    found = read_text(text, year=year)
    assert found.faults == ()
    return found.named


def faults(text: str, year: int = 2031) -> list[str]:
    return [fault.code for fault in read_text(text, year=year).faults]


def fault(text: str, year: int = 2031):
    (only,) = read_text(text, year=year).faults
    return only


def test_a_whole_notice_is_read_as_it_is_pasted():
    found = read_text(NOTICE, year=2031)
    assert (found.faults, found.named) == ((), OF_2031)
    assert found.title == "国务院办公厅关于2031年部分节假日安排的通知"
    assert found.document_number == "国办发明电〔2030〕9号"


def test_advice_to_rest_is_passed_over_and_shown():
    found = read_text(NOTICE, year=2031)
    assert found.passed_over == ("鼓励各单位安排职工在除夕(1月22日)提前休息",)


def test_the_signature_names_no_holiday():
    text = "元旦：1月1日放假\n国务院办公厅\n2030年11月5日"
    assert read(text) == off(date(2031, 1, 1), date(2031, 1, 1), NEW_YEAR)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("一、元旦：1月1日放假。", off(date(2031, 1, 1), date(2031, 1, 1), NEW_YEAR)),
        ("1.元旦: 1 月 1 日 放假", off(date(2031, 1, 1), date(2031, 1, 1), NEW_YEAR)),
        ("（一）元旦：１月１日放假", off(date(2031, 1, 1), date(2031, 1, 1), NEW_YEAR)),
        ("一、国庆节：10月1日，10月2日放假。", off(date(2031, 10, 1), date(2031, 10, 2), AUTUMN)),
        ("一、国庆节：10月1—3日放假，共三天。", off(date(2031, 10, 1), date(2031, 10, 3), AUTUMN)),
        ("一、国庆节：10月1日-10月3日休息。", off(date(2031, 10, 1), date(2031, 10, 3), AUTUMN)),
        ("一、国庆节：10月1日(礼拜三)到3日放假。", off(date(2031, 10, 1), date(2031, 10, 3), AUTUMN)),
        (
            "一、国庆节：10月1日（星期三）放假，10月3日（星期五）补休。",
            off(date(2031, 10, 1), date(2031, 10, 1), AUTUMN)
            + off(date(2031, 10, 3), date(2031, 10, 3), AUTUMN),
        ),
        (
            "一、国庆节：10月1日放假。9月28日（星期天）、10月11日（周六）上班。",
            worked(date(2031, 9, 28), name=AUTUMN)
            + off(date(2031, 10, 1), date(2031, 10, 1), AUTUMN)
            + worked(date(2031, 10, 11), name=AUTUMN),
        ),
        (
            "一、国庆节：10月3日放假，与周末连休。",
            off(date(2031, 10, 3), date(2031, 10, 5), AUTUMN),
        ),
        (
            "一、国庆节：10月6日放假，与周末连休，共3天。",
            off(date(2031, 10, 4), date(2031, 10, 6), AUTUMN),
        ),
        (
            "一、国庆节、中秋节：10月1日至2日放假调休，\n共2天。\n一切照旧",
            off(date(2031, 10, 1), date(2031, 10, 2), "国庆节、中秋节"),
        ),
        (
            "元旦：1月1日放假。国庆节：10月1日放假。",
            off(date(2031, 1, 1), date(2031, 1, 1), NEW_YEAR)
            + off(date(2031, 10, 1), date(2031, 10, 1), AUTUMN),
        ),
    ],
)
def test_every_turn_of_words_is_understood(text, days):
    assert read(text) == days


YEARS_END = off(date(2030, 12, 30), date(2031, 1, 1), NEW_YEAR)


@pytest.mark.parametrize(
    "text",
    [
        "元旦：2030年12月30日至2031年1月1日放假。",
        "元旦：2030年12月30日至次年1月1日放假。",
        "元旦：上年12月30日至1月1日放假。",
        "元旦：12月30日（周一）至次年1月1日（周三）放假。",
        "元旦：12月30日至1月1日放假。",
    ],
)
def test_a_holiday_over_the_years_end_begins_in_the_year_before(text):
    assert read(text) == YEARS_END


def test_weekdays_say_at_which_end_of_the_year_a_holiday_lies():
    text = "元旦：12月30日（周二）至次年1月1日（周四）放假。"
    assert read(text) == off(date(2031, 12, 30), date(2032, 1, 1), NEW_YEAR)


def test_without_weekdays_the_next_year_has_to_be_written_out():
    found = fault("元旦：12月30日至次年1月1日放假。")
    assert (found.code, found.values["years"]) == ("year_unclear", [2030, 2031])


def test_what_days_off_are_made_of_is_no_other_day():
    text = (
        "一、元旦：2030年12月30日至2031年1月1日放假，共3天。其中，1月1日（星期三）为法定节假日，"
        "12月28日（星期六）公休日调至12月30日（星期一），2030年12月28日（星期六）上班。"
    )
    assert read(text) == worked(date(2030, 12, 28), name=NEW_YEAR) + YEARS_END


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("各单位照常工作。", "nothing_found"),
        ("现将2030年元旦放假安排通知如下。\n一、元旦：1月1日放假。", "another_year"),
        ("一、元旦：照旧。", "day_missing"),
        ("一、国庆节：放假，1日至3日休息。二、元旦：1月1日放假。", "month_missing"),
        ("一、春节：2月30日放假。", "no_such_day"),
        ("一、国庆节：10月32日放假。", "no_such_day"),
        ("一、国庆节：10月1日（周四）放假。", "weekday_differs"),
        ("一、国庆节：10月7日至1日放假。", "reversed"),
        ("一、国庆节：9月1日至10月20日放假。", "too_long"),
        ("一、国庆节：10月1日至7日。", "verb_missing"),
        ("一、国庆节：10月1日至7日放假，共8天。", "count_differs"),
        ("一、国庆节：10月1日放假2天。", "count_differs"),
        ("一、国庆节：2033年10月1日放假。", "outside_year"),
        ("一、国庆节：10月1日放假。10月10日上班。", "made_up_on_weekday"),
        ("一、国庆节：10月4日至5日放假。10月5日上班。", "said_otherwise"),
        ("一、国庆节：10月11日上班。", "no_day_off"),
    ],
)
def test_what_cant_be_right_is_refused_by_its_code(text, code):
    assert faults(text) == [code]


def test_a_refusal_names_the_line_and_the_words():
    found = fault("一、元旦：1月1日放假。\n\n二、国庆节：10月1日（周四）至3日放假。")
    assert (found.place.line, found.place.words) == (3, "10月1日(周四)")
    assert found.values["day"] == date(2031, 10, 1)


def test_all_refusals_come_at_once():
    text = "一、元旦：1月1日（周五）放假。\n二、国庆节：10月7日至1日放假。\n三、春节：2月30日放假。"
    assert faults(text) == ["weekday_differs", "reversed", "no_such_day"]


def test_a_weekend_near_by_is_proposed_for_a_day_made_up_for():
    assert fault("国庆节：10月1日放假。10月10日上班。").values["near"] == date(2031, 10, 11)


def test_the_days_made_up_for_stand_with_their_holiday():
    found = holidays(OF_2031)
    assert [(each.name, each.days, each.made_up) for each in found] == [
        ("元旦", 1, ()),
        ("春节", 8, (date(2031, 1, 19), date(2031, 2, 8))),
        ("国庆节", 7, (date(2031, 9, 28), date(2031, 10, 11))),
    ]


@pytest.mark.parametrize("year", shipped())
@pytest.mark.parametrize("sign", ["周", "星期"])
def test_every_year_that_we_ship_is_read_back_from_its_words(year, sign):
    assert read(written(shipped()[year], sign=sign), year) == shipped()[year]


SPANS = st.lists(
    st.tuples(st.dates(date(2031, 1, 1), date(2031, 11, 30)), st.integers(0, 8)), min_size=1, max_size=7
)


@given(spans=SPANS, weekends=st.sets(st.integers(0, 40), max_size=4))
def test_what_is_written_is_read_back(spans, weekends):
    named: dict[date, NamedDay] = {}
    for number, (first, length) in enumerate(spans):
        last = date.fromordinal(first.toordinal() + length)
        for each in off(first, last, f"第{'甲乙丙丁戊己庚'[number]}节"):
            named.setdefault(each.day, each)
    for week in weekends:
        day = date.fromordinal(date(2031, 1, 4).toordinal() + 7 * week)
        named.setdefault(day, NamedDay(day, True, next(iter(named.values())).name))
    days = sorted(named.values(), key=lambda each: each.day)
    assert read(written(days)) == days


@given(
    text=st.text(
        alphabet="一二元旦国庆节：:。，、至月日周星期年（）0123456789上班放假共天与末连休\n 次", max_size=80
    )
)
def test_no_text_whatever_breaks_the_reader(text):
    found = read_text(text, year=2031)
    assert found.days or found.faults


@pytest.mark.parametrize("piece", [",", "(", "1日", "一、", "关于", "国庆节:", "10月1日至", "〔2030〕", "国"])
def test_no_repetition_takes_long(piece):
    begun = time.process_time()
    read_text("一、国庆节:10月1日" + piece * (20_000 // len(piece)), year=2031)
    assert time.process_time() - begun < 2
