"""Bytes into characters (字符编码): UTF-8, UTF-16 with a mark, GB18030."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache

from luoshi.reading.errors import Unreadable
from luoshi.reading.sources.normal import HAN

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the other's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 20_000
_HAN = re.compile(f"[{HAN}]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LETTER_BEYOND_ASCII = re.compile("[\x80-\u1fff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, its encoding and how many places could not be decoded."""

    text: str
    encoding: str
    damaged: int = 0


def decode(content: bytes, *, declared: str | None = None) -> Decoded:
    """The text of a file. Raises Unreadable("not_text") for anything that is no text.

    UTF-8 is tried first: Chinese in GB18030 is practically never valid UTF-8, while the reverse often is.
    `declared` is what the file says of itself; it is believed only if it fits.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _readable(_lenient(content[len(mark) :], encoding))
    for encoding in _candidates(declared):
        decoded = _strict(content, encoding)
        if decoded and _is_plausible(decoded, content):
            return _readable(decoded)
    return _readable(_least_damaged(content))


def _candidates(declared: str | None) -> tuple[str, ...]:
    if declared and declared.lower() in {"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk"}:
        return "gb18030", "utf-8"
    return "utf-8", "gb18030"


def _strict(content: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(content.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None


def _lenient(content: bytes, encoding: str) -> Decoded:
    text = content.decode(encoding, "replace")
    return Decoded(text, encoding, text.count("\ufffd"))


def _is_plausible(decoded: Decoded, content: bytes) -> bool:
    sample = decoded.text[:SAMPLE]
    if decoded.encoding == "gb18030":
        return sample.isascii() or _is_common_chinese(sample)
    if _HAN.search(sample) or not _LETTER_BEYOND_ASCII.search(sample):
        return True
    other = _strict(content, "gb18030")
    return not (other and _is_common_chinese(other.text[:SAMPLE]))


def _least_damaged(content: bytes) -> Decoded:
    """A text with a few broken bytes is still that text: one place in a hundred may be broken."""
    for encoding in ("utf-8", "gb18030"):
        decoded = _lenient(content, encoding)
        if decoded.damaged * 100 <= len(decoded.text) and _is_common_chinese(decoded.text[:SAMPLE]):
            return decoded
    raise Unreadable("not_text")


def _readable(decoded: Decoded) -> Decoded:
    """Refuse what decodes but is no text: more than two control characters, and more than one in fifty."""
    sample = decoded.text[:SAMPLE]
    if len(_CONTROL.findall(sample)) > max(2, len(sample) // 50) or decoded.damaged * 20 > len(decoded.text):
        raise Unreadable("not_text")
    return decoded


def _is_common_chinese(sample: str) -> bool:
    """Whether the ideographs are everyday ones: chance bytes give rare ones four times in five."""
    ideographs = _HAN.findall(sample)
    common = _everyday_ideographs()
    return bool(ideographs) and sum(one in common for one in ideographs) >= 0.7 * len(ideographs)


@cache
def _everyday_ideographs() -> frozenset[str]:
    """The 3,755 characters of the first level of GB 2312 (一级汉字)."""
    rows = (bytes((lead, trail)) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF))
    return frozenset(pair.decode("gb2312", "ignore") for pair in rows) - {""}
