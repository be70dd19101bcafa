"""Moving to the other database and back: equal digests, guards in place, and numbers that go on."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, connections
from hypothesis import given
from hypothesis import strategies as st

from luoshi.kernel import guards
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.keeping import moving, rows, sequences
from luoshi.kernel.keeping.aliases import reached
from luoshi.kernel.keeping.refusals import DatabaseNotEmpty, RowRefused, SameDatabase
from luoshi.kernel.models import AuditEntry, Body, Job, Session, Upload, User
from luoshi.kernel.services import areas, bodies, files
from luoshi.web.databases import database
from tests.kernel import factories, keeping
from tests.kernel.factories import LATER, NOON

HERE, THERE = "default", "there"
commits = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def city():
    """Rows of many kinds, and a highest number that was deleted again."""
    areas.load_shipped_areas(by=SYSTEM, at=NOON)
    files.store_upload(content="规划".encode(), name="规划.txt", by=SYSTEM, at=NOON)
    parent = factories.BodyFactory()
    factories.BodyFactory(parent=parent)
    bodies.rename_body(
        body=parent, name="示例市新局", on=factories.DAY, origin=factories.Origin.own(), by=SYSTEM, at=LATER
    )
    factories.JobFactory(arguments={"b": 1.5, "a": [1, None, "中"], "c": {"z": True, "y": 1e22}})
    for key in ("b", "B", "a_"):
        Session.objects.create(session_key=key, session_data="x", expire_date=NOON)
    factories.UserFactory()
    User.objects.filter(pk=factories.UserFactory().pk).delete()


def moved(to):
    return list(moving.move(to=to))[-1]


def other(tmp_path):
    """A database of SQLite beside the one that the tests run on."""
    return database(url=f"sqlite:///{tmp_path / 'other.sqlite3'}", home=tmp_path)


@pytest.mark.slow
@commits
def test_a_database_is_moved_whole(city, tmp_path):
    done = moved(other(tmp_path))
    assert done.is_equal
    assert (len(done.done), done.left_behind) == (done.tables, 0)
    with reached(other(tmp_path), alias=THERE) as there:
        assert rows.digest(using=THERE) == rows.digest(using=HERE) == done.digests[0]
        assert guards.missing(using=THERE) == []
        with pytest.raises(DatabaseError, match="refuses UPDATE"):
            AuditEntry.objects.using(THERE).update(code="x")
        assert {
            model.__name__: sequences.last(model, there)
            for model in rows.models()
            if sequences.has_sequence(model)
        } == {
            model.__name__: sequences.last(model, connection)
            for model in rows.models()
            if sequences.has_sequence(model)
        }


@pytest.mark.slow
@commits
def test_a_number_that_was_given_out_is_never_given_out_again(city, tmp_path):
    moved(other(tmp_path))
    with reached(other(tmp_path), alias=THERE):
        following = User(username="next", display_name="x", created_at=NOON)
        following.save(using=THERE)
        assert following.pk == User.objects.latest("pk").pk + 2


@pytest.mark.slow
@commits
def test_moved_to_postgresql_or_sqlite_and_back_the_digests_are_equal(city, tmp_path, monkeypatch):
    """There from the database that the tests run on, and back from there into an empty one of its kind."""
    there = other(tmp_path)
    first = moved(there)
    with keeping.empty_database(tmp_path / "back") as url, reached(there, alias=THERE) as source:
        back = database(url=url or f"sqlite:///{tmp_path / 'back.sqlite3'}", home=tmp_path)
        monkeypatch.setattr(moving, "site", source)
        second = moved(back)
    assert first.is_equal
    assert second.digests == first.digests


@commits
def test_what_is_not_empty_is_left_alone(tmp_path):
    with reached(other(tmp_path), alias=THERE) as there, there.cursor() as cursor:
        cursor.execute("CREATE TABLE theirs (x integer)")
    with pytest.raises(DatabaseNotEmpty, match="theirs"):
        moved(other(tmp_path))
    with reached(other(tmp_path), alias=THERE) as there:
        assert there.introspection.table_names() == ["theirs"]


@commits
def test_a_database_is_not_moved_onto_itself():
    with pytest.raises(SameDatabase):
        moved(connections.databases["default"])


@pytest.mark.slow
@commits
def test_a_row_that_is_refused_is_named_and_nothing_is_left(city, tmp_path, monkeypatch):
    upload = Upload.objects.get()
    insert = moving._write

    def refuse(model, batch, target):
        if model is Upload:
            batch[0].file_id = None
        insert(model, batch, target)

    monkeypatch.setattr(moving, "_write", refuse)
    with pytest.raises(RowRefused) as refusal:
        moved(other(tmp_path))
    assert (refusal.value.values["table"], refusal.value.values["key"]) == ("kernel_upload", upload.pk)
    assert not (tmp_path / "other.sqlite3").exists()


@pytest.mark.slow
@commits
def test_what_is_done_during_the_move_is_counted(city, tmp_path):
    steps = moving.move(to=other(tmp_path))
    next(steps)
    files.store_upload(content=b"late", name="late.txt", by=SYSTEM, at=LATER)
    *_, last = steps
    assert last.is_equal
    assert last.left_behind == 1


# The digest


@pytest.mark.django_db
def test_the_digest_changes_with_any_value():
    body, job = factories.BodyFactory(), factories.JobFactory(arguments={"a": 1, "b": 2})
    before = rows.digest(using=HERE)
    Job.objects.filter(pk=job.pk).update(arguments={"b": 2, "a": 1.0})
    assert rows.digest(using=HERE) == before
    Body.objects.filter(pk=body.pk).update(name_en="x")
    assert rows.digest(using=HERE) != before


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (3, 3.0),
        (Decimal("3.00"), 3),
        (1e22, 10**22),
        (0.1, Decimal("0.10")),
        (-0.0, 0),
        (1e-7, Decimal("0.0000001")),
    ],
)
def test_one_number_has_one_form(one, other):
    assert rows._told(one) == rows._told(other)


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=6),
    st.decimals(allow_nan=False, allow_infinity=False, places=4),
)
def test_two_numbers_have_two_forms(one, other):
    assert (rows._told(one) == rows._told(other)) == (one == other)


def test_a_kind_without_a_form_is_an_error():
    with pytest.raises(TypeError, match="object"):
        rows._told(object())
