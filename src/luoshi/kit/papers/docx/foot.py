"""What stands after the body: annexes named, signature, note, attendance, imprint (附件说明至版记)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from luoshi.kit.papers import numbers
from luoshi.kit.papers.docx.runs import blank, fonts, indent, paragraph, run
from luoshi.kit.papers.docx.sections import tiny
from luoshi.kit.papers.docx.xml import Element, w
from luoshi.kit.papers.measures import CHARACTERS, LEFT, SMALL, TEXT_WIDTH, THICK, THIN, width
from luoshi.kit.papers.model import Attendance, Face, Form, Imprint, Paper, Signature
from luoshi.kit.papers.words import one_line

_SEAL_LINES = 2  # empty lines above a sealed signature: the seal reaches to one line below the body
_STAYS = (w("keepNext"),)


def annexes_named(paper: Paper) -> Iterator[Element]:
    """附件说明: one empty line, then each annex by its title without a mark at its end."""
    if not paper.annexes:
        return
    yield from blank(properties=_STAYS)
    many = len(paper.annexes) > 1
    for number, annex in enumerate(paper.annexes, start=1):
        lead = f"{number}." if many else ""
        label = "附件：" if number == 1 else ""
        hanging = width(label + lead)
        start = 2 + 3 + width(lead)
        yield paragraph(
            "", run(label + lead + one_line(annex.title)), properties=(indent(left=start, hanging=hanging),)
        )


def signed(paper: Paper) -> Iterator[Element]:
    """署名、成文日期, then the note in brackets (附注)."""
    if paper.signature:
        yield from _sealed(paper.signature) if paper.signature.is_sealed else _unsealed(paper.signature)
    if paper.note:
        note = one_line(paper.note).strip("()（）")
        yield paragraph("", run(f"（{note}）"), properties=(indent(first=2),))


def _sealed(signature: Signature) -> Iterator[Element]:
    """The date four characters from the right edge, the name in the middle above it."""
    day = numbers.day(signature.signed_on)
    yield from blank(count=_SEAL_LINES, properties=_STAYS)
    middle = 4 + width(day) / 2
    for names in _rows(signature.names):
        words = "　　".join(names)
        yield _at_the_right(words, max(0.0, middle - width(words) / 2), stays=True)
    yield _at_the_right(day, 4)


def _rows(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """Joint issuers, at most three in a line and no more than the line holds."""
    line: list[str] = []
    for name in map(one_line, names):
        if line and (len(line) == 3 or sum(map(width, line)) + 2 * len(line) + width(name) > CHARACTERS):
            yield line
            line = []
        line.append(name)
    if line:
        yield line


def _unsealed(signature: Signature) -> Iterator[Element]:
    """The name two characters from the right edge, the date beginning two characters after the name does.

    A date longer than the name stands two characters from the edge itself, and moves the name to the left.
    """
    day = numbers.day(signature.signed_on)
    names = [one_line(name) for name in signature.names]
    longest = max(map(width, names), default=0.0)
    is_longer = width(day) > longest
    edge = width(day) + 4 - longest if is_longer else 2
    yield from blank(properties=_STAYS)
    for name in names:
        yield _at_the_right(name, edge + longest - width(name), stays=True)
    if is_longer:
        yield _at_the_right(day, 2)
    else:
        start = CHARACTERS - edge - longest + 2
        yield paragraph("", run(day), properties=(indent(left=start), w("jc", val="left")))


def _at_the_right(words: str, spare: float, *, stays: bool = False) -> Element:
    held = _STAYS if stays else ()
    return paragraph("", run(words), properties=(*held, indent(right=spare), w("jc", val="right")))


def attendance(people: Sequence[Attendance]) -> Iterator[Element]:
    """出席、请假、列席: one empty line, then each list beside its label."""
    if people:
        yield from blank()
    for each in people:
        label = f"{one_line(each.label)}："
        wide = width(label)
        yield paragraph(
            "",
            run(label, fonts(Face.HEI)),
            run(one_line(each.people)),
            properties=(indent(left=2 + wide, hanging=wide),),
        )


def imprint(content: Imprint, form: Form) -> list[Element]:
    """版记 at the foot of the last page: its lower rule is the lower edge of the text.

    A letter has neither rules nor the office that printed it.
    """
    lists = [("主送", content.addressed_to), ("抄送", content.copies_to)]
    named = [_list(label, names) for label, names in lists if names]
    rows = [named] if named else []
    if form is not Form.LETTER:
        rows.append([_printed(content)])
    if not rows:
        return []
    width_of: dict[str, str | int] = {"w": TEXT_WIDTH, "type": "dxa"}
    place = w(
        "tblpPr", leftFromText=0, rightFromText=0, vertAnchor="margin", horzAnchor="page",
        tblpX=LEFT, tblpYSpec="bottom",
    )  # fmt: skip
    properties = w(
        "tblPr", place, w("tblOverlap", val="never"), w("tblW", **width_of), w("tblLayout", type="fixed"),
        None if form is Form.LETTER else _rules(),
        w("tblCellMar", *(w(side, w=0, type="dxa") for side in ("left", "right"))),
    )  # fmt: skip
    cells = [
        w("tr", w("trPr", w("cantSplit")), w("tc", w("tcPr", w("tcW", **width_of)), *lines)) for lines in rows
    ]
    return [w("tbl", properties, w("tblGrid", w("gridCol", w=TEXT_WIDTH)), *cells), tiny()]


def _rules() -> Element:
    return w(
        "tblBorders",
        w("top", val="single", sz=THICK, space=0, color="000000"),
        w("bottom", val="single", sz=THICK, space=0, color="000000"),
        w("insideH", val="single", sz=THIN, space=0, color="000000"),
    )


def _list(label: str, names: Sequence[str]) -> Element:
    """Names beside their label, one character from both edges, a full stop at the end."""
    em = round(SMALL * 20)
    words = f"{label}：{'，'.join(map(one_line, names)).rstrip('。，')}。"
    place = w("ind", left=4 * em, right=em, hanging=3 * em)
    return paragraph("Imprint", run(words), properties=(place,))


def _printed(content: Imprint) -> Element:
    """The office that printed it at the left, the day at the right (印发机关、印发日期)."""
    em = round(SMALL * 20)
    stop = w("tabs", w("tab", val="right", pos=TEXT_WIDTH - em))
    words = f"{one_line(content.printed_by)}\t{numbers.day(content.printed_on)}印发"
    return paragraph("Imprint", run(words), properties=(stop, w("ind", left=em), w("jc", val="left")))
