"""How a number is compared (数量关系): words before it, words after it."""

from __future__ import annotations

import re

from luoshi.reading.model import Relation

_NOT = r"(?<!不)(?<!不得)"
LEAST_BEFORE = rf"不低于|不少于|不小于|不得低于|不得少于|至少|突破|{_NOT}(?:超过|高于|多于|大于|超)|逾|≥|≧|>=|>|(?<!发)(?<!到)达到|(?<!发)达"
MOST_BEFORE = rf"不超过|不高于|不大于|不多于|不得超过|不得高于|{_NOT}(?:低于|少于|小于)|至多|≤|≦|<=|<"
ABOUT_BEFORE = r"大约|约为|约|接近|近"
LEAST_AFTER = r"\(?(?:及|及其|或)?以上\)?|\+"
MOST_AFTER = r"\(?(?:及)?以下\)?|\(?以内\)?|之内|之下|(?<=[日天时钟月])内(?![^，,。；;、：:）)])"
ABOUT_AFTER = r"左右|上下"
AFTER = rf"(?:{LEAST_AFTER}|{MOST_AFTER}|{ABOUT_AFTER})"

_BEFORE = tuple(
    (relation, re.compile(rf"(?:{words})$"))
    for relation, words in (
        (Relation.AT_LEAST, LEAST_BEFORE),
        (Relation.AT_MOST, MOST_BEFORE),
        (Relation.ABOUT, ABOUT_BEFORE),
    )
)
# The last character of each of them: a text that ends otherwise need not be searched.
_ENDS_BEFORE = frozenset(re.findall(r"(.)(?=[|)]|$)", "|".join((LEAST_BEFORE, MOST_BEFORE, ABOUT_BEFORE))))
_AFTER = tuple(
    (relation, re.compile(words))
    for relation, words in (
        (Relation.AT_LEAST, LEAST_AFTER),
        (Relation.AT_MOST, rf"{MOST_AFTER}|内"),
        (Relation.ABOUT, ABOUT_AFTER),
    )
)


def after(text: str) -> Relation | None:
    """The relation that words behind a number state (以上、以内、左右)."""
    return next((relation for relation, pattern in _AFTER if pattern.match(text)), None)


def before(text: str) -> Relation | None:
    """The relation that words just before a number state (不低于、不超过、约)."""
    if text[-1:] not in _ENDS_BEFORE:
        return None
    return next((relation for relation, pattern in _BEFORE if pattern.search(text[-6:])), None)


def without_words(text: str) -> str:
    """The text before a number without the words that only compare."""
    return _COMPARING.sub("", text) if _LAST.match(text[-1:]) else text


_COMPARING = re.compile(
    rf"(?:不低于|不少于|不小于|不得低于|不得少于|至少|逾|≥|≧|>=|>|{MOST_BEFORE}|{ABOUT_BEFORE}|最高|最多|总计|共计|合计)+$"
)
# The same for these.
_LAST = re.compile("[≥≧=>≤≦<于过约多为逾近计高少]")
