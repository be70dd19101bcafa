"""The archive: what was damaged is named, what is foreign is refused, and nothing of it is left behind."""

import hashlib
import io
import json
import tarfile
from dataclasses import replace

import pytest

from luoshi.kernel.keeping import archive, keys, restoring
from luoshi.kernel.keeping.manifest import Manifest, Part
from luoshi.kernel.keeping.refusals import (
    BackupExists,
    DamagedBackup,
    HomeNotEmpty,
    KeyMissing,
    NewerBackup,
    NotABackup,
    OtherDatabase,
    OtherKey,
    UnsafeBackup,
)
from luoshi.web.databases import database

OURS = "0.1.0"
KEY = b"k" * 64
FILES = (b"plan", b"report" * 500)


def digest(content):
    return hashlib.sha256(content).hexdigest()


CONTENTS = {"database.sqlite3": b"SQLite format 3\0 and so on"} | {
    f"files/{digest(file)[:2]}/{digest(file)}": file for file in FILES
}


def manifest(**changes):
    parts = [Part(name, len(content), digest(content)) for name, content in CONTENTS.items()]
    made = Manifest(
        luoshi=OURS,
        made_at="2025-09-15T04:00:00+00:00",
        database={"kind": "sqlite", "version": "3.40.1"},
        migrations={"kernel": "0001_initial"},
        rows={"kernel_user": 1},
        head=(7, "d" * 64),
        key=keys.fingerprint(KEY),
        parts=tuple(parts),
    )
    return replace(made, **changes)


def source(part):
    return io.BytesIO(CONTENTS[part.name])


@pytest.fixture
def write(tmp_path):
    def write(**changes):
        path = tmp_path / "backup.tar"
        assert archive.write(path, manifest=manifest(**changes), key=KEY, source=source) == []
        return path

    return write


def read(path, folder):
    """Open a backup and place all its parts."""
    with archive.opened(path, ours=OURS) as opened:
        for part in opened.manifest.parts:
            opened.place(part, folder / part.name)
        return opened.manifest


def test_what_was_written_is_read_back(write, tmp_path):
    assert read(write(), tmp_path / "out") == manifest()
    assert {name: (tmp_path / "out" / name).read_bytes() for name in CONTENTS} == CONTENTS
    assert {(tmp_path / "out" / name).stat().st_mode & 0o777 for name in CONTENTS} == {0o600}


def test_the_same_content_is_the_same_archive(write):
    first, second = write().read_bytes(), write().read_bytes()
    assert first == second


def test_only_its_owner_can_read_it(write):
    assert write().stat().st_mode & 0o777 == 0o600


def test_it_holds_no_key(write):
    assert KEY not in write().read_bytes()


@pytest.mark.parametrize("name", CONTENTS)
def test_one_flipped_byte_is_found_and_its_part_named(write, tmp_path, name):
    path = write()
    content = bytearray(path.read_bytes())
    content[content.index(CONTENTS[name])] ^= 1
    path.write_bytes(content)
    with pytest.raises(DamagedBackup) as refusal:
        read(path, tmp_path / "out")
    assert refusal.value.values["part"] == name


def test_every_byte_that_is_flipped_is_found_or_does_no_harm(write, tmp_path):
    path = write()
    whole = path.read_bytes()
    for place in range(0, len(whole), 97):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        out = tmp_path / f"out{place}"
        try:
            read(path, out)
        except (DamagedBackup, UnsafeBackup, NotABackup):
            continue
        assert {name: (out / name).read_bytes() for name in CONTENTS} == CONTENTS


def test_an_archive_that_ends_early_is_damaged_wherever_it_ends(write, tmp_path):
    path = write()
    whole = path.read_bytes()
    ends = whole.rindex(FILES[1]) + len(FILES[1])
    for length in range(0, ends, 500):
        path.write_bytes(whole[:length])
        with pytest.raises((DamagedBackup, NotABackup)):
            read(path, tmp_path / f"out{length}")


def test_a_missing_part_is_named(write, tmp_path):
    missing = Part(f"files/ab/ab{'0' * 62}", 3, f"ab{'0' * 62}")
    path = tmp_path / "short.tar"
    made = manifest()
    archive.write(path, manifest=made, key=KEY, source=source)
    longer = replace(made, parts=(*made.parts, missing))
    rewrite(path, {"manifest.json": longer.to_bytes()})
    with pytest.raises(DamagedBackup) as refusal:
        read(path, tmp_path / "out")
    assert refusal.value.values["part"] == missing.name


