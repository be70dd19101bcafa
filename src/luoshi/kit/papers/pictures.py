"""What a picture is and how large it is printed (图): PNG and SVG, nothing else."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

from lxml import etree

from luoshi.kit.papers.model import Picture, Unprintable

_PNG = b"\x89PNG\r\n\x1a\n"
_MM = {"": 25.4 / 96, "px": 25.4 / 96, "pt": 25.4 / 72, "mm": 1.0, "cm": 10.0, "in": 25.4}
_LENGTH = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*(px|pt|mm|cm|in|)\s*$")


@dataclass(frozen=True, slots=True)
class Size:
    """Millimetres on paper."""

    width: float
    height: float


def ending(picture: Picture) -> str:
    """What the content is, by the content."""
    return "png" if picture.content.startswith(_PNG) else "svg"


def printed_size(picture: Picture, *, room: Size) -> Size:
    """As large as wished, or as the file says; never larger than the room on the page."""
    own = _png_size(picture.content) if ending(picture) == "png" else _svg_size(picture.content)
    wished = picture.width_mm or own.width
    scale = min(wished / own.width, room.width / own.width, room.height / own.height)
    return Size(own.width * scale, own.height * scale)


def _png_size(content: bytes) -> Size:
    if len(content) < 33 or content[12:16] != b"IHDR":
        raise Unprintable("the PNG has no header: make the picture again")
    width, height = struct.unpack(">II", content[16:24])
    if not width or not height:
        raise Unprintable("the PNG has no area: make the picture again")
    at = content.find(b"pHYs", 33, 4096)
    across = struct.unpack(">I", content[at + 4 : at + 8])[0] if at > 0 and len(content) > at + 12 else 0
    a_mm = across / 1000 if across else 96 / 25.4
    return Size(width / a_mm, height / a_mm)


def _svg_size(content: bytes) -> Size:
    root = _svg_root(content)
    box = [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?", root.get("viewBox", ""))]
    lengths = [_LENGTH.match(root.get(name, "")) for name in ("width", "height")]
    sizes = [float(found[1]) * _MM[found[2]] for found in lengths if found]
    if len(sizes) != 2 and len(box) == 4:
        sizes = [box[2] * _MM["px"], box[3] * _MM["px"]]
    if len(sizes) != 2 or min(sizes) <= 0:
        raise Unprintable("the SVG says no size: give it a width and a height, or a viewBox")
    return Size(*sizes)


def _svg_root(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unprintable("the picture is neither PNG nor SVG: give it as one of them") from error
    if etree.QName(root).localname != "svg":
        raise Unprintable(f"the picture is neither PNG nor SVG but <{etree.QName(root).localname}>")
    return root
