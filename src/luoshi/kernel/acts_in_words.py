"""What the kernel's own acts are called (内核操作的说法)."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access.acts import ROLES
from luoshi.kernel.models import BodyKind, Language
from luoshi.kernel.retention import RULES
from luoshi.kernel.telling import Field, Thing, register_fields, register_sentences, register_things
from luoshi.kernel.waiting import WAITING

DOT = Value(" · ")


def register() -> None:
    """Called once, by `ready()`."""
    register_things(THINGS)
    register_fields(FIELDS)
    for sentences in (ACCOUNTS, BODIES, LISTS, FORMULAS, INSTALLATION):
        register_sentences(sentences)


def _page(route: str):
    return lambda key: reverse(f"kernel:{route}", args=[key])


def _roles() -> dict[Any, str]:
    """The roles that we ship, in the reader's language; a city's own keep their code."""
    is_english = get_language() == "en"
    return {code: role.name_en if is_english else role.name for code, role in ROLES.items()}


def _rules() -> dict[Any, Any]:
    return {code: rule.label for code, rule in RULES.items()}


def _handed(items: Any) -> str:
    """What went over to somebody, and what went back to its holder instead."""
    back = gettext("back with its holder")
    said = (
        f"{WAITING[each['kind']].label if each['kind'] in WAITING else each['kind']}: {each['name']}"
        f"{'' if each['is_passed'] else f' ({back})'}"
        for each in items
    )
    return pgettext("in a list", "; ").join(said)


THINGS = {
    "kernel.user": Thing(label=_("account"), name="display_name", asked_by="display_name"),
    "kernel.post": Thing(label=_("post"), name=Concat(F("user__display_name"), DOT, F("body__name"))),
    "kernel.body": Thing(label=_("body"), name="name", asked_by="name", leads_to=_page("body")),
    "kernel.area": Thing(label=_("area"), name="name"),
    "kernel.installation": Thing(label=_("installation"), name="home_area__name"),
    "kernel.handover": Thing(
        label=_("list of what was handed over"), name="leaver__display_name", leads_to=_page("hand_over")
    ),
    "kernel.grant": Thing(label=_("right of a role"), name=Concat(F("role__name"), DOT, F("act"))),
    "kernel.job": Thing(label=_("job"), leads_to=_page("job")),
    "kernel.upload": Thing(label=_("file"), name="name"),
    "kernel.listimport": Thing(label=_("list handed in"), name="upload__name", leads_to=_page("import")),
    "kernel.succession": Thing(label=_("event"), name="note"),
    "kernel.functionhandover": Thing(label=_("function"), name="function__name"),
    "kernel.merging": Thing(
        label=_("merged records"),
        name=Concat(F("merged__name"), Value(" → "), F("kept__name")),
        leads_to=_page("merging"),
    ),
    "kernel.matchanswer": Thing(label=_("answer about a name"), name="asked"),
    "kernel.matchthreshold": Thing(label=_("thresholds"), name="purpose"),
    "kernel.retentionterm": Thing(label=_("retention term"), name="rule"),
    "kernel.formula": Thing(label=_("formula"), name="name", asked_by="name", leads_to=_page("formula")),
    "kernel.standard": Thing(label=_("standard"), name="name", asked_by="name", leads_to=_page("standard")),
    "kernel.savedview": Thing(label=_("view of a list"), name="name"),
    "kernel.recentsearch": Thing(label=_("search"), through="user"),
    "kernel.failedsignin": Thing(label=_("sign-in")),
    "kernel.auditentry": Thing(label=_("entry"), name="number"),
}
YES_NO = {True: _("yes"), False: _("no")}
FIELDS = {
    "about": Field(label=_("What it is for")),
    "act": Field(label=_("act")),
    "added": Field(label=_("added")),
    "address": Field(label=_("network address")),
    "area": Field(label=_("area")),
    "body": Field(label=_("body"), of="kernel.body"),
    "changed": Field(label=_("changed")),
    "clause": Field(label=_("clause")),
    "columns": Field(label=_("columns")),
    "basis": Field(label=_("basis")),
    "day": Field(label=_("day")),
    "issuer": Field(label=_("identity provider")),
    "days": Field(label=_("days")),
    "kept": Field(label=_("kept record"), of="kernel.body"),
    "digest": Field(label=_("fingerprint of the file")),
    "display_name": Field(label=_("name")),
    "holder": Field(label=_("holder"), of="kernel.user"),
    "items": Field(label=_("what went over"), written=_handed),
    "email": Field(label=_("mail address")),
    "home_area": Field(label=_("home area"), of="kernel.area"),
    "is_demo": Field(label=_("is a demo"), choices=YES_NO),
    "kind": Field(label=_("kind"), choices=dict(BodyKind.choices)),
    "is_active": Field(label=_("account is open"), choices=YES_NO),
    "is_commanded": Field(label=_("commanded by the city"), choices=YES_NO),
    "is_same": Field(label=_("is the same"), choices=YES_NO),
    "language": Field(label=_("language"), choices=dict(Language.choices)),
    "list": Field(label=_("list")),
    "name": Field(label=_("name")),
    "name_en": Field(label=_("English name")),
    "other": Field(label=_("other record"), of="kernel.body"),
    "on": Field(label=_("on the day")),
    "parted_at": Field(label=_("parted at")),
    "query": Field(label=_("filter")),
    "reason": Field(label=_("reason")),
    "role": Field(label=_("role"), choices=_roles),
    "rows": Field(label=_("rows")),
    "rule": Field(label=_("what is kept"), choices=_rules),
    "same": Field(label=_("same from")),
    "ask": Field(label=_("asked from")),
    "size": Field(label=_("size")),
    "taken_on": Field(label=_("taken over on")),
    "taker": Field(label=_("taken over by"), of="kernel.body"),
    "text": Field(label=_("text")),
    "title": Field(label=_("title")),
    "undone": Field(label=_("entry undone")),
    "undone_at": Field(label=_("undone at")),
    "origin_kind": Field(label=_("origin")),
    "origin_on": Field(label=_("day of the source")),
    "origin_source": Field(label=_("source")),
    "user": Field(label=_("person"), of="kernel.user"),
    "username": Field(label=_("user name")),
    "version_number": Field(label=_("version")),
    "valid_from": Field(label=_("valid from")),
    "valid_until": Field(label=_("valid until")),
}
ACCOUNTS = {
    "kernel.user_created": _("%(who)s opened the account %(what)s."),
    "kernel.administrator_created": _("%(who)s made %(what)s the administrator."),
    "kernel.password_changed": _("%(who)s set a new password for %(what)s."),
    "kernel.slip_issued": _("%(who)s gave %(what)s a one-time password."),
    "kernel.language_chosen": _("%(who)s chose the language of %(what)s."),
    "kernel.user_deactivated": _("%(who)s closed the account %(what)s."),
    "kernel.user_reactivated": _("%(who)s opened the account %(what)s again."),
    "kernel.user_renamed": _("%(who)s changed the name of %(what)s."),
    "kernel.email_changed": _("%(who)s changed the mail address of %(what)s."),
    "kernel.user_removed": _("%(who)s removed the new account %(what)s."),
    "kernel.post_changed": _("%(who)s changed the post %(what)s."),
    "kernel.post_removed": _("%(who)s removed the new post %(what)s."),
    "kernel.handed_over": _("%(who)s passed on what waited for %(what)s."),
    "kernel.post_given": _("%(who)s gave the post %(what)s."),
    "kernel.post_ended": _("%(who)s ended the post %(what)s."),
    "kernel.post_reopened": _("%(who)s let the post %(what)s go on."),
    "kernel.post_revoked": _("%(who)s took back the post %(what)s as if it had never been given."),
    "kernel.post_lent": _("%(who)s lent the post %(what)s for some days."),
    "kernel.post_taken_back": _("%(who)s took the lent post %(what)s back."),
    "kernel.act_granted": _("%(who)s granted the right %(what)s."),
    "kernel.grant_withdrawn": _("%(who)s withdrew the right %(what)s."),
    "kernel.sign_in_failed": _("Somebody failed to sign in (%(what)s)."),
    "kernel.signed_in": _("%(who)s signed in (%(what)s)."),
    "kernel.identity_linked": _("%(who)s linked the city's sign-in to %(what)s."),
    "kernel.identity_unlinked": _("%(who)s ended the link of %(what)s to the city's sign-in."),
    "kernel.session_ended": _("%(who)s ended a session of %(what)s."),
    "kernel.second_factor_begun": _("%(who)s began to set up a code for %(what)s."),
    "kernel.second_factor_on": _("%(who)s turned on the code of %(what)s."),
    "kernel.second_factor_off": _("%(who)s turned off the code of %(what)s."),
    "kernel.code_given": _("%(who)s signed in with the code of %(what)s."),
    "kernel.recovery_code_used": _("%(who)s signed in with a recovery code of %(what)s."),
    "kernel.recovery_codes_renewed": _("%(who)s made new recovery codes for %(what)s."),
}
BODIES = {
    "kernel.body_created": _("%(who)s entered the body %(what)s."),
    "kernel.body_name_added": _("%(who)s added a name to %(what)s."),
    "kernel.body_renamed": _("%(who)s renamed %(what)s."),
    "kernel.command_stated": _("%(who)s stated who commands %(what)s."),
    "kernel.body_closed": _("%(who)s ended the body %(what)s."),
    "kernel.body_put_back": _("%(who)s put %(what)s back to what it was."),
    "kernel.areas_loaded": _("%(who)s loaded the areas of %(what)s."),
    "kernel.succession_recorded": _("%(who)s recorded what became of agencies: %(what)s."),
    "kernel.succession_undone": _("%(who)s undid the event %(what)s."),
    "kernel.heir_named": _("%(who)s decided who takes over the function %(what)s."),
    "kernel.heir_withdrawn": _("%(who)s took back the decision about the function %(what)s."),
    "kernel.fact_recorded": _("%(who)s registered a fact about %(what)s."),
    "kernel.fact_corrected": _("%(who)s corrected a fact about %(what)s."),
    "kernel.bodies_merged": _("%(who)s merged records of one body: %(what)s."),
    "kernel.bodies_parted": _("%(who)s parted merged records: %(what)s."),
    "kernel.bodies_told_apart": _(
        "%(who)s said that %(what)s is another body than a record that looks like it."
    ),
    "kernel.doubles_asked": _("%(who)s had all bodies looked through for records of one: %(what)s."),
    "kernel.match_answered": _("%(who)s answered which body a name means: %(what)s."),
    "kernel.match_answer_withdrawn": _("%(who)s took back an answer about a name: %(what)s."),
    "kernel.match_thresholds_set": _("%(who)s set the thresholds of %(what)s."),
}
LISTS = {
    "kernel.list_handed_in": _("%(who)s handed in the list %(what)s."),
    "kernel.columns_named": _("%(who)s named the columns of %(what)s."),
    "kernel.import_rows_decided": _("%(who)s decided rows of %(what)s."),
    "kernel.import_rows_left_out": _("%(who)s left out rows of %(what)s that were wrong."),
    "kernel.import_asked": _("%(who)s asked to take over the list %(what)s."),
    "kernel.import_rows_written": _("%(who)s took over rows of %(what)s."),
    "kernel.import_undo_asked": _("%(who)s asked to undo the list %(what)s."),
    "kernel.import_rows_undone": _("%(who)s undid rows of %(what)s."),
    "kernel.import_discarded": _("%(who)s discarded the list %(what)s."),
    "kernel.view_kept": _("%(who)s kept the view %(what)s."),
    "kernel.view_changed": _("%(who)s changed the view %(what)s."),
    "kernel.view_dropped": _("%(who)s dropped the view %(what)s."),
    "kernel.view_opens_first": _("%(who)s let a list open with the view %(what)s."),
    "kernel.view_opens_no_more": _("%(who)s let a list open without the view %(what)s."),
    "kernel.act_on_rows_asked": _("%(who)s asked for an act on many rows: %(what)s."),
    "kernel.job_cancelled": _("%(who)s cancelled the job %(what)s."),
    "kernel.job_resumed": _("%(who)s let the job %(what)s go on."),
    "kernel.file_stored": _("%(who)s handed in the file %(what)s."),
}
FORMULAS = {
    "kernel.formula_defined": _("%(who)s wrote the formula %(what)s."),
    "kernel.formula_version_added": _("%(who)s wrote another version of the formula %(what)s."),
    "kernel.formula_renamed": _("%(who)s called the formula %(what)s otherwise."),
    "kernel.standard_renamed": _("%(who)s called the standard %(what)s otherwise."),
    "kernel.standard_defined": _("%(who)s set the standard %(what)s."),
    "kernel.standard_version_added": _("%(who)s set another version of the standard %(what)s."),
}
INSTALLATION = {
    "kernel.installation_founded": _("%(who)s founded the installation %(what)s."),
    "kernel.day_begun": _("%(who)s asked for what is done every day (%(what)s)."),
    "kernel.demo_clock_moved": _("%(who)s moved the clock of the demo (%(what)s)."),
    "kernel.reference_edited": _("%(who)s changed reference data: %(what)s."),
    "kernel.retention_set": _("%(who)s set how long things are kept: %(what)s."),
    "kernel.retention_taken_back": _("%(who)s took back how long things are kept: %(what)s."),
    "kernel.erased": _("%(who)s erased what was due: %(what)s."),
    "kernel.act_undone": _("%(who)s undid an earlier act: %(what)s."),
}
