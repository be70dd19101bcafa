"""What one clause promises in numbers (一句一诺): indicator, relation, change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from luoshi.reading.grammar import relations, verbs
from luoshi.reading.grammar.quantities import Quantity
from luoshi.reading.grammar.verbs import Sense, Verb
from luoshi.reading.model import Relation
from luoshi.reading.targets import phrases
from luoshi.reading.targets.phrases import ERASED


@dataclass(frozen=True, slots=True)
class Claim:
    """A quantity with its indicator, before dates are known."""

    indicator: str
    quantity: Quantity
    relation: Relation
    change: str | None
    yearly: bool
    position: int = 0  # which of several dates it takes (分别)
    here: bool = True  # told in the clause being read, not in one before


@dataclass(frozen=True, slots=True)
class Line:
    """A clause as it is read: printed words and their veiled twin, with periods erased."""

    text: str
    veiled: str
    dated: bool  # a date is printed in the sentence
    parallel: Claim | None  # the claim before it, in the same sentence
    elided: str  # the subject that an incomplete name takes


_JOIN = re.compile(r"(?:[、和及与或,，]|以及)(?:达到|超过|突破)?")
_OPEN = re.compile(r"[、和及与,，]|以及")
_ADVERB = re.compile(
    rf"(?:[{ERASED}\s]|年均|每年|每年都?|累计|分别|均|都|各(?=$)|总计|共计|合计|逐年|再|至少|力争|争取|预计|预期|约|了|平均每年)+$"
)
_OF_DEED = re.compile(
    r"的?[^的]{2,20}(?:建|完成|实现|达|通|开展|应用|普及|接入|覆盖|纳入|配备|具备|拥有|进入|成为|获得|推行|实行|参与|使用|享受|设立|落实|下放|办)"
)
_GROWN = frozenset(["增长", "增加", "提高", "提升", "下降", "降低", "减少", "新增", "净增"])
_GRADE = re.compile("[级型类]$")
_ABOVE = re.compile(r"(?:高于|低于|快于|超过|超出|领先)[^，]*(?:水平|平均|增速|增幅|增长)(?:约)?$")
_YEARLY = re.compile(r"年均|每年|每年度|逐年")
_FUND = re.compile(
    r"^(?:人民币)?(?:的)?[^的]{0,14}(?:资金|投资|贷款|基金|产值|收入|信贷|融资|债券|税收|授信|规模|大关|目标|水平|台阶|关口|门槛|出口|消费|额|效益)"
)
_SPAN_OF_TIME = re.compile(r"(?:时间|时限|周期|时长|期限|寿命|工期|天数|年限|日数|用时|时效|年龄|受教育)")
_SHARE_NAME = re.compile(
    r"(?:率|比重|占比|比例|强度|系数|指数|满意度|得分|评分|浓度|寿命|收入|产值|增加值|总量|规模|增速|涨幅|增幅|幅度|增长|%|能力|密度|面积|里程|总数|数量|数)$"
)


def read(line: Line, quantities: Sequence[Quantity]) -> list[Claim]:
    """The claims of a clause, left to right."""
    told: list[Claim] = []
    left, index = 0, 0
    previous = replace(line.parallel, here=False) if line.parallel else None
    while index < len(quantities):
        group = _group(line, quantities, index)
        right = _right(line, quantities, index + len(group))
        found = list(_claims(line, left, group, right, previous))
        index += len(group)
        if found:
            while index < len(quantities) and quantities[index].start < right:
                index += 1  # a number inside the noun: 3家营业收入超100亿元企业
            previous = found[-1]
            left = _boundary(line, group[-1].end, right)
            told.extend(found)
        elif not _qualifies(line, group[-1], right):
            left = _boundary(line, group[-1].end, right)
    return _completed(told)


def _completed(told: list[Claim]) -> list[Claim]:
    """1个国家级、3个省级创新平台: a grade that stands alone takes the head of the name after it."""
    for index in range(len(told) - 2, -1, -1):
        name, following = told[index].indicator, told[index + 1].indicator
        if _GRADE.search(name) and len(name) <= 5:
            told[index] = replace(told[index], indicator=phrases.complete(name, following))
    return told


def _group(line: Line, quantities: Sequence[Quantity], index: int) -> list[Quantity]:
    """Quantities that follow one another with nothing between but a mark (80%、60%)."""
    group = [quantities[index]]
    for quantity in quantities[index + 1 :]:
        if not _JOIN.fullmatch(line.veiled, group[-1].end, quantity.start):
            break
        group.append(quantity)
    return group


def _right(line: Line, quantities: Sequence[Quantity], following: int) -> int:
    """Where the next item's number begins: numbers before a mark only qualify the noun."""
    end = quantities[following - 1].end
    for quantity in quantities[following:]:
        if _OPEN.search(line.veiled, end, quantity.start):
            return quantity.start
    return len(line.veiled)


