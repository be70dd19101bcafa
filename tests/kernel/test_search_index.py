"""The full-text index of the database holds what the rows say: `verify` proves it, `index_search` mends it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from luoshi.kernel import checks
from luoshi.kernel.models import SearchRow
from luoshi.kernel.search.finding import found
from luoshi.kernel.search.question import understand
from luoshi.kernel.services import search
from tests.kernel.factories import BodyFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lost():
    """A body that the search no longer finds, though its row is as it should be; beside it one that is found."""
    body = BodyFactory(name="示例市水务局")
    BodyFactory(name="示例市林业局")
    search.rebuild()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "INSERT INTO kernel_searchrow_words(kernel_searchrow_words, rowid, words) "
                "SELECT 'delete', id, words FROM kernel_searchrow WHERE kind = 'kernel.body' AND object_id = %s",
                [body.pk],
            )
        else:
            cursor.execute("ALTER TABLE kernel_searchrow ALTER COLUMN words_found DROP EXPRESSION")
            cursor.execute(
                "UPDATE kernel_searchrow SET words_found = '' WHERE kind = 'kernel.body' AND object_id = %s",
                [body.pk],
            )
    return body


def titles(typed):
    return [row.title for row in found(understand(typed), by=AnonymousUser())]


def said():
    return [
        finding.problem
        for each in checks.verify()
        if each.check.code == "kernel.index"
        for finding in each.findings
    ]


def test_what_the_index_has_lost_is_named(lost):
    assert titles("水务局") == []
    assert len(said()) == 1
    assert said()[0].rstrip(".。").endswith(f"kernel.body {lost.pk}")


def test_the_index_is_made_anew_from_the_rows(lost):
    assert search.rebuild() == 1
    assert titles("水务局") == [lost.name]
    assert said() == []


def test_words_of_a_row_that_is_gone_are_named():
    BodyFactory(name="示例市林业局")
    search.rebuild()
    if connection.vendor == "postgresql":
        return  # keeps the words in the row itself
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO kernel_searchrow_words(rowid, words) VALUES (777, '示 例')")
    assert list(search.wrong_rows()) == [(SearchRow._meta.label_lower, 777)]
