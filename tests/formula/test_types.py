"""What is known of a formula before any figure is read: its kind and unit, what it is in time, of what there is one."""

import pytest

from luoshi.formula import Catalogue, Name, Purpose, compile, examine
from tests.formula.world import CITY

TYPES = [
    ("研发费用", "number 千元 flow body"), ("研发费用 + 营业收入", "number 千元 flow body"),
    ("研发费用 - 3万元", "number 千元 flow body"), ("研发费用 * 2", "number 千元 flow body"),
    ("2 * 研发费用", "number 千元 flow body"), ("研发费用 / 营业收入", "number % rate body"),
    ("2 * 产值增速", "number % rate body"), ("研发费用 * 营业收入", "number 千元^2 flow body"),
    ("研发费用 / 2", "number 千元 flow body"), ("2 / 研发费用", "number 1/千元 rate body"),
    ("研发费用 * 产值增速", "number 千元 flow body"), ("产值增速 * 研发费用", "number 千元 flow body"),
    ("产值增速 * 2", "number % rate body"), ("产值增速 / 2", "number % rate body"),
    ("研发费用 / 职工人数", "number 千元/人 rate body"), ("职工人数 / 2", "number 人 stock body"),
    ("职工人数 + 3人", "number 人 stock body"), ("职工人数 - 职工人数@2019", "number 人 stock body"),
    ("出厂价格指数 / 100", "number - index constant"), ("研发费用 / 出厂价格指数", "number 千元 flow body"),
    ("出厂价格指数 * 研发费用", "number 千元 flow body"), ("累计产值 + 累计产值", "number 万元 cumulative body"),
    ("累计产值 - 累计产值@2019", "number 万元 cumulative body"), ("累计产值 + 研发费用", "number 万元 rate body"),
    ("累计产值 * 2", "number 万元 cumulative body"), ("单月(累计产值)", "number 万元 flow body"),
    ("ytd(研发费用)", "number 千元 flow body"), ("lag(职工人数)", "number 人 stock body"),
    ("职工人数@2019", "number 人 stock body"), ("sum(研发费用, over=2)", "number 千元 flow body"),
    ("mean(职工人数, over=2)", "number 人 stock body"), ("max(产值增速, over=2)", "number % rate body"),
    ("yoy(研发费用)", "number % rate body"), ("growth(职工人数, since=2015)", "number % rate body"),
    ("cagr(研发费用, since=2015)", "number % rate body"), ("可比价(研发费用, 出厂价格指数, 2015)", "number 千元 flow body"),
    ("满年数(成立日期)", "number 年 stock body"), ("满月数(成立日期)", "number 月 stock body"),
    ("天数(成立日期)", "number 日 stock body"), ("成立日期 + 1日", "date - none body"),
    ("成立日期 - 成立日期", "number 日 none body"), ("行业", "code - none body"), ("是否规上", "truth - none body"),
    ("-研发费用", "number 千元 flow body"), ("abs(职工人数)", "number 人 stock body"),
    ("round(研发费用)", "number 千元 flow body"), ("研发费用 ** 2", "number 千元^2 flow body"),
    ("职工人数 ** 2", "number 人^2 stock body"), ("min(研发费用, 营业收入)", "number 千元 flow body"),
    ("max(职工人数, 3人)", "number 人 stock body"), ("min(研发费用, 职工人数 * 1万元 / 1人)", "number 千元 rate body"),
    ("if(是否规上, 研发费用, 营业收入)", "number 千元 flow body"), ("if(是否规上, 职工人数, 3人)", "number 人 stock body"),
    ("if(是否规上, 3%, 产值增速)", "number % rate body"), ('if(是否规上, 行业, "C")', "code - none body"),
    ("orelse(职工人数, 0人)", "number 人 stock body"), ("orelse(研发费用, 缺)", "number 千元 flow body"),
    ("orelse(3%, 研发费用 / 营业收入)", "number % rate body"), ("研发费用 > 3万元", "truth - none body"),
    ("1 < 某数 < 3", "truth - none body"), ("是否规上 且 真", "truth - none body"), ("非 是否规上", "truth - none body"),
    ("研发费用 缺", "truth - none body"), ('行业 属于 {"C"}', "truth - none body"),
    ("行业 属于 战略性新兴产业", "truth - none body"), ("3万元 属于 [研发费用..5万元)", "truth - none body"),
    ("评分(研发强度, 主营占比分)", "number 分 none body"), ("折线(产值增速, 增速折线)", "number 分 none body"),
    ("决策(划型, 职工人数, 行业)", "code - none body"), ("决策(奖补标准, 研发强度)", "number 万元 none body"),
    ("参数(研发门槛)", "number % none constant"), ("参数(折标系数)", "number 吨标准煤/千瓦时 none constant"),
    ("3万元", "number 万元 none constant"), ("真", "truth - none constant"), ('"C"', "code - none constant"),
    ("2020-01-01", "date - none constant"), ("缺", "any - none constant"),
    ("sum(研发费用)", "number 千元 flow cell"), ("sum(职工人数)", "number 人 stock cell"),
    ("mean(产值增速)", "number % rate cell"), ("mean(职工人数)", "number 人 stock cell"),
    ("median(研发费用)", "number 千元 flow cell"), ("quantile(研发费用, 90%)", "number 千元 flow cell"),
    ("quantile(研发费用, 0)", "number 千元 flow cell"), ("top(研发费用, 1)", "number 千元 flow cell"),
    ("min(职工人数)", "number 人 stock cell"), ("max(产值增速)", "number % rate cell"),
    ("count(*)", "number 户 stock cell"), ("count(研发费用)", "number 户 stock cell"),
    ("count(是否规上)", "number 户 stock cell"), ("count()", "number 户 stock cell"),
    ("distinct(行业)", "number 个 stock cell"), ("share(是否规上)", "number % rate cell"),
    ("share(是否规上, weight=职工人数)", "number % rate cell"), ("mean(研发强度, weight=营业收入)", "number % rate cell"),
    ("ratio(研发费用, 营业收入)", "number % rate cell"), ("ratio(研发费用, 职工人数)", "number 千元/人 rate cell"),
    ("per(sum(增加值), 常住人口)", "number 万元/人 rate cell"), ("within(sum(研发费用), 市)", "number 千元 flow cell"),
    ("within(全部, sum(职工人数))", "number 人 stock cell"), ("within(all, sum(职工人数))", "number 人 stock cell"),
    ("生产总值", "number 亿元 flow cell"), ("sum(增加值) / 生产总值", "number % rate cell"),
    ("sum(研发费用) + 3万元", "number 千元 flow cell"), ("sum(研发费用) > 3万元", "truth - none cell"),
    ("研发强度", "number % rate body"), ("sum(研发费用, where=是否规上)", "number 千元 flow cell"),
    ("yoy(sum(研发费用), basis=名义)", "number % rate cell"),
    ("growth(sum(研发费用) / sum(营业收入), since=2015, basis=同口径)", "number % rate cell"),
    ("出厂价格指数", "number - index constant"), ("count(*) - lag(count(*), 1年)", "number 户 stock cell"),
    ("sum(研发费用) / count(*)", "number 千元/户 rate cell"), ("round(研发费用 / 营业收入, 1)", "number % rate body"),
    ("1 / 2", "number - none constant"), ("产值增速 - 3%", "number 个百分点 rate body"),
    ("研发费用 / 营业收入 - 产值增速", "number 个百分点 rate body"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), TYPES, ids=[text for text, _ in TYPES])
