"""The plan's pages."""

from luoshi.plan.views.adoption import (
    adopt,
    adoption,
    changes,
    name_owner,
    state_amended,
    withdraw_adoption,
)
from luoshi.plan.views.checkup import check_up
from luoshi.plan.views.commitment import commitment
from luoshi.plan.views.commitments import commitments, ledger
from luoshi.plan.views.documents import document, file, hand_in
from luoshi.plan.views.handing_in import (
    due_list,
    duty,
    hand_ins,
    receive,
    withdraw_duty,
    withdraw_receipt,
)
from luoshi.plan.views.interpretations import interpret, undecided, withdraw_interpretation
from luoshi.plan.views.links import (
    decide_binding,
    decide_link,
    link_by_hand,
    proposals,
    withdraw_binding,
    withdraw_link,
)
from luoshi.plan.views.outline import outline, outline_of, section
from luoshi.plan.views.papers import commitments_docx, commitments_pdf, ledger_docx, ledger_pdf
from luoshi.plan.views.parents import (
    compared,
    descent,
    gaps,
    parents_of_plan,
    propose_links,
    side_by_side,
    state_parent,
    withdraw_parent,
)
from luoshi.plan.views.plans import documents, plans
from luoshi.plan.views.responsibilities import (
    choose_heir,
    choose_lead,
    responsibilities,
    withdraw_heir,
    withdraw_lead,
)
from luoshi.plan.views.reviews import (
    add_fact,
    bind_section,
    correct_commitment,
    correct_duty,
    corrections,
    merge_commitment,
    remove_commitment,
    remove_duty,
    withdraw_correction,
)
from luoshi.plan.views.sheets import division_xlsx, ledger_xlsx
from luoshi.plan.views.travel import arrival, arrivals, make_draft, take_in, travel, travel_file
from luoshi.plan.views.turns import instrument, turns

__all__ = [
    "add_fact",
    "adopt",
    "adoption",
    "arrival",
    "arrivals",
    "bind_section",
    "changes",
    "check_up",
    "choose_heir",
    "choose_lead",
    "commitment",
    "commitments",
    "commitments_docx",
    "commitments_pdf",
    "compared",
    "correct_commitment",
    "correct_duty",
    "corrections",
    "decide_binding",
    "decide_link",
    "descent",
    "division_xlsx",
    "document",
    "documents",
    "due_list",
    "duty",
    "file",
    "gaps",
    "hand_in",
    "hand_ins",
    "instrument",
    "interpret",
    "ledger",
    "ledger_docx",
    "ledger_pdf",
    "ledger_xlsx",
    "link_by_hand",
    "make_draft",
    "merge_commitment",
    "name_owner",
    "outline",
    "outline_of",
    "parents_of_plan",
    "plans",
    "proposals",
    "propose_links",
    "receive",
    "remove_commitment",
    "remove_duty",
    "responsibilities",
    "section",
    "side_by_side",
    "state_amended",
    "state_parent",
    "take_in",
    "travel",
    "travel_file",
    "turns",
    "undecided",
    "withdraw_adoption",
    "withdraw_binding",
    "withdraw_correction",
    "withdraw_duty",
    "withdraw_heir",
    "withdraw_interpretation",
    "withdraw_lead",
    "withdraw_link",
    "withdraw_parent",
    "withdraw_receipt",
]
