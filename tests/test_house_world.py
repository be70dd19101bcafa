"""The world of the tests is as hostile as it says."""

import socket
import sqlite3
from types import SimpleNamespace

import pytest
from django.db import connection
from django.template import engines

from tests import machine
from tests.strict import check_html

PAGE = "<!doctype html><html lang=en><head><title>A</title></head><body><h1>A</h1>{}</body></html>"


def test_a_page_in_order_passes():
    check_html(PAGE.format("<p>Good.</p><label>Name <input name=n></label>"), fragment=False)
    assert PAGE.count("<h1>") == 1


@pytest.mark.parametrize(
    "wrong",
    [
        "<p><div></p>",
        '<i id="a"></i><b id="a"></b>',
        '<p onclick="x()">',
        '<p style="color: red">',
        "<script>x()</script>",
        "<p>{{ x }}</p>",
        "<p>{% x %}</p>",
        "<h1>Again</h1>",
        "<input name=n>",
    ],
)
def test_a_page_out_of_order_fails(wrong):
    with pytest.raises(AssertionError):
        check_html(PAGE.format(wrong), fragment=False)


@pytest.mark.parametrize("wrong", ["<tr><p></tr>", '<p id="a"></p><p id="a"></p>', "<p>{# x #}</p>"])
def test_a_fragment_out_of_order_fails(wrong):
    with pytest.raises(AssertionError):
        check_html(wrong, fragment=True)


def test_an_unknown_variable_fails():
    with pytest.raises(KeyError, match="the template uses nobody"):
        engines["django"].from_string("{{ nobody }}").render({})


def test_other_machines_are_out_of_reach():
    with pytest.raises(RuntimeError, match="loopback only"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(RuntimeError, match="loopback only"):
        socket.getaddrinfo("example.org", 443)


def test_this_machine_is_in_reach():
    with socket.create_server(("127.0.0.1", 0)) as server:
        client = socket.create_connection(server.getsockname(), timeout=5)
        with client:
            assert client.getpeername() == server.getsockname()


def test_a_skip_is_a_failure_where_everything_is_installed(monkeypatch):
    monkeypatch.setenv("LUOSHI_TEST_ALL", "1")
    report = SimpleNamespace(skipped=True, outcome="skipped", longrepr=("f.py", 1, "Skipped: no chromium"))
    assert machine.fail_when_skipped(report).outcome == "failed"
    assert "no chromium" in report.longrepr


def test_a_skip_stays_a_skip_elsewhere(monkeypatch):
    monkeypatch.delenv("LUOSHI_TEST_ALL", raising=False)
    report = SimpleNamespace(skipped=True, outcome="skipped", longrepr=("f.py", 1, "Skipped: no chromium"))
    assert machine.fail_when_skipped(report).outcome == "skipped"


def test_a_missing_program_is_named_with_its_package():
    with pytest.raises(pytest.skip.Exception, match="apt-get install no-such-package"):
        machine.program("no-such-program", package="no-such-package")


@pytest.mark.django_db
def test_the_database_of_the_tests_is_set_up_like_the_product():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            assert sqlite3.sqlite_version_info >= (3, 38)
        else:
            cursor.execute("SHOW server_version_num")
            assert int(cursor.fetchone()[0]) >= 150000


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_what_a_test_commits_is_gone_in_the_next(time):
    with connection.cursor() as cursor:
        assert "left_behind" not in connection.introspection.table_names(cursor)
        cursor.execute(f"CREATE TABLE left_behind (said varchar(10) DEFAULT '{time}')")
        assert "left_behind" in connection.introspection.table_names(cursor)
