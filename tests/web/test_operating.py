"""Commands that cannot run say why in one sentence and end with code 2; `doctor` says what is missing here."""

import os
import socket
import sqlite3
import subprocess
import sys

import pytest

from luoshi.kernel.checks import examine
from luoshi.web import machine
from tests.machine import COUNTED

pytestmark = pytest.mark.slow
NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"


@pytest.fixture
def run(tmp_path):
    """Run a command as somebody would type it, in an installation of its own."""

    def run(*arguments, before="pass", **variables):
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("LUOSHI_", "DJANGO_"))
        }
        environment |= {"LUOSHI_HOME": str(tmp_path / "home")} | COUNTED | variables
        code = f"import sys; {before}; from luoshi.web.cli import main; sys.exit(main({list(arguments)!r}))"
        return subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )

    return run


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def taken():
    """A port at which somebody else listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def refused(ended, *words) -> bool:
    """Whether a command ended with one sentence, in which these words stand, and code 2."""
    assert "Traceback" not in ended.stderr
    assert ended.returncode == 2, ended.stdout + ended.stderr
    lines = [line for line in ended.stderr.splitlines() if line]
    assert len(lines) == 1, lines
    return lines[0].startswith("luoshi: ") and all(word in lines[0] for word in words)


@pytest.mark.parametrize("command", ["serve", "worker", "verify", "createadmin"])
def test_without_its_database_no_command_runs(run, command):
    rest = ["a", "--body", "示例局", "--area", "620500"] if command == "createadmin" else []
    assert refused(run(command, *rest, LUOSHI_DATABASE_URL=NOWHERE), "Connection refused")


def test_a_file_that_is_no_database_is_said(run, home):
    (home / "luoshi.sqlite3").write_text("a letter")
    assert refused(run("serve"), "file is not a database")
    assert (home / "luoshi.sqlite3").read_text() == "a letter"


def test_a_database_of_somebody_else_is_left_alone(run, home):
    with sqlite3.connect(home / "luoshi.sqlite3") as theirs:
        theirs.execute("CREATE TABLE customers (name)")
    assert refused(run("serve"), "customers", "left alone")
    assert theirs.execute("SELECT name FROM sqlite_master").fetchall() == [("customers",)]
    theirs.close()


def test_a_database_that_was_never_prepared_is_no_matter_for_worker_and_proof(run):
    for command in ("worker", "verify"):
        assert refused(run(command), "luoshi serve")


def test_a_port_in_use_is_said_before_anything_is_built(run, taken, tmp_path):
    assert refused(run("demo", "--port", str(taken), "--home", str(tmp_path / "demo")), str(taken), "--port")
    assert not (tmp_path / "demo").exists()
    assert refused(run("serve", "--port", str(taken)), str(taken))
    assert refused(run("serve", "--port", "99999"), "0-65535")


@pytest.mark.parametrize(("day", "said"), [("2025-02-30", "YYYY-MM-DD"), ("1999-12-31", "2024-01-01")])
def test_a_wrong_day_is_refused(run, day, said):
    assert refused(run("demo", "--check", "--today", day), day, said)


def test_a_folder_that_is_not_ours_is_not_emptied(run, home):
    letter = home / "letter.txt"
    letter.write_text("keep me")
    assert refused(run("demo", "--home", str(home), "--no-serve"), "left alone", "--home")
    assert letter.read_text() == "keep me"


def test_a_home_that_cannot_be_used_is_said(run, home):
    (home / "file").touch()
    ended = run("doctor", LUOSHI_HOME=str(home / "file" / "below"))
    assert refused(ended, "LUOSHI_HOME", str(home / "file"))


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("LUOSHI_DATABASE_URL", "nonsense://x", "nonsense://"),
        ("LUOSHI_DATABASE_URL", "postgresql://", "NAME"),
        ("LUOSHI_TIME_ZONE", "Moon", "Moon"),
        ("LUOSHI_MAX_UPLOAD_MB", "much", "LUOSHI_MAX_UPLOAD_MB=much"),
    ],
)
def test_a_wrong_setting_is_named(run, variable, value, said):
    assert refused(run("doctor", **{variable: value}), said)


def test_without_the_driver_of_postgresql_it_is_said_how_to_get_it(run):
    gone = "sys.modules['psycopg'] = sys.modules['psycopg2'] = None"
    assert refused(run("doctor", before=gone, LUOSHI_DATABASE_URL=NOWHERE), "luoshi[postgres]")


def test_the_doctor_of_a_new_machine_says_what_to_do_in_either_language(run):
    chinese, english = run("doctor"), run("doctor", "--lang", "en")
    assert (chinese.returncode, english.returncode) == (1, 1)
    assert "✗ 数据库可用且为最新版本" in chinese.stdout
    assert "→ Run `luoshi serve`, which applies them." in english.stdout
    assert "guards" not in english.stdout, "nothing is said of what was not looked at"
    assert not chinese.stderr + english.stderr


def test_the_doctor_says_why_a_database_does_not_answer(run):
    no_client = "import pathlib, luoshi.kernel.keeping.programs as p; p.DEBIAN = pathlib.Path('/nowhere')"
    ended = run(
        "doctor",
        "--lang",
        "en",
        before=no_client,
        LUOSHI_DATABASE_URL=NOWHERE,
        LUOSHI_ALLOWED_HOSTS="*",
        PATH="/nowhere",
    )
    assert ended.returncode == 1
    assert "Connection refused" in ended.stdout
    assert "→ apt-get install postgresql-client" in ended.stdout
    assert "Traceback" not in ended.stderr


@pytest.mark.django_db
def test_what_is_unsafe_is_found(settings, tmp_path, monkeypatch):
    settings.LUOSHI_HOME = tmp_path
    settings.DEBUG = True
    settings.ALLOWED_HOSTS = ["*"]
    (tmp_path / "audit.key").touch(mode=0o644)
    monkeypatch.setenv("LUOSHI_ALLOWED_HOSTS", "*")
    monkeypatch.setattr(machine, "LEAST_SPACE", 2**80)
    monkeypatch.setattr(machine, "OLDEST_SQLITE", (99, 0, 0))
    found = {each.check.code: len(each.findings) for each in examine() if not each.is_sound}
    assert found["web.settings"] == 3
    assert found["web.keys"] == found["web.disk"] == 1
    assert found.get("web.sqlite", 0) == machine._uses_sqlite()


@pytest.mark.parametrize("name", ["NotoSansCJK-Regular.ttc", "wqy-zenhei.ttc"])
def test_a_chinese_font_is_recognised(tmp_path, monkeypatch, name):
    monkeypatch.setattr(machine, "FONT_FOLDERS", (tmp_path,))
    fonts = {program.package: program for program in machine.optional_programs()}
    assert not fonts["fonts-noto-cjk"].is_here
    (tmp_path / name).touch()
    fonts = {program.package: program for program in machine.optional_programs()}
    assert fonts["fonts-noto-cjk"].is_here
