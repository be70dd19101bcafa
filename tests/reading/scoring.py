"""How well a reading agrees with gold: precision and recall of each kind, in the spirit of the contract."""

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher

MARKS = re.compile(r"[\s“”\"‘’'《》〈〉()\[\]【】〔〕,.;:、。·—-]+")


def plain(text) -> str:
    """Words without width, blanks and punctuation."""
    return MARKS.sub("", unicodedata.normalize("NFKC", str(text or "")))


def counted(predicted: Counter, gold: Counter) -> tuple[int, int, int]:
    return sum((predicted & gold).values()), sum(predicted.values()), sum(gold.values())


def outline(predicted, gold):
    def keys(nodes):
        return Counter((node["id"], node["level"], plain(node["title"])) for node in nodes)

    return counted(keys(predicted["outline"]), keys(gold["outline"]))


def document(predicted, gold):
    def keys(fields):
        names = ("title", "number", "issuer", "issued_on", "published_on")
        return Counter((name, plain(fields.get(name))) for name in names if fields.get(name))

    return counted(keys(predicted["document"]), keys(gold["document"]))


def responsibilities(predicted, gold):
    def keys(duties):
        return Counter((duty["section"], plain(duty["agency"]), duty["role"]) for duty in duties)

    return counted(keys(predicted["responsibilities"]), keys(gold["responsibilities"]))


def targets(predicted, gold):
    """Equal in number, unit, year and change, and alike in the words of the indicator."""
    waiting = list(predicted["targets"])
    hits = 0
    for wanted in gold["targets"]:
        alike = [found for found in waiting if _same(found, wanted)]
        if alike:
            waiting.remove(max(alike, key=lambda found: _likeness(found, wanted)))
            hits += 1
    return hits, len(predicted["targets"]), len(gold["targets"])


def _same(found, wanted) -> bool:
    return (
        float(found["value"]) == float(wanted["value"])
        and plain(found["unit"]) == plain(wanted["unit"])
        and str(found["due"] or "")[:4] == str(wanted["due"] or "")[:4]
        and (found["change"] or None) == (wanted["change"] or None)
        and _likeness(found, wanted) >= 0.6
    )


def _likeness(found, wanted) -> float:
    one, other = plain(found["indicator"]), plain(wanted["indicator"])
    if one in other or other in one:
        return 1.0 if one == other else 0.8
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def deadlines(predicted, gold):
    def keys(dated):
        return Counter((each["section"], each["due"][:7]) for each in dated)

    return counted(keys(predicted["deadlines"]), keys(gold["deadlines"]))


KINDS = {
    "outline": outline,
    "targets": targets,
    "responsibilities": responsibilities,
    "deadlines": deadlines,
    "document": document,
}


def f1(hits: int, predicted: int, gold: int) -> float:
    return 2 * hits / (predicted + gold) if predicted + gold else 1.0
