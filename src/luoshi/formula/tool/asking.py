"""What was asked on the command line (所求): which formulas, of which catalogue, over which rows."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from luoshi.formula.catalogue import Catalogue, Level, Name, Purpose
from luoshi.formula.errors import FormulaError
from luoshi.formula.exact.figures import Row
from luoshi.formula.exact.figures import Rows as Figures
from luoshi.formula.formula import Formula, compile
from luoshi.formula.periods import Period
from luoshi.formula.tool import cells
from luoshi.formula.tool.catalogues import Known, Written, formulas_of, read_catalogue
from luoshi.formula.tool.delimited import decoded
from luoshi.formula.tool.faults import Fault, Refused, Spot, refuse
from luoshi.formula.tool.partitions import read_columns
from luoshi.formula.tool.rows import Rows, Wanted, read_rows
from luoshi.formula.tool.sheets import read_bytes

NAMED: Final = re.compile(r"\s*(?P<code>[\w.\-]+)\s*:=\s*(?P<text>.+)", re.DOTALL)


def known_of(options: Namespace) -> Known:
    """The catalogue that was named; without one an empty one."""
    return read_catalogue(options.catalogue) if options.catalogue else Known(Catalogue())


def written_of(options: Namespace, known: Known) -> list[Written]:
    """The formulas that were asked: typed, from a file, or all that stand in the catalogue. Raises Refused for none."""
    own = {one.code: one for one in known.formulas}
    purpose = Purpose(options.purpose) if getattr(options, "purpose", None) else None
    typed = (
        options.formula if isinstance(options.formula, list) else [options.formula] if options.formula else []
    )
    found = [
        own.get(text) or Written("", text, getattr(options, "unit", "") or "", purpose) for text in typed
    ]
    if options.formulas:
        found += read_formulas(options.formulas)
    if found or known.formulas:
        return found or list(known.formulas)
    raise refuse("T501")


def read_formulas(path: str) -> list[Written]:
    """The formulas of a file: lines `code := formula`, or the section [formulas] of a TOML file or workbook."""
    content = read_bytes(path)
    if path.casefold().endswith((".toml", ".xlsx")):
        found = list(formulas_of(path))
    else:
        found = list(_lines(path, decoded(path, content)))
    if not found:
        raise refuse("T502", Spot(path))
    return found


def _lines(path: str, text: str) -> Iterator[Written]:
    """One formula a line; a line that begins with a blank goes on; # begins a remark."""
    started: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line[0] in " \t\u3000" and started:
            first, before = started[-1]
            started[-1] = (first, f"{before}\n{line.strip()}")
        else:
            started.append((number, line.strip()))
    for number, whole in started:
        named = NAMED.fullmatch(whole)
        code, formula = (named["code"], named["text"]) if named else (str(number), whole)
        yield Written(code, formula, spot=Spot(path, row=number))


def compiled(written: Iterable[Written], catalogue: Catalogue) -> list[Formula]:
    """The formulas, ready to be asked. Raises FormulaError for the first that is none."""
    return [
        compile(one.text, catalogue, purpose=one.purpose, unit=one.unit, code=one.code) for one in written
    ]


def needs(formulas: Iterable[Formula], level: Level) -> list[Name]:
    """The names of one level that formulas read."""
    found = {one.code: one for formula in formulas for one in formula.reads.values()}
    return [one for one in found.values() if one.level is level]


@dataclass(frozen=True)
class Given:
    """What was given to evaluate: the rows of bodies as they were read, all figures for evaluators, and the day."""

    rows: Rows
    figures: Figures
    catalogue: Catalogue
    as_of: date | None = None
    areas: Sequence[Row] = ()
    shared: Sequence[Row] = ()


def rows_of(options: Namespace, catalogue: Catalogue, formulas: list[Formula]) -> Given:
    """Read the files of rows. Raises Refused with all faults of all files."""
    wanted = Wanted(options.sheet, options.encoding, options.body_column, options.period_column, options.tidy)
    faults: list[Fault] = []
    read: dict[Level, Rows] = {}
    for level, path, of in (
        (Level.BODY, options.rows, "body"), (Level.AREA, options.areas, "area"), (Level.ALL, options.shared, ""),
    ):  # fmt: skip
        if not path:
            continue
        is_body = level is Level.BODY
        own = wanted if is_body else Wanted(encoding=options.encoding, is_tidy=options.tidy, of=of)
        named = needs(formulas, level)
        try:
            columns = (
                read_columns(path, catalogue, own, named)
                if is_body and getattr(options, "bulk", False)
                else None
            )
            read[level] = columns or read_rows(path, catalogue, own, named)
        except Refused as refused:
            faults += refused.faults
    if faults:
        raise Refused(faults)
    day = cells.day(options.as_of) if options.as_of else None
    given = {level: read[level].rows if level in read else [] for level in Level}
    figures = Figures(
        given[Level.BODY], catalogue, areas=given[Level.AREA], shared=given[Level.ALL], as_of=day
    )
    body = read.get(Level.BODY, Rows([], []))
    return Given(body, figures, catalogue, day, given[Level.AREA], given[Level.ALL])


def periods_of(options: Namespace, rows: Rows) -> list[Period | None]:
    """The periods that were asked for; else all that rows are of; [None] where they are of none."""
    if options.period:
        return [cells.period(one) for each in options.period for one in each.split(",") if one]
    return list(rows.periods) or [None]


def explained(error: FormulaError, language: str) -> str:
    """Every problem of a formula with the text and a caret below its place."""
    return "\n".join(
        f"{one.code} {one.say(language)}" + (f"\n{one.pointer(error.text)}" if error.text else "")
        for one in error.problems
    )
