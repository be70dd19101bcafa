"""The one file that speaks to Ibis (引擎): guarded primitives, nothing else.

Whole numbers are 64-bit or decimals of 38 digits without a fraction, whichever their bounds need, so that nothing
overflows and nothing is rounded. There are no nulls: what is missing holds a number of its column, and its reasons
stand beside it. A table is read by name; names are quoted by Ibis. Another engine that Ibis knows, as Spark, has its
place in `ENGINES`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from decimal import Decimal
from functools import reduce
from itertools import count
from typing import Any, Final, NamedTuple

from luoshi.formula.bulk.stages import postorder, stages
from luoshi.formula.bulk.terms import NOUGHT, ONE, TRUE, Sort, Term

LONG: Final = 2**63 - 1
DECIMAL: Final = "decimal(38, 0)"
SUMMED: Final = 10**35  # a sum of decimals has two digits behind the point in Ibis: three are kept free
KEPT: Final = 512  # queries that are kept as they were written
REASONS: Final = "int16"
SHORT: Final = (("int8", 2**7 - 1), (REASONS, 2**15 - 1))
WHICH: Final = "which"


class Join(NamedTuple):
    """A table with the columns that are wanted of it: own name → name in the query, and what stands for a null.

    Without an own name it stands for all rows.
    """

    table: str
    columns: tuple[tuple[str, str, int], ...]
    flag: str  # 1 where a body has a row in it


class Source(NamedTuple):
    """Bodies of some tables, each once, and what is joined to them."""

    bases: tuple[str, ...]
    joins: tuple[Join, ...]


class Query(NamedTuple):
    """Sources one below the other, which rows count, what is given, or summed by groups.

    Of several sources a column `which` says from which one a row or group is; each gives columns of the same names.
    """

    sources: tuple[Source, ...]
    kept: Term
    gives: tuple[tuple[str, Term], ...]
    sums: tuple[
        tuple[str, str, Term], ...
    ] = ()  # name, "sum" | "min" | "max", of what; `gives` are the groups
    with_body: bool = True
    rows: int = 0  # at most so many rows


class Engine:
    """A database in memory behind Ibis."""

    def __init__(self, name: str = "duckdb") -> None:
        """Raises KeyError for an engine that is not known."""
        self.name = name
        self.connection = ENGINES[name]()
        self.tables: dict[str, Any] = {}
        self._written: OrderedDict[Query, Any] = OrderedDict()
        self._names = count(1)

    def new_name(self) -> str:
        """A name that no table has."""
        return f"partition {next(self._names)}"

    def keep(self, name: str, table: Any) -> None:
        """Keep an Arrow table under a name, in place of what had it."""
        if self.name == "duckdb":
            raw = self.connection.con
            raw.register("incoming", table)
            raw.execute(f'CREATE OR REPLACE TABLE "{name}" AS SELECT * FROM incoming')  # noqa: S608 - ours
            raw.unregister("incoming")
        else:
            self.connection.create_table(name, table, overwrite=True)
        self.tables[name] = _described(name, table) if self.name == "duckdb" else self.connection.table(name)

    def forget(self, name: str) -> None:
        """Drop a table."""
        del self.tables[name]
        if self.name == "duckdb":
            self.connection.con.execute(f'DROP TABLE "{name}"')
        else:
            self.connection.drop_table(name)

    def fetch(self, name: str, columns: tuple[str, ...]) -> Any:
        """Columns of a table, as an Arrow table."""
        return self._answered(self._asked(self.tables[name].select(*columns)))

    def run(self, query: Query) -> Any:
        """What a query gives, as an Arrow table."""
        asked = self._written.get(query)
        if asked is None:
            asked = self._written[query] = self._asked(_Writer(self.tables, query).written())
            if len(self._written) > KEPT:
                self._written.popitem(last=False)
        return self._answered(asked)

    def _answered(self, asked: Any) -> Any:
        return asked.to_arrow_table() if self.name == "duckdb" else self.connection.to_pyarrow(asked)

    def _asked(self, expression: Any) -> Any:
        """What an engine runs again: DuckDB a statement that is bound already."""
        return self.connection.con.sql(self._as_sql(expression)) if self.name == "duckdb" else expression

    def _as_sql(self, expression: Any) -> str:
        """Its stages stay as they are: to fuse them takes Ibis longer than the engine needs for all of them."""
        import ibis

        before, ibis.options.sql.fuse_selects = ibis.options.sql.fuse_selects, False
        try:
            return str(self.connection.compile(expression))
        finally:
            ibis.options.sql.fuse_selects = before


def _duckdb() -> Any:
    import ibis

    connection = ibis.duckdb.connect()
    connection.con.execute("SET autoinstall_known_extensions = false")
    return connection


def _described(name: str, table: Any) -> Any:
    """A table of DuckDB by its name: Ibis need not ask what it holds."""
    import ibis

    return ibis.table(ibis.Schema.from_pyarrow(table.schema), name=name)


def _polars() -> Any:
    import ibis

    return ibis.polars.connect()


ENGINES: Final[dict[str, Callable[[], Any]]] = {"duckdb": _duckdb, "polars": _polars}


def _halved(relations: list[Any]) -> Any:
    """Relations one below the other, in their order; Ibis's own union of many has another."""
    if len(relations) == 1:
        return relations[0]
    middle = len(relations) // 2
    return _halved(relations[:middle]).union(_halved(relations[middle:]))


