"""Engines: what is joined, kept, grouped and added up is what the same terms say of each row, on every engine."""

from collections import defaultdict

import pyarrow
import pytest

from luoshi.formula.bulk import terms
from luoshi.formula.bulk.engine import (
    KEPT,
    LONG,
    SUMMED,
    Engine,
    Join,
    Query,
    Source,
    is_long,
    is_summable,
)
from luoshi.formula.bulk.stages import DEEPEST, columns_of
from luoshi.formula.bulk.terms import NOUGHT, ONE, TRUE, TooLong, whole
from tests.formula.comparing import ENGINES
from tests.formula.test_bulk_terms import A, B, C, value

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("name", ENGINES)]
ROWS = [(-3, 0, LONG), (5, 1, LONG - 1), (0, 0, -LONG), (2, 1, 10**15), (-3, 1, LONG), (4, 0, 7)]
JOIN = Join("rows", (("a", "a", -3), ("b", "b", 0), ("c", "c", 0)), "here ")
WIDE = terms.times(C, whole(10**15))


def filled(name):
    own = Engine(name)
    body = {"body": [str(at) for at in range(len(ROWS))]}
    own.keep("rows", pyarrow.table(body | {each: [row[at] for row in ROWS] for at, each in enumerate("abc")}))
    return own


def answered(own, *, gives=(), sums=(), kept=TRUE, **options):
    found = own.run(
        Query((Source(("rows",), (JOIN,)),), kept, tuple(gives), tuple(sums), rows=len(ROWS), **options)
    )
    return [{key: int(one) for key, one in row.items()} for row in found.to_pylist()]


SUMS = [
    ("sum", A), ("min", A), ("max", A), ("sum", C), ("min", C), ("max", C), ("sum", WIDE), ("min", WIDE),
    ("max", WIDE), ("sum", ONE),
    ("sum", terms.flag(terms.equal(B, ONE))), ("max", terms.flag(terms.at_most(A, NOUGHT))),
    ("sum", terms.chosen(terms.equal(B, ONE), C, NOUGHT)),
]  # fmt: skip


@pytest.mark.parametrize("kept", [TRUE, terms.at_most(NOUGHT, A)])
@pytest.mark.parametrize("groups", [(), (B,), (B, terms.flag(terms.equal(A, whole(-3))))])
def test_rows_are_added_up_by_groups(name, groups, kept):
    wanted = defaultdict(list)
    for row in ROWS:
        if value(kept, row):
            wanted[tuple(int(value(one, row)) for one in groups)].append(row)
    sums = [(f"s{at}", how, term) for at, (how, term) in enumerate(SUMS)]
    found = answered(
        filled(name), gives=[(f"g{at}", one) for at, one in enumerate(groups)], sums=sums, kept=kept
    )
    by = {tuple(row.pop(f"g{at}") for at in range(len(groups))): row for row in found}
    how_of = {"sum": sum, "min": min, "max": max}
    assert by == {
        key: {at: how_of[how](int(value(term, row)) for row in rows) for at, how, term in sums}
        for key, rows in wanted.items()
    }


def test_only_rows_that_are_kept_are_given(name):
    kept = terms.both(terms.at_most(NOUGHT, A), terms.equal(B, NOUGHT))
    assert sorted(
        row["c"] for row in answered(filled(name), gives=[("c", C)], kept=kept, with_body=False)
    ) == [-LONG, 7]
    assert [set(row) for row in answered(filled(name), gives=[("c", C)], kept=kept)] == [{"body", "c"}] * 2


@pytest.mark.parametrize("depth", [1, 3, DEEPEST, 2 * DEEPEST + 1])
def test_terms_may_be_as_deep_as_they_like(name, depth):
    one = other = A
    for at in range(depth):
        one = terms.chosen(terms.at_most(B, whole(at % 2)), terms.plus(one, B), ONE)
        other = terms.plus(terms.chosen(terms.equal(B, ONE), other, whole(at)), A)
    found = answered(
        filled(name), gives=[("one", one), ("other", other), ("both", terms.plus(one, other)), ("again", one)]
    )
    for row in found:
        held = ROWS[row["body"]]
        mine, theirs = value(one, held), value(other, held)
        assert [row[each] for each in ("one", "other", "both", "again")] == [
            mine,
            theirs,
            mine + theirs,
            mine,
        ]


