"""What the benchmark of formulas speaks of: a catalogue, formulas, and enterprise-years that a seed makes.

A file a year, in Parquet: amounts as decimals with two places, 3 to 30 % of them missing, in one row of four hundred
R&D, main business and debts exactly on the line of 3 % and 70 %. The same seed and size give the same files.
"""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from luoshi.formula import Catalogue, Dimension, Kind, Name, ScoringTable, Time, unit
from luoshi.formula.tables import DecisionTable, OneOf, Rule, bands

YEARS = range(2015, 2025)
AREAS = [f"6205{number:02d}" for number in range(50)]
SEED = 20251201
# code, Chinese, unit, share missing
AMOUNTS = (
    ("revenue", "营业收入", "万元", 0.03), ("main", "主营业务收入", "万元", 0.05), ("rd", "研发费用", "万元", 0.15),
    ("va", "工业增加值", "万元", 0.05), ("energy", "综合能耗", "吨标准煤", 0.10), ("profit", "净利润", "万元", 0.05),
    ("assets", "资产总计", "万元", 0.05), ("debts", "负债合计", "万元", 0.05), ("pace", "主营增长率", "%", 0.10),
    ("local", "特色分", "分", 0.30),
)  # fmt: skip
COUNTS = (
    ("staff", "职工人数", "人", 0.03), ("rd_staff", "研发人员", "人", 0.10), ("years", "从业年限", "", 0.03),
    ("level", "数字化等级", "", 0.20), ("quality", "质量项数", "", 0.10),
)  # fmt: skip
CODES = (
    ("field", "领域", "ABCD", 0.05),
    ("ip", "知识产权", "ABCD", 0.10),
    ("body_of_rd", "研发机构", "ABCDE", 0.10),
)
# the scoring tables of thirteen items: code, unit, bands (low, high, points), whether the high end belongs to a band
SCORES = {
    "main_share": ("%", ((None, 60, 0), (60, 70, 1), (70, 80, 3), (80, None, 5)), False),
    "main_growth": ("%", ((None, 0, 0), (0, 4, 2), (4, 6, 4), (6, 8, 6), (8, 10, 8), (10, None, 10)), False),
    "years_marks": ("", ((None, 2, 0), (2, 4, 1), (4, 6, 2), (6, 8, 3), (8, 10, 4), (10, None, 5)), False),
    "digital": ("", ((None, 2, 0), (2, 3, 3), (3, None, 5)), False),
    "quality_marks": ("", ((None, 1, 0), (1, 2, 3), (2, None, 5)), False),
    "margin": ("%", ((None, 2, 0), (2, 4, 2), (4, 6, 4), (6, 8, 6), (8, 10, 8), (10, None, 10)), False),
    "debt_share": ("%", ((None, 50, 5), (50, 60, 3), (60, 70, 1), (70, None, 0)), True),
    "rd_amount": (
        "万元", ((None, 100, 0), (100, 200, 2), (200, 300, 4), (300, 400, 6), (400, 500, 8), (500, None, 10)), False,
    ),
    "rd_share": ("%", ((None, 3, 0), (3, 4, 2), (4, 6, 4), (6, 8, 6), (8, 10, 8), (10, None, 10)), False),
    "rd_people": ("%", ((None, 5, 0), (5, 10, 1), (10, 20, 3), (20, None, 5)), False),
}  # fmt: skip
CHOICES = {
    "field_marks": {"A": 5, "B": 3, "C": 0, "D": 0},
    "ip_marks": {"A": 10, "B": 8, "C": 6, "D": 2},
    "body_marks": {"A": 10, "B": 8, "C": 4, "D": 2, "E": 0},
}
# what is scored: the table, and the figure or the quotient of two
ITEMS = (
    ("main_share", "main", "revenue"), ("main_growth", "pace", ""), ("years_marks", "years", ""),
    ("field_marks", "field", ""),
    ("digital", "level", ""), ("quality_marks", "quality", ""), ("margin", "profit", "revenue"),
    ("debt_share", "debts", "assets"), ("", "local", ""), ("ip_marks", "ip", ""),
    (("rd_amount", "rd", ""), ("rd_share", "rd", "revenue")), ("rd_people", "rd_staff", "staff"),
    ("body_marks", "body_of_rd", ""),
)  # fmt: skip
# six conditions: left, divisor, sign, right in the unit, unit
CONDITIONS = (
    ("rd", "revenue", ">=", "3", "%"), ("rd", "", ">=", "100", "万元"), ("revenue", "", ">=", "1000", "万元"),
    ("main", "revenue", ">=", "70", "%"), ("debts", "assets", "<=", "70", "%"), ("staff", "", "<=", "1000", "人"),
)  # fmt: skip
UNITS = {code: own for code, _, own, _ in (*AMOUNTS, *COUNTS)}


