"""A plan's commitments as an official paper: what stands in it, and who gets it."""

import io
import re
from datetime import date

import docx
import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.kit.papers import Landscape, write_docx
from luoshi.plan.papers import division_of_tasks
from luoshi.plan.queries.commitments import with_what_a_row_prints
from luoshi.plan.queries.heirs import heirs_of_plan
from tests.kernel.factories import UserFactory
from tests.plan.factories import (
    CommitmentFactory,
    PlanFactory,
    SectionFactory,
    charged,
    large_plan,
    read_plan,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 9)
FORMATS = ("docx", "pdf")


def fetched(client, plan, format, **chosen):
    response = client.get(reverse(f"plan:commitments_{format}", args=[plan.slug]), chosen)
    assert response.status_code == 200
    return response


def table_of(response):
    (table,) = docx.Document(io.BytesIO(response.content)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def promised(plan):
    return with_what_a_row_prints(plan.commitments.order_by("position"))


def on_day(plan):
    return heirs_of_plan(plan=plan, on=DAY, today=DAY)


def rows_of(plan, **options):
    paper = division_of_tasks(plan=plan, commitments=promised(plan), heirs=on_day(plan), **options)
    (page,) = paper.blocks
    assert isinstance(page, Landscape)
    return page.blocks[0].rows


def test_the_division_says_who_does_what_by_when(client):
    assert table_of(fetched(client, read_plan(), "docx")) == [
        ["序号", "任务（目标）", "牵头单位", "责任（配合）单位", "完成时限", "备注"],
        ["1", "研发投入占比 ≥ 2%", "", "", "2020年底前", ""],
        ["2", "改造设备", "市工信局", "", "", "缺唯一牵头单位、完成时限"],
    ]


def test_bodies_stand_in_the_column_of_their_role():
    plan = PlanFactory()
    section = charged(SectionFactory(plan=plan), "市工信局")
    charged(section, "市财政局", "市商务局", role="support")
    charged(section, "各县区", role="responsible")
    CommitmentFactory(plan=plan, section=section)
    ((_number, _title, lead, others, _due, _remarks),) = rows_of(plan)
    assert (lead, others) == ("市工信局", "市财政局、市商务局、各县区")


def test_a_commitment_outside_every_section_has_no_body():
    plan = PlanFactory()
    CommitmentFactory(plan=plan, section=None)
    assert rows_of(plan)[0][2:4] == ["", ""]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_an_official_paper_is_chinese_and_says_its_day_whoever_asks(client, language):
    client.cookies["django_language"] = language
    document = docx.Document(io.BytesIO(fetched(client, read_plan(), "docx").content))
    words = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert words[0] == "示例市行动方案任务分工表"
    assert re.fullmatch(r"（截至\d{4}年\d{1,2}月\d{1,2}日）", words[1])


def test_what_is_simulated_says_so():
    plan = read_plan(document__origin_kind="simulated")
    paper = division_of_tasks(plan=plan, commitments=[], heirs=on_day(plan))
    assert paper.subtitle == "（截至2026年3月9日；模拟数据）"


def test_the_same_day_gives_the_same_bytes():
    plan = read_plan()
    first, again = (
        write_docx(division_of_tasks(plan=plan, commitments=promised(plan), heirs=on_day(plan)))
        for _ in range(2)
    )
    assert first == again


def test_the_paper_holds_what_the_page_has_chosen(client):
    plan = read_plan()
    assert [row[1] for row in table_of(fetched(client, plan, "docx", kind="task"))[1:]] == ["改造设备"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_leads_to_the_paper_of_the_same_choice(client, language):
    client.cookies["django_language"] = language
    plan = read_plan()
    page = client.get(reverse("plan:commitments", args=[plan.slug]), {"kind": "task"}).content.decode()
    for format in FORMATS:
        address = reverse(f"plan:commitments_{format}", args=[plan.slug])
        assert f'href="{address}?kind=task"' in page


def test_a_file_to_keep_is_never_opened_by_the_browser(client):
    plan = read_plan()
    for format in FORMATS:
        response = fetched(client, plan, format)
        assert response["Content-Disposition"].startswith("attachment; filename*=utf-8")
        assert response["X-Content-Type-Options"] == "nosniff"


def test_the_pdf_can_be_read(client):
    content = fetched(client, read_plan(), "pdf").content
    (page,) = pypdfium2.PdfDocument(content)
    assert "研发投入占比" in page.get_textpage().get_text_range()


@pytest.mark.parametrize("format", FORMATS)
def test_a_plan_that_is_not_open_to_somebody_is_not_printed_for_them(client, format):
    plan = read_plan(audience="maker", created_by=UserFactory())
    client.force_login(UserFactory())
    assert client.get(reverse(f"plan:commitments_{format}", args=[plan.slug])).status_code == 404


@pytest.mark.slow
def test_a_paper_of_thousands_costs_no_more_queries_than_one_of_few(client):
    counts = []
    for plan in (large_plan(sections=21, each=2), large_plan(each=2)):
        with CaptureQueriesContext(connection) as queries:
            rows = table_of(fetched(client, plan, "docx"))
        counts.append((len(queries), len(rows) - 1))
    (few, small), (many, large) = counts
    assert (small, large) == (42, 1200)
    assert many <= few + 12  # bodies are fetched for hundreds of sections at a time
