"""Forms as texts: read with everything that is wrong, kept in one shape, and what they say of answers (表单引擎)."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from luoshi.formula import Name, Time, unit
from luoshi.work.asking import answered, opened
from luoshi.work.asking.words import fixes, misstated, rule_sentence, sentence
from luoshi.work.engine.asking import Unsound, compiled, digest_of, parse, written
from luoshi.work.engine.asking.fields import FieldKind
from tests.sources import ROOT
from tests.work.asking import FIELDS, RIGHT, RULES, TODAY, made, text_of

SPENT = FIELDS[3]
BEGUN_FROM_MONEY = text_of(fields=[*FIELDS[:6], FIELDS[6] | {"prefill": "上期预算"}])
FACTS_KNOWN = [Name("posts_held", "任职人数", "people in post", unit=unit("人"), time=Time.NONE)]


def faults_of(text):
    with pytest.raises(Unsound) as refused:
        compiled(parse(text), facts=FACTS_KNOWN)
    return [(fault.code, fault.part, fault.row, fault.key) for fault in refused.value.faults]


def fields_with(**changed):
    return text_of(fields=[*FIELDS[:3], SPENT | changed, *FIELDS[4:]])


def judge(**raw):
    return answered(made(), RIGHT | raw, on=TODAY)


def test_a_form_is_kept_in_one_shape_with_its_formulas_in_codes():
    kept = written(made().in_codes)
    assert parse(kept) == made().in_codes
    assert written(parse(kept)) == kept
    assert [rule["formula"] for rule in json.loads(kept)["rules"]][:2] == [
        "spent <= budget",
        'state != "late" or why is present',
    ]


def test_a_field_may_be_renamed_without_touching_the_rules():
    kept = json.loads(written(made().in_codes))
    kept["fields"][3]["name"] = "已付金额"
    renamed = compiled(parse(json.dumps(kept)), facts=FACTS_KNOWN)
    assert renamed.rules[0].formula.say("zh") == "已付金额不超过预算"


def test_the_same_form_has_the_same_digest():
    assert digest_of(written(parse(text_of()))) == digest_of(written(parse(text_of(rules=RULES))))
    assert digest_of(written(parse(text_of()))) != digest_of(written(parse(text_of(minutes=6))))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("{", ("not_readable", "", 0, "")),
        ("[]", ("no_form", "", 0, "")),
        ('{"minutes": 1, "minutes": 2}', ("key_twice", "", 0, "")),
        (text_of(minutes=0), ("minutes", "", 0, "minutes")),
        (text_of(minutes="5"), ("not_int", "", 0, "minutes")),
        (text_of(purposes=[]), ("no_purpose", "", 0, "purposes")),
        (text_of(purposes=[{"purpose": "fun", "basis": "x"}]), ("not_known", "purposes", 1, "purpose")),
        (text_of(fields=[]), ("no_fields", "", 0, "fields")),
        (text_of(fields=["x"]), ("no_row", "fields", 1, "")),
        (text_of(fields=[*FIELDS, SPENT]), ("twice", "fields", 0, "code")),
        (fields_with(kind="sum"), ("not_known", "fields", 4, "kind")),
        (fields_with(name=" "), ("empty", "fields", 4, "name")),
        (fields_with(code="Spent"), ("code_unfit", "fields", 4, "code")),
        (fields_with(unit="万圆"), ("unit_unknown", "fields", 4, "unit")),
        (fields_with(decimals=99), ("decimals", "fields", 4, "decimals")),
        (fields_with(options=[{"code": "a", "name": "甲"}]), ("not_of_this_kind", "fields", 4, "options")),
        (fields_with(requird=True), ("unknown_key", "fields", 4, "requird")),
        (fields_with(purposes=["punish"]), ("purpose_unknown", "fields", 4, "purposes")),
        (fields_with(name="预算"), ("name_clashes", "fields", 4, "name")),
        (fields_with(prefill="预算"), ("prefill_reads_fields", "fields", 4, "prefill")),
        (BEGUN_FROM_MONEY, ("prefills_otherwise", "fields", 7, "prefill")),
        (text_of(rules=[RULES[0] | {"formula": "累计支出 <= 预箅"}]), ("formula", "rules", 1, "formula")),
        (text_of(rules=[RULES[0] | {"formula": "累计支出 + 预算"}]), ("no_condition", "rules", 1, "formula")),
        (text_of(rules=[RULES[0] | {"formula": "1 < 2"}]), ("reads_no_field", "rules", 1, "formula")),
        (text_of(rules=[RULES[0] | {"formula": '状态 == "lat"'}]), ("no_such_option", "rules", 1, "formula")),
        (text_of(rules=[RULES[0] | {"fields": ["spend"]}]), ("no_such_field", "rules", 1, "fields")),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(text, wrong):
    assert wrong in faults_of(text)


def test_everything_that_is_wrong_is_told_at_once_in_both_languages():
    text = text_of(
        minutes=0,
        fields=[FIELDS[0] | {"kind": "sum"}, SPENT | {"unit": "万圆"}, *FIELDS[1:3]],
        rules=[RULES[0] | {"fields": ["budgt"]}],
    )
    with pytest.raises(Unsound) as refused:
        parse(text)
    assert len(refused.value.faults) == 4
    with translation.override("zh-hans"):
        chinese = [misstated(fault) for fault in refused.value.faults]
    assert any(
        "“万圆”" in each and "万元" in each and each.startswith("第2个字段 spent · unit：")
        for each in chinese
    )
    with translation.override("en"):
        assert all(misstated(fault).isascii() or "“" in misstated(fault) for fault in refused.value.faults)


def test_a_right_answer_has_its_values_in_their_kinds():
    found = judge(begun="2025年3月5日", needs_help="是")
    assert found.is_right
    assert found.values["spent"] == Decimal("120.5")
    assert (found.values["begun"], found.values["needs_help"]) == (date(2025, 3, 5), True)


def test_what_is_needed_and_empty_is_named():
    found = answered(made(), {}, on=TODAY)
    assert [fault.field for fault in found.faults] == ["done", "state", "spent"]


def test_a_value_that_can_not_be_read_is_told_at_its_field_and_kept_as_typed():
    found = judge(spent="12万", begun="3月")
    assert {fault.field: fault.code for fault in found.faults} == {
        "spent": "magnitude_not_expected",
        "begun": "not_a_date",
    }
    assert found.typed == {"spent": "12万", "begun": "3月"}


def test_more_decimals_than_asked_for_are_refused():
    assert [fault.code for fault in judge(spent="1.005").faults] == ["too_many_decimals"]
    assert judge(spent="1.500").is_right


def test_a_broken_rule_says_what_is_and_what_would_be_right():
    (fault,) = judge(spent="301").faults
    with translation.override("zh-hans"):
        said = sentence(fault, made())
        assert (
            said == "累计支出不得超过预算（累计支出为301万元，应为≤300万元；预算为300万元，应为≥301万元）。"
        )
        assert fixes(fault, made().form)[0]["field"] == "spent"
    with translation.override("en"):
        assert sentence(fault, made()).startswith(
            "What was spent may not exceed the budget (Spent so far is 301"
        )


def test_a_rule_over_something_empty_can_not_be_told_yet():
    found = answered(made(), RIGHT | {"budget": ""}, on=TODAY)
    assert [fault.rule for fault in found.undecided] == ["within", "order", "grows"]
    assert found.is_right


def test_a_soft_rule_is_a_doubt_against_the_last_answer():
    found = answered(made(), RIGHT, on=TODAY, previous={"spent": Decimal(200)})
    assert ([fault.rule for fault in found.doubts], found.faults) == (["grows"], ())


def test_a_rule_is_read_out_as_a_sentence():
    with translation.override("zh-hans"):
        assert rule_sentence(made(), "order") == "开工日期在完工日期当日或之前。"


def test_what_is_known_is_filled_in_beforehand_with_its_source():
    found = opened(made(), on=TODAY, previous={"spent": Decimal("99.50"), "budget": None})
    assert {code: each.value for code, each in found.items()} == {"spent": Decimal("99.5")}
    assert found["spent"].formula.say("zh") == "上期累计支出"


def test_what_the_form_does_not_ask_is_left_out():
    assert "other" not in judge(other="x").values


def test_the_form_of_the_manual_holds():
    manual = (ROOT / "docs/how-to/write-a-form.md").read_text(encoding="utf-8")
    written_there = re.search(r"```json\n(.+?)```", manual, re.DOTALL)[1]
    assert [rule.rule.code for rule in compiled(parse(written_there)).rules] == ["within", "grows"]


VALUES = {
    FieldKind.TEXT: st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), max_size=30),
    FieldKind.LONG_TEXT: st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), max_size=80),
    FieldKind.NUMBER: st.decimals(-(10**9), 10**9, places=0),
    FieldKind.DATE: st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    FieldKind.YES_NO: st.booleans(),
    FieldKind.CHOICE: st.sampled_from(["on_track", "late", "finished"]),
}
ANSWER = st.fixed_dictionaries(
    {field.code: st.none() | VALUES[field.kind] for field in parse(text_of()).fields if field.kind in VALUES}
)


@given(ANSWER)
def test_an_answer_read_again_is_the_same(raw):
    first = answered(made(), raw, on=TODAY)
    again = answered(made(), first.values, on=TODAY)
    assert again == first


@given(ANSWER)
def test_every_rule_comes_out_in_one_of_three_ways(raw):
    found = answered(made(), raw, on=TODAY)
    told = [fault.rule for fault in (*found.faults, *found.doubts, *found.undecided) if fault.rule]
    assert len(told) == len(set(told)) <= len(RULES)
