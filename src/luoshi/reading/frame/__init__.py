"""Where the plan stands on the page and what is printed around it (版头、主体、版记)."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.reading.frame import labels
from luoshi.reading.frame.basis import approval, basis, parent_plan
from luoshi.reading.frame.carried import find_carried
from luoshi.reading.frame.dates import first_date, month
from luoshi.reading.frame.feet import annex_list_at, closing_signature, foot_at, is_remains, without_notes
from luoshi.reading.frame.lines import Line, lines_of
from luoshi.reading.frame.openings import addressees, after_head, is_matter, salutation
from luoshi.reading.frame.run_on import parted
from luoshi.reading.frame.signatures import (
    Signature,
    is_body_name,
    is_date_line,
    is_placed_name,
    signature_at,
)
from luoshi.reading.frame.titles import (
    Title,
    carried_title,
    head_title,
    issued_title,
    letterhead,
    number_on,
)
from luoshi.reading.markers import mark_at
from luoshi.reading.model import Frame, Quotation, Source, Span

__all__ = ["Frame", "find_frame"]

_HEAD = 300  # lines in which a head is looked for
_TRIES = 40  # running lines before the title (a page's welcome) that are passed over


def find_frame(source: Source) -> Frame:
    """Read title, number, issuer, dates, approval, addressees, basis and where the body stands."""
    lines = parted(lines_of(source))
    if not lines:
        return Frame(body=Span(0, 0))
    return _Page(source, lines).frame()


class _Page:
    """A page while its frame is found: the lines, and what was found in them so far."""

    def __init__(self, source: Source, lines: list[Line]) -> None:
        self.source = source
        self.lines = lines
        self.labels = labels.labelled(lines[:_HEAD])
        self.head, self.title = _head(lines)
        self.first = self.title.last + 1 if self.title else 0
        self.carried_words = self._carried_words()
        self.carried = find_carried(lines, self.first, self.carried_words) if self.carried_words else None
        self.notice = self._notice_signature()
        self.first = after_head(lines, self._body_first(), len(lines))
        self.last = foot_at(lines, self.first)
        self.signature = closing_signature(lines, self.first, self.last) or self._before_remains()

    def frame(self) -> Frame:
        body = self._body()
        opening = Span(0, self._opening_end(body))
        rests_on = basis(self.source.text, Span(self.title.end if self.title else 0, opening.end))
        title = self._title()
        signed = self.notice or self.signature or self._inner_signature()
        return Frame(
            body=body,
            title=title,
            number=self._number(),
            issuer=self._issuer(signed),
            issued_on=signed.date if signed else self._date_under_title() or self._stated_date(labels.ISSUED),
            published_on=self._stated_date(labels.PUBLISHED) or self._page_date(),
            approval=approval(self.source.text, opening),
            addressees=self._addressees(),
            basis=rests_on,
            parent=parent_plan(title, rests_on),
        )

    # --- where the body stands

    def _carried_words(self) -> str | None:
        """The title of what a notice or an order carries (被印发的文件)."""
        if self.title and (carried := carried_title(self.title.text)):
            return carried
        if self.head >= len(self.lines):
            return None
        issued = issued_title(self.lines[self.head].text)
        return issued if issued and find_carried(self.lines, self.head + 1, issued) else None

    def _notice_signature(self) -> Signature | None:
        """Who signs the notice or order that stands before the plan."""
        first, last = self.first, len(self.lines)
        if self.carried:
            last = self.carried.first
        elif not self.carried_words:
            first, last = self._before_title()
        for index in range(first, last):
            if found := signature_at(self.lines, index):
                return found
        return None

    def _before_title(self) -> tuple[int, int]:
        """The lines of an order without a title of its own (令): from its first sentence to the plan's title."""
        last = self.title.first if self.title else 0
        return next((index for index in range(last) if self.lines[index].sentence), last), last

    def _body_first(self) -> int:
        if self.carried:
            return self.carried.last + 1
        if self.notice and not is_remains(self.lines[self.notice.last + 1 :]):
            return max(self.first, self.notice.last + 1)
        return self.first

    def _body(self) -> Span:
        if self.first >= len(self.lines):
            end = len(self.source.text)
            return Span(end, end)
        opening = self.lines[self.first]
        start = opening.start + (0 if self._addressed() else salutation(opening))
        return Span(start, max(start, self._body_end()))

    def _addressed(self) -> bool:
        """Whether those addressed stand on a line of their own, or the plan has none."""
        start = self.title.last + 1 if self.title else 0
        return bool(self.carried) or any(salutation(line) for line in self.lines[start : self.first])

    def _body_end(self) -> int:
        last = without_notes(self.lines, self.first, self.last)
        if self.signature:
            if self.signature.start > self.lines[self.signature.first].start:
                return len(self.source.text[: self.signature.start].rstrip())
            last = without_notes(self.lines, self.first, self.signature.first)
        last = annex_list_at(self.lines, self.first, last)
        return self.lines[last - 1].end if last > self.first else self.lines[self.first].start

    def _opening_end(self, body: Span) -> int:
        """Where the words before the first numbered heading end."""
        for line in self.lines[self.first : self.first + 30]:
            if mark_at(line.text, 0, len(line.text)):
                return max(line.start, body.start)
        return body.end

    # --- what is printed around it

    def _title(self) -> Quotation | None:
        if self.carried:
            return self.carried.quotation()
        if self.title:
            return self.title.quotation(self.carried_words)
        return labels.stated(self.source, self.labels, labels.TITLE)

    def _number(self) -> Quotation | None:
        last = max(self.head, self.title.last + 1 if self.title else 0)
        for index, line in enumerate(self.lines[:last]):
            if found := number_on(line):
                return self._of_order(index, found[0])
        return labels.stated(self.source, self.labels, labels.NUMBER)

    def _of_order(self, index: int, number: Quotation) -> Quotation:
        """第310号 under 某某人民政府令 is the number of that order."""
        above = self.lines[index - 1] if index else None
        if not above or not number.text.startswith("第") or not above.text.endswith("令"):
            return number
        return Quotation(above.text + number.text, above.start, number.end)

    def _issuer(self, signed: Signature | None) -> Quotation | None:
        if signed and signed.issuer:
            return signed.issuer
        for line in self.lines[: self.head]:
            if named := letterhead(line):
                return named
        stated = labels.stated(self.source, self.labels, labels.ISSUER)
        return stated or self._named_under_title() or self._named_in_title()

    def _named_under_title(self) -> Quotation | None:
        """A body's name alone between title and matter, as on a cover (封面)."""
        start = (self.carried or self.title).last + 1 if self.title else self.first
        for line in self.lines[start : self.first]:
            if is_placed_name(line.text):
                return line.quotation()
        return None

    def _named_in_title(self) -> Quotation | None:
        """The body that a title begins with: 某某市人民政府关于…"""
        if not self.title or "关于" not in self.title.text:
            return None
        name = self.title.text.split("关于")[0].strip()
        start = self.title.start
        return Quotation(name, start, start + len(name)) if name and is_body_name(name) else None

    def _stated_date(self, names: tuple[str, ...]) -> Quotation | None:
        found = labels.stated(self.source, self.labels, names)
        day = first_date(found.text) if found else None
        return Quotation(day, found.start, found.end) if found and day else None

    def _date_under_title(self) -> Quotation | None:
        """(2023年6月1日) alone between title and matter (题注日期)."""
        if not self.title:
            return None
        for index in range(self.title.last + 1, self.first):
            if is_date_line(self.lines[index]):
                found = signature_at(self.lines, index)
                return found.date if found else None
            named = index > self.title.last + 1 and is_body_name(self.lines[index - 1].text)
            if named and (day := month(self.lines[index].text)):
                return self.lines[index].quotation(day)
        return None

    def _page_date(self) -> Quotation | None:
        """A bare date with a clock time in the page's head: 2017-03-14 10:20."""
        for line in self.lines[: self.head]:
            if (
                (":" in line.text or "来源" in line.text)
                and line.text[:4].isdigit()
                and len(line.text) < 80
                and (day := first_date(line.text[:12]))
            ):
                return Quotation(day, line.start, line.start + 10)
        return None

    def _addressees(self) -> Quotation | None:
        start = self.title.last + 1 if self.title else 0
        for line in self.lines[start : max(self.head, self.first) + 1]:
            if found := addressees(line):
                return found
        return None

    def _before_remains(self) -> Signature | None:
        """A signature with nothing but the remains of a page behind it (页脚残留)."""
        signed = self._inner_signature()
        return signed if signed and is_remains(self.lines[signed.last + 1 : self.last]) else None

    def _inner_signature(self) -> Signature | None:
        """A signature with annexes or a page's remains behind it (署名后有附件)."""
        for index in range(self.first, self.last):
            if is_date_line(self.lines[index]):
                found = signature_at(self.lines, index)
                if found and found.issuer:
                    return found
        return None


def _head(lines: Sequence[Line]) -> tuple[int, Title | None]:
    """The index where the matter begins, and the title above it."""
    head = first = _next_matter(lines, 0)
    for _ in range(_TRIES):
        title = head_title(lines, head)
        if title or head >= min(len(lines), _HEAD) or mark_at(lines[head].text, 0, len(lines[head].text)):
            return head, title
        head = _next_matter(lines, head + 1)
    return first, None


def _next_matter(lines: Sequence[Line], index: int) -> int:
    while index < min(len(lines), _HEAD) and not is_matter(lines[index]):
        index += 1
    return index
