"""Words in front of a list of agencies (责任标签): 牵头单位、配合部门、责任单位; texts are folded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from luoshi.reading.model import Role

# Any label line holds one of these: tested before a regular expression is tried.
LABEL_WORDS: Final = (
    "单位",
    "部门",
    "牵头",
    "责任",
    "分工",
    "配合",
    "主办",
    "协办",
    "主体",
    "处室",
    "科室",
    "机构",
)

LABEL_WORD: Final = re.compile("|".join(LABEL_WORDS))

_LEAD: Final = re.compile(r"牵头|主办|主责")
_SUPPORT: Final = re.compile(r"配合|参与|参加|协作|协办|协同|协助|支持|指导|成员|会办")
_RESPONSIBLE: Final = re.compile(r"责任|负责|实施|落实|承办|承担|执行|推进")
# A label that speaks of a person, a date or a matter gives no agencies.
_OTHER: Final = re.compile(
    r"领导|责任人|负责人|联系人|市长|县长|省长|区长|同志|时限|时间|期限|进度|日期|电话|目标|措施|事项|要求|内容|职责$|"
    r"[书制状]$|追究|数量|个数|主体责任|企业主体"
)
_AND_PERSON: Final = re.compile(r"[及和、/与](?:主要)?(?:责任人|负责人|责任领导|分管领导|牵头领导)$")
_PERSON_OR_DAY: Final = re.compile(r"(?:领导|责任人|负责人|联系人|时限|时间|期限)\s*:$")
_LONGEST_OF_DUTY: Final = 12
_NOUN: Final = re.compile(
    r"(?:单位|部门|主体|处室|科室|机构|地区|县区|区县|县市区|市县|市州|司局|委办局|部委|乡镇|街道|牵头|配合|责任|分工|主办|协办|牵头方|责任方|参与方)$"
)
_IN_CHARGE: Final = ("主管部门", "主管单位")
_DIVISION: Final = re.compile(r"分工$")
_LABELLED: Final = re.compile(
    r"(?:(?<=[\s;,.。、|>:\]】!)/—●■◆▲★·-])|^[(【\[]?)(?P<label>(?:[一-鿿]{2,6}(?:单位|部门|牵头|责任|配合|主办|协办)/"
    r"|(?:牵头|责任|配合|主办|协办)/)?"
    r"[一-鿿、]{2,14}(?:\([^():]{1,24}\)[一-鿿]{0,6})?)\s*:"
    r"|[【\[(](?P<boxed>[一-鿿]{2,8}(?:单位|部门))[】\])]\s*:?"
)
_BARE: Final = re.compile(
    r"(?:^|(?<=[\s,;。]))(?P<boxed>)(?P<label>(?:[省市县区]级?)?(?:牵头|配合|责任|参与|参加|协作|协办|主办)(?:责任)?(?:单位|部门))(?:为|是|\s+)"
)
_APART: Final = re.compile(r"[\s:]")
_BRACKET: Final = re.compile(r"\(([^()]*)\)")
_SEVERAL: Final = re.compile(r"[、/和及与]")


class Roles(NamedTuple):
    """The role of the first agency of a list and of all others."""

    first: Role | None
    others: Role | None


class Label(NamedTuple):
    """A label and the list behind it; `roles` is None for labels of another kind (完成时限、责任人)."""

    roles: Roles | None
    start: int
    list_start: int
    list_end: int


def roles_of(label: str) -> Roles | None:
    """What a label or a table's column head says about its agencies; None where it says nothing."""
    words = _APART.sub("", label)
    plain = _BRACKET.sub("", words)
    plain = _AND_PERSON.sub("", plain).rstrip("为是")
    if _OTHER.search(plain) or not _NOUN.search(plain):
        return None
    if _DIVISION.search(plain):
        return Roles(None, None)
    return _roles(plain, "".join(_BRACKET.findall(words)))


def is_of_duty(label: str) -> bool:
    """Whether a label names a person or a day (牵头领导、完成时限): one of bodies may follow behind a comma."""
    return len(label) <= _LONGEST_OF_DUTY and _PERSON_OR_DAY.search(label) is not None


def _roles(plain: str, explained: str) -> Roles | None:
    lead, support, responsible = (kind.search(plain) for kind in (_LEAD, _SUPPORT, _RESPONSIBLE))
    others = Role.SUPPORT if support else Role.RESPONSIBLE
    if lead:
        several = (support or responsible) and _SEVERAL.search(plain)
        return Roles(Role.LEAD, others if several else Role.LEAD)
    if not (support or responsible):
        return Roles(Role.RESPONSIBLE, Role.RESPONSIBLE) if plain in _IN_CHARGE else None
    return Roles(Role.LEAD if "牵头" in explained else others, others)


def labels(text: str) -> Iterator[Label]:
    """Every label of a line with the words up to the next one."""
    found = [one for one in _LABELLED.finditer(text) if one["label"] or roles_of(one["boxed"])]
    found = found or [*_BARE.finditer(text)]
    ends = [*(match.start() for match in found[1:]), len(text)]
    for match, end in zip(found, ends, strict=False):
        label = match["label"] or match["boxed"]
        yield Label(roles_of(label), match.start(), match.end(), end)
