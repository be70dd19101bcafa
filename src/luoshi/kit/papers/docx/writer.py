"""One paper, one docx: the parts of the paper in the order of the standard."""

from __future__ import annotations

from luoshi.kit.papers import titles
from luoshi.kit.papers.docx import foot, letter
from luoshi.kit.papers.docx.flow import Flow
from luoshi.kit.papers.docx.head import head
from luoshi.kit.papers.docx.package import Package, packed
from luoshi.kit.papers.docx.runs import blank, fonts, paragraph, run
from luoshi.kit.papers.docx.sections import upright
from luoshi.kit.papers.docx.settings import font_table, settings
from luoshi.kit.papers.docx.styles import styles
from luoshi.kit.papers.docx.xml import Element, root, w
from luoshi.kit.papers.model import Face, Form, Landscape, Paper
from luoshi.kit.papers.words import one_line


def write_docx(paper: Paper) -> bytes:
    """The paper as GB/T 9704-2012 lays it out; the same paper gives the same bytes."""
    package = Package()
    package.part("styles.xml", "styles", styles())
    package.part("settings.xml", "settings", settings())
    package.part("fontTable.xml", "fontTable", font_table())
    is_letter = paper.form is Form.LETTER
    flow = Flow(package, letter.pages(paper, package) if is_letter else upright(package))
    flow.add(letter.head(paper) if is_letter else head(paper))
    _front(paper, flow)
    _annexes(paper, flow)
    if paper.imprint:
        flow.turn(flow.upright)
        flow.stand()
        flow.add(foot.imprint(paper.imprint, paper.form))
    body = w("body", *flow.finished())
    author = "、".join(paper.issuers)
    document = root("document", body, prefixes="w r wp a pic")
    return packed(package, document, title=paper.title, author=author, dated_on=paper.dated_on)


def _front(paper: Paper, flow: Flow) -> None:
    """From the title to the note in brackets (主体)."""
    if paper.form is Form.PLAIN and paper.blocks and isinstance(paper.blocks[0], Landscape):
        flow.turn(flow.turned)  # the title of a wide list stands above it
    flow.add([_title(paper.title)])
    if paper.subtitle:
        flow.add([paragraph("Subtitle", run(one_line(paper.subtitle)))])
    flow.add(blank())
    if paper.addressees:
        flow.add([paragraph("", run("，".join(map(one_line, paper.addressees)) + "："))])
    for block in paper.blocks:
        flow.block(block)
    if (paper.annexes or paper.signature) and len(paper.blocks) > 1:  # the first page must show the body
        flow.hold_last()
    flow.add(foot.annexes_named(paper))
    flow.add(foot.signed(paper))
    flow.add(foot.attendance(paper.attendance))


def _title(title: str) -> Element:
    return paragraph("Title", run("\n".join(titles.lines_of(title))))


def _annexes(paper: Paper, flow: Flow) -> None:
    """附件: each on a page of its own, its number in the first line, its title in the third."""
    many = len(paper.annexes) > 1
    for number, annex in enumerate(paper.annexes, start=1):
        if not annex.blocks:
            continue
        if isinstance(annex.blocks[0], Landscape):
            flow.turn(flow.turned)
        flow.breaks_page = True
        flow.add([paragraph("", run(f"附件{number if many else ''}", fonts(Face.HEI)))])
        flow.add([*blank(), _title(annex.title), *blank()])
        for block in annex.blocks:
            flow.block(block)
        flow.turn(flow.upright)
