"""The questions as written by hand for pandas, on doubles."""

from functools import reduce
from operator import add, and_, or_
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from formula_world import CHOICES, CONDITIONS, ITEMS, SCORES, UNDECIDED, YEARS, bar, doubles, rules


def load(case: str, paths: list[Path]) -> Any:
    return doubles(case, paths).to_pandas()


def quotient(held: Any, a: str, b: str) -> Any:
    return held[a] / held[b].replace(0, np.nan) if b else held[a]


def condition(held: Any, a: str, b: str, sign: str, right: object, own: str) -> tuple[Any, Any]:
    """Whether it is met, and whether that is known."""
    value, limit = quotient(held, a, b), float(bar(right, own, b))
    return (value >= limit if sign == ">=" else value <= limit), value.notna()


def score(held: Any, table: str, a: str, b: str) -> Any:
    if not table:
        return held[a]
    if table in CHOICES:
        return held[a].map(CHOICES[table])
    own, bands, high = SCORES[table]
    edges = [-np.inf, *(float(bar(top, own, b)) for _, top, _ in bands[:-1]), np.inf]
    places = pd.cut(quotient(held, a, b), edges, right=high, labels=False)
    return places.map(dict(enumerate(points for _, _, points in bands)))


def item_of(held: Any, item: Any) -> Any:
    if not isinstance(item[0], tuple):
        return score(held, *item)
    return pd.concat([score(held, *one) for one in item], axis=1).max(axis=1, skipna=False)


def compute(case: str, held: Any) -> Any:
    if case in {"share", "penetration", "growth"}:
        return cells(case, held)
    if case == "rules":
        found = [condition(held, *one) for one in rules()]
        return pd.concat(
            [
                pd.DataFrame({"body": held["body"][~(met & sure)], "rule": at})
                for at, (met, sure) in enumerate(found)
            ]
        )
    if case == "eligibility":
        each = [condition(held, *one) for one in CONDITIONS]
        fails = reduce(or_, [sure & ~met for met, sure in each])
        codes = np.select([fails, reduce(and_, [sure for _, sure in each])], [0, 1], UNDECIDED)
    else:
        total = reduce(add, [item_of(held, item) for item in ITEMS])
        codes = np.select([total.isna(), total >= 60], [UNDECIDED, 1], 0)
    return held[["year", "body"]].assign(met=codes)


def cells(case: str, held: Any) -> Any:
    by = ["year", "area"]
    if case == "share":
        sums = held.groupby(by)[["rd", "revenue"]].sum()
        return sums["rd"] / sums["revenue"]
    if case == "penetration":
        told = held[held["tool"].notna()]
        met = told[told["tool"].astype(bool)].groupby(by)["revenue"].sum()
        return met / told.groupby(by)["revenue"].sum()
    sums = held.groupby(by)[["energy", "va"]].sum()
    each = sums["energy"] / sums["va"]
    base = each.xs(YEARS[0], level="year")
    return each / each.index.get_level_values("area").map(base) - 1


def plain(case: str, found: Any) -> dict[str, np.ndarray]:
    if case == "rules":
        return {"failing": np.array([len(found)])}
    if case in {"eligibility", "marks"}:
        return {"codes": found.sort_values(["year", "body"])["met"].to_numpy().astype(np.int8)}
    return {"values": found.sort_index().to_numpy(dtype=float)}
