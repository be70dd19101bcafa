"""What the house tests read: sources as syntax trees, the rooms in their order, the repository's files."""

import ast
import functools
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "luoshi"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def rooms() -> list[str]:
    """Return the rooms from the top of the house down: a room may know those before it."""
    layers = PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
    return [layer.removeprefix("luoshi.") for layer in reversed(layers)]


def may_know(room: str, other: str) -> bool:
    return rooms().index(other) <= rooms().index(room)


def room_of(path: Path) -> str:
    """Return the room of a source file; what stands at the door belongs to none."""
    parts = path.relative_to(SOURCE).parts
    return parts[0] if len(parts) > 1 else ""


def python_files(*folders: str) -> list[Path]:
    """Return the Python files that we write by hand."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


def templates() -> list[Path]:
    return sorted(path for path in SOURCE.glob("*/templates/**/*") if path.suffix in {".html", ".txt"})


@functools.cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions_of(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [
        node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@functools.cache
def repository_files() -> list[Path]:
    """Return what is in the repository, or would be after `git add`."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\0")
    return [path for name in listed if name and (path := ROOT / name).is_file()]
