"""A formula written back: in Chinese, in English, in codes, always the same formula; and said as a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.formula import Catalogue, Kind, Name, compile, semantics
from luoshi.formula.formatting import written
from luoshi.formula.naming import coded
from luoshi.formula.parsing import parse
from tests.formula.trees import few, trees
from tests.formula.world import CITY

LANGUAGES = ("zh", "en", "code")


@pytest.mark.slow
@few
@given(trees, st.sampled_from(LANGUAGES))
def test_what_is_written_reads_back_to_the_same_tree(tree, language):
    text = written(tree, CITY, language)
    assert coded(parse(text, CITY.knows), CITY) == coded(tree, CITY)


@pytest.mark.parametrize("topic", semantics.topics(), ids=[topic.said.en for topic in semantics.topics()])
def test_every_case_of_the_reference_means_the_same_in_both_languages(topic):
    world = semantics.world()
    formulas = [compile(case.text, world) for case in topic.cases if not case.is_refused]
    digests = {
        compile(one.format(language), world).digest == one.digest
        for one in formulas
        for language in LANGUAGES
    }
    assert digests == {True}


@pytest.mark.parametrize("topic", semantics.topics(), ids=[topic.said.en for topic in semantics.topics()])
def test_every_case_of_the_reference_can_be_said(topic):
    formulas = [compile(case.text, semantics.world()) for case in topic.cases if not case.is_refused]
    said = [(one, one.say("zh"), one.say("en")) for one in formulas]
    assert [zh + en for one, zh, en in said if "{" in zh + en or (zh == en and one.reads)] == []


WRITTEN = [
    (
        "研发费用/营业收入>=3%且(职工人数≤300人 或 非 是否规上)",
        "研发费用 / 营业收入 >= 3% 且 (职工人数 <= 300人 或 非 是否规上)",
        "R&D_expense / operating_revenue >= 3% and (employees <= 300 persons or not above_scale)",
        "rd / revenue >= 3% and (staff <= 300 persons or not above)",
    ),
    (
        "growth(sum(va), since=2015, basis=comparable, price=at_prices(ppi))",
        "增长(合计(工业增加值), 基期=2015, 口径=同口径, 价格=可比价(出厂价格指数))",
        "growth(sum(value_added), since=2015, basis=comparable, price=at_prices(producer_prices))",
        "growth(sum(va), since=2015, basis=comparable, price=at_prices(ppi))",
    ),
    (
        "行业 不属于 分类(战略性新兴产业, 版=2018)",
        "行业 不属于 分类(战略性新兴产业, 版=2018)",
        "industry not in classification(strategic_industries, edition=2018)",
        "industry not in classification(strategic, edition=2018)",
    ),
    ("-(1 - (2 - 3))", "-(1 - (2 - 3))", "-(1 - (2 - 3))", "-(1 - (2 - 3))"),
    ("within(sum(va), 市)", "上级(合计(工业增加值), 市)", "within(sum(value_added), city)", "within(sum(va), 市)"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "zh", "en", "code"), WRITTEN, ids=[text for text, *_ in WRITTEN])
def test_a_formula_is_shown_in_the_readers_words(text, zh, en, code):
    formula = compile(text, CITY)
    assert tuple(formula.format(language) for language in LANGUAGES) == (zh, en, code)


SAID = [
    (
        "研发费用/营业收入 >= 3% 且 职工人数 <= 300人",
        "研发费用占营业收入的比重不低于3%，且职工人数不超过300人",
        "The ratio of R&D expense to operating revenue is at least 3%, and employees is at most 300 persons",
    ),
    (
        "growth(sum(能耗), since=2015, basis=同口径) <= -5%",
        "综合能耗合计比2015年下降5%以上（同口径）",
        "The sum of energy use has fallen by 5% or more since 2015 (on the same bodies)",
    ),
    ("yoy(研发费用) >= 5%", "研发费用同比增长5%以上", "R&D expense has grown by 5% or more on the year before"),
    ("share(应用数字化工具) >= 65%", "应用数字化工具为“是”的占比不低于65%",
     "The share of bodies where “uses digital tools” holds is at least 65%"),
    ("count(*) - lag(count(*), 5年) >= 60户", "户数减5年前户数不低于60户",
     "The number of bodies minus the number of bodies 5 years before is at least 60 enterprises"),
    ("满年数(成立日期) >= 2年", "自成立日期起满年数不低于2年", "Whole years since founded is at least 2 years"),
    ("成立日期 < 2020-01-01", "成立日期早于2020-01-01", "Founded is before 2020-01-01"),
    ("行业 属于 (\"C36\", \"C35\") 且 行业 != \"\"", "行业属于“C35”、“C36”，且行业不为“”",
     "Industry is one of “C35”, “C36”, and industry is not “”"),
    ("研发费用 缺 或 非 是否规上", "研发费用缺失，或是否规上为“否”", "R&D expense is missing, or “above scale” does not hold"),
    ("sum(研发费用, where=行业 属于 战略性新兴产业)", "行业属于《战略性新兴产业》的主体中研发费用合计",
     "The sum of R&D expense among bodies where industry is one of “strategic industries”"),
    ("营业收入 in [1万元..3万元)", "营业收入在1万元（含）至3万元（不含）之间",
     "Operating revenue is between 1 wan_yuan (included) and 3 wan_yuan (excluded)"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "zh", "en"), SAID, ids=[text for text, *_ in SAID])
def test_a_formula_is_said_as_a_sentence(text, zh, en):
    formula = compile(text, CITY)
    assert (formula.say("zh"), formula.say("en")) == (zh, en)


def test_a_renamed_measure_breaks_nothing():
    kept = compile("研发费用 >= 3万元", CITY).format("code")
    assert kept == "rd >= 3 wan_yuan"


def test_a_fact_whose_name_is_a_statement_needs_no_verb():
    facts = Catalogue(
        [
            Name("firm", "是企业", "is an enterprise", kind=Kind.TRUTH),
            Name("above", "是否规上", "above scale", kind=Kind.TRUTH),
        ]
    )
    both = compile("firm and above", facts)
    assert both.say("zh") == "是企业，且是否规上为“是”"
    assert both.say("en") == "Is an enterprise, and “above scale” holds"
