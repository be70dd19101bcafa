"""What an engine keeps: it gives back what was put in, from rows as from columns."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pyarrow
import pytest

from luoshi.formula import Catalogue, Dimension, Grain, Missing, Name, Period, Why, unit
from luoshi.formula.bulk import Table, columns, storing
from luoshi.formula.bulk.engine import LONG
from luoshi.formula.bulk.frame import Frame
from luoshi.formula.bulk.reasons import bit, bits_of
from luoshi.formula.bulk.source import Stored
from luoshi.formula.bulk.storing import Codes, Column
from luoshi.formula.bulk.terms import MOST
from luoshi.formula.catalogue import Kind, Level, Time
from luoshi.formula.exact.figures import Rows
from tests.formula.comparing import engine

NAMES = Catalogue(
    [
        Name("a", unit=unit("万元")), Name("s", unit=unit("%"), time=Time.NONE), Name("m", every=Grain.MONTH),
        Name("long"), Name("longer"),
        Name("c", kind=Kind.CODE, time=Time.NONE), Name("p", kind=Kind.TRUTH),
        Name("d", kind=Kind.DATE, time=Time.NONE), Name("n", level=Level.AREA),
        Name("x", definition="a + a"),
    ],
    dimensions=[Dimension("area", "地区", "area", {"秦州": "天水"})],
)  # fmt: skip
ROWS = [
    {"body": "1", "area": "秦州", "period": "2020", "a": "1.5", "s": 3, "long": 10**25, "longer": 10**40,
        "c": "C", "p": True, "d": "2020-02-29"},
    {"body": "2", "area": "天水", "period": "2020", "a": Why.NOT_DUE, "s": None, "long": -(10**25),
        "longer": Why.CONFIDENTIAL, "c": "D", "p": False},
    {"body": "3", "period": "2020", "a": None, "long": Missing.because(Why.UNREVIEWED), "c": Why.CONFIDENTIAL,
        "d": date(2021, 1, 1)},
    {"body": "1", "area": "天水", "period": "2019", "a": -2, "c": "E", "p": Why.NOT_APPLICABLE, "longer": None},
    {"body": "4", "period": "2020-01", "area": Why.CONFIDENTIAL, "m": 1, "c": "F", "s": 5},
    {"body": "4", "period": "2020-03", "m": 3, "c": "G", "s": 7},
    {"body": "4", "period": "2020-02", "m": 2, "c": "H", "area": "秦州"},
    {"body": "4", "period": "2020-Q1", "s": 9},
    {"body": "5", "a": 7, "c": "X", "s": 1, "area": "秦州", "p": True}, {"body": "1", "a": 8, "c": "Y"},
    {"body": "6", "period": "2020"},
]  # fmt: skip
PERIODS = [
    Period.parse(text)
    for text in ("2020", "2019", "2020-Q1", "2020-01", "2020-02", "2020-03", "2020-H2", "2018")
]
BODIES = [*"123456", "无"]


def said(figure):
    return ("missing", figure.why) if isinstance(figure, Missing) else figure and figure.value


@pytest.fixture(scope="module")
def table():
    return Table(NAMES, ROWS, areas=[{"area": "天水", "period": "2020", "n": 9}], engine=engine("duckdb"))


@pytest.fixture(scope="module")
def rows():
    return Rows(ROWS, NAMES, areas=[{"area": "天水", "period": "2020", "n": 9}])


@pytest.mark.parametrize("period", PERIODS, ids=str)
def test_a_table_gives_back_every_figure(period, table, rows):
    stored = Stored(table)
    for name in NAMES.names.values():
        for of in [*BODIES, "天水"] if name.level is Level.BODY else ["天水"]:
            assert (name.code, of, said(stored.figure(of, name, period))) == (
                name.code,
                of,
                said(rows.figure(of, name, period)),
            )


@pytest.mark.parametrize("period", PERIODS, ids=str)
def test_a_table_knows_who_is_there_and_where(period, table, rows):
    stored = Stored(table)
    assert sorted(stored.bodies(period)) == sorted(rows.bodies(period))
    assert [stored.member(one, "area", period) for one in BODIES] == [
        rows.member(one, "area", period) for one in BODIES
    ]


def test_a_missing_figure_is_named_with_its_period(table):
    for of, name, why in (
        ("2", "a", Why.NOT_DUE),
        ("2", "longer", Why.CONFIDENTIAL),
        ("3", "a", Why.NOT_REPORTED),
    ):
        (reason,) = Stored(table).figure(of, NAMES.names[name], PERIODS[0]).reasons
        assert (reason.why, reason.name, reason.period) == (why, name, "2020")


def test_a_figure_is_in_base_units_wherever_it_is_kept(table):
    assert Stored(table).figure("1", NAMES.names["a"], PERIODS[0]).value == 15000
    wide = Table(NAMES, [{"body": "1", "a": 10**40}], engine=engine("duckdb"))
    assert Stored(wide).figure("1", NAMES.names["a"], PERIODS[0]).value == 10**44


# columns beside rows

SAME = [
    ("a", [1, 2, None], pyarrow.int32()), ("a", [5, 5, 5], pyarrow.int64()),
    ("a", [-LONG, LONG, 0], pyarrow.int64()), ("p", [True, False, None], None),
    ("p", [True, True, True], None), ("c", ["C", "D", "C"], None), ("c", ["C", None, "E"], None),
    ("d", [date(2020, 1, 1), None, date(1969, 1, 1)], None),
    ("a", [None, None, None], pyarrow.int64()), ("c", [None, None, None], pyarrow.string()),
    ("d", [None, None, None], pyarrow.date32()),
    ("a", [Decimal(10**37), Decimal(-(10**37)), None], pyarrow.decimal128(38, 0)),
    ("area", ["秦州", "天水", None], None),
]  # fmt: skip


@pytest.mark.parametrize("cut", [0, 1])
@pytest.mark.parametrize(("code", "values", "kind"), SAME)
def test_a_column_is_kept_as_the_same_rows_are(code, values, kind, cut):
    given = pyarrow.table({"body": ["1", "2", "3"], code: pyarrow.array(values, kind)}).slice(cut)
    own, kept = columns.stored("t", given, NAMES, Codes())
    other, as_rows = storing.stored(
        "t", {str(at): {code: value} for at, value in enumerate(values[cut:], cut + 1)}, NAMES, Codes()
    )
    assert (own.rows, own.columns) == (other.rows, other.columns)
    there = [at for at, value in enumerate(values[cut:]) if value is not None]
    for name in as_rows.column_names:
        assert kept[name].type == as_rows[name].type
        places = there if name.startswith("v:") else range(len(values) - cut)
        assert [kept[name][at].as_py() for at in places] == [as_rows[name][at].as_py() for at in places]


def test_decimals_are_whole_numbers_of_their_last_digit():
    array = pyarrow.array([Decimal("1.50"), Decimal("-0.25"), None], pyarrow.decimal128(12, 2))
    partition, kept = columns.stored("t", pyarrow.table({"body": [1, 2, 3], "a": array}), NAMES, Codes())
    hundredths = Fraction(1, 100)
    assert partition.columns["a"] == Column(
        Kind.NUMBER, -25, 150, bit(Why.NOT_REPORTED), hundredths, is_alike=True
    )
    assert kept["v:a"].to_pylist() == [150, -25, -25]
    assert kept["body"].to_pylist() == ["1", "2", "3"]


@pytest.mark.parametrize(
    "array", [pyarrow.array(["C", "D", None, "C"]), pyarrow.array(["C", "D", None, "C"]).dictionary_encode()]
)
def test_codes_are_numbered_however_they_are_kept(array):
    codes = Codes()
    codes.number("D")
    partition, kept = columns.stored("t", pyarrow.table({"body": list("1234"), "c": array}), NAMES, codes)
    assert kept["v:c"].to_pylist() == [1, 0, 0, 1]
    assert (partition.columns["c"].low, partition.columns["c"].high, codes.text(1)) == (0, 1, "C")


def test_why_a_value_is_missing_is_said_beside_it():
    given = {"a": pyarrow.array([1, None, None], pyarrow.int64()), "a.why": ["保密", None, "未审核"]}
    partition, kept = columns.stored("t", pyarrow.table({"body": list("123"), **given}), NAMES, Codes())
    assert kept["w:a"].to_pylist() == [0, bit(Why.NOT_REPORTED), bit(Why.UNREVIEWED)]
    assert partition.columns["a"].why == bits_of([Why.NOT_REPORTED, Why.UNREVIEWED])
    assert (partition.rows, kept.column_names) == (3, ["body", "v:a", "w:a"])


@pytest.mark.parametrize(
    ("code", "array"),
    [
        ("a", [True, False]),
        ("p", [1, 0]),
        ("c", [1, 2]),
        ("d", ["2020-01-01", None]),
        ("a", ["1", "2"]),
        ("d", [True, None]),
    ],
)
def test_a_column_of_another_kind_is_refused_by_name(code, array):
    with pytest.raises(ValueError, match=f"{code} holds"):
        columns.stored("t", pyarrow.table({"body": ["1", "2"], code: array}), NAMES, Codes())


def test_columns_of_no_name_are_left_out():
    partition, kept = columns.stored(
        "t", pyarrow.table({"body": ["1"], "zz": [1.5], "n": [1], "x": [1]}), NAMES, Codes()
    )
    assert (partition.columns, kept.column_names) == ({}, ["body"])


# what is too long


@pytest.mark.parametrize(
    ("values", "fits"),
    [
        ([MOST], True),
        ([MOST + 1], False),
        ([-MOST], True),
        ([-MOST - 1], False),
        ([f"1e-{38}"], False),
        (["1e-37"], True),
    ],
)
def test_a_column_of_more_than_thirty_eight_digits_is_kept_beside_the_engine(values, fits):
    partition, _ = storing.stored(
        "t", {str(at): {"long": value} for at, value in enumerate(values)}, NAMES, Codes()
    )
    assert ("long" in partition.columns, "long" in partition.beyond) == (fits, not fits)
    if not fits:
        assert partition.beyond["long"] == {str(at): Fraction(value) for at, value in enumerate(values)}


def test_what_was_never_mentioned_is_not_kept_beside_it():
    partition, _ = storing.stored(
        "t", {"1": {"long": MOST + 1}, "2": {}, "3": {"long": Why.NOT_DUE}}, NAMES, Codes()
    )
    assert {body: said(value) if isinstance(value, Missing) else value for body,
        value in partition.beyond["long"].items()} == {
        "1": MOST + 1, "3": ("missing", {Why.NOT_DUE}),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("high", "kind"),
    [
        (LONG, pyarrow.int64()),
        (LONG + 1, pyarrow.decimal128(38, 0)),
        (-LONG, pyarrow.int64()),
        (-LONG - 1, pyarrow.decimal128(38, 0)),
    ],
)
def test_numbers_have_sixty_four_bits_where_that_is_enough(high, kind):
    _, kept = storing.stored("t", {"1": {"long": high}, "2": {"long": 0}}, NAMES, Codes())
    assert (kept["v:long"].type, kept["v:long"].to_pylist()) == (kind, [high, 0])


# tables


def test_of_several_rows_of_a_body_the_last_known_counts():
    rows = [
        {"body": "1", "a": 1, "known_from": "2021-03-01"},
        {"body": "1", "a": 2, "known_from": "2021-01-01"},
        {"body": "1", "a": 3, "known_from": "2021-05-01"},
    ]
    found = [
        Table(NAMES, rows, as_of=day, engine=engine("duckdb"))
        for day in (None, "2021-03-01", date(2021, 4, 30), "2020-01-01")
    ]
    assert [said(Stored(one).figure("1", NAMES.names["a"], PERIODS[0])) for one in found] == [
        30000,
        10000,
        10000,
        None,
    ]


def test_the_only_period_is_that_of_everything_in_a_table():
    year = {"body": "1", "period": "2020"}
    assert Table(NAMES, [year], engine=engine("duckdb")).only_period == PERIODS[0]
    assert (
        Table(NAMES, [], areas=[{"area": "天水", "period": "2020"}], engine=engine("duckdb")).only_period
        == PERIODS[0]
    )
    for more in ({"areas": [{"area": "天水", "period": "2019"}]}, {"shared": [{}]}):
        assert Table(NAMES, [year], **more, engine=engine("duckdb")).only_period is None
    assert Table(NAMES, engine=engine("duckdb")).only_period is None


def test_a_patch_replaces_all_that_a_period_had():
    table = Table(
        NAMES,
        [{"body": "1", "period": "2020", "a": 1}, {"body": "2", "period": "2019", "a": 2}],
        engine=engine("duckdb"),
    )
    assert table.exact.source.bodies(PERIODS[0]) == {"1": None}
    table.patch("2020", [{"body": "3", "a": 3}])
    assert sorted(table.exact.source.bodies(PERIODS[0])) == ["3"]
    assert sorted(table.exact.source.bodies(PERIODS[1])) == ["2"]
    table.patch_columns("2020", pyarrow.table({"body": ["4"]}))
    assert sorted(table.exact.source.bodies(PERIODS[0])) == ["4"]


def test_a_frame_has_the_bodies_of_all_that_touches_its_period(table):
    assert [len(Frame(table, one).bases) for one in PERIODS] == [6, 2, 6, 4, 4, 4, 2, 1]
    assert [Frame(table, one).is_empty for one in PERIODS] == [False] * 8
    assert Frame(Table(NAMES, engine=engine("duckdb")), PERIODS[0]).is_empty
