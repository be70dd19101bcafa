"""Where a document stops: 附件说明, 附注, 版记, page foot (页脚)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from luoshi.reading.frame.lines import CLOSES, COLONS, OPENS, Line
from luoshi.reading.frame.signatures import Signature, signature_at
from luoshi.reading.markers import Number, mark_at

_FOOT: Final = re.compile(
    rf"^[【\[\s]*(?:上一[条篇页则个]|下一[条篇页则个]|上篇|下篇|关\s*闭\s*(?:窗口|本页|页面)?\s*[】\]]?$|打\s*印|我要打印|责任编辑|"
    rf"(?:编辑|编审|审核|校对|作者|来源|信息来源|稿源|供稿|初审|复审|终审|监制|发布人)\s*[{COLONS}]|扫一扫|分享|收藏|"
    r"相关(?:链接|文件|阅读|解读|附件|文章|新闻|信息|政策|报道|稿件)|主办单位?|主办|承办|版权所有|网站地图|联系我们|关于我们|"
    r"返回(?:顶部|首页|列表|上页)?|政策解读|解读材料|图解|附件下载|文件下载|点击下载|下载附件|回到顶部|友情链接|网站标识码|"
    r"网站声明|网站纠错|字体|字号|Copyright|©|[^。]{0,40}ICP备|[^。]{0,20}公网安备|您?访问量|技术支持|浏览次数|点击数|保护视力)",
    re.IGNORECASE,
)
_COLOPHON: Final = re.compile(
    rf"^(?:抄\s*送|抄\s*报|分\s*送|主\s*送|主题词|公开方式|公开属性|信息公开选项|联系人|联系电话|咨询电话|共印)\s*[{COLONS}]"
    r"|日\s*印\s*发$|^(?:共印|印)\s*\d+\s*份"
)
_NOTE: Final = re.compile(
    rf"^[{OPENS}]\s*(?:此件|本件|此文|本文|联系人|信息公开|公开方式|主动公开|依申请公开)[^{CLOSES}]*[{CLOSES}]$"
    rf"|^[{OPENS}]?(?:此件(?:主动|依申请|全文)?公开发?布?|主动公开)[{CLOSES}]?$"
)
_LIST: Final = re.compile(rf"^附\s*件\s*[\d一二三四五六七八九十]{{0,3}}\s*[{COLONS}.、\uff0e]")
_ANNEX_ITEM: Final = re.compile(r"^(?:附\s*件\s*)?[\d一二三四五六七八九十]{1,3}\s*[.、\uff0e:\uff1a\-]\s*\S")
_SITE: Final = re.compile(r"版权|网站|浏览器|分辨率|转载|备案|ICP", re.IGNORECASE)
_TAIL: Final = 120  # lines from the end in which the foot may begin
_LONG_SENTENCE: Final = 60
_MOST_WRAPPED: Final = 2  # lines that go on with the name of an annex


def foot_at(lines: Sequence[Line], first: int) -> int:
    """The index of the first line of page foot and 版记; the number of lines where there is none."""
    cut = len(lines)
    for index in range(len(lines) - 1, max(first, len(lines) - _TAIL) - 1, -1):
        line = lines[index]
        if _is_foot(line):
            cut = index
        elif _is_matter(line):
            break
    return cut


def _is_foot(line: Line) -> bool:
    if len(line.text) < 60 and _COLOPHON.search(line.text):
        return True
    if line.sentence and "。" in line.text and not _SITE.search(line.text):
        return bool(_COLOPHON.match(line.text))
    return bool(_FOOT.match(line.text))


def _is_matter(line: Line) -> bool:
    mark = mark_at(line.text, 0, len(line.text))
    if line.cell or (mark and mark.kind is not Number.BARE):
        return True
    return line.sentence and len(line.text) > _LONG_SENTENCE and not _SITE.search(line.text)


def is_remains(lines: Sequence[Line]) -> bool:
    """Whether lines behind a signature are no annex and no matter, only what is left of a page."""
    return not any(_is_matter(line) or line.sentence for line in lines if not _LIST.match(line.text))


def without_notes(lines: Sequence[Line], first: int, last: int) -> int:
    """`last` without notes (附注) before it: (此件公开发布)."""
    while last > first and _NOTE.match(lines[last - 1].text):
        last -= 1
    return last


def closing_signature(lines: Sequence[Line], first: int, last: int) -> Signature | None:
    """The signature that stands last in these lines, nothing but notes behind it."""
    last = without_notes(lines, first, last)
    return signature_at(lines, last - 1) if last > first else None


def annex_list_at(lines: Sequence[Line], first: int, last: int) -> int:
    """The index where a list of annexes (附件说明) begins that ends at `last`; `last` where there is none."""
    index, wrapped = last, 0
    while index > first:
        index -= 1
        if not _may_list(lines[index]):
            break
        if _LIST.match(lines[index].text):
            return _first_list(lines, first, index)
        wrapped = 0 if _ANNEX_ITEM.match(lines[index].text) else wrapped + 1
        if wrapped > _MOST_WRAPPED:
            break
    return last


def _first_list(lines: Sequence[Line], first: int, index: int) -> int:
    """附件1:…, 附件2:… on lines of their own are one list."""
    while index > first and _LIST.match(lines[index - 1].text) and _may_list(lines[index - 1]):
        index -= 1
    return index


def _may_list(line: Line) -> bool:
    return not (line.cell or line.sentence or line.text[-1] in "。;\uff1b" or len(line.text) > 100)
