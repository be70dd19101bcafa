"""The questions as written by hand for Polars, on doubles."""

from functools import reduce
from operator import add, and_
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from formula_world import CHOICES, CONDITIONS, ITEMS, SCORES, UNDECIDED, YEARS, bar, doubles, rules


def load(case: str, paths: list[Path]) -> Any:
    return pl.from_arrow(doubles(case, paths))


def quotient(a: str, b: str) -> pl.Expr:
    return pl.col(a) / pl.when(pl.col(b) != 0).then(pl.col(b)) if b else pl.col(a)


def condition(a: str, b: str, sign: str, right: object, own: str) -> pl.Expr:
    value, limit = quotient(a, b), float(bar(right, own, b))
    return value >= limit if sign == ">=" else value <= limit


def score(table: str, a: str, b: str) -> pl.Expr:
    if not table:
        return pl.col(a)
    if table in CHOICES:
        return pl.col(a).replace_strict(CHOICES[table], default=None, return_dtype=pl.Int64)
    own, bands, high = SCORES[table]
    value = quotient(a, b)
    chosen: Any = pl.when(value.is_null()).then(None)
    for _, top, points in bands[:-1]:
        limit = float(bar(top, own, b))
        chosen = chosen.when(value <= limit if high else value < limit).then(points)
    return chosen.otherwise(bands[-1][2])


def item_of(item: Any) -> pl.Expr:
    if not isinstance(item[0], tuple):
        return score(*item)
    one, other = (score(*each) for each in item)
    return pl.when(one.is_not_null() & other.is_not_null()).then(pl.max_horizontal(one, other))


def compute(case: str, held: Any) -> Any:
    lazy = held.lazy()
    if case in {"share", "penetration", "growth"}:
        return cells(case, lazy)
    if case == "rules":
        flags = [
            condition(*one).fill_null(value=False).not_().alias(str(at)) for at, one in enumerate(rules())
        ]
        wide = lazy.select("body", *flags)
        return wide.unpivot(index="body", variable_name="rule").filter("value").drop("value").collect()
    if case == "eligibility":
        met = reduce(and_, [condition(*one) for one in CONDITIONS])
    else:
        met = reduce(add, [item_of(item) for item in ITEMS]) >= 60
    return lazy.select("year", "body", met.cast(pl.Int8).alias("met")).collect()


def cells(case: str, lazy: Any) -> Any:
    by = lazy.group_by("year", "area")
    if case == "share":
        return by.agg(pl.col("rd").sum() / pl.col("revenue").sum()).sort("year", "area").collect()
    if case == "penetration":
        met = pl.col("revenue").filter(pl.col("tool")).sum()
        known = pl.col("revenue").filter(pl.col("tool").is_not_null()).sum()
        return by.agg(met / known).sort("year", "area").collect()
    each = by.agg((pl.col("energy").sum() / pl.col("va").sum()).alias("x"))
    base = each.filter(pl.col("year") == YEARS[0]).select("area", pl.col("x").alias("base"))
    grown = each.join(base, on="area").select("year", "area", pl.col("x") / pl.col("base") - 1)
    return grown.sort("year", "area").collect()


def plain(case: str, found: Any) -> dict[str, np.ndarray]:
    if case == "rules":
        return {"failing": np.array([found.height])}
    if case in {"eligibility", "marks"}:
        return {"codes": found.sort("year", "body")["met"].fill_null(UNDECIDED).to_numpy()}
    return {"values": found.to_series(2).cast(pl.Float64).to_numpy()}
