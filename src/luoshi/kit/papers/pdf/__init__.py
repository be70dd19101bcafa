"""An official paper as PDF (公文成文)."""

from .writer import write_pdf

__all__ = ["write_pdf"]
