"""One agency's name as printed (责任单位名称): where it ends, what looks like one, what makes it none."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from luoshi.reading.bodies import general
from luoshi.reading.grammar.levels import cut_level, cut_place

_ENDS: Final = (
    r"(?:局|委|办|部|厅|署|院|会|处|室|司|行|社|站|所|队|中心|政府|公司|集团|海关|单位|部门|机构|企业|厂|联|校|大学|园区|"
    r"区|县|市|州|盟|旗|省|镇|(?<!城)乡|街|中支|街道|地方|各地|组|专班|指挥部|联盟|团|台|馆|库|科协|港|党组|妇联|工会|军区|政协|人大|运营商|人行|段|"
    r"党委|基金|网|园|场|矿|所属|学会|协会|代表处|街镇|主体|医联体|总队|支队|大队|中队|公积金|法院|检察院|组织|团体|机关|方|方面|各界|省份)"
)
_END: Final = re.compile(_ENDS + r"$")
_LAST: Final = frozenset([*re.findall(r"(.)(?=[|)])", _ENDS), "\n"])  # the last character of each of them
# What can stand in front of 和、及、与 when it joins two bodies; 发展和改革 is none.
JOINS_AFTER: Final = re.compile(
    r"(?:局|委|办|部|厅|署|(?<![社])会|处|室|政府|公司|集团|中心|行|单位|部门|机构|企业|校|院|区|县|市|州|镇|乡|街道|联|队|关|社|\)|各地|学会|站|所)$"
)
# A bare noun behind 和 shares its determiner with the one before: 各有关部门和单位 are one.
JOINS_NOTHING: Final = re.compile(
    r"(?:单位|部门|机构|企业|组织|团体|个人|人员|群众|地区|园区|直属机构|直属单位|派出机构|其他组织|个体工商户)(?:$|[等和及与(])"
)
_NOT_A_NAME: Final = re.compile(
    r"等(?:有关|相关)?(?:部门|单位|方面)|的|了|是|将|被|或|应(?![急用对])|需(?!求)|须|使|让|自行|依法(?!治)|所需|(?<!自)由|予|不[再得能少低超]|"
    r"要(?!素)|年[底内前]|[每逐全今明][年月]|月底|下同|以下|长期|持续|立即|适时|及时|领导(?!小组)|负责人|责任人|同志|谁|"
    r"[0-9%《》“”\":。;!?]"
)
_BARE: Final = re.compile(
    r"(?:企业|单位|部门|机构|政府|社会|学校|学院|医院|银行|公司|集团|市场|地方|[省市县区州乡镇]|人民政府|部委|个人|家庭|政府部门|"
    r"组织|主体|团体|机关|[双对我甲乙]方|[会办部室]|人行|中心|成员单位|(?:牵头|责任|配合|主管)(?:部门|单位))"
)
_BRACKET: Final = re.compile(r"\([^()]*\)")
_LONGEST: Final = 40
# A number that everybody dials is part of the name of who answers it: 12345热线办.
_HOTLINE: Final = re.compile(r"(?<![0-9])1[0-9]{2,4}(?=[一-鿿]{0,6}(?:热线|服务|平台|急救|指挥|调度|中心))")
_REMEMBERED: Final = 4096  # a document names the same bodies again and again
_SHORT: Final = 12
_SHORTEST: Final = 4  # a person's name is shorter
# Words of a sentence, not of a name: no label vouches for them.
_SENTENCE: Final = re.compile(
    _NOT_A_NAME.pattern
    + r"|加强|推进|推动|做好|落实|制定|建立|开展|组织(?!部)|确保|要|完成|提高|实施|切实|按|无$|牵头|配合|见附件|同上"
)


def ends_as_names_do(words: str) -> bool:
    """Whether the words end as an agency's name does."""
    return words[-1:] in _LAST and _END.search(words) is not None


def is_known(name: str) -> bool:
    """Whether the general table knows the name, with or without its level word."""
    if _is_listed(name):
        return True
    placed = cut_place(name)
    return bool(placed and general().function(placed))


def _is_listed(name: str) -> bool:
    leveled = cut_level(name)
    return general().body(name) is not None or bool(leveled and general().function(leveled))


@lru_cache(_REMEMBERED)
def is_name(name: str) -> bool:
    """Whether these words can be an agency's name, with no label to vouch for them (strict)."""
    if not 2 <= len(name) <= _LONGEST or _BARE.fullmatch(name):
        return False
    name = _HOTLINE.sub("", name)
    if _NOT_A_NAME.search(name):
        return _is_listed(name)
    return ends_as_names_do(_BRACKET.sub("", name)) or is_known(name)


@lru_cache(_REMEMBERED)
def is_labelled_name(name: str) -> bool:
    """Whether words behind a label can be a name: the label vouches for short ones without a known end."""
    return is_name(name) or (
        _SHORTEST <= len(name) <= _SHORT and not _BARE.fullmatch(name) and not _SENTENCE.search(name)
    )
