"""What can be wrong with a row of a ledger that is taken over, and what would be right (台账核对语句)."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "delivery.ledger_no_day": _(
        "“%(value)s” names no day by which it is to be done. Write 2026-06-30, the year and the month, or “for long”."
    ),
    "delivery.ledger_several_leads": _(
        "“%(value)s” names several bodies, but one leads. Leave that one here, and write the others under “%(other)s”."
    ),
    "delivery.ledger_lead_supports": _("“%(value)s” leads this task already: take it out here."),
    "delivery.ledger_whose": _(
        "You issue for several bodies, or for none: name in “%(column)s” the one whose task it is."
    ),
    "delivery.ledger_to_come": _("The day %(value)s is still to come: a ledger tells what has been."),
    "delivery.ledger_crossed": _(
        "It was issued on %(value)s, but was to be done by %(due)s. Correct one of the two."
    ),
    "delivery.ledger_known": _(
        "This task is here already as %(number)s, and reads “%(here)s” in “%(column)s”. Go on with it there: "
        "write that again, or leave the row out."
    ),
}
