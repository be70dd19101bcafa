"""How fast the reader is: a plan of about a hundred pages as txt, html, docx and pdf (`make bench`).

Two rows a format. *Conversion* is the normalised text with its numbers and tables; for docx it stands beside
docling's docx back end, in an environment of its own and in the same run. *Everything* is all facts and the
check-up. Start-up and imports are not counted; of several runs the fastest counts, ours and theirs in turn.
What is printed is kept in `results/reading.txt`, with the day, the machine and the versions.
"""

import os
import platform
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import formats
import pypdfium2

from luoshi.reading.model import Source
from luoshi.reading.reader import read, read_source
from luoshi.reading.sources import load

RUNS = 5
MET, MISSED = "met", "missed"
TIMES_FASTER, MEGABYTES_A_SECOND = 20, 1.0
HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results" / "reading.txt"
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


def main() -> None:
    """Print the table, and whether both aims were met, and keep it."""
    files = {kind: make() for kind, make in FORMATS.items()}
    source = load(files["txt"])
    pages, size = len(pypdfium2.PdfDocument(files["pdf"])), len(source.text.encode())
    figures = [measure(kind, content) for kind, content in files.items()]
    theirs = peer(files["docx"])
    figures[2] = min(figures[2], measure("docx", files["docx"]), key=lambda one: one.conversion)
    aims = verdict(figures, size, theirs)
    said = [
        *about_machine(),
        "",
        *about_plan(source, pages, size),
        "",
        *table(figures, pages, size, theirs),
        "",
        *aims,
    ]
    print("\n".join(said))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("\n".join(said) + "\n", "utf-8")


def about_machine() -> Iterator[str]:
    """The day, the machine with its load, and the versions that were measured."""
    models = re.findall(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text("utf-8"))
    load_now = ", load " + " ".join(f"{load:.1f}" for load in os.getloadavg())
    yield datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    yield f"{models[0] if models else platform.machine()}, {os.cpu_count()} cores{load_now}"
    libraries = ", ".join(f"{name} {version(name)}" for name in ("lxml", "pypdfium2"))
    yield f"{platform.system()}, Python {platform.python_version()}, {libraries}{peer_version()}"


def peer_version() -> str:
    """The version of docling in the peers' environment, if that was made."""
    if not PEERS.exists():
        return ""
    asked = "import importlib.metadata as m; print(m.version('docling-slim'))"
    said = subprocess.run([str(PEERS), "-c", asked], check=True, capture_output=True, text=True).stdout
    return f", docling-slim {said.strip()}"


def about_plan(source: Source, pages: int, size: int) -> Iterator[str]:
    """What was read, and how much was found in it."""
    reading = read_source(source)
    yield f"{pages} pages, {len(source.text):,} characters, {size / 1e6:.3f} MB of text"
    yield (
        f"{len(reading.outline)} headings, {len(reading.facts.targets)} targets, "
        f"{len(reading.facts.responsibilities)} responsibilities, {len(source.tables)} tables"
    )


def table(figures: list[Figures], pages: int, size: int, theirs: float | None) -> Iterator[str]:
    """The two rows of each format, and the peer's."""
    yield f"{'':28}{'seconds':>9}{'pages/s':>10}{'MB/s':>8}"
    for one in figures:
        yield row(f"{one.format}: conversion", one.conversion, pages, size)
        yield row(f"{one.format}: everything", one.everything, pages, size)
    if theirs is not None:
        yield row("docx: conversion by docling", theirs, pages, size)


def row(name: str, seconds: float, pages: int, size: int) -> str:
    """A row of the table."""
    return f"{name:28}{seconds:9.4f}{pages / seconds:10.0f}{size / seconds / 1e6:8.2f}"


def verdict(figures: list[Figures], size: int, theirs: float | None) -> list[str]:
    """Say of each aim whether it is met."""
    slowest = min(size / one.everything / 1e6 for one in figures)
    met = MET if slowest >= MEGABYTES_A_SECOND else MISSED
    aims = [f"everything: {slowest:.2f} MB/s at least, aim {MEGABYTES_A_SECOND} MB/s: {met}"]
    if theirs is None:
        return [*aims, "docling was not measured: its environment is made by `make bench`"]
    ratio = theirs / figures[2].conversion
    met = MET if ratio >= TIMES_FASTER else MISSED
    return [*aims, f"docx conversion: {ratio:.1f} times docling, aim {TIMES_FASTER}: {met}"]


if __name__ == "__main__":
    main()
