"""Heads of the chain that are written down outside the database (链首备查).

Whoever can write into the database can cut the chain's end off and turn its head back. The number and digest
of the last act stand in a file in the home as well, and in the manifest of every backup.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from luoshi import __version__
from luoshi.kernel.errors import Refusal
from luoshi.kernel.keeping import archive

FILE = "chain.head"
LENGTH = 100  # of the file: a number of up to 19 digits, a digest, blanks


def path() -> Path:
    """Where the head of the site's own chain is written down."""
    return Path(settings.LUOSHI_HOME) / FILE


def note(*, number: int, digest: str, place: Path | None = None) -> None:
    """Write a head down unless a later one stands there: acts of several processes end in any order."""
    handle = os.open(place or path(), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if number > _number(os.pread(handle, LENGTH, 0)):
            os.pwrite(handle, f"{number} {digest}".ljust(LENGTH - 1).encode() + b"\n", 0)
    finally:
        os.close(handle)


def known(backups: Iterable[Path] = ()) -> dict[int, str]:
    """Heads by number: from the file, from the backups in the home, and from those that are named.

    Raises ValueError when the file holds anything else, and a Refusal when a named backup can't be read.
    """
    found: dict[int, str] = {}
    for backup in [*_own_backups(), *backups]:
        number, digest = _head_of_backup(backup)
        found[number] = digest
    if path().exists():
        number, digest = _parsed(path().read_text("ascii"))
        found[number] = digest
    found.pop(0, None)
    return found


def _number(content: bytes) -> int:
    first = content.split(b" ")[0]
    return int(first) if first.isdigit() else 0


def _parsed(text: str) -> tuple[int, str]:
    number, digest = text.split()
    return int(number), digest


def _own_backups() -> list[Path]:
    """Backups in the home that can be read; a broken one is the business of whoever restores it."""
    folder = Path(settings.LUOSHI_HOME) / "backups"
    return [each for each in sorted(folder.glob("*.tar")) if _is_readable(each)]


def _is_readable(backup: Path) -> bool:
    try:
        _head_of_backup(backup)
    except Refusal:
        return False
    return True


def _head_of_backup(backup: Path) -> tuple[int, str]:
    return archive.manifest_of(backup, ours=__version__).head
