"""The names under which files come in."""

from pathlib import PurePosixPath

LONGEST_NAME = 255


def base_name(name: str) -> str:
    """The last part of a name, without folders and control characters, short enough to keep."""
    last = PurePosixPath(name.replace("\\", "/")).name
    shown = "".join(each for each in last if each.isprintable()).strip(" .") or "file"
    stem, dot, suffix = shown.rpartition(".")
    if len(shown) <= LONGEST_NAME or not dot or len(suffix) > 10:
        return shown[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(suffix) - 1]}.{suffix}"
