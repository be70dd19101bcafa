"""How a clause is built around a number (句式): where its verb stands, and the noun that is measured."""

from __future__ import annotations

import re
from collections.abc import Sequence

from luoshi.reading.grammar import relations, verbs
from luoshi.reading.grammar.quantities import Quantity
from luoshi.reading.grammar.verbs import Sense, Verb
from luoshi.reading.model import Relation
from luoshi.reading.targets import phrases
from luoshi.reading.targets.lines import OPEN, Claim, Line
from luoshi.reading.targets.phrases import ERASED

_SHARE_OF = re.compile(r"(?:占比|比例|比重|率|指标)$")
_EARNED = re.compile(r"(?:增收|增产)$")  # 户均增收约8000元
_GROWN = re.compile("新增|净增")
_EACH = re.compile("均|都|各")
_BRED = frozenset(
    ["培育", "新培育", "引进", "认定", "新认定", "建成", "新建", "创建", "组建", "打造", "达到", "设立", "有"]
)


class Shape:
    """How a clause is built around a number: where its verb and its noun stand."""

    def __init__(
        self, line: Line, left: int, end: int, right: int, verb: Verb | None, flags: str,
        previous: Claim | None, group: Sequence[Quantity],
    ) -> None:  # fmt: skip
        self.line, self.left, self.right, self.previous = line, left, right, previous
        self.end, self.verb, self.flags = end, verb, flags
        self.number_kind = group[-1].kind
        self.number_end, self.makes = group[-1].end, group[-1].kind not in ("share", "times", "none")
        self._owner = ""
        self.noun_before = self._noun_before()
        self.before = self._printed(self._with_its_growth(self.noun_before))

    def _noun_before(self) -> tuple[int, int]:
        """The object of a verb further to the left, else the subject of the verb at the number."""
        start = self.left
        limit = self.verb.start if self.verb else self.end
        if self.verb is None:
            inner = verbs.inside(self.line.veiled, start, limit, makes=self.makes)
            if inner and not self._is_in_the_name(inner, limit):
                self.verb = inner
                return self._object_of(inner, limit)
        if self.verb and self.verb.sense is Sense.MAKE and not self._noun_behind():
            return self._deed(self.verb)
        return phrases.subject(self.line.veiled, start, limit)

    def _with_its_growth(self, span: tuple[int, int]) -> tuple[int, int]:
        """新增车辆占比: a share keeps the word that says what it is a share of."""
        start, end = span
        grown = self.line.veiled[max(self.left, start - 2) : start] == "新增"
        is_share = self.number_kind == "share" and _SHARE_OF.search(self.line.veiled[start:end]) is not None
        return (start - 2, end) if grown and is_share else span

    def _is_in_the_name(self, inner: Verb, limit: int) -> bool:
        """新增车辆中新能源车占比: the verb of growth qualifies what the share is of."""
        if inner.sense is not Sense.UP:
            return False
        return _SHARE_OF.search(self.line.veiled, inner.end, self._bare_end(limit)) is not None

    def _bare_end(self, limit: int) -> int:
        return self.left + len(relations.without_words(self.line.veiled[self.left : limit]))

    def _object_of(self, inner: Verb, limit: int) -> tuple[int, int]:
        word = self.line.veiled[inner.start : inner.end]
        if word in verbs.OWNING:
            return phrases.subject(self.line.veiled, self.left, limit)
        if word in verbs.NAMING:
            return phrases.trim(self.line.veiled, inner.start, limit)
        self._owner = self._owner_of(inner)
        start, end = phrases.trim(self.line.veiled, inner.end, limit)
        return phrases.after_examples(self.line.veiled, start, end), end

    def _noun_behind(self) -> bool:
        return self.line.noun_follows(self.number_end, self.right)

    def _deed(self, verb: Verb) -> tuple[int, int]:
        """老旧小区改造200个: without a noun behind the number the verb itself belongs to the name."""
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

    @property
    def change(self) -> str | None:
        """increase, decrease or None; an item without a verb takes its neighbour's."""
        if self.verb is None:
            return self._inherited_change(self.number_kind)
        if self.verb.sense in (Sense.UP, Sense.DOWN):
            return self.verb.sense.value
        grown = _GROWN.search(self.line.veiled, self.left, self.noun_before[0])
        if _EARNED.search(self.before):
            return Sense.UP.value
        if self.line.veiled[max(self.left, self.verb.start - 2) : self.verb.start] in ("新增", "净增"):
            return Sense.UP.value  # 新增造林20万亩
        is_level = self.verb.sense is Sense.LEVEL and not _SHARE_OF.search(self.before)
        return Sense.UP.value if is_level and grown else None

    def _inherited_change(self, kind: str) -> str | None:
        previous = self.previous
        if _EARNED.search(self.before):
            return Sense.UP.value
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
        if printed and (not self.change or printed is Relation.ABOUT):
            return printed
        if printed and self.verb and self.verb.end < quantity.start:
            return printed
        return self.verb.relation if self.verb else Relation.EQUAL

    def names(self, group: list[Quantity]) -> list[str]:
        """The indicator, or one for each number where 分别 splits them."""
        following = self._following(group[-1])
        name = self._chosen(self.before, following)
        if _BATCH.fullmatch(name):
            return [following or self._of_which()]
        if following and group[0].kind == "count" and len(_split(name)) == group[0].value > 1:
            return [following]  # 建设甲、乙、丙3个基地
        for_all = "年均" not in self.flags and _EACH.search(self.flags) is not None
        if len(group) > 1 or "分别" in self.flags or for_all:
            parts = _split(name)
            if len(parts) == len(group) or (len(group) == 1 and len(parts) > 1 and for_all):
                return [phrases.complete(part, parts[-1]) for part in parts]
        return [name]

    def _of_which(self) -> str:
        """What a first batch is a batch of: the indicator before (建设40个中心, 首批建成12个)."""
        return self.previous.indicator if self.previous else self.line.elided

    def _following(self, last: Quantity) -> str:
        if not self._noun_behind():
            return ""
        end = self.right
        if self.right < len(self.line.veiled):
            end = max(last.end, _item_end(self.line.veiled, last.end, self.right))
        return self._printed(phrases.thing(self.line.veiled, last.end, end))

    def _chosen(self, before: str, following: str) -> str:
        """A verb right before the number takes the noun behind it; otherwise the noun before is measured."""
        adjacent = (self.verb is not None and self.verb.end == self.end) or (self.verb is None and not before)
        takes = self.verb is None or not self.verb.reaches
        if following and self.line.veiled[: self.end].endswith("的"):
            return following  # 组建以骨干企业为龙头的2个联合体
        if adjacent and takes and following:
            return following
        if self.verb is None and self.previous and before:
            before = phrases.complete(before, self.previous.indicator) if len(before) <= 4 else before
        if not before and not following and self.previous and self.previous.here:
            return self.previous.indicator  # 2023年达到32%、2025年不低于36%
        if before and self.verb and before.removeprefix("完成") == self._verb_word():
            return self._named_before(before)
        here = self.previous.indicator if self.previous and self.previous.here else self.line.elided
        return phrases.with_elided(self._owner + before, here)

    def _verb_word(self) -> str:
        return self.line.veiled[self.verb.start : self.verb.end].strip(ERASED) if self.verb else ""

    def _named_before(self, deed: str) -> str:
        """What a verb without a noun is done to: an earlier indicator with that verb, else the elided one."""
        word = self._verb_word()
        earlier = next((name for name in reversed(self.line.earlier) if word in name), "")
        return earlier or self.line.elided + (word if word in verbs.NAMING else "") or deed

    def _printed(self, span: tuple[int, int]) -> str:
        return phrases.words(self.line.text, self.line.veiled, *span)


_BATCH = re.compile(r"(?:首|第[一二三])[批期次]|先行|率先")


def _item_end(veiled: str, start: int, right: int) -> int:
    """Where the noun of an item ends before the next number's own words begin."""
    comma = veiled.rfind("、", start, right)
    if comma >= 0:
        return comma
    marks = [match.start() for match in OPEN.finditer(veiled, start, right)]
    return marks[-1] if marks else right


def _split(name: str) -> list[str]:
    if "城乡" in name:
        return [name.replace("城乡", "城镇"), name.replace("城乡", "农村")]
    parts = phrases.split(name)
    return parts if len(parts) > 1 else [name]
