"""From a stretch of a clause to the noun phrase that names what is measured (指标名称)."""

from __future__ import annotations

import re

from luoshi.reading.grammar.clauses import THOUSANDS, VEIL

ERASED = "\ue002"  # a period or a comparison that was taken out of the sentence

_LEADING = re.compile(
    rf"(?:[{ERASED}、,，;；:：\s及与且并—\-·●•■◆的了]|和(?!谐)|其(?![他中余它])|以及|并且|其中|同时|此外|另外|力争使?|争取|努力|确保|保证|使得|使(?!用)|让"
    rf"|推动(?!力)|促进(?!会|作用)|带动(?!作用|能力|效应)|推进|实现"
    r"|基本(?!公共|医疗|养老|农田|民生|单元|建设|药物)|预计|预期|计划(?!生育)|力促|进一步|加快|大力|着力|持续|不断|稳步|积极|继续|全力|截至|到(?!户|村|期"
    r"|位)|至|新培育|培育|培养|打造|引进|新建|组建"
    r"|创建|扶持|支持|鼓励|引导(?!基金)|新增(?!长)|净增(?!长)|累计|总体上?|各自|每年|全年|今年|去年|上年|目前|再(?!生|制|贷|就)|年均(?!可支配)|将"
    r"|把|达到|不少于|不低于|至少|一批|若干|左右|以上|以内|以下"
    r"|建成(?!区(?!域)|率|面积))+"
)
_TRAILING = re.compile(
    rf"(?:[{ERASED}、,，\s的—\-]|要|将|应当|应|须|必须|需|力争|争取|确保|预计|预期|基本|进一步|逐步|稳步|累计|总计|合计|总共|共|平均|均|都|分别|各(?!地)"
    r"|年均|每年|年度|同比|环比|实现|明显|显著|持续|全部|至少|原则上|达到|达|不断|大幅|实际|有效|净|再|年内|年底|年末|全年|力求|约|已|达到或|或|以年均|以|[三五十\d]+年(?:内|间)?)+$"
)
_AND = re.compile(
    r"、|以及|(?<![普涉波危顾触遍])及(?![时其格])|(?<![调总饱温缓])和(?![谐平])|(?<!参)与(?!会)"
)
BECOMES = re.compile(
    r"(?:与|同)[^，]{2,12}(?:同步|一致)|(?:持续|稳步|不断|明显|显著|大幅|快速|进一步|更加|基本|逐步|加快|全面|有效)(?:提|增|壮|扩|优|发展|改善"
    r"|完善|健全|健康|上升|下降|降)"
)
_EXAMPLES = re.compile(
    rf"[^，等]*(?:、|{VEIL}{VEIL})[^，等]*等(?:重点)?(?:领域|行业|方面)?的?(?=[^级，、]{{2}})"
)
_WHAT_FOR = re.compile(r"给予|予以|用于|进行")  # what follows the noun is what is done with it
_MARKS = re.compile(r"[\s—\-·●•■◆★▲]+")
_CUT = re.compile(
    r"使得|(?<!实际)使(?!用)|将(?!军)|把|确保|力争|推动(?!力)|促进(?!会|作用)|带动(?!作用|能力|效应)|带领|实现(?=.{4})|推进"
)
_LAST_OF = re.compile(r"^.{3,}的(?=[^的]{2,}$)")
_QUALIFIED = re.compile(
    r"^(?:具有|拥有|具备|符合|能够|可|年|在|有|集|以|面向|覆盖|全国|国内|国际|行业|技术|主业|掌握|带动|竞争力|特色|技术|管理|辐射|影响|专业|运行"
    r"|功能)[^的]{0,30}的(?=[^的]{2,}$)"
)

_MEASURE = re.compile(
    r"(?:率|比重|比例|占比|强度|增加值|总产值|产值|收入|产量|数量|总数|总量|面积|里程|能力|规模|额|时间|周期|水平|指数|浓度|总和|企业|项目|平台|中心|基地|园区|集群)$"
)
# What a measure of several things is made of: 化肥、农药使用量; 城镇、农村居民人均可支配收入.
_HEAD = re.compile(
    r"(?:居民|患者|人口|人员|职工|学生|企业|人均|户均|亩均|可支配|平均|年度|年|总|净|综合|基层|规范|集中|安全|有效|累计|主要|单位|重复"
    r"|使用|利用|处理|处置|消费|消耗|排放|货运|客运|运输|生产|加工|销售|零售|交易|进出口|出口|进口|管理|服务|普及|覆盖|达标|合格|完好|普查"
    r"|配备|参保|就业|入学|入园|巩固|毛入学|治理|回收|转化|供应|保障|拥有|保有|投入|建设|占地|播种|种植|改造|绿化|发电|装机|储备)*"
    r"(?:[一-鿿]{2}率|增加值|总产值|产值|收入|产量|使用量|消费量|排放量|货运量|客运量|交易量|保有量|总量|数量|面积|里程|[一-鿿]{2}额|强度|浓度)$"
)
_BARE = re.compile(r"[一-鿿A-Za-z“”]{4,20}")  # 专利质押融资登记金额,全年达到…
_SHARE_OF_IT = re.compile(r"(?<=.{2})占.{2,16}(?:比重|比例|占比)$")
GENERIC = re.compile(
    r"(?:总|累计)?(?:数量|总数|总量|总规模|规模|总额|占比|比重|比例|增速|增幅|增长率|年均增速|年均增长率|个数|数|总面积)"
)


