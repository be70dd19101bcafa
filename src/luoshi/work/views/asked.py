"""What is asked of whom on a page (填报请求): read from the address and from what a page sends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode

from luoshi.formula.catalogue import COLLECTED
from luoshi.kernel import clock
from luoshi.kernel.formulas.words import of
from luoshi.kernel.models import Upload
from luoshi.kernel.services.files import store_upload
from luoshi.kit.lists.filters import sayable
from luoshi.work.asking import made_to_read
from luoshi.work.asking.keeping import figures_of
from luoshi.work.asking.showing import PREFIX, as_read
from luoshi.work.asking.words import rule_sentence
from luoshi.work.engine.asking import Compiled, FieldKind
from luoshi.work.models import Answer, AskForm, AskFormVersion
from luoshi.work.models.asking import NOTHING_YET
from luoshi.work.queries import asking as queries
from luoshi.work.services.asking import About

KEEP, REASON = "keep-", "reason-"
MOST_BODIES = 200
MOST_FILES = 20  # at one field


@dataclass(frozen=True)
class Asked:
    """A version of a form that is asked of a body about something, with all that is known of it."""

    about: About
    version: AskFormVersion
    made: Compiled
    on: date
    now: Answer | None = None
    before: Answer | None = None
    beyond: Any = field(default=None, compare=False)

    @classmethod
    def of(cls, about: About, *, on: date) -> Asked | None:
        """As it is in force on a day; nothing when it is not, or when its formulas no longer hold."""
        version = queries.version_in_force(about.form, on)
        made = queries.made_if_sound(version, on=on)
        if version is None or made is None:
            return None
        columns = about.columns()
        return cls(
            about,
            version,
            made,
            on,
            queries.current(**columns),
            queries.answer_before(**columns),
            queries.known_of(about.body, on=on),
        )

    @classmethod
    def kept(cls, answer: Answer) -> Asked:
        """As it was asked when this was answered."""
        about = About(**queries.about_of(answer))
        on = clock.day_of(answer.sent_at or answer.saved_at)
        made = made_to_read(answer.version, on=on)
        return cls(about, answer.version, made, on, answer, queries.answer_before(**about.columns()))

    @property
    def mark(self) -> str:
        return self.now.mark if self.now else NOTHING_YET

    @cached_property
    def last(self) -> dict[str, Any]:
        """What was said last, as this version holds it."""
        return figures_of(self.made.form, self.before.values) if self.before else {}

    @property
    def url(self) -> str:
        asked: dict[str, Any] = {
            "body": self.about.body.pk,
            "subject": self.about.subject,
            "period": self.about.period,
        }
        query = urlencode({name: value for name, value in asked.items() if value != ""})
        return f"{reverse('work:answer_form', args=[self.about.form.code])}?{query}"

    def draft_key(self, user: Any) -> str:
        """Under which a browser keeps what this person types here."""
        about = self.about
        return f"ask:{user.pk}:{about.form.code}:{about.body.pk}:{about.subject}:{about.period}"

    @property
    def purposes(self) -> list[tuple[str, str]]:
        """What the answers are used for, and on which basis."""
        return [(of(COLLECTED[each.purpose]), each.basis) for each in self.made.form.purposes]

    def differing(self, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[tuple[str, str]]:
        """What somebody else has saved otherwise: the field, and what stands there by now."""
        return [
            (of(each.said), as_read(each, theirs.get(each.code)) or "—")
            for each in self.made.form.fields
            if mine.get(each.code) != theirs.get(each.code)
        ]

    def reasons(self, said: Mapping[str, str]) -> list[tuple[str, str]]:
        """Each rule that was in doubt, read out, with why it is so."""
        known = {each.rule.code: each for each in self.made.rules}
        return [
            (of(known[code].rule.said) or rule_sentence(self.made, code), text)
            for code, text in said.items()
            if code in known
        ]


def form_called(request: Any, code: str) -> AskForm:
    found: AskForm = get_object_or_404(AskForm.objects.visible_to(request.user), code=code)
    return found


def about_in(request: Any, form: AskForm) -> About | None:
    """Of whom and about what is asked; nothing while the body has to be chosen. 404 for one of others."""
    sent = request.POST if request.method == "POST" else request.GET
    bodies = queries.bodies_to_answer_for(request.user, on=clock.today())
    body = sent.get("body", "")
    if body:
        found = bodies.filter(pk=int(body)).first() if body.isdecimal() and len(body) < 19 else None
        if found is None:
            raise Http404
    else:
        few = list(bodies[:2])
        if len(few) != 1 or "period" not in sent:
            return None
        found = few[0]
    subject, period = (sayable(sent.get(name, "")) for name in ("subject", "period"))
    return About(form=form, body=found, subject=subject[:80], period=period[:12])


def choices_for(request: Any, form: AskForm) -> dict[str, Any]:
    """The bodies for which this person may answer, and the period that is under way."""
    today = clock.today()
    bodies = queries.bodies_to_answer_for(request.user, on=today)[:MOST_BODIES]
    return {"bodies": list(bodies), "period": today.strftime("%Y-%m")}


def raw_in(request: Any, asked: Asked) -> dict[str, Any]:
    """What was typed, by field."""
    form = asked.made.form
    return {
        each.code: request.POST.get(PREFIX + each.code, "")
        for each in form.fields
        if each.kind is not FieldKind.FILE
    }


def files_in(request: Any, asked: Asked) -> dict[str, list[Upload]]:
    """The files of each field: those that stay, and those that came. Raises FileEmpty or FileTooLarge."""
    found: dict[str, list[Upload]] = {}
    for each in asked.made.form.fields:
        if each.kind is not FieldKind.FILE:
            continue
        kept = [
            int(key) for key in request.POST.getlist(KEEP + each.code) if key.isdecimal() and len(key) < 19
        ]
        uploads = list(Upload.objects.filter(pk__in=kept[:MOST_FILES]).order_by("pk"))
        for file in request.FILES.getlist(PREFIX + each.code)[:MOST_FILES]:
            content = file.read()
            uploads.append(store_upload(content=content, name=file.name, by=request.user, at=clock.now()))
        if uploads:
            found[each.code] = uploads
    return found


def reasons_in(request: Any) -> dict[str, str]:
    """The reason for each doubt, by its rule."""
    return {
        name.removeprefix(REASON): value for name, value in request.POST.items() if name.startswith(REASON)
    }
