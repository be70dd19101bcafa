"""What happened, in sentences: who is shown what, what it costs, and undoing by a new act."""

import ast
import csv
import html
import io
import itertools
import re
import uuid
from datetime import date, timedelta
from functools import cache

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from openpyxl import load_workbook

from luoshi.kernel import audit, saying
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.acts import act
from luoshi.kernel.chain import digest_of
from luoshi.kernel.errors import Refusal
from luoshi.kernel.inverses import INVERSES
from luoshi.kernel.models import (
    AuditEntry,
    AuditHead,
    AuditPart,
    AuditValue,
    Origin,
)
from luoshi.kernel.queries import acts as queries
from luoshi.kernel.services import bodies, lists, people
from luoshi.kernel.telling import FIELDS, SENTENCES, THINGS
from tests.kernel.factories import NOON, BodyFactory, JobFactory, UserFactory, member
from tests.sources import SOURCE

pytestmark = pytest.mark.django_db
OWN = Origin.own()
ACTS = {"acts", "acts_about", "undo_act"}


@pytest.fixture
def auditor(client):
    user = member("auditor")
    client.force_login(user)
    return user


@pytest.fixture
def admin():
    return member("administrator")


def told(entry, by):
    queries.gather([entry], by, frozenset())
    return entry.told


def page(client, query=""):
    return client.get(f"/acts/{query}").content.decode()


def last():
    return AuditEntry.objects.order_by("-number").first()


# words


@cache
def trees():
    """What our modules say, each read once."""
    return [ast.parse(path.read_text()) for path in SOURCE.rglob("*.py")]


def recorded_fields():
    """The names of the fields that calls write out as their `changes`."""
    calls = (node for tree in trees() for node in ast.walk(tree))
    given = (each.value for each in calls if isinstance(each, ast.keyword) and each.arg == "changes")
    keys = (key for changes in given if isinstance(changes, ast.Dict) for key in changes.keys)
    return {key.value for key in keys if isinstance(key, ast.Constant)}


def recorded_codes():
    """The codes that stand first in a call of `audit.record`, also by a name of the module or an argument `code`."""
    found = set()
    for tree in trees():
        names = {
            node.targets[0].id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Constant)
        }
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Attribute) and call.func.attr == "record" and call.args:
                found.add(_text(call.args[0], names))
            found |= {_text(each.value, names) for each in call.keywords if each.arg == "code"}
    return {code for code in found if code}


def _text(node, names):
    if isinstance(node, ast.Name):
        return names.get(node.id)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


@pytest.mark.slow
def test_every_code_that_is_recorded_has_its_sentence():
    codes = {code for code in recorded_codes() if code.startswith(("kernel.", "plan.", "web."))}
    refusals = {each.code for each in _refusals(Refusal)}
    jobs = {"kernel.job_broke", "kernel.job_lost", "kernel.message_outdated", "kernel.password_of_others"}
    assert len(codes) > 60
    assert codes - set(SENTENCES) - refusals - jobs == set()


def _refusals(kind):
    return {kind} | {each for below in kind.__subclasses__() for each in _refusals(below)}


@pytest.mark.slow
def test_every_field_that_is_written_out_has_its_words():
    fields = recorded_fields()
    assert len(fields) > 10
    assert fields - set(FIELDS) - {saying.ROWS} == set()


def test_every_inverse_and_every_sentence_fit_what_they_are_said_of():
    assert set(INVERSES) <= set(SENTENCES)
    for language in ("zh-hans", "en"):
        with override(language):
            for code, sentence in SENTENCES.items():
                said = saying.said(code, who="甲", what="乙")
                assert "乙" in said, code
                assert "%" not in said, code
                assert re.search("[一-鿿]", str(sentence)) or language == "en", code


def test_an_entry_is_a_sentence_with_what_changed(auditor, admin):
    person = UserFactory(display_name="李四")
    people.deactivate_user(user=person, by=admin, at=NOON)
    entry = last()
    with override("zh-hans"):
        text = saying.whole(entry) if told(entry, auditor) else ""
        assert text == f"{admin}停用了账号李四。 账号启用: 是 → 否"
    with override("en"):
        told(entry, auditor)
        assert saying.whole(entry) == f"{admin} closed the account 李四. account is open: yes → no"


