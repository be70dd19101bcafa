"""Addresses of forms and answers, with a form that is in force and what a body answered to it (填报网址样例)."""

from collections.abc import Callable
from typing import Any

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.clock import day_of
from luoshi.kernel.models import Body, User
from luoshi.kernel.services.files import store_upload
from luoshi.work.asking import workbook
from luoshi.work.models import Answer, AnswerFile, AskForm
from luoshi.work.queries import ask_sheets
from luoshi.work.services.asking import About, Given, answer_form
from tests.kernel.factories import NOON
from tests.work import asking


def a_form() -> list:
    """A form that is in force."""
    if not AskForm.objects.exists():
        asking.stored()
    return [AskForm.objects.earliest("pk").code]


def an_answer(*args: object) -> list:
    """What a body answered, with a file."""
    if not Answer.objects.exists():
        _answer()
    return [Answer.objects.earliest("pk").pk, *args]


def _answer() -> None:
    admin = User.objects.get(username="admin")
    upload = store_upload(content=b"%PDF-1.4", name="附件.pdf", by=admin, at=NOON)
    about = About(
        form=AskForm.objects.get(code=a_form()[0]), body=Body.objects.earliest("pk"), period="2025-09"
    )
    given = Given(raw=asking.RIGHT, files={"photo": [upload]})
    answer_form(about=about, given=given, by=admin, at=NOON)


def file_of_answer() -> list:
    return an_answer(AnswerFile.objects.get(answer=an_answer()[0]).upload_id)


def answered_workbook() -> list:
    """A workbook that was handed in."""
    admin = User.objects.get(username="admin")
    form = AskForm.objects.get(code=a_form()[0])
    on = day_of(NOON)
    sheet = ask_sheets.asking_of(form, on=on)
    rows = ask_sheets.rows_to_fill(
        form, sheet, bodies=[Body.objects.latest("pk")], period="2025-10", by=SYSTEM, on=on
    )
    upload = store_upload(content=workbook(sheet, rows), name="填报.xlsx", by=admin, at=NOON)
    return [form.code, upload.pk]


def to_answer() -> dict:
    return {"body": Body.objects.earliest("pk").pk, "period": "2025-09"}


ARGUMENTS: dict[str, Callable[[], list]] = {
    **{f"work:{page}": list for page in ("ask_forms", "write_ask_form", "answers")},
    **{
        f"work:{page}": a_form
        for page in (
            "ask_form",
            "write_ask_form_version",
            "answer_form",
            "workbook_to_fill",
            "hand_in_workbook",
        )
    },
    **{f"work:{page}": a_form for page in ("empty_docx", "empty_pdf", "form_schema")},
    **{f"work:{page}": an_answer for page in ("answer", "answer_docx", "answer_pdf")},
    "work:answer_file": file_of_answer,
    "work:marked_answers": answered_workbook,
}
QUERIES: dict[str, Any] = {"work:answer_form": to_answer}
FILES = {
    "work:draft_file",
    "work:paper_file",
    "work:paper_received_file",
    "work:bell",
    "work:receipt",
    "work:empty_docx",
    "work:empty_pdf",
    "work:form_schema",
    "work:answer_docx",
    "work:answer_pdf",
    "work:answer_file",
    "work:workbook_to_fill",
    "work:marked_answers",
}
