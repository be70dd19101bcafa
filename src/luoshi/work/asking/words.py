"""What is said of an answer and of a form (提示语): sentences in the reader's language, with what would be right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from luoshi.formula import Formula
from luoshi.kernel.formulas.words import Said, language, of
from luoshi.kit.sheets import Remark, Sheet
from luoshi.kit.sheets import sentence as cell_sentence
from luoshi.work.engine.asking import Compiled, Fault, FieldKind, FormText, Misstated

from .columns import column_of

# Said of cells as well as of inputs: the kit's own sentences serve for all that is no number, no day, no choice.
SENTENCES: dict[str, str | Promise] = {
    "too_many_decimals": gettext_lazy("“%(value)s” has more decimals than are asked for: at most %(most)s."),
    "not_a_value": gettext_lazy("“%(value)s” is no value of a field."),
    "rule": gettext_lazy("%(message)s"),
    "rule_breaks": gettext_lazy("%(message)s This could not be checked: %(problems)s"),
    "doubt": gettext_lazy("%(message)s If it is so, say why in “%(column)s”."),
    "no_such_answer": gettext_lazy(
        "The hidden key of this row is missing: rows are not added here. Download the workbook again."
    ),
    "key_changed": gettext_lazy(
        "The hidden key of this row was changed. Download the workbook again and copy your figures into it."
    ),
    "row_twice": gettext_lazy(
        "This row stands already in row %(other)s. Each answer is given once; delete one of the two."
    ),
    "other_form": gettext_lazy("This row belongs to another form (%(found)s), not to this one."),
    "older_form": gettext_lazy(
        "The workbook asks by version %(found)s of the form; in force is version %(wanted)s. Download it again."
    ),
    "answered_meanwhile": gettext_lazy(
        "Since the workbook was made, this answer was saved by somebody. Download it again and compare."
    ),
    "body_unknown": gettext_lazy("You can't answer for this body."),
    "file_missing": gettext_lazy(
        "“%(field)s” is needed, and a workbook holds no files: add it on the page first."
    ),
    "row_unchanged": gettext_lazy("Nothing was changed in this row; it was left out."),
    "row_empty": gettext_lazy("Nothing is filled in here; the row was left out."),
}


SIGNS = {">=": "≥", "<=": "≤", "==": ""}


@dataclass(frozen=True)
class RuleSaid:
    """A rule that does not hold: its message, then what is and what would be right; made when somebody reads it."""

    fault: Fault
    form: FormText

    def __str__(self) -> str:
        message = of(self.fault.message).rstrip("。.")
        right = pgettext("in a list", "; ").join(self._right())
        end = "。" if language() == "zh" else "."
        if not right:
            return f"{message}{end}"
        return f"{message}（{right}）{end}" if language() == "zh" else f"{message} ({right}){end}"

    def _right(self) -> Iterator[str]:
        for fix in fixes(self.fault, self.form):
            sign, _blank, bound = fix["need"].partition(" ")
            need = f"{SIGNS.get(sign, sign)}{bound}"
            yield _("%(name)s is %(now)s, right would be %(need)s") % {**fix, "need": need}


def fixes(fault: Fault, form: FormText) -> list[dict[str, str]]:
    """For the form's own fields in a broken rule what each would have to be, the others as they are."""
    if fault.result is None:
        return []
    own = {of(field.said): field.code for field in form.fields}
    found = [fix for step in _steps(fault.result.trace(language())) for fix in step.get("fix", ())]
    return [{**fix, "field": own[fix["name"]]} for fix in found if fix["name"] in own]


