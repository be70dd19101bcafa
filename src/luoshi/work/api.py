"""The forms for programs (接口): what a form asks as a JSON schema, and answering it; faults as on the page."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from luoshi.kernel import clock
from luoshi.kernel.access import requires
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Upload
from luoshi.work.asking.schema import schema, told
from luoshi.work.engine.asking import FieldKind, FormText
from luoshi.work.models import AskForm
from luoshi.work.models.asking import NOTHING_YET
from luoshi.work.queries import asking as queries
from luoshi.work.services import asking as services

UNREADABLE, CONFLICT = 422, 409


class BodyUnreadable(Refusal):
    code = "work.request_unreadable"
    sentence = _("The request holds no JSON object with “body” (a number) and “values” (an object).")


class ValueUnfit(Refusal):
    code = "work.value_unfit"
    sentence = _("“%(field)s” holds no single value: a text, a number, true, false or null.")


@requires(AskForm.read_act)
@require_safe
def form_schema(request: HttpRequest, code: str) -> JsonResponse:
    """What the form asks today, as a JSON schema (表单结构)."""
    form, version, made = _form(request, code)
    return _answered(
        schema(made, title=str(form), code=form.code, number=version.number, digest=version.digest)
    )


@requires(services.ANSWER)
@require_POST
def send_answer(request: HttpRequest, code: str) -> JsonResponse:
    """Answer the form: saved and sent, or with "draft": true only saved (接口填报)."""
    form, _version, made = _form(request, code)
    try:
        sent = _read(request)
        about = _about(request, form, sent)
        given = _given(sent, made.form)
        fields: dict[str, Any] = {
            "about": about,
            "given": given,
            "seen": str(sent.get("seen") or NOTHING_YET),
            "by": request.user,
            "at": clock.now(),
        }
        if sent.get("draft") is True:
            answer = services.save_draft(**fields)
        else:
            reasons = {str(rule): str(said) for rule, said in dict(sent.get("reasons") or {}).items()}
            answer = services.answer_form(**fields, reasons=reasons)
    except services.Judged as refused:
        kind = "doubts" if isinstance(refused, services.DoubtUnexplained) else "faults"
        return _refused(refused, UNREADABLE, **{kind: told(refused.faults, refused.made)})
    except services.SavedMeanwhile as refused:
        return _refused(refused, CONFLICT)
    except Refusal as refused:
        return _refused(refused, UNREADABLE, field=refused.place)
    found = {"answer": answer.pk, "revision": answer.revision, "seen": answer.mark, "sent": answer.is_sent}
    return _answered(found)


def _form(request: HttpRequest, code: str) -> Any:
    form = get_object_or_404(AskForm.objects.visible_to(request.user), code=code)
    version = queries.version_in_force(form, clock.today())
    made = queries.made_if_sound(version, on=clock.today())
    if made is None:
        raise Http404
    return form, version, made


def _read(request: HttpRequest) -> dict[str, Any]:
    """The object that was sent; a number with a point stays the digits that were written."""
    try:
        sent = json.loads(request.body, parse_float=str)
    except (ValueError, RecursionError):
        raise BodyUnreadable from None
    shaped = isinstance(sent, dict) and isinstance(sent.get("values"), dict)
    if not shaped or type(sent.get("body")) is not int or not isinstance(sent.get("reasons") or {}, dict):
        raise BodyUnreadable
    return dict(sent)


def _about(request: HttpRequest, form: AskForm, sent: dict[str, Any]) -> services.About:
    bodies = queries.bodies_to_answer_for(request.user, on=clock.today())
    body = get_object_or_404(bodies, pk=sent["body"])
    subject, period = (str(sent.get(name) or "") for name in ("subject", "period"))
    return services.About(form=form, body=body, subject=subject[:80], period=period[:12])


def _given(sent: dict[str, Any], form: FormText) -> services.Given:
    files = {each.code for each in form.fields if each.kind is FieldKind.FILE}
    raw = {code: value for code, value in sent["values"].items() if code not in files}
    for code, value in raw.items():
        if isinstance(value, list | dict):
            raise ValueUnfit(place=code, field=code)
    named = {
        code: [pk for pk in value if type(pk) is int]
        for code, value in sent["values"].items()
        if code in files and isinstance(value, list)
    }
    uploads = Upload.objects.in_bulk([pk for each in named.values() for pk in each])
    return services.Given(
        raw=raw, files={code: [uploads[pk] for pk in each if pk in uploads] for code, each in named.items()}
    )


def _refused(refused: Refusal, status: int, **more: Any) -> JsonResponse:
    return _answered({"code": refused.code, "sentence": str(refused), **more}, status=status)


def _answered(found: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(found, status=status, json_dumps_params={"ensure_ascii": False})
