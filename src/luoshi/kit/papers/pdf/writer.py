"""One paper, one PDF (公文成文)."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

from luoshi.kit.papers.model import Paper
from luoshi.kit.papers.pdf.content import Content
from luoshi.kit.papers.pdf.fonts import families
from luoshi.kit.papers.pdf.typesetting import archivable

_TEMPLATES = ("main.typ", "page.typ", "head.typ", "blocks.typ", "foot.typ")


def write_pdf(paper: Paper, *, fonts: Path | None = None) -> bytes:
    """The paper as `write_docx` lays it out, in the fonts of a folder or those that come along."""
    content = Content(paper)
    values = content.values | {"fonts": families(fonts)}
    here = files(__package__)
    parts = {name: here.joinpath(name).read_bytes() for name in _TEMPLATES}
    parts["paper.json"] = json.dumps(values, ensure_ascii=False).encode()
    return archivable(parts | content.files, fonts=fonts, dated_on=paper.dated_on)
