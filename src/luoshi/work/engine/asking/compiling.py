"""The formulas of a form, checked once (编译): rules and pre-fills over its own fields, the last answer, and facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from luoshi.formula import (
    Catalogue,
    Formula,
    FormulaError,
    Kind,
    Name,
    Problem,
    Purpose,
    Time,
    compile,
    ir,
    unit,
)
from luoshi.formula.catalogue import skeleton

from .fields import READ_AS, Field, FieldKind, FormText, Rule
from .soundness import PREVIOUS
from .stating import Misstated, Unsound

LAST: Final = ("上期", "last ")  # what the last answer said, beside the name of the field


@dataclass(frozen=True)
class Asked:
    """One rule with its formula; `fields` are those that it points at."""

    rule: Rule
    formula: Formula
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Compiled:
    """A form whose formulas hold together."""

    form: FormText
    catalogue: Catalogue
    rules: tuple[Asked, ...]
    prefills: Mapping[str, Formula]

    @property
    def in_codes(self) -> FormText:
        """The form with its formulas in codes, as it is kept: a field may be renamed later."""
        rules = tuple(replace(each.rule, formula=each.formula.format("code")) for each in self.rules)
        fields = tuple(
            replace(field, prefill=self.prefills[field.code].format("code"))
            if field.code in self.prefills
            else field
            for field in self.form.fields
        )
        return replace(self.form, rules=rules, fields=fields)


def compiled(
    form: FormText,
    *,
    facts: Iterable[Name] = (),
    catalogue_of: Callable[[Iterable[Name]], Catalogue] = Catalogue,
) -> Compiled:
    """Check the formulas of a form. Raises Unsound with everything that is wrong with any of them.

    `facts` are what is known of the body that answers; one that is called like a field gives way to it.
    """
    own = list(_own(form))
    words = {skeleton(word) for name in own for word in name.words}
    others = [name for name in facts if not words & {skeleton(word) for word in name.words}]
    try:
        catalogue = catalogue_of([*own, *others])
    except FormulaError as error:
        raise Unsound(_clashing(form, error.problems)) from None
    faults: list[Misstated] = []
    rules = [_asked(form, rule, number, catalogue, faults) for number, rule in enumerate(form.rules, 1)]
    prefills = dict(_prefills(form, catalogue, faults))
    if faults:
        raise Unsound(faults)
    return Compiled(form, catalogue, tuple(each for each in rules if each), prefills)


def _own(form: FormText) -> Iterator[Name]:
    """Each field as a name, and what the last answer said in it as another."""
    for field in form.fields:
        yield _name(form, field, field.code, field.said)
        if field.kind is not FieldKind.FILE:
            last = (LAST[0] + field.name, LAST[1] + (field.name_en or field.name))
            yield _name(form, field, f"{field.code}{PREVIOUS}", last)


def _name(form: FormText, field: Field, code: str, said: tuple[str, str]) -> Name:
    stated = form.purposes_of(field)
    return Name(
        code,
        said[0],
        said[1],
        kind=READ_AS[field.kind],
        unit=unit(field.unit),
        time=Time.NONE,
        purposes=frozenset(Purpose(each.purpose) for each in stated),
        basis="；".join(dict.fromkeys(each.basis for each in stated)),
    )


def _clashing(form: FormText, problems: Iterable[Problem]) -> Iterator[Misstated]:
    for problem in problems:
        words = {str(value) for value in problem.values.values()}
        number, field = next(
            (
                pair
                for pair in enumerate(form.fields, 1)
                if words & {pair[1].code, pair[1].name, pair[1].name_en}
            ),
            (0, None),
        )
        yield Misstated(
            "name_clashes", "fields", number, field.code if field else "", "name", problems=(problem,)
        )


def _asked(
    form: FormText, rule: Rule, number: int, catalogue: Catalogue, faults: list[Misstated]
) -> Asked | None:
    place = ("rules", number, rule.code, "formula")
    formula = _formula(rule.formula, catalogue, place, faults)
    if formula is None:
        return None
    if formula.kind is not Kind.TRUTH:
        faults.append(Misstated("no_condition", *place))
        return None
    read = [field.code for field in form.fields if field.code in formula.reads]
    if not read:
        faults.append(Misstated("reads_no_field", *place))
    faults += [
        Misstated("no_such_option", *place, values={"found": found, "field": field.name})
        for field, found in _unknown_options(form, formula)
    ]
    return Asked(rule, formula, rule.fields or tuple(read))


def _prefills(form: FormText, catalogue: Catalogue, faults: list[Misstated]) -> Iterator[tuple[str, Formula]]:
    for number, field in enumerate(form.fields, 1):
        if not field.prefill.strip():
            continue
        place = ("fields", number, field.code, "prefill")
        wanted = field.unit if field.kind is FieldKind.NUMBER else ""
        formula = _formula(field.prefill, catalogue, place, faults, unit=wanted)
        if formula is None:
            continue
        if formula.kind is not READ_AS[field.kind]:
            faults.append(Misstated("prefills_otherwise", *place))
        if read := [each.name for each in form.fields if each.code in formula.reads]:
            faults.append(Misstated("prefill_reads_fields", *place, values={"found": "、".join(read)}))
        yield field.code, formula


def _formula(
    text: str, catalogue: Catalogue, place: tuple[str, int, str, str], faults: list[Misstated], unit: str = ""
) -> Formula | None:
    try:
        return compile(text, catalogue, unit=unit, code=place[2])
    except FormulaError as error:
        faults.append(Misstated("formula", *place, problems=error.problems))
        return None


def _unknown_options(form: FormText, formula: Formula) -> Iterator[tuple[Field, str]]:
    """What a choice is compared with though it never takes it: such a condition could not come true."""
    choices = {field.code: field for field in form.fields if field.kind is FieldKind.CHOICE}
    choices |= {f"{code}{PREVIOUS}": field for code, field in choices.items()}
    for node in ir.walk(formula.node):
        for code, words in _compared(node):
            field = choices.get(code)
            if field:
                yield from ((field, word) for word in sorted(words) if field.option(word) is None)


def _compared(node: ir.Node) -> Iterator[tuple[str, set[str]]]:
    if isinstance(node, ir.Compare):
        for read, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(read, ir.Read) and isinstance(other, ir.Constant) and isinstance(other.value, str):
                yield read.name.code, {other.value}
    if isinstance(node, ir.Member) and isinstance(node.value, ir.Read) and isinstance(node.among, ir.OneOf):
        yield node.value.name.code, {each for each in node.among.values if isinstance(each, str)}
