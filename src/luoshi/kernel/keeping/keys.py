"""The keys of an installation: never in the archive, told by a fingerprint only (密钥)."""

from __future__ import annotations

import hmac
import json
import os
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC

from luoshi.kernel.keeping.refusals import BackupExists, NotABackup, OtherKey

AUDIT, SECRET = "audit.key", "secret.key"
NAMES = (AUDIT, SECRET)


def sealed(content: bytes, *, key: bytes) -> str:
    """HMAC-SM3: only who has the key can write it."""
    mac = HMAC(key, hashes.SM3())
    mac.update(content)
    return mac.finalize().hex()


def fingerprint(key: bytes) -> str:
    """Tells one key from another and nothing else about it."""
    return sealed(b"luoshi: which key is this?", key=key)[:16]


def need_same(key: bytes, *, expected: str, path: Path) -> None:
    """Raise OtherKey when this is not the key of that fingerprint."""
    if not hmac.compare_digest(fingerprint(key), expected):
        raise OtherKey(path=path)


def write(path: Path, *, home: Path) -> None:
    """Write the keys into a file of their own, which nobody else may read."""
    kept = {name: (home / name).read_text("ascii").strip() for name in NAMES if (home / name).exists()}
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise BackupExists(path=path) from error
    with os.fdopen(handle, "w", encoding="ascii") as file:
        json.dump(kept, file, indent=1)
        file.write("\n")


def read(path: Path) -> dict[str, str]:
    """The keys from such a file, or the audit key from a file that holds it alone."""
    try:
        content = path.read_text("ascii").strip()
        if not content.startswith("{"):
            return {AUDIT: content}
        return {name: str(value) for name, value in json.loads(content).items() if name in NAMES}
    except (OSError, ValueError) as error:
        raise NotABackup(path=path, reason=str(error)) from error
