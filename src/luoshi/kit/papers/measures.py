"""The page of GB/T 9704-2012 in the units of Word: twips (1/20 pt), half points, eighths of a point (版面)."""

from __future__ import annotations

import math
import unicodedata

TWIPS_A_MM = 1440 / 25.4
EMU_A_MM = 36_000


def twips(mm: float) -> int:
    return round(mm * TWIPS_A_MM)


PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838  # A4 as Word writes it
TOP, BOTTOM, LEFT, RIGHT = twips(37), twips(35), twips(28), twips(26)  # 天头、地脚、订口、切口
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT  # 版心 156 mm
TEXT_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM  # 版心 225 mm
LINES, CHARACTERS = 22, 28
LINE = TEXT_HEIGHT // LINES  # the pitch of lines
CHARACTER = TEXT_WIDTH / CHARACTERS  # the pitch of characters: a little less than their size
# what Word adds to each character of the body's size, in 1/4096 pt; rounded so that 28 still fit
CHARACTER_SPACE = math.floor((CHARACTER / 20 - 16) * 4096)

BODY = 16.0  # 3号
SMALL = 14.0  # 4号
TITLE = 22.0  # 2号
CELL = 12.0  # 小4号: a table may be smaller than the body
TITLE_LINE = 640
SMALL_LINE = 480
CELL_LINE = 360

MASTHEAD_TOP = twips(35)
NUMBER_BELOW = twips(7)  # from the bottom of the text to the dashes beside the page number
THICK, THIN = 8, 6  # 0.35 mm and 0.25 mm in eighths of a point
RED = "FF0000"


def characters(count: float) -> int:
    """So many characters of the body, in twips."""
    return round(count * CHARACTER)


def width(text: str) -> float:
    """How many characters wide a text is printed: half-width letters and digits count half."""
    return sum(1 if unicodedata.east_asian_width(letter) in "WFA" else 0.5 for letter in text)
