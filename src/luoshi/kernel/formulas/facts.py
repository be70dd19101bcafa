"""What the kernel itself knows of a body, as names of formulas (主体基本事项)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Count

from luoshi.formula import Dimension, Kind, Name, Purpose, Said, Time, unit
from luoshi.kernel.among import Among
from luoshi.kernel.formulas.names import Column, One, When, register_dimension, register_name
from luoshi.kernel.models import Area, AreaKind, Body, BodyKind, Command, Fact, Merging, Post
from luoshi.kernel.models.installation import Installation
from luoshi.kernel.queries.register import records_of
from luoshi.kernel.register import CREDIT_CODE

REGISTER = "主体名录"
LEVELS = {
    AreaKind.PROVINCE: Said("省", "province"),
    AreaKind.PREFECTURE: Said("市", "city"),
    AreaKind.COUNTY: Said("县", "county"),
}
RUNNING = frozenset({Purpose.STATISTICS, Purpose.MONITOR})  # what was written down to run this software


def register() -> None:
    """Called once, by `ready()`."""
    register_dimension("area", area_tree)
    _of_row("body_kind", "主体类型", "kind of body", "kind", kind=Kind.CODE)
    _of_row("area_code", "所在行政区划", "area of the body", "area__code", kind=Kind.CODE, dimension="area")
    _of_row("founded_on", "设立日期", "day founded", "valid_from", kind=Kind.DATE)
    _truth("is_enterprise", "是企业", "is an enterprise", "kind", lambda kind: kind == BodyKind.ENTERPRISE)
    _truth("is_agency", "是机关", "is an agency", "kind", lambda kind: kind == BodyKind.AGENCY)
    _truth("has_superior", "有上级单位", "has a superior", "parent", lambda parent: parent is not None)
    commanded = _name("is_commanded", "由本市管理", "is commanded by the city", kind=Kind.TRUTH)
    register_name(commanded, one=_commanded, column=_commanded_of)
    standing = _name("is_there", "当日在册", "is registered on the day", kind=Kind.TRUTH)
    register_name(standing, one=_is_there, column=_are_there)
    posts = _name(
        "posts_held", "任职人数", "people in post", unit=unit("人"), purposes=RUNNING, basis="岗位授权登记"
    )
    register_name(posts, one=_posts, column=_posts_of)
    register_registered("credit_code", "统一社会信用代码", "credit code", fact=CREDIT_CODE, kind=Kind.CODE)


def register_registered(code: str, zh: str, en: str, *, fact: str, **fields: Any) -> None:
    """Make a name of what the register of facts holds under `fact` (登记事项)."""
    one, column = _registered(fact)
    register_name(_name(code, zh, en, **fields), one=one, column=column)


def _name(code: str, zh: str, en: str, **fields: Any) -> Name:
    return Name(code, zh, en, time=Time.NONE, form=REGISTER, **fields)


def _of_row(code: str, zh: str, en: str, path: str, **fields: Any) -> None:
    """A fact that stands in the body's own row, or in one that it points to."""
    register_name(_name(code, zh, en, **fields), one=_row(path), column=_rows(path))


def _truth(code: str, zh: str, en: str, path: str, holds: Callable[[Any], bool]) -> None:
    name = _name(code, zh, en, kind=Kind.TRUTH)
    register_name(name, one=_row(path, holds), column=_rows(path, holds))


def _row(path: str, made: Callable[[Any], Any] = lambda value: value) -> One:
    def one(body: Body, when: When) -> Any:
        value: Any = body
        for step in path.split("__"):
            value = getattr(value, step)
        return made(value)

    return one


def _rows(path: str, made: Callable[[Any], Any] = lambda value: value) -> Column:
    def column(bodies: Collection[int], when: When) -> Mapping[int, Any]:
        rows = Body.objects.filter(pk__among=Among(bodies)).values_list("pk", path)
        return {pk: made(value) for pk, value in rows}

    return column


def _commanded(body: Body, when: When) -> bool | None:
    rows = Command.objects.in_force(on=when.on).filter(body=body)
    return _latest(rows.values_list("valid_from", "pk", "is_commanded"))


