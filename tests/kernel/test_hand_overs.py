"""Somebody leaves: all that waited for them goes on, in one act, with a list; nothing is lost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from luoshi.kernel import clock
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import AuditEntry, HandOver, Job, ListImport, Post, SavedView, User
from luoshi.kernel.services import hand_overs, loans, people
from luoshi.plan.models import Plan
from tests.kernel.factories import DAY, NOON, BodyFactory, JobFactory, PostFactory, UploadFactory, member
from tests.plan.factories import PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    """A body with its administrator, an officer for whom much waits, and a colleague."""
    body = BodyFactory()
    administrator, leaver, colleague = (
        member(role, body=body) for role in ("body_administrator", "officer", "officer")
    )
    JobFactory(by=leaver)
    JobFactory(by=leaver, done_already=True)
    list_of(leaver, state="open")
    list_of(leaver, state="applied", applied_at=NOON)
    view_of(leaver, name="我的")
    view_of(leaver, name="共享", body=body)
    view_of(colleague, name="共享", body=body)
    PlanFactory(created_by=leaver, audience="maker")
    lent = PostFactory(body=body)
    loans.lend_post(
        post=lent,
        to=leaver,
        valid_from=clock.today(),
        valid_until=clock.today() + timedelta(days=5),
        by=SYSTEM,
        at=clock.now(),
    )
    return administrator, leaver, colleague


def list_of(user, **fields):
    return ListImport.objects.create(
        kind="kernel.bodies", upload=UploadFactory(by=user), mode="rows", by=user, at=NOON, **fields
    )


def view_of(user, **fields):
    return SavedView.objects.create(list="kernel.jobs", owner=user, kept_at=NOON, **fields)


def holders():
    """Who holds what is under way."""
    return {
        "job": Job.objects.unfinished().get().by,
        "list": ListImport.objects.get(state="open").by,
        "plan": Plan.objects.get().created_by,
        "document": Plan.objects.get().document.created_by,
        "loan": Post.objects.lent().in_force(on=clock.today()).get().user,
    }


def test_closing_an_account_passes_everything_on_as_one_act(office):
    administrator, leaver, colleague = office
    entries = AuditEntry.objects.count()
    people.deactivate_user(user=leaver, to=colleague, by=administrator, at=clock.now())
    assert set(holders().values()) == {colleague}
    assert AuditEntry.objects.count() == entries + 1
    made = HandOver.objects.get()
    kinds = [each["kind"] for each in made.items]
    assert kinds == ["kernel.jobs", "kernel.imports", "kernel.views", "kernel.loans", "plan.drafts"]
    assert all(each["is_passed"] for each in made.items)
    assert AuditEntry.objects.about(made).get().by_id == administrator.pk
    assert ListImport.objects.get(state="applied").by == leaver


def test_a_shared_view_whose_name_is_taken_bears_whose_it_was(office):
    administrator, leaver, colleague = office
    people.deactivate_user(user=leaver, to=colleague, by=administrator, at=clock.now())
    names = sorted(SavedView.objects.filter(owner=colleague).values_list("name", flat=True))
    assert (len(names), names[0]) == (2, "共享")
    assert leaver.display_name in names[1]
    assert SavedView.objects.get(owner=leaver).name == "我的"


def test_without_a_successor_the_bodys_administrator_keeps_it_and_it_shows(office, client):
    administrator, leaver, _colleague = office
    people.deactivate_user(user=leaver, by=SYSTEM, at=clock.now())
    assert set(holders().values()) == {administrator}
    made = HandOver.objects.get()
    assert (made.is_by_default, made.taker) == (True, administrator)
    client.force_login(administrator)
    url = reverse("kernel:hand_over", args=[made.pk])
    assert url in client.get(reverse("kernel:account")).content.decode()
    assert "保管" in client.get(url).content.decode()


def test_where_nobody_is_left_a_successor_must_be_named(office):
    administrator, leaver, _colleague = office
    User.objects.filter(pk=administrator.pk).update(is_active=False)
    with pytest.raises(hand_overs.NobodyTakesOver):
        people.deactivate_user(user=leaver, by=SYSTEM, at=clock.now())
    leaver.refresh_from_db()
    assert leaver.is_active


def test_a_stranger_takes_nothing_over(office):
    _administrator, leaver, _colleague = office
    for other in (member("officer"), leaver):
        with pytest.raises(hand_overs.NotTheirSuccessor):
            people.deactivate_user(user=leaver, to=other, by=SYSTEM, at=clock.now())


def test_one_of_several_posts_takes_along_only_what_belongs_to_its_body(office):
    administrator, leaver, colleague = office
    PostFactory(user=leaver)
    post = leaver.posts.get(body=administrator.posts.get().body, stands_in_for=None)
    people.end_post(post=post, on=clock.today(), to=colleague, by=administrator, at=clock.now())
    assert [each["kind"] for each in HandOver.objects.get().items] == ["kernel.views", "kernel.loans"]
    assert (holders()["job"], holders()["plan"]) == (leaver, leaver)


def test_the_last_post_takes_everything_along(office):
    administrator, leaver, colleague = office
    post = leaver.posts.get(stands_in_for=None)
    people.end_post(post=post, on=clock.today(), to=colleague, by=administrator, at=clock.now())
    assert set(holders().values()) == {colleague}


def test_a_loan_goes_back_where_the_successor_is_the_one_who_lent_it(office):
    administrator, leaver, _colleague = office
    lender = Post.objects.lent().get().stands_in_for.user
    people.deactivate_user(user=leaver, to=lender, by=administrator, at=clock.now())
    loan = next(each for each in HandOver.objects.get().items if each["kind"] == "kernel.loans")
    assert not loan["is_passed"]
    assert not Post.objects.lent().in_force(on=clock.today()).exists()


def test_where_nothing_waits_there_is_no_list():
    leaver = member("officer")
    people.end_post(post=leaver.posts.get(), on=DAY, by=SYSTEM, at=NOON)
    assert not HandOver.objects.exists()


def test_leaving_in_pages_shows_what_waits_and_leads_to_the_list(office, client):
    administrator, leaver, colleague = office
    client.force_login(administrator)
    url = reverse("kernel:leave", args=[leaver.pk])
    page = client.get(url)
    assert {kind.code for kind, _names, _number in page.context["waits"]} >= {"kernel.jobs", "plan.drafts"}
    assert 'role="alert"' in client.post(url, {"to": colleague.pk}).content.decode()
    done = client.post(url, {"post": "account", "to": colleague.pk}, follow=True)
    assert done.context["made"].taker == colleague
    leaver.refresh_from_db()
    assert not leaver.is_active


def test_ones_own_name_is_changed_on_the_account(office, client):
    _administrator, _leaver, colleague = office
    client.force_login(colleague)
    for name, kept in (("示例·新名", "示例·新名"), ("  ", "示例·新名")):
        client.post(reverse("kernel:rename"), {"display_name": name})
        colleague.refresh_from_db()
        assert colleague.display_name == kept


def test_the_history_tells_in_words_what_went_over_and_to_whom(client, office):
    administrator, leaver, colleague = office
    people.deactivate_user(user=leaver, to=colleague, by=administrator, at=clock.now())
    client.force_login(member("administrator"))
    told = client.get("/acts/").content.decode()
    entry = told[told.index("<tbody") :]
    assert colleague.display_name in entry
    assert "承办人" in entry
    assert "交接内容" in entry
    assert "is_passed" not in entry
    assert "{&#x27;" not in entry
