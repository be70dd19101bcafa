"""Names of agencies and enterprises: what makes two of them one body (机构名称比对)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz import fuzz

from luoshi.kernel.matching.comparison import Comparison, Keys
from luoshi.kernel.matching.names import Gazetteer, Name, cut
from luoshi.kernel.matching.records import Reason, Record
from luoshi.kernel.matching.words import pairs

_SHORTEST_LIKENESS: Final = 60
_LONGEST_SHORT: Final = 6
_FIRMS: Final = ("公司", "厂", "所", "院", "")


@dataclass(frozen=True, slots=True)
class Form:
    """One name of a record; the first is the official one."""

    name: Name
    is_official: bool


def body_names(places: Iterable[str] = ()) -> Comparison[Form]:
    """Compare bodies by their names, areas, kinds and credit codes; `places` are names of known areas."""
    gazetteer = Gazetteer.of(places)

    def prepare(record: Record) -> tuple[Form, ...]:
        forms = [Form(cut(name, gazetteer=gazetteer), not at) for at, name in enumerate(record.names)]
        return tuple(_placed(form, forms[0].name.place) for form in forms)

    return Comparison(prepare=prepare, keys=_keys, evidence=_evidence, circumstances=_circumstances)


def _placed(form: Form, place: str) -> Form:
    """市工信局 as a short name of 云岭市工业和信息化局 is that of 云岭."""
    if form.name.place or not place:
        return form
    return Form(replace(form.name, place=place), form.is_official)


def _keys(form: Form) -> Keys:
    """A body of another place is another body: the place is the block."""
    name = form.name
    same = (f"core:{name.core}", f"sound:{name.sound}", f"own:{name.body}")
    ends, begins = f"{name.core[:1]}{name.head[-1:] or '…'}", f"{name.core[:1]}…"
    filed, sought = [f"long:{ends}"], []
    if name.head in _FIRMS:
        filed.append(f"long:{begins}")  # a firm's short name need not end as the firm's name does
    if _is_short(name):
        filed.append(f"short:{ends}")
        sought += [f"long:{ends}", f"long:{begins}"]
    if len(name.body) > 2:
        sought += [f"short:{ends}", f"short:{begins}"]
    return Keys(
        sure=(f"={name.whole}", f"={name.bare}"),
        filed=(*same, *filed),
        sought=(*same, *sought),
        grams=pairs(name.body),
        block=name.place,
    )


def _is_short(name: Name) -> bool:
    return 1 < len(name.core) <= _LONGEST_SHORT


def _evidence(left: Form, right: Form) -> Iterator[Reason]:
    one, other = left.name, right.name
    against = _contradiction(one, other)
    reason = _likeness(one, other, is_official=right.is_official)
    if reason is None:
        return
    if against and reason.code not in ("same_name", "known_name"):
        reason = Reason(reason.code, reason.points - against.points, {**reason.values, **against.values})
    yield reason


def _contradiction(one: Name, other: Name) -> Reason | None:
    """Another place, another level, another organ: a name like ours that is somebody else's."""
    for code in ("place", "level", "organ"):
        mine, theirs = getattr(one, code), getattr(other, code)
        if mine and theirs and mine != theirs:
            return Reason(f"other_{code}", 40, {"other": f"{mine} / {theirs}"})
    return None


def _likeness(one: Name, other: Name, *, is_official: bool) -> Reason | None:
    """The strongest likeness of two names, or none."""
    values: dict[str, object] = {"name": other.written}
    if one.whole == other.whole:
        return Reason("same_name" if is_official else "known_name", 100 if is_official else 98, values)
    if one.bare == other.bare:
        return Reason("same_without_brackets", 96, values)
    if one.core == other.core:
        return Reason("same_without_place", 95, values)
    if one.body == other.body and one.head == other.head:
        return Reason("same_without_form", 90, values)
    if one.sound == other.sound:
        return Reason("same_sound", 90, values)
    if _abbreviates(one, other) or _abbreviates(other, one):
        return Reason("abbreviation", 86, values)
    return _similar(one, other, values)


def _abbreviates(short: Name, long: Name) -> bool:
    """市发改委 stands for 发展和改革委员会: the same last word, the same first sign, the others in order.

    A firm's short name (长开, 电传所) may end with any sign of the firm's name.
    """
    if not _is_short(short) or len(short.core) >= len(long.core) or short.core[0] != long.core[0]:
        return False
    if long.head in _FIRMS and _runs_through(short.core, long.core):
        return True
    same_head = bool(short.head) and long.head.endswith(short.head)
    return same_head and len(short.body) < len(long.body) and _runs_through(short.body, long.body)


def _runs_through(short: str, long: str) -> bool:
    rest = iter(long)
    return len(short) > 1 and all(sign in rest for sign in short)


def _similar(one: Name, other: Name, values: dict[str, object]) -> Reason | None:
    likeness = fuzz.ratio(one.body, other.body)
    if likeness < _SHORTEST_LIKENESS:
        return None
    if one.head != other.head:
        likeness *= 0.85
    return Reason("similar", round(likeness * 0.9, 1), {**values, "percent": round(likeness)})


def _circumstances(left: Record, right: Record) -> Iterator[Reason]:
    if left.code and right.code:
        yield Reason("same_code", 100) if left.code == right.code else Reason("other_code", -60)
    if left.area and right.area:
        yield from _areas(left.area, right.area)
    if left.kind and right.kind and left.kind != right.kind:
        yield Reason("other_kind", -20)


def _areas(left: str, right: str) -> Iterator[Reason]:
    if left == right:
        yield Reason("same_area", 2)
    elif not (left.startswith(right) or right.startswith(left)):
        yield Reason("other_area", -30)
