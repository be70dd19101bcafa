"""Headings without a number: run-in ones (信息技术:…) and ones alone on a line (无编号标题)."""

from __future__ import annotations

import re
from typing import Final

from luoshi.reading.frame.signatures import is_body_name, is_placed_name
from luoshi.reading.markers import CLOSE, COLON, OPEN
from luoshi.reading.model import NodeKind
from luoshi.reading.outline.headings import CLOSING, COMMA, SEMICOLON, Heading, closed_up

_BULLET: Final = "—–-●■◆▪•·★※◇□○►▶➢"
_NO_TITLE: Final = rf"。{COMMA}{SEMICOLON}{COLON}{OPEN}{CLOSE}!\uff01?\uff1f%\[\]\n"
_RUN_IN: Final = re.compile(
    rf"(?P<bullet>[{_BULLET}]{{1,3}}\s*)?"
    rf"(?P<title>(?:[^{_NO_TITLE}]|[{OPEN}][^{CLOSE}\n]{{0,40}}[{CLOSE}]){{2,32}})[{COLON}](?=\s*\S)"
)
RUN_IN_REACH: Final = 80  # characters in which the colon must come
_LABEL: Final = re.compile(
    r"(?:牵头|责任|配合|协办|主办|参与|参加|实施|承办|协助|联络|支持|协同|主管|指导|建设|主要负责|申报|依托|分管)"
    r"(?:单位|部门|领导|人|主体|科室|处室|市领导|股室|机构|责任单位|责任人|企业)$|(?:牵头|责任|配合|负责|承办|协办|主办)$|"
    r"^(?:参与|参加|实施|协助|联络|支持|协同|主管|指导|建设|申报|依托|分管)$|"
    r"(?:单位|部门|领导|负责人|责任人|联系人|电话|方式|地址|邮箱|传真|邮编|网址|时限|时间|进度|年限|工期|期限|周期|投资|来源|地点|规模|名称|"
    r"编号|金额|资料|日期|附件|附|备注|注|说明|序号|类别|依据|出处)$|"
    r"^(?:各|附件|附表|附|注|表|图|抄送|主送|抄报|分送|说明|单位|牵头|责任|联系|完成时|时间|电话|地址|其中|例如|比如|如|即|包括|主要包括|"
    r"来源|公式|计算公式|问|答|第\d+页)|"
    r"(?:如下|以下|指出|强调|要求是|认为|提出|明确|规定|包括|包含|做到|实现|为|是|有|主要有|分别为|分别是|下列|之一|等|情形|情况)$"
)
_OFFICE: Final = re.compile("(?:政府|管委会|委员会|办公室|部门|[局委办厅])$")
_TIME: Final = re.compile(
    r"(?:\d{4}\s*年.*(?:[前底月年日]|季度)|长期(?:坚持|任务)?|持续(?:推进|开展)?|全年|每[年季月].*)$"
)
_GENERAL: Final = re.compile(
    r"(?:目标|任务|要求|思路|思想|原则|重点|方向|措施|路径|定位|布局|现状|问题|阶段|范围|对象|条件|内容|步骤|成效|愿景|政策|举措)"
    rf"(?:[{OPEN}].*[{CLOSE}])?$"
)
_TABLE_TITLE: Final = re.compile(
    rf"(?:表|图|一览|清单|名单|名录|目录|主要指标|指标体系|台账)(?:[{OPEN}].*[{CLOSE}])?$|^(?:附?表|附?图|续表|单位|注|附|资料来源|序)\s*[\d{COLON}]|^附"
)
_SAYING: Final = re.compile(r"特此|此件|^第.{1,4}页|^[\d\W]+$|印发$|[|>»%‰@]|https?:")
_SPEAKER: Final = re.compile(r"(?:主任|[省市县区州局厅部院]长|书记)\s+\S{1,4}(?:\s\S)?$")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_PROLOGUE: Final = re.compile(
    r"^(?:前\s*言|序\s*言|引\s*言|导\s*言|序|绪\s*论|导\s*语|结\s*语|结\s*束\s*语|后\s*记|附\s*则)$"
)
_LONGEST: Final = 40


def run_in_at(text: str, start: int, end: int) -> Heading | None:
    """A run-in heading ended by a colon, not yet known to stand in a series; labels (牵头单位:…) are none."""
    found = _RUN_IN.match(text, start, end)
    if not found:
        return None
    title = found["title"].strip()
    if (
        not _HAN.search(title)
        or _LABEL.search(title)
        or _is_body(title)
        or len(text[found.end() : end].strip()) < 4
    ):
        return None
    marker = (found["bullet"] or "").strip()
    return Heading(start, title, found.start("title"), found.end(), NodeKind.RUN_IN, marker=marker)


def _is_body(title: str) -> bool:
    """Whether the words before the colon say who, not what: 市教育局:负责…"""
    if is_placed_name(title):
        return True
    return title[0] in "市区县省州各" and (bool(_OFFICE.search(title)) or is_body_name(title))


def is_general(title: str) -> bool:
    """Words that name a part of any plan (发展目标, 重点任务): such a run-in needs no series."""
    return bool(_GENERAL.search(title))


def is_prologue(title: str) -> bool:
    return bool(_PROLOGUE.match(title))


def standing_at(text: str, start: int, end: int) -> Heading | None:
    """A short line without end punctuation that may be a heading; its neighbours decide."""
    title = text[start:end]
    if not 2 <= len(title) <= _LONGEST or title[-1] in CLOSING or title[0] in _BULLET + OPEN + "【[":
        return None
    if (
        "。" in title
        or SEMICOLON[0] in title
        or SEMICOLON[1] in title
        or _SAYING.search(title)
        or _TABLE_TITLE.search(title)
    ):
        return None
    if len(title.split()) > 3 and len(title.split()) * 2 <= len("".join(title.split())):
        return None
    if 2 * len(_HAN.findall(title)) < len(title) or any(colon in title for colon in COLON):
        return None
    if _is_body(title) or _TIME.match(title) or _SPEAKER.search(title):
        return None
    return Heading(start, closed_up(title), start, end, NodeKind.UNNUMBERED, alone=True)