def _boundary(line: Line, end: int, right: int) -> int:
    """Where the next item of an enumeration begins."""
    if _OPEN.match(line.veiled, end) or right == len(line.veiled):
        return end
    marks = [match.end() for match in _OPEN.finditer(line.veiled, end, right)]
    comma = line.veiled.rfind("、", end, right)
    if comma >= 0:
        return comma + 1
    return marks[-1] if marks and marks[-1] == right else marks[0] if marks else end


def _qualifies(line: Line, quantity: Quantity, right: int) -> bool:
    """Whether the number only qualifies the noun after it (10亿元以上企业、25%的)."""
    following = line.veiled[quantity.end : right]
    return bool(following) and not _OPEN.match(following) and not following.startswith(ERASED)


def _claims(
    line: Line, left: int, group: list[Quantity], right: int, previous: Claim | None
) -> Iterator[Claim]:
    first = group[0]
    end, flags = _before_number(line.veiled, left, first.start)
    verb = (
        verbs.at_end(line.veiled, left, end)
        if first.unit != "番"
        else Verb(Sense.UP, Relation.EQUAL, end, end)
    )
    more = ""
    if verb and verb.sense is Sense.LEVEL:
        verb = _grown(line.veiled, left, verb)
    if verb:
        begin, more = _before_number(line.veiled, left, verb.start)
        verb = Verb(verb.sense, verb.relation, begin, verb.end)
    shape = _Shape(line, left, end, right, verb, flags + more, previous, group)
    if not shape.fits(group):
        yield from _share_of(line, end, group[-1], right)
        return
    names = shape.names(group)
    yearly = bool(_YEARLY.search(line.veiled, 0, first.start)) or bool(
        previous and previous.yearly and shape.verb is None
    )
    yield from _told(shape, group, names, yearly)


def _share_of(line: Line, end: int, quantity: Quantity, right: int) -> Iterator[Claim]:
    """70%的企业完成改造: a share whose noun and deed stand behind the number."""
    following = line.veiled[quantity.end : right]
    opens = phrases.trim(line.veiled, 0, end)
    if quantity.kind != "share" or not line.dated or right < len(line.veiled) or opens[0] < opens[1]:
        return
    if not _OF_DEED.match(following):
        return
    span = phrases.trim(line.veiled, quantity.end, right)
    name = phrases.words(line.text, line.veiled, *span)
    printed = relations.before(line.veiled[max(0, quantity.start - 6) : quantity.start])
    yield Claim(name, quantity, quantity.closing or printed or Relation.EQUAL, None, False)


def _before_number(veiled: str, left: int, end: int) -> tuple[int, str]:
    """The end of the words before a number or verb without adverbs, and those adverbs."""
    low = max(left, end - 24)
    window = veiled[low:end]
    while True:
        shorter = relations.without_words(window)
        adverb = _ADVERB.search(shorter)
        if adverb and adverb.group():
            shorter = shorter[: adverb.start()]
        if len(shorter) == len(window):
            return low + len(window), veiled[low + len(window) : end]
        window = shorter


def _grown(veiled: str, left: int, verb: Verb) -> Verb:
    """增长超过10%: a level verb behind a verb of growth tells the size of the growth."""
    end, _ = _before_number(veiled, left, verb.start)
    inner = verbs.at_end(veiled, left, end)
    if inner and inner.sense in (Sense.UP, Sense.DOWN) and veiled[inner.start : inner.end] in _GROWN:
        return Verb(inner.sense, verb.relation, inner.start, verb.end)
    return verb


def _told(shape: _Shape, group: list[Quantity], names: list[str], yearly: bool) -> Iterator[Claim]:
    closing = group[-1].closing
    units = group[-1].unit
    pairs = _paired(names, group)
    for position, (name, quantity) in enumerate(pairs):
        if not name or len(name) < 2:
            continue
        if not quantity.unit and units:
            quantity = _with_unit(quantity, units)
        relation = shape.relation(quantity, quantity.closing or closing)
        yield Claim(name, quantity, relation, shape.change, yearly, position)


