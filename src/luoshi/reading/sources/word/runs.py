"""The words of a paragraph (段落文字): runs with fields, revisions, tabs and breaks resolved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from luoshi.reading.sources.draft import Draft
from luoshi.reading.sources.word.names import MATH, MC, VAL, W, is_on
from luoshi.reading.sources.word.styles import Style, Styles

_RUN, _TEXT, _PROPERTIES = f"{W}r", f"{W}t", f"{W}rPr"
_FIELD, _INSTRUCTION, _SIMPLE_FIELD, _BOX = f"{W}fldChar", f"{W}instrText", f"{W}fldSimple", f"{W}txbxContent"
_ALTERNATIVES = f"{MC}AlternateContent"
_MATH_RUN, _MATH_TEXT = f"{MATH}r", f"{MATH}t"
_BOLD, _HIDDEN, _RUN_STYLE = f"{W}b", f"{W}vanish", f"{W}rStyle"
_KEPT = frozenset(
    f"{W}{name}"
    for name in ("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "dir", "bdo")
) | {f"{MATH}oMath", f"{MATH}oMathPara"}
_GONE = frozenset(f"{W}{name}" for name in ("del", "moveFrom"))
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_NOTES = frozenset((f"{W}footnoteReference", f"{W}endnoteReference"))
_PICTURES = frozenset((f"{W}drawing", f"{W}pict", f"{W}object"))
_PAGE_FIELDS = frozenset(("PAGE", "NUMPAGES", "PAGEREF", "SECTIONPAGES"))
_CONTENTS_FIELDS = frozenset(("TOC", "INDEX", "TOA"))


@dataclass(slots=True)
class Words:
    """A paragraph's words, how many of them are bold, and the text boxes anchored in it."""

    parts: list[str] = field(default_factory=list)
    spoken: int = 0
    bold: int = 0
    boxes: list[etree._Element] = field(default_factory=list)

    def add(self, text: str, bold: bool) -> None:
        self.parts.append(text)
        length = len(text.strip())
        self.spoken += length
        if bold:
            self.bold += length


@dataclass(slots=True)
class Field:
    """An open field (域): its instruction until the result begins, then whether the result shows."""

    instruction: str = ""
    shows: bool = False

    @property
    def name(self) -> str:
        return (self.instruction.split(None, 1) or [""])[0].upper()


