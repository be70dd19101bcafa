"""Formulas and figures for comparing evaluators: backwards from the wanted type, figures from a boundary pool."""

from dataclasses import dataclass
from random import Random

from luoshi.formula import FormulaError, Why, compile
from luoshi.formula.ir import Scope
from luoshi.formula.semantics import world

PERIOD = "2020"
YEARS = ["2015", "2018", "2019", "2020"]
MONTHS = ["2020-01", "2020-02", "2020-03", "2020-12"]
AREAS = ["秦州", "麦积", "城关"]
CONSTANTS = {
    "bare": ["0", "1", "2", "3", "5", "100", "0.5", "2.01"],
    "money": ["0元", "1万元", "3万元", "5千元", "100万元", "2.01万元"],
    "people": ["0人", "1人", "3人", "300人", "1000人"],
    "share": ["0%", "3%", "5%", "50%", "60%", "100%"],
    "points": ["0个百分点", "2个百分点", "5个百分点"],
    "marks": ["0分", "1分", "3分", "5分"],
    "years": ["0年", "1年", "2年", "5年"],
    "energy": ["0吨标准煤", "5吨标准煤", "100吨标准煤"],
}
NAMES = {
    "bare": ["a", "b"], "money": ["x", "y", "f", "x", "y", "z", "m"], "people": ["w"], "share": ["g", "h", "r"],
    "energy": ["e"],
}  # fmt: skip
SIGNS = [">=", "<=", ">", "<", "==", "!="]
PLAIN = [
    0,
    0,
    1,
    1,
    2,
    3,
    3,
    5,
    5,
    10,
    50,
    60,
    100,
    300,
    670,
    1000,
    "0.05",
    "0.5",
    "2.01",
    "20.1",
    "67",
    -1,
    -3,
    -5,
    "-0.05",
]
LONG = [10**18 - 1, 10**18 - 1, 10**18 - 2, -(10**18), 123456789012345678, 123456789012345679]
FINE = ["2.0099999999999999", "0.000000000000000001", "0.0500000000000000001"]
POOLS = [PLAIN, PLAIN + LONG * 4, PLAIN + LONG + FINE]  # the finer a column, the longer its whole numbers
REASONS = [
    None,
    Why.NOT_REPORTED,
    Why.NOT_APPLICABLE,
    Why.NOT_APPLICABLE,
    Why.CONFIDENTIAL,
    Why.UNREVIEWED,
    Why.NOT_DUE,
]
NUMBERS = ["a", "b", "x", "y", "f", "w", "e", "g", "h", "z", "m"]


@dataclass
class Batch:
    """Some rows with some formulas about them."""

    rows: list
    areas: list
    shared: list
    formulas: list

    def of_bodies(self):
        return [one for one in self.formulas if one.node.type.scope is not Scope.CELL]

    def of_cells(self):
        return [one for one in self.formulas if one.node.type.scope is not Scope.BODY]


def batch(seed, *, size=30, bodies=6):
    """The same rows and formulas for the same seed."""
    random = Random(seed)
    rows = [
        {
            "body": str(body),
            "area": random.choice([*AREAS, None]),
            "period": period,
            **_figures(random, POOLS[seed % 3]),
        }
        for body in range(bodies)
        for period in YEARS + MONTHS
        if random.random() < 0.85
    ]
    areas = [
        {"area": one, "period": year, "n": random.choice([1, 3, 2000])} for one in AREAS for year in YEARS
    ]
    indexes = {"i": random.choice([95, 100, 102, 110]), "j": random.choice([90, 100, 121])}
    shared = [{"period": year, **indexes} for year in ["2015", "2016", "2017", "2018", "2019", "2020"]]
    writer = Writer(random)
    return Batch(rows, areas, shared, [writer.formula() for _ in range(size)])


def _figures(random, pool):
    found = {}
    for name in NUMBERS:
        chance = random.random()
        if chance < 0.12:
            found[name] = random.choice(REASONS)
        elif chance < 0.95:
            found[name] = random.choice(pool)
    for name in "pq":
        found[name] = random.choice([True, False, True, False, None, Why.NOT_APPLICABLE])
    found["c"] = random.choice(["C", "E", "C35", "3511", "3512", "3972", None])
    found["d"] = random.choice(["2016-06-01", "2018-12-31", "2019-01-01", "2020-02-29", "2021-03-01", None])
    return found


