"""What the database itself refuses, after every migration and on either database."""

import pytest
from django.db import DatabaseError, connection, transaction

from luoshi.kernel import guards
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import AuditEntry, AuditPart, AuditValue, StoredFile
from luoshi.kernel.services import areas
from tests.kernel.factories import NOON, StoredFileFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    areas.load_shipped_areas(by=SYSTEM, at=NOON)
    return AuditEntry.objects.get()


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: AuditEntry.objects.update(code="x"),
        lambda: AuditEntry.objects.all()._raw_delete("default"),
        lambda: AuditPart.objects.update(code="x"),
        lambda: AuditPart.objects.all().delete(),
        lambda: AuditValue.objects.update(salt="x"),
    ],
    ids=["change an entry", "delete an entry", "change a part", "delete a part", "change a value"],
)
def test_the_chain_is_append_only(entry, attempt):
    with pytest.raises(DatabaseError, match=r"luoshi: .* refuses"), transaction.atomic():
        attempt()
    assert AuditEntry.objects.get().code == entry.code


def test_a_stored_file_cannot_be_redirected():
    file = StoredFileFactory()
    with pytest.raises(DatabaseError, match="refuses UPDATE"), transaction.atomic():
        StoredFile.objects.update(digest="f" * 64)
    file.delete()
    assert not StoredFile.objects.exists()


def test_values_may_be_erased(entry):
    AuditValue.objects.all().delete()
    assert not AuditValue.objects.exists()


def drop(name, table):
    with connection.cursor() as cursor:
        suffix = f' ON "{table}"' if connection.vendor == "postgresql" else ""
        cursor.execute(f'DROP TRIGGER "{name}"{suffix}')


def test_a_lost_guard_is_named_and_put_back():
    assert guards.missing() == []
    drop("kernel_auditentry_no_update", "kernel_auditentry")
    assert [trigger.name for trigger in guards.missing()] == ["kernel_auditentry_no_update"]
    guards.install()
    guards.install()
    assert guards.missing() == []


def test_a_guard_that_was_hollowed_out_is_missing():
    name, table = "kernel_auditpart_no_delete", "kernel_auditpart"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER "{name}"')
        else:
            drop(name, table)
            cursor.execute(f'CREATE TRIGGER "{name}" BEFORE DELETE ON "{table}" BEGIN SELECT 1; END')
    assert [trigger.name for trigger in guards.missing()] == [name]


def test_truncate_is_guarded_where_it_exists():
    events = {trigger.name.rpartition("_")[2] for trigger in guards.declared(vendor="postgresql")}
    assert events == {"update", "delete", "truncate"}
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError, match="refuses TRUNCATE"), connection.cursor() as cursor:
            cursor.execute("TRUNCATE kernel_auditentry")
