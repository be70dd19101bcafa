"""How fast the reader is: a plan of about a hundred pages as txt, html, docx and pdf (`make bench`).

Two rows a format. *Conversion* is the normalised text with its numbers and tables; for docx it stands beside
docling's docx back end, in an environment of its own and in the same run. *Everything* is all facts and the
check-up. Start-up and imports are not counted; of several runs the fastest counts, ours and theirs in turn.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import formats
import pypdfium2

from luoshi.reading.reader import read, read_source
from luoshi.reading.sources import load

RUNS = 5
TIMES_FASTER, MEGABYTES_A_SECOND = 20, 1.0
HERE = Path(__file__).resolve().parent
PEERS = HERE.parent / ".venv-peers" / "bin" / "python"
FORMATS = {"txt": formats.as_text, "html": formats.as_html, "docx": formats.as_docx, "pdf": formats.as_pdf}


@dataclass(frozen=True)
class Figures:
    """One format's seconds, for the same text."""

    format: str
    conversion: float
    everything: float


def fastest(action: Callable[[], object], runs: int = RUNS) -> float:
    """The seconds of the fastest of some runs."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def measure(kind: str, content: bytes) -> Figures:
    """Time one file."""
    return Figures(kind, fastest(lambda: load(content)), fastest(lambda: read(content)))


def peer(content: bytes) -> float | None:
    """The peer's seconds for the Word file, or None where its environment was not made."""
    if not PEERS.exists():
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "plan.docx")
        path.write_bytes(content)
        command = [str(PEERS), str(HERE / "peer.py"), str(path), str(RUNS)]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return min(float(line.split()[0]) for line in printed.splitlines())


def main() -> int:
    """Print the table; the exit code says whether both aims were met."""
    files = {kind: make() for kind, make in FORMATS.items()}
    pages = len(pypdfium2.PdfDocument(files["pdf"]))
    source = load(files["txt"])
    size = len(source.text.encode())
    print(f"{pages} pages, {len(source.text):,} characters, {size / 1e6:.3f} MB of text")
    reading = read_source(source)
    print(
        f"{len(reading.outline)} headings, {len(reading.facts.targets)} targets, "
        f"{len(reading.facts.responsibilities)} responsibilities, {len(source.tables)} tables\n"
    )
    figures = [measure(kind, content) for kind, content in files.items()]
    theirs = peer(files["docx"])
    figures[2] = min(figures[2], measure("docx", files["docx"]), key=lambda one: one.conversion)
    print_table(figures, pages, size, theirs)
    return verdict(figures, size, theirs)


def print_table(figures: list[Figures], pages: int, size: int, theirs: float | None) -> None:
    """The two rows of each format, and the peer's."""
    print(f"{'':28}{'seconds':>9}{'pages/s':>10}{'MB/s':>8}")
    for one in figures:
        print_row(f"{one.format}: conversion", one.conversion, pages, size)
        print_row(f"{one.format}: everything", one.everything, pages, size)
    if theirs is not None:
        print_row("docx: conversion by docling", theirs, pages, size)


def print_row(name: str, seconds: float, pages: int, size: int) -> None:
    """A row of the table."""
    print(f"{name:28}{seconds:9.4f}{pages / seconds:10.0f}{size / seconds / 1e6:8.2f}")


def verdict(figures: list[Figures], size: int, theirs: float | None) -> int:
    """Say whether the aims are met."""
    slowest = min(size / one.everything / 1e6 for one in figures)
    met = slowest >= MEGABYTES_A_SECOND
    print(
        f"\neverything: {slowest:.2f} MB/s at least, aim {MEGABYTES_A_SECOND} MB/s: {'met' if met else 'missed'}"
    )
    if theirs is None:
        print("docling was not measured: its environment is made by `make bench`")
        return 0 if met else 1
    ratio = theirs / figures[2].conversion
    fast = ratio >= TIMES_FASTER
    print(f"docx conversion: {ratio:.1f} times docling, aim {TIMES_FASTER}: {'met' if fast else 'missed'}")
    return 0 if met and fast else 1


if __name__ == "__main__":
    sys.exit(main())