def catalogue() -> Catalogue:
    """Everything that the formulas name."""
    names = [
        Name(code, zh, unit=unit(own), time=Time.RATE if own == "%" else Time.FLOW)
        for code, zh, own, _ in AMOUNTS
    ]
    names += [Name(code, zh, unit=unit(own), time=Time.STOCK) for code, zh, own, _ in COUNTS]
    names += [Name(code, zh, kind=Kind.CODE, time=Time.STOCK) for code, zh, _, _ in CODES]
    names += [Name("tool", "应用数字化工具", kind=Kind.TRUTH, time=Time.STOCK)]
    scores = [
        ScoringTable(code, bands(*rows), unit=unit(own), with_high=high)
        for code, (own, rows, high) in SCORES.items()
    ]
    choices = [
        DecisionTable(
            code,
            ("code",),
            tuple(Rule((OneOf(frozenset({one})),), Fraction(points)) for one, points in chosen.items()),
            gives=unit("分"),
        )
        for code, chosen in CHOICES.items()
    ]
    area = Dimension("area", "地区", "area")
    return Catalogue(names, tables=[*scores, *choices], dimensions=[area])


def _quotient(figure: str, divisor: str) -> str:
    return f"{figure} / {divisor}" if divisor else figure


def marks() -> str:
    """The thirteen items, added up."""

    def item(table: str, figure: str, divisor: str) -> str:
        if table in CHOICES:
            return f"decide({table}, {figure})"
        return f"score({_quotient(figure, divisor)}, {table})" if table else figure

    parts = [
        f"max({', '.join(item(*each) for each in one)})" if isinstance(one[0], tuple) else item(*one)
        for one in ITEMS
    ]
    return " + ".join(parts)


def rules() -> list[tuple[str, str, str, int, str]]:
    """Sixty checks of a form: (left, divisor, sign, right, unit); shares, signs and orders of magnitude."""
    amounts = ("main", "rd", "va", "profit", "debts", "energy")
    found: list[tuple[str, str, str, int, str]] = [(one, "", ">=", 0, UNITS[one]) for one in amounts]
    found += [
        (left, right, sign, percent, "%")
        for left, right in (
            ("main", "revenue"), ("rd", "revenue"), ("va", "revenue"), ("debts", "assets"), ("profit", "assets"),
            ("rd_staff", "staff"),
        )
        for sign, percent in (("<=", 100), ("<=", 90), ("<=", 60), (">=", 1), (">=", 3), (">=", 5))
    ]  # fmt: skip
    found += [
        (one, "", "<=", limit, UNITS[one]) for one in amounts for limit in (1_000_000, 5_000_000, 90_000_000)
    ]
    return found[:60]


FORMULAS = {
    "share": "sum(研发费用, 按=地区) / sum(营业收入, 按=地区)",
    "growth": "growth(sum(综合能耗, 按=地区) / sum(工业增加值, 按=地区), 基期=2015, 口径=名义)",
    "penetration": "share(应用数字化工具, 权重=营业收入, 按=地区)",
    "eligibility": " 且 ".join(
        f"{_quotient(a, b)} {sign} {right}{own}" for a, b, sign, right, own in CONDITIONS
    ),
    "marks": f"{marks()} >= 60分",
}
COLUMNS = {
    "share": ("rd", "revenue"), "growth": ("energy", "va"), "penetration": ("tool", "revenue"),
    "eligibility": ("rd", "revenue", "main", "debts", "assets", "staff"),
    "marks": tuple(code for code, *_ in (*AMOUNTS, *COUNTS, *CODES) if code not in {"va", "energy"}),
    "rules": ("revenue", "main", "rd", "va", "profit", "assets", "debts", "energy", "staff", "rd_staff"),
}  # fmt: skip


