"""Who signs, and when (署名、成文日期)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from luoshi.reading.frame import dates
from luoshi.reading.frame.lines import CLOSES, COLONS, COMMAS, OPENS, SEMICOLONS, Line
from luoshi.reading.model import Quotation

# How names of issuing bodies end; 社会, 布局, 内部 … end no name.
BODY_END: Final = (
    r"(?:国务院|人民政府|政府|办公室|办公厅|委员会|管委会|指挥部|领导小组|联席会议|人民法院|检察院|"
    r"(?:(?<![全总内外中西东南北局干各细])部|(?<!编)委|(?<![布格新开大全结])局|(?<![大客前])厅|(?<!部)署|院|"
    r"(?<![通联即网好快代帮能上])办|(?<![社机都峰])会|(?<!旅)社|(?<!一)团)(?![\u4e00-\u9fff])|"
    r"中心|总局|总署|银行|集团|公司|协会|大会)"
)
_NO_NAME: Final = rf"[。{SEMICOLONS}{COLONS}{COMMAS}《》“”\d]"
_BODY: Final = re.compile(
    rf"^(?:(?!{_NO_NAME}).){{1,40}}{BODY_END}(?:\s*[{OPENS}](?:代章|章|盖章|印章)[{CLOSES}])?$"
)
# A name that says of what place or rank it is, so that no title of a section (数字政府) is taken for one.
_NAMED: Final = re.compile(
    r"^(?:中共|中国共产党)?(?:[\u4e00-\u9fff]{1,12}?(?:省|市|县|区(?!域)|州|盟|旗|镇|乡)|国务院|国家|中华人民共和国|中共中央|全国|"
    r"工业和|财政|商务|教育|科技|科学|人力|自然|生态|住房|交通|水利|农业|文化|民政|公安|司法)[\u4e00-\u9fff]{0,24}$"
)
_DATE_LINE: Final = re.compile(
    rf"^[{OPENS}]?{dates.PRINTED}[{CLOSES}]?(?:\s*[{OPENS}][^{CLOSES}]*[{CLOSES}])?$"
)
_BOTH: Final = re.compile(rf"^(?P<bodies>\S.{{1,60}}?)[\s]*(?P<date>{dates.PRINTED})$")
_GLUED: Final = re.compile(
    rf"[。{CLOSES}](?P<bodies>[^。{OPENS}{CLOSES}{COMMAS}{SEMICOLONS}《》]{{2,60}}?)\s*(?P<date>{dates.PRINTED})"
    rf"(?P<after>\s*[{OPENS}][^{CLOSES}]{{2,60}}[{CLOSES}])?$"
)
_SEAL: Final = re.compile(rf"\s*[{OPENS}](?:代章|章|盖章|印章)[{CLOSES}]$")
_MOST_SIGNERS: Final = 12


@dataclass(frozen=True, slots=True)
class Signature:
    """The end of a document: the bodies that sign and the date; `first` and `last` are line indexes."""

    first: int
    last: int
    issuer: Quotation | None
    date: Quotation
    start: int  # where the words of the signature begin


def is_date_line(line: Line) -> bool:
    return len(line.text) <= 60 and bool(_DATE_LINE.match(line.text))


def is_body_name(text: str) -> bool:
    """Whether these words are the name of a body, or several side by side (联合发文)."""
    if not 2 < len(text) <= 160:
        return False
    return bool(_BODY.match("".join(text.split()))) and all(_BODY.match(part) for part in _names(text))


def is_placed_name(text: str) -> bool:
    """Whether these words name bodies of a certain place or rank: 云川市发展和改革委员会, 财政部."""
    return is_body_name(text) and all(_NAMED.match(name) for name in _names(text))


def signature_at(lines: Sequence[Line], index: int) -> Signature | None:
    """The signature whose date stands on this line."""
    line = lines[index]
    if line.cell or "日" not in line.text[-70:]:
        return None
    if is_date_line(line):
        return _above(lines, index)
    return _on_one_line(line, index) or _glued(line, index)


def _above(lines: Sequence[Line], index: int) -> Signature:
    first = index
    while first and index - first < _MOST_SIGNERS and is_body_name(lines[first - 1].text):
        first -= 1
    signers = [_SEAL.sub("", line.text) for line in lines[first:index]]
    issuer = Quotation(_joined(signers), lines[first].start, lines[index - 1].end) if signers else None
    return Signature(first, index, issuer, _dated(lines[index]), lines[first].start)


def _joined(signers: Sequence[str]) -> str:
    """Names of joint signers set apart by 、; names that were set with blanks inside are closed up."""
    names = [name for signer in signers for name in _names(signer)]
    return "、".join(names)


def _names(signer: str) -> list[str]:
    parts = signer.split()
    return parts if all(len(part) > 1 for part in parts) else ["".join(parts)]


def _dated(line: Line) -> Quotation:
    found = dates.ANY.search(line.text)
    printed = found[0] if found else line.text
    at = line.start + line.text.index(printed)
    return Quotation(dates.iso(printed) or printed, at, at + len(printed))


def _on_one_line(line: Line, index: int) -> Signature | None:
    found = _BOTH.match(line.text) if len(line.text) <= 120 else None
    if not found or not is_body_name(found["bodies"].strip()):
        return None
    return _signed(line, index, found)


def _glued(line: Line, index: int) -> Signature | None:
    """`…落地见效。某某办公厅2020年7月15日`: a page that lost its line feeds."""
    tail = line.text[-200:]
    found = _GLUED.search(tail)
    if not found or not is_body_name(found["bodies"].strip()):
        return None
    return _signed(line, index, found, shift=len(line.text) - len(tail))


def _signed(line: Line, index: int, found: re.Match[str], shift: int = 0) -> Signature:
    at = line.start + shift
    date = Quotation(
        dates.iso(found["date"]) or found["date"], at + found.start("date"), at + found.end("date")
    )
    issuer = Quotation(
        _joined([found["bodies"].strip()]), at + found.start("bodies"), at + found.end("bodies")
    )
    return Signature(index, index, issuer, date, at + found.start("bodies"))
