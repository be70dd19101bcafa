"""Headings that say what kind of text stands under them (标题的性质)."""

from __future__ import annotations

import re

_PAST = re.compile(
    r"^(?:“?十[一二三四五六七八九]五”?(?:规划)?(?:时期|期间|以来)?(?:的|我[市省县区])?)?(?:发展|产业|工作|现实|主要|取得的?|显著|规划|编制|基本"
    r"|建设|经济社会|工业)*"
    r"(?:基础(?:条件)?|现状|成效|成就|成绩|回顾|形势|背景|条件|情况|优势)(?:$|、|和|及|与|分析|显著|明显|突出|良好)"
    r"|^(?:发展|面临的?|规划|外部)环境|^(?:面临|发展)?(?:的)?(?:形势|机遇|挑战|短板)|存在(?:的)?(?:主要|突出)?(?:困难|问题|短板|不足)"
    r"|^(?:主要|突出)问题|(?:工作|规划|实施)(?:情况)?回顾|(?:执行|完成|进展)情况|面临的?(?:形势|机遇|挑战)"
)
_TERMS = re.compile(
    r"(?:申报|申请|认定|支持|准入|基本|评选|资格|入选|扶持|奖励)(?:条件|对象|标准|范围|程序)|(?:奖励|补助|补贴|资助)(?:标准|办法|方式|政策|额度)"
    r"|名词解释|^附则|评分标准|计分办法|(?:符合|具备|满足)(?:以下|下列|如下)"
)
_LISTS_TERMS = re.compile(
    r"(?:符合|具备|满足|达到)(?:以下|下列|如下)[^。;；]{0,24}$"
    r"|(?:申报|申请|认定|准入|入选|评选|参评|基本|主要)[^。;；，,]{0,6}(?:条件|要求|标准)(?:之一|为|如下|是)?[:：]\s*$"
)
_LONGEST = 30


def tells_the_past(title: str) -> bool:
    """Whether a section tells what has been reached (发展基础、现状、成就)."""
    return len(title) <= _LONGEST and bool(_PAST.search(title))


def states_terms(title: str) -> bool:
    """Whether a section states conditions and amounts (申报条件、奖励标准)."""
    return len(title) <= _LONGEST and bool(_TERMS.search(title))


def lists_terms(words: str) -> bool:
    """Whether a paragraph ends by announcing conditions (应符合以下条件:)."""
    return words.rstrip().endswith((":", "：")) and bool(_LISTS_TERMS.search(words[-40:]))
