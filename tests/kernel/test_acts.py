"""Acts: one transaction, one entry, written last."""

import inspect
import pkgutil
from importlib import import_module

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from luoshi.kernel import acts, audit, services
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.acts import NothingRecorded, act
from luoshi.kernel.models import AuditEntry, AuditPart, AuditValue, Role
from tests.kernel.factories import NOON, UserFactory

pytestmark = pytest.mark.django_db


@act
def add_role(*, code, by, at):
    role = Role.objects.create(code=code, name=code, name_en=code)
    audit.record("probe.role_added", role, by=by, at=at, changes={"code": (None, code)})
    return role


@act
def add_roles(*, codes, by, at):
    roles = [add_role(code=code, by=by, at=at) for code in codes]
    audit.record("probe.roles_added", roles[0], by=by, at=at)
    return roles


@act
def add_role_or_another(*, code, other, by, at):
    try:
        fail_after(code=code, by=by, at=at)
    except LookupError:
        add_role(code=other, by=by, at=at)


@act
def fail_after(*, code, by, at):
    add_role(code=code, by=by, at=at)
    raise LookupError(code)


def entries():
    return [(entry.code, [part.code for part in entry.parts.order_by("position")]) for entry in all_entries()]


def all_entries():
    return AuditEntry.objects.order_by("number")


def test_an_act_leaves_one_entry_with_who_and_when():
    user = UserFactory()
    role = add_role(code="probe", by=user, at=NOON)
    entry = all_entries().get()
    assert (entry.code, entry.by_id, entry.at) == ("probe.role_added", user.pk, NOON)
    part = entry.parts.get()
    assert (part.label, part.object_id, list(part.fields)) == ("kernel.role", str(role.pk), ["code"])
    assert AuditEntry.objects.about(role).get() == entry


def test_no_value_stands_in_the_chain_itself():
    add_role(code="geheimnis", by=SYSTEM, at=NOON)
    assert "geheimnis" not in str(AuditPart.objects.values().get())
    assert AuditValue.objects.get().new == "geheimnis"
    assert all_entries().get().by_id is None


def test_acts_inside_an_act_are_its_parts():
    add_roles(codes=["a1", "b2"], by=SYSTEM, at=NOON)
    assert entries() == [("probe.roles_added", ["probe.role_added", "probe.role_added", "probe.roles_added"])]


def test_an_act_that_fails_leaves_nothing():
    with pytest.raises(LookupError):
        fail_after(code="a1", by=SYSTEM, at=NOON)
    assert not Role.objects.filter(code="a1").exists()
    assert entries() == []


def test_an_inner_act_that_fails_leaves_nothing_when_the_outer_goes_on():
    add_role_or_another(code="a1", other="b2", by=SYSTEM, at=NOON)
    assert not Role.objects.filter(code="a1").exists()
    assert entries() == [("probe.role_added", ["probe.role_added"])]


def test_when_the_entry_cannot_be_written_the_act_is_undone(monkeypatch):
    def broken(entries):
        raise OSError("no key")

    monkeypatch.setattr("luoshi.kernel.chain.append", broken)
    with pytest.raises(OSError, match="no key"):
        add_role(code="a1", by=SYSTEM, at=NOON)
    assert not Role.objects.filter(code="a1").exists()


def test_an_act_must_say_what_it_did():
    @act
    def keep_silent(*, by, at):
        return Role.objects.create(code="quiet", name="x", name_en="x")

    with pytest.raises(NothingRecorded):
        keep_silent(by=SYSTEM, at=NOON)
    assert not Role.objects.filter(code="quiet").exists()


def test_nothing_is_recorded_outside_an_act():
    with pytest.raises(RuntimeError, match="outside an act"):
        audit.record("probe.lost", Role.objects.first(), by=SYSTEM, at=NOON)


def test_a_code_names_its_room():
    with pytest.raises(ValueError, match=r"room\.what_happened"):
        audit.record("lost", Role.objects.first(), by=SYSTEM, at=NOON)


def test_a_service_without_by_or_with_positions_is_no_act():
    with pytest.raises(TypeError, match="needs `by` and `at`"):
        act(lambda *, at: None)
    with pytest.raises(TypeError, match="keyword-only"):
        act(lambda role, *, by, at: None)


# Services that write nothing themselves, or in the transaction of whoever calls them: an act or a job's step.
READ = (
    "shipped_areas signature_of count_rows bodies_of list_due rows_about differences moved is_on provisioning_uri"
    " person_known_as shown_secret may_enter reaches_everybody wrong_rows"
)
REFUSE = "require_may_enter refuse_while_locked refuse_expired check_succession refuse_absent refuse_terms refuse_words"
STEPS = (
    "enter_people alter_people take_people_back follow end_loan pass_on"
    " create_bodies alter_bodies change_bodies remove_bodies begin_reading refuse_file ask_for_columns store_rows"
    " store_remarks finish_reading finish_applying finish_undoing return_to_applied reverse enqueue"
    " write_message write_messages keep_answers remember_body"
    " drop_answers store_doubles forget_doubles one_at_a_time add_version"
)
HAVE_IT_DONE = (
    "load_shipped_areas store_upload hand_in_list erase_due remove_strays register_rules register_last_rules register"
    " issue_slips"
)
OWN_NOTES = "remember_search forget_searches"  # the chain would keep them for ever
DERIVE = "fill rebuild"  # rows that say nothing new: nobody decides them
NO_ACTS = {
    *READ.split(),
    *REFUSE.split(),
    *STEPS.split(),
    *HAVE_IT_DONE.split(),
    *OWN_NOTES.split(),
    *DERIVE.split(),
}


def test_every_service_of_the_kernel_is_an_act():
    modules = [
        import_module(f"{services.__name__}.{each.name}") for each in pkgutil.iter_modules(services.__path__)
    ]
    public = {
        name: function
        for module in modules
        for name, function in vars(module).items()
        if inspect.isfunction(function) and function.__module__ == module.__name__ and name[0] != "_"
    }
    assert {name for name, function in public.items() if not hasattr(function, "is_act")} == NO_ACTS
    assert len(public) > len(NO_ACTS) + 15


def test_the_head_is_locked_by_the_very_last_statements():
    with CaptureQueriesContext(connection) as captured:
        add_roles(codes=["a1", "b2"], by=SYSTEM, at=NOON)
    statements = [query["sql"] for query in captured]
    first = next(index for index, sql in enumerate(statements) if "kernel_audithead" in sql)
    after = [sql for sql in statements[first:] if "kernel_audit" not in sql and "SAVEPOINT" not in sql]
    assert after == []
    assert "kernel_audithead" in [sql for sql in statements if "SAVEPOINT" not in sql][-1]


def test_a_unit_writes_several_entries_at_its_end():
    with acts.unit():
        add_role(code="a1", by=SYSTEM, at=NOON)
        add_role(code="b2", by=SYSTEM, at=NOON)
        assert entries() == []
    assert [code for code, _parts in entries()] == ["probe.role_added", "probe.role_added"]


def test_a_unit_does_not_open_inside_another():
    with acts.unit(), pytest.raises(RuntimeError, match="open already"), acts.unit():
        raise AssertionError("never reached")


@pytest.mark.django_db(transaction=True)
def test_an_act_refuses_to_run_in_somebody_elses_transaction():
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        add_role(code="a1", by=SYSTEM, at=NOON)
    assert not acts.is_under_way()
