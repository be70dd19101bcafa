"""Who may write forms, answer them, and read what was answered: lines of services and of routes (填报权限表)."""

import io

from openpyxl import load_workbook

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.clock import day_of
from luoshi.kernel.models import Body, Upload
from luoshi.kernel.services.files import store_upload
from luoshi.work.asking import workbook
from luoshi.work.models import Answer, AskForm, AskFormVersion
from luoshi.work.queries import ask_sheets
from luoshi.work.services.asking import About, Given, answer_form, save_draft
from tests.access.rights import BODIES_AT, ONE, ORIGIN, SIGNED_IN
from tests.access.world import OWN_AREA, OWN_BODY, Row, Scene, page, seen
from tests.kernel.factories import NOON
from tests.work.asking import NAMES, RIGHT, TERMS, stored, text_of

WRITERS = {"administrator": ONE, "lead_officer": ONE}
ANSWERERS = {
    "administrator": BODIES_AT,
    "lead_officer": (OWN_BODY, OWN_AREA),
    **dict.fromkeys(("body_administrator", "officer", "clerk"), (OWN_BODY,)),
}
READERS = ANSWERERS | {"auditor": BODIES_AT, "leader": (OWN_BODY, OWN_AREA)}
ANSWERERS_AT_ALL = dict.fromkeys(ANSWERERS, ONE)
# A draft is its body's own, whoever answers and reads in the area.
DRAFTERS = ANSWERERS | {"lead_officer": (OWN_BODY,)}
READERS_AT_ALL = dict.fromkeys(READERS, ONE)
SENT = {
    "valid_from": "2025-01-01",
    "clause": "第三条",
    "after": 0,
    "code": "new_one",
    "name": "新表",
    "text": text_of(),
}
FORM = {"names": NAMES, "text": text_of(), "terms": TERMS, "origin": ORIGIN}


def about(at: Scene) -> About:
    return About(form=stored(), body=at.body, period="2025-09")


def draft(at: Scene, **fields) -> Answer:
    return save_draft(about=about(at), given=Given(raw=RIGHT, **fields), by=SYSTEM, at=NOON)


def of_draft(at: Scene, *args) -> dict:
    return page(draft(at).pk, *args)


def of_sent(at: Scene) -> dict:
    return page(sent(at).pk)


def sent(at: Scene, **fields) -> Answer:
    return answer_form(about=about(at), given=Given(raw=RIGHT, **fields), by=SYSTEM, at=NOON)


def file_of(at: Scene) -> dict:
    upload = store_upload(content=b"%PDF-1.4", name="附件.pdf", by=SYSTEM, at=NOON)
    answer = sent(at, files={"photo": [upload]})
    return page(answer.pk, upload.pk)


def typed(at: Scene, **more) -> dict:
    """What a page sends: the right answer of that body."""
    form = stored()
    values = {f"ask-{code}": value for code, value in RIGHT.items()}
    return page(form.code, body=at.body.pk, period="2025-09", seen="0.0", **values, **more)


def as_json(at: Scene) -> dict:
    """What a program sends."""
    sent = {"body": at.body.pk, "period": "2025-09", "values": RIGHT}
    return page(stored().code) | {"json": sent}


def a_workbook(at: Scene) -> tuple[AskForm, bytes]:
    """The workbook of that body, filled in."""
    form = stored()
    asking = ask_sheets.asking_of(form, on=day_of(NOON))
    bodies = Body.objects.filter(pk=at.body.pk)
    rows = ask_sheets.rows_to_fill(form, asking, bodies=bodies, period="2025-09", by=SYSTEM, on=day_of(NOON))
    book = load_workbook(io.BytesIO(workbook(asking, rows)))
    sheet = book.worksheets[0]
    for column, value in {"E": "完成", "F": "on_track", "H": 12}.items():
        sheet[f"{column}2"] = value
    buffer = io.BytesIO()
    book.save(buffer)
    return form, buffer.getvalue()


def of_workbook(form: AskForm, content: bytes) -> dict:
    return page(form.code, file=("填报.xlsx", content))