def test_a_name_is_never_markup(client, auditor, admin):
    body = BodyFactory(name="<b>坏</b>局")
    bodies.close_body(body=body, on=date(2025, 1, 1), by=admin, at=NOON)
    assert "&lt;b&gt;坏&lt;/b&gt;局" in page(client)
    assert "<b>坏" not in page(client)


def test_values_that_were_erased_are_shown_as_such(client, auditor, admin):
    people.deactivate_user(user=UserFactory(), by=admin, at=NOON)
    AuditValue.objects.filter(entry=last()).delete()
    assert "已删除" in page(client)


def test_the_parts_of_an_act_are_folded(client, auditor, admin):
    @act
    def close_all(*, by, at):
        for each in [UserFactory() for _number in range(25)]:
            people.deactivate_user(user=each, by=by, at=at)

    close_all(by=admin, at=NOON)
    text = page(client)
    assert "<details><summary>另有19项" in text
    assert "等等" in text
    assert text.count("停用了账号示例") == 20


# who may see


def test_who_audits_sees_all_and_others_their_own(client, auditor, admin):
    people.deactivate_user(user=UserFactory(), by=admin, at=NOON)
    other = UserFactory()
    people.choose_language(user=other, language="en", by=other, at=NOON)
    assert page(client).count("<tr id=") == 2
    for user, number in ((other, 1), (admin, 2), (UserFactory(), 0)):
        client.force_login(user)
        assert page(client).count("<tr id=") == number


def test_a_visitor_is_asked_to_sign_in(client):
    urls = ["/acts/", "/acts/of/kernel.body/1/", "/acts/1/undo/"]
    for url in urls:
        assert "sign-in" in client.post(url)["Location"]
        assert "sign-in" in client.get(url)["Location"]


def test_whoever_sees_an_object_sees_what_happened_to_it(client, admin):
    body, hidden = BodyFactory(name="云岭市工信局"), JobFactory(by=admin)
    bodies.close_body(body=body, on=date(2025, 1, 1), by=admin, at=NOON)
    client.force_login(UserFactory())
    text = client.get(f"/acts/of/kernel.body/{body.pk}/").content.decode()
    assert "撤销了主体" in text
    assert "云岭市工信局" in text
    assert str(admin) not in text  # whose name the reader may not see
    assert f'href="/acts/of/kernel.body/{body.pk}/"' in client.get(f"/bodies/{body.pk}/").content.decode()
    for path in (f"kernel.job/{hidden.pk}", "kernel.body/999999", "kernel.nothing/1", "auth.user/1"):
        assert client.get(f"/acts/of/{path}/").status_code == 404


def test_a_part_about_what_one_may_not_see_says_nothing_of_it(admin):
    body, person = BodyFactory(), UserFactory(username="geheim", display_name="秘密")

    @act
    def close_and_open(*, by, at):
        bodies.close_body(body=body, on=date(2025, 1, 1), by=by, at=at)
        audit.record("kernel.user_created", person, by=by, at=at, changes={"username": (None, "geheim")})

    close_and_open(by=admin, at=NOON)
    entry = last()
    found = told(entry, UserFactory())
    assert [part.is_open for part in found.parts] == [True, False]
    assert "秘密" not in saying.whole(entry)
    assert "geheim" not in saying.whole(entry)


def test_who_audits_also_reads_of_what_is_gone(client, auditor, admin):
    view = lists.keep_view(list_key="kernel.jobs", name="甲", query="", body=None, by=admin, at=NOON)
    key = view.pk
    lists.drop_view(view=view, by=admin, at=NOON)
    assert "删除了" in client.get(f"/acts/of/kernel.savedview/{key}/").content.decode()
    client.force_login(UserFactory())
    assert client.get(f"/acts/of/kernel.savedview/{key}/").status_code == 404


# the list


