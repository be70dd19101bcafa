"""The questions in SQL as written by hand for DuckDB: sums of decimals are exact, quotients are doubles."""

from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from formula_world import CHOICES, COLUMNS, CONDITIONS, ITEMS, SCORES, UNDECIDED, bar, paths_of, rules


def load(case: str, paths: list[Path]) -> Any:
    """The columns of a case as a table in memory."""
    found = duckdb.connect()
    found.read_parquet([str(path) for path in paths_of(case, paths)]).select(
        "body", "year", "area", *COLUMNS[case]
    ).to_table("t")
    return found


def quotient(a: str, b: str) -> str:
    return f"{a} / nullif({b}, 0)" if b else a


def condition(a: str, b: str, sign: str, right: object, own: str) -> str:
    return f"({quotient(a, b)} {sign} {bar(right, own, b)})"


def score(table: str, a: str, b: str) -> str:
    if table in CHOICES:
        whens = " ".join(f"when '{one}' then {points}" for one, points in CHOICES[table].items())
        return f"(case {a} {whens} end)"
    if not table:
        return a
    own, bands, high = SCORES[table]
    value, sign = f"({quotient(a, b)})", "<=" if high else "<"
    whens = " ".join(f"when {value} {sign} {bar(top, own, b)} then {points}" for _, top, points in bands[:-1])
    return f"(case when {value} is null then null {whens} else {bands[-1][2]} end)"


def marks() -> str:
    parts = []
    for item in ITEMS:
        if isinstance(item[0], tuple):
            one, other = (score(*each) for each in item)
            parts.append(
                f"(case when {one} is null or {other} is null then null else greatest({one}, {other}) end)"
            )
        else:
            parts.append(score(*item))
    return " + ".join(parts)


SHARE = "select year, area, sum(rd) / nullif(sum(revenue), 0) from t group by all order by all"
GROWTH = (
    "with s as (select year, area, sum(energy) / nullif(sum(va), 0) as x from t group by all) "
    "select s.year, s.area, s.x / nullif(b.x, 0) - 1 from s join s b on b.area = s.area and b.year = 2015 order by all"
)
PENETRATION = (
    "select year, area, sum(revenue) filter (tool) / nullif(sum(revenue) filter (tool is not null), 0) "
    "from t group by all order by all"
)


def written(case: str) -> str:
    """The statement of a case."""
    cells = {"share": SHARE, "growth": GROWTH, "penetration": PENETRATION}
    if case in cells:
        return cells[case]
    if case == "rules":
        failing = ", ".join(
            f"case when {condition(*one)} then null else {at} end" for at, one in enumerate(rules())
        )
        kept = f"list_filter([{failing}], lambda x: x is not null)"
        return f"select body, unnest(failing) as rule from (select body, {kept} as failing from t)"  # noqa: S608
    met = (
        " and ".join(condition(*one) for one in CONDITIONS) if case == "eligibility" else f"({marks()}) >= 60"
    )
    return f"select year, body, ({met})::tinyint as met from t"  # noqa: S608


def compute(case: str, held: Any) -> Any:
    return held.execute(written(case)).to_arrow_table()


def plain(case: str, found: Any) -> dict[str, np.ndarray]:
    if case == "rules":
        return {"failing": np.array([found.num_rows])}
    if case in {"eligibility", "marks"}:
        found = found.sort_by([("year", "ascending"), ("body", "ascending")])
        return {"codes": found["met"].fill_null(UNDECIDED).to_numpy().astype(np.int8)}
    return {"values": found.column(2).cast(pa.float64()).to_numpy()}
