"""The addresses of forms and answers (表单网址)."""

from django.urls import URLPattern, path

from luoshi.work import api
from luoshi.work.views import ask_forms, ask_papers, ask_sheets, asking

urlpatterns: list[URLPattern] = [
    path("forms/", ask_forms.ask_forms, name="ask_forms"),
    path("forms/_new/", ask_forms.write_ask_form, name="write_ask_form"),
    path("forms/_examine/", ask_forms.examine_ask_form, name="examine_ask_form"),
    path("forms/<slug:code>/", ask_forms.ask_form, name="ask_form"),
    path("forms/<slug:code>/write/", ask_forms.write_ask_form_version, name="write_ask_form_version"),
    path("forms/<slug:code>/empty.docx", ask_papers.empty_docx, name="empty_docx"),
    path("forms/<slug:code>/empty.pdf", ask_papers.empty_pdf, name="empty_pdf"),
    path("forms/<slug:code>/answer/", asking.answer_form, name="answer_form"),
    path("forms/<slug:code>/check/", asking.check_answer, name="check_answer"),
    path("forms/<slug:code>/workbook.xlsx", ask_sheets.workbook_to_fill, name="workbook_to_fill"),
    path("forms/<slug:code>/hand-in/", ask_sheets.hand_in_workbook, name="hand_in_workbook"),
    path("forms/<slug:code>/marked/<int:upload>.xlsx", ask_sheets.marked_answers, name="marked_answers"),
    path("answers/", asking.answers, name="answers"),
    path("answers/<int:pk>/", asking.answer, name="answer"),
    path("answers/<int:pk>/answer.docx", ask_papers.answer_docx, name="answer_docx"),
    path("answers/<int:pk>/answer.pdf", ask_papers.answer_pdf, name="answer_pdf"),
    path("answers/<int:pk>/drop/", asking.drop_draft, name="drop_answer"),
    path("answers/<int:pk>/files/<int:upload>/", asking.answer_file, name="answer_file"),
    path("api/forms/<slug:code>/", api.form_schema, name="form_schema"),
    path("api/forms/<slug:code>/answers/", api.send_answer, name="send_answer"),
]
