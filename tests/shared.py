"""Where the reference documents lie that are no part of this repository."""

import os
from pathlib import Path

import pytest


def shared_folder() -> Path | None:
    """Return the folder named by LUOSHI_SHARED, or `shared` beside the checkout, if there is one."""
    named = os.environ.get("LUOSHI_SHARED")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared"
    return folder if folder.is_dir() else None


def shared_file(name: str) -> Path:
    """Return a file of the shared folder, or skip the test with one line that says what is missing."""
    folder = shared_folder()
    if folder is None or not (folder / name).exists():
        pytest.skip(f"no {name} in a folder `shared` beside the checkout (or name it in LUOSHI_SHARED)")
    return folder / name
