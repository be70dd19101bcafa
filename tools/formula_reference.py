"""The reference of the formula language, made from what the evaluators are held to."""

from luoshi.formula.functions import FUNCTIONS, OPTIONS
from luoshi.formula.messages import SENTENCES
from luoshi.formula.missing import WHY
from luoshi.formula.semantics import Case, Topic, topics
from luoshi.formula.units import atoms
from luoshi.formula.words import KEYWORDS

LANGUAGE = """# The formula language: words

A formula is written in Chinese or English, in full or half width. Operators and their precedence are Python's:
`or 或`, `and 且`, `not 非`, comparisons (`>= <= > < == != ≥ ≤ ≠`, chains as in `1% <= x < 3%`), `+ -`, `* /`, sign, `**`.
Sets are `x 属于 {"C35", "C36"}`, ranges `x in [1%..3%)`; `x 有值`, `x 缺` ask whether there is a value; `x@2015` takes it
of another period. A name with other signs in it stands in 「 」. A period is `2020`, `2020-H1`, `2020-Q3`, `2020-07` or
`2020-01..07`, a day `2022-01-01`. A number has its unit right behind it: `300人`, `0.5吨标准煤/万元`.
"""


def language() -> str:
    parts = [LANGUAGE, _keywords(), _functions(), _options(), _units(), _reasons(), _errors()]
    return "\n".join(parts)


def semantics() -> str:
    head = (
        "# The formula language: what formulas mean\n\n"
        "Every line is a test of every evaluator: rows in, formula, value out. Values are exact, in the unit of the "
        "formula; *missing* is followed by its reasons, F… is a refusal. In rows `?` is 未报, `-` 不适用. The names: "
        "`x` 万元, `y` 千元, `m` 万元 a month, `w` 人 (a stock by quarters), `e` 吨标准煤, `z` 万元 since January, `g` and `h` "
        "shares, `p` and `q` conditions, `c` a code, `d` a day, `a` and `b` bare numbers, `f` 万元 with a floor of 2/3, "
        "`i` and `j` price indexes, `n` an area's residents.\n\n"
    )
    return head + "\n".join(_topic(one) for one in topics())


def _topic(topic: Topic) -> str:
    rows = [_case(one) for one in topic.cases]
    head = f"## {topic.said.en} ({topic.said.zh})\n\n{topic.about}\n\n"
    return head + _table("formula", "rows", "asked", "gives", rows=rows)


def _case(case: Case) -> list[str]:
    rows = "; ".join(_row(row) for row in case.rows)
    asked = {
        name: value
        for name, value in case.terms.items()
        if name in {"period", "as_of", "cell", "shared", "areas"}
    }
    beside = {
        name: value
        for name, value in case.terms.items()
        if name in {"coverage", "unknown", "weight", "warns"}
    }
    said = [
        case.gives.replace("missing", "*missing*"),
        *(f"{name} {value}" for name, value in beside.items() if value != ""),
    ]
    return [f"`{case.text}`", rows, "; ".join(_asked(*one) for one in asked.items()), ", ".join(said)]


def _row(row: object) -> str:
    signs = {"未报": "?", "不适用": "-", "True": "true", "False": "false"}
    held = {
        name: signs.get(str(value), str(value))
        for name, value in dict(row).items()
        if name != "body" or value > "9"
    }
    return ", ".join(f"{name}={value}" for name, value in held.items())


def _asked(name: str, value: object) -> str:
    if isinstance(value, list):
        return f"{name}: " + "; ".join(_row(row) for row in value)
    return f"{name} {_row(value)}" if isinstance(value, dict) else f"{name} {value}"


def _table(*heads: str, rows: list[list[str]]) -> str:
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    return (
        "\n".join([*lines, *(f"| {' | '.join(one.replace('|', '&#124;') for one in row)} |" for row in rows)])
        + "\n"
    )


def _keywords() -> str:
    kinds: dict[str, list[str]] = {}
    for word, kind in KEYWORDS.items():
        kinds.setdefault(kind, []).append(f"`{word}`")
    return "## Keywords\n\n" + _table("word", rows=[[" ".join(words)] for words in kinds.values()])


def _functions() -> str:
    rows = [
        [f"`{one.code}`", one.zh, " ".join(f"`{name}=`" for name in one.options), one.about.zh, one.about.en]
        for one in FUNCTIONS.values()
    ]
    return "## Functions\n\n" + _table("name", "中文", "options", "说明", "what it gives", rows=rows)


def _options() -> str:
    return "## Options\n\n" + _table(
        "name", "中文", rows=[[f"`{one.en}=`", f"`{one.zh}=`"] for one in OPTIONS.values()]
    )


def _units() -> str:
    known: dict[str, list[str]] = {}
    for spelling, atom in atoms().items():
        known.setdefault(atom.zh, [])
        if spelling != atom.zh:
            known[atom.zh].append(f"`{spelling}`")
    rows = [[f"`{zh}`", " ".join(others), str(atoms()[zh].factor)] for zh, others in known.items()]
    about = "The factor says how many base units one is; base units are what values are kept in.\n\n"
    return "## Units\n\n" + about + _table("unit", "also written", "factor", rows=rows)


def _reasons() -> str:
    return "## Why a value is missing\n\n" + _table(
        "中文", "English", rows=[list(one) for one in WHY.values()]
    )


def _errors() -> str:
    rows = [[f"`{code}`", zh, en] for code, (zh, en) in SENTENCES.items()]
    return "## Errors (F) and warnings (W)\n\n" + _table("code", "中文", "English", rows=rows)
