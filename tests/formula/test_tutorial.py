"""Every command of the tutorial prints what the tutorial shows."""

import re
import shlex
from pathlib import Path

import pytest

from luoshi.web import cli

PAGE = Path(__file__).resolve().parents[2] / "docs" / "tutorial" / "first-formula.md"
BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<name>\S+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(kind: str) -> list[re.Match]:
    return [block for block in BLOCK.finditer(PAGE.read_text("utf-8")) if block["kind"] == kind]


@pytest.fixture
def shop(tmp_path, monkeypatch):
    """A folder with the files that the reader has saved."""
    for block in BLOCK.finditer(PAGE.read_text("utf-8")):
        if block["name"]:
            (tmp_path / block["name"]).write_text(block["text"], "utf-8")
    monkeypatch.chdir(tmp_path)


COMMANDS = blocks("console")


@pytest.mark.parametrize("block", COMMANDS, ids=[str(number) for number in range(1, len(COMMANDS) + 1)])
def test_a_command_prints_what_is_shown(shop, capsys, block):
    command, _, shown = block["text"].partition("\n")
    assert command.startswith("$ luoshi formula ")
    code = cli.main(shlex.split(command)[2:])
    out, err = capsys.readouterr()
    assert out + err == shown
    assert code == (
        2 if "broken.csv" in command else 1 if "有误\n" in shown and "0个有误" not in shown else 0
    )