def is_long(term: Term) -> bool:
    """Whether a whole number is kept in 64 bits."""
    return term.low >= -LONG and term.high <= LONG


def _largest(how: str, term: Term, rows: int) -> int:
    """How large the sum, least or greatest of a term can get over so many rows."""
    return max(-term.low, term.high) * (rows if how == "sum" else 1)


def is_summable(how: str, term: Term, rows: int) -> bool:
    """Whether an engine keeps the sum, least or greatest of a term over so many rows exactly."""
    return _largest(how, term, rows) <= SUMMED


def _numbers(term: Term) -> list[Term]:
    return [one for one in term.inner if one.sort is Sort.WHOLE]


class _Writer:
    """Writes one query. What is used twice becomes a column of its own, stage by stage."""

    def __init__(self, tables: dict[str, Any], query: Query) -> None:
        import ibis

        self.ibis, self.tables, self.query = ibis, tables, query
        self.wanted = [query.kept, *(term for _, term in query.gives), *(term for *_, term in query.sums)]
        self.pinned: dict[Term, str] = {}
        self.made: dict[Term, Any] = {}
        self.about = ["body"] * (query.with_body and not query.sums) + [WHICH] * (len(query.sources) > 1)
        self.relation = self._stacked()

    def written(self) -> Any:
        query = self.query
        for stage in stages(self.wanted):
            named = {f"_{len(self.pinned) + place}": term for place, term in enumerate(stage)}
            columns = {name: self._term(term) for name, term in named.items()}
            self.pinned |= {term: name for name, term in named.items()}
            kept = self._used()
            self.relation = self.relation.select(
                *self.about, *(name for name in self.relation.columns if name in kept), **columns
            )
            self.made = {}
        if query.kept is not TRUE:
            self.relation, self.made = self.relation.filter(self._term(query.kept)), {}
        return self._summed() if query.sums else self._given()

    def _used(self) -> set[str]:
        """The columns that what is not written yet is made of."""
        found = postorder(self.wanted, (), self.pinned)
        names = (self.pinned.get(one) or (one.args[0] if one.operator == "column" else "") for one in found)
        return {str(name) for name in names if name}

    def _given(self) -> Any:
        columns = {name: self._short(term) for name, term in self.query.gives}
        return self.relation.select(*self.about, **columns)

    def _short(self, term: Term) -> Any:
        """What is given, in as few bytes as hold it: outcomes and reasons are many and small."""
        kind = next((one for one, most in SHORT if -most <= term.low and term.high <= most), None)
        return self._term(term).cast(kind) if kind and term.sort is Sort.WHOLE else self._term(term)

    def _summed(self) -> Any:
        """Groups by keys, then whole numbers added up, or the least or greatest of them."""
        keys = [*self.about, *(name for name, _ in self.query.gives)]
        relation = self.relation.select(
            *self.about,
            **{name: self._term(term) for name, term in self.query.gives},
            **{f"{name}=": self._summand(how, term) for name, how, term in self.query.sums},
        )
        sums = {name: getattr(relation[f"{name}="], how)() for name, how, _ in self.query.sums}
        return relation.group_by(keys).agg(**sums) if keys else relation.agg(**sums)

    def _summand(self, how: str, term: Term) -> Any:
        written = self._term(term)
        return written if _largest(how, term, self.query.rows) <= LONG else written.cast(DECIMAL)

    def _stacked(self) -> Any:
        """All sources, one below the other, with columns of one kind."""
        first, *others = self.query.sources
        if not others:
            return self._joined(first)
        kinds = {
            str(one.args[0]): "int64" if is_long(one) else DECIMAL
            for one in postorder(self.wanted, (), ())
            if one.operator == "column"
        }
        return _halved([self._alike_in(kinds, at, source) for at, source in enumerate(self.query.sources)])

    def _alike_in(self, kinds: dict[str, str], at: int, source: Source) -> Any:
        """A source with its number; that of one table alone is written in one stage, for there are many."""
        is_alone = len(source.bases) == len(source.joins) == 1 and source.joins[0].table == source.bases[0]
        relation = self.tables[source.bases[0]] if is_alone else self._joined(source)
        held = self._columns_of(source.joins[0]) if is_alone else {name: relation[name] for name in kinds}
        columns = {name: self._of_kind(held[name], kind) for name, kind in kinds.items()}
        body = [name for name in self.about if name != WHICH]
        return relation.select(*body, **{WHICH: self.ibis.literal(at, REASONS)}, **columns)

    def _of_kind(self, column: Any, kind: str) -> Any:
        """Reasons stay as short as they are."""
        return column if str(column.type()) in {kind, REASONS} else column.cast(kind)

    def _joined(self, source: Source) -> Any:
        """The bodies of all bases, each once, with the columns that are wanted."""
        first, *others = (self.tables[name].select("body") for name in source.bases)
        joins = list(source.joins)
        if not others and joins and joins[0].table == source.bases[0]:
            own = joins.pop(0)
            relation = self.tables[own.table].select("body", **self._columns_of(own))
        else:
            relation = reduce(lambda one, other: one.union(other), others, first).distinct()
        return self._with(relation, joins) if joins else relation

    def _columns_of(self, join: Join) -> dict[str, Any]:
        table = self.tables[join.table]
        return {
            name: table[held] if held else self.ibis.literal(empty, REASONS)
            for held, name, empty in join.columns
        }

    def _with(self, relation: Any, joins: list[Join]) -> Any:
        """Other tables beside the bodies; what a body has no row for holds a number of its column."""
        joined = relation
        filled: dict[str, Any] = {}
        for join in joins:
            own = self._renamed(join)
            joined = joined.left_join(own, relation["body"] == own[f"{join.flag}body"])
            filled |= {
                name: own[name].fill_null(self._like(own[name], empty)) for _, name, empty in join.columns
            }
            filled[join.flag] = own[join.flag].fill_null(self._number(0))
        return joined.select(*(relation[name] for name in relation.columns), **filled)

    def _renamed(self, join: Join) -> Any:
        table = self.tables[join.table]
        key = {f"{join.flag}body": table["body"]}
        return table.select(**key, **{join.flag: self._number(1)}, **self._columns_of(join))

    def _like(self, column: Any, value: int) -> Any:
        return self.ibis.literal(Decimal(value) if column.type().is_decimal() else value, column.type())

    def _number(self, value: int) -> Any:
        if -LONG <= value <= LONG:
            return self.ibis.literal(value, "int64")
        return self.ibis.literal(Decimal(value), DECIMAL)

    def _term(self, term: Term) -> Any:
        """The term over the relation as it is now; written from its leaves on, so that depth is no matter."""
        for one in postorder([term], self.made, self.pinned):
            self.made[one] = self._column(self.pinned[one], one) if one in self.pinned else self._made(one)
        return self.made[term]

    def _made(self, term: Term) -> Any:
        if term.operator == "column":
            return self._column(term.args[0], term)
        if term.operator == "whole":
            return self._number(term.args[0])
        if term.operator == "truth":
            return self.ibis.literal(term.args[0])
        args = [self.made[one] for one in term.inner]
        if term.sort is Sort.WHOLE or term.operator in {"<=", "=="}:
            args = self._alike(term, args)
        made = PRIMITIVES[term.operator](self.ibis, args, term)
        is_narrowed = term.sort is Sort.WHOLE and is_long(term) and not all(map(is_long, _numbers(term)))
        return made.cast("int64") if is_narrowed else made

    def _alike(self, term: Term, args: list[Any]) -> list[Any]:
        """Whole numbers of one width: that of the widest of them, or of what they give."""
        wide = [one for one in _numbers(term) if not is_long(one)]
        if not wide and (term.sort is not Sort.WHOLE or is_long(term)):
            return args
        return [
            written.cast(DECIMAL) if one.sort is Sort.WHOLE and is_long(one) else written
            for one, written in zip(term.inner, args, strict=True)
        ]

    def _column(self, name: str, term: Term) -> Any:
        column = self.relation[name]
        if term.sort is not Sort.WHOLE:
            return column
        wanted = "int64" if is_long(term) else DECIMAL
        return column if str(column.type()) == wanted else column.cast(wanted)


PRIMITIVES: Final[dict[str, Callable[[Any, list[Any], Term], Any]]] = {
    "+": lambda _, args, term: args[0] + args[1],
    "-": lambda _, args, term: args[0] - args[1],
    "*": lambda _, args, term: args[0] * args[1],
    "|": lambda _, args, term: args[0] | args[1],
    "has": lambda ibis, args, term: (args[0] & ibis.literal(term.args[1], "int64")) != ibis.literal(0, "int64"),
    "if": lambda ibis, args, term: args[0].cast("int64") if term.args[1:] == (ONE, NOUGHT) else ibis.ifelse(*args),
    "<=": lambda _, args, term: args[0] <= args[1],
    "==": lambda _, args, term: args[0] == args[1],
    "in": lambda _, args, term: args[0].isin(sorted(term.args[1])),
    "and": lambda _, args, term: reduce(lambda one, other: one & other, args),
    "or": lambda _, args, term: reduce(lambda one, other: one | other, args),
    "not": lambda _, args, term: ~args[0],
    "float": lambda _, args, term: args[0].cast("float64"),
    "scale": lambda ibis, args, term: args[0] * ibis.literal(term.args[1], "float64"),
    "abs": lambda _, args, term: args[0].abs(),
}  # fmt: skip
