"""An official paper as docx (公文成文)."""

from .writer import write_docx

__all__ = ["write_docx"]
