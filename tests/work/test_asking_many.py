"""A workbook for all agencies costs few statements, and of those who save at once one wins (批量填报)."""

import io
import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.clock import day_of
from luoshi.kernel.models import AuditEntry
from luoshi.work.asking import workbook
from luoshi.work.models import Answer
from luoshi.work.queries import ask_sheets
from luoshi.work.services.ask_sheets import SheetEmpty, SheetFaulty, hand_in_sheet
from luoshi.work.services.asking import About, Given, SavedMeanwhile, answer_form, save_draft
from tests.kernel.factories import NOON, AreaFactory, BodyFactory
from tests.work.asking import RIGHT, stored

ON = day_of(NOON)
PERIOD = "2025-09"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def bodies(number):
    area = AreaFactory()
    return [BodyFactory(area=area) for _each in range(number)]


def rows_of(form, found, period=PERIOD):
    asking = ask_sheets.asking_of(form, on=ON)
    return asking, ask_sheets.rows_to_fill(form, asking, bodies=found, period=period, by=SYSTEM, on=ON)


def sheet(form, found, typed):
    """The workbook of these bodies, with the same typed into each row."""
    asking, rows = rows_of(form, found)
    book = load_workbook(io.BytesIO(workbook(asking, rows)))
    page = book.worksheets[0]
    heads = {cell.value: cell.column for cell in page[1]}
    for line in range(2, len(found) + 2):
        for head, value in typed.items():
            page.cell(line, heads[head]).value = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


TYPED = {"本期进展": "完成", "状态": "正常推进", "累计支出（万元）": 12}


def hand_in(form, content):
    return hand_in_sheet(form=form, content=content, name="填报.xlsx", by=SYSTEM, at=NOON)


@pytest.mark.django_db
def test_the_workbook_of_many_bodies_costs_the_queries_of_one():
    form, few = stored(), bodies(1)
    many = bodies(29)
    rows_of(form, few)
    with CaptureQueriesContext(connection) as of_one:
        rows_of(form, few)
    with CaptureQueriesContext(connection) as of_many:
        assert len(rows_of(form, many)[1]) == 29
    assert len(of_many) == len(of_one) <= 8


@pytest.mark.django_db
def test_twenty_six_agencies_in_one_workbook_are_one_act():
    form, found = stored(), bodies(26)
    before = AuditEntry.objects.count()
    taken = hand_in(form, sheet(form, found, TYPED))
    assert {answer.body for answer in taken.answers} == set(found)
    assert all(answer.is_sent for answer in taken.answers)
    assert AuditEntry.objects.count() == before + 2  # the file, and what it brought


@pytest.mark.django_db
def test_one_wrong_cell_of_twenty_six_rows_keeps_everything_out():
    form, found = stored(), bodies(26)
    book = load_workbook(io.BytesIO(sheet(form, found, TYPED)))
    book.worksheets[0]["F14"].value = "somewhere"
    buffer = io.BytesIO()
    book.save(buffer)
    with pytest.raises(SheetFaulty) as refused:
        hand_in(form, buffer.getvalue())
    assert [(fault.cell, fault.code) for fault in refused.value.faults] == [("F14", "not_a_choice")]
    assert not Answer.objects.exists()


@pytest.mark.django_db
def test_an_untouched_workbook_sends_nothing():
    form, found = stored(), bodies(2)
    asking, rows = rows_of(form, found)
    with pytest.raises(SheetEmpty):
        hand_in(form, workbook(asking, rows))


@pytest.mark.django_db
def test_the_workbook_of_the_next_month_shows_what_was_said_last():
    form, found = stored(), bodies(1)
    answer_form(
        about=About(form=form, body=found[0], period="2025-08"), given=Given(raw=RIGHT), by=SYSTEM, at=NOON
    )
    (row,) = rows_of(form, found)[1]
    assert row.last["done"] == RIGHT["done"]
    assert str(row.values["spent"]) == "120.5"


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_save_at_once_exactly_one_is_kept():
    form, (body,) = stored(), bodies(1)
    about = About(form=form, body=body, period=PERIOD)
    first = save_draft(about=about, given=Given(raw=RIGHT), by=SYSTEM, at=NOON)
    start, told = threading.Barrier(8), []

    def save(number):
        try:
            start.wait()
            raw = RIGHT | {"people": str(number)}
            save_draft(about=about, given=Given(raw=raw), seen=first.mark, by=SYSTEM, at=NOON)
            told.append(number)
        except SavedMeanwhile:
            told.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = [each for each in told if each != "told"]
    assert len(told) == 8
    answer = Answer.objects.get()
    assert (answer.mark, answer.values["people"]) == ("1.2", str(winner))
