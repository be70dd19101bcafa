"""Many rows at once: what goes in comes out, the database's own rules hold, and no key is given twice."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from luoshi.kernel import bulk
from luoshi.kernel.among import Among
from luoshi.kernel.models import Area, Body, BodyName, Job, OriginKind
from tests.kernel.factories import NOON, AreaFactory, BodyFactory

pytestmark = pytest.mark.django_db
NAMES = ("body_id", "name", "kind", "valid_from", "origin_kind", "origin_source")
ODD = ["制表\t符", "换\n行", r"反\斜 \N \.", "引'号\"", "{花,括}", "", "NULL"]


def names(body, texts):
    return [
        (body.pk, f"{at}{text}", "alias", date(2019, 3, at % 28 + 1), "own", text)
        for at, text in enumerate(texts)
    ]


def test_values_come_out_as_they_went_in():
    body = BodyFactory()
    bulk.insert_rows(BodyName, NAMES, names(body, ODD))
    assert list(BodyName.objects.order_by("pk").values_list(*NAMES)) == names(body, ODD)


def test_documents_and_moments_come_out_as_they_went_in():
    rows = [("a", {"字": [1, None]}, None, NOON, 7, ""), ("b", {}, {"x": "\\"}, NOON, 0, "")]
    columns = ("kind", "arguments", "result", "asked_at", "done", "key")
    rest = {
        "state": "queued",
        "attempt": 0,
        "failures": 0,
        "worker": "",
        "error_code": "",
        "error_values": {},
    }
    bulk.insert_rows(Job, (*columns, *rest), [(*row, *rest.values()) for row in rows])
    assert list(Job.objects.order_by("pk").values_list(*columns)) == rows
    assert Job.objects.filter(result__isnull=True).count() == 1


def test_more_rows_than_one_statement_takes_are_inserted_and_changed():
    body = BodyFactory()
    bulk.insert_rows(BodyName, NAMES, names(body, ["名"] * 1_500))
    rows = BodyName.objects.filter(kind="alias")
    bulk.update_rows(
        BodyName,
        ("name", "valid_until"),
        [(pk, f"新{pk}", date(2020, 1, 1)) for pk in rows.values_list("pk", flat=True)],
    )
    assert {f"新{pk}" for pk in rows.values_list("pk", flat=True)} == set(rows.values_list("name", flat=True))
    assert rows.filter(valid_until=date(2020, 1, 1), origin_source="名").count() == 1_500


def test_only_the_rows_that_are_named_are_changed():
    one, other = BodyFactory(name="甲"), BodyFactory(name="乙")
    bulk.update_rows(Body, ("name", "parent_id"), [(one.pk, "丙", other.pk)])
    assert list(Body.objects.order_by("pk").values_list("name", "parent")) == [("丙", other.pk), ("乙", None)]


def test_a_row_that_breaks_a_constraint_is_refused():
    row = (BodyFactory().pk, "名", "unknown", None, "own", "")
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert_rows(BodyName, NAMES, [row])


def test_a_key_is_never_given_twice():
    with transaction.atomic():
        first = bulk.reserve_keys(Body, 3)
        columns = ("pk", "name", "kind", "area_id", "name_en", "origin_kind", "origin_source")
        area = AreaFactory().pk
        bulk.insert_rows(
            Body, columns, [(key, f"局{key}", "agency", area, "", OriginKind.OWN.value, "") for key in first]
        )
        Body.objects.filter(pk=first[-1]).delete()
        second = bulk.reserve_keys(Body, 3)
    assert not set(first) & set(second)
    assert BodyFactory().pk not in first


def test_a_set_is_asked_for_as_one_parameter(django_assert_num_queries):
    areas = [AreaFactory(code=f"6205{at:02}", name=f"区'{at}\"") for at in range(1, 4)]
    with django_assert_num_queries(3):
        assert Area.objects.filter(pk__among=Among([area.pk for area in areas[:2]] * 2_000)).count() == 2
        assert Area.objects.filter(name__among=Among(area.name for area in areas)).count() == 3
        assert Area.objects.exclude(code__among=Among(["620501"])).count() == 2


def test_a_set_of_bodies_is_asked_for_by_what_points_to_them():
    body = BodyFactory()
    BodyName.objects.create(body=body, name="名", kind="alias", origin_kind="own")
    assert BodyName.objects.filter(body__among=Among([body.pk])).exists()


def test_nothing_is_among_nothing(django_assert_num_queries):
    AreaFactory()
    with django_assert_num_queries(0):
        assert not list(Area.objects.filter(pk__among=Among([])))
    assert Area.objects.exclude(pk__among=Among([])).exists()
