"""The kernel's pages, by noun."""

from luoshi.kernel.views.account import (
    account,
    act_as,
    begin_code,
    change_email,
    end_session,
    password,
    rename,
    set_up_code,
    weaken_code,
)
from luoshi.kernel.views.acts import acts, acts_about, undo_act
from luoshi.kernel.views.bodies import answers, bodies, body
from luoshi.kernel.views.formulas import examine_formula, formula, formulas, write_formula, write_version
from luoshi.kernel.views.imports import (
    apply_import,
    decide_rows,
    discard_import,
    export_list,
    hand_in_list,
    import_,
    imports,
    marked_workbook,
    name_columns,
    undo_import,
)
from luoshi.kernel.views.jobs import cancel_job, job, jobs, resume_job
from luoshi.kernel.views.leaving import hand_over, leave
from luoshi.kernel.views.lists import act_on_rows, keep_view, rows_acted_on
from luoshi.kernel.views.mergings import (
    choose_double,
    doubles,
    look_for_doubles,
    merge_bodies,
    merging,
    mergings,
    tell_apart,
)
from luoshi.kernel.views.people import give_slip, lend_post, people, person, switch_account, take_back_post
from luoshi.kernel.views.renaming import rename_formula, rename_standard
from luoshi.kernel.views.retention import retention, retention_term, take_back_term
from luoshi.kernel.views.search import forget_searches, remember_search, search, suggest
from luoshi.kernel.views.slips import slips
from luoshi.kernel.views.standards import set_standard, set_version, standard, standard_sheet, standards
from luoshi.kernel.views.successions import (
    name_heir,
    open_decisions,
    record_succession,
    successions,
    undo_succession,
    withdraw_heir,
)
from luoshi.kernel.views.trials import formula_results, try_formula

__all__ = [
    "account",
    "act_as",
    "act_on_rows",
    "acts",
    "acts_about",
    "answers",
    "apply_import",
    "begin_code",
    "bodies",
    "body",
    "cancel_job",
    "change_email",
    "choose_double",
    "decide_rows",
    "discard_import",
    "doubles",
    "end_session",
    "examine_formula",
    "export_list",
    "forget_searches",
    "formula",
    "formula_results",
    "formulas",
    "give_slip",
    "hand_in_list",
    "hand_over",
    "import_",
    "imports",
    "job",
    "jobs",
    "keep_view",
    "leave",
    "lend_post",
    "look_for_doubles",
    "marked_workbook",
    "merge_bodies",
    "merging",
    "mergings",
    "name_columns",
    "name_heir",
    "open_decisions",
    "password",
    "people",
    "person",
    "record_succession",
    "remember_search",
    "rename",
    "rename_formula",
    "rename_standard",
    "resume_job",
    "retention",
    "retention_term",
    "rows_acted_on",
    "search",
    "set_standard",
    "set_up_code",
    "set_version",
    "slips",
    "standard",
    "standard_sheet",
    "standards",
    "successions",
    "suggest",
    "switch_account",
    "take_back_post",
    "take_back_term",
    "tell_apart",
    "try_formula",
    "undo_act",
    "undo_import",
    "undo_succession",
    "weaken_code",
    "withdraw_heir",
    "write_formula",
    "write_version",
]
