"""Taking a backup (备份): a snapshot of the database, the files that it references, and a manifest."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection

from luoshi import __version__
from luoshi.kernel.files import store
from luoshi.kernel.keeping import archive, contents, keys, snapshots
from luoshi.kernel.keeping.alone import alone
from luoshi.kernel.keeping.manifest import Manifest, Part
from luoshi.kernel.keeping.refusals import BackupExists, FolderUnusable, NothingToBackUp


@dataclass(frozen=True)
class Backup:
    """What was written, and where."""

    path: Path
    size: int
    manifest: Manifest

    @property
    def is_complete(self) -> bool:
        return not self.manifest.lacking


def own_folder() -> Path:
    """Where backups lie when nobody names another place."""
    return Path(settings.LUOSHI_HOME) / "backups"


def default_name(at: datetime) -> str:
    return f"luoshi-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}.tar"


def take(*, path: Path, at: datetime) -> Backup:
    """Write a backup while others go on writing into the database (备份).

    Raises NothingToBackUp, BackupExists, FolderUnusable, Busy, ProgramMissing or ProgramFailed.
    """
    if not contents.is_an_installation(connection):
        raise NothingToBackUp
    if path.exists():
        raise BackupExists(path=path)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (
            alone(Path(settings.LUOSHI_HOME)),
            tempfile.TemporaryDirectory(dir=path.parent, prefix=".luoshi-backup-") as folder,
        ):
            return _take(path, Path(folder), at)
    except OSError as error:
        raise FolderUnusable(folder=path.parent, reason=error.strerror or error) from error


def _take(path: Path, folder: Path, at: datetime) -> Backup:
    with snapshots.taken(folder) as snapshot:
        found = contents.contents_of(snapshot.connection)
    lacking = {digest for digest, size in found.files if not _has(digest, size)}
    while True:
        manifest = _manifest(snapshot, found, lacking, at)
        wrong = archive.write(
            folder / "archive",
            manifest=manifest,
            key=settings.LUOSHI_AUDIT_KEY,
            source=_Places(snapshot),
        )
        if not wrong:
            break
        if wrong[0] == manifest.parts[0]:
            raise OSError(errno.EIO, "the snapshot of the database changed while it was copied")
        lacking |= {part.sha256 for part in wrong}
    _settle(folder / "archive", path)
    return Backup(path, path.stat().st_size, manifest)


def _has(digest: str, size: int) -> bool:
    return store.exists(digest) and store.path_of(digest).stat().st_size == size


@dataclass(frozen=True)
class _Places:
    """Where the bytes of each part lie."""

    snapshot: snapshots.Snapshot

    def __call__(self, part: Part) -> BinaryIO:
        is_file = part.name.startswith("files/")
        return store.open_file(part.sha256) if is_file else self.snapshot.file.open("rb")


def _manifest(
    snapshot: snapshots.Snapshot, found: contents.Contents, lacking: Iterable[str], at: datetime
) -> Manifest:
    database = Part(
        archive.DATABASES[snapshot.kind], snapshot.file.stat().st_size, archive.sum_of(snapshot.file)
    )
    files = [archive.file_part(digest, size) for digest, size in found.files if digest not in lacking]
    return Manifest(
        luoshi=__version__,
        made_at=at.astimezone(UTC).isoformat(timespec="seconds"),
        database={"kind": snapshot.kind, "version": snapshot.version},
        migrations=found.migrations,
        rows=found.rows,
        head=found.head,
        key=keys.fingerprint(settings.LUOSHI_AUDIT_KEY),
        parts=(database, *files),
        lacking=tuple(sorted(lacking)),
    )


def _settle(draft: Path, place: Path) -> None:
    """Give it its name in one step: a backup is whole or it is not there."""
    if place.exists():
        raise BackupExists(path=place)
    os.replace(draft, place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
