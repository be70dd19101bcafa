"""The functions (函数): their names in both languages, what they take, and what they are for, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from luoshi.formula.catalogue import key
from luoshi.formula.errors import Said

OPTIONS: Final = {
    "where": Said("条件", "where"),
    "by": Said("按", "by"),
    "weight": Said("权重", "weight"),
    "over": Said("连续", "over"),
    "since": Said("基期", "since"),
    "basis": Said("口径", "basis"),
    "price": Said("价格", "price"),
    "edition": Said("版", "edition"),
}
BASES: Final = {"comparable": Said("同口径", "comparable"), "nominal": Said("名义", "nominal")}
CURRENT_PRICES: Final = Said("现价", "current")


@dataclass(frozen=True, slots=True)
class Function:
    """What a function is called and takes; `most` None is any number."""

    code: str
    zh: str
    least: int
    most: int | None
    options: tuple[str, ...]
    about: Said


def _function(
    code: str, zh: str, takes: tuple[int, int | None], options: str, about: str, english: str
) -> Function:
    return Function(code, zh, *takes, tuple(options.split()), Said(about, english))


_ALL: Final = (
    _function("sum", "合计", (1, 1), "where by over", "各主体之和；over= 时为连续几期之和",
              "the sum over bodies, or over periods with over="),
    _function("count", "计数", (0, 1), "where by", "主体数；有参数时为报了值或条件成立的主体数",
              "how many bodies; how many reported a figure, or meet a condition"),
    _function("mean", "平均", (1, 1), "where by weight over", "各主体的平均数；over= 时为连续几期的平均",
              "the mean over bodies, weighted by weight=, or over periods with over="),
    _function("share", "占比", (1, 1), "where by weight", "条件成立的主体占已报主体的比重",
              "the share of bodies that meet a condition among those that reported"),
    _function("median", "中位数", (1, 1), "where by", "中位数", "the median"),
    _function("quantile", "分位数", (2, 2), "where by", "分位数，在相邻两数间按比例取值",
              "a quantile, between two values in proportion"),
    _function("min", "最小", (1, None), "where by over", "一个参数：各主体中最小的；多个参数：其中最小的",
              "of one argument the least over bodies, of several the least of them"),
    _function("max", "最大", (1, None), "where by over", "一个参数：各主体中最大的；多个参数：其中最大的",
              "of one argument the greatest over bodies, of several the greatest of them"),
    _function("distinct", "种数", (1, 1), "where by", "不同值的个数，缺失不计",
              "how many different values, missing ones not counted"),
    _function("top", "前几合计", (2, 2), "where by", "最大的n个值之和", "the sum of the n greatest values"),
    _function("ratio", "比值", (2, 2), "where by", "两数之比，只计两数都报的主体",
              "one sum by another, over bodies that reported both"),
    _function("per", "每", (2, 2), "", "平均到每人、每户等", "a figure for each unit of another, as for each person"),
    _function("within", "上级", (2, 2), "", "所在上级（如市）的值", "the value of the cell above, as of the city"),
    _function("growth", "增长", (1, 1), "since basis price", "比基期的增长率", "growth since a base"),
    _function("yoy", "同比", (1, 1), "basis price", "比上年同期的增长率", "growth on the same period of the year before"),
    _function("qoq", "环比", (1, 1), "basis price", "比上一期的增长率", "growth on the period before"),
    _function("cagr", "年均增长", (1, 1), "since basis price", "自基期以来的年均增长率", "yearly growth since a base"),
    _function("ytd", "累计", (1, 1), "", "自1月起的累计", "from January to the end of the period"),
    _function("single", "单月", (1, 1), "", "累计数在本期内的增量", "what a cumulative figure grew by in the period"),
    _function("lag", "上期", (1, 2), "", "前n期的值；n可带单位，如1年", "the value n periods before; n may have a unit, as 1 year"),
    _function("at_prices", "可比价", (3, 3), "", "按某年价格计的值", "a value at the prices of a year, by an index"),
    _function("score", "评分", (2, 2), "", "按评分表得分", "the points of a scoring table"),
    _function("line", "折线", (2, 2), "", "按折线表取值", "the height of a broken line"),
    _function("decide", "决策", (2, None), "", "按决策表取值：决策(表, 输入…)", "what a decision table says: decide(table, inputs…)"),
    _function("parameter", "参数", (1, 1), "", "参数在评定日的值", "the value of a parameter on the day"),
    _function("classification", "分类", (1, 1), "edition", "分类中的全部代码", "the codes of a classification"),
    _function("if", "如果", (3, 3), "", "条件成立取其一，否则取其二", "one value if the condition holds, else the other"),
    _function("orelse", "缺省", (2, 2), "", "缺失时取另一个值", "another value where one is missing"),
    _function("round", "四舍五入", (1, 2), "", "四舍五入，到n位小数或到某一步长", "half away from zero, to n digits or to a step"),
    _function("round_even", "修约", (1, 2), "", "按GB/T 8170修约（四舍六入五成双）", "half to even (GB/T 8170)"),
    _function("floor", "向下取整", (1, 2), "", "向下取整", "down"),
    _function("ceil", "向上取整", (1, 2), "", "向上取整", "up"),
    _function("trunc", "取整", (1, 2), "", "向零取整", "towards zero"),
    _function("abs", "绝对值", (1, 1), "", "绝对值", "without its sign"),
    _function("years_since", "满年数", (1, 1), "", "某日至评定日的整年数", "whole years since a day"),
    _function("months_since", "满月数", (1, 1), "", "某日至评定日的整月数", "whole months since a day"),
    _function("days_since", "天数", (1, 1), "", "某日至评定日的天数", "days since a day"),
)  # fmt: skip

FUNCTIONS: Final = {one.code: one for one in _ALL}
_WORDS: Final = {key(word): one for one in _ALL for word in (one.code, one.zh)}
_OPTION_WORDS: Final = {key(word): code for code, said in OPTIONS.items() for word in (code, *said)}


def function(word: str) -> Function | None:
    return _WORDS.get(key(word))


def option(word: str) -> str:
    """The code of an option, empty for a word that is none."""
    return _OPTION_WORDS.get(key(word), "")


def nearest(word: str, *, among: tuple[str, ...] = ()) -> str:
    """The function, or one of these options, whose word is nearest."""
    words = [word for code in among for word in (code, OPTIONS[code].zh)] or list(_WORDS)
    found = process.extractOne(key(word), words, scorer=fuzz.ratio, score_cutoff=50)
    return found[0] if found else ""
