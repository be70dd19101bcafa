"""Enterprises that a plan names (点名企业): lists closed by 等企业, names with a company's ending, partners.

Short names look like common words, so a list counts only behind words that lean on somebody (依托…等企业), and a
lone short name only if such a list has named it. Texts are folded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from luoshi.reading.model import Span

_LIST_END: Final = re.compile(r"等[^,。;:、等()\n]{0,12}?(?:企业|公司|集团)")
_LEANS_ON: Final = re.compile(r"依托|发挥|围绕|以(?=[^,。;]{2,60}等[^,。;]{0,12}企业为)")
_ITEMS: Final = re.compile(r"[^、和及与]+")
_ENDING: Final = re.compile(
    r"(?:有限责任公司|股份有限公司|有限公司|集团公司|公司|集团|控股|药业|实业|重工|股份(?!制|合作|转让|化|有限|权))"
)
# What ends in front of a company's name: marks, and words that do something with it.
_BOUNDARY: Final = re.compile(
    r"[、,。;:“”\"!?\s《》〈〉/|]|依托|支持|推动|推进|引导|鼓励|争取|引进|培育|组建|成立|联合|加快|促进|发挥|壮大|做强|扶持|协调|帮助|"
    r"促成|吸引|招引|引入|邀请|携手|联手|牵手|对接|依靠|利用|借力|助力|助推|带动|委托|选定|确定|推荐|确保|兼并|并购|划转|新设|动员|鞭策|保障|"
    r"督促|指导|规范|办好|设立|整合|重组|收购|借助|通过|围绕|实施|抓好|打造|如|是|为|对|将|由|以|在|向|与|和|及|同|把|让|使|被|给"
)
_GENERIC: Final = re.compile(
    r"企业|大型|龙头|骨干|上市|跨国|综合|国有|国资|民营|中小|小微|重点|优势|专业|各|一批|等|的|[0-9]|家$|户|类|型|性|级|省属|市属|县属|"
    r"行业|产业|领域|(?<![药实矿钢铝铜木纺酒乳渔])业$|制造$|加工$|服务$|政府|部门|单位|机构|院校|高校|院所|研究|科研|大学|学院|平台|园区|基地|项目|体系|"
    r"资源|优势|区位|现有|本地|知名|国内外|有关|相关"
)
_PLAIN_COMPANY: Final = re.compile(
    r"(?:供电|电力|电网|自来水|供水|燃气|供热|热力|公交|烟草|石油|保险|担保|投资|融资|租赁|小额贷款|小贷|基金|物业|咨询|中介|评级|拍卖|电信|移动|联通|"
    r"铁塔|运营|物流|建筑|国内|国际|境外|外地|分|子|母|总|股份|责任|平台|控股|城投|交投|文旅|旅游|国家|[省市县区])+"
)
# A trade alone names no enterprise (教育集团); with a level word it does (市水务集团).
_TRADE: Final = re.compile(
    r"(?:国内|国际|境外|外地|教育|医疗|医院|健康|养老|文化|体育|农业|农垦|粮食|工业|科技|数据|信息|水务|港务|铁路|公路|交通|能源|金融|商贸|建设|城建|产业|"
    r"旅游|文旅|传媒|发展|投资)+"
)
_PARTNER: Final = re.compile(
    r"(?:与|同|和)([^,。;:、与和同]{2,10}?)(?:的)?(?:深入|深度|战略|全面|长期|开展|加强|进行|密切)*合作"
)
_ALONE: Final = re.compile(r"依托([^,。;:、()\n]{2,12}),")
_LEANING: Final = "依托"
_LONGEST: Final = 20
_LONGEST_LIST: Final = 400


def enterprises(texts: Sequence[str]) -> Iterator[tuple[int, Span]]:
    """Every printed name with the number of its text, in order; `texts` are paragraphs of one document."""
    sure = [[*_listed(text), *_ended(text)] for text in texts]
    names = {text[span.start : span.end] for text, spans in zip(texts, sure, strict=True) for span in spans}
    for number, (text, spans) in enumerate(zip(texts, sure, strict=True)):
        if not spans and _LEANING not in text:
            continue
        found = {span.start: span for span in chain(_partners(text, spans), _lone(text, names), spans)}
        for start in sorted(found):
            yield number, found[start]


def _listed(text: str) -> Iterator[Span]:
    """依托甲、乙、丙等企业; a list without such a word counts where its names end like a company's."""
    if "等" not in text:
        return
    for closing in _LIST_END.finditer(text):
        back = max(0, closing.start() - _LONGEST_LIST)
        clause = max(text.rfind(mark, back, closing.start()) for mark in ",。;:\n") + 1
        leaning = [*_LEANS_ON.finditer(text, max(clause, back), closing.start())]
        if leaning:
            yield from _items(text, leaning[-1].end(), closing.start())


def _items(text: str, start: int, end: int) -> Iterator[Span]:
    for item in _ITEMS.finditer(text, start, end):
        words = item[0].strip("“” ")
        if 2 <= len(words) <= _LONGEST and not _GENERIC.search(words):
            begin = item.start() + item[0].index(words)
            yield Span(begin, begin + len(words))


def _ended(text: str) -> Iterator[Span]:
    """Names with a company's ending, back to the word or mark in front of them."""
    for ending in _ENDING.finditer(text):
        window = max(0, ending.start() - _LONGEST)
        boundaries = [*_BOUNDARY.finditer(text, window, ending.start())]
        start = boundaries[-1].end() if boundaries else window
        core = text[start : ending.start()]
        if (
            len(core) >= 2
            and _is_proper(core)
            and "(" not in core
            and text[ending.end() : ending.end() + 1] != "等级"
        ):
            yield Span(start, ending.end())


def _is_proper(core: str) -> bool:
    return not (_GENERIC.search(core) or _PLAIN_COMPANY.fullmatch(core) or _TRADE.fullmatch(core))


def _partners(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The other side of 推动甲与乙合作, where 甲 is an enterprise."""
    for span in spans:
        partner = _PARTNER.match(text, span.end)
        if partner and not _GENERIC.search(partner[1]):
            yield Span(partner.start(1), partner.end(1))


def _lone(text: str, names: set[str]) -> Iterator[Span]:
    """依托甲, alone, where a list of the same document names 甲."""
    if _LEANING in text:
        for alone in _ALONE.finditer(text):
            if alone[1] in names:
                yield Span(alone.start(1), alone.end(1))
