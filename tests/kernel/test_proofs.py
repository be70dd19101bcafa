"""Each way of breaking a database is found by `luoshi verify`, and its place is named."""

import hashlib
from pathlib import Path

import pytest
from django.conf import settings as site
from django.db import DatabaseError, connection

from luoshi.kernel import chain, checks, proofs
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.files import path_of
from luoshi.kernel.keeping import heads
from luoshi.kernel.models import Area, AuditEntry, AuditHead, Post
from luoshi.kernel.services import areas, files
from tests.kernel import factories
from tests.kernel.factories import NOON
from tests.kernel.test_chain import without_guards

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def thirty():
    for number in range(30):
        files.store_upload(content=f"{number}".encode(), name=f"{number}.txt", by=SYSTEM, at=NOON)
    assert AuditHead.objects.get().number == 30
    assert found() == {}


IGNORING = {
    "sqlite": ("PRAGMA ignore_check_constraints = ON", "PRAGMA ignore_check_constraints = OFF"),
    "postgresql": (),
}


def found():
    """What `luoshi verify` finds, by proof."""
    return {
        each.check.code: " ".join(finding.problem for finding in each.findings)
        for each in checks.verify()
        if not each.is_sound
    }


def run(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_the_last_ten_entries_cut_off_without_turning_the_head_back(thirty):
    without_guards("DELETE FROM kernel_auditentry WHERE number > 20")
    assert "21" in found()["kernel.chain"]


def test_the_last_ten_entries_cut_off_and_the_head_turned_back(thirty):
    """Parts, values and head as well: nothing inside the database tells of them any more."""
    gone = "(SELECT act FROM kernel_auditentry WHERE number > 20)"
    without_guards(
        f"DELETE FROM kernel_auditvalue WHERE entry_id IN {gone}",
        f"DELETE FROM kernel_auditpart WHERE entry_id IN {gone}",
        "DELETE FROM kernel_auditentry WHERE number > 20",
        "UPDATE kernel_audithead SET number = 20, "
        "digest = (SELECT digest FROM kernel_auditentry WHERE number = 20)",
    )
    assert chain.verify_chain().is_sound
    assert "21" in found()["kernel.chain"]


def test_parts_that_were_left_behind_tell_of_their_entries(thirty):
    without_guards("DELETE FROM kernel_auditentry WHERE number > 20")
    assert "kernel_auditpart" in found()["kernel.references"]


def test_one_flipped_bit_in_an_entry_names_it(thirty):
    digest = AuditEntry.objects.get(number=17).digest
    flipped = f"{int(digest[0], 16) ^ 1:x}{digest[1:]}"
    without_guards(f"UPDATE kernel_auditentry SET digest = '{flipped}' WHERE number = 17")
    assert "17" in found()["kernel.chain"]


def test_a_chain_written_anew_with_another_key_names_its_first_entry(thirty, settings):
    key, settings.LUOSHI_AUDIT_KEY = settings.LUOSHI_AUDIT_KEY, b"another key"
    previous = ""
    without_guards()
    for entry in AuditEntry.objects.order_by("number"):
        entry.previous = previous
        previous = entry.digest = chain.digest_of(entry, entry.parts.order_by("position"))
        entry.save()
    AuditHead.objects.update(digest=previous)
    settings.LUOSHI_AUDIT_KEY = key
    assert "1" in found()["kernel.chain"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE kernel_auditentry SET at = 'x' WHERE number = 7",
        "UPDATE kernel_auditentry SET act = 'not a uuid' WHERE number = 7",
        "UPDATE kernel_auditpart SET fields = '{\"a' WHERE entry_id = (SELECT act FROM kernel_auditentry "
        "WHERE number = 7)",
        "UPDATE kernel_auditentry SET code = CAST(x'ff6b' AS TEXT) WHERE number = 7",
    ],
)
def test_a_value_that_cannot_even_be_read_names_its_entry(thirty, statement):
    if connection.vendor == "postgresql" and "CAST" not in statement:
        with pytest.raises(DatabaseError, match="invalid"):
            without_guards(statement)
        return
    run(*IGNORING[connection.vendor][:1])
    without_guards(statement)
    run(*IGNORING[connection.vendor][1:])
    assert chain.verify_chain().problem.number == 7


