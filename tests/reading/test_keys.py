"""Keys: equal words of one kind have equal keys, whatever their place and punctuation."""

from hypothesis import given
from hypothesis import strategies as st

from luoshi.reading.keys import key, words
from tests.reading.plans import plan, read_text


@given(kind=st.text(max_size=8), said=st.text(max_size=30))
def test_blanks_and_punctuation_do_not_change_a_key(kind, said):
    assert key(kind, said) == key(kind, f" {said},“” ")


@given(said=st.text(min_size=1, max_size=30))
def test_another_kind_has_another_key(said):
    assert key("target", said) != key("promise", said)


def test_full_width_and_half_width_forms_are_the_same_words():
    assert words("达到65%以上(含)") == words("达到65%以上（含）")


def test_a_section_keeps_its_key_wherever_it_is_moved():
    one = read_text(plan("一、建设智能工厂\n组织实施。", "二、培育企业\n组织实施。"))
    other = read_text(plan("一、培育企业\n组织实施。", "二、建设智能工厂\n组织实施。"))
    assert {node.title: node.key for node in one.outline} == {node.title: node.key for node in other.outline}


def test_every_fact_has_a_key():
    reading = read_text(
        plan("一、主要目标\n到2025年,研发投入强度达到2.5%以上,建成10家智能工厂。(市工信局牵头)")
    )
    facts = (*reading.facts.targets, *reading.facts.responsibilities)
    assert facts
    assert all(len(fact.key) == 16 for fact in facts)
