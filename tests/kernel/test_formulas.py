"""Formulas are written in versions that are only ever added; what would not hold is refused with its place."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.formulas.book import open_book
from luoshi.kernel.formulas.holding import held_formulas
from luoshi.kernel.models import AuditEntry, Formula, FormulaVersion
from luoshi.kernel.services.formulas import BreaksOthers, Unsound, add_formula_version
from luoshi.kernel.services.versions import CodeTaken, CodeUnfit, EndsTooSoon, Overtaken, WithoutClause
from tests.kernel.factories import DAY, NOON
from tests.kernel.factories import LATER as AFTERWARDS
from tests.kernel.formulas import LATER, SINCE, formula, standard, terms

pytestmark = pytest.mark.django_db


def add(of, text, *, after=1, terms=LATER, **fields):
    return add_formula_version(
        formula=of, after=after, text=text, terms=terms, **{"by": SYSTEM, "at": NOON} | fields
    )


def codes(refusal) -> list[str]:
    return [problem.code for problem in refusal.value.problems]


def test_a_formula_is_kept_in_codes_and_comes_back_in_either_language():
    made = formula(text="是企业且由本市管理")
    version = made.versions.get()
    assert version.text == "is_enterprise and is_commanded"
    compiled = open_book(on=DAY).compiled(version)
    assert compiled.format("zh") == "是企业 且 由本市管理"
    assert "is an enterprise" in compiled.say("en").casefold() or "enterprise" in compiled.say("en")
    assert version.digest == compiled.digest


def test_each_version_is_an_act_with_what_changed():
    made = formula()
    add(made, "是企业")
    entry = AuditEntry.objects.latest("number")
    assert entry.code == "kernel.formula_version_added"
    fields = entry.parts.get().fields
    assert {"text", "version_number", "valid_from", "clause"} <= set(fields)


def test_the_version_of_the_day_counts():
    made = formula()
    add(made, "是企业")
    assert open_book(on=DAY - timedelta(days=1)).formulas == {}
    assert open_book(on=DAY).formulas["eligible"].number == 1
    assert open_book(on=LATER.valid_from).formulas["eligible"].number == 2


def test_a_version_for_the_same_day_takes_the_place_of_the_one_before():
    made = formula()
    add(made, "是企业", terms=SINCE)
    assert open_book(on=DAY).formulas["eligible"].number == 2


def test_a_version_that_has_ended_is_not_followed_by_an_older_one():
    made = formula()
    add(made, "是企业", terms=terms(LATER.valid_from, valid_until=LATER.valid_from))
    assert "eligible" in open_book(on=LATER.valid_from).formulas
    assert "eligible" not in open_book(on=LATER.valid_from + timedelta(days=1)).formulas


def test_what_was_not_yet_written_is_not_known_at_an_earlier_moment():
    made = formula()
    add(made, "是企业", terms=SINCE, at=AFTERWARDS)
    assert open_book(on=DAY, known_at=NOON).formulas["eligible"].number == 1
    assert open_book(on=DAY, known_at=AFTERWARDS).formulas["eligible"].number == 2


def test_of_two_officers_who_save_at_once_one_is_told():
    made = formula()
    add(made, "是企业")
    with pytest.raises(Overtaken) as refusal:
        add(made, "由本市管理")
    assert refusal.value.values == {"number": 2}
    assert made.versions.count() == 2


def test_nobody_changes_or_deletes_a_version():
    formula()
    with pytest.raises(DatabaseError), transaction.atomic():
        FormulaVersion.objects.update(text="是机关")
    with pytest.raises(DatabaseError), transaction.atomic():
        FormulaVersion.objects.all().delete()
    assert FormulaVersion.objects.get().text == "is_enterprise and is_commanded"


def test_all_that_is_wrong_is_said_with_its_place():
    with pytest.raises(Unsound) as refusal:
        formula(text="是企叶 且 任职人数 >= 3")
    assert codes(refusal) == ["F110", "F201"]
    assert "第1字" in str(refusal.value)
    assert "第" in str(refusal.value).partition("；")[2]


def test_a_circle_is_refused_when_it_is_saved():
    one = formula("one", "是企业", name="甲项")
    formula("two", "甲项 且 由本市管理", name="乙项")
    with pytest.raises(Unsound) as refusal:
        add(one, "乙项", terms=SINCE)
    assert codes(refusal) == ["F310"]
    with pytest.raises(Unsound) as refusal:
        formula("three", "丙项 且 是企业", name="丙项")
    assert codes(refusal) == ["F310"]


def test_a_version_that_would_break_another_formula_is_refused():
    one = formula("one", "是企业", name="甲项")
    formula("two", "甲项 且 由本市管理", name="乙项")
    with pytest.raises(BreaksOthers) as refusal:
        add(one, "任职人数")
    assert "乙项" in str(refusal.value)
    add(one, "是机关")


def test_a_formula_that_begins_later_is_not_broken_either():
    one = formula("one", "是企业", name="甲项")
    formula("two", "甲项 且 由本市管理", name="乙项", terms=LATER)
    formula("three", "乙项 或 是机关", name="丙项", terms=LATER)
    with pytest.raises(BreaksOthers) as refusal:
        add(one, "任职人数", terms=SINCE)
    assert refusal.value.values["day"] == LATER.valid_from
    assert open_book(on=LATER.valid_from).speaking_of("one") == ["two", "three"]


def test_a_formula_does_not_end_while_another_speaks_of_it():
    one = formula("one", "是企业", name="甲项")
    formula("two", "甲项 且 由本市管理", name="乙项")
    with pytest.raises(BreaksOthers):
        add(one, "是企业", terms=terms(DAY, valid_until=DAY + timedelta(days=9)))


def test_a_formula_holds_on_every_day_on_which_it_counts():
    one = formula("one", "是企业", name="甲项")
    add(one, "是企业", terms=terms(LATER.valid_from, valid_until=LATER.valid_from))
    with pytest.raises(Unsound) as refusal:
        formula("two", "甲项 且 由本市管理", name="乙项")
    assert codes(refusal) == ["F110"]
    ends = terms(DAY, valid_until=LATER.valid_from)
    assert formula("two", "甲项 且 由本市管理", name="乙项", terms=ends).pk


def test_its_value_has_the_unit_that_was_asked_for():
    with pytest.raises(Unsound) as refusal:
        formula(text="任职人数", unit="万元")
    assert codes(refusal) == ["F203"]


def test_a_fact_is_used_only_for_what_it_was_collected_for():
    with pytest.raises(Unsound) as refusal:
        formula(text="任职人数 >= 3人", purpose="grant")
    assert codes(refusal) == ["F501"]
    assert formula(text="任职人数 >= 3人", purpose="monitor").pk


@pytest.mark.parametrize("code", ["Eligible", "9lives", "has blank", ""])
def test_a_code_that_could_not_be_written_is_refused(code):
    with pytest.raises(CodeUnfit):
        formula(code)


@pytest.mark.parametrize("code", ["eligible", "is_enterprise"])
def test_a_code_in_use_is_refused(code):
    formula()
    with pytest.raises(CodeTaken):
        formula(code, name="另一个")


@pytest.mark.parametrize(("name", "code"), [("是企业", "F407"), ("且", "F409")])
def test_a_name_that_would_be_taken_for_another_is_refused(name, code):
    with pytest.raises(Unsound) as refusal:
        formula(name=name)
    assert codes(refusal) == [code]


def test_every_version_rests_on_a_clause_and_ends_after_it_begins():
    with pytest.raises(WithoutClause):
        formula(terms=SINCE.__class__(valid_from=DAY, clause=" "))
    with pytest.raises(EndsTooSoon):
        formula(terms=terms(DAY, valid_until=date(2001, 1, 1)))


def test_what_a_formula_uses_and_what_depends_on_it_is_known():
    standard(code="years", text="3", name="年限")
    formula("one", "满年数(设立日期) >= 参数(年限)", name="甲项")
    formula("two", "甲项 且 是企业", name="乙项")
    formula("three", "乙项 或 是机关", name="丙项")
    book = open_book(on=DAY)
    assert book.used["one"].standards == {"years"}
    assert book.used["two"].names == {"one", "is_enterprise"}
    assert book.dependents("one") == ["two", "three"]
    assert book.dependents("years", is_standard=True) == ["one", "two", "three"]


def test_a_formula_whose_names_are_gone_is_found_by_verify():
    formula("rule", "是企业", name="规则")
    assert list(held_formulas()) == []
    last = FormulaVersion.objects.create(
        of=Formula.objects.get(),
        number=2,
        text="gone_fact",
        clause="第一条",
        valid_from=DAY,
        digest="0",
        made_at=NOON,
    )
    found = [finding.problem for finding in held_formulas()]
    assert len(found) == 1
    assert f"rule@{last.number}" in found[0]


def test_a_fact_that_takes_the_name_of_a_formula_counts_and_is_told():
    made = formula("rule", "是机关", name="规则")
    Formula.objects.filter(pk=made.pk).update(name="是企业")
    book = open_book(on=DAY)
    assert book.catalogue.name("是企业").code == "is_enterprise"
    assert len(list(held_formulas())) == 1
