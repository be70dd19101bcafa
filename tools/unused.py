"""python tools/unused.py: name the code that nothing uses.

Vulture reads Python only; here a name also counts as used when a template says it, or when Django looks for
it by name (a string with dots in the settings, a field named in a constraint, ...). A test is a user of the
foundations (formula, reading, kit, kernel); elsewhere what only a test uses is unused.
"""

import ast
import re
import sys
import tomllib
from pathlib import Path

from vulture import Vulture

ROOT = Path(__file__).resolve().parents[1]
WORD = re.compile(r"[A-Za-z_]\w+")


def main() -> int:
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["luoshi-unused"]
    vulture = Vulture(ignore_names=rules["ignore_names"], ignore_decorators=rules["ignore_decorators"])
    vulture.scavenge([str(ROOT / "src" / "luoshi"), *users(rules["users"])])
    for name in words_of_templates() | words_of_strings() | declared_values():
        vulture.used_names.add(name)
    unused = [item for item in vulture.get_unused_code(min_confidence=60) if is_ours(item.filename)]
    for item in unused:
        print(f"{Path(item.filename).relative_to(ROOT)}:{item.first_lineno}: unused {item.typ} {item.name}")
    return 1 if unused else 0


def users(paths: list[str]) -> list[str]:
    return [str(ROOT / path) for path in paths if (ROOT / path).exists()]


def is_ours(path: Path) -> bool:
    return (ROOT / "src") in Path(path).parents and not {"migrations", "settings.py"} & set(Path(path).parts)


def words_of_templates() -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.html")]
    tags = [tag for text in texts for tag in re.findall(r"\{[{%].*?[%}]\}", text)]
    return {word for tag in tags for word in WORD.findall(tag)}


def nodes() -> list[ast.AST]:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "src").rglob("*.py")]
    return [node for tree in trees for node in ast.walk(tree)]


def declared_values() -> set[str]:
    """Return what is a value by being declared: members of enumerations and fields of dataclasses."""
    classes = [node for node in nodes() if isinstance(node, ast.ClassDef)]
    lines = [(ends_in_enumeration(owner), line) for owner in classes for line in owner.body]
    fields = {line.target.id for _, line in lines if isinstance(line, ast.AnnAssign)}
    members = [line for is_member, line in lines if is_member and isinstance(line, ast.Assign)]
    return fields | {target.id for line in members for target in line.targets}


def ends_in_enumeration(owner: ast.ClassDef) -> bool:
    return any(re.search(r"(Enum|Choices|Flag)$", ast.unparse(base)) for base in owner.bases)


def words_of_strings() -> set[str]:
    """Return the names inside strings: fields in queries, dotted paths in settings, names of routes."""
    constants = [node.value for node in nodes() if isinstance(node, ast.Constant)]
    strings = [value for value in constants if isinstance(value, str)]
    names = [text for text in strings if re.fullmatch(r"-?[\w.:]+", text)]
    return {part for text in names for word in WORD.findall(text) for part in [word, *word.split("__")]}


if __name__ == "__main__":
    sys.exit(main())
