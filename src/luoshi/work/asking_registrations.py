"""What the form engine registers with the kernel (表单登记): rights, words, lists, pointers."""

from __future__ import annotations

from django.db.models import F, TextField, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import ANY, OWN_AREA, OWN_BODY, SIGNED_IN, register_act
from luoshi.kernel.hanging import register_pointers
from luoshi.kernel.telling import Field, Thing, register_fields, register_sentences, register_things
from luoshi.kit import navigation
from luoshi.kit.sheets.wording import also_say
from luoshi.work.asking import words
from luoshi.work.lists import asking as lists

ANSWERING = {
    "administrator": ANY,
    "lead_officer": OWN_AREA,
    "body_administrator": OWN_BODY,
    "officer": OWN_BODY,
    "clerk": OWN_BODY,
}


def register() -> None:
    """Called once, by `ready()`."""
    register_act("work.read_forms", label=_("see which forms there are"), to={SIGNED_IN: ANY})
    register_act("work.write_forms", label=_("write forms"), to={"administrator": ANY, "lead_officer": ANY})
    register_act("work.answer_forms", label=_("answer forms for a body"), to=ANSWERING)
    register_act(
        "work.read_answers",
        label=_("read what bodies answered"),
        to={**ANSWERING, "auditor": ANY, "leader": OWN_AREA},
    )
    also_say(words.SENTENCES)
    lists.register()
    register_things(THINGS)
    register_fields(FIELDS)
    register_sentences(SENTENCES)
    register_pointers({"work.answer.body": _("answers to forms")})
    navigation.register(label=_("Forms"), route="work:ask_forms", order=40, act="work.read_forms")


THINGS = {
    "work.askform": Thing(
        label=_("form"),
        name="name",
        key="code",
        leads_to=lambda code: reverse("work:ask_form", args=[code]),
        asked_by="code",
    ),
    "work.answer": Thing(
        label=_("answer"),
        name=Concat(F("form__name"), Value(" · "), F("body__name"), output_field=TextField()),
        leads_to=lambda pk: reverse("work:answer", args=[pk]),
    ),
}
FIELDS = {
    "revision": Field(label=_("revision")),
    "sent_at": Field(label=_("sent at")),
    "doubts": Field(label=_("doubts with a reason")),
}
SENTENCES = {
    "work.form_written": _("%(who)s wrote the form %(what)s."),
    "work.form_version_written": _("%(who)s wrote another version of the form %(what)s."),
    "work.answer_saved": _("%(who)s saved a draft: %(what)s."),
    "work.answer_sent": _("%(who)s sent: %(what)s."),
    "work.answer_dropped": _("%(who)s threw a draft away: %(what)s."),
}
