"""The words of commitments, cut out of a document's text that was loaded once (承诺原文)."""

from __future__ import annotations

from collections.abc import Iterable

from luoshi.plan.engine.clauses import sentence, subject_and_clause
from luoshi.plan.models import Commitment, Document, Plan


def texts_of(*, plans: Iterable[Plan]) -> dict[int, str]:
    """The whole texts of these plans by their documents."""
    wanted = [plan.document_id for plan in plans]
    return dict(Document.objects.filter(pk__in=wanted).values_list("pk", "text"))


def sentences_of(*rows: Commitment) -> list[str]:
    """What these commitments say, each in its sentence."""
    texts = texts_of(plans=[row.plan for row in rows])
    return [own_words(row, texts[row.plan.document_id]) for row in rows]


def own_words(row: Commitment, text: str) -> str:
    """What a commitment says: the sentence in which it stands, and for a heading all that stands under it."""
    return _under(row, text) or sentence(text, row.start, row.end)


def binding_words(row: Commitment, text: str) -> str:
    """The words that may name whom it binds: its own clause, whom its sentence begins with, and for a heading all."""
    return _under(row, text) or subject_and_clause(text, row.start, row.end)


def _under(row: Commitment, text: str) -> str:
    section = row.section
    if section is None or row.start != section.title_start:
        return ""
    return text[section.title_start : section.end].strip()
