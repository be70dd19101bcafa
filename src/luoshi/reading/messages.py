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
        "“{section}”中，{body}既是牵头单位又是配合单位",
        "In “{section}”, {body} is both lead and supporting body",
    ),
    "same_body": (
        "{names}是同一单位（{body}），文件中用了不同名称",
        "{names} are one body ({body}) under different names",
    ),
    "not_commanded": (
        "{body}由{commander}管理，本级政府不能直接向其下达任务",
        "{body} answers to {commander_en}; this government cannot assign tasks to it",
    ),
    "no_lead.sections": (
        "以下内容没有写明牵头单位：{sections}",
        "No body answers for: {sections}",
    ),
    "no_lead.measures": (
        "以下目标没有写明责任单位：{measures}",
        "These goals name no accountable body: {measures}",
    ),
    "joint_lead": (
        "“{section}”由{bodies}共同牵头，没有唯一的第一责任单位",
        "“{section}” is led jointly by {bodies}; nobody is accountable alone",
    ),
    "unnumbered": (
        "“{words}……”另起一段但没有编号，不能单独分解和考核",
        "“{words}…” begins a paragraph of its own without a number, so it cannot be assigned separately",
    ),
    "numbering": (
        "编号“{marker}”不连续，应为“{expected}”",
        "The number “{marker}” breaks the sequence; “{expected}” was expected",
    ),
    "sum": (
        "合计为{printed}，各分项相加为{added}，相差{difference}",
        "The total is {printed}, its parts add up to {added}: a difference of {difference}",
    ),
    # proposals
    "propose_lead": (
        "建议在下列各项之后写明“牵头单位：××；配合单位：××”：{sections}",
        "After each of these, name a lead and supporting bodies: {sections}",
    ),
    "propose_measure_leads": (
        "建议（供参考）：{proposals}",
        "Proposals, to be confirmed: {proposals}",
    ),
    "propose_first_lead": (
        "建议改为：“牵头单位：{first}；配合单位：{others}”，或注明“排在第一位的为牵头单位”",
        "Write “Lead: {first}; supporting: {others}”, or state that the first named leads",
    ),
    "propose_one_role": (
        "建议从配合单位中删去{body}",
        "Strike {body} from the supporting bodies",
    ),
    "propose_one_name": ("建议全文统一使用“{name}”", "Use “{name}” throughout"),
    "propose_request": (
        "建议改为“商请{body}配合”，或由一个市属部门负责联系",
        "Word it as a request to {body}, or name a body of this government to liaise",
    ),
    "propose_number": ("建议补写序号，或并入上一段", "Number it, or join it to the paragraph before"),
    "propose_marker": ("建议改为“{expected}”", "Change it to “{expected}”"),
    "propose_sum": (
        "建议核对各分项，或将合计改为{added}",
        "Check the parts, or change the total to {added}",
    ),
    "propose_lead_from_task": (
        "建议由{body}牵头（“{section}”中有同样表述，供参考）",
        "Proposed: {body} leads, since “{section}” speaks of the same (to be confirmed)",
    ),
    "propose_wording": (
        "建议为“{measure}”补充：{parts}",
        "For “{measure}”, add: {parts}",
    ),
    # refusals: nothing was read
    "empty": (
        "文件是空的，请提交含有文件正文的文件",
        "The file is empty; hand in a file with the document's text",
    ),
    "too_large": (
        "文件过大（{size}字节，上限{limit}字节），请只提交文件本身，去掉图片和附件",
        "The file is too large ({size} bytes, at most {limit}); hand in the document without pictures or annexes",
    ),
    "not_text": (
        "无法识别文件内容，请提交UTF-8或GB18030编码的文本、网页、docx或带文字的pdf",
        "The content is not recognised; right would be text in UTF-8 or GB18030, html, docx or pdf with text",
    ),
    "unsupported_format": (
        "暂不支持{format}格式，请另存为docx或带文字的pdf",
        "The format {format} cannot be read yet; save it as docx or as pdf with text",
    ),
    "encrypted": (
        "{format}文件设有密码，请提交未加密的文件",
        "The {format} file is protected by a password; hand it in without one",
    ),
    "damaged": (
        "{format}文件已损坏（{part}），请重新保存或下载",
        "The {format} file is damaged ({part}); save or download it again",
    ),
    "damaged_archive": (
        "文件不完整或已损坏（{part}），请重新保存或下载",
        "The file is cut short or damaged ({part}); save or download it again",
    ),
    "bomb": (
        "文件展开后异常庞大（{part}，上限{limit}），请用文字处理软件重新保存",
        "The file unfolds beyond all measure ({part}, at most {limit}); save it anew from a word processor",
    ),
    "forbidden_dtd": (
        "Word文件中含有不允许的外部定义（{part}），请用文字处理软件另存为docx",
        "The Word file holds a DTD or entities ({part}), which are not allowed; save it anew as docx",
    ),
    "missing_part": (
        "Word文件缺少正文（{part}），请用文字处理软件另存为docx",
        "The Word file lacks its main text ({part}); save it anew as docx",
    ),
    "too_many_pages": (
        "pdf共{pages}页，超过上限{limit}页，请只提交文件本身",
        "The pdf has {pages} pages, at most {limit} are read; hand in the document alone",
    ),
    "no_text_layer": (
        "pdf为扫描件（共{pages}页），没有可读取的文字，请提交原始docx或带文字的pdf",
        "The pdf is a scan ({pages} pages) without text; hand in the original docx or a pdf with text",
    ),
    "unreadable_file": ("无法打开{name}：{reason}", "{name} cannot be opened: {reason}"),
    # notices: what was dropped or repaired on the way in
    "dropped_characters": (
        "去除了{count}个控制字符或零宽字符",
        "{count} control or zero-width characters were dropped",
    ),
    "undecodable_bytes": (
        "有{count}处无法按{encoding}解码",
        "{count} places could not be decoded as {encoding}",
    ),
    "unwrapped_lines": ("合并了{count}处硬换行", "{count} hard line breaks were joined"),
    "dropped_page_numbers": ("去除了{count}个页码", "{count} page numbers were dropped"),
    "dropped_page_lines": ("去除了{count}行页眉页脚", "{count} running heads and feet were dropped"),
    "dropped_blanks": ("去除了{count}处多余空格", "{count} blanks that the pdf had put in were dropped"),
    "dropped_furniture": (
        "去除了{count}行网页导航等内容",
        "{count} lines of the web page's furniture were dropped",
    ),
    "dropped_deletions": ("去除了{count}处修订中已删除的文字", "{count} tracked deletions were dropped"),
    "dropped_hidden_text": ("去除了{count}处隐藏文字", "{count} pieces of hidden text were dropped"),
    "dropped_contents": ("去除了目录{count}行", "{count} lines of a table of contents were dropped"),
    "dropped_page_fields": ("去除了{count}个页码域", "{count} page-number fields were dropped"),
    "dropped_notes": ("去除了{count}处脚注、尾注标记", "{count} marks of footnotes were dropped"),
    "unknown_number_format": (
        "自动编号格式{format}无法识别，按阿拉伯数字显示",
        "The automatic number format {format} is not known; it is shown in Arabic digits",
    ),
    "blank_pages": ("有{count}页没有文字", "{count} pages hold no text"),
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
    return ("；" if language == "zh" else "; ").join(said)


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
