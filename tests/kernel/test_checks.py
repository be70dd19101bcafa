"""What the doctor sees and what a verification proves."""

import pytest
from django.db import DatabaseError, connection

from luoshi.kernel import checks
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.files import path_of
from luoshi.kernel.keeping import programs
from luoshi.kernel.models import AuditHead
from luoshi.kernel.services import areas, files
from tests.kernel import keeping
from tests.kernel.factories import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path, settings, monkeypatch):
    monkeypatch.setenv("PATH", keeping.path_with_programs())
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


def problems(examined):
    return {
        each.check.code: [finding.problem for finding in each.findings]
        for each in examined
        if not each.is_sound
    }


def test_a_sound_installation_has_nothing_to_report():
    areas.load_shipped_areas(by=SYSTEM, at=NOON)
    files.store_upload(content=b"plan", name="plan.txt", by=SYSTEM, at=NOON)
    assert {
        code: found for code, found in problems(checks.examine()).items() if code.startswith("kernel.")
    } == {}
    assert problems(checks.verify()) == {}


def test_a_changed_and_a_lost_file_are_named():
    kept, lost = (
        files.store_upload(content=content, name="x", by=SYSTEM, at=NOON).file
        for content in (b"kept", b"lost")
    )
    path_of(kept.digest).write_bytes(b"kepT")
    path_of(lost.digest).unlink()
    found = problems(checks.verify())["kernel.files"]
    assert [digest in problem for digest, problem in zip((kept.digest, lost.digest), found, strict=True)] == [
        True
    ] * 2


def test_a_cut_chain_is_reported_with_what_to_do():
    areas.load_shipped_areas(by=SYSTEM, at=NOON)
    AuditHead.objects.update(number=9)
    findings = next(each.findings for each in checks.verify() if each.check.code == "kernel.chain")
    assert "2" in findings[0].problem
    assert findings[0].remedy


def test_a_lost_guard_is_reported():
    with connection.cursor() as cursor:
        suffix = ' ON "kernel_auditentry"' if connection.vendor == "postgresql" else ""
        cursor.execute(f'DROP TRIGGER "kernel_auditentry_no_delete"{suffix}')
    assert "kernel_auditentry_no_delete" in problems(checks.verify())["kernel.guards"][0]


def test_a_store_that_cannot_be_made_is_reported(folder, settings):
    folder.write_text("a file where the folder should be")
    settings.MEDIA_ROOT = folder / "below"
    assert problems(checks.examine()).keys() == {"kernel.store"}


def test_a_silent_database_is_reported_and_stops_no_other_check(monkeypatch):
    def silent(*arguments):
        raise DatabaseError("connection refused")

    monkeypatch.setattr(checks, "MigrationExecutor", silent)
    found = problems(checks.examine())
    assert "connection refused" in found["kernel.database"][0]


def test_the_programs_that_a_backup_of_postgresql_needs_are_asked_for(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(programs, "DEBIAN", tmp_path)
    found = problems(checks.examine()).get("kernel.dump", [])
    assert ["pg_dump" in " ".join(found), len(found)] == (
        [True, 2] if connection.vendor == "postgresql" else [False, 0]
    )
