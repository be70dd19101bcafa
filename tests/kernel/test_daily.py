"""What is done once a day: asked for by whichever worker sees first that a day has begun."""

from datetime import date, timedelta

import pytest

from luoshi.kernel.jobs import daily
from luoshi.kernel.models import AuditEntry, Installation, Job
from tests.kernel.factories import AreaFactory

pytestmark = pytest.mark.django_db
DAY = date(2025, 9, 15)


@pytest.fixture
def founded():
    return Installation.objects.create(pk=1, home_area=AreaFactory(), is_demo=False)


def keys():
    return list(Job.objects.order_by("pk").values_list("kind", "key"))


def test_each_daily_job_is_asked_for_once_a_day(founded):
    daily.begin(DAY)
    daily.begin(DAY)
    daily.begin(DAY + timedelta(days=1))
    assert keys() == [(kind, f"2025-09-{day}") for day in (15, 16) for kind in daily.DAILY]
    assert AuditEntry.objects.filter(code="kernel.day_begun").count() == 2


def test_a_worker_looks_at_the_calendar_only_where_there_is_an_installation():
    daily.Calendar().turn()
    assert not Job.objects.exists()


def test_a_worker_that_has_begun_the_day_leaves_it(founded, django_assert_num_queries):
    calendar = daily.Calendar()
    calendar.turn()
    asked = keys()
    with django_assert_num_queries(0):
        calendar.turn()
    assert keys() == asked != []
