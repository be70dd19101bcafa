"""Backup and restore from the command line, while others write, on either database."""

import json
import os
import subprocess
import sys
import tarfile

import pytest

from luoshi.kernel.models import AuditEntry
from tests.kernel import keeping, processes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
PROCESSES, THREADS = 4, 5


@pytest.fixture
def world(tmp_path):
    (tmp_path / "home").mkdir()
    with processes.world(tmp_path / "home") as made:
        made.environment["PATH"] = keeping.path_with_programs()
        yield made


@pytest.fixture
def luoshi(world):
    """Run one command in the world; what it printed, and its code."""

    def luoshi(*arguments, expected=0, **environment):
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "luoshi", *map(str, arguments)],
            env=world.environment | environment,
            cwd=processes.ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == expected, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr

    return luoshi


def entries():
    return AuditEntry.objects.using(processes.ALIAS).count()


@pytest.fixture
def written(world, tmp_path):
    """A few files in the store and their acts in the chain."""
    stop = tmp_path / "enough"
    client = world.start("-m", "tests.kernel.probe.clients", "1", str(stop))
    world.wait(lambda: entries() >= 5)
    stop.touch()
    assert client.wait(timeout=60) == 0
    return entries()


def manifest_of(path):
    with tarfile.open(path) as archive:
        return json.load(archive.extractfile("manifest.json"))


def test_a_backup_taken_while_twenty_clients_write_is_restored_elsewhere_and_verifies(
    world, luoshi, tmp_path
):
    stop, backup = tmp_path / "stop", tmp_path / "backup.tar"
    clients = [
        world.start("-m", "tests.kernel.probe.clients", str(THREADS), str(stop)) for _each in range(PROCESSES)
    ]
    world.wait(lambda: entries() >= 100)
    before = entries()
    luoshi("backup", backup)
    after = entries()
    stop.touch()
    assert [client.wait(timeout=60) for client in clients] == [0] * PROCESSES
    told = manifest_of(backup)
    assert before <= told["head"][0] <= after < entries()
    assert len(told["parts"]) - 1 == told["rows"]["kernel_storedfile"] == told["head"][0]
    elsewhere = tmp_path / "elsewhere"
    with keeping.empty_database(elsewhere) as url:
        key = tmp_path / "home" / "audit.key"
        said = luoshi(
            "restore", backup, "--home", elsewhere, "--keys", key, LUOSHI_DATABASE_URL=url, LUOSHI_HOME=""
        )
        assert "✗" not in said
        assert said.count("✓") >= 6
        assert len(list((elsewhere / "files").rglob("*/*"))) == told["head"][0]
        assert "✗" not in luoshi("verify", LUOSHI_HOME=str(elsewhere), LUOSHI_DATABASE_URL=url)


def test_a_backup_says_what_it_holds_and_what_must_be_kept_beside_it(written, luoshi, tmp_path):
    said = luoshi("backup", tmp_path / "b.tar", "--lang", "en")
    told = manifest_of(tmp_path / "b.tar")
    assert str(tmp_path / "home" / "audit.key") in said
    assert f"entry {written}" in said
    assert f"{written} files" in said
    assert told["head"][0] == written
    assert told["migrations"]["kernel"].startswith("00")
    secrets = [(tmp_path / "home" / name).read_text().strip() for name in ("audit.key", "secret.key")]
    assert not [secret for secret in secrets if secret.encode() in (tmp_path / "b.tar").read_bytes()]


def test_a_backup_is_proved_without_restoring_it(written, luoshi, tmp_path):
    backup, key = tmp_path / "b.tar", tmp_path / "home" / "audit.key"
    luoshi("backup", backup)
    said = luoshi("verify", "--backup", backup)
    assert said.count("✓") == 3
    assert "✗" not in said
    elsewhere = {"LUOSHI_HOME": str(tmp_path / "nowhere"), "LUOSHI_DATABASE_URL": ""}
    assert luoshi("verify", "--backup", backup, "--keys", key, **elsewhere).count("✓") == 3
    assert "audit" in luoshi("verify", "--backup", backup, "--lang", "en", expected=1, **elsewhere)
    assert not (tmp_path / "nowhere").exists()
    part = manifest_of(backup)["parts"][1]
    stored = tmp_path / "home" / part["name"]
    content = backup.read_bytes()
    at = content.index(stored.read_bytes())
    backup.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    said = luoshi("verify", "--backup", backup, expected=1)
    assert part["name"] in said
    assert said.count("✗") == 1
    backup.write_bytes(content[: at + 1])
    assert len(luoshi("verify", "--backup", backup, expected=2).splitlines()) == 1


def test_without_a_name_a_backup_lies_in_the_home_and_never_replaces_another(written, luoshi, tmp_path):
    luoshi("backup")
    (backup,) = (tmp_path / "home" / "backups").glob("luoshi-*.tar")
    assert "未作改动" in luoshi("backup", backup, expected=2)
    assert [path.name for path in (tmp_path / "home" / "backups").iterdir()] == [backup.name]


