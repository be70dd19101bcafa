"""What one clause promises in numbers (一句一诺): indicator, relation, change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from luoshi.reading.grammar import relations, verbs
from luoshi.reading.grammar.quantities import Quantity
from luoshi.reading.grammar.verbs import Sense, Verb
from luoshi.reading.model import Relation
from luoshi.reading.targets import governing, phrases
from luoshi.reading.targets.lines import OPEN, Claim, Line
from luoshi.reading.targets.phrases import ERASED
from luoshi.reading.targets.shapes import Shape

_JOIN = re.compile(r"(?:[、和及与或,，]|以及)(?:达到|超过|突破)?")
_ADVERB = re.compile(
    rf"(?:[{ERASED}\s]|年均|每年|每年都?|累计|分别|平均|均|都|各(?=$)|总计|共计|合计|逐年|每[日天箱亩吨车]|再|至少|力争|争取|预计|预期|约|了|平均每年)+$"
)
_ADVERB_ENDS = (ERASED, *"均年计别都各再少争取期约了日天箱亩吨车")  # or a blank
_OF_DEED = re.compile(
    r"的?[^的]{2,20}(?:建|完成|实现|达|通|开展|应用|普及|接入|覆盖|纳入|配备|具备|拥有|进入|成为|获得|推行|实行|参与|使用|享受|设立|落实|下放|办)"
)
_REGIONS = ("全市", "全省", "全县", "全区", "全国", "各地")
_GROWN = frozenset(["增长", "增加", "提高", "提升", "下降", "降低", "减少", "新增", "净增"])
_COMPARED = re.compile(
    r"(?P<verb>达到|超过|占到?|相当于|不低于|不少于|不超过|不高于)(?P<whole>[^，、]{2,16})的$"
)
_DESCRIBING = frozenset(["physical", "count"])
_MEASURED = re.compile(r"[率比](?:重|例)?[^率比]{0,8}$")
_SET_UP = re.compile(r"(?:设立|组建|成立|建立)(?:总?规模)?(?:不低于|不少于|超过|达到|达|约)?$")
_GRADE = re.compile("[级型类]$")
_YEARLY = re.compile(r"年均|每年|每年度|逐年")


def read(line: Line, quantities: Sequence[Quantity]) -> list[Claim]:
    """The claims of a clause, left to right."""
    told: list[Claim] = []
    left, index = 0, 0
    previous = line.parallel._replace(here=False) if line.parallel else None
    while index < len(quantities):
        if _qualifies(line, quantities, index):
            index += 1
            continue
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
        elif not line.noun_follows(group[-1].end, right):
            left = _boundary(line, group[-1].end, right)
    return _completed(told)


def _qualifies(line: Line, quantities: Sequence[Quantity], index: int) -> bool:
    """3000吨冷库1座, 7个乡镇处理率60%: a number inside the noun that another number measures."""
    quantity = quantities[index]
    if index + 1 == len(quantities) or quantity.closing or quantity.kind not in _DESCRIBING:
        return False
    following = quantities[index + 1]
    between = line.veiled[quantity.end : following.start]
    if not between or OPEN.search(between) or ERASED in between:
        return False
    if following.kind == "share":
        return quantity.kind == "count" and ("占" in between or _MEASURED.search(between) is not None)
    at_end = following.end == len(line.veiled) or line.opens_next(following.end)
    return following.kind == "count" and quantity.kind != "count" and at_end


def _completed(told: list[Claim]) -> list[Claim]:
    """1个国家级、3个省级创新平台: a grade that stands alone takes the head of the name after it."""
    for index in range(len(told) - 2, -1, -1):
        name, following = told[index].indicator, told[index + 1].indicator
        if _GRADE.search(name) and len(name) <= 5:
            told[index] = told[index]._replace(indicator=phrases.complete(name, following))
    return told


def _group(line: Line, quantities: Sequence[Quantity], index: int) -> list[Quantity]:
    """Quantities that follow one another with nothing between but a mark (80%、60%)."""
    group = [quantities[index]]
    for quantity in islice(quantities, index + 1, None):
        if not _JOIN.fullmatch(line.veiled, group[-1].end, quantity.start):
            break
        group.append(quantity)
    return group


def _right(line: Line, quantities: Sequence[Quantity], following: int) -> int:
    """Where the next item's number begins: numbers before a mark only qualify the noun."""
    end = quantities[following - 1].end
    for quantity in islice(quantities, following, None):
        if OPEN.search(line.veiled, end, quantity.start):
            return quantity.start
    return len(line.veiled)


