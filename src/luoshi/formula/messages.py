"""Sentences for the codes of errors and warnings (错误提示): Chinese, English. Advice is added by `Problem.say`."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # writing
    "F101": ("“{after}”后缺少数值或名称", 'value or name expected after "{after}"'),
    "F102": (
        "“{found}”不应出现在这里；此处可以是{expected}",
        '"{found}" does not belong here; right would be {expected}',
    ),
    "F103": (
        "括号没有成对：“{found}”没有对应的“{expected}”",
        'brackets do not match: "{found}" has no "{expected}"',
    ),
    "F104": ("不能使用字符“{found}”", 'the character "{found}" is not used in formulas'),
    "F105": (
        "没有“{found}”这样的统计期；应写作2020、2020-H1、2020-Q3、2020-07、2020-01..07或日期2022-01-01",
        '"{found}" is not a period; right would be 2020, 2020-H1, 2020-Q3, 2020-07, 2020-01..07, or a day 2022-01-01',
    ),
    "F106": (
        "公式长{found}字，上限{limit}字",
        "the formula has {found} characters, at most {limit} are allowed",
    ),
    "F107": (
        "公式过于复杂：{what}为{found}，上限{limit}",
        "the formula is too complex: {what} {found}, at most {limit}",
    ),
    "F108": ("公式是空的", "the formula is empty"),
    "F109": ("引号“{found}”没有结束", "the quotation that begins with {found} does not end"),
    # names
    "F110": ("没有“{found}”", 'unknown name "{found}"'),
    "F111": ("没有函数“{found}”", 'unknown function "{found}"'),
    "F112": ("没有参数“{found}”", 'unknown parameter "{found}"'),
    "F113": ("没有评分表、折线表或决策表“{found}”", 'unknown table "{found}"'),
    "F114": ("没有分类“{found}”", 'unknown classification "{found}"'),
    "F115": ("没有层级“{found}”", 'unknown level "{found}"'),
    "F116": ("{function}没有选项“{found}”", '{function} has no option "{found}"'),
    "F117": ("“{option}”只能取{allowed}，不能是“{found}”", '"{option}" is one of {allowed}, not "{found}"'),
    "F118": ("不认识单位“{found}”", 'unknown unit "{found}"'),
    "F120": (
        "{function}应有{expected}个参数，实有{found}个",
        "{function} takes {expected} arguments, {found} given",
    ),
    "F121": ("{function}缺少“{option}”", '{function} needs "{option}"'),
    "F122": ("{function}的“{option}”写了两次", '"{option}" of {function} is given twice'),
    "F123": ("{function}的“{argument}”应是{expected}", '"{argument}" of {function} must be {expected}'),
    "F124": ("这里不能有“{found}”，它只在{where}中使用", '"{found}" has no meaning here, only in {where}'),
    # units and kinds
    "F201": ("{found}没有单位；“{name}”以“{unit}”计", '{found} has no unit; "{name}" is counted in {unit}'),
    "F202": (
        "{left}（{left_unit}）与{right}（{right_unit}）不能{act}",
        "cannot {act} {left} ({left_unit}) and {right} ({right_unit})",
    ),
    "F203": ("目标是“{wanted}”，公式得“{found}”", "target is {wanted}, formula gives {found}"),
    "F204": ("{what}应是{expected}，不是{found}", "{what} must be {expected}, not {found}"),
    "F205": (
        "乘方的指数应是{low}到{high}之间的整数，不能是“{found}”",
        'an exponent is a whole number from {low} to {high}, not "{found}"',
    ),
    "F206": ("{what}只能比较是否相等，不能比较大小", "{what} can be equal or not; it has no order"),
    "F207": (
        "日期只能加减“日”；要推移统计期请用上期函数 lag",
        "only days can be added to a date; use lag to move a period",
    ),
    # aggregation and time
    "F301": (
        "“{name}”属于单个主体，应先汇总，如 sum({name})",
        '"{name}" belongs to one body; aggregate it first, as in sum({name})',
    ),
    "F302": ("期末数不能跨期相加", "a stock cannot be added up over time"),
    "F303": ("增速、比率和指数不能求和", "a rate, a ratio or an index cannot be summed"),
    "F304": ("累计数不能再求和", "a cumulative figure cannot be summed over time"),
    "F305": (
        "增速须写明口径：basis=同口径 或 basis=名义",
        "state the basis: basis=comparable or basis=nominal",
    ),
    "F306": ("汇总函数内不能再有汇总函数", "an aggregate cannot stand inside another"),
    "F307": (
        "同一公式中的分组须相同：{first}与{second}",
        "all groups of a formula must be the same: {first} and {second}",
    ),
    "F308": ("可比价须用于含有金额的数：{why}", "comparable prices are for what has money in it: {why}"),
    "F309": (
        "“{name}”不是汇总数，{function}只用于汇总数",
        '"{name}" is not aggregated; {function} is for aggregates',
    ),
    "F310": ("循环引用：{path}", "circular reference: {path}"),
    "F311": ("“{name}”不是指数，不能用来换算可比价", '"{name}" is not an index; it cannot turn prices'),
    "F312": (
        "“{name}”已是汇总数，不能再汇总",
        '"{name}" is one value for many already; it cannot be aggregated again',
    ),
    "F313": ("“{name}”不是累计数，不用求单月", '"{name}" is not cumulative; there is nothing to difference'),
    # tables, parameters
    "F401": ("“{table}”在{low}–{high}有空档", '"{table}" has a gap from {low} to {high}'),
    "F402": ("“{table}”中{first}与{second}重叠", 'in "{table}", {first} and {second} overlap'),
    "F403": (
        "“{table}”的顺序不对：{found}应在{after}之后",
        'the order of "{table}" is wrong: {found} must come after {after}',
    ),
    "F404": ("“{table}”没有任何一行", '"{table}" has no rows'),
    "F405": ("“{table}”没有说明{what}取何值", '"{table}" does not say what holds {what}'),
    "F406": ("“{table}”按“{wanted}”计，给出的是“{found}”", '"{table}" is in {wanted}, given is {found}'),
    "F407": (
        "“{name}”与“{other}”容易混淆，请换一个名称",
        '"{name}" is too easily taken for "{other}"; choose another name',
    ),
    "F408": ("“{name}”在{day}有两个值", '"{name}" has two values on {day}'),
    "F409": (
        "“{name}”是公式语言的关键字，不能作名称",
        '"{name}" is a word of the language; it cannot be a name',
    ),
    "F410": (
        "“{table}”第{row}行有{found}个条件，应有{expected}个",
        'row {row} of "{table}" has {found} conditions, not {expected}',
    ),
    # purpose
    "F501": (
        "“{name}”由{form}依据{basis}为“{collected}”收集，不能用于“{wanted}”",
        '"{name}" was collected by {form} under {basis} for {collected}; it cannot be used to {wanted}',
    ),
    # values
    "F601": ("“{name}”的值{found}不是{expected}", 'the value {found} of "{name}" is not {expected}'),
    "F602": ("没有给出统计期", "no period was given"),
    "F603": ("没有给出主体，而公式逐个主体计算", "no body was given, and the formula is about one body"),
    "F604": (
        "可调整项过多，{boxes}步内未能找出最省的办法",
        "too many levers: no cheapest way was found in {boxes} steps",
    ),
    "F605": ("数值过大，无法计算", "the number is too large to compute"),
    # warnings
    "W401": (
        "分子{left}家、分母{right}家填报，口径不同；可用 ratio()",
        "unequal coverage: {left} reported the numerator, {right} the denominator; ratio() pairs them",
    ),
    "W402": ("结果恰在界上（{value}），已按精确值判定", "on the line ({value}), decided exactly"),
    "W403": (
        "与缺失比较永远不成立；请用“缺”来问",
        "nothing equals a missing value; ask whether it is missing",
    ),
    "W404": ("{left}与{right}的统计范围不同", "{left} and {right} speak of different populations"),
}
