"""A vector picture as pixels, for programs that draw none (位图)."""

from __future__ import annotations

import json

import typst

from luoshi.kit.papers.pdf.fonts import FOLDER
from luoshi.kit.papers.pictures import Size

DOTS_A_INCH = 200.0
_SOURCE = """
#let size = json("size.json")
#set page(width: size.width * 1mm, height: size.height * 1mm, margin: 0mm, fill: white)
#image("picture.svg", width: 100%, height: 100%, fit: "stretch")
"""


def png_of(svg: bytes, size: Size) -> bytes:
    """The picture at the size at which it is printed."""
    files = {
        "main.typ": _SOURCE.encode(),
        "size.json": json.dumps({"width": size.width, "height": size.height}).encode(),
        "picture.svg": svg,
    }
    made = typst.compile(files, format="png", ppi=DOTS_A_INCH, font_paths=[FOLDER], ignore_system_fonts=True)
    return made[0] if isinstance(made, list) else made
