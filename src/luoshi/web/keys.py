"""Keys that an installation makes for itself at its first start, in files of their own."""

import os
import secrets
import tempfile
from pathlib import Path


def own_key(*, folder: Path, name: str) -> str:
    """Return the key kept in `folder/name`, made now if this is the first start.

    Server and worker may start at the same moment: the file appears whole or not at all, and whoever comes
    second reads what the first one wrote.
    """
    path = folder / name
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        place_once(path, secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()


def place_once(path: Path, text: str) -> None:
    """Write a file of mode 0600 unless it is there already."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text + "\n")
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        os.unlink(draft)
