"""Sentences for codes (提示语): the reader keeps a code with values; here it becomes Chinese or English.

Each entry is (Chinese, English), filled by `str.format` from the values. A list is joined by 、 in Chinese
and by commas in English; the parts of a commitment have their own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from luoshi.reading.model import Gap

LANGUAGES: Final = ("zh", "en")

PARTS: Final = {
    "measure": ("衡量口径", "a measure"),
    "relation": ("是否“至少”", "whether “at least” is meant"),
    "base_year": ("基期", "a base year"),
    "unit": ("计量单位", "a unit"),
    "scope": ("统计范围", "a scope"),
    "due": ("完成时限", "a due date"),
    "body": ("唯一牵头单位", "one accountable body"),
}

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # findings of the check-up
    "both_roles": (
        "“{section}”中,{body}既是牵头单位又是配合单位",
        "In “{section}”, {body} is both lead and supporting body",
    ),
    "same_body": (
        "{names}是同一单位({body}),文件中用了不同名称",
        "{names} are one body ({body}) under different names",
    ),
    "not_commanded": (
        "{body}由{commander}管理,本级政府不能直接向其下达任务",
        "{body} answers to {commander}; this government cannot assign tasks to it",
    ),
    "no_lead.sections": (
        "以下内容没有写明牵头单位:{sections}",
        "No body answers for: {sections}",
    ),
    "no_lead.measures": (
        "以下目标没有写明责任单位:{measures}",
        "These goals name no accountable body: {measures}",
    ),
    "joint_lead": (
        "“{section}”由{bodies}共同牵头,没有唯一的第一责任单位",
        "“{section}” is led jointly by {bodies}; nobody is accountable alone",
    ),
    "unnumbered": (
        "“{words}……”另起一段但没有编号,不能单独分解和考核",
        "“{words}…” begins a paragraph of its own without a number, so it cannot be assigned separately",
    ),
    "numbering": (
        "编号“{marker}”不连续,应为“{expected}”",
        "The number “{marker}” breaks the sequence; “{expected}” was expected",
    ),
    "sum": (
        "合计为{printed},各分项相加为{added},相差{difference}",
        "The total is {printed}, its parts add up to {added}: a difference of {difference}",
    ),
    # proposals
    "propose_lead": (
        "建议在下列各项之后写明“牵头单位:××;配合单位:××”:{sections}",
        "After each of these, name a lead and supporting bodies: {sections}",
    ),
    "propose_measure_leads": (
        "建议(供参考):{proposals}",
        "Proposals, to be confirmed: {proposals}",
    ),
    "propose_first_lead": (
        "建议改为:“牵头单位:{first};配合单位:{others}”,或注明“排在第一位的为牵头单位”",
        "Proposed: “Lead: {first}; supporting: {others}”, or state that the first named leads",
    ),
    "propose_one_role": (
        "建议从配合单位中删去{body}",
        "Strike {body} from the supporting bodies",
    ),
    "propose_one_name": ("建议全文统一使用“{name}”", "Use “{name}” throughout"),
    "propose_request": (
        "建议改为“商请{body}配合”,或由一个市属部门负责联系",
        "Word it as a request to {body}, or name a body of this government to liaise",
    ),
    "propose_number": ("建议补写序号,或并入上一段", "Number it, or join it to the paragraph before"),
    "propose_marker": ("建议改为“{expected}”", "Change it to “{expected}”"),
    "propose_sum": (
        "建议核对各分项,或将合计改为{added}",
        "Check the parts, or change the total to {added}",
    ),
    "propose_lead_from_task": (
        "建议由{body}牵头(“{section}”中有同样表述,供参考)",
        "Proposed: {body} leads, since “{section}” speaks of the same (to be confirmed)",
    ),
    "propose_wording": (
        "建议为“{measure}”补充:{parts}",
        "For “{measure}”, add: {parts}",
    ),
    # gaps
    "gap.missing": ("缺{parts}", "missing: {parts}"),
    "gap.open": ("待认定{parts}", "to be decided: {parts}"),
}


def say(code: str, values: Mapping[str, object], *, language: str = "zh") -> str:
    """The sentence of a code in "zh" or "en".

    Raises KeyError for a code without a sentence: every code that the reader gives has one.
    """
    sentence = SENTENCES[_variant(code, values)][LANGUAGES.index(language)]
    return sentence.format(**{name: _words(name, value, language) for name, value in values.items()})


def gap(lack: Gap, *, language: str = "zh") -> str:
    """What a commitment lacks, in one sentence."""
    said = [
        say(f"gap.{how}", {"parts": parts}, language=language)
        for how, parts in (("missing", lack.missing), ("open", lack.open))
        if parts
    ]
    return (";" if language == "zh" else "; ").join(said)


def _variant(code: str, values: Mapping[str, object]) -> str:
    if code == "no_lead":
        return "no_lead.measures" if "measures" in values else "no_lead.sections"
    return code


def _words(name: str, value: object, language: str) -> str:
    if isinstance(value, list | tuple):
        joint = "、" if language == "zh" else ", "
        return joint.join(_words(name, item, language) for item in value)
    if isinstance(value, dict):
        arrow = "→" if language == "zh" else ": "
        return f"{value['measure']}{arrow}{value['body']}({value['section']})"
    if name == "parts":
        return PARTS[str(value)][LANGUAGES.index(language)]
    return str(value)
