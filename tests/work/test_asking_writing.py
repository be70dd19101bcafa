"""Writing a form on its page: told what is wrong, taken over from a sheet, version beside version (制定表单)."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from luoshi.work.models import AskForm
from tests.kernel.factories import member
from tests.work.asking import RULES, stored, text_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def form():
    return stored()


@pytest.fixture
def writer(client):
    user = member("lead_officer")
    client.force_login(user)
    return user


def at(name, *args):
    return reverse(f"work:{name}", args=args)


def test_a_form_reads_out_its_rules_minutes_and_purposes(client, form, writer):
    html = client.get(at("ask_form", form.code)).content.decode()
    assert "累计支出不超过预算" in html
    assert "填报约需5分钟" in html
    assert "《督查工作条例》第六条" in html


def test_while_a_form_is_written_it_is_told_what_is_wrong_or_what_it_asks(client, writer):
    wrong = text_of(rules=[RULES[0] | {"formula": "累计支出 <= 预箅"}])
    html = client.post(at("examine_ask_form"), {"text": wrong}, headers=HTMX).content.decode()
    assert "第1条规则 within" in html
    assert "预算" in html
    html = client.post(at("examine_ask_form"), {"text": text_of()}, headers=HTMX).content.decode()
    assert "开工日期在完工日期当日或之前" in html


WRITTEN = {"code": "monthly", "name": "月报", "valid_from": "2025-09-01", "clause": "第三条", "after": "0"}


def test_a_form_is_written_on_its_page_and_answered_at_once(client, writer):
    response = client.post(at("write_ask_form"), WRITTEN | {"text": text_of()})
    assert response["Location"] == at("ask_form", "monthly")
    assert client.get(at("answer_form", "monthly")).status_code == 200


def test_a_text_that_is_no_form_is_refused_with_each_fault(client, writer):
    response = client.post(at("write_ask_form"), WRITTEN | {"text": text_of(minutes=0, purposes=[])})
    html = response.content.decode()
    assert response.status_code == 400
    assert "多少分钟" in html
    assert "用途" in html
    assert not AskForm.objects.exists()


def test_another_version_is_written_beside_the_one_before(client, form, writer):
    sent = {"text": text_of(minutes=9), "valid_from": "2025-09-01", "clause": "第四条", "after": "1"}
    client.post(at("write_ask_form_version", form.code), sent)
    html = client.get(at("ask_form", form.code)).content.decode()
    assert "填报约需9分钟" in html
    assert "<ins>" in html


COLUMNS = [
    ["编码", "名称", "类型", "单位", "必填", "选项", "说明", "规则"],
    ["spent", "支出", "数值", "万元", "是", None, "累计数", "支出 >= 0万元；支出 <= 100万元?"],
    ["state", "状态", "单选", None, "是", "正常、滞后", None, None],
    [None, "照片", "照片", None, None, None, None, None],
]


def sheet_of_columns(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return SimpleUploadedFile("字段.xlsx", buffer.getvalue())


def test_the_fields_of_a_sheet_are_taken_over(client, writer):
    sent = WRITTEN | {"text": text_of(), "take": "1", "columns": sheet_of_columns(COLUMNS)}
    response = client.post(at("write_ask_form"), sent)
    taken = json.loads(response.context["text"])
    assert [field["name"] for field in taken["fields"]] == ["支出", "状态", "照片"]
    assert (taken["fields"][0]["unit"], taken["fields"][2]["photo"], taken["minutes"]) == ("万元", True, 5)
    assert [rule["hard"] for rule in taken["rules"]] == [True, False]
    assert response.context["wrong"] == []


def test_a_sheet_with_a_wrong_kind_is_refused_at_its_cell(client, writer):
    rows = [COLUMNS[0], ["a", "甲", "几何", None, None, None, None, None]]
    sent = WRITTEN | {"text": text_of(), "take": "1", "columns": sheet_of_columns(rows)}
    assert "C2" in client.post(at("write_ask_form"), sent).content.decode()
