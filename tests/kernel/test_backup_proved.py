"""A backup is proved without restoring it: its manifest, every part, the database's chain, its files."""

import io
import sqlite3
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from luoshi.kernel.checks import look_at
from luoshi.kernel.keeping import archive, inside, keys
from luoshi.kernel.keeping.manifest import Manifest, Part
from luoshi.kernel.keeping.proving import Proof
from luoshi.kernel.keeping.refusals import DamagedBackup
from tests.kernel.test_keeping_archive import FILES, KEY, OURS, digest

pytestmark = pytest.mark.django_db
ENTRIES = [(number, f"{number - 1:064d}", f"{number:064d}") for number in range(1, 6)]
NAMES = [f"files/{digest(file)[:2]}/{digest(file)}" for file in FILES]


def database(tmp_path, *, entries=ENTRIES, head=(5, f"{5:064d}")):
    """The tables that a proof looks at, as bytes."""
    path = tmp_path / "made.sqlite3"
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as made:
        made.executescript(
            "CREATE TABLE kernel_auditentry (number INTEGER, previous TEXT, digest TEXT);"
            "CREATE TABLE kernel_audithead (id INTEGER, number INTEGER, digest TEXT);"
            "CREATE TABLE kernel_storedfile (digest TEXT, size INTEGER);"
        )
        made.executemany("INSERT INTO kernel_auditentry VALUES (?, ?, ?)", entries)
        made.execute("INSERT INTO kernel_audithead VALUES (1, ?, ?)", head)
        made.executemany(
            "INSERT INTO kernel_storedfile VALUES (?, ?)", [(digest(file), len(file)) for file in FILES]
        )
    made.close()
    return path.read_bytes()


@pytest.fixture
def backup(tmp_path):
    """Write a backup; `without` leaves parts out of the manifest, `changes` change what it tells."""

    def backup(content=None, *, without=(), **changes):
        held = {"database.sqlite3": content or database(tmp_path)} | dict(zip(NAMES, FILES, strict=True))
        parts = [Part(name, len(each), digest(each)) for name, each in held.items() if name not in without]
        rows = {"kernel_auditentry": 5, "kernel_audithead": 1, "kernel_storedfile": len(FILES)}
        made = Manifest(
            luoshi=OURS,
            made_at="2025-09-15T04:00:00+00:00",
            database={"kind": "sqlite", "version": "3.40.1"},
            migrations={"kernel": "0001_initial"},
            rows=rows,
            head=(5, f"{5:064d}"),
            key=keys.fingerprint(KEY),
            parts=tuple(parts),
        )
        path = tmp_path / "backup.tar"
        told = replace(made, **changes)
        archive.write(path, manifest=told, key=KEY, source=lambda part: io.BytesIO(held[part.name]))
        return path

    return backup


def found_in(path, tmp_path, *, key=KEY):
    """What each proof finds, by its code."""
    with archive.opened(path, ours=OURS) as opened, TemporaryDirectory(dir=tmp_path) as folder:
        looked = [look_at(check) for check in Proof(opened, folder=Path(folder), key=key).checks]
    return {
        each.check.code: [finding.problem for finding in each.findings] for each in looked if each.findings
    }


def flipped(path, content, *, at=0):
    """The archive with one bit changed in this part."""
    held = bytearray(path.read_bytes())
    held[held.index(content) + at] ^= 1
    path.write_bytes(held)
    return path


def test_a_whole_backup_is_proved(backup, tmp_path):
    assert found_in(backup(), tmp_path) == {}


@pytest.mark.parametrize("which", [0, 1])
def test_one_flipped_byte_in_a_file_names_the_file(backup, tmp_path, which):
    found = found_in(flipped(backup(), FILES[which]), tmp_path)
    assert list(found) == ["backup.parts"]
    assert NAMES[which] in found["backup.parts"][0]


def test_one_flipped_byte_in_the_database_is_found_and_it_is_not_looked_into(backup, tmp_path):
    path = backup()
    found = found_in(flipped(path, b"SQLite format 3", at=5000), tmp_path)
    assert "database.sqlite3" in found["backup.parts"][0]
    assert len(found["backup.database"]) == 1


def test_a_flipped_byte_in_the_manifest_is_refused(backup, tmp_path):
    with pytest.raises(DamagedBackup, match=r"manifest\.json"):
        found_in(flipped(backup(), b'"made_at"', at=14), tmp_path)


def test_a_tail_that_was_cut_off_names_the_part_at_which_it_ends(backup, tmp_path):
    path = backup()
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.index(FILES[1]) + 1000])
    with pytest.raises(DamagedBackup, match=NAMES[1]):
        found_in(path, tmp_path)


def test_a_file_that_the_archive_lacks_is_named(backup, tmp_path):
    found = found_in(backup(without=[NAMES[0]]), tmp_path)
    assert list(found) == ["backup.database"]
    assert digest(FILES[0]) in found["backup.database"][0]


def test_a_file_that_was_lacking_when_the_backup_was_taken_is_named_as_such(backup, tmp_path):
    found = found_in(backup(without=[NAMES[0]], lacking=(digest(FILES[0]),)), tmp_path)
    assert list(found) == ["backup.parts"]
    assert digest(FILES[0]) in found["backup.parts"][0]


def test_a_manifest_of_another_key_is_not_taken_for_genuine(backup, tmp_path):
    for key in (b"other", b""):
        assert list(found_in(backup(), tmp_path, key=key)) == ["backup.seal"]


@pytest.mark.parametrize(
    ("entries", "head", "number"),
    [
        (ENTRIES[:2] + ENTRIES[3:], 5, "3"),
        ([*ENTRIES[:3], (4, "x" * 64, f"{4:064d}"), ENTRIES[4]], 5, "4"),
        (ENTRIES[:4], 4, "5"),
        (ENTRIES, 4, "5"),
    ],
    ids=["an entry is missing", "an entry follows another", "the end is cut off", "the head is another"],
)
def test_the_first_entry_that_breaks_the_chain_is_named(backup, tmp_path, entries, head, number):
    content = database(tmp_path, entries=entries, head=(head, f"{head:064d}"))
    rows = {"kernel_auditentry": len(entries), "kernel_audithead": 1, "kernel_storedfile": len(FILES)}
    found = found_in(backup(content, rows=rows), tmp_path)
    assert list(found) == ["backup.database"]
    assert number in found["backup.database"][0]


def test_a_table_with_other_rows_than_were_told_is_named(backup, tmp_path):
    found = found_in(backup(rows={"kernel_auditentry": 6}), tmp_path)
    assert "kernel_auditentry" in found["backup.database"][0]


def test_a_dump_is_read_row_by_row_and_counted():
    text = (
        "SET statement_timeout = 0;\n"
        "COPY public.kernel_audithead (id, number, digest) FROM stdin;\n1\t2\tdd\n\\.\n\n"
        'COPY public.kernel_user (id, "name") FROM stdin;\n1\ta\n2\tb\n\\.\n'
        "COPY public.kernel_job (id) FROM stdin;\n\\.\n"
    )
    counts = {}
    rows = list(inside._copied(iter(text.splitlines(keepends=True)), counts))
    assert rows == [("kernel_audithead", {"id": "1", "number": "2", "digest": "dd"})]
    assert counts == {"kernel_audithead": 1, "kernel_user": 2, "kernel_job": 0}
