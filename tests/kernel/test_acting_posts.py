"""One person with several posts: rights of all of them, and each act signed as one (以何任职办理)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.kernel import clock, saying
from luoshi.kernel.access import SYSTEM, act_as, is_allowed
from luoshi.kernel.access.acts import ACTS
from luoshi.kernel.acts import act
from luoshi.kernel.chain import digest_of
from luoshi.kernel.jobs.running import _for_whom
from luoshi.kernel.models import AuditEntry, Job, Post, Role, User
from luoshi.kernel.queries import acts as queries
from luoshi.kernel.services import jobs, loans, people, undoing
from tests.kernel.factories import DAY, NOON, BodyFactory, PostFactory, UserFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def offices():
    """Two bodies of both of which one person is the administrator, and a colleague in each."""
    user = UserFactory()
    role = Role.objects.get(code="body_administrator")
    posts = [PostFactory(user=user, role=role) for _each in range(2)]
    return posts, [member("officer", body=post.body) for post in posts]


def signed(*, user, acts_as=None, colleague):
    """As which post the renaming of a colleague is signed."""
    by = User.objects.get(pk=user.pk)
    if acts_as:
        act_as(by, acts_as.pk)
    people.rename_user(user=colleague, display_name="示例·新", by=by, at=NOON)
    return AuditEntry.objects.latest("number").post_id


def test_an_act_is_signed_as_the_post_of_who_does_it():
    post = PostFactory(role=Role.objects.get(code="administrator"))
    assert signed(user=post.user, colleague=UserFactory()) == post.pk


def test_who_holds_no_post_signs_as_none():
    user = UserFactory()
    assert signed(user=user, colleague=user) is None
    people.rename_user(user=user, display_name="示例·新", by=SYSTEM, at=NOON)
    assert AuditEntry.objects.latest("number").post_id is None


@pytest.mark.parametrize("chosen", [0, 1])
def test_where_no_post_is_needed_the_chosen_one_signs(offices, chosen):
    posts, _colleagues = offices
    assert signed(user=posts[0].user, acts_as=posts[chosen], colleague=posts[0].user) == posts[chosen].pk


@pytest.mark.parametrize("chosen", [0, 1])
def test_where_both_posts_allow_it_the_chosen_one_signs(offices, chosen):
    posts, (colleague, _other) = offices
    PostFactory(user=colleague, body=posts[1].body)
    wanted = {"display_name": "示例·新", "password": None, "username": "xin"}
    by = User.objects.get(pk=posts[0].user_id)
    act_as(by, posts[chosen].pk)
    people.create_user(**wanted, by=by, at=NOON)
    assert AuditEntry.objects.latest("number").post_id == posts[chosen].pk


@pytest.mark.parametrize("chosen", [0, 1])
@pytest.mark.parametrize("place", [0, 1])
def test_where_one_post_allows_it_that_one_signs_whatever_is_chosen(offices, chosen, place):
    posts, colleagues = offices
    assert signed(user=posts[0].user, acts_as=posts[chosen], colleague=colleagues[place]) == posts[place].pk


def test_without_a_choice_the_oldest_post_signs(offices):
    posts, _colleagues = offices
    assert signed(user=posts[0].user, colleague=posts[0].user) == posts[0].pk


def test_a_choice_that_is_no_longer_held_counts_as_none(offices):
    posts, _colleagues = offices
    Post.objects.filter(pk=posts[1].pk).update(valid_until=DAY - timedelta(days=1))
    assert signed(user=posts[0].user, acts_as=posts[1], colleague=posts[0].user) == posts[0].pk


def test_somebody_elses_post_can_not_be_acted_as(offices):
    posts, (colleague, _other) = offices
    strange = colleague.posts.get()
    assert signed(user=posts[0].user, acts_as=strange, colleague=posts[0].user) == posts[0].pk


def test_the_choice_gives_and_takes_no_right(offices):
    posts, colleagues = offices
    objects = [None, *colleagues, UserFactory(), *Post.objects.all()]
    said = []
    for chosen in (None, *posts):
        by = User.objects.get(pk=posts[0].user_id)
        if chosen:
            act_as(by, chosen.pk)
        said.append(
            [
                is_allowed(by, code, each)
                for code in ("kernel.edit_people", "kernel.lend_posts")
                for each in objects
            ]
            + [is_allowed(by, code) for code in ACTS]
        )
    assert said[0] == said[1] == said[2]


@pytest.fixture
def deputy():
    """An officer to whom the administrator of the body has lent the post for a week."""
    body = BodyFactory()
    holder, colleague = member("body_administrator", body=body), member("officer", body=body)
    days = {"valid_from": DAY, "valid_until": DAY + timedelta(days=6)}
    return loans.lend_post(post=holder.posts.get(), to=colleague, **days, by=holder, at=NOON)


def test_what_only_the_lent_post_allows_a_deputy_signs_as_it(deputy):
    own = deputy.user.posts.get(stands_in_for=None)
    other = member("officer", body=deputy.body)
    assert signed(user=deputy.user, acts_as=own, colleague=other) == deputy.pk
    entry = AuditEntry.objects.latest("number")
    queries.gather([entry], SYSTEM, frozenset())
    holder = deputy.stands_in_for.user
    assert saying.capacity(entry.told) == f"{deputy.body} · 单位管理员（代{holder}）"


def test_a_deputy_signs_as_themselves_until_they_choose_the_lent_post(deputy):
    own = deputy.user.posts.get(stands_in_for=None)
    assert signed(user=deputy.user, colleague=deputy.user) == own.pk
    assert signed(user=deputy.user, acts_as=deputy, colleague=deputy.user) == deputy.pk


def test_an_undoing_is_signed_as_the_post_whose_right_its_inverse_needs(offices):
    posts, (_colleague, other) = offices
    signed(user=posts[0].user, colleague=other)
    entry = AuditEntry.objects.latest("number")
    by = User.objects.get(pk=posts[0].user_id)
    act_as(by, posts[0].pk)
    undoing.undo_act(entry=entry, by=by, at=NOON)
    assert AuditEntry.objects.latest("number").post_id == posts[1].pk


def test_an_inner_act_that_fails_leaves_no_signature(offices):
    posts, (colleague, other) = offices

    @act
    def rename_one_of(*, by, at):
        try:
            people.rename_user(user=other, display_name="", by=by, at=at)
        except people.NoName:
            people.rename_user(user=colleague, display_name="示例·新", by=by, at=at)

    rename_one_of(by=User.objects.get(pk=posts[0].user_id), at=NOON)
    assert AuditEntry.objects.latest("number").post_id == posts[0].pk


@pytest.mark.parametrize("chosen", [0, 1])
def test_a_job_goes_on_as_the_post_as_which_it_was_asked_for(offices, chosen):
    posts, _colleagues = offices
    act_as(posts[0].user, posts[chosen].pk)
    asked = jobs.enqueue(kind="kernel.act_on_rows", arguments={}, by=posts[0].user, at=NOON)
    whom = _for_whom(Job.objects.get(pk=asked.pk))
    people.rename_user(user=whom, display_name="示例·新", by=whom, at=NOON)
    assert AuditEntry.objects.latest("number").post_id == posts[chosen].pk


def test_the_chain_seals_the_post_and_keeps_the_digest_of_entries_without_one(offices):
    posts, _colleagues = offices
    signed(user=posts[0].user, colleague=posts[0].user)
    entry = AuditEntry.objects.latest("number")
    parts = list(entry.parts.order_by("position"))
    assert digest_of(entry, parts) == entry.digest
    for other in (posts[1].pk, None):
        entry.post_id = other
        assert digest_of(entry, parts) != entry.digest


# The pages


@pytest.fixture
def entered(client, offices):
    """A browser in which the person of two posts has signed in."""
    client.force_login(offices[0][0].user)
    return client


def choose(client, post, **fields):
    return client.post(reverse("kernel:act_as"), {"post": post, **fields})


def head_of(client, url="/account/"):
    return client.get(url).content.decode().partition("</header>")[0]


def test_the_head_says_as_which_post_one_acts_and_switches_with_one_click(entered, offices):
    posts, _colleagues = offices
    first, last = (f'value="{post.pk}" aria-pressed="true"' for post in posts)
    assert first in head_of(entered)
    assert choose(entered, posts[1].pk, next="/jobs/")["Location"] == "/jobs/"
    assert last in head_of(entered)
    entered.post(reverse("kernel:rename"), {"display_name": "示例·新"})
    assert AuditEntry.objects.latest("number").post_id == posts[1].pk


def test_who_holds_one_post_is_asked_for_no_choice_and_pays_no_query(client):
    client.force_login(member("officer"))
    assert reverse("kernel:act_as") not in client.get("/account/").content.decode()
    with CaptureQueriesContext(connection) as of_one:
        client.get("/jobs/")
    user = PostFactory(user=member("officer")).user
    client.force_login(user)
    with CaptureQueriesContext(connection) as of_two:
        client.get("/jobs/")
    assert len(of_two) == len(of_one) + 1


@pytest.mark.parametrize("asked", ["", "x", "-1", "999999999999999999999"])
def test_a_post_that_one_does_not_hold_is_refused_with_what_would_be_right(entered, offices, asked):
    assert choose(entered, asked)["Location"] == "/account/"
    assert "请在所列任职中选择" in entered.get("/account/").content.decode()
    assert f'value="{offices[0][0].pk}" aria-pressed="true"' in head_of(entered)


def test_somebody_elses_post_is_refused(entered, offices):
    _posts, (colleague, _other) = offices
    choose(entered, colleague.posts.get().pk)
    assert "请在所列任职中选择" in entered.get("/account/").content.decode()


def test_a_post_that_ends_meanwhile_is_acted_as_no_longer(entered, offices):
    posts, _colleagues = offices
    choose(entered, posts[1].pk)
    Post.objects.filter(pk=posts[1].pk).update(valid_until=clock.today() - timedelta(days=1))
    assert reverse("kernel:act_as") not in head_of(entered)
    entered.post(reverse("kernel:rename"), {"display_name": "示例·新"})
    assert AuditEntry.objects.latest("number").post_id == posts[0].pk


def test_the_choice_ends_with_the_session(entered, offices):
    posts, _colleagues = offices
    choose(entered, posts[1].pk)
    entered.post("/sign-out/")
    entered.force_login(posts[0].user)
    assert f'value="{posts[0].pk}" aria-pressed="true"' in head_of(entered)


def test_what_was_done_names_the_post(entered, offices):
    posts, _colleagues = offices
    entered.post(reverse("kernel:rename"), {"display_name": "示例·新"})
    assert f"以{posts[0].body} · 单位管理员身份" in entered.get("/acts/").content.decode()
    exported = entered.get("/acts/?cols=number,told,post&format=csv").content.decode("utf-8-sig")
    assert f"{posts[0].body} · 单位管理员" in exported


def test_a_reader_who_may_not_see_the_post_is_not_told_it(offices):
    posts, (colleague, _other) = offices
    signed(user=posts[0].user, colleague=colleague)
    entry = AuditEntry.objects.latest("number")
    queries.gather([entry], UserFactory(), frozenset())
    assert saying.capacity(entry.told) == ""
