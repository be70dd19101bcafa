"""The pages of the calendar, as whoever opens them sees them (工作日历页面)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.kernel.access import SYSTEM
from luoshi.kit.sheets import write
from luoshi.work.models import YearNotice
from luoshi.work.queries.workdays import named_by
from luoshi.work.services.workdays import NoticeDocument, import_year_notice
from luoshi.work.year_notice_sheets import SHEET
from tests.kernel.factories import NOON, UserFactory, member
from tests.work.notices import NOTICE, OF_2031

pytestmark = pytest.mark.django_db
IMPORT = "work:import_year_notice"


def text_of(client, route, *args, status=200, **query):
    response = client.get(reverse(f"work:{route}", args=args), query)
    assert response.status_code == status
    return response.content.decode()


def sent(client, *, status=200, **data):
    response = client.post(reverse(IMPORT), {"year": 2031} | data)
    assert response.status_code == status
    return response.content.decode()


def take_in(text=NOTICE):
    document = NoticeDocument(title="通知", number="国办发明电〔2030〕9号")
    return import_year_notice(year=2031, document=document, text=text, by=SYSTEM, at=NOON)


@pytest.fixture
def officer(client):
    user = member("lead_officer")
    client.force_login(user)
    return user


@pytest.mark.parametrize("route", ["calendar", "count_deadline", "year_notices"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_speaks_the_readers_language(client, route, language):
    client.cookies["django_language"] = language
    text = text_of(client, route)
    assert f'lang="{"en" if language == "en" else "zh-Hans"}"' in text
    assert ("Calendar" in text) == (language == "en")


def test_a_year_says_how_many_working_days_it_has(client):
    text = text_of(client, "calendar_year", 2025)
    assert "2025年共有248个工作日。" in text
    assert "暂定" not in text


def test_a_day_off_and_a_day_made_up_for_bear_their_word_and_their_holiday(client):
    text = text_of(client, "calendar_year", 2025)
    assert (
        '<td data-kind="holiday"><time datetime="2025-10-08">8</time><b class="mark">休</b>'
        '<span class="visually-hidden"> 国庆节</span></td>'
    ) in text
    assert '<td data-kind="made_up"><time datetime="2025-10-11">11</time><b class="mark">班</b>' in text


def test_a_year_not_announced_says_that_it_is_provisional(client):
    text = text_of(client, "calendar_year", 2031)
    assert "2031年放假安排尚未公布：按周一至周五计算共261个工作日，该年度的期限均为暂定。" in text


def test_a_year_leads_to_the_one_before_and_the_one_after(client):
    text = text_of(client, "calendar_year", 2025)
    assert 'rel="prev" href="/calendar/2024/"' in text
    assert 'rel="next" href="/calendar/2026/"' in text


@pytest.mark.parametrize("year", [1989, 2101, 99999])
def test_a_year_that_the_calendar_does_not_know_is_not_found(client, year):
    text = text_of(client, "calendar_year", year, status=404)
    assert "<h1>没有找到这个页面</h1>" in text
    assert f"{year}年" not in text


@pytest.mark.parametrize("year", [1990, 2100])
def test_the_first_and_the_last_year_have_their_pages(client, year):
    assert f"{year}年" in text_of(client, "calendar_year", year)


def test_the_year_names_holidays_in_english(client):
    client.cookies["django_language"] = "en"
    text = text_of(client, "calendar_year", 2025)
    assert "National Day &amp; Mid-Autumn Festival" in text
    assert "2025-10-01 – 2025-10-08" in text


def test_a_deadline_is_counted_and_explained(client):
    text = text_of(client, "count_deadline", received="2025-09-15", length=15, unit="working_days")
    assert "<b>2025-10-11（星期六）到期。</b>" in text
    assert "国庆节、中秋节（2025-10-01至2025-10-08）放假8天，不计入" in text
    assert "调休上班，计入：2025-09-28（星期日）、2025-10-11（星期六）" in text
    assert "《民法典》第二百零一条" in text


def test_a_deadline_is_said_in_one_sentence_for_a_report(client):
    client.cookies["django_language"] = "en"
    text = text_of(client, "count_deadline", received="2025-09-15", length=15, unit="working_days")
    assert (
        "Received on 2025-09-15 (Monday); the day of receipt is not counted, the first is 2025-09-16; "
        "15 working days; weekends not counted: 3 days; "
        "National Day &amp; Mid-Autumn Festival, 2025-10-01 to 2025-10-08, not counted: 8 days; "
        "made up for a holiday, so counted: 2025-09-28 (Sunday), 2025-10-11 (Saturday); "
        "due on 2025-10-11 (Saturday)."
    ) in text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"length": 20, "unit": "days"}, "2025-10-05休息（国庆节），顺延至下一个工作日2025-10-09"),
        ({"received": "2025-01-31", "length": 1, "unit": "months"}, "该月没有31日，以月末日2025-02-28为期限最后一日"),
        ({"length": 2, "unit": "hours", "time": "09:30"}, "2025-09-15 11:30到期"),
        ({"paused": "2025-09-17", "resumed": "2025-09-19"}, "2025-09-17至2025-09-19停止计时"),
        ({"paused": "2025-09-17"}, "停止计时期间不到期，尚余14个工作日"),
        ({"received": "2026-12-21"}, "暂定：2027年放假安排尚未公布"),
    ],
)  # fmt: skip
def test_every_turn_of_the_count_is_said(client, asked, said):
    first = {"received": "2025-09-15", "length": 15, "unit": "working_days"}
    assert said in text_of(client, "count_deadline", **(first | asked))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"received": "15.9."}, "id_received_error"),
        ({"received": "1066-10-14"}, "id_received_error"),
        ({"length": 0}, "id_length_error"),
        ({"length": 10_001}, "id_length_error"),
        ({"unit": "weeks"}, "id_unit_error"),
        ({"unit": "hours"}, "请填写收到的时间"),
        ({"resumed": "2025-09-19"}, "请填写从哪一天起停止计时"),
        ({"paused": "2025-09-19", "resumed": "2025-09-17"}, "结束日期不能早于开始日期"),
    ],
)
def test_what_cant_be_counted_is_refused_at_its_field(client, asked, said):
    first = {"received": "2025-09-15", "length": 15, "unit": "working_days"}
    assert said in text_of(client, "count_deadline", status=400, **(first | asked))


def test_the_longest_term_of_the_last_day_is_counted(client):
    text = text_of(client, "count_deadline", received="2100-12-31", length=10_000, unit="months")
    assert "2934-04-30" in text


def test_only_who_may_take_in_a_notice_is_offered_it(client):
    assert reverse(IMPORT) not in text_of(client, "calendar")
    client.force_login(member("officer"))
    assert reverse(IMPORT) not in text_of(client, "calendar")
    client.force_login(member("lead_officer"))
    assert reverse(IMPORT) in text_of(client, "calendar")


def test_the_form_asks_for_the_first_year_not_announced(client, officer):
    text = text_of(client, "import_year_notice")
    assert 'name="year" value="2027"' in text


def test_a_preview_shows_what_would_change_and_writes_nothing(client, officer):
    text = sent(client, text=NOTICE)
    assert "有16天的上班安排与现在不同。" in text
    assert "国务院办公厅关于2031年部分节假日安排的通知" in text
    assert "提前休息" in text
    assert not YearNotice.objects.filter(year=2031).exists()


def test_what_was_previewed_is_taken_in(client, officer):
    sent(client, text=NOTICE, title="关于2031年部分节假日安排的通知", after=0, take_in="yes", status=302)
    notice = YearNotice.objects.get(year=2031)
    assert (notice.made_by, named_by(notice)) == (officer, OF_2031)


def test_an_unchanged_notice_can_be_seen_but_not_taken_in(client, officer):
    take_in()
    text = sent(client, text=NOTICE)
    assert "没有变化：第1版列出的就是这些日期。" in text
    assert 'name="take_in"' not in text


def test_a_notice_that_is_not_right_is_refused_with_all_its_places(client, officer):
    text = sent(client, text="一、元旦：1月1日（周五）放假。\n二、国庆节：10月7日至1日放假。", status=400)
    assert "第1行“1月1日(周五)”：2031-01-01是星期三：请更正日期或星期。" in text
    assert "第2行“10月7日至1日”：放假的结束日期早于开始日期，应为2031-10-01至2031-10-07。" in text


def test_whoever_was_overtaken_is_told_on_the_form(client, officer):
    take_in()
    text = sent(client, text="元旦：1月1日放假。", title="通知", after=0, take_in="yes", status=400)
    assert "其间已有人导入2031年第1版" in text


def test_what_was_changed_after_the_preview_is_checked_again(client, officer):
    text = sent(client, text="元旦：1月32日放假。", title="通知", take_in="yes", status=400)
    assert "2031年没有这一天" in text


def test_nothing_at_all_is_refused(client, officer):
    assert "请粘贴通知，或者选择文件。" in sent(client, text="  ", status=400)


@pytest.fixture
def workbook():
    rows = [{"day": each.day, "is_working": each.is_working, "name": each.name} for each in OF_2031]
    return SimpleUploadedFile("工作日.xlsx", write(SHEET, rows))


def test_a_workbook_is_previewed_kept_and_taken_in(client, officer, workbook):
    text = sent(client, file=workbook, title="通知")
    assert "有16天的上班安排与现在不同。" in text
    upload = text.split('name="upload" value="')[1].split('"')[0]
    kept = text.split("<textarea")[1].split(">\n")[1].split("</textarea>")[0]
    sent(client, text=kept, title="通知", after=0, upload=upload, take_in="yes", status=302)
    notice = YearNotice.objects.get(year=2031)
    assert (named_by(notice), notice.upload.name) == (OF_2031, "工作日.xlsx")


def test_a_file_that_is_no_workbook_is_refused(client, officer):
    file = SimpleUploadedFile("a.xlsx", b"\0\1" * 50)
    assert "id_file_error" in sent(client, file=file, status=400)


def test_a_file_with_wrong_cells_names_them(client, officer):
    file = SimpleUploadedFile("a.csv", "日期,是否上班,名称\n2031-01-06,是,元旦\n".encode())
    assert "单元格A2：2031-01-06是星期一，本来就上班" in sent(client, file=file, status=400)


def test_an_upload_of_somebody_else_is_not_attached(client, officer, workbook):
    from luoshi.kernel.services.files import store_upload

    other = store_upload(content=b"x", name="x.txt", by=UserFactory(), at=NOON)
    sent(client, text=NOTICE, title="通知", upload=other.pk, take_in="yes", status=302)
    assert YearNotice.objects.get(year=2031).upload is None


def test_a_replaced_version_stays_readable_and_says_so(client):
    old = take_in()
    take_in("元旦：1月1日放假。")
    text = text_of(client, "year_notice", old.pk)
    assert "已被后来的版本替代" in text
    assert "鼓励各单位安排职工" in text


def test_the_list_of_notices_can_be_filtered_by_its_state(client):
    old, new = take_in(), take_in("元旦：1月1日放假。")
    replaced = text_of(client, "year_notices", state="replaced")
    in_force = text_of(client, "year_notices", state="in_force")
    address = [f'href="{reverse("work:year_notice", args=[each.pk])}"' for each in (old, new)]
    assert [each in replaced for each in address] == [True, False]
    assert [each in in_force for each in address] == [False, True]


@pytest.mark.parametrize("route", ["calendar", "year_notices"])
def test_a_page_costs_the_same_however_many_versions_there_are(client, route):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            text_of(client, route)
        return len(queries)

    before = cost()
    for number in range(12):
        take_in(f"元旦：1月{number + 1}日放假。")
    assert cost() == before
    assert before <= 12