def test_one_flipped_byte_in_the_database_file_is_found_wherever_it_is_in_an_entry(thirty, tmp_path):
    if connection.vendor != "sqlite":
        assert connection.vendor == "postgresql"  # its files belong to the server
        return
    entry = AuditEntry.objects.get(number=17)
    run("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    path = Path(site.DATABASES["default"]["NAME"])
    whole = path.read_bytes()
    end = whole.index(f"{entry.previous}{entry.digest}".encode()) + 128
    begin = whole.rindex(entry.act.hex.encode(), 0, end)
    try:
        for place in range(begin, end, 7):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            assert chain.verify_chain().problem.number == 17, place - begin
            connection.close()
    finally:
        path.write_bytes(whole)


def test_one_flipped_byte_in_a_file_names_it(thirty):
    digest = hashlib.sha256(b"3").hexdigest()
    path_of(digest).write_bytes(b"2")
    assert digest in found()["kernel.files"]


def test_a_row_that_breaks_a_constraint_is_named():
    area = factories.AreaFactory()
    if connection.vendor == "sqlite":
        run("PRAGMA ignore_check_constraints = ON", "UPDATE kernel_area SET kind = 'moon'")
        run("PRAGMA ignore_check_constraints = OFF")
    else:
        run(
            "ALTER TABLE kernel_area DROP CONSTRAINT area_kind_known",
            "UPDATE kernel_area SET kind = 'moon'",
            "ALTER TABLE kernel_area ADD CONSTRAINT area_kind_known CHECK (kind = 'x') NOT VALID",
        )
    said = found()["kernel.constraints"]
    assert "area_kind_known" in said
    assert f"{area.pk}" in said


def test_a_constraint_that_was_removed_is_named():
    if connection.vendor == "sqlite":
        run('DROP INDEX "user_one_per_name_in_any_case"')
    else:
        run(
            'DROP INDEX "user_one_per_name_in_any_case"',
            "ALTER TABLE kernel_post DROP CONSTRAINT " + foreign(),
        )
    said = found()["kernel.constraints"]
    assert "user_one_per_name_in_any_case" in said
    assert connection.vendor == "sqlite" or "user_id (foreign key)" in said


def foreign():
    """The name of the constraint that ties a post to its user."""
    with connection.cursor() as cursor:
        held = connection.introspection.get_constraints(cursor, "kernel_post")
    return next(
        f'"{name}"' for name, each in held.items() if each["foreign_key"] and "user_id" in each["columns"]
    )


def test_a_row_that_points_nowhere_is_named():
    post = factories.PostFactory()
    if connection.vendor == "sqlite":
        run("PRAGMA foreign_keys = OFF", f"DELETE FROM kernel_user WHERE id = {post.user_id}")
        run("PRAGMA foreign_keys = ON")
    else:
        run("SET session_replication_role = replica", f"DELETE FROM kernel_user WHERE id = {post.user_id}")
        run("SET session_replication_role = DEFAULT")
    said = found()["kernel.references"]
    assert "kernel_post" in said
    assert f"{Post.objects.get().pk}" in said


def test_a_guard_that_was_hollowed_out_on_the_server_is_missing():
    if connection.vendor == "sqlite":
        run('DROP TRIGGER "kernel_auditentry_no_update"')
    else:
        run(
            "CREATE OR REPLACE FUNCTION luoshi_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RETURN NULL; END $$"
        )
    assert "kernel_auditentry_no_update" in found()["kernel.guards"]


# The head that is written down outside


def test_each_act_writes_the_head_down_outside(thirty):
    head = AuditHead.objects.get()
    assert heads.known() == {30: head.digest}
    assert heads.path().stat().st_mode & 0o777 == 0o600


def test_an_earlier_head_never_replaces_a_later_one(thirty):
    heads.note(number=29, digest="x")
    assert list(heads.known()) == [30]


def test_an_act_that_failed_leaves_no_head(thirty):
    with pytest.raises(files.FileEmpty):
        files.store_upload(content=b"", name="x", by=SYSTEM, at=NOON)
    assert list(heads.known()) == [30]


def test_a_head_that_somebody_wrote_over_is_reported(thirty):
    heads.path().write_text("nothing of the kind")
    assert str(heads.path()) in found()["kernel.chain"]


def test_an_act_is_done_even_where_the_head_cannot_be_written_down(thirty, settings, tmp_path):
    settings.LUOSHI_HOME = tmp_path / "nowhere"
    areas.load_shipped_areas(by=SYSTEM, at=NOON)
    assert AuditHead.objects.get().number == 31
    assert Area.objects.exists()


def test_of_every_table_we_know_what_the_introspection_of_django_finds():
    with connection.cursor() as cursor:
        for model in proofs._models():
            found = connection.introspection.get_constraints(cursor, model._meta.db_table).values()
            present = proofs._present(model._meta.db_table)
            assert present.unique == {
                tuple(each["columns"]) for each in found if each["unique"] or each["primary_key"]
            }
            assert present.foreign == {
                column for each in found if each["foreign_key"] for column in each["columns"]
            }