def handed_in(at: Scene) -> dict:
    form, content = a_workbook(at)
    return {"form": form, "content": content, "name": "填报.xlsx"}


def refused_workbook(at: Scene) -> dict:
    form, content = a_workbook(at)
    upload = store_upload(content=content, name="填报.xlsx", by=SYSTEM, at=NOON)
    Upload.objects.filter(pk=upload.pk).update(by=at.maker)
    return page(form.code, upload.pk)


SERVICES = {
    "work.services.ask_forms.write_form": Row(WRITERS, lambda at: dict(FORM), (AskForm, AskFormVersion), ONE),
    "work.services.ask_forms.write_form_version": Row(
        WRITERS,
        lambda at: {"form": stored(), "after": 1, "text": text_of(minutes=6), "terms": TERMS},
        (AskFormVersion,),
        ONE,
    ),
    "work.services.asking.save_draft": Row(
        ANSWERERS, lambda at: {"about": about(at), "given": Given(raw=RIGHT)}, (Answer,), BODIES_AT
    ),
    "work.services.asking.send_answer": Row(
        DRAFTERS, lambda at: {"answer": draft(at), "seen": "1.1"}, (Answer,), BODIES_AT
    ),
    "work.services.asking.answer_form": Row(
        ANSWERERS, lambda at: {"about": about(at), "given": Given(raw=RIGHT)}, (Answer,), BODIES_AT
    ),
    "work.services.asking.drop_draft": Row(DRAFTERS, lambda at: {"answer": draft(at)}, (Answer,), BODIES_AT),
    "work.services.ask_sheets.hand_in_sheet": Row(ANSWERERS_AT_ALL, handed_in, (Upload, Answer), ONE),
}
ROUTES = {
    "work:ask_forms GET": seen(SIGNED_IN, places=ONE),
    **{
        f"work:{name} GET": seen(SIGNED_IN, lambda at: page(stored().code), places=ONE)
        for name in ("ask_form", "empty_docx", "empty_pdf", "form_schema")
    },
    "work:write_ask_form GET": seen(WRITERS, places=ONE),
    "work:write_ask_form POST": Row(WRITERS, lambda at: page(**SENT), (AskForm, AskFormVersion), ONE),
    "work:examine_ask_form POST": seen(WRITERS, lambda at: page(text=text_of()), places=ONE),
    "work:write_ask_form_version GET": seen(WRITERS, lambda at: page(stored().code), places=ONE),
    "work:write_ask_form_version POST": Row(
        WRITERS, lambda at: page(stored().code, **SENT | {"after": 1}), (AskFormVersion,), ONE
    ),
    "work:answer_form GET": seen(ANSWERERS, typed, places=BODIES_AT),
    "work:answer_form POST": Row(ANSWERERS, lambda at: typed(at, send="1"), (Answer,), BODIES_AT),
    "work:check_answer POST": seen(ANSWERERS, typed, places=BODIES_AT),
    "work:send_answer POST": Row(ANSWERERS, as_json, (Answer,), BODIES_AT),
    "work:workbook_to_fill GET": seen(ANSWERERS_AT_ALL, lambda at: page(stored().code), places=ONE),
    "work:hand_in_workbook GET": seen(ANSWERERS_AT_ALL, lambda at: page(stored().code), places=ONE),
    "work:hand_in_workbook POST": Row(
        ANSWERERS_AT_ALL,
        lambda at: of_workbook(*a_workbook(at)),
        (Upload, Answer),
        ONE,
    ),
    "work:marked_answers GET": seen(ANSWERERS_AT_ALL, refused_workbook, places=ONE),
    "work:answers GET": seen(READERS_AT_ALL, places=ONE),
    "work:answer GET": seen(READERS, of_sent, places=BODIES_AT),
    "work:answer_docx GET": seen(READERS, of_sent, places=BODIES_AT),
    "work:answer_pdf GET": seen(READERS, of_sent, places=BODIES_AT),
    "work:answer_file GET": seen(READERS, file_of, places=BODIES_AT),
    "work:drop_answer POST": Row(DRAFTERS, of_draft, (Answer,), BODIES_AT),
}
