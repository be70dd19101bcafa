"""The verbs that stand between what is measured and the number (目标谓词)."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from luoshi.reading.model import Relation


class Sense(StrEnum):
    """What a verb says about the number after it."""

    LEVEL = "level"  # 达到、提高到、控制在
    UP = "increase"
    DOWN = "decrease"
    MAKE = "make"  # 培育、建成


class Verb(NamedTuple):
    """A verb found in a clause."""

    sense: Sense
    relation: Relation
    start: int
    end: int
    reaches: bool = False  # it must have a subject before it: 达到, 提高到


_TO_UP = r"(?:提高|提升|增加|增长|上升|扩大|扩张|发展|拓展|扩展|跃升|攀升|壮大|延长|增|升|扩|提)(?:到|至|为)"
_TO_DOWN = r"(?:下降|降低|减少|缩小|压缩|压减|压降|缩短|缩减|精简|降|减|回落|下调)(?:到|至|为|在)"
_WITHIN = r"(?:控制|限制|稳控)(?:到|至|为|在)"
_REACH = r"(?<!直)达到|(?<![发到直抵])达|突破|(?<!不)超过|(?<![不赶])超(?!临界)|跨越|跨上|迈上|跃上|跨过|逾"
_HOLD = r"(?:保持|稳定|维持|巩固|处于)在|保持|稳定在?|为|实现|完成|形成|(?<=[率量度数值比])在"
UP = r"新增加|新增长?|净增长?|净增加|增长|增加(?!值)|提高|(?<!改造)提升|扩种|上升|扩大|递增|增"
DOWN = r"下降|降低|减少|压减|压缩|压降|削减|缩短|缩减|下调|精简|(?<![不加])减|降"
MAKE = (
    r"新培育|培育壮大|培育|培养|引育|建成投用|建成投产|建成(?!区(?!域)|率|面积)|新改扩建|改扩建|新改建|新建扩建|新建成|新建|建设改造|改建|扩建|共建|筹建|创建|争创|创成"
    r"|打造|建设(?!用地|项目|投资|资金|工程|面积)"
    r"|修缮|修建|复兴|开行|开辟|处置|划定|接入|建好|建有|铺设|架设|加装|新种|补植|续建|整合|归集|采购|招录|吸纳|安置|兑现"
    r"|引进培育|引进|引入|招引|招商|新认定|认定|组建|设立|建立|形成|集聚|聚集|汇聚|扶持|实施|开展|举办|承办|组织|推广|推出|推介"
    r"|制修订|制定|制订|修订|编制|出台|发布|改造提升|提升改造|提升(?=高标准)|改造(?!项目|面积|投资|率)|完成|实现|攻克|突破|转化(?!基地|平台|中心|项目|率)"
    r"|布局|部署|遴选|选树|评选|命名"
    r"|推进|推动|落地|开工|投产|签约|储备|获批|获评|获得|培训(?!机构|基地|中心|率)|轮训"
    r"|服务(?!业|平台|中心|机构|站|点|体系|企业|区|事项|量|率|型|类|项目|网|设施|热线|大厅|窗口|群众|品牌|团)"
    r"|(?<![一-鿿])服务(?=企业)"
    r"|孵化(?!器|基地|载体|平台|企业|面积)"
    r"|吸引|招收|招聘|选派|选聘|安装|开通|惠及|种植|(?<!营)造林"
    r"|治理(?!率|面积|项目|工程|设施|能力)|修复(?!率|面积|项目|工程)|整治|淘汰|关停|退出|拆除|盘活|出让|供应(?!链|商)|收储(?!中心|站|点|基地|体系|库|设施)|投入|投放|争取|安排|发放"
    r"|提供|解决|带动|创造|研发(?!机构|中心|平台|投入|经费|人员|费用|活动|强度)|研制|开发(?!区|面积)|入库|上市|挂牌|授权|申请|申报|扩大|支持|引导(?!基金|资金|性|型)|辅导|帮助|帮扶"
    r"|筛选|梳理|搭建|构建|配备|配置|购置|更新|普及|覆盖|集中(?!处|供|收|安|度|式|连|养|隔|办|监|采)|撬动|募集|筹集|落实"
    r"|(?<!可持续)(?<!高质量)发展(?!区|改革|基金|中心|水平|指数|规划|指标|能力|示范|研究|模式|环境|挂钩|大会|论坛|报告|集团|公司|银行|项目)"
    r"|做强|做大|壮大|选育|推选|评定|输出|生产(?!性|线|企业|基地|能力|总值|者|资料|力|设备|要素|安全|服务|型|许可|经营|用)"
    r"|销售|招募|聘请|增设|增补|绿化(?!率|面积)|(?<=每年)有|(?<=力争)有|(?<=至少)有|新办|新签约|新签|保有|拥有|不断新增"
    r"|取消|发行|认证(?!率|机构)"
)

_AT_END: tuple[tuple[Sense, Relation, bool, re.Pattern[str]], ...] = tuple(
    (sense, relation, reaches, re.compile(rf"(?:{words})$"))
    for sense, relation, reaches, words in (
        (Sense.LEVEL, Relation.EQUAL, True, _TO_DOWN),
        (Sense.LEVEL, Relation.AT_MOST, True, _WITHIN),
        (Sense.LEVEL, Relation.EQUAL, True, _TO_UP),
        (Sense.LEVEL, Relation.AT_LEAST, True, _REACH),
        (Sense.LEVEL, Relation.EQUAL, False, _HOLD),
        (Sense.UP, Relation.EQUAL, False, UP),
        (Sense.DOWN, Relation.EQUAL, False, DOWN),
        (Sense.MAKE, Relation.EQUAL, False, MAKE),
    )
)
_INSIDE = re.compile(rf"(?P<up>新增|净增|增加(?!值)|扩大)|(?P<down>压减|削减|减少|化解)|(?P<make>{MAKE})")
# Words that are a noun's own as often as a verb: 物流服务品牌, 技术改造项目.
_NOMINAL = frozenset(
    [
        "服务",
        "改造",
        "治理",
        "培训",
        "研发",
        "开发",
        "生产",
        "发展",
        "孵化",
        "转化",
        "更新",
        "修复",
        "整治",
        "推广",
        "安置",
        "研制",
        "配置",
        "提升改造",
        "改造提升",
        "建设",
        "创建",
        "制定",
        "支持",
        "带动",
        "覆盖",
        "提供",
        "销售",
    ]
)
_GOES_ON = re.compile("[和与及等的]")
_NOUN_BEFORE = re.compile(r"[一-鿿]")
_OPENS_A_VERB = "和与及并、年再共力将新能"
_BEGINS_CHANGE = re.compile(
    r"(?:力争|争取|确保|努力|推动|推进|进一步|大幅|有效|切实|平均|总体|全面)*(?:(?P<up>提高|提升)|(?P<down>降低|压缩|缩短|压降|精简))"
    r"(?![到至为])"
)


def at_end(veiled: str, start: int, end: int) -> Verb | None:
    """The verb that ends just before the number."""
    low = max(start, end - 6)
    window = veiled[low:end]
    for sense, relation, reaches, pattern in _AT_END:
        match = pattern.search(window)
        if match and match.group():
            return Verb(sense, relation, low + match.start(), end, reaches)
    return None


NAMING = frozenset(
    ["签约", "授权", "申请", "申报", "上市", "挂牌", "入库", "注册", "开工", "投产"]
)  # 签约项目: the verb is part of the name
OWNING = frozenset(["拥有", "保有", "配备", "覆盖"])  # 每千名老年人拥有养老床位: all of it is the name


def inside(veiled: str, start: int, end: int, *, makes: bool) -> Verb | None:
    """The last verb that leaves at least two characters, its object, before the number.

    Without `makes` only verbs of growth count: what is given in per cent is never built or bred.
    """
    found = None if makes else _change_at_first(veiled, start, end)
    for match in _INSIDE.finditer(veiled, max(start, end - 60), end):
        if end - match.end() < 2:
            break
        if match["make"] and (not makes or _is_nominal(veiled, match, found)):
            continue
        if match["make"] and found and found.sense is Sense.UP:
            break  # 新增处理能力: what is added, not what is treated
        sense = Sense.UP if match["up"] else Sense.DOWN if match["down"] else Sense.MAKE
        found = Verb(sense, Relation.EQUAL, match.start(), match.end())
    return found


def _is_nominal(veiled: str, match: re.Match[str], found: Verb | None) -> bool:
    """Whether a verb's word only belongs to the noun that an earlier verb has for its object."""
    if found is None:
        return False
    if _GOES_ON.match(veiled, match.end()):
        return True
    before = veiled[match.start() - 1]
    joined = found.end < match.start() and before not in _OPENS_A_VERB and _NOUN_BEFORE.match(before)
    return bool(joined) and match[0] in _NOMINAL


def _change_at_first(veiled: str, start: int, end: int) -> Verb | None:
    """降低企业物流成本10%以上: a verb of change that opens the item, before what it changes."""
    first = _BEGINS_CHANGE.match(veiled, start, end)
    if not first or end - first.end() < 2:
        return None
    sense, group = (Sense.UP, "up") if first["up"] else (Sense.DOWN, "down")
    return Verb(sense, Relation.EQUAL, first.start(group), first.end())