def trim(veiled: str, start: int, end: int) -> tuple[int, int]:
    """The span without conjunctions and adverbs on either side."""
    lead = _LEADING.match(veiled, start, end)
    if lead:
        start = lead.end()
    low = max(start, end - 16)
    tail = _TRAILING.search(veiled[low:end])
    if tail:
        end = low + tail.start()
    return start, end


def opening(veiled: str) -> int:
    """Where a clause begins after bullets and blanks."""
    lead = _MARKS.match(veiled)
    return lead.end() if lead else 0


def subject(veiled: str, start: int, end: int) -> tuple[int, int]:
    """The noun phrase of a clause up to its verb."""
    start, end = trim(veiled, max(start, end - 90), end)
    cut = None
    for match in _CUT.finditer(veiled, start, end):
        if end - match.end() >= 3:
            cut = match
    if cut:
        start, end = trim(veiled, cut.end(), end)
    return start, end


def thing(veiled: str, start: int, end: int) -> tuple[int, int]:
    """The noun phrase after verb and number: qualities in front of it are left out (具有竞争力的…)."""
    start, end = trim(veiled, start, end)
    used = _WHAT_FOR.search(veiled, start + 2, end) if end - start > 2 else None
    end = used.start() if used else end
    start = after_examples(veiled, start, end)
    qualified = _QUALIFIED.match(veiled[start:end])
    if qualified:
        start += qualified.end()
    elif end - start > 12:
        last = _LAST_OF.match(veiled[start:end])
        if last and end - start - last.end() >= 4:
            start += last.end()
    return start, end


def after_examples(veiled: str, start: int, end: int) -> int:
    """Where the head begins after examples (数控机床、机器人等重点领域装备: 装备)."""
    examples = _EXAMPLES.match(veiled, start, end)
    return examples.end() if examples else start


def words(text: str, veiled: str, start: int, end: int) -> str:
    """The printed words of a span without what was erased."""
    kept = text[start:end]
    if ERASED in veiled[start:end]:
        kept = "".join([text[i] for i in range(start, end) if veiled[i] != ERASED])
    return kept.replace(THOUSANDS, ",").strip(
        " 、,，的:：“”" if kept.count("“") != kept.count("”") else " 、,，的:："
    )


def split(name: str) -> list[str]:
    """The parts of an enumeration: 、 and the words for "and", but not those inside a word (普及、参与)."""
    return [part for part in _AND.split(name) if part]


def complete(part: str, whole: str) -> str:
    """An enumerated part with the head that it shares with a fuller name (省级 → 省级企业技术中心)."""
    if not part or part == whole or _MEASURE.search(part):
        return part
    for length in (3, 2, 1):
        shared = whole.find(part[-length:]) if len(part) > length or length == 1 else -1
        if shared >= 0 and len(whole) > shared + length:
            return part + whole[shared + length :]
    if part.endswith("级"):
        return part + whole
    head = _HEAD.search(whole)
    return part + whole[head.start() :] if head and head.start() >= 2 else part


def tells(veiled: str) -> bool:
    """Whether a clause without numbers names what the next one may leave out."""
    return BECOMES.search(veiled) is not None or _is_measure(veiled)


def _is_measure(veiled: str) -> bool:
    return _BARE.fullmatch(veiled) is not None and _MEASURE.search(veiled) is not None


def spoken_of(text: str, veiled: str) -> str:
    """What a clause without numbers speaks of (数字经济稳步壮大): the next clause may leave it out."""
    becomes = BECOMES.search(veiled)
    if not becomes and not _is_measure(veiled):
        return ""
    start, end = subject(veiled, 0, becomes.start() if becomes else len(veiled))
    return words(text, veiled, start, end) if 2 <= end - start <= 20 else ""


def with_elided(name: str, before: str) -> str:
    """A name whose subject stands in the clause before (总数、占…比重)."""
    if not before or before in name:
        return name
    if GENERIC.fullmatch(name) and before.endswith(name):
        return before
    if not name or GENERIC.fullmatch(name) or name.startswith("占"):
        return _SHARE_OF_IT.sub("", before) + name if name else before
    return name
