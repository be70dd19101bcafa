"""Page numbers that stand between or inside the lines of a text (页码)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from luoshi.reading.sources.normal import HAN, width
from luoshi.reading.sources.wraps import is_finished

DECORATED = re.compile(
    r"[-—–―－~·•]{1,3}\s*\d{1,4}\s*[-—–―－~·•]{1,3}|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|"
    r"\d{1,4}\s*/\s*\d{1,4}|[Pp]age\s*\d{1,4}"
)
BARE = re.compile(r"\d{1,4}")
GLUED = re.compile(rf"(\d{{1,3}})(?=[{HAN}“《（])")
_COUNTED = re.compile(r"\d+(?:年|月|日|号|个|项|家|户|名|人|万|亿|千|元|倍|届|次|条|批|点|时|天)")
LEAST_PAGE, MOST_PAGE = 10, 80  # lines


def decorated(line: str) -> bool:
    """A line that is a page number and nothing else: — 12 —, 第3页."""
    return len(line) <= 24 and DECORATED.fullmatch(line) is not None


def bare_numbers(lines: Sequence[str]) -> set[int]:
    """Lines that are a lone number of a run of page numbers."""
    places = [(i, int(line)) for i, line in enumerate(lines) if len(line) <= 4 and BARE.fullmatch(line)]
    return _runs(places)


def glued_numbers(lines: Sequence[str], limit: int) -> dict[int, int]:
    """Lines that begin with a page number, and its length: the number makes them wider than the page.

    A number counts only in a run (12, 13 …, a page apart), and half the lines of a run must be too wide with
    it or go on a sentence, so that no dates or numbered items are taken.
    """
    matches = {
        i: found for i, line in enumerate(lines) if line[:1].isdigit() and (found := GLUED.match(line))
    }
    places = [(i, int(found[1])) for i, found in matches.items()]
    return {
        i: matches[i].end()
        for run in _run_lists(places)
        if sum(_breaks_in(lines, i, limit) for i in run) * 2 >= len(run)
        for i in run
    }


def _breaks_in(lines: Sequence[str], at: int, limit: int) -> bool:
    """Whether the number at a line's beginning makes it too wide, or stands inside a sentence and counts nothing."""
    if width(lines[at]) > limit:
        return True
    if _COUNTED.match(lines[at]):
        return False
    return at > 0 and width(lines[at - 1]) >= limit - 4 and not is_finished(lines[at - 1])


def _runs(places: Sequence[tuple[int, int]]) -> set[int]:
    return {i for run in _run_lists(places) for i in run}


def _run_lists(places: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Runs of numbers that grow by one, a page's height apart."""
    runs: list[list[int]] = []
    open_runs: dict[int, list[int]] = {}  # the number that would go on -> its run
    for i, number in places:
        run = open_runs.pop(number, None)
        if run is None or not LEAST_PAGE <= i - run[-1] <= MOST_PAGE:
            run = []
            runs.append(run)
        run.append(i)
        open_runs[number + 1] = run
    return [run for run in runs if len(run) >= 2]
