"""Arrows between tables point up the house, as imports do."""

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from tests.sources import may_know, rooms

MODELS = [
    model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("luoshi.")
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_relation_points_to_the_same_room_or_one_above(model):
    fields = [field for field in model._meta.get_fields() if field.is_relation and not field.auto_created]
    targets = {field.remote_field.model._meta.app_label for field in fields if field.remote_field}
    assert [label for label in targets & set(rooms()) if not may_know(model._meta.app_label, label)] == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_what_has_choices_is_held_by_the_database(model):
    meta = model._meta
    constraints = " ".join(str(constraint.deconstruct()) for constraint in meta.constraints)
    free = [field.name for field in meta.fields if field.choices and f"{field.name}" not in constraints]
    assert free == []


def test_migrations_depend_on_the_same_room_or_one_above():
    migrations = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    pairs = {(label, other) for (label, _), made in migrations.items() for other, _ in made.dependencies}
    ours = [(label, other) for label, other in pairs if {label, other} <= set(rooms())]
    assert [pair for pair in ours if not may_know(*pair)] == []


def test_migrations_of_a_room_are_one_line():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    assert loader.detect_conflicts() == {}
