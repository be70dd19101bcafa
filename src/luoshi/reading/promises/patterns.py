"""How each kind of promise is worded (定性目标的句式).

Every pattern speaks of a result: a subject with what becomes of it (能力显著增强), or a thing that will stand
(建成…基地). A verb with its object alone (提高能力) is an activity and promises nothing. A wording is looked for
at the end of a clause; what stands before it is its subject.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from luoshi.reading.model import PromiseKind
from luoshi.reading.promises.words import (
    ADVERB,
    CHANGES,
    FIRST,
    GROW,
    MEASURES,
    MOVES,
    ORDER,
    ORDERED,
    PLACE,
    ROLES,
    STANDING,
    any_of,
)

_ABOVE = ("省", "国家", "中央", "上级", "市")


class Of(StrEnum):
    """Where the words stand that name what is promised."""

    BEFORE = "before"  # 创新能力 | 显著增强
    OBJECT = "object"  # 建成 | 示范基地
    EITHER = "either"  # what stands before, else the object


@dataclass(frozen=True, slots=True)
class Pattern:
    """One wording: how a clause with it ends or what it must hold, and whether it needs a date in reach."""

    kind: PromiseKind
    wording: re.Pattern[str]
    of: Of
    ends: tuple[str, ...] = ()
    cue: re.Pattern[str] | None = None
    dated: bool = False
    parts: bool = False  # its subject is a list, each part a promise

    def may_be_in(self, clause: str) -> bool:
        """A cheap test before the wording itself is tried."""
        return clause.endswith(self.ends) if self.cue is None else self.cue.search(clause) is not None


PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        PromiseKind.CASCADE,
        re.compile(
            rf"(?:全面|确保|超额|圆满|如期|按期)*(?:完成|达到|实现|控制在)(?P<object>{any_of(ORDERED)}(?:、(?:省|市"
            rf"|国家))*(?:政府)?(?:下达|要求|规定|确定|分解|核定|控制)[^，。]{{0,20}}?(?:任务|目标|指标|要求|范围)?(?:以内|之内)?)$"
        ),
        Of.EITHER,
        # An alternative for each of them: a search then passes over all but their first characters.
        cue=re.compile(
            "|".join(
                ("下达", *(rf"{who}[上级委]?(?:政府)?(?:要求|规定|确定|分解|核定|控制)" for who in _ABOVE))
            )
        ),
    ),
    Pattern(
        PromiseKind.ELASTICITY,
        re.compile(
            rf"随(?!着)[^，。]{{2,20}}?(?:增长|提高|增加)(?:而|同步|同比例|稳步|逐步|逐年|相应)*{GROW}?$"
        ),
        Of.BEFORE,
        cue=re.compile("随"),
    ),
    Pattern(
        PromiseKind.ELASTICITY,
        re.compile(r"(?:与|同|和)[^，。]{2,20}?(?:保持|基本)*(?:同步|同比例|一致)(?:增长|提高)?$"),
        Of.BEFORE,
        cue=re.compile("同步|同比例|一致"),
    ),
    Pattern(
        PromiseKind.ELASTICITY,
        re.compile(rf"(?:同比例|同步)(?:逐年)?{GROW}(?P<object>[^，。]{{2,30}})?$"),
        Of.EITHER,
        cue=re.compile("同比例|同步"),
    ),
    Pattern(
        PromiseKind.ELASTICITY,
        re.compile(r"(?:不低于|高于|快于|不高于|低于)[^，。\d]{2,20}(?:增速|增幅|增长速度|增长率)$"),
        Of.BEFORE,
        ends=("增速", "增幅", "增长速度", "增长率"),
    ),
    Pattern(
        PromiseKind.RANK,
        re.compile(
            rf"(?:跻身|位居|进入|位列|居于?|排名|保持|稳居|走在|迈入|挺进|名列|处于)[^，。]{{0,24}}(?:{any_of(FIRST)}|前\d+[位名强]?"
            rf"|前[一二三四五六七八九十]+(?:位|名|强)?)$"
        ),
        Of.BEFORE,
        cue=re.compile(rf"{'|'.join(FIRST)}|前[\d一二三四五六七八九十]"),
    ),
    Pattern(
        PromiseKind.RANK,
        re.compile(
            rf"(?:将|把)(?P<object>[^，。]{{2,20}}?)(?:打造|建设|培育|发展|建)(?:成为?"
            rf"|为)[^，。]{{0,20}}{PLACE}[^，。]{{0,6}}最[大强优好佳具][^，。]*$"
        ),
        Of.OBJECT,
        cue=re.compile("最[大强优好佳具]"),
    ),
    Pattern(
        PromiseKind.RANK,
        re.compile(
            rf"(?:打造|建成|建设|成为|形成)(?P<object>[^，。]{{0,20}}{PLACE}[^，。]{{0,6}}最[大强优好佳具][^，。]*)$"
        ),
        Of.EITHER,
        cue=re.compile("最[大强优好佳具]"),
    ),
    Pattern(
        PromiseKind.BENCHMARK,
        re.compile(
            rf"(?:稳定|总体|基本|全面|全部|继续|均|率先)*(?:达到|达|保持|接近|赶上|处于|跨入|进入|优于|高于|好于|低于|不低于|不高于)(?:或优于"
            rf"|或超过)?{PLACE}[^，。\d]{{0,16}}(?:水平|标准|行列|前沿)$"
        ),
        Of.BEFORE,
        ends=("水平", "标准", "行列", "前沿"),
        parts=True,
    ),
    Pattern(
        PromiseKind.COVERAGE,
        re.compile(
            r"(?:实现|达到|做到|基本|确保|保持)*(?:全覆盖|全收集|全处理|零发生|零增长|零事故|零死亡|动态清零|清零|应.尽.|全部达标|全面达标)(?:、[^，。]{2,6})?$"
        ),
        Of.BEFORE,
        cue=re.compile("全覆盖|全收集|全处理|零[发增事死]|清零|应.尽|全[部面]达标"),
    ),
    Pattern(
        PromiseKind.COVERAGE,
        re.compile(
            r"(?:确保|坚决|杜绝|防止|基本|全面|努力)*(?:不发生|不出现|杜绝发生|基本消除|全面消除)(?P<object>[^，。]{2,40})$"
        ),
        Of.OBJECT,
        cue=re.compile("不发生|不出现|杜绝发生|基本消除|全面消除"),
    ),
    Pattern(
        PromiseKind.MONOTONE,
        re.compile(rf"逐年{GROW}(?:对)?(?P<object>[^，。\d]{{2,30}})$"),
        Of.OBJECT,
        cue=re.compile("逐年"),
    ),
    Pattern(
        PromiseKind.MONOTONE,
        re.compile(rf"(?:实现|保持)?(?:逐年{GROW}|只增不减|只减不增)$"),
        Of.BEFORE,
        cue=re.compile("逐年|只增不减|只减不增"),
    ),
    Pattern(
        PromiseKind.STATE,
        re.compile(
            r"(?:将|把)(?P<object>[^，。]{2,24}?)(?:打造|建设|培育|发展|建)(?:成为?|为)[^，。\d]{2,60}$"
        ),
        Of.OBJECT,
        cue=re.compile("打造成|建设成|培育成|发展成|建成|打造为|建设为|发展为"),
    ),
    Pattern(
        PromiseKind.STATE,
        re.compile(
            r"(?:基本|全面|初步|率先|如期)*建成(?!区(?!域)|率|后|的|面积)(?P<object>[^的\d](?:[^\d]{0,58}[^\d])?)$"
        ),
        Of.OBJECT,
        cue=re.compile("建成"),
    ),
    Pattern(
        PromiseKind.STATE,
        re.compile(
            rf"(?:打造成?|加快建设|建设|创建|形成|创成|争创|构筑)(?P<object>[^的\d][^\d]{{0,58}}?{any_of(STANDING)})$"
        ),
        Of.OBJECT,
        ends=STANDING,
    ),
    Pattern(
        PromiseKind.QUALITATIVE,
        re.compile(r"(?:初步)?形成(?:基本|初步)?(?:框架|雏形|规模|品牌效应)$"),
        Of.BEFORE,
        ends=("框架", "雏形", "规模", "品牌效应"),
    ),
    Pattern(
        PromiseKind.STATE,
        re.compile(
            rf"(?:(?:基本|全面|初步|率先)(?:形成|建立健全|建立|构建)|形成)(?P<object>[^的\d][^\d]{{0,58}}?{any_of(ORDER)})$"
        ),
        Of.OBJECT,
        ends=ORDER,
        dated=True,
    ),
    Pattern(
        PromiseKind.STATE,
        re.compile(r"(?:基本|全面|初步|率先|如期|总体)(?:建成|建立|建立健全)$"),
        Of.BEFORE,
        ends=("建成", "建立", "健全"),
    ),
    Pattern(
        PromiseKind.QUALITATIVE,
        re.compile(r"(?:成效|成果|效果|进展|特色|优势)(?:更加|更为|十分|比较)?(?:显著|明显|丰硕|突出|鲜明)$"),
        Of.BEFORE,
        ends=("显著", "明显", "丰硕", "突出", "鲜明"),
    ),
    Pattern(
        PromiseKind.DIRECTION,
        re.compile(rf"{ADVERB}{{1,2}}{any_of(MOVES)}$"),
        Of.BEFORE,
        ends=MOVES,
    ),
    Pattern(
        PromiseKind.QUALITATIVE,
        re.compile(
            r"(?:有望|努力)?(?:取得|实现|获得)(?:[^，。]{0,4}(?:积极|显著|明显|重大|重要|突破性|实质性|决定性|阶段性|更大|标志性|历史性|新的?"
            r"|全新))+的?(?:进展|成效|突破|成果|成就|进步|跃升|提升|跨越)$"
        ),
        Of.BEFORE,
        ends=("进展", "成效", "突破", "成果", "成就", "进步", "跃升", "提升", "跨越"),
    ),
    Pattern(
        PromiseKind.QUALITATIVE,
        re.compile(
            r"(?:不断|全面|再)?(?:迈上|跃上|迈出|再上|登上|达到|开创|呈现|展现)(?:一个)?(?:新的?|更高)(?:台阶|步伐|水平|局面|高度|气象|面貌|格局)$"
        ),
        Of.BEFORE,
        ends=("台阶", "步伐", "水平", "局面", "高度", "气象", "面貌", "格局"),
    ),
    Pattern(
        PromiseKind.QUALITATIVE,
        re.compile(rf"(?:逐步|加快|真正)*成为[^，。]{{0,30}}{any_of(ROLES)}$"),
        Of.BEFORE,
        ends=ROLES,
        parts=True,
    ),
    Pattern(
        PromiseKind.QUALITATIVE,
        re.compile(
            r"(?:掌握|突破|攻克|形成|涌现|造就|推出|制定)(?P<object>(?:出)?一(?:大)?批[^，。\d]{3,40})$"
        ),
        Of.OBJECT,
        cue=re.compile("一批|一大批"),
        dated=True,
    ),
    Pattern(
        PromiseKind.QUALITATIVE,
        re.compile(rf"{ADVERB}{{1,2}}{any_of(CHANGES)}$"),
        Of.BEFORE,
        ends=CHANGES,
    ),
)

MEASURED = re.compile(rf"{MEASURES}$")

_BY_END: dict[str, tuple[Pattern, ...]] = {
    end: tuple(p for p in PATTERNS if p.cue is None and any(e.endswith(end) for e in p.ends))
    for end in {e[-2:] for p in PATTERNS for e in p.ends}
}
# The same, in order, where a cue stands in the clause: one that is cued may fit whatever the end.
_BY_END_WITH_CUES = {
    end: tuple(p for p in PATTERNS if p.cue is not None or p in by_end) for end, by_end in _BY_END.items()
}
_WITH_CUES = tuple(p for p in PATTERNS if p.cue is not None)
_BECOMES = frozenset(CHANGES + MOVES)
# Both begin with one of a few characters: a search passes over all others at once.
_CUED = re.compile("|".join(pattern.cue.pattern for pattern in PATTERNS if pattern.cue))
_LAST_BEFORE_A_MARK = re.compile("[" + "".join({end[-1] for end in _BY_END}) + r"](?=[，,。；;：:、！!\s]|$)")
_FIRM = re.compile(ADVERB)


def cues(text: str) -> list[int]:
    """Where in a text a promise may end: before a mark, or at a word that speaks of one."""
    found = [match.end() for match in _CUED.finditer(text)]
    for letter in _LAST_BEFORE_A_MARK.finditer(text):
        end = letter.end()
        last = text[end - 2 : end]
        if last in _BY_END and (last not in _BECOMES or _FIRM.search(text, max(0, end - 14), end)):
            found.append(end)
    return sorted(found)


def fitting(clause: str) -> list[Pattern]:
    """The patterns that may be in a clause, in order."""
    end = clause[-2:]
    among = _BY_END_WITH_CUES.get(end, _WITH_CUES) if _CUED.search(clause) else _BY_END.get(end, ())
    return [pattern for pattern in among if pattern.may_be_in(clause)]
