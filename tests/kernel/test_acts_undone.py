"""Undoing an act: a new act by the inverse, refused when something was changed since."""

from datetime import date

import pytest

from luoshi.kernel.access import ANY
from luoshi.kernel.models import (
    AuditEntry,
    AuditValue,
    BodyNameKind,
    Grant,
    Origin,
    Post,
    Role,
    SavedView,
)
from luoshi.kernel.services import bodies, lists, loans, people, rights, undoing
from tests.kernel.factories import LATER, NOON, BodyFactory, PostFactory, UserFactory, member

pytestmark = pytest.mark.django_db
OWN = Origin.own()


@pytest.fixture
def admin():
    return member("administrator")


def page(client, query=""):
    return client.get(f"/acts/{query}").content.decode()


def last():
    return AuditEntry.objects.order_by("-number").first()


def undo(entry, by):
    undoing.undo_act(entry=entry, by=by, at=LATER)
    return last()


def test_undoing_is_a_new_act_that_names_the_old_one_and_can_be_undone(client, admin):
    person = UserFactory()
    people.deactivate_user(user=person, by=admin, at=NOON)
    first = last()
    client.force_login(admin)
    assert f'action="/acts/{first.number}/undo/"' in page(client)
    client.post(f"/acts/{first.number}/undo/", {"next": "/acts/"})
    person.refresh_from_db()
    second = last()
    assert person.is_active
    assert second.code == "kernel.act_undone"
    assert second.by_id == admin.pk
    assert f"已由第{second.number}条操作撤销" in page(client)
    assert AuditEntry.objects.about(first).get() == second
    undo(second, admin)
    person.refresh_from_db()
    assert not person.is_active


def test_what_was_changed_since_is_not_undone(client, admin):
    person = UserFactory()
    people.deactivate_user(user=person, by=admin, at=NOON)
    first = last()
    people.reactivate_user(user=person, by=admin, at=NOON)
    client.force_login(admin)
    before = AuditEntry.objects.count()
    response = client.post(f"/acts/{first.number}/undo/", follow=True)
    assert "此后" in response.content.decode() or "已经" in response.content.decode()
    assert AuditEntry.objects.count() == before


def test_only_who_may_do_the_inverse_undoes(client, admin):
    person = UserFactory()
    people.deactivate_user(user=person, by=admin, at=NOON)
    client.force_login(member("auditor"))
    assert "/undo/" not in page(client)
    assert client.post(f"/acts/{last().number}/undo/", follow=True).status_code in (200, 403)
    person.refresh_from_db()
    assert not person.is_active


def test_what_has_no_inverse_or_no_values_any_more_is_refused(admin):
    people.create_user(username="neu", display_name="新", password=None, by=admin, at=NOON)
    with pytest.raises(undoing.NoInverse):
        undo(last(), admin)
    people.deactivate_user(user=UserFactory(), by=admin, at=NOON)
    entry = last()
    AuditValue.objects.filter(entry=entry).delete()
    with pytest.raises(undoing.ValuesErased):
        undo(entry, admin)


def body_rows(body):
    return (
        str(body.__class__.objects.filter(pk=body.pk).values().get()),
        list(body.names.order_by("pk").values()),
        list(body.commands.order_by("pk").values()),
    )


def test_each_act_on_a_body_is_undone_and_redone_to_the_row(admin):
    body = BodyFactory()
    bodies.state_command(body=body, is_commanded=True, origin=OWN, by=admin, at=NOON)
    changes = (
        lambda: bodies.add_body_name(
            body=body, name="又名", kind=BodyNameKind.ALIAS, origin=OWN, by=admin, at=NOON
        ),
        lambda: bodies.rename_body(
            body=body, name="新局", on=date(2025, 1, 1), origin=OWN, by=admin, at=NOON
        ),
        lambda: bodies.state_command(body=body, is_commanded=False, origin=OWN, by=admin, at=NOON),
        lambda: bodies.close_body(body=body, on=date(2025, 2, 1), by=admin, at=NOON),
    )
    for change in changes:
        body.refresh_from_db()
        before = body_rows(body)
        change()
        after = body_rows(body)
        assert before != after
        undone = undo(last(), admin)
        assert body_rows(body) == before
        undo(undone, admin)
        assert body_rows(body) == after