def _with_unit(quantity: Quantity, unit: str) -> Quantity:
    return Quantity(quantity.value, quantity.value_max, unit, quantity.closing, quantity.start, quantity.end)


def _paired(names: list[str], group: list[Quantity]) -> list[tuple[str, Quantity]]:
    if len(names) > 1 and len(group) == 1:
        return [(name, group[0]) for name in names]
    if len(names) == len(group):
        return list(zip(names, group, strict=True))
    return [(names[0], quantity) for quantity in group]


_BRED = frozenset(
    ["培育", "新培育", "引进", "认定", "新认定", "建成", "新建", "创建", "组建", "打造", "达到", "设立", "有"]
)


class _Shape:
    """How a clause is built around a number: where its verb and its noun stand."""

    def __init__(
        self, line: Line, left: int, end: int, right: int, verb: Verb | None, flags: str,
        previous: Claim | None, group: Sequence[Quantity],
    ) -> None:  # fmt: skip
        self.line, self.left, self.right, self.previous = line, left, right, previous
        self.end, self.verb, self.flags = end, verb, flags
        self.number_kind = group[-1].kind
        self.number_end, self.makes = group[-1].end, group[-1].kind not in ("share", "times")
        self._owner = ""
        self.noun_before = self._noun_before()

    def _noun_before(self) -> tuple[int, int]:
        """The object of a verb further to the left, else the subject of the verb at the number."""
        start = self.left
        limit = self.verb.start if self.verb else self.end
        if self.verb is None:
            inner = verbs.inside(self.line.veiled, start, limit, makes=self.makes)
            if inner:
                self.verb = inner
                return self._object_of(inner, limit)
        if self.verb and self.verb.sense is Sense.MAKE and not self._noun_behind():
            return self._deed()
        return phrases.subject(self.line.veiled, start, limit)

    def _object_of(self, inner: Verb, limit: int) -> tuple[int, int]:
        word = self.line.veiled[inner.start : inner.end]
        if word in verbs.OWNING:
            return phrases.subject(self.line.veiled, self.left, limit)
        if word in verbs.NAMING:
            return phrases.trim(self.line.veiled, inner.start, limit)
        self._owner = self._owner_of(inner)
        return phrases.trim(self.line.veiled, inner.end, limit)

    def _noun_behind(self) -> bool:
        following = self.line.veiled[self.number_end : self.right]
        return bool(following.strip(ERASED)) and not _OPEN.match(following)

    def _deed(self) -> tuple[int, int]:
        """老旧小区改造200个: without a noun behind the number the verb itself belongs to the name."""
        verb = self.verb
        assert verb is not None
        inner = verbs.inside(self.line.veiled, self.left, verb.start, makes=True)
        if inner:
            self.verb = inner
            return phrases.trim(self.line.veiled, inner.end, verb.end)
        end = verb.start if self.line.veiled[verb.start : verb.end] in _BRED else verb.end
        return phrases.subject(self.line.veiled, self.left, end)

    def _owner_of(self, inner: Verb) -> str:
        """The short noun before a verb of growth or result that belongs to its object (城镇新增就业)."""
        if inner.sense is Sense.MAKE and self.line.veiled[inner.start : inner.end] not in ("实现", "完成"):
            return ""
        begin, end = phrases.subject(self.line.veiled, self.left, inner.start)
        return self._printed((begin, end)) if 2 <= end - begin <= 8 else ""

    def fits(self, group: list[Quantity]) -> bool:
        """Whether the sentence promises this number rather than mentions it."""
        last = group[-1]
        following = self.line.veiled[last.end : self.right]
        tests = {
            "money": self._money,
            "time": self._time,
            "share": self._share,
            "times": self._share,
            "none": self._bare,
        }
        if following.startswith("的"):
            return False
        return tests.get(last.kind, self._counted)(last, following)

    def _money(self, quantity: Quantity, following: str) -> bool:
        if following and not _OPEN.match(following) and not following.startswith(ERASED):
            return bool(self.verb) and bool(_FUND.match(following))
        return self._governed(quantity)

    def _share(self, quantity: Quantity, following: str) -> bool:
        return self._governed(quantity) and not _ABOVE.search(self.line.veiled[self.left : self.end])

    def _time(self, quantity: Quantity, following: str) -> bool:
        name = self._printed(self.noun_before)
        return bool(self.verb and self.verb.sense is not Sense.MAKE and _SPAN_OF_TIME.search(name))

    def _bare(self, quantity: Quantity, following: str) -> bool:
        firm = bool(self.verb and self.verb.sense is Sense.LEVEL and self.verb.relation is not Relation.EQUAL)
        return (firm or (quantity.closing is not None and self.verb is not None)) and not following[:1].strip(
            "、和及与 "
        )

    def _counted(self, quantity: Quantity, following: str) -> bool:
        if not self._governed(quantity):
            return False
        takes_noun = self.verb is None or self.verb.end == self.end or self.previous is not None
        return (
            takes_noun or not _noun_follows(following) or (quantity.kind == "count" and not quantity.closing)
        )

    def _governed(self, quantity: Quantity) -> bool:
        if self.verb or self.previous is not None:
            return True
        if relations.before(self.line.veiled[max(0, quantity.start - 6) : quantity.start]):
            return bool(self._printed(self.noun_before))
        name = self._printed(self.noun_before)
        return (
            bool(name)
            and (quantity.closing is not None or self.line.dated)
            and bool(_SHARE_NAME.search(name))
        )

    @property
    def change(self) -> str | None:
        """increase, decrease or None; an item without a verb takes its neighbour's."""
        if self.verb is None:
            return self._inherited_change(self.number_kind)
        if self.verb.sense in (Sense.UP, Sense.DOWN):
            return self.verb.sense.value
        if self.verb.sense is Sense.LEVEL and re.search(
            r"(?:新增|净增)", self.line.veiled[self.left : self.noun_before[0]]
        ):
            return Sense.UP.value
        return None

    def _inherited_change(self, kind: str) -> str | None:
        previous = self.previous
        if previous is None or (not previous.here and (kind, previous.quantity.kind) != ("count", "count")):
            return None
        return previous.change

    def relation(self, quantity: Quantity, closing: Relation | None) -> Relation:
        """以上 and 左右 behind the number count most, then 不低于 before it, then the verb."""
        if quantity.value_max is not None:
            return Relation.RANGE
        printed = relations.before(self.line.veiled[max(0, quantity.start - 6) : quantity.start])
        if closing:
            return closing
        if "至少" in self.flags or "不少于" in self.flags:
            return Relation.AT_LEAST
        if printed and not self.change:
            return printed
        if printed and self.verb and self.verb.end < quantity.start:
            return printed
        return self.verb.relation if self.verb else Relation.EQUAL

    def names(self, group: list[Quantity]) -> list[str]:
        """The indicator, or one for each number where 分别 splits them."""
        following = self._following(group[-1])
        before = self._printed(self.noun_before)
        name = self._chosen(before, following)
        if (
            len(group) > 1
            or "分别" in self.flags
            or (re.search("均|都", self.flags) and "年均" not in self.flags)
        ):
            parts = _split(name)
            if len(parts) == len(group) or (
                len(group) == 1 and len(parts) > 1 and re.search("均|都", self.flags)
            ):
                return [phrases.complete(part, parts[-1]) for part in parts]
        return [name]

    def _following(self, last: Quantity) -> str:
        end = self.right
        if self.right < len(self.line.veiled):
            end = max(last.end, _item_end(self.line.veiled, last.end, self.right))
        return self._printed(phrases.thing(self.line.veiled, last.end, end))

    def _chosen(self, before: str, following: str) -> str:
        """The noun behind the number belongs to a verb right before it; otherwise the noun before is measured."""
        adjacent = (self.verb is not None and self.verb.end == self.end) or (self.verb is None and not before)
        takes = (
            self.verb is None or self.verb.sense is not Sense.LEVEL or self.verb.relation is Relation.EQUAL
        )
        if adjacent and takes and following:
            return following
        if self.verb is None and self.previous and before:
            before = phrases.complete(before, self.previous.indicator) if len(before) <= 4 else before
        return phrases.with_elided(self._owner + before, self.line.elided)

    def _printed(self, span: tuple[int, int]) -> str:
        return phrases.words(self.line.text, self.line.veiled, *span)


def _noun_follows(following: str) -> bool:
    return bool(following) and not _OPEN.match(following)


def _item_end(veiled: str, start: int, right: int) -> int:
    """Where the noun of an item ends before the next number's own words begin."""
    comma = veiled.rfind("、", start, right)
    if comma >= 0:
        return comma
    marks = [match.start() for match in _OPEN.finditer(veiled, start, right)]
    return marks[-1] if marks else right


def _split(name: str) -> list[str]:
    if "城乡" in name:
        return [name.replace("城乡", "城镇"), name.replace("城乡", "农村")]
    parts = phrases.split(name)
    return parts if len(parts) > 1 else [name]