def _boundary(line: Line, end: int, right: int) -> int:
    """Where the next item of an enumeration begins."""
    if line.opens_next(end) or right == len(line.veiled):
        return end
    marks = [match.end() for match in OPEN.finditer(line.veiled, end, right)]
    comma = line.veiled.rfind("、", end, right)
    if comma >= 0:
        return comma + 1
    return marks[-1] if marks and marks[-1] == right else marks[0] if marks else end


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
        verb = verb._replace(start=begin)
    told = _part_of(line, left, end, first) or _sized(line, left, first, right)
    if told:
        yield told
        return
    shape = Shape(line, left, end, right, verb, flags + more, previous, group)
    if not governing.promises(shape, group[-1]):
        yield from _share_of(line, end, group[-1], right)
        return
    names = shape.names(group)
    yearly = bool(_YEARLY.search(line.veiled, 0, first.start)) or bool(
        previous and previous.here and previous.yearly and shape.verb is None
    )
    yield from _told(shape, group, names, yearly)


def _part_of(line: Line, left: int, end: int, quantity: Quantity) -> Claim | None:
    """达到全省平均水平的95%, 占规上工业的30%以上: a share of something that is named before it."""
    share = quantity.kind == "share"
    compared = _COMPARED.search(line.veiled, max(left, end - 30), end) if share else None
    if compared is None:
        return None
    is_part = compared["verb"].startswith("占")
    if is_part and quantity.closing is None and not line.dated:
        return None
    span = phrases.subject(line.veiled, left, compared.start())
    name = phrases.words(line.text, line.veiled, *span)
    if is_part:
        name = phrases.with_elided(f"{name}占{compared['whole']}", line.elided)
    relation = Relation.EQUAL if is_part else relations.before(compared["verb"]) or Relation.AT_LEAST
    return Claim(name, quantity, quantity.closing or relation, None, False) if len(name) > 1 else None


def _sized(line: Line, left: int, quantity: Quantity, right: int) -> Claim | None:
    """设立总规模20亿元的基金, 组建不少于100人的队伍: a thing that is set up, with its size before it."""
    if not line.veiled.startswith("的", quantity.end) or quantity.kind not in ("money", "count"):
        return None
    if not _SET_UP.search(line.veiled, left, quantity.start):
        return None
    name = phrases.words(line.text, line.veiled, *phrases.thing(line.veiled, quantity.end + 1, right))
    printed = relations.before(line.veiled[max(0, quantity.start - 6) : quantity.start])
    return Claim(name, quantity, quantity.closing or printed or Relation.EQUAL, None, False) if name else None


def _share_of(line: Line, end: int, quantity: Quantity, right: int) -> Iterator[Claim]:
    """70%的企业完成改造: a share whose noun and deed stand behind the number."""
    following = line.veiled[quantity.end : right]
    opens = phrases.trim(line.veiled, 0, end)
    printed = relations.before(line.veiled[max(0, quantity.start - 6) : quantity.start])
    firm = line.dated or quantity.closing is not None or printed is not None or end > 0
    if quantity.kind != "share" or not firm or right < len(line.veiled) or _holds_a_name(line, *opens):
        return
    if not _OF_DEED.match(following):
        return
    span = phrases.trim(line.veiled, quantity.end, right)
    name = phrases.words(line.text, line.veiled, *span)
    yield Claim(name, quantity, quantity.closing or printed or Relation.EQUAL, None, False)


def _holds_a_name(line: Line, start: int, end: int) -> bool:
    """Whether words before a share name something; a region alone names where (全市90%以上的行政村)."""
    return start < end and line.veiled[start:end] not in _REGIONS


def _before_number(veiled: str, left: int, end: int) -> tuple[int, str]:
    """The end of the words before a number or verb without adverbs, and those adverbs."""
    low = max(left, end - 24)
    window = veiled[low:end]
    while True:
        shorter = relations.without_words(window)
        may_end_so = shorter.endswith(_ADVERB_ENDS) or shorter[-1:].isspace()
        adverb = _ADVERB.search(shorter) if may_end_so else None
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


def _told(shape: Shape, group: list[Quantity], names: list[str], yearly: bool) -> Iterator[Claim]:
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
