"""The store: each content once, at the address of its digest, written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings


@dataclass(frozen=True)
class Placed:
    """What lies in the store now."""

    digest: str
    size: int


def path_of(digest: str) -> Path:
    """Where the content of this digest lies; two characters make a folder, so that none grows too long."""
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest


def exists(digest: str) -> bool:
    return path_of(digest).is_file()


def open_file(digest: str) -> BinaryIO:
    return path_of(digest).open("rb")


def put(chunks: Iterable[bytes]) -> Placed:
    """Write the content to a draft, make it durable, and move it to its address in one step."""
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=root, prefix=".draft-")
    try:
        placed = _write(handle, chunks)
        _settle(Path(draft), path_of(placed.digest))
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return placed


def digest_of_file(digest: str) -> str:
    """Read a stored file again: it is intact when this equals its address."""
    with path_of(digest).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def remove(digest: str, *, untouched_since: datetime) -> None:
    """Take a file away, unless the same content has come in again since then."""
    path = path_of(digest)
    if path.exists() and path.stat().st_mtime < untouched_since.timestamp():
        path.unlink()


def untouched(*, since: datetime) -> Iterator[Path]:
    """Files in the store that nobody has written since then, drafts of a broken upload among them."""
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        if path.is_file() and path.stat().st_mtime < since.timestamp():
            yield path


def _write(handle: int, chunks: Iterable[bytes]) -> Placed:
    seal, size = hashlib.sha256(), 0
    with os.fdopen(handle, "wb") as file:
        for chunk in chunks:
            seal.update(chunk)
            size += len(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return Placed(seal.hexdigest(), size)


def _settle(draft: Path, place: Path) -> None:
    place.parent.mkdir(mode=0o700, exist_ok=True)
    os.replace(draft, place)
    # The name is durable only when its folder is.
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
