"""Pictures in the flow of the text (图)."""

from __future__ import annotations

from collections.abc import Iterator

from luoshi.kit.papers import pictures
from luoshi.kit.papers.docx.package import Package
from luoshi.kit.papers.docx.runs import paragraph, run
from luoshi.kit.papers.docx.xml import SVG, Element, w, x
from luoshi.kit.papers.measures import EMU_A_MM
from luoshi.kit.papers.model import Picture
from luoshi.kit.papers.pdf.raster import png_of
from luoshi.kit.papers.words import one_line

_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


def picture(content: Picture, package: Package, *, room: pictures.Size) -> Iterator[Element]:
    """A picture in a line of its own, with its caption below it."""
    size = pictures.printed_size(content, room=room)
    holder = () if content.caption else (w("keepNext", val=0),)
    yield paragraph("Picture", w("r", _drawing(content, package, size)), properties=holder)
    if content.caption:
        yield paragraph("Caption", run(content.caption), properties=(w("keepNext", val=0),))


def _drawing(content: Picture, package: Package, size: pictures.Size) -> Element:
    across, down = (str(round(each * EMU_A_MM)) for each in (size.width, size.height))
    number = str(package.drawing())
    said = {"id": number, "name": f"图{number}", "descr": one_line(content.alternative)}
    extent = {"cx": across, "cy": down}
    locks = x("wp:cNvGraphicFramePr", None, x("a:graphicFrameLocks", {"noChangeAspect": "1"}))
    form = x(
        "pic:spPr",
        None,
        x("a:xfrm", None, x("a:off", {"x": "0", "y": "0"}), x("a:ext", extent)),
        x("a:prstGeom", {"prst": "rect"}, x("a:avLst")),
    )
    inner = x(
        "pic:pic",
        None,
        x("pic:nvPicPr", None, x("pic:cNvPr", said), x("pic:cNvPicPr")),
        x("pic:blipFill", None, _blip(content, package, size), x("a:stretch", None, x("a:fillRect"))),
        form,
    )
    graphic = x("a:graphic", None, x("a:graphicData", {"uri": _PICTURE}, inner))
    frame = {"distT": "0", "distB": "0", "distL": "0", "distR": "0"}
    return w("drawing", x("wp:inline", frame, x("wp:extent", extent), x("wp:docPr", said), locks, graphic))


def _blip(content: Picture, package: Package, size: pictures.Size) -> Element:
    """The bytes; an SVG with the PNG beside it that older programs show."""
    if pictures.ending(content) == "png":
        return x("a:blip", {"r:embed": package.image(content.content, "png")})
    pixels = package.image(png_of(content.content, size), "png")
    vector = {"xmlns:asvg": SVG, "r:embed": package.image(content.content, "svg")}
    extension = x("a:ext", {"uri": _SVG_EXTENSION}, x("asvg:svgBlip", vector))
    return x("a:blip", {"r:embed": pixels}, x("a:extLst", None, extension))
