"""The manifest of a backup (备份清单): what it holds, from when, and digests of each part; no secrets."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from luoshi.kernel.keeping.refusals import DamagedBackup, NewerBackup

FORMAT = 1
NAME = "manifest.json"
SEAL = "manifest.seal"


@dataclass(frozen=True)
class Part:
    """One member of the archive."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """Everything that a restoration must know before it touches anything.

    `lacking` names files that were missing or damaged in the store already when the backup was taken.
    """

    luoshi: str
    made_at: str
    database: dict[str, str]
    migrations: dict[str, str]
    rows: dict[str, int]
    head: tuple[int, str]
    key: str
    parts: tuple[Part, ...]
    lacking: tuple[str, ...] = ()
    format: int = field(default=FORMAT)

    def to_bytes(self) -> bytes:
        """The same manifest is always the same bytes."""
        return (json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()

    @property
    def files(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.name.startswith("files/"))


def from_bytes(content: bytes, *, ours: str) -> Manifest:
    """Read a manifest. Raises NewerBackup or DamagedBackup; `ours` is the version of Luoshi that reads."""
    try:
        read = json.loads(content)
        theirs, number = str(read["luoshi"]), int(read["format"])
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedBackup(part=NAME, reason=str(error)) from error
    if number > FORMAT:
        raise NewerBackup(theirs=theirs, what=f"format {number}", ours=ours)
    if _comparable(theirs) > _comparable(ours):
        raise NewerBackup(theirs=theirs, what=f"Luoshi {theirs}", ours=ours)
    try:
        return _of(read)
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedBackup(part=NAME, reason=str(error)) from error


def _of(read: dict[str, Any]) -> Manifest:
    number, digest = read["head"]
    return Manifest(
        luoshi=read["luoshi"],
        made_at=read["made_at"],
        database=dict(read["database"]),
        migrations=dict(read["migrations"]),
        rows=dict(read["rows"]),
        head=(int(number), str(digest)),
        key=read["key"],
        parts=tuple(Part(each["name"], int(each["size"]), each["sha256"]) for each in read["parts"]),
        lacking=tuple(read["lacking"]),
        format=read["format"],
    )


def _comparable(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
