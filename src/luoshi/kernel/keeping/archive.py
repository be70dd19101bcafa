"""The archive: a plain tar in a fixed order, written and read as a stream, trusted in nothing (备份包)."""

from __future__ import annotations

import hashlib
import hmac
import io
import os
import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from luoshi.kernel.keeping import keys
from luoshi.kernel.keeping import manifest as manifests
from luoshi.kernel.keeping.manifest import NAME, SEAL, Manifest, Part
from luoshi.kernel.keeping.refusals import DamagedBackup, NotABackup, UnsafeBackup

DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
MEMBER = re.compile(r"manifest\.(json|seal)|database\.(sqlite3|dump)|files/([0-9a-f]{2})/\3[0-9a-f]{62}")
LONGEST_MANIFEST = 512 * 1024**2
CHUNK = 1024**2


class Source(Protocol):
    """Gives the bytes of a part."""

    def __call__(self, part: Part) -> BinaryIO: ...


class Summed(io.RawIOBase):
    """A file whose bytes are added up while somebody else reads it."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.seal = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self.file.read(size)
        self.seal.update(chunk)
        return chunk


def sum_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def file_part(digest: str, size: int) -> Part:
    """A stored file: its digest is its address, in the archive as in the store."""
    return Part(f"files/{digest[:2]}/{digest}", size, digest)


def write(path: Path, *, manifest: Manifest, key: bytes, source: Source) -> list[Part]:
    """Write manifest, seal and parts, and make them durable. Return the parts whose bytes were not as told.

    Whoever gets any back writes the archive again without them.
    """
    with open(path, "wb", opener=_private) as file:
        with tarfile.open(fileobj=file, mode="w|", format=tarfile.PAX_FORMAT) as tar:
            told = manifest.to_bytes()
            for name, content in ((NAME, told), (SEAL, _seal(told, key))):
                tar.addfile(_member(name, len(content)), io.BytesIO(content))
            wrong = [part for part in manifest.parts if not _add(tar, part, source)]
        file.flush()
        os.fsync(file.fileno())
    return wrong


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _member(name: str, size: int) -> tarfile.TarInfo:
    """No owner, no clock: the same content is the same archive."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member


def _seal(content: bytes, key: bytes) -> bytes:
    """A sum that shows damage, and one that shows forgery."""
    return f"{hashlib.sha256(content).hexdigest()} {keys.sealed(content, key=key)}\n".encode()


def _add(tar: tarfile.TarFile, part: Part, source: Source) -> bool:
    """Copy one part; whether its bytes were those that the manifest tells."""
    try:
        file = source(part)
    except FileNotFoundError:
        return False
    with file:
        summed = Summed(file)
        try:
            tar.addfile(_member(part.name, part.size), summed)
        except OSError as error:
            if error.errno is not None:
                raise
            return False  # shorter than it was a moment ago
        return summed.seal.hexdigest() == part.sha256 and not file.read(1)


class Archive:
    """A backup that was opened and whose every member has a name that may stand there."""

    def __init__(self, tar: tarfile.TarFile, path: Path, ours: str) -> None:
        self.path = path
        self.tar = tar
        self.members = _members(tar)
        self.content = self._small(NAME)
        self.seal = self._small(SEAL)
        if self.seal.split(b" ")[0] != hashlib.sha256(self.content).hexdigest().encode():
            raise DamagedBackup(part=NAME, reason="SHA-256")
        self.manifest = manifests.from_bytes(self.content, ours=ours)
        self._expect_parts()

    def is_sealed_with(self, key: bytes) -> bool:
        """Whether somebody with this key has written the manifest."""
        return hmac.compare_digest(self.seal, _seal(self.content, key))

    def place(self, part: Part, target: Path) -> None:
        """Write a part to its place. Raises DamagedBackup when its bytes are not those of the manifest."""
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        summed = hashlib.sha256()
        with open(target, "xb", opener=_private) as file:
            for chunk in self._chunks(part):
                summed.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        if summed.hexdigest() != part.sha256:
            raise DamagedBackup(part=part.name, reason="SHA-256")

    def prove(self, part: Part) -> None:
        """Read a part through. Raises DamagedBackup when its bytes are not those of the manifest."""
        summed = hashlib.sha256()
        for chunk in self._chunks(part):
            summed.update(chunk)
        if summed.hexdigest() != part.sha256:
            raise DamagedBackup(part=part.name, reason="SHA-256")

    def _chunks(self, part: Part) -> Iterator[bytes]:
        try:
            file = self.tar.extractfile(self.members[part.name])
            assert file is not None  # noqa: S101  every member is a regular file
            while chunk := file.read(CHUNK):
                yield chunk
        except (tarfile.TarError, OSError) as error:
            raise DamagedBackup(part=part.name, reason=str(error)) from error

    def _small(self, name: str) -> bytes:
        if name not in self.members:
            raise NotABackup(path=self.path, reason=name)
        if self.members[name].size > LONGEST_MANIFEST:
            raise DamagedBackup(part=name, reason=f"{self.members[name].size} B")
        return b"".join(self._chunks(Part(name, 0, "")))

    def _expect_parts(self) -> None:
        """Every part of the manifest is there in its size, and nothing else."""
        expected = {part.name: part for part in self.manifest.parts}
        if strange := next((name for name in expected if not MEMBER.fullmatch(name)), None):
            raise UnsafeBackup(part=strange)
        for name, part in expected.items():
            if name not in self.members or self.members[name].size != part.size:
                raise DamagedBackup(part=name, reason=f"{self._size(name)} ≠ {part.size} B")
        if surplus := next(iter(sorted(set(self.members) - set(expected) - {NAME, SEAL})), None):
            raise UnsafeBackup(part=surplus)
        if DATABASES.get(self.manifest.database.get("kind", "")) not in expected:
            raise DamagedBackup(part=NAME, reason="database")

    def _size(self, name: str) -> int:
        return self.members[name].size if name in self.members else 0


@contextmanager
def opened(path: Path, *, ours: str) -> Iterator[Archive]:
    """Open a backup for reading; `ours` is the version of Luoshi that reads.

    Raises NotABackup, UnsafeBackup, DamagedBackup or NewerBackup.
    """
    with _tar(path) as tar:
        yield Archive(tar, path, ours)


def manifest_of(path: Path, *, ours: str) -> Manifest:
    """Read the manifest alone, which stands first. Raises NotABackup, DamagedBackup or NewerBackup."""
    with _tar(path) as tar:
        first = tar.next()
        if first is None or first.name != NAME or first.size > LONGEST_MANIFEST:
            raise NotABackup(path=path, reason=NAME)
        file = tar.extractfile(first)
        return manifests.from_bytes(file.read() if file else b"", ours=ours)


def _tar(path: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(path, mode="r:")
    except (tarfile.TarError, OSError, EOFError) as error:
        raise NotABackup(path=path, reason=str(error)) from error


def _members(tar: tarfile.TarFile) -> dict[str, tarfile.TarInfo]:
    """Members by name; none of another kind than a file, none twice, none outside the known places."""
    found: dict[str, tarfile.TarInfo] = {}
    last = "its beginning"
    try:
        for member in tar:
            if (
                not member.isreg()
                or member.issparse()
                or member.name in found
                or not MEMBER.fullmatch(member.name)
            ):
                raise UnsafeBackup(part=repr(member.name))
            found[member.name], last = member, member.name
    except (tarfile.TarError, OSError, EOFError) as error:
        raise DamagedBackup(part=last, reason=str(error)) from error
    return found
