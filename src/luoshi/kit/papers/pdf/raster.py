"""A vector picture as pixels, for programs that draw none (位图)."""

from __future__ import annotations

import json

from luoshi.kit.papers.pdf.typesetting import typeset
from luoshi.kit.papers.pictures import Size

DOTS_A_INCH = 200.0
_SOURCE = b"""
#let size = json("size.json")
#set page(width: size.width * 1mm, height: size.height * 1mm, margin: 0mm, fill: white)
#image("picture.svg", width: 100%, height: 100%, fit: "stretch")
"""


def png_of(svg: bytes, size: Size) -> bytes:
    """The picture at the size at which it is printed."""
    measured = json.dumps({"width": size.width, "height": size.height}).encode()
    files = {"main.typ": _SOURCE, "size.json": measured, "picture.svg": svg}
    return typeset(files, fonts=None, format="png", ppi=DOTS_A_INCH)
