"""What a plan sets up or runs by name (点名事项): programmes, projects, platforms, regimes, incentives, places.

Each kind is an ending behind a word that promises it; folded text, one paragraph at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from luoshi.reading.model import Span

_QUOTED_PROGRAMME: Final = re.compile(
    r"[“\"][^“”\"\n,。;]{2,20}[”\"](?:[一-鿿]{0,6}?)(?:工程|行动计划|(?<!进)行动|计划|战略|攻坚战)"
)
# What a name never begins with: marks and joints, the end of a verb, a count.
_LEADING: Final = re.compile(
    r"(?:[、,\s和与及了好]|以及|(?:[0-9]+|[一二两三四五六七八九十]{1,2})[个家批项座期处条])*+"
)
# Who builds it is no part of its name: 某某区建设某某产业园.
_INNER_VERB: Final = re.compile(
    r"(?:^|(?<=[省市州县区镇园地]))(?:规划建设|建设|打造|创建|组建|搭建|推进|推动|实施|加快|促成|吸引)(?=.{3})"
)
_NO_PROGRAMME: Final = re.compile(r"各类|政策|^(?:重点|重大|这|该|本)*(?:工程|计划)$|(?:年度|工作|实施)计划$")
_RUNS: Final = r"(?:组织实施|深入实施|全面实施|实施|开展|启动|推进|落实|参与|抢抓|参加)"
_RUN_PROGRAMME: Final = re.compile(
    rf"{_RUNS}(?P<name>(?!(?:一批|各类|好|具体|这|该))[^,。;:、“”()\n]{{2,18}}?"
    r"(?:工程|行动计划|专项行动|攻坚行动|提升行动|计划))(?=[、,。;和及]|$)"
)
_PROJECT_VERBS: Final = r"(?:实施|推进|加快|依托|抓好|启动|建设|开工|建成|谋划|争取|引进)+"
_PROJECT: Final = re.compile(
    rf"{_PROJECT_VERBS}(?P<name>[^,。;:、()\n]{{2,24}}?(?:项目|产业园|科技园|物流园))(?=[、,。;和及建]|$)"
)
_NEXT_PROJECT: Final = re.compile(
    r"[、和及](?P<name>[^,。;:、()和及\n]{2,24}?(?:项目|产业园|科技园|物流园))(?=[、,。;和及建]|$)"
)
_NO_PROJECT: Final = re.compile(
    r"一批|各类|等|[0-9]|^(?:重大|重点|产业|科研|投资|招商|工业|信息|示范|试点|相关|有关|各|新|续|在|好|的|国家|省|市|本|该|此|这)*"
    r"(?:重大|重点|产业|产业化|科研|投资|招商|工业|技改|技术改造|建设|示范|试点|合作|信息|信息化|储备|前期|落地|工程|专项|融合)*(?:项目|产业园)$|项目建设"
)
_BUILDS: Final = r"(?:规划建设|建立健全|建设|搭建|打造|建立|构建|组建|创建|建成|设立|新建|完善|健全|布局|筹建(?<!统..))(?:一批|完善|统一)?"
_PLATFORM: Final = re.compile(
    rf"{_BUILDS}(?P<name>[^,。;:()\n]{{2,36}}?(?:平台|中心|实验室|研究院|孵化器|数据库|服务网络))(?=[、,。;和及与,]|$|建设)"
)
_NO_PLATFORM: Final = re.compile(r"涉及|纳入|为中心|^(?:核心|服务|管理)?(?:中心|平台)$")
_NEXT_PLATFORM: Final = re.compile(
    r"[、和及](?P<name>[^,。;:、()和及\n]{2,20}?(?:平台|中心|实验室|研究院|孵化器|数据库))(?=[、,。;和及与]|$|建设)"
)
_SETS_UP: Final = r"(?:建立健全|建立|健全|完善|推行|实行|实施|构建|探索|形成|创新|落实)(?:建立|完善|并)?"
_REGIME: Final = re.compile(
    rf"{_SETS_UP}(?P<name>(?![、和])[^,。;:()\n]{{2,32}}?(?:制度|机制|体系|体制|清单管理))(?=[、,。;和及与]|$|建设|改革)"
)
_NO_REGIME: Final = re.compile(
    r"^(?:体制|制度|机制|体系|各项|相关|有关|工作|管理|好|具体)*(?:制度|机制|体系|体制)$"
)
_CLAUSE: Final = re.compile(r"[^,。;\n]+")
_MARKER: Final = re.compile(r"\s*(?:\([^()]{1,4}\)|[0-9]{1,2}[.、]|[一二三四五六七八九十]{1,3}、|[“”—-])*\s*")
_SUPPORT: Final = re.compile(
    r"补助|贴息|奖励(?<!表彰..)|补贴|奖补|税收优惠|税费减免|减免|资助|免征|减征|减按|即征即退|加计扣除|专项资金|引导基金|风险补偿|以奖代补|返还|优惠(?:待遇|政策)|一次性奖|给予支持"
)
_GRANTS: Final = re.compile(
    r"给予|给以|予以|采取|安排|设立|落实|实行|享受|可|返还|免征|减征|减按|提供|加大|(?<!表彰)奖励|发放|支付|列支|执行|统筹|补助|按"
)
_NO_SUPPORT: Final = re.compile(r"具体.{0,4}(?:条件|标准|办法)|违规|骗取|追回|不得|取消")
_PLACE_END: Final = re.compile(
    r"(?:经济技术开发区|高新技术产业开发区|高新区|经开区|工业园区|工业集中区|综合保税区|新区|县|州|市|省|镇)"
    r"(?=[、,。;)等和及与]|建设|开展|设立|布局|打造|率先)"
)
_PLACE_START: Final = re.compile(
    r"(?:[在于以到向至由、和与及,。;:(]|支持|依托|推进|位于|^)(?P<name>[一-鿿]{1,5})$"
)
# How the names end: most paragraphs hold none of these, and are spared the patterns that need them.
_PROGRAMME_ENDS: Final = re.compile("工程|行动|计划|战略|攻坚战")
_PLATFORM_ENDS: Final = re.compile("平台|中心|实验室|研究院|孵化器|数据库|服务网络")
_REGIME_ENDS: Final = re.compile("制度|机制|体系|体制|清单管理")
_PROJECT_ENDS: Final = re.compile("项目|园")
_ANY_END: Final = re.compile(
    "|".join(
        ends.pattern
        for ends in (_PROGRAMME_ENDS, _PROJECT_ENDS, _PLATFORM_ENDS, _REGIME_ENDS, _SUPPORT, _PLACE_END)
    )
)
_LONGEST_PLACE: Final = 8
_NO_PLACE: Final = re.compile(
    r"^(?:按照|根据|依据|依照|参照|遵照|经由|报经|计划单列)|^[在于]?村|[各全本我该省市县区镇]市|各|全|本|我|有关|相关|其他|重点|所有|城市|都市|城镇|乡镇|县市|上市|门市|超市|集市|股市|夜市|"
    r"直辖市|县级市|中心|周边|地市|州市|支持|推动|鼓励|依托|现有|建设|国家|沿线|特色|示范|强|小镇|一批|新型|重镇|入市|大市|强省|大省|先进|文明|卫生|智慧|以上|以下|级"
)


class Named(NamedTuple):
    """A kind and where its words stand."""

    kind: str
    span: Span


def may_name(text: str) -> bool:
    """Whether a paragraph holds the end of any such name or grants something."""
    return _ANY_END.search(text) is not None


def named(text: str) -> Iterator[Named]:
    """Every such name in a paragraph, kind by kind (点名事项)."""
    if _PROGRAMME_ENDS.search(text):
        yield from _programmes(text)
    if _PROJECT_ENDS.search(text):
        for project in _series(text, _PROJECT, _NEXT_PROJECT):
            yield from _kept("project", project, _NO_PROJECT)
    if _PLATFORM_ENDS.search(text):
        for platform in _series(text, _PLATFORM, _NEXT_PLATFORM):
            yield from _kept("platform", platform, _NO_PLATFORM)
    if _REGIME_ENDS.search(text):
        for regime in _REGIME.finditer(text):
            yield from _kept("regime", regime, _NO_REGIME)
    if _SUPPORT.search(text):
        yield from _incentives(text)
    yield from _places(text)


def _span(found: re.Match[str]) -> Span:
    """Where the name itself stands: without marks, counts and a verb in front of it."""
    name = found["name"]
    leading = _LEADING.match(name)
    start = leading.end() if leading else 0
    inner = [*_INNER_VERB.finditer(name, start)]
    return Span(found.start("name") + (inner[-1].end() if inner else start), found.end("name"))


def _kept(kind: str, found: re.Match[str], refused: re.Pattern[str]) -> Iterator[Named]:
    span = _span(found)
    if not refused.search(found["name"]) and not refused.search(found.string[span.start : span.end]):
        yield Named(kind, span)


def _programmes(text: str) -> Iterator[Named]:
    for found in _QUOTED_PROGRAMME.finditer(text):
        yield Named("programme", Span(found.start(), found.end()))
    for found in _RUN_PROGRAMME.finditer(text):
        yield from _kept("programme", found, _NO_PROGRAMME)


def _series(text: str, first: re.Pattern[str], following: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """A name behind its verb and those that follow it in the same list."""
    each = first.search(text)
    while each:
        yield each
        each = following.match(text, each.end()) or first.search(text, each.end())


def _incentives(text: str) -> Iterator[Named]:
    """Clauses that grant something: a word of money or tax and a word that gives it."""
    for clause in _CLAUSE.finditer(text):
        marker = _MARKER.match(clause[0])
        words = clause[0][marker.end() if marker else 0 :].rstrip(" \t“”")
        if _SUPPORT.search(words) and _GRANTS.search(words) and not _NO_SUPPORT.search(words):
            start = clause.start() + clause[0].index(words)
            yield Named("incentive", Span(start, start + len(words)))


def _places(text: str) -> Iterator[Named]:
    """A place's name back from its ending to the word in front of it."""
    for ending in _PLACE_END.finditer(text):
        window = max(0, ending.start() - _LONGEST_PLACE)
        found = _PLACE_START.search(text[window : ending.start()])
        if found is None or (found.start() == 0 and found.start("name") == 0 and window > 0):
            continue
        name = Span(window + found.start("name"), ending.end())
        if not _NO_PLACE.search(text[name.start : name.end]):
            yield Named("place", name)
