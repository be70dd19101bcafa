"""The State Council's yearly notice as text (国务院办公厅关于部分节假日安排的通知): which days are off, which worked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from .calendars import days_from, is_weekday
from .year_notice_days import Unfit, resolved, spans
from .year_notices import Fault, NoticeRead, Place, Stated, faults_of

NUMBER = r"(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,2}\)|\d{1,2}[、.)])"
HEAD = re.compile(
    rf"(?:^|(?<=[。;]))(?P<number>{NUMBER})?(?P<name>[^\s:。;,、()\d][^\n:。;,()]{{0,29}}):", re.M
)
BEGINS_WITH_A_DAY = re.compile(r"\s*(?:\d{4}年|次年|上年)?\d{1,2}月\d{1,2}")
IS_A_HOLIDAY = re.compile(r"(?:元旦|节|日|假期|周年)$")
NEW_YEAR = "元旦"
# After the list of holidays: what one is asked to do during them, who signs, and when.
TAIL = re.compile(r"节假日期间|国务院|各地区|各单位|各部门|附件|\d{4}年\d{1,2}月\d{1,2}日$|\(.*\)$")
ADVICE = re.compile(r"鼓励|倡导|建议|提倡|有条件的")
# What the days off are made of, or that work goes on as always: it says nothing of another day.
REMARK = re.compile(r"公休日|法定节假日|法定休假日|法定假日|正常上班|照常上班|正常工作")
CLAUSE = re.compile(r"[,;](?![^()]{0,60}\))")  # bounded: no text takes long
WORKED, OFF = "上班", re.compile(r"放假|补休|调休|连休|休息")
WITH_THE_WEEKEND = re.compile(r"与周末连休|与双休日连休|周末连休")
COUNT = re.compile(r"(?:共|放假|休息)(\d{1,2}|[一二三四五六七八九十])天")
NUMERALS = {sign: number for number, sign in enumerate("一二三四五六七八九十", start=1)}
TITLE = re.compile(r"[^\n。]{0,20}关于[^。]{0,10}?\d{4}年[^。]{0,20}节假日[^。]{0,20}?通知")
ISSUED_AS = re.compile(r"[\u4e00-\u9fff]{2,12}[〔\[](?:19|20)\d{2}[〕\]]\d{1,4}号")
YEAR_OF_IT = re.compile(r"(?:关于|现将|就)(\d{4})年[^\n。]{0,40}(?:节假日|放假|元旦)")


def read_text(text: str, *, year: int) -> NoticeRead:
    """Read the notice of a year to its end; all that can't be taken is named at once (识读放假通知)."""
    plain = _plain(text)
    entries = list(_entries(plain))
    faults: list[Fault] = list(_about_another_year(plain, year))
    if not entries:
        faults.append(Fault("nothing_found"))
    for entry in entries:
        _read_entry(entry, year)
        faults += entry.faults
    days = tuple(each for entry in entries for each in entry.days)
    title, number = TITLE.search(plain), ISSUED_AS.search(plain)
    return NoticeRead(
        days=days,
        faults=(*faults, *faults_of(days, year=year)),
        passed_over=tuple(each for entry in entries for each in entry.passed_over),
        title=title[0].replace("\n", "") if title else "",
        document_number=number[0].replace("[", "〔").replace("]", "〕") if number else "",
    )


def _plain(text: str) -> str:
    """The lines as they are, their signs in one width, without blanks."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(re.sub(r"\s+", "", unicodedata.normalize("NFKC", line)) for line in lines)


def _about_another_year(text: str, year: int) -> Iterator[Fault]:
    found = YEAR_OF_IT.search(text)
    if found and int(found[1]) != year:
        line = text.count("\n", 0, found.start()) + 1
        yield Fault("another_year", Place(line, found[0]), {"found": int(found[1]), "year": year})


@dataclass
class _Entry:
    """One holiday of the notice: its name, its sentences, and what was read from them."""

    name: str
    line: int
    sentences: list[str]
    days: list[Stated] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)

    def refuse(self, code: str, words: str, **values: object) -> None:
        self.faults.append(Fault(code, Place(self.line, words), {"name": self.name, **values}))


def _entries(text: str) -> Iterator[_Entry]:
    heads = [found for found in HEAD.finditer(text) if _is_head(found, text)]
    for at, head in enumerate(heads):
        end = heads[at + 1].start() if at + 1 < len(heads) else len(text)
        line = text.count("\n", 0, head.start()) + 1
        yield _Entry(head["name"], line, _sentences(text[head.end() : end]))


def _is_head(found: re.Match[str], text: str) -> bool:
    is_listed = bool(found["number"] and IS_A_HOLIDAY.search(found["name"]))
    return is_listed or bool(BEGINS_WITH_A_DAY.match(text, found.end()))


def _sentences(body: str) -> list[str]:
    """The sentences of an entry: to the end of its paragraph, however its lines were broken."""
    kept: list[str] = []
    for line in body.split("\n"):
        if (kept and not line) or (kept and TAIL.match(line)):
            break
        kept.append(line)
        if line.endswith("。"):
            break
    return [sentence for sentence in "".join(kept).split("。") if sentence]


def _read_entry(entry: _Entry, year: int) -> None:
    for sentence in entry.sentences:
        if ADVICE.search(sentence):
            entry.passed_over.append(sentence)
        else:
            _read_sentence(entry, sentence, year)
    if not entry.days and not entry.faults:
        entry.refuse("day_missing", entry.name)


def _read_sentence(entry: _Entry, sentence: str, year: int) -> None:
    """Clause by clause; days wait for the verb that follows them."""
    waiting: list[date] = []
    off: list[date] = []
    for clause in CLAUSE.split(sentence):
        if REMARK.search(clause):
            entry.passed_over.append(clause)
            continue
        waiting += _days_of(entry, clause, year)
        if WORKED in clause:
            _state(entry, waiting, clause, is_working=True)
            waiting = []
        elif OFF.search(clause) and waiting:
            _state(entry, waiting, clause, is_working=False)
            off, waiting = off + waiting, []
        if WITH_THE_WEEKEND.search(clause) and off:
            beside = list(_weekends_beside(off))
            _state(entry, beside, clause, is_working=False)
            off = off + beside
        _compare_count(entry, clause, off)
    if waiting:
        entry.refuse("verb_missing", sentence)


def _state(entry: _Entry, days: list[date], words: str, *, is_working: bool) -> None:
    place = Place(entry.line, words)
    entry.days += [Stated(day, is_working, entry.name, place) for day in days]


def _days_of(entry: _Entry, clause: str, year: int) -> Iterator[date]:
    for span in spans(clause):
        try:
            first, last = resolved(span, year=year, is_new_year=NEW_YEAR in entry.name)
        except Unfit as unfit:
            words = str(unfit.values.pop("words"))
            entry.refuse(unfit.code, words, **unfit.values)
        else:
            yield from days_from(first, last)


def _weekends_beside(off: list[date]) -> Iterator[date]:
    """The weekend before and after the days off, where they touch it."""
    for day, step in ((min(off), -1), (max(off), 1)):
        beside = day + timedelta(days=step)
        while not is_weekday(beside):
            yield beside
            beside += timedelta(days=step)


def _compare_count(entry: _Entry, clause: str, off: list[date]) -> None:
    found = COUNT.search(clause)
    if not found or not off:
        return
    said = NUMERALS.get(found[1]) or int(found[1])
    if said != len(set(off)):
        entry.refuse("count_differs", clause, said=said, found=len(set(off)))