def test_a_changed_and_a_lost_file_are_named_and_left_out(written, luoshi, tmp_path):
    kept = sorted(path for path in (tmp_path / "home" / "files").rglob("*/*"))
    kept[0].write_bytes(kept[0].read_bytes()[:-1] + b"!")
    kept[1].unlink()
    said = luoshi("backup", tmp_path / "b.tar", expected=1)
    assert [path.name in said for path in kept[:3]] == [True, True, False]
    assert manifest_of(tmp_path / "b.tar")["lacking"] == [path.name for path in kept[:2]]


def test_keys_go_into_a_file_apart_and_restore_with_it(written, luoshi, tmp_path):
    luoshi("backup", tmp_path / "b.tar", "--with-keys", tmp_path / "keys")
    with keeping.empty_database(tmp_path / "new") as url:
        arguments = (
            "--home",
            tmp_path / "new",
            "--keys",
            tmp_path / "keys",
            "--database",
            url or "sqlite://",
        )
        luoshi("restore", tmp_path / "b.tar", *arguments[: 6 if url else 4], LUOSHI_DATABASE_URL="")
    restored = (tmp_path / "new" / "audit.key").read_text()
    assert restored == (tmp_path / "home" / "audit.key").read_text()


def test_what_cannot_be_restored_is_refused_in_one_sentence(written, luoshi, tmp_path):
    backup, key = tmp_path / "b.tar", tmp_path / "home" / "audit.key"
    luoshi("backup", backup)
    with keeping.empty_database(tmp_path / "new") as url:
        arguments = ("restore", backup, "--home", tmp_path / "new")
        assert "audit.key" in luoshi(*arguments, expected=2, LUOSHI_DATABASE_URL=url)
        full = ("restore", backup, "--home", tmp_path / "home", "--keys", key)
        assert "--home" in luoshi(*full, expected=2, LUOSHI_DATABASE_URL=url)
        backup.write_bytes(backup.read_bytes()[:2000])
        said = luoshi(*arguments, "--keys", key, expected=2, LUOSHI_DATABASE_URL=url)
        assert len(said.splitlines()) == 1
        assert not (tmp_path / "new").exists() or not list((tmp_path / "new").glob("*.key"))


def test_a_lost_key_loses_the_proof_and_not_the_rest(written, luoshi, tmp_path):
    backup, home = tmp_path / "b.tar", tmp_path / "new"
    luoshi("backup", backup)
    with keeping.empty_database(home) as url:
        said = luoshi(
            *("restore", backup, "--home", home, "--without-key", "--lang", "en"),
            expected=1,
            LUOSHI_DATABASE_URL=url,
        )
    assert "Entry 1 of the chain was changed, or was written with another key." in said
    assert said.count("✗") == 1


def test_nothing_is_backed_up_where_nothing_is(luoshi, tmp_path):
    with keeping.empty_database(tmp_path / "none") as url:
        here = {"LUOSHI_HOME": str(tmp_path / "none"), "LUOSHI_DATABASE_URL": url}
        assert "没有可备份" in luoshi("backup", expected=2, **here)


def test_restoring_into_a_database_that_holds_something_is_refused(written, luoshi, world, tmp_path):
    luoshi("backup", tmp_path / "b.tar")
    key = tmp_path / "home" / "audit.key"
    arguments = ("restore", tmp_path / "b.tar", "--home", tmp_path / "new", "--keys", key)
    said = luoshi(*arguments, expected=2, LUOSHI_DATABASE_URL=world.url)
    assert "非空" in said
    assert entries() == written
    assert not os.path.exists(tmp_path / "new" / "audit.key")


# Moving, erasing, upgrading


def test_an_installation_is_moved_and_goes_on_there(written, luoshi, tmp_path):
    url = f"sqlite:///{tmp_path / 'moved.sqlite3'}"
    said = luoshi("move", "--to", url, "--lang", "en")
    assert "Equal." in said
    assert "kernel_auditentry" in said
    assert "✗" not in luoshi("verify", LUOSHI_DATABASE_URL=url)
    assert str(tmp_path / "moved.sqlite3") in luoshi("move", "--to", url, expected=2)


def test_what_is_due_is_shown_and_only_erased_when_asked(written, luoshi, world):
    assert "到期0条" in luoshi("retain")
    assert "0" in luoshi("retain", "--apply", "--lang", "en")
    assert entries() == written


UPGRADE = "import django; django.setup(); from luoshi.web import operating; operating.prepare()"


def test_a_backup_is_taken_before_an_upgrade_and_none_without_one(written, world, luoshi, tmp_path):
    backups = tmp_path / "home" / "backups"
    world.run("-W", "ignore", "-c", UPGRADE)
    assert not backups.exists()
    luoshi("manage", "migrate", "plan", "0001", "-v0")
    world.run("-W", "ignore", "-c", UPGRADE)
    (backup,) = backups.iterdir()
    assert backup.name.startswith("before-")
    assert manifest_of(backup)["head"][0] == written
    world.run("-W", "ignore", "-c", UPGRADE)
    assert len(list(backups.iterdir())) == 1


def test_an_upgrade_that_cannot_be_backed_up_first_does_not_happen(written, luoshi, tmp_path):
    (tmp_path / "home" / "backups").write_text("a file where the folder should be")
    luoshi("manage", "migrate", "plan", "0001", "-v0")
    said = luoshi("serve", expected=2)
    assert len(said.splitlines()) == 1
    assert str(tmp_path / "home" / "backups") in said
    assert "migrat" in luoshi("verify", "--lang", "en", expected=2)
