"""What the acts of the plan room are called (规划操作的说法)."""

from __future__ import annotations

from django.db.models import F, TextField, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.inverses import Inverse, Undoing, register_inverses
from luoshi.kernel.models import Body, Succession
from luoshi.kernel.telling import Field, Thing, register_fields, register_sentences, register_things
from luoshi.plan import wording
from luoshi.plan.engine.interpreting import written
from luoshi.plan.models import Interpretation, Responsibility
from luoshi.plan.models.audience import Audience
from luoshi.plan.services import adoption, heirs, interpretations, opening, withdrawals
from luoshi.reading.messages import PARTS


def register() -> None:
    """Called once, by `ready()`."""
    register_things(THINGS)
    register_fields(FIELDS)
    register_sentences(SENTENCES)
    register_inverses(INVERSES)


def _section(key: str) -> str:
    slug, _slash, place = key.partition("/")
    return reverse("plan:section", args=[slug, place])


def parts() -> dict[str, str]:
    """The parts of a commitment in words."""
    return {code: wording.part(code) for code in PARTS}


def _commitment(key: str) -> str:
    slug, _slash, number = key.partition("/")
    return reverse("plan:commitment", args=[slug, number])


def _withdraw_interpretation(undoing: Undoing) -> object:
    """Back to the version before, where there was one; it becomes the next version."""
    if undoing.old["version"]:
        return _interpret(undoing, undoing.old["version"], seen=undoing.new["version"])
    made = _version(undoing, undoing.new["version"])
    return interpretations.withdraw_interpretation(interpretation=made, by=undoing.by, at=undoing.at)


def _interpret_again(undoing: Undoing) -> object:
    return _interpret(undoing, undoing.old["version"])


def _interpret(undoing: Undoing, version: int, *, seen: int = 0) -> object:
    made = _version(undoing, version)
    return interpretations.interpret_commitment(
        commitment=undoing.instance,
        part=made.part,
        meaning=made.meaning,
        value=written(made.values),
        reason=made.reason,
        seen=seen,
        by=undoing.by,
        at=undoing.at,
    )


def _version(undoing: Undoing, version: int) -> Interpretation:
    of_part = Interpretation.objects.filter(commitment=undoing.instance.identity)
    return of_part.get(part=undoing.new["part"] or undoing.old["part"], version=version)


def _withdraw_heir(undoing: Undoing) -> object:
    choice = undoing.instance.heir_choices.standing().filter(heir=undoing.new["heir"]).first()
    if choice is None:
        raise heirs.DecisionWithdrawn
    return heirs.withdraw_heir_choice(choice=choice, by=undoing.by, at=undoing.at)


def _choose_heir_again(undoing: Undoing) -> object:
    return heirs.choose_heir(
        responsibility=undoing.instance,
        event=Succession.objects.get(pk=undoing.old["event"]),
        heir=Body.objects.get(pk=undoing.old["heir"]),
        reason=undoing.old["reason"],
        by=undoing.by,
        at=undoing.at,
    )


def _withdraw_lead(undoing: Undoing) -> object:
    choice = undoing.instance.lead_choices.standing().filter(responsibility=undoing.new["first_lead"]).first()
    if choice is None:
        raise heirs.DecisionWithdrawn
    return heirs.withdraw_lead_choice(choice=choice, by=undoing.by, at=undoing.at)


def _choose_lead_again(undoing: Undoing) -> object:
    lead = Responsibility.objects.get(pk=undoing.old["first_lead"])
    return heirs.choose_first_lead(
        responsibility=lead, reason=undoing.old["reason"], by=undoing.by, at=undoing.at
    )


def _open_as_before(undoing: Undoing) -> object:
    audience = Audience(undoing.old["audience"] or Audience.MAKER)
    return opening.open_plan(plan=undoing.instance, audience=audience, by=undoing.by, at=undoing.at)


def _withdraw_adoption(undoing: Undoing) -> object:
    reason = str(_("The act of adopting it was undone."))
    return adoption.withdraw_adoption(plan=undoing.instance, reason=reason, by=undoing.by, at=undoing.at)


def _adopt_again(undoing: Undoing) -> object:
    return adoption.adopt_plan(plan=undoing.instance, by=undoing.by, at=undoing.at)


def _withdraw_correction(undoing: Undoing) -> object:
    return withdrawals.withdraw_correction(correction=undoing.instance, by=undoing.by, at=undoing.at)


def _correct_again(undoing: Undoing) -> object:
    return withdrawals.repeat_correction(correction=undoing.instance, by=undoing.by, at=undoing.at)


