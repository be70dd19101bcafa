"""Store Arrow tables for an engine (按列装载): as rows are stored, but a column at a time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from operator import or_
from typing import Any, Final

from luoshi.formula.bulk.engine import LONG
from luoshi.formula.bulk.reasons import bit
from luoshi.formula.bulk.storing import EMPTY, Codes, Column, Partition, held, kinds, why
from luoshi.formula.catalogue import Catalogue, Kind
from luoshi.formula.missing import Why

EPOCH: Final = date(1970, 1, 1).toordinal()
REASONS: Final = ".why"


def stored(name: str, table: Any, catalogue: Catalogue, codes: Codes) -> tuple[Partition, Any]:
    """An Arrow table as a partition, with the table that an engine keeps. Raises ValueError for what is no figure."""
    import pyarrow
    import pyarrow.compute as pc

    body = table["body"].cast(pyarrow.string())
    if pc.count_distinct(body).as_py() != len(body):
        raise ValueError("a body stands twice in a period; each may have one row")
    wanted = kinds(catalogue)
    arrays, found = {"body": body}, {}
    for word in table.column_names:
        known = catalogue.name(word)
        code = known.code if known else word
        if code not in wanted:
            continue
        numbers, step = _numbers(word, table[word].combine_chunks(), wanted[code], codes)
        reasons = _reasons(table, word, numbers)
        every = [one for one in reasons.unique().to_pylist() if one]
        bits = reduce(or_, every, 0)
        low, high = (int(one.as_py() or EMPTY[wanted[code]]) for one in pc.min_max(numbers).values())
        is_long = low >= -LONG and high <= LONG
        kind = pyarrow.int64() if is_long else pyarrow.decimal128(38, 0)
        filled = numbers.cast(kind).fill_null(pyarrow.scalar(low if is_long else Decimal(low), kind))
        arrays[held(code)] = filled
        if bits:
            arrays[why(code)] = reasons
        found[code] = Column(wanted[code], low, high, bits, step, is_alike=len(every) == 1)
    return Partition(name, len(body), found), pyarrow.table(arrays)


def _numbers(word: str, array: Any, kind: Kind, codes: Codes) -> tuple[Any, Fraction]:
    """A column as whole numbers with nulls, and what one of them is worth."""
    import pyarrow
    from pyarrow import types

    if kind is Kind.TRUTH and types.is_boolean(array.type):
        return array.cast(pyarrow.int64()), Fraction(1)
    if kind is Kind.DATE and types.is_date32(array.type):
        import pyarrow.compute as pc

        return pc.add(array.cast(pyarrow.int32()).cast(pyarrow.int64()), EPOCH), Fraction(1)
    if kind is Kind.CODE and (types.is_string(array.type) or types.is_dictionary(array.type)):
        encoded = array.dictionary_encode()
        numbers = pyarrow.array(
            [codes.number(one) for one in encoded.dictionary.to_pylist()], pyarrow.int64()
        )
        return numbers.take(encoded.indices), Fraction(1)
    if kind is Kind.NUMBER and types.is_integer(array.type):
        return array, Fraction(1)
    if kind is Kind.NUMBER and types.is_decimal128(array.type):
        whole = pyarrow.decimal128(38, 0)
        digits = pyarrow.Array.from_buffers(whole, len(array), array.buffers(), offset=array.offset)
        return digits, Fraction(1, 10**array.type.scale)
    raise ValueError(
        f"{word} holds {array.type}; right would be decimals, whole numbers, truths, texts or days"
    )


def _reasons(table: Any, word: str, numbers: Any) -> Any:
    """The bits of what is missing, 0 where there is a value."""
    import pyarrow
    import pyarrow.compute as pc

    empty = pyarrow.scalar(bit(Why.NOT_REPORTED), pyarrow.int16())
    if f"{word}{REASONS}" in table.column_names:
        encoded = table[f"{word}{REASONS}"].combine_chunks().cast(pyarrow.string()).dictionary_encode()
        known = pyarrow.array([bit(Why(one)) for one in encoded.dictionary.to_pylist()], pyarrow.int16())
        empty = known.take(encoded.indices).fill_null(empty)
    return pc.if_else(pc.is_null(numbers), empty, pyarrow.scalar(0, pyarrow.int16()))
