"""Whether a clause promises a number or only mentions it (是否为目标)."""

from __future__ import annotations

import re

from luoshi.reading.grammar import relations
from luoshi.reading.grammar.quantities import Quantity
from luoshi.reading.grammar.verbs import Sense
from luoshi.reading.model import Relation
from luoshi.reading.targets.shapes import Shape

_ABOVE = re.compile(r"(?:高于|低于|快于|超过|超出|领先)[^，]*(?:水平|平均|增速|增幅|增长)(?:约)?$")
_FUND = re.compile(
    r"^(?:人民币)?(?:的)?[^的]{0,14}(?:资金|投资|贷款|基金|产值|收入|信贷|融资|债券|税收|授信|规模|大关|目标|水平|台阶|关口|门槛|出口|消费|额|效益)"
)
_SPAN_OF_TIME = re.compile(
    r"(?:时间|时限|时延|流程|住院日|周期|时长|期限|寿命|工期|天数|年限|日数|用时|时效|年龄|受教育)"
)
_NO_NAME = ("占", "权重", "分值")  # 其中省级资金占80%: it only describes
_LET_IN = frozenset(["个", "家", "户", "名", "人", "份", "篇"])
_SHARE_NAME = re.compile(
    r"(?:率|值|比重|占比|比例|强度|系数|指数|满意度|得分|评分|浓度|寿命|收入|产值|增加值|总量|规模|增速|涨幅|增幅|幅度|增长|%|降费|贷款|融资|税收|利润|利税|产量|营收|额|进出口"
    r"|能力|密度|面积|里程|总数|数量|数)$"
)


def promises(shape: Shape, quantity: Quantity) -> bool:
    """Whether the number is what the sentence is about; each kind of unit has its own test."""
    if shape.line.veiled.startswith("的", quantity.end, shape.right):
        return False
    return _TESTS.get(quantity.kind, _counted)(shape, quantity)


def _money(shape: Shape, quantity: Quantity) -> bool:
    if shape.line.noun_follows(quantity.end, shape.right):
        return bool(shape.verb) and bool(_FUND.match(shape.line.veiled[quantity.end : shape.right]))
    return _governed(shape, quantity)


def _share(shape: Shape, quantity: Quantity) -> bool:
    return _governed(shape, quantity) and not _ABOVE.search(shape.line.veiled[shape.left : shape.end])


def _time(shape: Shape, quantity: Quantity) -> bool:
    if shape.verb is None and not _limited(shape, quantity):
        return False
    is_made = shape.verb is not None and shape.verb.sense is Sense.MAKE
    return not is_made and bool(_SPAN_OF_TIME.search(shape.before))


def _bare(shape: Shape, quantity: Quantity) -> bool:
    """A number without a unit needs a verb of level, or 不高于 behind the name of a measure."""
    verb = shape.verb
    if shape.line.noun_follows(quantity.end, shape.right):
        return False
    if _limited(shape, quantity):
        return bool(_SHARE_NAME.search(shape.before))
    if verb is None:
        return False
    return quantity.closing is not None or verb.reaches


def _counted(shape: Shape, quantity: Quantity) -> bool:
    if not _governed(shape, quantity) or _is_quota(shape, quantity):
        return False
    adjacent = shape.verb is not None and shape.verb.end == shape.end
    if adjacent or not shape.line.noun_follows(quantity.end, shape.right):
        return True
    return quantity.kind == "count" and not quantity.closing


def _governed(shape: Shape, quantity: Quantity) -> bool:
    if shape.before.endswith(_NO_NAME) and quantity.closing is None and not _limited(shape, quantity):
        return False
    if shape.verb or shape.previous is not None:
        return True
    if _limited(shape, quantity):
        return bool(shape.before)
    firm = (
        quantity.closing is not None or shape.line.dated or (quantity.kind, quantity.value) == ("share", 100)
    )
    return firm and bool(_SHARE_NAME.search(shape.before))


def _limited(shape: Shape, quantity: Quantity) -> bool:
    """Whether 不低于, 不超过 or the like stands before the number."""
    return relations.before(shape.line.veiled[max(0, quantity.start - 6) : quantity.start]) is not None


def _is_quota(shape: Shape, quantity: Quantity) -> bool:
    """联合体成员不超过5家, 每省推荐不超过8个: how many are let in; a town promises no fewest of them."""
    if shape.verb is not None or quantity.unit not in _LET_IN:
        return False
    low = max(0, quantity.start - 6)
    return relations.before(shape.line.veiled[low : quantity.start]) is Relation.AT_MOST


_TESTS = {"money": _money, "time": _time, "share": _share, "times": _share, "none": _bare}