def _commanded_of(bodies: Collection[int], when: When) -> Mapping[int, Any]:
    rows = Command.objects.in_force(on=when.on).filter(body__among=Among(bodies))
    return _latest_of(rows.values_list("body", "valid_from", "pk", "is_commanded"))


def _latest(rows: Iterable[tuple[Any, ...]]) -> Any:
    """Of what holds on a day what began last; of two what was written last."""
    found = max(rows, key=lambda row: (row[0] or date.min, *row[1:-1]), default=None)
    return None if found is None else found[-1]


def _latest_of(rows: Iterable[tuple[Any, ...]]) -> dict[int, Any]:
    by_body: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for body, *row in rows:
        by_body[body].append(tuple(row))
    return {body: _latest(held) for body, held in by_body.items()}


def _is_there(body: Body, when: When) -> bool:
    is_merged = Merging.objects.standing().filter(merged=body).exists()
    return body.is_in_force(on=when.on) and not is_merged


def _are_there(bodies: Collection[int], when: When) -> Mapping[int, bool]:
    there = Body.objects.standing().in_force(on=when.on).filter(pk__among=Among(bodies))
    return dict.fromkeys(bodies, False) | dict.fromkeys(there.values_list("pk", flat=True), True)


def _posts(body: Body, when: When) -> int:
    return Post.objects.in_force(on=when.on).filter(body=body).count()


def _posts_of(bodies: Collection[int], when: When) -> Mapping[int, int]:
    rows = Post.objects.in_force(on=when.on).filter(body__among=Among(bodies)).order_by().values("body")
    return dict.fromkeys(bodies, 0) | dict(rows.annotate(number=Count("pk")).values_list("body", "number"))


def _registered(fact: str) -> tuple[One, Column]:
    """The readers of a registered fact; what is registered of a merged record is read of the one that was kept."""

    def one(body: Body, when: When) -> Any:
        row = _latest((*_order(each), each) for each in _facts(fact, records_of(body=body), when))
        return None if row is None else row.value

    def column(bodies: Collection[int], when: When) -> Mapping[int, Any]:
        kept = dict(Merging.objects.standing().values_list("merged_id", "kept_id"))
        rows = _facts(fact, {*bodies, *kept}, when)
        found = _latest_of(
            (reader, *_order(row), row) for row in rows for reader in _readers(row.body_id, kept)
        )
        return {body: found[body].value for body in bodies if body in found}

    return one, column


def _readers(body: int, kept: Mapping[int, int]) -> Iterator[int]:
    """The record itself, and those as which it is read."""
    at: int | None = body
    while at is not None:
        yield at
        at = kept.get(at)


def _facts(fact: str, bodies: Iterable[int], when: When) -> Iterable[Fact]:
    return Fact.objects.current().in_force(on=when.on).filter(name=fact, body__among=Among(bodies))


def _order(fact: Fact) -> tuple[Any, ...]:
    return fact.valid_from, fact.recorded_at, fact.pk


def area_tree(on: date) -> Dimension:
    """The areas of a day as a tree: those of the home area, those in which somebody acts, and all above them."""
    rows = Area.objects.in_force(on=on).filter(kind__in=[*LEVELS, AreaKind.COUNTRY])
    installed = Installation.objects.current()
    home = installed.home_area.path if installed else None
    acting = set(Body.objects.order_by().values_list("area__path", flat=True).distinct())
    wanted = {code for path in acting for code in path.strip("/").split("/")}
    parents: dict[str, str] = {}
    levels: dict[str, str] = {}
    for code, path, kind in rows.values_list("code", "path", "kind"):
        above = path.strip("/").split("/")[:-1]
        if not (code in wanted or (home and (path.startswith(home) or home.startswith(path)))):
            continue
        if above:
            parents[code] = above[-1]
        if kind in LEVELS:
            levels[code] = LEVELS[AreaKind(kind)].zh
    return Dimension("area", "地区", "area", parents, levels, tuple(LEVELS.values()))
