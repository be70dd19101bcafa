"""A round asks, beside the words of a report, a form of the city's own of each task: one declaration, every way in."""

import io

import openpyxl
import pytest
from django.urls import reverse

from luoshi.delivery.refusals import StillUnanswered
from luoshi.delivery.services import reports
from luoshi.work.services.asking import About, Given, save_draft, send_answer
from luoshi.work.services.matters import move
from tests.delivery.factories import DUE, Office
from tests.kernel.factories import LATER, NOON
from tests.work.asking import RIGHT, stored

pytestmark = pytest.mark.django_db
PERIOD = "2025-09"


@pytest.fixture
def office():
    office = Office()
    office.task = office.working()
    office.form = stored()
    office.round = reports.open_round(
        issuer=office.issuer, period=PERIOD, due_on=DUE, form=office.form, by=office.desk, at=NOON
    )
    return office


def answer(office):
    about = About(form=office.form, body=office.lead, subject=f"assignment:{office.task.pk}", period=PERIOD)
    draft = save_draft(about=about, given=Given(raw=RIGHT), by=office.officer, at=LATER)
    return send_answer(answer=draft, seen=draft.mark, by=office.officer, at=LATER)


def asked(office):
    return office.round.asks.get()


def test_a_round_is_whole_with_words_and_figures(office):
    office.report(office.task)
    with pytest.raises(StillUnanswered):
        move(matter=asked(office).matter, move="hand_in", by=office.officer, at=LATER)
    answer(office)
    move(matter=asked(office).matter, move="hand_in", by=office.officer, at=LATER)


def test_the_last_report_closes_the_round_once_the_figures_are_there(office):
    answer(office)
    office.report(office.task)
    assert asked(office).matter.state == "reported"


def test_the_page_of_the_round_leads_to_the_form_about_each_task(office, client):
    client.force_login(office.officer)
    page = client.get(reverse("delivery:round_of", args=[asked(office).pk])).content.decode()
    assert f"subject=assignment%3A{office.task.pk}" in page


def test_all_tasks_of_a_body_are_asked_in_one_workbook(office, client):
    office.working(title="第二项任务")
    client.force_login(office.officer)
    answered = client.get(reverse("delivery:form_workbook", args=[asked(office).pk]))
    book = openpyxl.load_workbook(io.BytesIO(answered.content))
    words = {cell.value for row in book.active.iter_rows() for cell in row}
    assert {office.task.title, "第二项任务"} <= words


def test_the_report_shows_what_was_answered_beside_it(office, client):
    answer(office)
    report = office.report(office.task)
    client.force_login(office.officer)
    page = client.get(reverse("delivery:report", args=[report.pk])).content.decode()
    assert office.form.name in page
