"""Headings that say what kind of text stands under them (标题的性质)."""

from __future__ import annotations

import re

_PAST = re.compile(
    r"(?:^|、|和|及|期|的)(?:发展|产业|工作|现实|建设|良好|主要|取得的?|显著)*(?:基础|现状|成效|成就|成绩|回顾|形势|环境|背景|问题|挑战|机遇|短板|优势)(?:$|、|和|及|与|条件|分析|显著|明显|突出)"
    r"|^(?:发展|规划|编制)(?:基础|背景|环境|现状|形势)|面临(?:的)?(?:形势|机遇|挑战)|存在(?:的)?(?:主要)?问题|发展成就|发展成效|^现状|工作回顾|^发展条件"
)
_TERMS = re.compile(
    r"(?:申报|申请|认定|支持|准入|基本|评选|资格|入选|扶持)(?:条件|对象|标准|范围)|(?:奖励|补助|补贴|资助|支持|扶持)(?:标准|办法|方式|政策)|名词解释|附则|解释|评分|计分"
)
_LONGEST = 30


def tells_the_past(title: str) -> bool:
    """Whether a section tells what has been reached (发展基础、现状、成就)."""
    return len(title) <= _LONGEST and bool(_PAST.search(title))


def states_terms(title: str) -> bool:
    """Whether a section states conditions and amounts (申报条件、奖励标准)."""
    return len(title) <= _LONGEST and bool(_TERMS.search(title))