class Runs:
    """Reads paragraph after paragraph; a field may stay open from one to the next."""

    def __init__(self, draft: Draft, styles: Styles) -> None:
        self._draft = draft
        self._styles = styles
        self._fields: list[Field] = []
        self._actions: dict[object, Callable[[etree._Element, Words], None]] = {
            _FIELD: self._turn_field,
            _INSTRUCTION: self._instruct,
            **dict.fromkeys(_NOTES, self._leave_note),
            **dict.fromkeys(_PICTURES, self._find_boxes),
            f"{W}sym": self._symbol,
            f"{W}ruby": self._ruby,
            _ALTERNATIVES: self._alternative,
        }

    def read(self, paragraph: etree._Element, style: Style) -> Words:
        """The words of one paragraph."""
        if self._fields and not style.contents:
            self._forget_broken_contents(paragraph)
        words = Words()
        for run in self._runs(paragraph):
            self._read_run(run, words, style)
        return words

    def _forget_broken_contents(self, paragraph: etree._Element) -> None:
        """A table of contents without its end would swallow the document; prose ends it."""
        if next(paragraph.iter(_FIELD, f"{W}hyperlink", f"{W}tab"), None) is None:
            self._fields.clear()

    def _runs(self, paragraph: etree._Element) -> Iterator[etree._Element]:
        """The runs in order, through whatever wraps them, without what a revision took out."""
        stack: list[Iterator[etree._Element]] = [iter(paragraph)]
        while stack:
            for element in stack[-1]:
                tag = element.tag
                if tag in (_RUN, _MATH_RUN):
                    yield element
                elif tag in _KEPT or (tag == _SIMPLE_FIELD and self._shows_simple(element)):
                    stack.append(iter(element))
                    break
                elif tag in _GONE:
                    self._draft.note("dropped_deletions")
                elif tag == _ALTERNATIVES:
                    stack.append(iter(chosen(element)))
                    break
            else:
                stack.pop()

    def _shows_simple(self, element: etree._Element) -> bool:
        name = Field(element.get(f"{W}instr", "")).name
        if name in _PAGE_FIELDS:
            self._draft.note("dropped_page_fields")
        return name not in _PAGE_FIELDS and name not in _CONTENTS_FIELDS

    def _read_run(self, run: etree._Element, words: Words, style: Style) -> None:
        bold = style.bold
        hidden = style.hidden
        for element in run:
            tag = element.tag
            if tag in (_TEXT, _MATH_TEXT):
                if element.text and not hidden and self._visible():
                    words.add(element.text, bold)
            elif tag == _PROPERTIES:
                bold, hidden = self._run_style(element, style)
                if hidden:
                    self._draft.note("dropped_hidden_text")
            elif tag in _CHARACTERS:
                if self._visible():
                    words.parts.append(_CHARACTERS[tag])
            elif (action := self._actions.get(tag)) is not None:
                action(element, words)

    def _run_style(self, properties: etree._Element, style: Style) -> tuple[bool, bool]:
        bold, hidden = style.bold, style.hidden
        for element in properties:
            tag = element.tag
            if tag == _BOLD:
                bold = is_on(element)
            elif tag == _HIDDEN:
                hidden = is_on(element)
            elif tag == _RUN_STYLE:
                named = self._styles.get(element.get(VAL, ""))
                bold, hidden = bold or named.bold, hidden or named.hidden
        return bold, hidden

    def _visible(self) -> bool:
        return not self._fields or all(field.shows for field in self._fields)

    def _turn_field(self, element: etree._Element, words: Words) -> None:
        turn = element.get(f"{W}fldCharType")
        if turn == "begin":
            self._fields.append(Field())
        elif turn == "separate" and self._fields:
            self._show_result(self._fields[-1])
        elif turn == "end" and self._fields:
            self._fields.pop()

    def _show_result(self, field: Field) -> None:
        field.shows = field.name not in _PAGE_FIELDS and field.name not in _CONTENTS_FIELDS
        if field.name in _PAGE_FIELDS and all(outer.shows for outer in self._fields[:-1]):
            self._draft.note("dropped_page_fields")
        if field.name in _CONTENTS_FIELDS:
            self._draft.note("dropped_contents")

    def _instruct(self, element: etree._Element, words: Words) -> None:
        if self._fields and not self._fields[-1].shows and len(self._fields[-1].instruction) < 1_000:
            self._fields[-1].instruction += element.text or ""

    def _leave_note(self, element: etree._Element, words: Words) -> None:
        self._draft.note("dropped_notes")

    def _symbol(self, element: etree._Element, words: Words) -> None:
        code = element.get(f"{W}char", "")
        if self._visible() and len(code) == 4 and all(digit in "0123456789abcdefABCDEF" for digit in code):
            words.add(chr(int(code, 16)), False)

    def _ruby(self, element: etree._Element, words: Words) -> None:
        """The characters, not the reading printed above them (拼音)."""
        for text in element.iterfind(f"{W}rubyBase/{W}r/{W}t"):
            if text.text and self._visible():
                words.add(text.text, False)

    def _alternative(self, element: etree._Element, words: Words) -> None:
        for child in chosen(element):
            if child.tag in _PICTURES:
                self._find_boxes(child, words)
            elif child.tag == _TEXT and child.text and self._visible():
                words.add(child.text, False)

    def _find_boxes(self, element: etree._Element, words: Words) -> None:
        words.boxes.extend(outermost_boxes(element))


def chosen(alternatives: etree._Element) -> etree._Element:
    """What of an alternative is printed: the first choice, else the fallback (the same words again)."""
    choice = alternatives.find(f"{MC}Choice")
    if choice is not None and len(choice):
        return choice
    fallback = alternatives.find(f"{MC}Fallback")
    return alternatives if fallback is None else fallback


def outermost_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The text boxes in a drawing, once each; those inside another come with it."""
    stack: list[Iterator[etree._Element]] = [iter(element)]
    while stack:
        for child in stack[-1]:
            if child.tag == _BOX:
                yield child
            else:
                stack.append(iter(chosen(child) if child.tag == _ALTERNATIVES else child))
                break
        else:
            stack.pop()
