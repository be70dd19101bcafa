"""python tools/reference.py write | check: the part of docs/reference that is made from the code."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "reference"
NOTE = "<!-- Made by `make docs`; change the code, not this file. -->\n\n"


def main(arguments: list[str]) -> int:
    acts = {"write": write, "check": check}
    if len(arguments) != 1 or arguments[0] not in acts:
        print(__doc__)
        return 2
    return acts[arguments[0]]()


def write() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(FOLDER / name)
    return 0


def check() -> int:
    stale = [name for name, text in pages().items() if on_disk(name) != text]
    for name in stale:
        print(f"docs/reference/{name} is stale: run `make docs`")
    return 1 if stale else 0


def on_disk(name: str) -> str:
    path = FOLDER / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def pages() -> dict[str, str]:
    import formula_reference

    makers: dict[str, Callable[[], str]] = {
        "settings.md": settings,
        "commands.md": commands,
        "check-up.md": check_up,
        "systems.md": systems,
        "formula-language.md": formula_reference.language,
        "formula-semantics.md": formula_reference.semantics,
    }
    return {name: NOTE + make() for name, make in makers.items()}


def check_up() -> str:
    from luoshi.reading.messages import SENTENCES

    head = "# What the reader and the check-up say\n\nA code with values is kept; the sentence is made when read.\n\n"
    rows = [f"| `{code}` | {zh} | {en} |" for code, (zh, en) in SENTENCES.items()]
    return head + "\n".join(["| code | Chinese | English |", "| --- | --- | --- |", *rows]) + "\n"


def systems() -> str:
    from luoshi.web.systems import counted, systems

    numbers = counted()
    head = (
        "# The systems that a plan asks for\n\nEach platform, mechanism and regime, where it is done, and the "
        f"test that proves it. {numbers['works']} work, {numbers['begun']} are begun, {numbers['later']} are not "
        "there yet.\n\n"
    )
    rows = [
        f"| {one.number} | {one.name} | {one.name_en} | {', '.join(one.rooms)} | {one.state} "
        f"| {', '.join(f'`{page}`' for page in one.pages)} | {f'`{one.proof}`' if one.proof else ''} |"
        for one in systems()
    ]
    names = "| no. | Chinese | English | rooms | state | pages | proof |"
    return head + "\n".join([names, "| --- | --- | --- | --- | --- | --- | --- |", *rows]) + "\n"


def settings() -> str:
    from luoshi.web.environment import VARIABLES

    rows = [f"| `{one.name}` | {one.meaning} | {one.default} |" for one in VARIABLES]
    head = "# Settings\n\nLuoshi is configured by environment variables. None of them is needed.\n\n"
    return (
        head + "\n".join(["| variable | what it means | without it |", "| --- | --- | --- |", *rows]) + "\n"
    )


def commands() -> str:
    from luoshi.web.cli import parser

    os.environ["COLUMNS"] = "100"
    whole = parser()
    parts = [f"# Commands\n\n```text\n{whole.format_help()}```\n"]
    parts += [
        f"## luoshi {name}\n\n```text\n{one.format_help()}```\n" for name, one in described(whole).items()
    ]
    return "\n".join(parts)


def described(whole: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Every command, and those of the formula language, which reads its arguments itself."""
    from luoshi.formula.tool.commands import parser

    formula = parser()
    found: dict[str, argparse.ArgumentParser] = {}
    for name, one in named(whole).items():
        found[name] = formula if name == "formula" else one
        if name == "formula":
            found |= {f"formula {own}": each for own, each in named(formula).items()}
    return found


def named(whole: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    return {name: one for action in whole._actions for name, one in (action.choices or {}).items()}


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    sys.exit(main(sys.argv[1:]))
