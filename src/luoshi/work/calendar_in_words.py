"""What the acts on the calendar are called (工作日历操作的说法)."""

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.telling import Field, Thing, register_fields, register_sentences, register_things


def register() -> None:
    """Called once, by `ready()`."""
    register_things(
        {
            "work.yearnotice": Thing(
                label=_("yearly notice"),
                name=Concat(Cast(F("year"), CharField()), Value(" · "), F("title")),
                asked_by="title",
                leads_to=lambda key: reverse("work:year_notice", args=[key]),
            )
        }
    )
    register_fields(
        {
            "year": Field(label=_("year")),
            "document_number": Field(label=_("document number")),
            "days_named": Field(label=_("days named")),
        }
    )
    register_sentences({"work.year_notice_imported": _("%(who)s took in the holidays of %(what)s.")})
