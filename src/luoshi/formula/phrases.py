"""The parts of sentences (句式): for each kind of node Chinese and English, filled by the words of what is in it."""

from __future__ import annotations

from typing import Final

from luoshi.formula.errors import Said

OPERATORS: Final = {
    "+": Said("{left}加{right}", "{left} plus {right}"),
    "-": Said("{left}减{right}", "{left} minus {right}"),
    "*": Said("{left}乘以{right}", "{left} times {right}"),
    "/": Said("{left}除以{right}", "{left} divided by {right}"),
    "share": Said("{left}占{right}的比重", "the ratio of {left} to {right}"),
}
COMPARISONS: Final = {
    ">=": Said("{left}不低于{right}", "{left} is at least {right}"),
    "<=": Said("{left}不超过{right}", "{left} is at most {right}"),
    ">": Said("{left}高于{right}", "{left} is above {right}"),
    "<": Said("{left}低于{right}", "{left} is below {right}"),
    "==": Said("{left}为{right}", "{left} is {right}"),
    "!=": Said("{left}不为{right}", "{left} is not {right}"),
}
DATE_COMPARISONS: Final = {
    ">=": Said("{left}在{right}当日或之后", "{left} is on or after {right}"),
    "<=": Said("{left}在{right}当日或之前", "{left} is on or before {right}"),
    ">": Said("{left}晚于{right}", "{left} is after {right}"),
    "<": Said("{left}早于{right}", "{left} is before {right}"),
}
# growth against a bar, as plans say it
RISES: Final = {
    ">=": Said("{value}{since}增长{bar}以上{terms}", "{value} has grown by {bar} or more {since}{terms}"),
    ">": Said("{value}{since}增长超过{bar}{terms}", "{value} has grown by more than {bar} {since}{terms}"),
    "<=": Said("{value}{since}增长不超过{bar}{terms}", "{value} has grown by at most {bar} {since}{terms}"),
    "<": Said("{value}{since}增长不到{bar}{terms}", "{value} has grown by less than {bar} {since}{terms}"),
}
FALLS: Final = {
    "<=": Said("{value}{since}下降{bar}以上{terms}", "{value} has fallen by {bar} or more {since}{terms}"),
    "<": Said("{value}{since}下降超过{bar}{terms}", "{value} has fallen by more than {bar} {since}{terms}"),
    ">=": Said("{value}{since}下降不超过{bar}{terms}", "{value} has fallen by at most {bar} {since}{terms}"),
    ">": Said("{value}{since}下降不到{bar}{terms}", "{value} has fallen by less than {bar} {since}{terms}"),
}
SINCE: Final = {
    "period": Said("比{period}", "since {period}"),
    "year": Said("同比", "on the year before"),
    "previous": Said("环比", "on the period before"),
}
TERMS: Final = {
    "comparable": Said("同口径", "on the same bodies"),
    "nominal": Said("名义口径", "in nominal terms"),
    "prices": Said("按{index}折算的可比价", "at prices compared by {index}"),
}
AGGREGATES: Final = {
    "sum": Said("{value}合计", "the sum of {value}"),
    "count": Said("{value}的户数", "the number of bodies where {value}"),
    "reported": Said("填报{value}的户数", "the number of bodies that reported {value}"),
    "everybody": Said("户数", "the number of bodies"),
    "mean": Said("{value}的平均数", "the mean of {value}"),
    "weighted": Said("{value}以{weight}加权的平均数", "the mean of {value} weighted by {weight}"),
    "share": Said("{value}的占比", "the share of bodies where {value}"),
    "weighted share": Said("{value}的{weight}占比", "the share of {weight} at bodies where {value}"),
    "median": Said("{value}的中位数", "the median of {value}"),
    "quantile": Said("{value}的{extra}分位数", "the {extra} quantile of {value}"),
    "min": Said("{value}的最小值", "the least {value}"),
    "max": Said("{value}的最大值", "the greatest {value}"),
    "distinct": Said("{value}的种数", "how many different {value} there are"),
    "top": Said("{value}最大的{extra}户合计", "the sum of the {extra} greatest {value}"),
}
WINDOWS: Final = {
    "sum": Said("连续{times}{value}合计", "{value} over {times}"),
    "mean": Said("连续{times}{value}的平均数", "the mean {value} over {times}"),
    "min": Said("连续{times}{value}的最小值", "the least {value} over {times}"),
    "max": Said("连续{times}{value}的最大值", "the greatest {value} over {times}"),
}
ROUNDINGS: Final = {
    "round": Said("{value}（四舍五入至{step}）", "{value} (rounded half up to {step})"),
    "round_even": Said("{value}（按GB/T 8170修约至{step}）", "{value} (rounded half to even to {step})"),
    "floor": Said("{value}（向下取整至{step}）", "{value} (rounded down to {step})"),
    "ceil": Said("{value}（向上取整至{step}）", "{value} (rounded up to {step})"),
    "trunc": Said("{value}（舍去{step}以下）", "{value} (cut to {step})"),
}
OTHERS: Final = {
    "where": Said("{where}的主体中{value}", "{value} among bodies where {where}"),
    "negative": Said("负{value}", "minus {value}"),
    "absolute": Said("{value}的绝对值", "the absolute value of {value}"),
    "power": Said("{value}的{exponent}次方", "{value} to the power of {exponent}"),
    "not": Said("并非{value}", "it is not so that {value}"),
    "true": Said("{value}为“是”", "“{value}” holds"),
    "false": Said("{value}为“否”", "“{value}” does not hold"),
    "in": Said("{value}属于{among}", "{value} is one of {among}"),
    "in a range": Said("{value}在{among}之间", "{value} is between {among}"),
    "not in a range": Said("{value}不在{among}之间", "{value} is not between {among}"),
    "not in": Said("{value}不属于{among}", "{value} is none of {among}"),
    "present": Said("{value}已报", "{value} is reported"),
    "missing": Said("{value}缺失", "{value} is missing"),
    "chosen": Said("{condition}时为{then}，否则为{otherwise}", "{then} if {condition}, else {otherwise}"),
    "orelse": Said("{value}（缺失时取{otherwise}）", "{value} (where missing {otherwise})"),
    "min": Said("{values}中较小者", "the least of {values}"),
    "max": Said("{values}中较大者", "the greatest of {values}"),
    "age 12": Said("自{value}起满年数", "whole years since {value}"),
    "age 1": Said("自{value}起满月数", "whole months since {value}"),
    "age 0": Said("自{value}起天数", "days since {value}"),
    "moved": Said("{period}{value}", "{value} of {period}"),
    "lagged": Said("{times}前{value}", "{value} {times} before"),
    "to date": Said("1月以来累计{value}", "{value} since January"),
    "single": Said("本期{value}（由累计数相减）", "{value} in the period alone"),
    "growth": Said("{value}{since}增长率{terms}", "growth of {value} {since}{terms}"),
    "annual": Said("{value}{since}年均增长率{terms}", "yearly growth of {value} {since}{terms}"),
    "at prices": Said("{value}（按{period}价格，用{index}折算）", "{value} at prices of {period} by {index}"),
    "scored": Said("{value}按《{table}》得分", "the marks of {value} by “{table}”"),
    "decided": Said("由{values}按《{table}》确定的结果", "what “{table}” says of {values}"),
    "ratio": Said(
        "{above}与{below}之比（两数都报的主体）", "the ratio of {above} to {below} where both were reported"
    ),
    "within": Said("所在{level}的{value}", "{value} of the {level} it is in"),
    "everywhere": Said("全部范围的{value}", "{value} of all"),
    "parameter": Said("《{name}》规定的值", "what “{name}” sets"),
    "classified": Said("《{name}》", "“{name}”"),
    "edition": Said("《{name}》（{edition}版）", "“{name}” ({edition} edition)"),
    "nothing": Said("缺失值", "a missing value"),
    "range": Said("{low}（{low_end}）至{high}（{high_end}）", "{low} ({low_end}) and {high} ({high_end})"),
    "with": Said("含", "included"),
    "without": Said("不含", "excluded"),
    "and": Said("，且", ", and "),
    "or": Said("，或", ", or "),
    "list": Said("、", ", "),
    "periods": Said("{count}期", "{count} periods"),
    "months 1": Said("{count}个月", "{count} months"),
    "months 3": Said("{count}个季度", "{count} quarters"),
    "months 12": Said("{count}年", "{count} years"),
}