def make(folder: Path, rows: int, seed: int = SEED) -> list[Path]:
    """The files of so many enterprise-years, one a year; made once."""
    home = folder / f"rows-{rows}"
    home.mkdir(parents=True, exist_ok=True)
    paths = [home / f"{year}.parquet" for year in YEARS]
    for year, path in zip(YEARS, paths, strict=True):
        if not path.exists():
            pq.write_table(year_of(year, rows // len(YEARS), seed), path.with_suffix(".part"))
            path.with_suffix(".part").rename(path)
    return paths


def year_of(year: int, count: int, seed: int) -> pa.Table:
    """The enterprises of one year."""
    chance = np.random.default_rng([seed, year])
    whole = _figures(chance, count)
    arrays: dict[str, pa.Array] = {
        "body": pa.array([f"E{number:08d}" for number in range(count)]),
        "year": pa.array(np.full(count, year, np.int16)),
        "area": pa.array([AREAS[number % len(AREAS)] for number in range(count)]),
        "tool": pa.array(chance.random(count) < 0.6, mask=chance.random(count) < 0.10),
    }
    for code, _, _, missing in AMOUNTS:
        arrays[code] = _decimals(whole[code], chance.random(count) < missing)
    for code, _, _, missing in COUNTS:
        arrays[code] = pa.array(whole[code], pa.int64(), mask=chance.random(count) < missing)
    for code, _, letters, missing in CODES:
        drawn = np.array(list(letters))[chance.integers(0, len(letters), count)]
        arrays[code] = pa.array(drawn, pa.string(), mask=chance.random(count) < missing)
    return pa.table(arrays)


def _figures(chance: np.random.Generator, count: int) -> dict[str, np.ndarray]:
    """Amounts in hundredths, counts as they are."""

    def part(of: np.ndarray, low: float, high: float) -> np.ndarray:
        return (of * chance.uniform(low, high, count)).astype(np.int64)

    revenue = np.exp(chance.normal(12.5, 1.5, count)).astype(np.int64) // 100 * 100 + 10_000
    assets = part(revenue, 0.5, 3)
    staff = chance.integers(5, 2000, count)
    rd = part(revenue, 0, 0.12)
    on_the_line = chance.random(count) < 1 / 400
    rd[on_the_line] = revenue[on_the_line] * 3 // 100
    main, debts = part(revenue, 0.45, 1.02), part(assets, 0.2, 0.95)
    main[on_the_line] = revenue[on_the_line] * 70 // 100
    assets[on_the_line] = assets[on_the_line] // 100 * 100
    debts[on_the_line] = assets[on_the_line] * 70 // 100
    return {
        "revenue": revenue, "main": main, "rd": rd, "va": part(revenue, 0.1, 0.5),
        "energy": part(revenue, 0.01, 0.6), "profit": part(revenue, -0.05, 0.25), "assets": assets,
        "debts": debts, "pace": chance.integers(-1500, 4000, count), "local": chance.integers(0, 16, count) * 100,
        "staff": staff, "rd_staff": part(staff, 0, 0.4), "years": chance.integers(0, 20, count),
        "level": chance.integers(1, 5, count), "quality": chance.integers(0, 4, count),
    }  # fmt: skip


def _decimals(hundredths: np.ndarray, missing: np.ndarray) -> pa.Array:
    """Whole hundredths as decimals with two places."""
    wide = np.empty((len(hundredths), 2), np.int64)
    wide[:, 0] = hundredths
    wide[:, 1] = hundredths >> 63
    valid = pa.py_buffer(np.packbits(~missing, bitorder="little").tobytes())
    return pa.Array.from_buffers(pa.decimal128(18, 2), len(hundredths), [valid, pa.py_buffer(wide.tobytes())])


# what the peers share


UNDECIDED = 2


def bar(right: object, own: str, divisor: str) -> str:
    """What a figure is compared with: of a quotient in percent the hundredth."""
    return f"{Decimal(str(right)) / 100:f}" if own == "%" and divisor else str(right)


def paths_of(case: str, paths: list[Path]) -> list[Path]:
    return paths[-1:] if case == "rules" else paths


def doubles(case: str, paths: list[Path]) -> pa.Table:
    """The columns of a case, decimals as doubles."""
    own = ["body", "year", "area", *COLUMNS[case]]
    whole = pa.concat_tables([pq.read_table(path, columns=own) for path in paths_of(case, paths)])
    fields = [
        field.with_type(pa.float64()) if pa.types.is_decimal(field.type) else field for field in whole.schema
    ]
    return whole.cast(pa.schema(fields))


def verdict_of(clock: float, work: float, wanted: float) -> str:
    """Whether a goal is met on the clock and by work: on a machine that others use the clock says little."""
    if max(clock, work) <= wanted:
        return "met"
    if min(clock, work) > wanted:
        return "missed"
    return "met on the clock, missed by work" if clock <= wanted else "missed on the clock, met by work"
