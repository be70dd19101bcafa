"""`luoshi formula check` (公式检查): everything that is wrong with formulas, with place, caret and advice."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterable
from typing import Any

from luoshi.formula.catalogue import Catalogue, Kind
from luoshi.formula.errors import Problem
from luoshi.formula.formula import Formula, examine
from luoshi.formula.tool.asking import known_of, written_of
from luoshi.formula.tool.catalogues import Known, Written
from luoshi.formula.tool.faults import Refused, Spot
from luoshi.formula.tool.showing import say

FOUND_WRONG = 1
KINDS = {Kind.TRUTH: ("条件", "a condition"), Kind.CODE: ("代码", "a code"), Kind.DATE: ("日期", "a day")}


def check(options: Namespace) -> int:
    """Check formulas and what the catalogue computes; 1 if anything is wrong."""
    known = known_of(options)
    written = [*_definitions(known, options.catalogue), *_asked(options, known)]
    looked = [(one, *look(one, known.catalogue)) for one in written]
    if options.json:
        say(json.dumps([_plain(*each, options.lang) for each in looked], ensure_ascii=False, indent=1))
    else:
        for each in looked:
            say("\n".join(_lines(*each, options.lang)))
        wrong = sum(bool(problems) for _, _, problems in looked)
        say(
            f"{len(looked)}个公式，{wrong}个有误"
            if options.lang == "zh"
            else f"{len(looked)} formulas, {wrong} wrong"
        )
    return FOUND_WRONG if any(problems for _, _, problems in looked) else 0


def _asked(options: Namespace, known: Known) -> list[Written]:
    """The formulas; a catalogue that only computes names needs none."""
    try:
        return written_of(options, known)
    except Refused:
        if options.catalogue and any(one.definition for one in known.catalogue.names.values()):
            return []
        raise


def _definitions(known: Known, path: str) -> Iterable[Written]:
    for one in known.catalogue.names.values():
        if one.definition:
            yield Written(one.code, one.definition, spot=Spot(path, key=f"names.{one.code}.definition"))


def look(one: Written, catalogue: Catalogue) -> tuple[Formula, list[Problem]]:
    """Examine one formula."""
    own = catalogue.names.get(one.code)
    path = (one.code,) if own is not None and own.definition == one.text else ()
    formula, problems = examine(
        one.text, catalogue, purpose=one.purpose, unit=one.unit, code=one.code, path=path
    )
    return formula, sorted(problems, key=lambda each: (each.span, each.code))


def _lines(one: Written, formula: Formula, problems: list[Problem], language: str) -> Iterable[str]:
    spot = one.spot.say(language)
    yield " ".join(part for part in (spot, one.code if not one.spot.key else "") if part) or one.text
    for problem in (*problems, *formula.warnings):
        yield f"  {problem.code} {problem.say(language)}"
        yield from (f"    {line}" for line in problem.pointer(one.text).splitlines())
    if not problems:
        yield f"  {_gives(formula, language)}"
        yield f"  {formula.say(language)}"


def _gives(formula: Formula, language: str) -> str:
    place = 0 if language == "zh" else 1
    what = KINDS.get(formula.kind, (formula.unit.show("zh") or "数", formula.unit.show("en") or "a number"))[
        place
    ]
    names = ("、" if place == 0 else ", ").join(one.said[place] for one in formula.reads.values())
    return (f"正确：得出{what}；读取{names or '—'}", f"right: gives {what}; reads {names or '—'}")[place]


def _plain(one: Written, formula: Formula, problems: list[Problem], language: str) -> dict[str, Any]:
    found: dict[str, Any] = {"code": one.code, "formula": one.text, "right": not problems}
    for key, listed in (("problems", problems), ("warnings", formula.warnings)):
        found[key] = [
            {
                "code": each.code,
                "span": list(each.span),
                "text": each.say(language),
                "suggestion": each.suggestion,
            }
            for each in listed
        ]
    if not problems:
        found |= {
            "kind": str(formula.kind), "unit": formula.unit.show(language), "reads": list(formula.reads),
            "sentence": formula.say(language), "digest": formula.digest,
        }  # fmt: skip
    return found