def test_a_formula_has_a_kind_a_unit_a_time_and_a_scope(text, said):
    own = compile(text, CITY).node.type
    assert f"{own.kind} {own.unit.show() or '-'} {own.time} {own.scope.name.lower()}" == said


NAMES = Catalogue([
    Name("a", population="甲", purposes=frozenset({Purpose.STATISTICS, Purpose.GRANT}), basis="甲法"),
    Name("b", population="甲", purposes=frozenset({Purpose.GRANT}), basis="乙法"),
    Name("c", population="乙"), Name("d"), Name("f", definition="a + b"),
])  # fmt: skip
JOINED = [
    ("a + b", "甲", "乙法 甲法", 1), ("sum(a) + sum(b)", "甲", "乙法 甲法", 1), ("f + 1", "甲", "乙法 甲法", 1),
    ("a + c", "", "甲法", 2),
    ("sum(a) / sum(c)", "", "甲法", 2), ("sum(a) + 1", "甲", "甲法", 2), ("sum(a) / sum(d)", "甲", "甲法", 2),
    ("a + d", "", "甲法", 2),
    ("sum(a, where=b > 1)", "甲", "乙法 甲法", 1), ("mean(a, weight=b)", "甲", "乙法 甲法", 1),
    ("ratio(a, b)", "甲", "乙法 甲法", 1),
    ("if(a > 1, b, b)", "甲", "乙法 甲法", 1), ("b in [a..b]", "甲", "乙法 甲法", 1),
    ("a > 1 and b > 1", "甲", "乙法 甲法", 1),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "population", "bases", "purposes"), JOINED, ids=[text for text, *_ in JOINED]
)
def test_what_is_made_of_several_figures_has_what_they_share_and_all_their_bases(
    text, population, bases, purposes
):
    own = compile(text, NAMES).node.type
    assert (own.population, " ".join(sorted(own.bases))) == (population, bases)
    assert len(own.purposes & {Purpose.STATISTICS, Purpose.GRANT}) == purposes


