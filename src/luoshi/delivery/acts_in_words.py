"""What the acts of the delivery room are called (任务操作的说法)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.delivery.models import Finding
from luoshi.delivery.returned_words import VERDICTS
from luoshi.delivery.wording import LIGHTS
from luoshi.kernel.telling import Field, Thing, register_fields, register_sentences, register_things


def register() -> None:
    """Called once, by `ready()`."""
    register_things(THINGS)
    register_fields(FIELDS)
    register_sentences(SENTENCES)


def _page(route: str):
    return lambda key: reverse(f"delivery:{route}", args=[key])


SENTENCES = {
    "delivery.assignment_issued": _("%(who)s issued %(what)s"),
    "delivery.assignment_taken_over": _("%(who)s took over %(what)s from a former ledger"),
    "delivery.take_over_undone": _("%(who)s took back what a former ledger had entered: %(what)s"),
    "delivery.year_settled": _("%(who)s settled a year of %(what)s"),
    "delivery.assignment_carried": _("%(who)s carried %(what)s over to another day"),
    "delivery.milestone_settled": _("%(who)s settled a milestone of %(what)s"),
    "delivery.draw_announced": _("%(who)s announced the draw %(what)s"),
    "delivery.checks_drawn": _("%(who)s drew spot checks: %(what)s"),
    "delivery.check_found": _("%(who)s looked at %(what)s on the spot"),
    "delivery.opened_after_check": _("%(who)s had %(what)s go on as another after a spot check"),
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
THINGS = {
    "delivery.assignment": Thing(
        label=_("assignment"), name="title", asked_by="title", leads_to=_page("assignment")
    ),
    "delivery.progressreport": Thing(
        label=_("progress report"), name="matter__title", leads_to=_page("report")
    ),
    "delivery.reportround": Thing(label=_("round of reporting"), name="period", leads_to=_page("round")),
    "delivery.checkdraw": Thing(label=_("draw of spot checks"), name="title", leads_to=_page("check_draw")),
    "delivery.spotcheck": Thing(label=_("spot check"), name="matter__title", leads_to=_page("spot_check")),
    "delivery.returnedfile": Thing(
        label=_("file that came back"), name="upload__name", leads_to=_page("returned")
    ),
    "delivery.majormark": Thing(label=_("major matter"), name="assignment__title"),
    "delivery.lightrule": Thing(label=_("rule of lights"), name="clause"),
}
FIELDS = {
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
    "row": Field(label=_("row of the ledger")),
    "settled_close": Field(label=_("closed")),
    "settled_carry": Field(label=_("carried over")),
    "settled_drop": Field(label=_("no longer pursued")),
    "successor": Field(label=_("goes on as"), of="delivery.assignment"),
    "population": Field(label=_("could be drawn")),
    "to_draw": Field(label=_("how many are drawn")),
    "seed": Field(label=_("seed")),
    "drawn": Field(label=_("drawn")),
    "finding": Field(label=_("found"), choices=dict(Finding.choices)),
    "light": Field(label=_("light"), choices={each.value: words for each, words in LIGHTS.items()}),
    "red": Field(label=_("red when")),
    "yellow": Field(label=_("yellow when")),
}
