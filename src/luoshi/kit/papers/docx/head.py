"""What stands above the title (版头), in each form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from luoshi.kit.papers import mastheads, numbers
from luoshi.kit.papers.docx.runs import blank, fonts, paragraph, run
from luoshi.kit.papers.docx.styles import exact, size
from luoshi.kit.papers.docx.xml import Element, w
from luoshi.kit.papers.mastheads import Lettering
from luoshi.kit.papers.measures import LINE, MASTHEAD_TOP, RED, TEXT_WIDTH, THICK, characters
from luoshi.kit.papers.model import Face, Form, Paper, Urgency
from luoshi.kit.papers.words import evened

_MARKS_LINES = 3  # 份号, 密级 (never used), 紧急程度
_RULE_BELOW = 8  # points between the line of the number and the red rule: 4 mm from the characters
_JOINT_GAP = 0.25  # between two issuers, in characters
_SIGNER_NAMES = 2  # names of signers in a line
_NAME = 4  # characters that a signer's name has room for


def head(paper: Paper) -> list[Element]:
    """版头: marks, the name in red, the number, the red rule."""
    if paper.form is Form.PLAIN:
        return []
    return [*_marks(paper), *masthead(paper), *blank(count=2), *_number(paper), *blank(count=2)]


def _marks(paper: Paper) -> Iterator[Element]:
    """份号 and 紧急程度, one below the other; the lines that they leave empty keep the masthead in its place."""
    printed = marks(paper)
    yield from (paragraph("", mark) for mark in printed)
    yield from blank(count=_MARKS_LINES - len(printed))


def marks(paper: Paper) -> list[Element]:
    copy = [run(numbers.copy(paper.copy_number))] if paper.copy_number else []
    return [*copy, run(paper.urgency.value, fonts(Face.HEI))] if paper.urgency is not Urgency.NONE else copy


def masthead(paper: Paper) -> Iterator[Element]:
    """The issuer's name, its upper edge 35 mm below that of the text (发文机关标志)."""
    before = MASTHEAD_TOP - _MARKS_LINES * LINE
    lines, suffix = mastheads.names(paper), mastheads.suffix(paper)
    if len(lines) == 1:
        yield name_in_red(lines[0] + suffix, mastheads.lettering(lines[0] + suffix), before=before)
        return
    yield w("p", w("pPr", exact(before)))
    yield _joint(lines, suffix, mastheads.lettering(*(line + suffix for line in lines)))
    yield w("p", w("pPr", exact(20)))


def name_in_red(words: str, lettering: Lettering, *, before: int = 0, align: str = "center") -> Element:
    """A line as high as its characters, so that their edge is its edge."""
    scale = [w("w", val=lettering.scale)] if lettering.scale != 100 else []
    high = exact(round(lettering.size * 20), before=before)
    return paragraph(
        "Masthead", run(words, *scale, *size(lettering.size)), properties=(high, w("jc", val=align))
    )


def _joint(lines: Sequence[str], suffix: str, lettering: Lettering) -> Element:
    """The issuers one below the other, spread to one width; 文件 at their right, in the middle (联合行文)."""
    letters = [max(mastheads.width(line) for line in lines), mastheads.width(suffix)]
    widths = [round(count * lettering.size * lettering.scale / 100 * 20) + 60 for count in letters]
    rows = []
    for number, line in enumerate(lines):
        merge = w("vMerge", val="restart") if not number else w("vMerge")
        beside = name_in_red("" if number else suffix, lettering)
        above = round(lettering.size * 20 * _JOINT_GAP) if number else 0
        rows.append(
            w(
                "tr",
                w(
                    "tc",
                    w("tcPr", w("tcW", w=widths[0], type="dxa")),
                    name_in_red(line, lettering, before=above, align="distribute"),
                ),
                w(
                    "tc",
                    w("tcPr", w("tcW", w=widths[1], type="dxa"), merge, w("vAlign", val="center")),
                    beside,
                ),
            )
        )
    properties = w(
        "tblPr", w("tblW", w=sum(widths), type="dxa"), w("jc", val="center"), w("tblLayout", type="fixed"),
        w("tblCellMar", *(w(side, w=0, type="dxa") for side in ("left", "right"))),
    )  # fmt: skip
    return w("tbl", properties, w("tblGrid", *(w("gridCol", w=each) for each in widths)), *rows)


def _number(paper: Paper) -> Iterator[Element]:
    """The number above the red rule; in a paper to a body above, with the signers at its right (发文字号)."""
    rule = w(
        "pBdr",
        w("bottom", val="single", sz=THICK, space=_RULE_BELOW, color=RED),
    )
    if not paper.signers:
        yield paragraph("", run(paper.printed_number), properties=(rule, w("jc", val="center")))
        return
    people = evened(paper.signers)
    rows = [people[at : at + _SIGNER_NAMES] for at in range(0, len(people), _SIGNER_NAMES)]
    for number, names in enumerate(rows):
        is_last = number == len(rows) - 1
        left = f"\u3000{paper.printed_number}" if is_last else ""
        stops = _stops(people)
        label = [run("签发人：" if number == 0 else "")]
        inside = [run(f"{left}\t"), *label, *_signers(names, has_label=number == 0)]
        yield paragraph("", *inside, properties=((rule,) if is_last else ()) + (stops, w("jc", val="left")))


def _signers(names: Sequence[str], *, has_label: bool) -> Iterator[Element]:
    if not has_label:
        yield run("\t")
    for number, name in enumerate(names):
        yield run(f"\t{name}" if number else name, fonts(Face.KAI))


def _stops(people: Sequence[str]) -> Element:
    """Where the label and the names begin: the last name ends one character from the edge."""
    longest = max(mastheads.width(name) for name in people)
    many = min(len(people), _SIGNER_NAMES)
    room = max(longest + 1, _NAME) if many > 1 else longest
    first = TEXT_WIDTH - characters(1 + longest + (many - 1) * room)
    places = [first - characters(4), *(first + characters(number * room) for number in range(many))]
    return w("tabs", *(w("tab", val="left", pos=round(place)) for place in places))