def rewrite(path, changed, *more):
    """Write an archive anew, as somebody without the key could, with changed members and some more."""
    with tarfile.open(path) as old:
        members = {member.name: old.extractfile(member).read() for member in old}
    members |= changed
    members["manifest.seal"] = f"{digest(members['manifest.json'])} {'0' * 64}\n".encode()
    with tarfile.open(path, "w") as new:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            new.addfile(member, io.BytesIO(content))
        for member in more:
            new.addfile(member, io.BytesIO(b"x" * member.size))


def member(name, kind=tarfile.REGTYPE, link=""):
    made = tarfile.TarInfo(name)
    made.type, made.linkname, made.size = kind, link, 1 if kind == tarfile.REGTYPE else 0
    return made


@pytest.mark.parametrize(
    "foreign",
    [
        member("../evil"),
        member("/etc/evil"),
        member("files/../../evil"),
        member("files/ab/../../../evil"),
        member(f"files/ab/cd{'0' * 62}"),
        member("audit.key"),
        member("manifest.json"),
        member(f"files/ab/ab{'0' * 62}", tarfile.SYMTYPE, "/etc/passwd"),
        member(f"files/ab/ab{'0' * 62}", tarfile.LNKTYPE, "database.sqlite3"),
        member(f"files/ab/ab{'1' * 62}", tarfile.FIFOTYPE),
        member(f"files/ab/ab{'2' * 62}", tarfile.CHRTYPE),
        member("files", tarfile.DIRTYPE),
        member(f"files/ab/ab{'3' * 62}"),
    ],
    ids=lambda each: f"{each.name[:24]} {each.type}",
)
def test_a_member_that_no_backup_has_is_refused(write, tmp_path, foreign):
    path = write()
    rewrite(path, {}, foreign)
    with pytest.raises(UnsafeBackup) as refusal:
        read(path, tmp_path / "out")
    assert foreign.name in refusal.value.values["part"]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "manifest.seal/../x", "files/zz/evil"])
def test_a_manifest_that_names_a_foreign_place_is_refused(write, tmp_path, name):
    path = write()
    told = json.loads(manifest().to_bytes())
    told["parts"].append({"name": name, "size": 1, "sha256": "0" * 64})
    rewrite(path, {"manifest.json": json.dumps(told).encode()})
    with pytest.raises(UnsafeBackup):
        read(path, tmp_path / "out")


@pytest.mark.parametrize("changes", [{"luoshi": "0.2.0"}, {"luoshi": "1.0"}, {"format": 2}])
def test_a_newer_backup_is_refused(write, tmp_path, changes):
    with pytest.raises(NewerBackup):
        read(write(**changes), tmp_path / "out")


def test_an_older_backup_is_welcome(write, tmp_path):
    assert read(write(luoshi="0.0.9"), tmp_path / "out").luoshi == "0.0.9"


@pytest.mark.parametrize("told", [b"", b"{}", b"[]", b'{"luoshi": "0.1.0", "format": 1}', b"\xff"])
def test_a_manifest_that_is_none_is_damage(write, tmp_path, told):
    path = write()
    rewrite(path, {"manifest.json": told})
    with pytest.raises(DamagedBackup):
        read(path, tmp_path / "out")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"x" * 4096])
def test_what_is_no_archive_is_said(tmp_path, content):
    path = tmp_path / "x.tar"
    path.write_bytes(content)
    with pytest.raises(NotABackup):
        read(path, tmp_path / "out")
    with pytest.raises(NotABackup):
        archive.manifest_of(path, ours=OURS)


def test_the_manifest_is_read_without_the_rest(write):
    path = write()
    path.write_bytes(path.read_bytes()[:8192])
    assert archive.manifest_of(path, ours=OURS) == manifest()


def test_a_source_that_changes_while_it_is_copied_is_told(tmp_path):
    """A file that grew, shrank, changed or vanished: each is told, so that the archive is written again."""
    made = manifest()
    for changed in (b"longer than before", b"x", b"plaN", None):
        contents = CONTENTS | {made.parts[1].name: changed}

        def unsteady(part, contents=contents):
            if contents[part.name] is None:
                raise FileNotFoundError(part.name)
            return io.BytesIO(contents[part.name])

        assert archive.write(tmp_path / "a.tar", manifest=made, key=KEY, source=unsteady) == [made.parts[1]]


