"""PDF (版式文件)."""

from luoshi.reading.errors import Unreadable
from luoshi.reading.model import Source


def read_pdf(content: bytes) -> Source:
    raise Unreadable("unsupported_format", format="pdf")
