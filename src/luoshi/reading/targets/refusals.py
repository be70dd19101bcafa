"""Sentences whose numbers promise nothing: grants, conditions, rhythms, terms of procedure (不是目标的数字)."""

from __future__ import annotations

import re

from luoshi.reading.grammar.clauses import Clause
from luoshi.reading.grammar.quantities import Quantity

_GRANT = re.compile(
    r"给予(?=[^，。]{0,16}(?:\d|奖|补|资助|贴))|奖励|奖补(?!资金)|奖金|补助(?!资金)|补贴(?!性|资金)"
    r"|资助|予以[^，。]{0,4}支持|给予支持|贴息|返还|减免|免征|减征|减按|扣除|抵扣|抵免|缴纳|缴存|征收|罚款"
    r"|处以"
    r"|报销|分担|兑现(?=奖|政策)|授予|可申请|可享受|予以支持|"
    r"最高(?:不超过|可达|额度|给予)?\d|额度|列支|计提|提取|税率|单价|注册资本|实缴|保证金|费用的(?=\d|百分)|单个(?:项目|企业)|同一企业|可适当|标准(?:为|按|不低于|不超过)"
)
_CONDITIONAL = re.compile(
    r"^(?:对(?!标|接|外|口|\d)|凡|如(?!期)|若|符合|满足|经认定|首次|除|当(?!年|前)|申请|申报|具备|须|应当?(?:具备|符合|满足))"
)
_LISTED_TERMS = re.compile(r"(?:符合|具备|满足)(?:以下|下列|如下)|达到(?:以下|下列)(?:条件|要求|标准)")
_RHYTHM = re.compile(
    r"(?:每|逐)(?:个)?(?:半年|季度|季|月|周|旬|天|日|\d+(?:个)?(?:年|月|天|周)|[两二三四五六](?:个)?(?:年|月|天|周)|年)[^，,]{0,24}$"
)
_PROSPECT = re.compile(
    r"(?:建成|达产|投产|建成投产|投用|建成投用|竣工|满产|运营)后|^(?:该)?项目(?:位于|选址|占地)|^占地(?!区|方)"
)
_SCOPE = re.compile(r"\d[^，]{0,20}的(?:项目|企业|单位|地区|个人|人员|地块)$")
_TERM = re.compile(r"^(?:之?内|以内|前)")
_NOUN = re.compile(r"[^、，,。；;和及与以左上\ue002)）]")
_LISTED = re.compile(r"[\u4e00-\u9fff]{2,}、[\u4e00-\u9fff]{2,12}$")
_MOST_SUMMED = 12
_SIZES = ("physical", "rate")
_NAMED_BELOW = ("下列", "以下", "如下", "上述", "前述")
_ASPECTS = ("方面", "层面", "维度", "环节")
_LEVEL = re.compile(r"(?:至|到|在|不超过|为|达到|达|缩短|压缩|减少|延长)$")
_PERMITTED = re.compile(
    r"(?<![不许认])可(?:适当|以)?(?:由[^，]{1,8})?(?:延长|放宽|提高|上浮|下浮|降低|减少|缩短|顺延|按)(?:到|至|为)?$"
)
_PROJECT = re.compile(
    r"(?:总投资|计划投资|估算投资|项目投资|占地(?:面积)?|(?:^|项目|总|规划)用地|建筑面积|总建筑面积|年产|设计产能|注册资金|概算|建设规模|^投资)(?:约|为|达|超|近|超过|合计|共)?$"
)


class Sentence:
    """What a whole sentence says about its numbers."""

    def __init__(self, clauses: list[Clause]) -> None:
        self._clauses = clauses
        self._grant = next((i for i, clause in enumerate(clauses) if _GRANT.search(clause.veiled)), None)
        self._project = next((i for i, clause in enumerate(clauses) if _PROSPECT.search(clause.veiled)), None)
        self._opens_a_condition = _CONDITIONAL.match(clauses[0].veiled) is not None
        # 对多头检查一律合并, …: without a grant what follows is no condition any more
        self._says_to_whom = self._grant is None and clauses[0].veiled.startswith(("对", "除"))
        self._condition = next((i for i, clause in enumerate(clauses) if _is_condition(clause)), None)

    def refuses(self, index: int, *, dated: bool) -> bool:
        """Whether clause `index` promises nothing; `dated` says that a due date is printed before it."""
        if _is_condition(self._clauses[index]):
            return True
        if self._project is not None and index >= self._project:
            return True
        if self._opens_a_condition and not dated and not (index and self._says_to_whom):
            return True
        if self._grant is None:
            return self._condition is not None and self._condition < index and not dated
        if index >= self._grant:
            return True
        if self._opens_a_condition or (
            self._condition is not None and index <= self._condition <= self._grant
        ):
            return True
        return _CONDITIONAL.match(self._clauses[index].veiled) is not None


def terms_from(veiled: str) -> int:
    """Where a paragraph announces conditions, for all that follows in it (符合下列条件); else its end."""
    found = _LISTED_TERMS.search(veiled) if "下" in veiled else None
    return found.start() if found else len(veiled)


def _is_condition(clause: Clause) -> bool:
    if "的" not in clause.veiled:
        return False
    if _SCOPE.search(clause.veiled[-40:]):
        return True
    return clause.veiled.endswith("的") and clause.closing in ("，", ",", "；", ";", "。", "")


def refuses(clause: str, quantity: Quantity) -> bool:
    """Whether a single number is a rhythm, a term of procedure or a description of a project."""
    before, after = (
        clause[max(0, quantity.start - 40) : quantity.start],
        clause[quantity.end : quantity.end + 6],
    )
    if before.endswith("等") and quantity.kind == "count" and _NOUN.match(after):
        return True  # 东部、西部等5个园区
    if before.endswith(_NAMED_BELOW) or (quantity.unit == "个" and after.startswith(_ASPECTS)):
        return True  # 下列十个领域, 5个方面25项任务
    if quantity.unit in ("学时", "课时") and _RHYTHM.search(before):
        return True
    if quantity.ordinal and _is_apposed(clause, before, quantity):
        return True
    closing = clause[quantity.start : quantity.end]
    if ("及以" in closing or (closing.endswith("以下") and quantity.kind in _SIZES)) and _NOUN.match(after):
        return True  # 淘汰10吨及以下锅炉: a kind of boiler
    if (
        quantity.kind == "time"
        and (_TERM.match(after) or quantity.unit in ("年", "日"))
        and not _level(before)
    ):
        return True
    if quantity.unit in ("次", "轮", "期") and _RHYTHM.search(before) and quantity.value <= 4:
        return True
    if quantity.kind in ("money", "physical") and _PROJECT.search(before[-10:]):
        return True
    if _PERMITTED.search(before):
        return True  # 贷款期限可延长至30年
    return before.endswith(("每", "第", "前", "按", "按照", "满", "近", "用", "占地", "不满", "未满", "第一"))


def _is_apposed(clause: str, before: str, quantity: Quantity) -> bool:
    """百万亩基地, 千人口医师数, A、B、C三个项目: a numeral that names or sums up what it stands beside."""
    if not _NOUN.match(clause, quantity.end):
        return False
    return clause[quantity.start] in "百千" or (
        quantity.value <= _MOST_SUMMED and bool(_LISTED.search(before))
    )


def _level(before: str) -> bool:
    return _LEVEL.search(before) is not None
