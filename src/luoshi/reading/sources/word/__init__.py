"""Word files (docx), straight from the archive: numbering resolved, tables kept, revisions accepted."""

from __future__ import annotations

from luoshi.reading.errors import Unreadable
from luoshi.reading.model import Source
from luoshi.reading.sources.draft import Draft
from luoshi.reading.sources.plain import unwrap_if_broken
from luoshi.reading.sources.word.archive import Archive
from luoshi.reading.sources.word.blocks import Blocks
from luoshi.reading.sources.word.names import W
from luoshi.reading.sources.word.numbering import Numbering
from luoshi.reading.sources.word.styles import Styles


def read_docx(content: bytes) -> Source:
    """A Word file's source. Raises Unreadable."""
    archive = Archive(content)
    main = archive.main_part()
    root = archive.parse(main)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise Unreadable("missing_part", part=main)
    styles = Styles(archive.styles(main))
    numbering = Numbering(
        archive.parse(archive.sibling(main, "numbering")), lambda name: styles.get(name).number
    )
    draft = Draft()
    Blocks(draft, styles, numbering).write(body)
    for format in sorted(numbering.unknown):
        draft.note("unknown_number_format", format=format)
    unwrap_if_broken(draft)
    return draft.source(format="docx")