class Writer:
    """Writes texts of a wanted type; what does not compile is written again."""

    def __init__(self, random):
        self.random = random

    def formula(self):
        while True:
            depth = self.random.choice([1, 2, 2, 3, 3])
            kind = self.random.choice(["truth", "truth", "number", "cells", "cells", "code"])
            text = getattr(self, f"any_{kind}")(depth)
            try:
                return compile(text, world())
            except FormulaError:
                continue

    def one(self, *ways):
        return self.random.choice(ways)

    def any_number(self, depth):
        return self.number(self.one(*CONSTANTS), depth)

    def any_truth(self, depth):
        return self.truth(depth)

    def any_code(self, depth):
        return self.one(
            "c",
            f'if({self.truth(depth - 1)}, c, "E")',
            f"决策(划型, {self.number('people', depth - 1)}, c)",
            f"orelse(c, {self.one('c@2019', 'lag(c)')})",
            f"max(d, d@2019) - {self.one(1, 30)}日",
        )

    # numbers of a unit

    def number(self, unit, depth):
        if depth <= 0 or self.random.random() < 0.2:
            return self.random.choice(CONSTANTS[unit] + NAMES.get(unit, []) * 3)
        ways = [self._same, self._same, self._chosen, self._in_time, getattr(self, f"_{unit}", self._same)]
        return self.random.choice(ways)(unit, depth - 1)

    def _same(self, unit, depth):
        left, right = self.number(unit, depth), self.number(unit, depth)
        return self.one(
            f"({left} + {right})", f"({left} - {right})", f"-{left}", f"abs({left})",
            f"{left} * {self.number('bare', 0)}",
            f"{left} / {self.number('bare', depth)}", f"({left}) * {self.number('share', 0)}", f"round({left}, 1)",
            f"floor({left} / 2)", f"({left} + {right}) / {self.one(3, 7)}",
        )  # fmt: skip

    def _chosen(self, unit, depth):
        left, right = self.number(unit, depth), self.number(unit, depth)
        return self.one(
            f"min({left}, {right})", f"max({left}, {right})", f"orelse({left}, {right})",
            f"if({self.truth(depth)}, {left}, {right})", f"max({left}, {right}, {self.number(unit, 0)})",
        )  # fmt: skip

    def _in_time(self, unit, depth):
        value = self.number(unit, depth)
        return self.one(
            f"({value})@2019", f"lag({value})", f"lag({value}, 2)",
            f"{self.one('sum', 'mean', 'min', 'max')}({value}, over=2)",
            f"ytd({value})", "单月(z)", "z@2020-02", "m@2020-Q1", f"lag({value}, 1年)",
        )  # fmt: skip

    def _money(self, unit, depth):
        return self.one(
            "决策(奖补, g)", f"可比价({self.one('x', 'y')}, {self.one('i', 'j')}, 2018)", "单月(z)",
            "sum(m, over=2个月)@2020-02",
            f"x ** 2 / {self.one('x', 'y', '3万元')}", f"{self.number('share', depth)} * {self.number('money', depth)}",
        )  # fmt: skip

    def _share(self, unit, depth):
        left, right = self.number("money", depth), self.number("money", depth)
        since = self.one("2015", "2018", "2019")
        return self.one(
            f"({left}) / ({right})", f"growth({left}, since={since})", f"yoy({left})", f"cagr(x, since={since})",
            "参数(门槛)", f"yoy({self.one('x', 'x / w')}, price=可比价({self.one('i', 'j')}))", f"qoq({left})",
        )  # fmt: skip

    def _points(self, unit, depth):
        return f"({self.number('share', depth)} - {self.number('share', depth)})"

    def _marks(self, unit, depth):
        share = self.number("share", depth)
        return self.one(
            f"评分({share}, 比重分)",
            f"评分({share}, 负债分)",
            f"折线({share}, 增速线)",
            f"评分({self.number('money', depth)}, 产值分)",
        )

    def _years(self, unit, depth):
        return self.one("满年数(d)", "满月数(d)", "满年数(d@2019)", "lag(满年数(d))")

    def _bare(self, unit, depth):
        left, right = self.number("bare", depth), self.number("bare", depth)
        return self.one(
            f"{left} * {right}", f"({left}) ** {self.one(2, 3, -1, 0)}", f"a * b * {right}", f"({left}) / ({right})",
            "天数(d) / 1日", f"{left} * {right} * ({left} + {right})",
        )  # fmt: skip

    # conditions

    def truth(self, depth):
        if depth <= 0:
            return self.one("p", "q", "x 缺", "y 有值", 'c == "C"', "真")
        ways = [self._comparison, self._comparison, self._comparison, self._logic, self._member, self._asked]
        return self.random.choice(ways)(depth - 1)

    def _comparison(self, depth):
        unit = self.one(*CONSTANTS)
        left, right = self.number(unit, depth), self.number(unit, depth)
        bar = self.one(*CONSTANTS[unit])
        return self.one(
            f"{left} {self.one(*SIGNS)} {bar}", f"{left} {self.one(*SIGNS)} {right}", f"{bar} < {left} <= {right}",
            f"{left} / {right} {self.one(*SIGNS)} {self.one('3%', '50%', '5%')}",
            self.one(f"a {self.one(*SIGNS)} b", f"x {self.one(*SIGNS)} x@2019", f"f {self.one(*SIGNS)} x"),
            f"a * b * {self.one('a', 'b')} {self.one(*SIGNS)} {self.one('a', 'b', 'a * a * a', '8', 'b * 4')}",
        )  # fmt: skip

    def _logic(self, depth):
        left, right = self.truth(depth), self.truth(depth)
        return self.one(
            f"({left} and {right})", f"({left} or {right})", f"not ({left})", f"({left}) == ({right})"
        )

    def _member(self, depth):
        unit = self.one("bare", "money", "share")
        value, low, high = self.number(unit, depth), self.number(unit, 0), self.number(unit, 0)
        ends = self.one("[", "("), self.one("]", ")")
        return self.one(
            f"{value} in {ends[0]}{low}..{high}{ends[1]}", 'c in ("C35", "E")', 'c not in {"C35"}',
            f"c {self.one('属于', '不属于')} 战新",
            "c 属于 分类(战新, 版=2012)", f"{self.number('bare', depth)} in {{1, 3, 5}}", "d in [2018-12-31..2020-02-29)",
            f"{value} not in {ends[0]}{low}..{high}{ends[1]}",
        )  # fmt: skip

    def _asked(self, depth):
        return self.one(
            f"({self.any_number(depth)}) {self.one('缺', '有值')}", 'c == "C35"', 'c != "E"', "d > 2019-01-01",
            "d + 30日 <= d@2019",
            f'决策(划型, {self.number("people", depth)}, c) == "{self.one("L", "M", "S")}"', "missing", "a == missing",
            "d == 2020-02-29",
        )  # fmt: skip

    # cells

    def any_cells(self, depth):
        by = self.one("", "", ", by=县", ", by=市", ", by=地区")
        found = self.cell(self.one("money", "money", "bare", "share", "people"), depth, by)
        if self.random.random() < 0.5:
            return found[1]
        return f"{found[1]} {self.one(*SIGNS)} {self.one(*CONSTANTS.get(found[0], ['0户', '1户', '3户']))}"

    def cell(self, unit, depth, by):
        """A unit and a text: an aggregate, or what is made of several."""
        ways = [self._leaf, self._leaf, self._counted, self._quotient, self._grown, self._lifted]
        return self.random.choice(ways)(unit, depth, by)

    def _where(self, depth):
        return f", where={self.truth(depth)}" if self.random.random() < 0.5 else ""

    def _leaf(self, unit, depth, by):
        value, where = self.number(unit, depth - 1), self._where(depth - 1)
        text = self.one(
            f"sum({value}{where}{by})", f"mean({value}{where}{by})", f"min({value}{where}{by})",
            f"max({value}{where}{by})",
            f"median({value}{where}{by})", f"quantile({value}, 0.9{where}{by})", f"top({value}, 2{where}{by})",
            f"mean({value}, weight=w{where}{by})",
        )  # fmt: skip
        return unit, text

    def _counted(self, unit, depth, by):
        truth, where = self.truth(depth - 1), self._where(depth - 1)
        count = self.one(
            f"count({truth}{where}{by})", f"count(*{where}{by})", f"count({self.any_number(depth - 1)}{where}{by})",
            f"distinct({self.one('c', 'a', 'p')}{where}{by})",
        )  # fmt: skip
        if self.random.random() < 0.3:
            weight = self.one("", ", weight=w")
            return "share", f"share({truth}{weight}{where}{by})"
        return "count", self.one(count, f"{count} - lag({count}, 1年)" if "distinct" not in count else count)

    def _quotient(self, unit, depth, by):
        left, right = self.number("money", depth - 1), self.number("money", depth - 1)
        where = self._where(depth - 1)
        return "share", self.one(
            f"ratio({left}, {right}{where}{by})", f"sum({left}{where}{by}) / sum({right}{where}{by})",
            f"sum({left}{by}) / sum({left}{where}{by})",
            f"(sum({left}{by}) - sum({right}{where}{by})) / sum({right}{by})",
        )  # fmt: skip

    def _grown(self, unit, depth, by):
        value, where, basis = (
            self.number("money", depth - 1),
            self._where(depth - 1),
            self.one("同口径", "名义"),
        )
        price = self.one("", "", f", price=可比价({self.one('i', 'j')})")
        return "share", self.one(
            f"growth(sum({value}{where}{by}), since=2015, basis={basis}{price})",
            f"yoy(sum({value}{where}{by}), basis={basis}{price})",
            f"yoy(mean({value}{where}{by}), basis={basis})",
            f"growth(sum(e{by}) / sum({value}{by}), since=2018, basis={basis})",
            f"yoy(count({self.truth(depth - 1)}{by}), basis={basis})",
        )  # fmt: skip

    def _lifted(self, unit, depth, by):
        value, where = self.number("money", depth - 1), self._where(depth - 1)
        return self.one(
            ("share", f"sum({value}{where}{by}) / within({self.one('市', '全部', '省')}, sum({value}{where}))"),
            ("money", f"orelse(sum({value}{where}{by}), 0元)"),
            ("money", f"if(count(*{where}{by}) > 2户, sum({value}{by}), 0元)"),
            ("none", f"per(sum({value}{where}{by}), n) * n / 1万元"),
        )  # fmt: skip
