"""What is printed (打印): tables whose columns stand straight in Chinese, a trace as a tree."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Any, Final

from luoshi.formula.errors import columns

WORDS: Final = {
    "result": ("结果", "result"), "who": ("主体", "body"), "when": ("统计期", "period"), "day": ("评定日", "on"),
    "cell": ("范围", "cell"), "missing": ("缺失", "missing"), "need": ("需", "needs"), "now": ("现为", "now"),
    "gap": ("差", "gap"), "tie": ("恰在界上", "on the line"), "coverage": ("填报", "reported"), "due": ("应报日", "due"),
    "parameters": ("参数", "parameters"), "from": ("自", "from"), "table": ("表", "table"), "base": ("基期", "base"),
    "true": ("真", "true"), "false": ("假", "false"), "warning": ("提示", "note"), "top": ("最大的几个", "greatest"),
    "source": ("来源", "from"),
}  # fmt: skip
OPERATIONS: Final = {
    "and": ("且", "and"), "or": ("或", "or"), "not": ("非", "not"), "in": ("属于", "in"), "if": ("如果", "if"),
    "sum": ("合计", "sum"), "count": ("计数", "count"), "mean": ("平均", "mean"), "ratio": ("比值", "ratio"),
    "growth": ("增长", "growth"), "score": ("评分", "score"), "line": ("折线", "line"), "decide": ("决策", "decide"),
    "parameter": ("参数", "parameter"), "share": ("占比", "share"), "lag": ("上期", "lag"), "orelse": ("缺省", "orelse"),
}  # fmt: skip


def say(text: str) -> None:
    """Print a line or several."""
    sys.stdout.write(text + "\n")


def note(text: str) -> None:
    """Say something beside the output."""
    sys.stderr.write(text + "\n")


def padded(text: str, width: int, *, right: bool = False) -> str:
    blanks = " " * max(0, width - columns(text))
    return blanks + text if right else text + blanks


def table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: frozenset[int] = frozenset()
) -> Iterator[str]:
    """Lines of a table; the columns in `numbers` stand to the right."""
    widths = [max(columns(row[at]) for row in (heads, *rows)) for at in range(len(heads))]
    for row in (heads, ["-" * width for width in widths], *rows):
        cells = (padded(cell, widths[at], right=at in numbers) for at, cell in enumerate(row))
        yield "  ".join(cells).rstrip()


def trace_lines(trace: dict[str, Any], language: str) -> Iterator[str]:
    """A trace as text: what came out, every step below the one that used it, parameters and notes."""
    return Tree(language).lines(trace)


class Tree:
    """Words of one language around the steps of a trace."""

    def __init__(self, language: str) -> None:
        self.place = 0 if language == "zh" else 1
        self.colon, self.comma = ("：", "，") if language == "zh" else (": ", ", ")

    def word(self, key: str) -> str:
        return WORDS[key][self.place]

    def pair(self, key: str, value: object) -> str:
        return f"{self.word(key)}{self.colon}{value}"

    def lines(self, trace: dict[str, Any]) -> Iterator[str]:
        where = [
            self.pair(word, trace[key])
            for key, word in (("entity", "who"), ("period", "when"), ("as_of", "day"))
            if key in trace
        ]
        if "cell" in trace:
            where.append(
                self.pair("cell", " ".join(f"{key}={value}" for key, value in trace["cell"].items()))
            )
        if where:
            yield ("；" if self.place == 0 else "; ").join(where)
        yield self.pair(
            "result", trace["result"] if trace["result"] is not None else self._why(trace["args"][0])
        )
        for step in trace["args"]:
            yield from self._step(step, "  ")
        for one in trace.get("params", ()):
            said = [
                f"{one['name']} = {one['value']}",
                f"{self.word('from')}{one['from']}" if self.place == 0 else f"from {one['from']}",
                one.get("clause", ""),
            ]
            yield self.pair("parameters", self.comma.join(part for part in said if part))
        for one in trace.get("warnings", ()):
            yield self.pair("warning", f"{one['code']} {one['text']}")

    def _step(self, step: dict[str, Any], margin: str) -> Iterator[str]:
        yield f"{margin}{self._head(step)}"
        for fix in step.get("fix", ()):
            now = f"{self.word('now')}{fix['now']}" if self.place == 0 else f"now {fix['now']}"
            need = f"{self.word('need')} {fix['need']}" if self.place == 0 else f"needs {fix['need']}"
            yield f"{margin}  → {fix['name']}{self.colon}{now}{self.comma}{need}"
        for one in step.get("args", ()):
            yield from self._step(one, margin + "  ")

    def _head(self, step: dict[str, Any]) -> str:
        operation = step.get("name") or OPERATIONS.get(step["op"], (step["op"],) * 2)[self.place]
        notes = [self._value(step)]
        if "left" in step:
            notes.append(f"{step['left']} {step['op']} {step['right']}")
        notes += [self.pair(key, step[key]) for key in ("gap", "base") if key in step]
        if step.get("tie"):
            notes.append(self.word("tie"))
        if "coverage" in step:
            held = step["coverage"]
            notes.append(self.pair("coverage", f"{held['reported']}/{held['expected']}"))
        if "table" in step:
            notes.append(self.pair("table", " ".join(part for part in step["table"].values() if part)))
        if step.get("src"):
            notes.append(self.pair("source", " ".join(str(part) for part in step["src"].values())))
        return f"{operation}  {self.comma.join(notes)}"

    def _value(self, step: dict[str, Any]) -> str:
        if step["value"] is None:
            return self._why(step)
        if isinstance(step["value"], bool):
            return self.word("true" if step["value"] else "false")
        return str(step["value"])

    def _why(self, step: dict[str, Any]) -> str:
        reasons = [
            " ".join(part for part in (one.get("name", ""), one.get("period", ""), one["why"]) if part)
            + (f"（{self.word('due')}{one['due']}）" if one.get("due") else "")
            for one in step.get("missing", ())
        ]
        return self.pair("missing", ("；" if self.place == 0 else "; ").join(reasons))
