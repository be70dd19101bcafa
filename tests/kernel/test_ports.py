"""Registries, events, refusals: how rooms meet."""

from dataclasses import dataclass

import pytest
from django.db import IntegrityError

from luoshi.kernel import audit, errors, events
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.events import Subscriptions
from luoshi.kernel.models import AuditEntry, Role
from luoshi.kernel.races import taken
from luoshi.kernel.registries import Frozen, Registry, Unregistered
from tests.kernel.factories import NOON


def test_a_registry_is_frozen_by_its_first_read():
    registry = Registry(of="lamp")
    registry.add("a", 1)
    assert (registry["a"], list(registry), len(registry)) == (1, ["a"], 1)
    with pytest.raises(Frozen, match="lamp 'b' comes too late"):
        registry.add("b", 2)


def test_a_registry_takes_a_code_once_and_names_what_it_knows():
    registry = Registry(of="lamp")
    registry.add("a", 1)
    with pytest.raises(ValueError, match="twice"):
        registry.add("a", 2)
    with pytest.raises(Unregistered, match="no lamp is called 'z'; known: a"):
        registry["z"]
    assert registry.get("z") is None
    assert "z" not in registry


@dataclass(frozen=True)
class RoleAdded:
    code: str


@dataclass
class Loose:
    code: str


@act
def add_role(*, code, by, at):
    role = Role.objects.create(code=code, name=code, name_en=code)
    audit.record("probe.role_added", role, by=by, at=at)
    events.publish(RoleAdded(code))


@pytest.fixture
def subscriptions(monkeypatch):
    fresh = Subscriptions()
    monkeypatch.setattr(events, "SUBSCRIPTIONS", fresh)
    return fresh


@pytest.mark.django_db
def test_an_event_reaches_its_handlers_inside_the_act(subscriptions):
    heard = []
    events.subscribe(RoleAdded, lambda event: heard.append((event.code, AuditEntry.objects.exists())))
    add_role(code="a1", by=SYSTEM, at=NOON)
    assert heard == [("a1", False)]


@pytest.mark.django_db
def test_a_handler_that_fails_fails_the_act(subscriptions):
    def fail(event):
        raise LookupError(event.code)

    events.subscribe(RoleAdded, fail)
    with pytest.raises(LookupError):
        add_role(code="a1", by=SYSTEM, at=NOON)
    assert not Role.objects.filter(code="a1").exists()


@pytest.mark.django_db
def test_subscribing_after_the_first_event_is_too_late(subscriptions):
    add_role(code="a1", by=SYSTEM, at=NOON)
    with pytest.raises(Frozen):
        events.subscribe(RoleAdded, print)


def test_an_event_is_a_frozen_dataclass_published_in_an_act(subscriptions):
    with pytest.raises(TypeError, match="no frozen dataclass"):
        events.subscribe(Loose, print)
    with pytest.raises(RuntimeError, match="outside an act"):
        events.publish(RoleAdded("a1"))


class LampOut(Refusal):
    code = "probe.lamp_out"
    sentence = "%(lamp)s is out."


def test_a_refusal_is_a_code_with_values_until_somebody_reads_it():
    refusal = LampOut(lamp=Role(name="灯"), place="B2")
    assert (str(refusal), refusal.place) == ("灯 is out.", "B2")
    assert errors.sentence(code="probe.lamp_out", values=refusal.kept()) == "灯 is out."
    assert "probe.unheard" in errors.sentence(code="probe.unheard", values={})


@pytest.mark.django_db
def test_only_a_second_of_a_kind_is_a_lost_race():
    with pytest.raises(LampOut), taken(LampOut(lamp="officer")):
        Role.objects.create(code="officer", name="x", name_en="x")
    with pytest.raises(IntegrityError), taken(LampOut(lamp="")):
        Role.objects.create(code="", name="x", name_en="x")
    assert Role.objects.filter(code="officer").exists()


def test_a_code_belongs_to_one_refusal():
    with pytest.raises(ValueError, match="used twice"):
        type("Again", (Refusal,), {"code": "probe.lamp_out", "sentence": "x"})
    with pytest.raises(ValueError, match="used twice"):
        errors.register_sentence(code="probe.lamp_out", sentence="other")
