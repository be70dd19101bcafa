"""What stands between title and matter: addressee, approval, contents (主送机关、通过说明、目录)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from luoshi.reading.frame.labels import is_label_line
from luoshi.reading.frame.lines import COLONS, COMMAS, OPENS, Line, words
from luoshi.reading.frame.signatures import is_date_line, is_placed_name
from luoshi.reading.frame.titles import is_suffix, letterhead, number_on
from luoshi.reading.markers import Number, mark_at
from luoshi.reading.model import Quotation

_WHO: Final = r"(?:人民政府|管委会|管理委员会|委员会|办公室|部门|单位|企业|公司|机构|[局委办厅部院所社团行])"
_ADDRESSED: Final = re.compile(
    rf"^(?P<to>(?:各|[^。{COLONS}{COMMAS}]{{2,30}}{_WHO}[、{COMMAS}{COLONS}])[^。{COLONS}]{{0,600}}[{COLONS}])|"
    rf"^(?P<one>[^。{COLONS}{COMMAS}]{{2,30}}{_WHO}[{COLONS}])"
)
_REASON: Final = re.compile(r"^(?:为|根据|按照|经|现|依据|近年来|当前)|如下|以下")
_APPROVAL: Final = re.compile(
    rf"^[{OPENS}]?\s*\d{{4}}\s*年[^。]{{0,160}}(?:通过|批准|公布|发布|施行|修订|修正|印发)[^。]{{0,40}}$"
    rf"|^[{OPENS}].{{0,200}}(?:通过|批准|审议|修订)"
)
_CONTENTS: Final = re.compile(r"^目\s*录$")
_LEADER: Final = re.compile(r"[\s.·…\-—_]*[\d-]*\s*$")
_NAVIGATION: Final = re.compile(
    r"^(?:[【\[].{1,6}[】\]]\s*)+$|当前位置|首页\s*[>»]|字体[:\uff1a\s]|^\W*(?:打印|分享|收藏|关闭)"
)
_OCCASION: Final = re.compile(r"^[—-]{1,2}.{4,60}(?:会上|会议上)$")
_PAGE_DATE: Final = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}(?:\s|$)")
_MONTH: Final = re.compile(
    r"^[12二][\d〇○零一二三四五六七八九]{3}\s*年\s*[\d一二三四五六七八九十]{1,2}\s*月$"
)


def is_matter(line: Line) -> bool:
    """Whether the document's words begin here: running text or a numbered heading."""
    if is_label_line(line) or salutation(line) == len(line.text):
        return False
    if line.sentence and not _APPROVAL.match(line.text):
        return True
    mark = mark_at(line.text, 0, len(line.text))
    return bool(mark) and mark is not None and mark.kind not in (Number.BARE, Number.ANNEX, Number.BOX)


def salutation(line: Line) -> int:
    """How many characters at the line's beginning name those addressed (主送机关); 0 for none."""
    if not any(colon in line.text[:700] for colon in COLONS):
        return 0
    found = _ADDRESSED.match(line.text)
    return found.end() if found and not _REASON.search(found[0]) else 0


def addressees(line: Line) -> Quotation | None:
    length = salutation(line)
    return Quotation(line.text[: length - 1], line.start, line.start + length - 1) if length else None


def after_head(lines: Sequence[Line], index: int, last: int) -> int:
    """The index of the first line from `index` on that belongs to the matter, contents left out."""
    while index < last:
        if _CONTENTS.match(lines[index].text):
            index = _after_contents(lines, index + 1, last)
        elif approval := _approval_lines(lines, index, last):
            index += approval
        elif _is_furniture(lines[index]):
            index += 1
        else:
            break
    return index


def _approval_lines(lines: Sequence[Line], index: int, last: int) -> int:
    if _APPROVAL.match(lines[index].text):
        return 1
    if index + 1 < last and lines[index].text[:1] in "12" + OPENS and not lines[index].sentence:
        both = lines[index].text + lines[index + 1].text
        return 2 if _APPROVAL.match(both) and len(both) < 200 else 0
    return 0


def _is_furniture(line: Line) -> bool:
    text = line.text
    if number_on(line) or is_label_line(line) or is_date_line(line) or is_suffix(text) or letterhead(line):
        return True
    if (
        salutation(line) == len(text)
        or _NAVIGATION.search(text)
        or _PAGE_DATE.match(text)
        or _OCCASION.match(text)
        or _MONTH.match(text)
    ):
        return True
    return len(text) <= 60 and is_placed_name(text)


def _after_contents(lines: Sequence[Line], index: int, last: int) -> int:
    """The line after a table of contents: where its first entry, or its second, is printed again."""
    entries: dict[str, int] = {}
    for at in range(index, last):
        line = lines[at]
        said = words(_LEADER.sub("", line.text))
        if said in entries and not line.sentence:
            return at
        if line.sentence:
            return _before_matter(lines, index, at)
        entries.setdefault(said, at)
    return index


def _before_matter(lines: Sequence[Line], index: int, at: int) -> int:
    """Contents that the matter does not repeat: entries end with the last that has a page number."""
    while at > index and not re.search(r"\d\s*$", lines[at - 1].text):
        at -= 1
    return at
