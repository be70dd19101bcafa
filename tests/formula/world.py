"""A small city to write formulas about: names of every kind, with tables, parameters and classifications."""

from datetime import date
from fractions import Fraction

from luoshi.formula import (
    Catalogue,
    Classification,
    Dated,
    Dimension,
    Edition,
    Grain,
    Kind,
    Level,
    Lever,
    Name,
    Parameter,
    Purpose,
    Said,
    Time,
    unit,
)
from luoshi.formula.tables import Between, BrokenLine, DecisionTable, OneOf, Rule, ScoringTable, bands

STATISTICS = frozenset({Purpose.STATISTICS})
AREAS = {"天水": "甘肃", "秦州": "天水", "麦积": "天水", "兰州": "甘肃", "城关": "兰州"}
LEVELS = {"甘肃": "省", "天水": "市", "兰州": "市", "秦州": "县", "麦积": "县", "城关": "县"}

NAMES = (
    Name("rd", "研发费用", "R&D expense", unit=unit("千元"), lever=Lever(Fraction(10000), Fraction(0), Fraction(10**7))),
    Name("revenue", "营业收入", "operating revenue", unit=unit("万元"), every=Grain.MONTH),
    Name("main", "主营业务收入", "main business revenue", unit=unit("万元")),
    Name("va", "工业增加值", "value added", unit=unit("万元"), aliases=("增加值",), floor=Fraction(1, 2)),
    Name("va15", "不变价增加值", "value added 2015", unit=unit("万元"), price_base="2015"),
    Name("energy", "综合能耗", "energy use", unit=unit("吨标准煤"), aliases=("能耗",)),
    Name("profit", "利润总额", "profit", unit=unit("万元")),
    Name("staff", "职工人数", "employees", unit=unit("人"), time=Time.STOCK, every=Grain.QUARTER,
         lever=Lever(Fraction(1), Fraction(0), Fraction(2000))),
    Name("industry", "行业", "industry", kind=Kind.CODE, time=Time.NONE, dimension="industry"),
    Name("above", "是否规上", "above scale", kind=Kind.TRUTH, time=Time.NONE),
    Name("tool", "应用数字化工具", "uses digital tools", kind=Kind.TRUTH, time=Time.STOCK),
    Name("founded", "成立日期", "founded", kind=Kind.DATE, time=Time.NONE),
    Name("total", "累计产值", "output to date", unit=unit("万元"), time=Time.CUMULATIVE, every=Grain.MONTH,
         january_merged=True),
    Name("pace", "产值增速", "growth of output", unit=unit("%"), time=Time.RATE),
    Name("ppi", "出厂价格指数", "producer prices", time=Time.INDEX, level=Level.ALL),
    Name("people", "常住人口", "residents", unit=unit("人"), time=Time.STOCK, level=Level.AREA),
    Name("gdp", "生产总值", "GDP", unit=unit("亿元"), level=Level.AREA),
    Name("survey", "统计产值", "surveyed output", unit=unit("千元"), purposes=STATISTICS, form="B204-1", basis="统计法"),
    Name("points", "评价得分", "marks", unit=unit("分"), time=Time.STOCK),
    Name("count_of_ip", "知识产权数", "intellectual property", unit=unit("件"), time=Time.STOCK),
    Name("number", "某数", "some number", time=Time.NONE),
    Name("other", "另一数", "another number", time=Time.NONE),
    Name("intensity", "研发强度", "R&D intensity", definition="rd / revenue"),
    Name("pair_one", "甲", "one of a pair", definition="乙 + 1"),
    Name("pair_two", "乙", "other of a pair", definition="甲 + 1"),
)  # fmt: skip

PARAMETERS = (
    Parameter("bar", "研发门槛", "R&D bar", unit=unit("%"), values=(
        Dated(date(2020, 1, 1), Fraction(2), "第三条"), Dated(date(2022, 1, 1), Fraction(3), "第五条"),
        Dated(date(2024, 1, 1), Fraction(4), "第五条", until=date(2024, 12, 31)),
    )),
    Parameter("coal", "折标系数", "coal factor", unit=unit("吨标准煤/千瓦时"),
              values=(Dated(date(2015, 1, 1), Fraction(1229, 10**7), "GB/T 2589"),)),
)  # fmt: skip

SPECIAL = Classification(
    "strategic", "战略性新兴产业", "strategic industries",
    editions=(
        Edition("2012", frozenset({"3511", "3512"}), date(2012, 1, 1), date(2018, 12, 31)),
        Edition("2018", frozenset({"3512", "3972"}), date(2019, 1, 1), None, "令第23号"),
    ),
)  # fmt: skip

TABLES = (
    ScoringTable("main_share", bands((None, 60, 0), (60, 70, 1), (70, 80, 3), (80, None, 5)), "主营占比分",
                 "main share marks", unit=unit("%")),
    ScoringTable("rd_marks", bands((100, 200, 2), (200, None, 4)), "研发分", "R&D marks", unit=unit("万元"),
                 otherwise=Fraction(0)),
    BrokenLine("slope", ((Fraction(0), Fraction(0)), (Fraction(10), Fraction(5)), (Fraction(20), Fraction(20))),
               "增速折线", "growth line", unit=unit("%")),
    DecisionTable(
        "size", (unit("人"), "code"), (
            Rule((Between(Fraction(1000), None), None), "L"),
            Rule((Between(Fraction(300), Fraction(1000)), OneOf(frozenset({"C"}))), "M"),
            Rule((Between(None, Fraction(300)), OneOf(frozenset({"C"}))), "S"),
        ), "划型", "size class", gives="code", is_unique=True,
    ),
    DecisionTable(
        "grant", (unit("%"),), (
            Rule((Between(Fraction(5), None),), Fraction(50)), Rule((Between(Fraction(3), None),), Fraction(20)),
        ), "奖补标准", "grant amount", gives=unit("万元"), is_unique=False, otherwise=Fraction(0),
    ),
)  # fmt: skip

DIMENSIONS = (
    Dimension("area", "地区", "area", AREAS, LEVELS,
              (Said("省", "province"), Said("市", "city"), Said("县", "county"))),
)  # fmt: skip

CITY = Catalogue(
    NAMES, parameters=PARAMETERS, classifications=(SPECIAL,), tables=TABLES, dimensions=DIMENSIONS
)