def _steps(traced: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for step in traced.get("args", ()):
        yield step
        yield from _steps(step)


def remark_of(fault: Fault, form: FormText, *, sheet: str = "", cell: str = "", column: str = "") -> Remark:
    """A fault as it is said of a cell; without one, of an input."""
    values = dict(fault.values)
    if fault.rule:
        values["message"] = RuleSaid(fault, form)
    if isinstance(values.get("problems"), tuple):
        values["problems"] = of(values["problems"])
    asked = form.field(fault.field)
    if fault.code == "missing" and asked and asked.kind is FieldKind.FILE:
        return Remark("file_missing", sheet, cell, column or fault.field, {"field": of(asked.said)})
    return Remark(fault.code, sheet, cell, column or fault.field, values)


def sentence(fault: Fault, made: Compiled) -> str:
    """Say a fault in the reader's language."""
    asked = [field for code in fault.fields if (field := made.form.field(code))]
    columns = tuple(column_of(field) for field in asked if field.kind is not FieldKind.FILE)
    if asked and not columns and fault.code == "missing":
        return _("“%(field)s” is needed: add a file.") % {"field": of(asked[0].said)}
    return cell_sentence(remark_of(fault, made.form), Sheet("work.answer", "", columns))


def rule_sentence(made: Compiled, code: str) -> str:
    """What a rule asks for, read out of its formula."""
    asked = next(each for each in made.rules if each.rule.code == code)
    return read_out(asked.formula, made.form) + ("。" if language() == "zh" else ".")


def read_out(formula: Formula, form: FormText) -> str:
    """A formula as a sentence; the codes of options by their names."""
    said = formula.say(language())
    for field in form.fields:
        if field.code in formula.reads:
            for option in field.options:
                said = said.replace(f"“{option.code}”", f"“{of(option.said)}”")
    return said


MISSTATED: dict[str, str | Promise] = {
    "not_readable": gettext_lazy("The text can't be read from line %(line)s, character %(column)s on."),
    "too_long": gettext_lazy("It has %(length)s characters; at most %(most)s are taken."),
    "key_twice": gettext_lazy("“%(found)s” stands twice in one pair of brackets."),
    "no_form": gettext_lazy('A form is written in curly brackets: {"fields": …}.'),
    "no_row": gettext_lazy("A row is written in curly brackets."),
    "unknown_key": gettext_lazy("There is no such entry. %(meant)s"),
    "not_str": gettext_lazy("Write a text in quotation marks."),
    "not_int": gettext_lazy("Write a whole number, without quotation marks."),
    "not_bool": gettext_lazy("Write true or false, without quotation marks."),
    "not_list": gettext_lazy("Write a list in square brackets."),
    "not_texts": gettext_lazy("Write a list of texts in quotation marks."),
    "not_known": gettext_lazy("“%(found)s” is none of: %(choices)s."),
    "empty": gettext_lazy("It is needed and stands empty."),
    "minutes": gettext_lazy("Say how many minutes an answer costs: 1 to %(most)s."),
    "no_purpose": gettext_lazy("Say what the answers are used for, and on which legal basis."),
    "no_fields": gettext_lazy("A form asks at least one thing."),
    "too_many": gettext_lazy("There are more than %(most)s; divide the form."),
    "twice": gettext_lazy("“%(found)s” stands here twice."),
    "code_unfit": gettext_lazy(
        "“%(found)s” is no code: write up to 30 small letters, digits and _, a letter first; not ending in _previous."
    ),
    "unit_unknown": gettext_lazy("“%(found)s” is no unit that is known here. Was “%(meant)s” meant?"),
    "not_of_this_kind": gettext_lazy("Only a field of the kind %(kind)s has this."),
    "decimals": gettext_lazy("Write 0 to %(most)s."),
    "no_prefill": gettext_lazy("Files are not filled in beforehand."),
    "purpose_unknown": gettext_lazy("The form itself is not used for: %(found)s."),
    "too_few_options": gettext_lazy("A choice has at least two options."),
    "option_unnamed": gettext_lazy("Each option has a code and a name."),
    "no_such_field": gettext_lazy("No field has the code “%(found)s”."),
    "name_clashes": gettext_lazy("%(problems)s"),
    "formula": gettext_lazy("%(problems)s"),
    "no_condition": gettext_lazy("A rule is a condition that holds or not; this gives another value."),
    "reads_no_field": gettext_lazy("The rule speaks of no field of this form."),
    "no_such_option": gettext_lazy(
        "“%(field)s” never takes “%(found)s”: write the code of one of its options."
    ),
    "prefills_otherwise": gettext_lazy("It gives another kind of value than the field takes."),
    "prefill_reads_fields": gettext_lazy(
        "What is filled in beforehand can't depend on %(found)s, which nobody has answered yet."
    ),
}
PARTS: dict[str, str | Promise] = {
    "fields": gettext_lazy("field %(row)s %(of)s"),
    "rules": gettext_lazy("rule %(row)s %(of)s"),
    "purposes": gettext_lazy("purpose %(row)s %(of)s"),
}


def misstated(fault: Misstated) -> str:
    """Say what is wrong with a form, with its place."""
    values = dict(fault.values)
    if fault.code == "unknown_key":
        meant = values["meant"]
        values["meant"] = _("Was “%(meant)s” meant?") % {"meant": meant} if meant else ""
    if fault.problems:
        values["problems"] = Said(fault.problems)
    part = str(PARTS[fault.part]) % {"row": fault.row or "", "of": fault.of} if fault.part else ""
    place = " · ".join(filter(None, [" ".join(part.split()), fault.key]))
    said = str(MISSTATED[fault.code]) % values
    return (
        f"{place}: {said.strip()}" if place and language() == "en" else f"{place}：{said}" if place else said
    )


class SaidMisstated:
    """What is wrong with a form, said when somebody reads it."""

    def __init__(self, faults: tuple[Misstated, ...]) -> None:
        self.faults = faults

    def __str__(self) -> str:
        return pgettext("in a list", "; ").join(misstated(each) for each in self.faults)
