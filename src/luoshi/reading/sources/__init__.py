"""Files into one normalised text (来文读取): txt, html, docx and pdf, recognised by content.

`load` gives a `Source` or raises `Unreadable` with a code of `codes.REFUSALS`; nothing else comes out,
whatever goes in. A further format is a function `bytes -> Source` in `READERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from luoshi.reading.errors import Unreadable
from luoshi.reading.model import Source
from luoshi.reading.sources import recognise
from luoshi.reading.sources.codes import REFUSALS, WARNINGS
from luoshi.reading.sources.encodings import decode

__all__ = ["LIMIT", "READERS", "REFUSALS", "WARNINGS", "load"]

LIMIT = 64 * 1024 * 1024


# What reads a format is loaded with its first file: who reads none starts in a third of the time.
def _read_docx(content: bytes) -> Source:
    from luoshi.reading.sources.word import read_docx

    return read_docx(content)


def _read_pdf(content: bytes) -> Source:
    from luoshi.reading.sources.paged import read_pdf

    return read_pdf(content)


READERS: Mapping[str, Callable[[bytes], Source]] = MappingProxyType({"docx": _read_docx, "pdf": _read_pdf})


def load(content: bytes) -> Source:
    """Read a file of any known format. Raises Unreadable."""
    if not content.strip():
        raise Unreadable("empty")
    if len(content) > LIMIT:
        raise Unreadable("too_large", size=len(content), limit=LIMIT)
    format = recognise.binary_format(content)
    if format is None:
        return _load_text(content)
    recognise.refuse_unless_readable(format=format, readable=READERS)
    return READERS[format](content)


def _load_text(content: bytes) -> Source:
    from luoshi.reading.sources.plain import read_text
    from luoshi.reading.sources.web import declared_encoding, read_html

    decoded = decode(content, declared=declared_encoding(content))
    return read_html(decoded) if recognise.is_html(decoded.text) else read_text(decoded)
