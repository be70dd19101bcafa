"""What can be wrong with a row of a plan's list, and what would be right (核对语句)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from luoshi.plan.services.drafts import FAULTS

PREFIX = "plan."
SENTENCES = {f"{PREFIX}{code}": said for code, said in FAULTS.items()} | {
    f"{PREFIX}sheet_fixed": _(
        "“%(column)s” is not changed by this list: it reads “%(here)s”. Write that again, or delete the column."
    ),
    f"{PREFIX}sheet_adopted": _(
        "The plan was adopted: “%(column)s” reads “%(here)s” and is no longer corrected. Write that again, and state "
        "under “decided” what it is taken to mean; or withdraw the adoption first."
    ),
    f"{PREFIX}sheet_draft": _(
        "“%(column)s” is decided once the plan is adopted. Empty the cell; correct the printed facts meanwhile."
    ),
    f"{PREFIX}sheet_nothing_open": _(
        "“%(column)s” is printed plainly in this goal: there is nothing to decide. Empty the cell."
    ),
    f"{PREFIX}sheet_still_meant": _(
        "“%(here)s” is decided here. A decision is taken back on its own page, with its grounds: write it again."
    ),
    f"{PREFIX}sheet_grounds": _("Say in “%(column)s” on which grounds this row is changed: it is kept."),
    f"{PREFIX}sheet_no_row": _(
        "No row of ours bears the number “%(value)s”. What a plan promises comes from its document: add it there, "
        "or on the page of its document, and export the list again."
    ),
    f"{PREFIX}sheet_name_long": _("“%(value)s” is longer than any body's name. Part several by commas."),
    f"{PREFIX}sheet_nobody": _("Somebody must answer for it: name at least one body in this row."),
    f"{PREFIX}sheet_not_a_lead": _("“%(value)s” does not lead here. Write one of: %(leads)s."),
}