def test_rows_of_another_body_are_not_put_back_by_the_right_to_one(admin):
    mine, other = BodyFactory(), BodyFactory(name="示例市统计局")
    bodies.add_body_name(body=other, name="统计局", kind=BodyNameKind.SHORT, origin=OWN, by=admin, at=NOON)
    changes = AuditValue.objects.get(entry=last(), field="undoing").new
    with pytest.raises(ValueError, match="not all about"):
        bodies.put_back(body=mine, changes=changes, by=admin, at=LATER)
    assert other.names.filter(name="统计局").exists()


def test_rights_posts_loans_and_views_are_undone_and_redone(admin):
    officer, body = Role.objects.get(code="officer"), BodyFactory()
    person = UserFactory()

    grant = rights.grant_act(role=officer, act_code="kernel.edit_bodies", relation=ANY, by=admin, at=NOON)
    standing = Grant.objects.standing().filter(pk=grant.pk)
    undone = undo(last(), admin)
    assert not standing.exists()
    undo(undone, admin)
    assert standing.exists()

    people.give_post(user=person, body=body, role=officer, title="科长", by=admin, at=NOON)
    held = Post.objects.held_by(person)
    given = held.values("role", "body", "title", "valid_from", "valid_until", "origin_kind").get()
    undone = undo(last(), admin)
    assert not held.exists()
    undo(undone, admin)
    assert held.values("role", "body", "title", "valid_from", "valid_until", "origin_kind").get() == given

    people.end_post(post=held.get(), on=date(2025, 9, 1), by=admin, at=NOON)
    undone = undo(last(), admin)
    assert held.get().valid_until is None
    undo(undone, admin)
    assert held.get().valid_until == date(2025, 9, 1)

    view = lists.keep_view(list_key="kernel.jobs", name="甲", query="a=1", body=None, by=admin, at=NOON)
    lists.change_view(view=view, query="a=2", by=admin, at=NOON)
    undo(last(), admin)
    assert SavedView.objects.get().query == "a=1"
    lists.drop_view(view=SavedView.objects.get(), by=admin, at=NOON)
    undo(last(), admin)
    assert SavedView.objects.get().query == "a=1"


def test_a_post_that_was_lent_is_not_revoked_and_a_loan_is_taken_back(admin):
    post = PostFactory(body=BodyFactory())
    colleague = PostFactory(body=post.body).user
    people.give_post(
        user=UserFactory(), body=post.body, role=Role.objects.get(code="clerk"), by=admin, at=NOON
    )
    given, entry = Post.objects.order_by("-pk").first(), last()
    days = {"valid_from": date(2025, 9, 20), "valid_until": date(2025, 9, 25)}
    loan = loans.lend_post(post=given, to=colleague, by=admin, at=NOON, **days)
    lent = last()
    with pytest.raises(people.PostLent):
        undo(entry, admin)
    undo(lent, admin)
    loan.refresh_from_db()
    assert loan.withdrawn_at == LATER


def test_a_role_for_the_whole_installation_is_reopened_only_by_who_reaches_it(admin):
    auditor = member("auditor")
    post = auditor.posts.get()
    people.end_post(post=post, on=date(2025, 9, 1), by=admin, at=NOON)
    local = member("body_administrator", body=post.body)
    with pytest.raises(people.AboveOneself):
        people.reopen_post(post=post, by=local, at=NOON)
    undo(last(), admin)
    with pytest.raises(people.PostOpen):
        people.reopen_post(post=post, by=admin, at=NOON)
