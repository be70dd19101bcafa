"""`luoshi formula explain` (逐步说明): the sentence, then how the value of one body or cell came about."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any

from luoshi.formula.formula import Formula
from luoshi.formula.ir import Scope
from luoshi.formula.levers import Plan
from luoshi.formula.numerals import shown
from luoshi.formula.periods import Period
from luoshi.formula.result import Result
from luoshi.formula.tool.asking import compiled, known_of, periods_of, rows_of, written_of
from luoshi.formula.tool.faults import refuse
from luoshi.formula.tool.rows import Rows
from luoshi.formula.tool.showing import say, trace_lines

MOST_NAMED = 12


def explain(options: Namespace) -> int:
    """Print the sentence of a formula and, with rows, every step of its evaluation."""
    known = known_of(options)
    for formula in compiled(written_of(options, known), known.catalogue):
        if not options.rows:
            say(
                json.dumps(_sentence(formula), ensure_ascii=False)
                if options.json
                else formula.say(options.lang)
            )
            continue
        given = rows_of(options, known.catalogue, [formula])
        asked: dict[str, Any] = {
            "source": given.figures,
            "period": _period(options, given.rows),
            "as_of": given.as_of,
            "body": _body(options, formula, given.rows),
            "cell": _cell(options),
        }
        result = formula.evaluate(**asked)
        if options.json:
            say(json.dumps(result.trace(options.lang), ensure_ascii=False, indent=1))
        else:
            _show(formula, result, options.lang)
        if options.cheapest and not options.json:
            _show_way(formula.cheapest(**asked), options.lang)
    return 0


def _sentence(formula: Formula) -> dict[str, str]:
    return {"zh": formula.say("zh"), "en": formula.say("en"), "code": formula.format("code")}


def _show(formula: Formula, result: Result, language: str) -> None:
    say(formula.say(language))
    for line in trace_lines(result.trace(language), language):
        say(line)


def _show_way(plan: Plan | None, language: str) -> None:
    zh = language == "zh"
    if plan is None:
        say("可调整项不能使其符合" if zh else "no change of levers can meet it")
        return
    for one in plan.changes:
        now, need = (shown(value, one.name.unit, language) for value in (one.now, one.need))
        name = one.name.said[0 if zh else 1]
        say(f"最省的办法：{name}由{now}到{need}" if zh else f"cheapest: {name} from {now} to {need}")
    if not plan.is_proven:
        say("未能证明没有更省的办法" if zh else "it is not proven that nothing is cheaper")


def _period(options: Namespace, rows: Rows) -> Period | None:
    found = periods_of(options, rows)
    if len(found) > 1:
        raise refuse("T505", count=len(found), periods=[str(one) for one in found[:MOST_NAMED]])
    return found[0]


def _body(options: Namespace, formula: Formula, rows: Rows) -> str:
    if formula.node.type.scope is not Scope.BODY:
        return ""
    bodies = rows.bodies
    wanted = str(options.body) if options.body else ""
    if not wanted and len(bodies) == 1:
        return bodies[0]
    if not wanted:
        raise refuse("T504", count=len(bodies), bodies=bodies[:MOST_NAMED])
    if wanted not in bodies:
        raise refuse("T503", found=wanted, bodies=bodies[:MOST_NAMED])
    return wanted


def _cell(options: Namespace) -> dict[str, str]:
    """area=秦州 industry=C35 as they were written."""
    found = {}
    for written in options.cell or ():
        dimension, sign, member = written.partition("=")
        if not sign:
            raise refuse("T507", found=written, expected="area=…")
        found[dimension.strip()] = member.strip()
    return found
