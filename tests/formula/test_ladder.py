"""A whole rule: the thirteen marks of 专精特新 of 2022, with tables, roots and pieces of evidence, for one enterprise."""

from datetime import date
from fractions import Fraction

import pytest

from luoshi.formula import Catalogue, Kind, Level, Lever, Name, Outcome, ScoringTable, Time, compile, unit
from luoshi.formula.tables import bands, check

ZERO = Fraction(0)


def table(code, zh, measure, *rows):
    return check(ScoringTable(code, bands(*rows), zh, unit=unit(measure), otherwise=ZERO))


TABLES = [
    table("t1", "主营占比分", "%", (60, 70, 1), (70, 80, 3), (80, None, 5)),
    table("t2", "成长分", "%", (0, 4, 2), (4, 6, 4), (6, 8, 6), (8, 10, 8), (10, None, 10)),
    table("t4", "领域分", "", (1, 2, 3), (2, None, 5)),
    table("t5", "数字化分", "", (2, 3, 3), (3, None, 5)),
    table("t7", "净利率分", "%", (2, 4, 2), (4, 6, 4), (6, 8, 6), (8, 10, 8), (10, None, 10)),
    check(ScoringTable("t8", bands((None, 50, 5), (50, 60, 3), (60, 70, 1)), "负债率分",
                       unit=unit("%"), otherwise=ZERO, with_high=True)),
    table("t10", "知识产权分", "", (1, 2, 2), (2, 3, 6), (3, 4, 8), (4, None, 10)),
    table("t11a", "研发额分", "万元", (100, 200, 2), (200, 300, 4), (300, 400, 6), (400, 500, 8), (500, None, 10)),
    table("t11b", "研发强度分", "%", (3, 4, 2), (4, 6, 4), (6, 8, 6), (8, 10, 8), (10, None, 10)),
    table("t12", "研发人员分", "%", (5, 10, 1), (10, 20, 3), (20, None, 5)),
    table("t13", "机构分", "", (1, 2, 2), (2, 3, 4), (3, 4, 8), (4, None, 10)),
]  # fmt: skip
MARKS = {
    "m1": "评分(主营 / 营收, 主营占比分)",
    "m2": "评分(mean(同比(主营), over=2年), 成长分)",
    "m3": "min(5分, floor(满年数(入市日期) / 2) / 1年 * 1分)",
    "m4": "评分(领域级别, 领域分)",
    "m5": "评分(数字化等级, 数字化分)",
    "m6": "min(5分, 3分 * 质量项数)",
    "m7": "评分(净利润 / 营收, 净利率分)",
    "m8": "评分(负债 / 资产, 负债率分)",
    "m9": "特色分",
    "m10": "评分(知识产权级别, 知识产权分)",
    "m11": "max(评分(研发, 研发额分), 评分(研发 / 营收, 研发强度分))",
    "m12": "评分(研发人员 / 职工, 研发人员分)",
    "m13": "评分(机构级别, 机构分)",
}
money = {"unit": unit("万元")}
NAMES = [
    Name("main", "主营", **money), Name("revenue", "营收", **money), Name("net", "净利润", **money),
    Name("debt", "负债", **money),
    Name("assets", "资产", **money), Name("rd", "研发", **money,
         lever=Lever(Fraction(10), ZERO, Fraction(2000), Fraction(1))),
    Name("equity", "股权融资", **money), Name("since", "入市日期", kind=Kind.DATE, time=Time.NONE),
    *(Name(code, zh, time=Time.STOCK) for code, zh in (
        ("field", "领域级别"), ("digital", "数字化等级"), ("quality", "质量项数"), ("ip", "知识产权级别"), ("organ", "机构级别"),
    )),
    Name("own", "特色分", unit=unit("分"), time=Time.STOCK),
    Name("researchers", "研发人员", unit=unit("人"), time=Time.STOCK,
         lever=Lever(Fraction(1), ZERO, Fraction(200), Fraction(2))),
    Name("staff", "职工", unit=unit("人"), time=Time.STOCK), Name("award", "获省级奖", kind=Kind.TRUTH, time=Time.NONE),
    Name("ppi", "价格指数", time=Time.INDEX, level=Level.ALL),
    *(Name(code, definition=text) for code, text in MARKS.items()), Name("score", "总分", definition=" + ".join(MARKS)),
]  # fmt: skip
WORLD = Catalogue(NAMES, tables=TABLES)
RULE = (
    "满年数(入市日期) >= 2年 且 研发 >= 100万元 且 研发 / 营收 >= 3% 且 (营收 >= 1000万元 或 sum(股权融资, over=2年) >= 2000万元)"
    " 且 (总分 >= 60分 或 获省级奖 或 mean(研发, over=2年) >= 1000万元 或 sum(股权融资, over=2年) >= 6000万元)"
)
FIRM = {
    "主营": 3600, "营收": 4000, "净利润": 280, "负债": 2000, "资产": 4000, "研发": 200, "股权融资": 0, "领域级别": 2, "数字化等级": 3,
    "质量项数": 2, "知识产权级别": 3, "机构级别": 2, "特色分": 10, "研发人员": 12, "职工": 100, "获省级奖": False,
    "入市日期": "2015-03-01",
}  # fmt: skip
DAY = date(2022, 9, 1)


def firm(**changes):
    years = [{"主营": 3000}, {"主营": 3300}, {}]
    return [
        {"body": "1", "period": str(2019 + at), **FIRM, **changes, **year} for at, year in enumerate(years)
    ]


def asked(text, **changes):
    return compile(text, WORLD).evaluate(rows=firm(**changes), period="2021", as_of=DAY)


@pytest.mark.parametrize(
    ("mark", "points"), list(zip(MARKS, [5, 8, 3, 5, 5, 5, 6, 5, 10, 8, 4, 3, 4], strict=True))
)
def test_each_mark_is_given_by_its_table(mark, points):
    assert asked(mark).amount == points


def test_the_score_is_the_sum_of_the_thirteen():
    assert asked("总分").shown() == "71分"


def test_a_rule_of_five_conditions_is_decided_and_its_sentence_can_be_pasted():
    result = asked(RULE)
    assert result.outcome is Outcome.MEETS
    assert (
        compile(RULE, WORLD)
        .say("zh")
        .startswith("自入市日期起满年数不低于2年，且研发不低于100万元，且研发占营收的比重不低于3%")
    )


def test_one_missing_figure_leaves_a_rule_open_only_where_it_matters():
    assert asked(RULE, 特色分=None).outcome is Outcome.UNDECIDED
    assert asked(RULE, 特色分=None, 获省级奖=True).outcome is Outcome.MEETS
    assert asked(RULE, 特色分=None, 研发=90).outcome is Outcome.FAILS


def test_the_cheapest_way_to_the_title_is_found():
    rows = firm(研发=110, 研发人员=4)
    plan = compile(RULE, WORLD).cheapest(rows=rows, period="2021", as_of=DAY)
    assert [(one.name.code, one.need / one.name.unit.factor) for one in plan.changes] == [("rd", 120)]
    assert plan.is_proven


def test_a_way_may_need_several_levers():
    rows = firm(研发=110, 研发人员=4, 特色分=1)
    plan = compile(RULE, WORLD).cheapest(rows=rows, period="2021", as_of=DAY)
    rows[-1] |= {one.name.code: one.need / one.name.unit.factor for one in plan.changes}
    assert compile(RULE, WORLD).evaluate(rows=rows, period="2021", as_of=DAY).outcome is Outcome.MEETS
