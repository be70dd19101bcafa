"""Pictures that a phone reads (二维码)."""

from __future__ import annotations

import qrcode  # type: ignore[import-untyped]
from django.utils.safestring import SafeString
from qrcode.image.svg import SvgPathImage  # type: ignore[import-untyped]


def square_code(text: str) -> SafeString:
    """A square code as SVG that stands in the page: neither a file nor a style of its own."""
    drawn = qrcode.make(text, image_factory=SvgPathImage, border=2).to_string(encoding="unicode")
    return SafeString(drawn)