def test_a_condition_does_not_hide_that_two_populations_are_compared():
    assert [one.code for one in compile("sum(a, where=a > 1) / sum(c)", NAMES).warnings] == ["W404"]
    assert compile("sum(a, where=a > 1) / sum(b)", NAMES).warnings == ()


def test_a_computed_name_is_grouped_as_its_formula_is():
    names = Catalogue(
        [Name("a"), Name("by_county", definition="sum(a, by=县)"), Name("all", definition="sum(a)")],
        dimensions=CITY.dimensions.values(),
    )
    county = (("area", "县"),)
    for text, by in (
        ("by_county", county), ("by_county / all", county), ("all / by_county", county), ("all", ()),
        ("sum(a, by=县) / all", county),
        ("sum(a, by=县) / by_county", county), ("by_county + by_county", county),
    ):  # fmt: skip
        assert (text, compile(text, names).by) == (text, by)


@pytest.mark.parametrize(
    ("given", "zh", "en"),
    [
        ({}, "“数”由有关报表依据有关规定", "its form"), ({"form": "B1", "basis": "统计法"}, "《B1》", "B1"),
    ],
)  # fmt: skip
def test_a_figure_is_used_only_for_what_it_was_collected_for(given, zh, en):
    names = Catalogue([Name("n", "数", "number", purposes=frozenset({Purpose.STATISTICS}), **given)])
    _formula, (problem,) = examine("n > 1", names, purpose=Purpose.GRANT)
    assert problem.code == "F501"
    assert zh in problem.say("zh")
    assert en in problem.say("en")
    assert given.get("basis", "有关规定") in problem.say("zh")
    assert given.get("basis", "its rules") in problem.say("en")
    for purpose in (Purpose.STATISTICS, None):
        assert examine("n > 1", names, purpose=purpose)[1] == []


@pytest.mark.parametrize(
    ("definition", "code"), [("a +", "F101"), ("(a", "F103"), ("a + aa", "F110"),
                               ("a > 3人", "F201"), ("sum(sum(a))", "F306")]
)  # fmt: skip
def test_what_is_wrong_in_a_definition_is_said_where_its_name_stands(definition, code):
    names = Catalogue([Name("a"), Name("broken", definition=definition)])
    _formula, (problem,) = examine("1 + broken + broken * 2", names)
    assert (problem.code, problem.span, problem.suggestion) == (code, (4, 10), "")
