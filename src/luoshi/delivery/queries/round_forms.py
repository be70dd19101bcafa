"""What tasks are asked by the form of a round, beside the words of their reports (批次表单)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from luoshi.delivery.models import Assignment, ProgressReport, ReportRound
from luoshi.work.models import Answer

SUBJECT = "assignment:"


def subject_of(assignment: int) -> str:
    """By which key an answer is about a task."""
    return f"{SUBJECT}{assignment}"


def answers_in(opened: ReportRound, *, lead: int, assignments: Iterable[int]) -> dict[int, Answer]:
    """What was sent about these tasks in the round, the revision that stands."""
    if opened.form_id is None:
        return {}
    subjects = {subject_of(each): each for each in assignments}
    rows = Answer.objects.filter(form=opened.form_id, body=lead, period=opened.period, subject__in=subjects)
    return {subjects[row.subject]: row for row in rows.standing().order_by("pk")}


def unanswered_in(opened: ReportRound, *, lead: int) -> list[int]:
    """The tasks under way of a lead about which the form of the round was not answered."""
    if opened.form_id is None:
        return []
    rows = Assignment.objects.under_way().filter(
        issuer=opened.issuer_id, lead=lead, issued_at__lte=opened.opened_at
    )
    asked = list(rows.order_by("pk").values_list("pk", flat=True))
    answered = answers_in(opened, lead=lead, assignments=asked)
    return [each for each in asked if each not in answered]


def address_of(opened: ReportRound, *, lead: int, assignment: int) -> str:
    """Where the form is answered about a task."""
    if opened.form is None:
        return ""
    about: dict[str, Any] = {"body": lead, "subject": subject_of(assignment), "period": opened.period}
    return f"{reverse('work:answer_form', args=[opened.form.code])}?{urlencode(about)}"


def answers_beside(report: ProgressReport, *, by: Any) -> QuerySet[Answer]:
    """What was answered about the tasks of a report for its period, as far as this person may read it."""
    subjects = [subject_of(each) for each in report.about.values_list("assignment", flat=True)]
    rows = Answer.objects.visible_to(by).filter(
        body=report.body_id, period=report.period, subject__in=subjects
    )
    return rows.standing().select_related("form").order_by("form__name", "subject", "pk")
