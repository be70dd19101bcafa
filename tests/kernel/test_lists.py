"""Lists as people use them: found, leafed through, sorted, exported, kept as views, acted on."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.kernel.jobs import work_until_idle
from luoshi.kernel.models import AuditEntry, FirstView, Job, JobState, SavedView
from luoshi.kit import sheets
from luoshi.kit.lists.rows import MOST_COUNTED
from tests.kernel.factories import NOON, BodyFactory, JobFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
LIST, KEEP, ACT = "/jobs/", "/lists/views/", "/lists/act/"


@pytest.fixture
def person(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def colleague(person):
    """Somebody at the same body as the person."""
    post = PostFactory(user=person)
    return PostFactory(body=post.body).user


def jobs_of(person, number=3, **fields):
    return [
        JobFactory(by=person, asked_at=NOON + timedelta(minutes=minute), **fields) for minute in range(number)
    ]


def shown(client, query=""):
    response = client.get(LIST + query)
    assert response.status_code == 200
    return response.context["list"]


def text_of(client, query="", **options):
    return client.get(LIST + query, **options).content.decode()


# what is shown


def test_rows_are_narrowed_and_sorted_as_the_address_says(client, person):
    first, second, third = jobs_of(person)
    failed = JobFactory(by=person, failed=True, asked_at=NOON - timedelta(days=3))
    assert shown(client).rows == [third, second, first, failed]
    assert shown(client, "?state=failed&state=done").rows == [failed]
    assert shown(client, "?asked_until=2025-09-13").rows == [failed]
    assert shown(client, "?asked_from=2025-09-15&sort=asked_at").rows == [first, second, third]
    assert shown(client, "?sort=state,-asked_at").rows == [failed, third, second, first]


def test_a_header_sorts_and_says_so(client, person):
    jobs_of(person)
    text = text_of(client, "?sort=state")
    assert '<th scope="col" aria-sort="ascending"><a href="/jobs/?sort=-state"' in text
    assert 'href="/jobs/?sort=asked_at%2Cstate"' in text


def test_each_active_choice_can_be_taken_away_or_all_of_them(client, person):
    jobs_of(person)
    text = text_of(client, "?state=queued&state=failed&sort=state")
    assert 'class="chip" href="/jobs/?state=failed&amp;sort=state"' in text
    assert 'href="/jobs/?sort=state" hx-get="/jobs/?sort=state">清除全部条件' in text


def test_what_the_address_asks_in_vain_is_named(client, person):
    jobs_of(person)
    text = text_of(client, "?state=gone&<b>=1")
    assert "<code>state=gone</code>" in text
    assert "<code>&lt;b&gt;=1</code>" in text


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    query=st.text(max_size=40)
    | st.from_regex(r"(state|kind|asked_from|sort|cols|page|view|q|at_job)=[^#]{0,9}")
)
def test_no_address_breaks_a_list(client, person, query):
    response = client.get(LIST, query_params={"q": query})
    assert response.status_code == 200
    assert client.get(LIST, QUERY_STRING=query.encode("utf-8", "replace").decode("latin-1")).status_code < 400


def test_the_three_ways_of_having_nothing(client, person):
    assert "需要较长时间" in text_of(client)
    assert "没有符合条件的任务。" in text_of(client, "?state=failed")
    client.logout()
    assert "向您开放的内容" in client.get(reverse("plan:plans")).content.decode()


def test_a_page_beyond_the_last_is_the_last(client, person):
    jobs_of(person, 120)
    listing = shown(client, "?page=99")
    assert (listing.number, len(listing.rows), listing.pages) == (3, 20, 3)


def test_rows_are_counted_up_to_a_bound(client, person):
    Job.objects.bulk_create(
        [Job(kind="probe.count", by=person, asked_at=NOON) for _ in range(MOST_COUNTED + 60)], batch_size=2000
    )
    listing = shown(client)
    assert (listing.total.number, listing.total.is_exact, listing.pages) == (MOST_COUNTED, False, None)
    assert "超过 10000 条" in text_of(client)
    assert (
        shown(client, "?page=202").rows[-1].pk == Job.objects.order_by("pk").values_list("pk", flat=True)[0]
    )


def test_a_page_costs_the_same_for_few_and_for_many(client, person):
    costs = []
    for number in (60, 300):
        jobs_of(person, number)
        with CaptureQueriesContext(connection) as queries:
            shown(client, "?state=queued")
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 12


def test_htmx_gets_the_list_and_the_lists_own_address(client, person):
    jobs_of(person)
    response = client.get(f"{LIST}?state=&kind=&sort=-asked_at&state=queued", headers=HTMX)
    assert "<h1" not in response.content.decode()
    assert response["HX-Push-Url"] == "/jobs/?state=queued"
    assert "HX-Request" in response["Vary"]


def test_the_form_of_columns_leads_to_the_lists_own_words(client, person):
    jobs_of(person)
    response = client.get(f"{LIST}?cols=by&cols=state&at_by=1&at_state=2&at_job=3")
    assert response.url == "/jobs/?cols=by%2Cstate%2Cjob"
    heads = [str(header.column.key) for header in shown(client, response.url.removeprefix(LIST)).headers]
    assert heads == ["by", "state", "job"]


# exports


def test_an_export_holds_what_is_filtered_in_the_columns_shown(client, person):
    jobs_of(person, 60)
    JobFactory(by=person, failed=True)
    content = b"".join(client.get(f"{LIST}?state=queued&cols=job,asked_at&export=csv"))
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert (rows[0], len(rows)) == (["任务", "提交时间"], 61)
    assert rows[1][1] == "2025-09-15 12:59:00"


def test_a_workbook_can_be_read_again(client, person):
    jobs_of(person)
    response = client.get(f"{LIST}?cols=job,state&export=xlsx")
    assert response["Content-Disposition"] == 'attachment; filename="kernel-jobs.xlsx"'
    columns = tuple(
        sheets.Column(key=key, label=label) for key, label in (("job", "任务"), ("state", "状态"))
    )
    reading = sheets.read_rows(response.content, sheets.Sheet("jobs", "任务", columns))
    assert [row.values["state"] for row in reading.rows] == ["排队中"] * 3


# saved views


def keep(client, name="我的视图", query="state=failed&sort=state", **fields):
    asked = {"list": "kernel.jobs", "name": name, "query": query, "path": LIST, "next": LIST, "do": "keep"}
    return client.post(KEEP, asked | fields)


def steer(client, view, act, **fields):
    asked = {"list": "kernel.jobs", "view": view.pk, "do": act, "path": LIST, "next": LIST}
    return client.post(KEEP, asked | fields)


def test_a_view_is_kept_in_the_lists_own_words_and_opened(client, person):
    jobs_of(person)
    response = keep(client, query="sort=state&state=failed&state=gone&page=7&bogus=1")
    view = SavedView.objects.get()
    assert (view.query, view.owner, response.url) == (
        "state=failed&sort=state",
        person,
        f"/jobs/?view={view.pk}",
    )
    listing = shown(client, f"?view={view.pk}")
    assert (listing.view.label, [picked.value for picked in listing.state.picked]) == ("我的视图", ["failed"])
    assert AuditEntry.objects.order_by("-number")[0].code == "kernel.view_kept"


def test_the_form_asks_under_which_name_a_view_is_kept(client, person):
    post = PostFactory(user=person)
    text = client.get(KEEP, {"list": "kernel.jobs", "query": "state=failed", "path": LIST}).content.decode()
    assert 'name="query" value="state=failed"' in text
    assert post.body.name in text
    assert client.get(KEEP, {"list": "kernel.gone"}).status_code == 404


def test_a_view_that_opens_first_can_be_left(client, person):
    jobs_of(person)
    keep(client, first="1")
    view = SavedView.objects.get()
    assert shown(client).view.key == str(view.pk)
    assert 'href="/jobs/?view=0"' in text_of(client)
    assert shown(client, "?view=0").view is None
    assert len(shown(client, "?view=0").rows) == 3
    steer(client, view, "undefault")
    assert shown(client).view is None
    assert SavedView.objects.count() == 1


def test_a_view_becomes_what_the_list_is_now_or_is_dropped(client, person):
    keep(client, first="1")
    view = SavedView.objects.get()
    steer(client, view, "change", query="state=done")
    view.refresh_from_db()
    assert view.query == "state=done"
    assert steer(client, view, "drop").url == "/jobs/?view=0"
    assert not SavedView.objects.exists()
    assert not FirstView.objects.exists()


def test_a_view_is_shared_with_ones_body_and_steered_by_its_owner_alone(client, person, colleague):
    body = person.posts.get().body
    keep(client, body=body.pk)
    view = SavedView.objects.get()
    client.force_login(colleague)
    jobs_of(colleague)
    assert [each.label for each in shown(client).offers.views] == ["我的视图"]
    steer(client, view, "default")
    assert shown(client).view.is_default
    assert steer(client, view, "drop").status_code == 302
    assert SavedView.objects.exists()
    client.force_login(UserFactory())
    assert list(shown(client).offers.views) == []
    assert steer(client, view, "default").status_code == 404


@pytest.mark.parametrize(("name", "said"), [("", "60 个"), ("x" * 61, "60 个"), ("我的视图", "请换一个名称")])
def test_a_name_that_will_not_do_is_refused_in_words(client, person, name, said):
    keep(client)
    assert keep(client, name=name).url == LIST
    text = text_of(client)
    assert 'data-tone="red" role="alert"' in text
    assert said in text
    assert SavedView.objects.count() == 1


def test_a_view_is_shared_with_no_body_of_others(client, person):
    keep(client, body=BodyFactory().pk)
    assert not SavedView.objects.exists()
    assert "任职" in text_of(client)


# many rows


def act(client, **fields):
    return client.post(ACT, {"list": "kernel.jobs", "act": "cancel", "next": LIST, **fields})


def test_an_act_on_rows_asks_first_and_changes_nothing(client, person):
    one, two, _three = jobs_of(person)
    text = act(client, row=[one.pk, two.pk]).content.decode()
    assert "共 2 条。" in text
    assert f'name="rows" value="{two.pk},{one.pk}"' in text
    assert Job.objects.unfinished().count() == 3


def test_rows_are_acted_on_in_one_act_and_the_refused_are_named(client, person):
    one, two, _three = jobs_of(person)
    over = JobFactory(by=person, done_already=True)
    before = AuditEntry.objects.count()
    text = act(client, confirmed=1, rows=f"{one.pk},{two.pk},{over.pk}").content.decode()
    assert "已处理 2 条。 1 条未能处理。" in text
    assert f"<td>probe.count {over.pk}</td>" in text
    assert Job.objects.filter(state=JobState.CANCELLED).count() == 2
    assert AuditEntry.objects.count() == before + 1


def test_when_every_row_is_refused_nothing_is_written(client, person):
    over = JobFactory(by=person, done_already=True)
    before = AuditEntry.objects.count()
    assert "1 条未能处理。" in act(client, confirmed=1, rows=str(over.pk)).content.decode()
    assert AuditEntry.objects.count() == before


def test_nobody_acts_on_rows_that_are_not_to_be_seen(client, person):
    others = JobFactory(by=UserFactory())
    assert act(client, row=[others.pk]).url == LIST
    assert act(client, confirmed=1, rows=str(others.pk)).url == LIST
    assert Job.objects.unfinished().count() == 1


def test_an_act_that_the_list_does_not_have_is_not_found(client, person):
    assert act(client, act="burn").status_code == 404
    assert act(client, list="kernel.gone").status_code == 404


def test_all_that_match_are_chosen_beyond_the_page(client, person):
    jobs_of(person, 60)
    JobFactory(by=person, failed=True)
    text = act(client, all=1, query="state=queued").content.decode()
    assert "共 60 条。" in text
    assert "另有 40 条" in text


def test_more_than_a_request_can_do_becomes_a_job_with_its_result(client, person):
    jobs = jobs_of(person, 60)
    over = JobFactory(by=person, done_already=True)
    keys = ",".join(str(job.pk) for job in [*jobs, over])
    response = act(client, confirmed=1, rows=keys)
    job = Job.objects.get(kind="kernel.act_on_rows")
    assert response.url == reverse("kernel:job", args=[job.pk])
    Job.objects.exclude(pk=job.pk).filter(state=JobState.QUEUED).update(
        not_before=NOON + timedelta(days=9999)
    )
    work_until_idle()
    job.refresh_from_db()
    assert (job.state, job.result["done"], job.result["refused"]) == (JobState.DONE, 60, 1)
    text = client.get(reverse("kernel:rows_acted_on", args=[job.pk])).content.decode()
    assert "已处理 60 条。" in text
    assert f"probe.count {over.pk}" in text
    assert reverse("kernel:rows_acted_on", args=[job.pk]) in client.get(response.url).content.decode()


def test_a_stranger_does_not_see_what_an_act_came_to(client, person):
    job = JobFactory(by=UserFactory(), kind="kernel.act_on_rows", done_already=True, result={})
    assert client.get(reverse("kernel:rows_acted_on", args=[job.pk])).status_code == 404


def test_no_list_leads_to_another_site(client, person):
    one, *_rest = jobs_of(person)
    assert keep(client, path="https://example.org/").url.startswith("/?view=")
    text = act(client, row=[one.pk], next="//example.org/").content.decode()
    assert "example.org" not in text
