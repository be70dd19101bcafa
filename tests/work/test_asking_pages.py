"""A form that a test declares appears as a page, checks while one types, a workbook, a print (填报页面)."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import Formula, FormulaPurpose, Origin, Upload
from luoshi.kernel.services import formulas
from luoshi.kernel.services.versions import Names, Terms
from luoshi.work.models import Answer
from luoshi.work.services.ask_forms import write_form
from luoshi.work.services.asking import About, Given, answer_form, save_draft
from tests.kernel.factories import NOON, BodyFactory, member
from tests.work.asking import FIELDS, RIGHT, RULES, stored, text_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
PERIOD = "2025-09"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def form():
    return stored()


@pytest.fixture
def officer(client):
    user = member("officer")
    client.force_login(user)
    return user


@pytest.fixture
def writer(client):
    user = member("lead_officer")
    client.force_login(user)
    return user


@pytest.fixture
def body(officer):
    return officer.posts.get().body


def at(name, *args, **query):
    url = reverse(f"work:{name}", args=args)
    return f"{url}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else url


def filled(body, seen="0.0", **changed):
    typed = {f"ask-{code}": value for code, value in (RIGHT | changed).items()}
    return {**typed, "body": body.pk, "period": PERIOD, "subject": "", "seen": seen}


def about(form, body, period=PERIOD):
    return About(form=form, body=body, period=period)


def opened(client, form, body):
    return client.get(at("answer_form", form.code, body=body.pk, period=PERIOD))


def test_the_page_shows_every_field_with_its_unit_and_kind(client, form, body):
    html = opened(client, form, body).content.decode()
    for field in FIELDS:
        assert f'id="ask-{field["code"]}"' in html
    assert '<span id="ask-spent-unit">万元</span>' in html
    assert 'capture="environment"' in html
    assert 'inputmode="decimal"' in html
    assert "《督查工作条例》第六条" in html


def test_the_page_speaks_english_to_whoever_reads_it(client, form, body):
    url = at("answer_form", form.code, body=body.pk, period=PERIOD)
    html = client.get(url, headers={"Accept-Language": "en"}).content.decode()
    for words in ("Spent so far", "wan_yuan", "With a number, a date or a paper", "on track", "Send"):
        assert words in html
    assert "累计" not in html


def test_a_form_whose_formulas_no_longer_hold_says_so_and_its_answers_stay_readable(client, writer):
    define("size_limit", "是机关")
    rules = [RULES[0] | {"formula": "累计支出 <= 预算 或 规模限制"}]
    form = stored(rules=rules)
    body = writer.posts.get().body
    answer = answer_form(about=about(form, body), given=Given(raw=RIGHT), by=SYSTEM, at=NOON)
    end("size_limit")
    assert "公式已不成立" in client.get(at("ask_form", form.code)).content.decode()
    assert opened(client, form, body).status_code == 404
    assert "120.5万元" in client.get(at("answer", answer.pk)).content.decode()


def test_somebody_of_one_body_chooses_the_period_only(client, form, officer):
    response = client.get(at("answer_form", form.code))
    assert "选择填报单位和填报期" in response.content.decode()


def test_the_form_of_another_body_is_not_found(client, form, officer):
    assert opened(client, form, BodyFactory()).status_code == 404


def test_a_form_that_is_not_in_force_has_no_page(client, body):
    later = stored_as("later", FIELDS, valid_from=date(2999, 1, 1))
    assert opened(client, later, body).status_code == 404
    assert "今日该表单不在有效期内" in client.get(at("ask_form", "later")).content.decode()


def test_what_is_known_is_filled_in_and_what_was_said_last_stands_beside(client, form, body):
    answer_form(about=about(form, body, "2025-08"), given=Given(raw=RIGHT), by=SYSTEM, at=NOON)
    html = opened(client, form, body).content.decode()
    assert 'name="ask-spent" value="120.5"' in html
    assert "已预填" in html
    assert '<span class="ask-last">完成设备安装12台。</span>' in html
    assert 'name="ask-people" value="1"' in html  # one person is in post at the body


def test_a_draft_is_saved_and_opened_again(client, form, body):
    response = client.post(at("answer_form", form.code), filled(body, spent="x12") | {"save": "1"})
    assert response.status_code == 302
    html = client.get(response["Location"]).content.decode()
    assert 'name="ask-spent" value="x12"' in html
    assert 'name="seen" value="1.1"' in html


def test_a_right_answer_is_sent(client, form, body, officer):
    response = client.post(at("answer_form", form.code), filled(body) | {"send": "1"})
    answer = Answer.objects.get()
    assert response["Location"] == at("answer", answer.pk)
    assert (answer.is_sent, answer.sent_by, answer.values["spent"]) == (True, officer, "120.5")


def test_what_is_wrong_stands_in_the_summary_and_at_its_field(client, form, body):
    response = client.post(at("answer_form", form.code), filled(body, spent="301") | {"send": "1"})
    html = response.content.decode()
    assert response.status_code == 422
    assert '<a href="#ask-spent">累计支出不得超过预算（累计支出为301万元' in html
    assert '<span class="refusal" id="ask-spent-faults">累计支出不得超过预算' in html
    assert 'name="ask-done"' in html
    assert "完成设备安装12台。" in html
    assert not Answer.objects.exists()


def test_a_doubt_is_asked_about_and_its_reason_is_kept(client, form, body):
    earlier = Given(raw=RIGHT | {"spent": "200"})
    answer_form(about=about(form, body, "2025-08"), given=earlier, by=SYSTEM, at=NOON)
    sent = filled(body) | {"send": "1"}
    response = client.post(at("answer_form", form.code), sent)
    assert 'name="reason-grows"' in response.content.decode()
    client.post(at("answer_form", form.code), sent | {"reason-grows": "退回预付款"})
    assert Answer.objects.sent().get(period=PERIOD).reasons == {"grows": "退回预付款"}


def test_whoever_was_overtaken_sees_what_the_other_saved_and_loses_nothing(client, form, body):
    save_draft(about=about(form, body), given=Given(raw=RIGHT | {"people": "9"}), by=SYSTEM, at=NOON)
    response = client.post(at("answer_form", form.code), filled(body, people="10") | {"save": "1"})
    html = response.content.decode()
    assert response.status_code == 409
    assert "参与人数: 9人" in html
    assert 'name="ask-people" value="10"' in html
    assert 'name="seen" value="1.1"' in html


def test_checks_as_one_types_write_nothing(client, form, body):
    with CaptureQueriesContext(connection) as queries:
        response = client.post(at("check_answer", form.code), filled(body, spent="301"), headers=HTMX)
    html = response.content.decode()
    assert "累计支出不得超过预算" in html
    assert 'id="ask-spent-faults" hx-swap-oob="true"' in html
    assert not [each for each in queries if each["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_what_is_not_typed_yet_is_no_fault_while_one_types(client, form, body):
    response = client.post(at("check_answer", form.code), filled(body, done=""), headers=HTMX)
    assert "必填" not in response.content.decode()


def test_a_photo_is_kept_with_the_answer_and_can_be_taken_away(client, form, body):
    photo = SimpleUploadedFile("现场.jpg", b"\xff\xd8\xff123", "image/jpeg")
    client.post(at("answer_form", form.code), filled(body) | {"save": "1", "ask-photo": photo})
    upload = Upload.objects.get()
    assert Answer.objects.get().values["photo"] == [upload.pk]
    kept = filled(body, seen="1.1") | {"save": "1", "keep-photo": upload.pk}
    client.post(at("answer_form", form.code), kept)
    answer = Answer.objects.get()
    assert answer.values["photo"] == [upload.pk]
    file = client.get(at("answer_file", answer.pk, upload.pk))
    assert b"".join(file.streaming_content) == b"\xff\xd8\xff123"
    client.post(at("answer_form", form.code), filled(body, seen="1.2") | {"save": "1"})
    assert "photo" not in Answer.objects.get().values


def test_the_workbook_goes_out_is_filled_in_and_all_is_sent(client, form, body):
    response = client.get(at("workbook_to_fill", form.code, period=PERIOD))
    content = typed_into(response.content, {"本期进展": "已竣工", "状态": "已完成", "累计支出（万元）": 12.5})
    response = client.post(at("hand_in_workbook", form.code), {"file": named(content)})
    assert response.status_code == 302
    answer = Answer.objects.get()
    assert (answer.body, answer.period, answer.values["spent"]) == (body, PERIOD, "12.5")
    assert (answer.is_sent, answer.sheet.name) == (True, "填报.xlsx")


def test_of_a_workbook_with_an_error_nothing_is_taken_and_the_cell_is_named(client, form, body):
    response = client.get(at("workbook_to_fill", form.code, period=PERIOD))
    content = typed_into(response.content, {"本期进展": "已竣工", "状态": "停", "累计支出（万元）": 12.5})
    response = client.post(at("hand_in_workbook", form.code), {"file": named(content)})
    html = response.content.decode()
    assert response.status_code == 422
    assert "<code>F2</code> “停”" in html
    assert not Answer.objects.exists()
    marked = client.get(at("marked_answers", form.code, Upload.objects.get().pk))
    assert load_workbook(io.BytesIO(marked.content))["进展报告"]["F2"].comment is not None


def test_a_workbook_handed_in_twice_is_refused(client, form, body):
    response = client.get(at("workbook_to_fill", form.code, period=PERIOD))
    content = typed_into(response.content, {"本期进展": "已竣工", "状态": "已完成", "累计支出（万元）": 12.5})
    client.post(at("hand_in_workbook", form.code), {"file": named(content)})
    response = client.post(at("hand_in_workbook", form.code), {"file": named(content)})
    assert "已有人保存" in response.content.decode()
    assert Answer.objects.count() == 1


def test_what_is_no_workbook_is_refused_in_words(client, form, officer):
    response = client.post(at("hand_in_workbook", form.code), {"file": named(b"%PDF-1.4")})
    assert response.status_code == 422
    assert "xlsx" in response.content.decode()


def define(code, text):
    """A formula of the city, of which the rules of a form may speak."""
    formulas.define_formula(
        names=Names(code=code, name="规模限制"), purpose=FormulaPurpose.MONITOR, text=text,
        terms=Terms(valid_from=date(2025, 1, 1), clause="第三条"), origin=Origin.own(), by=SYSTEM, at=NOON,
    )  # fmt: skip


def end(code):
    """Let a formula end, so that nobody can speak of it any more."""
    formula = Formula.objects.get(code=code)
    ended = Terms(valid_from=date(2025, 1, 1), valid_until=date(2025, 12, 31), clause="废止")
    formulas.add_formula_version(formula=formula, after=1, text="是机关", terms=ended, by=SYSTEM, at=NOON)


def named(content):
    return SimpleUploadedFile("填报.xlsx", content)


def typed_into(content, values):
    book = load_workbook(io.BytesIO(content))
    page = book.worksheets[0]
    heads = {cell.value: cell.column for cell in page[1]}
    for head, value in values.items():
        page.cell(2, heads[head]).value = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_an_answer_is_read_with_its_reasons_and_revisions(client, form, body):
    first = answer_form(about=about(form, body), given=Given(raw=RIGHT), by=SYSTEM, at=NOON)
    answer_form(
        about=about(form, body),
        given=Given(raw=RIGHT | {"spent": "130"}),
        seen=first.mark,
        by=SYSTEM,
        at=NOON,
    )
    html = client.get(at("answer", first.pk)).content.decode()
    assert "120.5万元" in html
    assert "第2次报送" in html
    assert "data-draft-done" in html


def test_a_draft_is_thrown_away_on_its_page(client, form, body):
    draft = save_draft(about=about(form, body), given=Given(raw=RIGHT), by=SYSTEM, at=NOON)
    client.post(at("drop_answer", draft.pk))
    assert not Answer.objects.exists()


def test_the_empty_form_and_an_answer_are_printed(client, form, body):
    answer = answer_form(about=about(form, body), given=Given(raw=RIGHT), by=SYSTEM, at=NOON)
    empty = client.get(at("empty_docx", form.code))
    text = zipfile.ZipFile(io.BytesIO(empty.content)).read("word/document.xml").decode()
    assert "□正常推进" in text
    assert "本期进展*" in text
    filled_in = client.get(at("answer_docx", answer.pk))
    text = zipfile.ZipFile(io.BytesIO(filled_in.content)).read("word/document.xml").decode()
    assert "正常推进" in text
    assert "120.5" in text
    assert client.get(at("empty_pdf", form.code)).content.startswith(b"%PDF")
    assert client.get(at("answer_pdf", answer.pk)).content.startswith(b"%PDF")


def test_lists_of_forms_and_answers_are_opened(client, form, body):
    answer_form(about=about(form, body), given=Given(raw=RIGHT), by=SYSTEM, at=NOON)
    assert "进展报告" in client.get(at("ask_forms")).content.decode()
    html = client.get(at("answers")).content.decode()
    assert str(body) in html
    assert "已报送" in html


def test_the_page_costs_the_same_queries_however_many_fields_there_are(client, form, body):
    few = _cost(lambda: opened(client, form, body))
    many = [{"code": f"more{number}", "name": f"另{number}"} for number in range(29)]
    other = stored_as("wide", [*FIELDS, *many])
    assert _cost(lambda: opened(client, other, body)) == few <= 20


def stored_as(code, fields, valid_from=date(2025, 1, 1)):
    terms = Terms(valid_from=valid_from, clause="第三条")
    written = {"names": Names(code=code, name=code), "text": text_of(fields=fields), "terms": terms}
    return write_form(**written, origin=Origin.own(), by=SYSTEM, at=NOON)


def _cost(page):
    page()
    with CaptureQueriesContext(connection) as queries:
        assert page().status_code == 200
    return len(queries)