# Restoring: what is looked at before anything is written


def target(home, kept=None, url=""):
    return restoring.Target(home, database(url=url, home=home), {"audit.key": kept} if kept else {})


def test_the_audit_key_is_needed_and_must_be_the_same(write, tmp_path):
    with archive.opened(write(), ours=OURS) as opened:
        with pytest.raises(KeyMissing):
            restoring.need_key(opened, target(tmp_path / "home"))
        with pytest.raises(OtherKey):
            restoring.need_key(opened, target(tmp_path / "home", "another"))
        assert restoring.need_key(opened, target(tmp_path / "home", KEY.decode())) is None


def test_a_manifest_that_was_rewritten_without_the_key_is_found(write, tmp_path):
    path = write()
    rewrite(path, {"manifest.json": manifest(head=(6, "e" * 64)).to_bytes()})
    with archive.opened(path, ours=OURS) as opened, pytest.raises(DamagedBackup) as refusal:
        restoring.need_key(opened, target(tmp_path / "home", KEY.decode()))
    assert refusal.value.values["part"] == "manifest.seal"


@pytest.mark.parametrize("name", ["luoshi.sqlite3", "files", "chain.head", ".hidden"])
def test_a_home_that_holds_something_is_left_alone(write, tmp_path, name):
    home = tmp_path / "home"
    (home / name).mkdir(parents=True)
    with archive.opened(write(), ours=OURS) as opened, pytest.raises(HomeNotEmpty, match=name):
        restoring.restore(opened, target(home), ours=OURS)
    assert [path.name for path in home.iterdir()] == [name]


def test_another_kind_of_database_is_refused(write, tmp_path):
    made = manifest(database={"kind": "postgresql", "version": "18"})
    parts = (replace(made.parts[0], name="database.dump"), *made.parts[1:])
    path = tmp_path / "pg.tar"
    dump = CONTENTS | {"database.dump": CONTENTS["database.sqlite3"]}
    archive.write(
        path, manifest=replace(made, parts=parts), key=KEY, source=lambda part: io.BytesIO(dump[part.name])
    )
    with archive.opened(path, ours=OURS) as opened, pytest.raises(OtherDatabase):
        restoring.restore(opened, target(tmp_path / "home"), ours=OURS)


def test_a_backup_with_an_unknown_migration_is_newer(write, tmp_path):
    with (
        archive.opened(write(migrations={"kernel": "9999_later"}), ours=OURS) as opened,
        pytest.raises(NewerBackup, match="9999_later"),
    ):
        restoring.restore(opened, target(tmp_path / "home"), ours=OURS)


def test_damage_that_shows_late_leaves_the_home_as_it_was(write, tmp_path):
    path = write()
    content = bytearray(path.read_bytes())
    content[content.rindex(FILES[1])] ^= 1
    path.write_bytes(content)
    home = tmp_path / "home"
    with archive.opened(path, ours=OURS) as opened, pytest.raises(DamagedBackup):
        restoring.restore(opened, target(home), ours=OURS)
    assert [each.name for each in home.iterdir()] == [".keeping"]


# The keys, apart


def test_keys_are_written_for_their_owner_only_and_read_back(tmp_path):
    home, path = tmp_path / "home", tmp_path / "keys"
    home.mkdir()
    (home / "audit.key").write_text("one\n")
    (home / "secret.key").write_text("two\n")
    keys.write(path, home=home)
    assert keys.read(path) == {"audit.key": "one", "secret.key": "two"}
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(BackupExists):
        keys.write(path, home=home)


def test_the_audit_key_itself_is_taken_for_keys(tmp_path):
    (tmp_path / "audit.key").write_text("one\n")
    assert keys.read(tmp_path / "audit.key") == {"audit.key": "one"}


@pytest.mark.parametrize("content", [b"{broken", b"\xff\xfe"])
def test_a_file_of_keys_that_is_none_is_refused(tmp_path, content):
    (tmp_path / "keys").write_bytes(content)
    with pytest.raises(NotABackup):
        keys.read(tmp_path / "keys")
