"""What the acts about plans to be handed in and about standings are called (报送操作的说法)."""

from __future__ import annotations

from django.db.models import F, TextField, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.inverses import Inverse, Undoing, register_inverses
from luoshi.kernel.telling import Field, Thing, register_fields, register_sentences, register_things
from luoshi.plan.services import handing_in


def register() -> None:
    """Called once, by `ready()`."""
    register_things(THINGS)
    register_fields(FIELDS)
    register_sentences(SENTENCES)
    register_inverses(INVERSES)


def _duty(key: str) -> str:
    slug, _slash, pk = key.partition("/")
    return reverse("plan:duty", args=[slug, pk])


def _withdraw_duty(undoing: Undoing) -> object:
    return handing_in.withdraw_duty(duty=undoing.instance, by=undoing.by, at=undoing.at)


def _ask_again(undoing: Undoing) -> object:
    duty = undoing.instance
    return handing_in.ask_for_plan(
        due_list=duty.due_list, body=duty.body, is_owed=duty.is_owed, by=undoing.by, at=undoing.at
    )


def _take_back(undoing: Undoing) -> object:
    receipt = undoing.instance.receipts.filter(pk=undoing.new["receipt"]).first()
    if receipt is None:
        raise handing_in.ReceiptWithdrawn
    return handing_in.withdraw_receipt(receipt=receipt, by=undoing.by, at=undoing.at)


THINGS = {
    "plan.duty": Thing(
        label=_("plan to hand in"),
        name=F("body__name"),
        key=Concat(F("due_list__commitment__plan__slug"), Value("/"), F("pk"), output_field=TextField()),
        leads_to=_duty,
    ),
    "plan.pull": Thing(label=_("looking-after of a day"), name="until"),
}
FIELDS = {
    "asked": Field(label=_("bodies asked")),
    "is_owed": Field(label=_("owes it")),
    "receipt": Field(label=_("receipt")),
    "received_on": Field(label=_("came on")),
    "standings": Field(label=_("standings")),
    "until": Field(label=_("up to the day")),
}
SENTENCES = {
    "plan.due_list_opened": _("%(who)s asked for the plans that %(what)s calls for."),
    "plan.due_day_set": _("%(who)s set the day by which the plans are owed: %(what)s."),
    "plan.plan_asked_for": _("%(who)s asked %(what)s for a plan."),
    "plan.duty_withdrawn": _("%(who)s no longer asks %(what)s for a plan."),
    "plan.plan_received": _("%(who)s took in the plan of %(what)s."),
    "plan.receipt_withdrawn": _("%(who)s took the receipt of a plan back: %(what)s."),
    "plan.standings_pulled": _("%(who)s looked after what time has changed: %(what)s."),
    "plan.standings_rebuilt": _("%(who)s wrote the standings of %(what)s again from the records."),
}
INVERSES = {
    "plan.plan_asked_for": Inverse(act="plan.keep_due_lists", undo=_withdraw_duty),
    "plan.duty_withdrawn": Inverse(act="plan.keep_due_lists", undo=_ask_again),
    "plan.plan_received": Inverse(act="plan.receive_plans", undo=_take_back),
}
