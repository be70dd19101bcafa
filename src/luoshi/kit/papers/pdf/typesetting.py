"""Typst, called in one way: files in memory, no network, no fonts of the machine, no clock (排版)."""

from __future__ import annotations

from datetime import UTC, datetime, time
from datetime import date as Date
from pathlib import Path
from typing import Any

import typst

from luoshi.kit.papers.pdf.fonts import folders

# Archivable and readable aloud: every character has its meaning, every picture its words.
STANDARD = "a-2a"


def typeset(files: dict[str, bytes], *, fonts: Path | None, **options: Any) -> bytes:
    """What `main.typ` among the files is set to: a PDF, or the first page as pixels."""
    in_memory: Any = files  # the stubs don't know yet that files may be given so
    made = typst.compile(
        in_memory,
        font_paths=folders(fonts),
        ignore_system_fonts=True,
        **options,
    )
    return made[0] if isinstance(made, list) else made


def archivable(files: dict[str, bytes], *, fonts: Path | None, dated_on: Date) -> bytes:
    """A PDF/A where the fonts have every character of the text; else a PDF that shows what is missing."""
    moment = datetime.combine(dated_on, time(), tzinfo=UTC)
    options: dict[str, Any] = {"fonts": fonts, "format": "pdf", "timestamp": moment}
    try:
        return typeset(files, pdf_standards=[STANDARD], **options)
    except typst.TypstError as error:
        if "PDF/A" not in str(error):
            raise
        return typeset(files, **options)