def test_the_list_is_narrowed_by_act_person_room_day_and_object(client, auditor, admin):
    body = BodyFactory(name="云岭市工信局")
    bodies.close_body(body=body, on=date(2025, 1, 1), by=admin, at=NOON)
    people.deactivate_user(user=UserFactory(), by=SYSTEM, at=NOON - timedelta(days=3))
    for query, number in (
        ("", 2),
        ("?act=kernel.body_closed", 1),
        (f"?who={admin}", 1),
        (f"?who={admin.username}", 1),
        ("?who=nobody", 0),
        ("?room=plan", 0),
        ("?room=kernel", 2),
        ("?day_from=2025-09-15&day_until=2025-09-15", 1),
        ("?day_until=2025-09-14", 1),
        ("?object=云岭市工信局", 1),
        (f"?object=kernel.body:{body.pk}", 1),
        ("?object=kernel.body:x", 0),
    ):
        assert len(client.get(f"/acts/{query}").context["list"].rows) == number, query


def test_the_export_carries_the_head(client, auditor, admin):
    people.deactivate_user(user=UserFactory(), by=admin, at=NOON)
    head = AuditHead.objects.get(pk=1)
    rows = list(csv.reader(io.StringIO(b"".join(client.get("/acts/?export=csv")).decode("utf-8-sig"))))
    assert head.digest in rows[-1][2]
    assert "停用了账号" in rows[1][2]
    workbook = client.get("/acts/?export=xlsx").content
    assert any(head.digest in str(row) for row in sheets_rows(workbook))


def sheets_rows(content):
    return list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


def test_shown_entries_are_checked_on_request(client, auditor, admin):
    for _number in range(3):
        people.deactivate_user(user=UserFactory(), by=admin, at=NOON)
    check = "?cols=number,at,told,check"
    assert page(client, check).count("完好") == 3
    with connection.cursor() as cursor:
        value = AuditValue.objects.order_by("-pk").first()
        statement = "UPDATE kernel_auditvalue SET salt = 'x' WHERE id = %s"
        _without_guards(cursor, "kernel_auditvalue", statement, [value.pk])
    text = page(client, check)
    assert text.count("完好") == 2
    assert "被改动" in text


def test_checking_keeps_what_the_list_was_narrowed_to(client, auditor, admin):
    people.deactivate_user(user=UserFactory(), by=admin, at=NOON)
    narrowed = page(client, "?act=kernel.user_deactivated&sort=at")
    address = html.unescape(re.search(r'href="/acts/(\?[^"]*check[^"]*)"', narrowed)[1])
    asked = QueryDict(address[1:])
    assert (asked["act"], asked["sort"]) == ("kernel.user_deactivated", "at")
    assert page(client, address).count("完好") == 1


def _without_guards(cursor, table, statement, values):
    """As somebody would who has the database in hand."""
    if connection.vendor == "postgresql":
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    else:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')
    cursor.execute(statement, values)


def test_a_page_of_many_different_entries_costs_few_queries(client, auditor, admin):
    many_entries(admin, 3_000)
    for query in (
        "",
        "?cols=number,told,check",
        f"?who={admin}",
        "?room=kernel&page=5",
        "?day_from=2025-01-01",
    ):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/acts/{query}").status_code == 200
        assert len(asked) <= 12 + (3 if "check" in query else 0), query


def many_entries(by, number):
    """Entries of every code about every kind of thing, without their acts."""
    codes = sorted(SENTENCES)
    labels = sorted(THINGS)
    entries = [
        AuditEntry(number=each, act=uuid.UUID(int=each), code=codes[each % len(codes)], by_id=by.pk, at=NOON)
        for each in range(1, number + 1)
    ]
    parts = [
        AuditPart(entry_id=entry.act, position=0, code=entry.code, label=label, object_id="1")
        for entry, label in zip(entries, itertools.cycle(labels), strict=False)
    ]
    for entry in entries:
        entry.digest = digest_of(entry, [])
    AuditPart.objects.bulk_create(parts)
    AuditEntry.objects.bulk_create(entries)
