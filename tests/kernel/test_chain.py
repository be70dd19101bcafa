"""The chain: each way of touching it is found, and the first bad entry is named."""

from datetime import date
from decimal import Decimal

import pytest
from cryptography.hazmat.primitives import hashes
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.kernel import audit, chain
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.acts import act
from luoshi.kernel.models import AuditEntry, AuditHead, AuditPart, AuditValue, Role
from tests.kernel.factories import NOON

pytestmark = pytest.mark.django_db


@act
def touch(*, text, by, at):
    role = Role.objects.get(code="officer")
    audit.record("probe.touched", role, by=by, at=at, changes={"name": ("", text)})


@pytest.fixture
def five():
    for number in range(5):
        touch(text=f"第{number}次", by=SYSTEM, at=NOON)
    assert chain.verify_chain().is_sound


ACT = "(SELECT act FROM kernel_auditentry WHERE number = {})"


def without_guards(*statements):
    """What somebody with the database's own password could do."""
    with connection.cursor() as cursor:
        for trigger in ("kernel_auditentry", "kernel_auditpart", "kernel_auditvalue"):
            for event in ("update", "delete"):
                suffix = f' ON "{trigger}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger}_no_{event}"{suffix}')
        for statement in statements:
            cursor.execute(statement)


def found():
    problem = chain.verify_chain().problem
    return problem and (problem.number, problem.code)


def test_a_sound_chain_is_read_to_its_head(five):
    report = chain.verify_chain()
    assert (report.entries, report.head) == (5, AuditHead.objects.get().digest)


def test_an_empty_chain_is_sound():
    assert chain.verify_chain() == chain.ChainReport(0, "", None)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE kernel_auditentry SET code = 'probe.other' WHERE number = 3", (3, "kernel.entry_changed")),
        ("UPDATE kernel_auditentry SET by_id = 7 WHERE number = 2", (2, "kernel.entry_changed")),
        (
            "UPDATE kernel_auditpart SET object_id = '9' WHERE entry_id = {act_4}",
            (4, "kernel.entry_changed"),
        ),
        (
            "DELETE FROM kernel_auditpart WHERE entry_id = {act_4}",
            (4, "kernel.entry_changed"),
        ),
        (
            "UPDATE kernel_auditvalue SET salt = 'x' WHERE entry_id = {act_5}",
            (5, "kernel.value_changed"),
        ),
        ("DELETE FROM kernel_auditentry WHERE number = 2", (2, "kernel.entry_missing")),
        ("DELETE FROM kernel_auditentry WHERE number > 3", (4, "kernel.chain_cut")),
        ("UPDATE kernel_audithead SET number = 4", (5, "kernel.chain_longer")),
        ("UPDATE kernel_audithead SET digest = 'x'", (5, "kernel.entry_unlinked")),
        ("UPDATE kernel_auditentry SET previous = 'x' WHERE number = 3", (3, "kernel.entry_unlinked")),
    ],
)
def test_what_was_touched_is_named(five, statement, expected):
    acts = {f"act_{number}": ACT.format(number) for number in (4, 5)}
    without_guards(statement.format(**acts))
    assert found() == expected
    assert str(expected[0]) in chain.verify_chain().problem.sentence


def test_a_chain_written_anew_without_the_key_is_found(five, settings):
    key, settings.LUOSHI_AUDIT_KEY = settings.LUOSHI_AUDIT_KEY, b"another key"
    without_guards(
        "DELETE FROM kernel_auditentry", "DELETE FROM kernel_auditpart", "DELETE FROM kernel_auditvalue"
    )
    AuditHead.objects.update(number=0, digest="")
    touch(text="forged", by=SYSTEM, at=NOON)
    assert chain.verify_chain().is_sound
    settings.LUOSHI_AUDIT_KEY = key
    assert found() == (1, "kernel.entry_changed")


def test_a_cut_chain_whose_head_was_turned_back_shows_against_a_known_head(five):
    known = {5: AuditHead.objects.get().digest}
    without_guards("DELETE FROM kernel_auditentry WHERE number > 3")
    AuditHead.objects.update(number=3, digest=AuditEntry.objects.get(number=3).digest)
    assert chain.verify_chain().is_sound
    assert chain.verify_chain(known_heads=known).problem.code == "kernel.chain_cut"


def test_another_history_shows_against_a_known_head(five):
    report = chain.verify_chain(known_heads={2: "0" * 64})
    assert (report.problem.number, report.problem.code) == (2, "kernel.head_differs")


def test_erased_values_leave_the_chain_sound(five):
    AuditValue.objects.filter(entry__number__lte=3).delete()
    assert chain.verify_chain().is_sound
    assert AuditPart.objects.count() == 5


def test_a_long_chain_is_read_in_batches(monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(chain, "BATCH", 2)
    for number in range(7):
        touch(text=str(number), by=SYSTEM, at=NOON)
    with django_assert_max_num_queries(20):
        assert chain.verify_chain().entries == 7


def test_the_seal_is_keyed_sm3(settings):
    settings.LUOSHI_AUDIT_KEY = b"k" * 64
    padded = {byte: bytes(each ^ byte for each in settings.LUOSHI_AUDIT_KEY) for byte in (0x36, 0x5C)}
    inner = digest(padded[0x36] + "落实".encode())
    assert chain.seal("落实") == digest(padded[0x5C] + inner).hex()


def digest(content):
    sm3 = hashes.Hash(hashes.SM3())
    sm3.update(content)
    return sm3.finalize()


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=40).filter(lambda text: "\x00" not in text and text.isprintable()))
def test_any_text_comes_back_from_the_database_as_it_was_sealed(text, db):
    touch(text=text, by=SYSTEM, at=NOON)
    assert chain.verify_chain().is_sound


def test_values_become_plain():
    role = Role.objects.get(code="officer")
    values = {
        "a": NOON,
        "b": date(2020, 1, 2),
        "c": Decimal("1.50"),
        "d": 0.1,
        "e": role,
        "f": (1, None, True),
    }
    assert chain.plain(values) == {
        "a": NOON.isoformat(),
        "b": "2020-01-02",
        "c": "1.50",
        "d": "0.1",
        "e": role.pk,
        "f": [1, None, True],
    }