THINGS = {
    "plan.plan": Thing(
        label=_("plan"),
        name="title",
        asked_by="title",
        key="slug",
        leads_to=lambda slug: reverse("plan:outline", args=[slug]),
    ),
    "plan.document": Thing(
        label=_("document"),
        name="title",
        key="plan__slug",
        leads_to=lambda slug: reverse("plan:document", args=[slug]),
    ),
    "plan.correction": Thing(
        label=_("correction"),
        name="title",
        key="plan__slug",
        leads_to=lambda slug: reverse("plan:corrections", args=[slug]),
    ),
    "plan.section": Thing(
        label=_("section"),
        name=Concat(F("marker"), F("title"), output_field=TextField()),
        key=Concat(F("plan__slug"), Value("/"), F("place"), output_field=TextField()),
        leads_to=_section,
        through="plan",
    ),
    "plan.commitment": Thing(
        label=_("commitment"),
        name="title",
        key=Concat(F("plan__slug"), Value("/"), F("pk"), output_field=TextField()),
        leads_to=_commitment,
        through="plan",
    ),
    "plan.responsibility": Thing(
        label=_("who answers"),
        name=Concat(F("printed"), Value(" · "), F("section__title"), output_field=TextField()),
        key=Concat(F("plan__slug"), Value("/"), F("section__place"), output_field=TextField()),
        leads_to=_section,
        through="plan",
    ),
}
FIELDS = {
    "adopted_by": Field(label=_("adopted by"), of="kernel.user"),
    "amends": Field(label=_("amends"), of="plan.plan"),
    "audience": Field(label=_("open to"), choices=dict(Audience.choices)),
    "bodies": Field(label=_("bodies entered")),
    "event": Field(label=_("event"), of="kernel.succession"),
    "first_lead": Field(label=_("first lead"), of="plan.responsibility"),
    "heir": Field(label=_("answers now"), of="kernel.body"),
    "meaning": Field(label=_("meaning")),
    "part": Field(label=_("part"), choices=parts),
    "version": Field(label=_("version")),
    "owner": Field(label=_("plan of"), of="kernel.body"),
}
SENTENCES = {
    "plan.document_handed_in": _("%(who)s handed in the document %(what)s."),
    "plan.document_read": _("%(who)s had the document %(what)s read."),
    "plan.opened": _("%(who)s said who may open the plan %(what)s."),
    "plan.owner_named": _("%(who)s said whose plan %(what)s is."),
    "plan.adopted": _("%(who)s adopted the plan %(what)s."),
    "plan.adoption_withdrawn": _("%(who)s took back the adoption of %(what)s."),
    "plan.fact_corrected": _("%(who)s corrected what was read: %(what)s."),
    "plan.fact_added": _("%(who)s added what had not been read: %(what)s."),
    "plan.fact_removed": _("%(who)s removed what had been read: %(what)s."),
    "plan.facts_merged": _("%(who)s merged %(what)s with another commitment."),
    "plan.correction_withdrawn": _("%(who)s took back the correction of %(what)s."),
    "plan.amended_stated": _("%(who)s said which plan %(what)s amends."),
    "plan.commitment_interpreted": _("%(who)s decided what is meant by %(what)s."),
    "plan.interpretation_withdrawn": _("%(who)s took back what is meant by %(what)s."),
    "plan.bodies_registered": _("%(who)s entered the bodies that %(what)s names."),
    "plan.heir_chosen": _("%(who)s decided which body answers: %(what)s."),
    "plan.heir_choice_withdrawn": _("%(who)s took back which body answers: %(what)s."),
    "plan.first_lead_chosen": _("%(who)s named the first lead of %(what)s."),
    "plan.lead_choice_withdrawn": _("%(who)s took back the first lead of %(what)s."),
}
_CORRECTION = Inverse(act="plan.correct_readings", undo=_withdraw_correction)
INVERSES = {
    "plan.opened": Inverse(act="plan.open_plan", undo=_open_as_before, fields=("audience",)),
    "plan.adopted": Inverse(act="plan.adopt_plans", undo=_withdraw_adoption, fields=("adopted_by",)),
    "plan.adoption_withdrawn": Inverse(act="plan.adopt_plans", undo=_adopt_again),
    "plan.fact_corrected": _CORRECTION,
    "plan.fact_added": _CORRECTION,
    "plan.fact_removed": _CORRECTION,
    "plan.facts_merged": _CORRECTION,
    "plan.correction_withdrawn": Inverse(act="plan.correct_readings", undo=_correct_again),
    "plan.commitment_interpreted": Inverse(act="plan.interpret_commitments", undo=_withdraw_interpretation),
    "plan.interpretation_withdrawn": Inverse(act="plan.interpret_commitments", undo=_interpret_again),
    "plan.heir_chosen": Inverse(act="plan.choose_heirs", undo=_withdraw_heir),
    "plan.heir_choice_withdrawn": Inverse(act="plan.choose_heirs", undo=_choose_heir_again),
    "plan.first_lead_chosen": Inverse(act="plan.choose_leads", undo=_withdraw_lead),
    "plan.lead_choice_withdrawn": Inverse(act="plan.choose_leads", undo=_choose_lead_again),
}
