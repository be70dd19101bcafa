"""What the acts of the delivery room are called (任务操作的说法)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.delivery.returned_words import VERDICTS
from luoshi.delivery.wording import LIGHTS
from luoshi.kernel.telling import Field, Thing, register_fields, register_sentences, register_things


def register() -> None:
    """Called once, by `ready()`."""
    register_things(
        {
            "delivery.assignment": Thing(
                label=_("assignment"), name="title", asked_by="title", leads_to=_page("assignment")
            ),
            "delivery.progressreport": Thing(
                label=_("progress report"), name="matter__title", leads_to=_page("report")
            ),
            "delivery.reportround": Thing(
                label=_("round of reporting"), name="period", leads_to=_page("round")
            ),
            "delivery.returnedfile": Thing(
                label=_("file that came back"), name="upload__name", leads_to=_page("returned")
            ),
            "delivery.majormark": Thing(label=_("major matter"), name="assignment__title"),
            "delivery.lightrule": Thing(label=_("rule of lights"), name="clause"),
        }
    )
    register_fields(
        {
            "lead": Field(label=_("leading body"), of="kernel.body"),
            "milestone": Field(label=_("milestone")),
            "parts": Field(label=_("parts")),
            "assignments": Field(label=_("assignments")),
            "period": Field(label=_("period")),
            "files": Field(label=_("files")),
            "reports": Field(label=_("reports")),
            "verdict": Field(
                label=_("result of the check"),
                choices={each.value: words for each, words in VERDICTS.items()},
            ),
            "light": Field(label=_("light"), choices={each.value: words for each, words in LIGHTS.items()}),
            "red": Field(label=_("red when")),
            "yellow": Field(label=_("yellow when")),
        }
    )
    register_sentences(SENTENCES)


def _page(route: str):
    return lambda key: reverse(f"delivery:{route}", args=[key])


SENTENCES = {
    "delivery.assignment_issued": _("%(who)s issued %(what)s"),
    "delivery.assignment_split": _("%(who)s split %(what)s"),
    "delivery.tasks_issued": _("%(who)s issued tasks of %(what)s"),
    "delivery.lead_changed": _("%(who)s gave %(what)s to another body"),
    "delivery.milestone_stated": _("%(who)s added a milestone to %(what)s"),
    "delivery.milestone_withdrawn": _("%(who)s gave up a milestone of %(what)s"),
    "delivery.progress_reported": _("%(who)s reported: %(what)s"),
    "delivery.round_opened": _("%(who)s opened the round of reporting %(what)s"),
    "delivery.files_handed_in": _("%(who)s handed in files for the round of reporting %(what)s"),
    "delivery.file_checked": _("%(who)s had the file %(what)s checked"),
    "delivery.entering_asked_for": _(
        "%(who)s had the sound files of the round of reporting %(what)s entered"
    ),
    "delivery.file_taken_in": _("%(who)s entered what the file %(what)s says"),
    "delivery.file_refused": _("%(who)s could not enter the file %(what)s"),
    "delivery.major_marked": _("%(who)s marked as major: %(what)s"),
    "delivery.major_ended": _("%(who)s no longer counts as major: %(what)s"),
    "delivery.rule_set": _("%(who)s decided when lights are red and yellow (%(what)s)"),
    "delivery.light_set": _("%(who)s set the light of %(what)s by name"),
    "delivery.light_ended": _("%(who)s let the rule speak again about %(what)s"),
}
