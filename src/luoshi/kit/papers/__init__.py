"""The one writer of official papers (公文): say what stands in a paper, get it as docx or as PDF.

GB/T 9704-2012 is laid out here and nowhere else: briefs, notices, ledgers and receipts give a `Paper`.
"""

from .docx import write_docx
from .model import (
    Align,
    Annex,
    Attendance,
    Block,
    Cell,
    Column,
    Face,
    Form,
    Heading,
    Imprint,
    Landscape,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    Run,
    Signature,
    Table,
    Unprintable,
    Urgency,
)
from .numbering import numbered
from .pdf import write_pdf

__all__ = [
    "Align",
    "Annex",
    "Attendance",
    "Block",
    "Cell",
    "Column",
    "Face",
    "Form",
    "Heading",
    "Imprint",
    "Landscape",
    "PageBreak",
    "Paper",
    "Paragraph",
    "Picture",
    "Run",
    "Signature",
    "Table",
    "Unprintable",
    "Urgency",
    "numbered",
    "write_docx",
    "write_pdf",
]
