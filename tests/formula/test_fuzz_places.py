"""What is typed wrongly is named by its place, with what was meant where something near exists."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.lark import from_lark
from lark import Lark

from luoshi.formula import examine
from luoshi.formula.functions import FUNCTIONS, OPTIONS, function, option
from luoshi.formula.semantics import cases, world
from luoshi.formula.units import atoms
from tests.formula.test_fuzz import used
from tests.formula.test_grammar import DECLARED, GRAMMAR, SAMPLES, spellings
from tests.formula.trees import few
from tests.formula.world import CITY

KNOWN = {
    **SAMPLES,
    "NAME": [
        *(word for one in CITY.names.values() for word in (one.code, one.zh)),
        *FUNCTIONS,
        *OPTIONS,
        "县",
        "研发门槛",
        "划型",
    ],
    "UNIT": ["%", "人", "万元", "吨标准煤/万元", "个百分点", "年"],
    "NUMBER": ["0", "3.5", "2020", "300", "1"],
}


def terminal(kind):
    words = KNOWN.get(kind) or spellings(kind)
    return st.sampled_from([word if kind == "UNIT" else f" {word}" for word in words])


grammatical = from_lark(
    Lark(GRAMMAR, parser="lalr"), start="start", explicit={one: terminal(one) for one in DECLARED}
)
WRITTEN = [one.text for one in cases()]


@st.composite
def damaged(draw):
    """A formula of the semantics in which a few characters were changed, or two that were put together."""
    text = draw(st.sampled_from(WRITTEN))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        piece = draw(
            st.one_of(
                st.just(""),
                st.characters(),
                st.sampled_from(WRITTEN),
                st.sampled_from("()[]{},=<>%@'\"「」 且或"),
            )
        )
        text = text[:at] + piece + text[at + draw(st.integers(0, 2)) :]
    return text


def check_places(text, problems):
    for one in problems:
        assert 0 <= one.span.start <= one.span.end <= len(text), one
        assert one.span.end > one.span.start or not text.strip(), one
        zh, en = one.say("zh"), one.say("en")
        assert zh != en
        assert one.pointer(text).count("^") >= 1


@pytest.mark.slow
@few
@given(st.one_of(grammatical, damaged()))
def test_every_error_has_a_place_and_a_sentence_in_both_languages(text):
    formula, problems = examine(text, CITY)
    check_places(text, problems)
    if not problems:
        used(formula, {})


@pytest.mark.slow
@few
@given(damaged())
def test_a_damaged_formula_of_the_semantics_is_evaluated_or_refused(text):
    formula, problems = examine(text, world())
    check_places(text, problems)
    if not problems:
        used(formula, {})


def misspelt(words):
    """A known word with one character left out, doubled or changed for another."""
    return st.sampled_from(sorted({word for word in words if len(word) > 3})).flatmap(
        lambda word: st.tuples(
            st.just(word),
            st.integers(1, len(word) - 1).flatmap(
                lambda at: st.sampled_from(
                    [
                        word[:at] + word[at + 1 :],
                        word[:at] + word[at] + word[at:],
                        word[:at] + "某" + word[at + 1 :],
                    ]
                )
            ),
        )
    )


NAMES = [
    word
    for one in CITY.names.values()
    for word in one.words
    if "&" not in word and " " not in word and not one.definition
]
PLACES = {
    "F110": ("{} + 1", NAMES, lambda word: CITY.knows(word) or function(word)),
    "F111": ("{}(营业收入)", [word for one in FUNCTIONS for word in (one, function(one).zh)], function),
    "F112": ("参数({})", ["研发门槛", "折标系数"], CITY.parameter),
    "F113": ("评分(营业收入, {})", ["主营占比分"], CITY.table),
    "F114": ("行业 属于 分类({})", ["战略性新兴产业", "strategic"], CITY.classification),
    "F116": ("growth(营业收入, {}=2015)", ["since", "basis", "price"], option),
    "F118": ("3{}", [one for one in atoms() if len(one) > 3 and one.isalpha() and not one.isascii()], atoms().get),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("code", PLACES)
@few
@given(data=st.data())
def test_a_misspelt_word_is_named_with_the_word_that_was_meant(code, data):
    frame, words, knows = PLACES[code]
    _, wrong = data.draw(misspelt(words))
    assume(not knows(wrong))
    text = frame.format(wrong)
    _, problems = examine(text, CITY)
    found = [one for one in problems if one.code == code]
    assert found, (text, problems)
    assert found[0].suggestion, (text, found[0])
    assert found[0].span.end > found[0].span.start


def test_no_unit_is_proposed_where_the_divisor_is_not_known():
    _, problems = examine("研发费用 / 营业收 >= 3", CITY)
    assert [one.code for one in problems] == ["F110"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [("3万原", "万元"), ("3吨标准煤煤", "吨标准煤"), ("3wan_yuans", "wan_yuan"), ("工增加值", "工业增加值")],
)
def test_what_was_meant_is_proposed_for_the_whole_word(text, meant):
    _, problems = examine(text, CITY)
    assert [one.suggestion for one in problems] == [meant]


def test_what_is_lacking_is_said_once():
    _, problems = examine("quantile(营业收入, ", CITY)
    assert [one.code for one in problems] == ["F101", "F103"]
