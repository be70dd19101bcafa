"""The head of a document: title and number (标题、发文字号)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from luoshi.reading.frame.labels import is_label_line
from luoshi.reading.frame.lines import CLOSES, COLONS, OPENS, Line
from luoshi.reading.frame.signatures import is_body_name, is_date_line
from luoshi.reading.model import Quotation

GENRES: Final = (
    r"(?:通知|意见|方案|规划|纲要|计划|办法|规定|要点|措施|决定|通告|公告|批复|复函|函|报告|细则|条例|建议|政策|指南|"
    r"指引|清单|分工|制度|规则|目录|标准|预案|总结|决议|命令|令|公报|通报|议案|纪要|路线图|任务书|行动|安排|举措|"
    r"倡议|分解|(?:任务|分工|分解|进度)表|目标|任务|台账|布局|方略|战略|白皮书|规范|章程|[十百\d]条)"
)
_SUFFIX: Final = rf"[{OPENS}](?:[^{CLOSES}{OPENS}]{{1,30}})[{CLOSES}]"
_QUOTE: Final = r"[》〉”\"]?"
GENRE_END: Final = re.compile(rf"{GENRES}{_QUOTE}(?:\s*{_SUFFIX})*{_QUOTE}\s*$")
_SUFFIX_LINE: Final = re.compile(rf"^(?:{_SUFFIX}|[—-]{{0,2}}\s*\d{{4}}\s*年?\s*[-—–~至]+\s*\d{{4}}\s*年)$")
_NO_SUFFIX: Final = re.compile(r"通过|批准|公布|施行|审议|公开|日[)\uff09]$|号[)\uff09]$|印发|发布|修订\)$")
_YEAR_OPEN: Final = r"[〔\[\uff3b(\uff08【]"
_YEAR_CLOSE: Final = r"[〕\]\uff3d)\uff09】]"
_NUMBER: Final = rf"{_YEAR_OPEN}\s*\d{{4}}\s*{_YEAR_CLOSE}\s*(?:第\s*)?\d{{1,5}}\s*号"
_NUMBER_LINE: Final = re.compile(
    rf"^(?:[\u4e00-\u9fff]{{3,40}}文\s?件\s*)?"
    rf"[{OPENS}]?(?P<number>[\u4e00-\u9fffA-Za-z、·\s]{{1,24}}{_NUMBER})[{CLOSES}]?(?:\s.*)?$"
)
_GLUED_NUMBER: Final = re.compile(
    rf"^(?P<title>(?:.{{2,60}}关于.{{2,}}|.{{12,}}){GENRES}(?:{_SUFFIX})*)"
    rf"\s*(?P<number>[\u4e00-\u9fffA-Za-z]{{1,14}}{_NUMBER})$"
)
_ORDER_NUMBER: Final = re.compile(
    r"^(?P<number>(?:[\u4e00-\u9fff\s]{0,24}(?:令|公告|通告))?\s*(?:\d{4}\s*年\s*)?第\s*[\d一二三四五六七八九十百〇零]{1,6}\s*号)$"
)
_LETTERHEAD: Final = re.compile(r"^(?P<body>.{3,60}?)\s*(?:文\s*件|令|公\s*告|通\s*告)$")
_NAVIGATION: Final = re.compile(
    r"[>»›|]|首页|当前位置|所在位置|信息公开(?:目录|指南|平台)?$|^\s*政\s*府\s*信\s*息|网站|门户|平台$|欢迎|今天是|星期|栏目|返回|无障碍|登录|搜索|繁体|微信|客户端|"
    r"^\d{4}-\d|^[【\[]|字体|打印|分享|收藏|^目\s*录$|^(?:政策文件|政务公开|通知公告|规划计划|政策法规)$|^第\s*\d+\s*页"
)
_SPREAD: Final = re.compile(
    r"(?<=[\u4e00-\u9fff])[ \t\u3000]+(?=[\u4e00-\u9fff]$)"
)  # 通　知: the last word set wide
_BRACKET_THEN_WORDS: Final = re.compile(rf"^{_SUFFIX}\s*的?[\u4e00-\u9fff]")
_APPROVAL: Final = re.compile(r"通过|批准|审议|同意|公布|发布|修订|修正|施行")
_CONTINUES: Final = re.compile(r"^(?:[和与及的暨、]|以及|[\uff08(])")
_UNFINISHED: Final = re.compile(r"(?:[、和与及的于暨《〈,\uff0c]|关于|印发|转发|批转)$")


_BRIEF_HEAD: Final = 3  # lines: a plain text without a page around it begins with its title
_NAMES_A_PLAN: Final = 8  # characters


@dataclass(frozen=True, slots=True)
class Title:
    """A title in one or more lines; `first` and `last` are line indexes, `end` where its words end."""

    text: str
    first: int
    last: int
    start: int
    end: int

    def quotation(self, text: str | None = None) -> Quotation:
        return Quotation(self.text if text is None else text, self.start, self.end)


def number_on(line: Line) -> tuple[Quotation, int] | None:
    """The document number (发文字号) printed on a head line, and where it begins within the line."""
    if "号" not in line.text or len(line.text) > 200 or is_label_line(line):
        return None
    found = _GLUED_NUMBER.match(line.text) or _NUMBER_LINE.match(line.text) or _ORDER_NUMBER.match(line.text)
    if not found:
        return None
    start, end = found.span("number")
    return Quotation(found["number"].strip(), line.start + start, line.start + end), start


def letterhead(line: Line) -> Quotation | None:
    """The body named in 某某文件 (发文机关标志)."""
    found = _LETTERHEAD.match(line.text)
    if not found or not is_body_name(found["body"].strip()):
        return None
    name = found["body"].strip()
    return Quotation(name, line.start, line.start + len(name))


def head_title(lines: Sequence[Line], head: int) -> Title | None:
    """The title among the first `head` lines: the last group of lines that ends like a title."""
    for index in range(head - 1, -1, -1):
        if _may_close(lines[index], first=not index) or (index and _closes(lines[index - 1], lines[index])):
            return _grown(lines, index, head)
    for index in range(head - 1, -1, -1):
        if _may_stand(lines[index]) and lines[index].emphasis:
            return _grown(lines, index, head)
    if 0 < head <= _BRIEF_HEAD and len(lines[0].text) >= _NAMES_A_PLAN and _may_stand(lines[0]):
        return None if is_body_name(lines[0].text) else _grown(lines, 0, head)
    return None


def title_words(line: Line) -> str:
    """The words of a line without a number glued to their end."""
    found = number_on(line)
    return _SPREAD.sub("", line.text[: found[1]].strip() if found else line.text)


def _may_stand(line: Line) -> bool:
    text = title_words(line)
    if not 4 <= len(text) <= 120 or line.sentence or text[-1] in COLONS:
        return False
    return not (
        _NAVIGATION.search(text)
        or is_label_line(line)
        or letterhead(line)
        or is_date_line(line)
        or _is_approval(text)
    )


def _is_approval(text: str) -> bool:
    return text[0] in OPENS and bool(_APPROVAL.search(text))


def _may_close(line: Line, *, first: bool) -> bool:
    text = title_words(line)
    if not _may_stand(line) or not GENRE_END.search(text):
        return False
    if text[0] in OPENS and not _BRACKET_THEN_WORDS.match(text):
        return False
    return len(text) >= 6 or "关于" in text or line.emphasis or first


def _closes(above: Line, line: Line) -> bool:
    """Whether a short line (行动方案) is the end of the title that stands above it (标题回行)."""
    text = title_words(line)
    ends = 2 <= len(text) < 6 and text[0] not in OPENS and GENRE_END.search(text) is not None
    return ends and not _NAVIGATION.search(text) and not is_body_name(above.text) and _joins(above, line)


def _grown(lines: Sequence[Line], index: int, head: int) -> Title:
    first = index
    while first and _joins(lines[first - 1], lines[first]):
        first -= 1
    last = index
    while last + 1 < head and is_suffix(lines[last + 1].text):
        last += 1
    return _title(lines, first, last)


def is_suffix(text: str) -> bool:
    """A line that ends a title: (2021—2025年), (试行)."""
    return bool(_SUFFIX_LINE.match(text)) and not _NO_SUFFIX.search(text)


def _joins(above: Line, line: Line) -> bool:
    text = above.text
    if not _may_stand(above) or number_on(above) or (line.emphasis and not above.emphasis):
        return False
    if _CONTINUES.match(line.text) or _UNFINISHED.search(text) or _is_cut_notice(text, line.text):
        return True
    if GENRE_END.search(text):
        return False
    if is_body_name(text):
        return line.text.startswith(("关于", "印发", "转发", "批转", "公告", "通告")) or _side_by_side(
            text, line.text
        )
    return (
        "关于" in text or (len(text) >= 8 and "关于" not in line.text) or text.count("《") > text.count("》")
    )


def _is_cut_notice(above: str, below: str) -> bool:
    """关于印发2024年《…报告》 and 重点任务分工方案的通知: the notice ends on the line below."""
    return bool(_WRAPS.search(above) and not _NOTICE_END.search(above) and _NOTICE_END.search(below))


def _side_by_side(above: str, below: str) -> bool:
    """Whether two lines name bodies that issue together (联合发文), and not a site and its office."""
    if not is_body_name(below) or below.startswith(above):
        return False
    return above.endswith("政府") is below.endswith("政府")


def _title(lines: Sequence[Line], first: int, last: int) -> Title:
    words = [title_words(line) for line in lines[first : last + 1]]
    number = number_on(lines[last])
    end = lines[last].start + number[1] if number else lines[last].end
    return Title("".join(words), first, last, lines[first].start, end)


_WRAPS: Final = re.compile(
    r"(?:印发|转发|批转|颁发|下发|颁布|发布|公布|公开)(?P<inner>\s*[《〈\u4e00-\u9fff“\d].{3,})$"
)
_NOTICE_END: Final = re.compile(rf"\s*的?(?:通知|公告|通告|决定|函|令)(?:{_SUFFIX})?\s*$")
_BARE_VERBS: Final = ("印发", "转发", "批转", "颁发", "下发")


_ISSUES: Final = re.compile(
    r"^(?P<inner>《.+?》).{0,120}?现(?:予以?|将[^。]{0,30}?|就)?(?:公布|印发|发布|颁布|下发)"
)


def issued_title(matter: str) -> str | None:
    """The title in 《…》已经…通过,现予公布: an order (令) names what it carries in its first sentence."""
    found = _ISSUES.match(matter[:300])
    return _within_marks(found["inner"] + matter[found.end("inner") : 300]) if found else None


def carried_title(title: str) -> str | None:
    """The plan's title inside 关于印发《…》的通知; None where the notice carries nothing (印发、转发)."""
    if title.startswith("《") and _NOTICE_END.search(title):
        return _within_marks(title)
    found = _WRAPS.search(title)
    if not found or not (_NOTICE_END.search(title) or title.rstrip().endswith(("》", "〉"))):
        return None
    inner = found["inner"].strip()
    if inner[0] in "《〈":
        return _within_marks(inner)
    bare = _NOTICE_END.sub("", inner).strip()
    if bare[-1] == "》" and "《" in bare:
        return _within_marks(bare[bare.index("《") :])
    return bare if title[found.start() :].startswith(_BARE_VERBS) and GENRE_END.search(bare) else None


def _within_marks(inner: str) -> str | None:
    """The words between a first book mark and the one that closes it (书名号套书名号)."""
    depth = 0
    for at, sign in enumerate(inner):
        depth += (sign in "《〈") - (sign in "》〉")
        if not depth:
            return inner[1:at].replace("〈", "《").replace("〉", "》")
    return None