def test_what_is_used_over_and_over_is_written_once(name):
    own, one = filled(name), terms.plus(A, B)
    for at in range(6):
        one = terms.chosen(terms.at_most(one, whole(at)), terms.plus(one, one), terms.minus(one, B))
    answered(own, gives=[("one", one)])
    (written,) = own._written.values()
    assert len(str(written)) < 10_000


def test_what_is_used_twice_may_be_used_in_what_is_kept_too(name):
    twice = terms.times(terms.plus(A, B), terms.plus(A, ONE))
    kept = terms.at_most(NOUGHT, terms.times(twice, twice))
    found = answered(
        filled(name),
        gives=[("t", twice), ("u", terms.times(twice, A))],
        kept=terms.both(kept, terms.at_most(ONE, twice)),
    )
    assert sorted((row["t"], row["u"]) for row in found) == sorted(
        (value(twice, row), value(twice, row) * row[0]) for row in ROWS if value(twice, row) >= 1
    )


def test_bodies_of_several_tables_come_once_with_what_each_table_has(name):
    own = Engine(name)
    for table, bodies in (("one", "12"), ("two", "23"), ("three", "3")):
        own.keep(table, pyarrow.table({"body": list(bodies), "v": [int(one) * 10 for one in bodies]}))
    for bases, bodies in (
        (("one",), "12"),
        (("one", "two"), "123"),
        (("two", "one", "three"), "123"),
        (("three",), "3"),
    ):
        joins = tuple(Join(table, (("v", f"{table} v", 20),), f"{table} ") for table in ("one", "two"))
        gives = tuple(
            (
                table,
                terms.plus(
                    terms.column(f"{table} v", 10, 30),
                    terms.times(whole(100), terms.column(f"{table} ", 0, 1)),
                ),
            )
            for table in ("one", "two")
        )
        if len(bases) == 1 and bases[0] == "one":
            joins, gives = joins[1:], gives[1:]
        found = own.run(Query((Source(bases, joins),), TRUE, gives, rows=3)).to_pylist()
        wanted = {
            body: {
                table: int(body) * 10 + 100 if body in held else 20
                for table, held in (("one", "12"), ("two", "23"))
                if table in dict(gives)
            }
            for body in bodies
        }
        assert {row.pop("body"): {key: int(one) for key, one in row.items()} for row in found} == wanted


def test_the_first_table_that_is_joined_may_be_the_one_that_the_bodies_are_of(name):
    own = Engine(name)
    own.keep("rows", pyarrow.table({"body": ["1", "2"], "v": [1, 2]}))
    own.keep("more", pyarrow.table({"body": ["2", "3"], "v": [5, 6]}))
    joins = (Join("rows", (("v", "v", 1),), "here "), Join("more", (("v", "w", 5),), "there "))
    there = terms.column("there ", 0, 1)
    found = own.run(
        Query(
            (Source(("rows",), joins),),
            TRUE,
            (("v", terms.column("v", 1, 2)), ("w", terms.column("w", 5, 6)), ("there", there)),
            rows=2,
        )
    )
    assert sorted(tuple(row.values()) for row in found.to_pylist()) == [("1", 1, 5, 0), ("2", 2, 5, 1)]


def test_a_table_is_kept_in_place_of_what_had_its_name_and_forgotten(name):
    own = Engine(name)
    for values in ([1, 2], [3]):
        own.keep("t", pyarrow.table({"body": [str(one) for one in values], "v": values}))
        assert own.fetch("t", ("v",)).column(0).to_pylist() == values
        assert own.fetch("t", ("body", "v")).column_names == ["body", "v"]
    own.forget("t")
    assert own.tables == {}
    with pytest.raises(KeyError):
        own.fetch("t", ("v",))


def test_the_oldest_question_is_forgotten_first(name):
    own = filled(name)
    for at in range(KEPT + 1):
        own._written[Query((), TRUE, (), rows=-at)] = None
    answered(own, gives=[("a", A)])
    assert len(own._written) == KEPT + 1


def test_numbers_are_as_long_as_their_bounds_need(name):
    assert [is_long(terms.column("w", *ends)) for ends in ((-LONG, LONG), (0, LONG + 1), (-LONG - 1, 0))] == [
        True,
        False,
        False,
    ]
    wide = terms.column("w", -SUMMED, SUMMED)
    assert [is_summable(how, wide, rows) for how, rows in (("sum", 1), ("sum", 2), ("min", 2))] == [
        True,
        False,
        True,
    ]
    assert columns_of([terms.plus(A, B), terms.both(terms.equal(C, A))]) == {"a", "b", "c"}
    with pytest.raises(TooLong):
        terms.times(WIDE, WIDE)
