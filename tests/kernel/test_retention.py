"""What is due is shown and erased as acts; the chain with its digests stays, and so does what is still needed."""

import os
from datetime import date, timedelta

import pytest
from django.urls import reverse

from luoshi.kernel import chain
from luoshi.kernel.access import SYSTEM, NotAllowed
from luoshi.kernel.files import path_of
from luoshi.kernel.models import (
    AuditEntry,
    AuditPart,
    AuditValue,
    Job,
    Post,
    RetentionTerm,
    StoredFile,
    Upload,
    User,
)
from luoshi.kernel.queries.retention import kept_by
from luoshi.kernel.retention import GRACE, RULES, TERMS, Retention
from luoshi.kernel.services import areas, files, people, retention
from luoshi.kernel.services.undoing import undo_act
from tests.kernel import factories
from tests.kernel.factories import DAY, NOON

pytestmark = pytest.mark.django_db(transaction=True)
WORKING, PERSONAL = TERMS[Retention.WORKING], TERMS[Retention.PERSONAL]
MOMENT = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


def due(after):
    """What is due so long after noon, by rule."""
    found = retention.list_due(at=NOON + after)
    return {each.kept.code: each.number for each in found if each.number}


def erase(after):
    return sum(done.number for done in retention.erase_due(by=SYSTEM, at=NOON + after))


def old(path):
    """As if the file had been written at noon."""
    os.utime(path, (NOON.timestamp(), NOON.timestamp()))


def test_finished_jobs_go_when_their_term_is_over_and_open_ones_never():
    factories.JobFactory(done_already=True)
    waiting = factories.JobFactory()
    assert due(WORKING) == {}
    assert due(WORKING + MOMENT) == {"kernel.jobs": 1}
    assert erase(WORKING + MOMENT) == 1
    assert [job.pk for job in Job.objects.all()] == [waiting.pk]
    assert [part.label for part in AuditPart.objects.filter(code="kernel.erased")] == ["kernel.job"]


def test_values_beside_the_audit_go_and_the_chain_stays_whole():
    areas.load_shipped_areas(by=SYSTEM, at=NOON)
    user = people.create_user(username="li", display_name="示例·李", password=None, by=SYSTEM, at=NOON)
    held, parts = AuditValue.objects.count(), AuditPart.objects.count()
    assert due(PERSONAL + MOMENT)["kernel.values"] == held > 0
    erase(PERSONAL + MOMENT)
    assert not AuditValue.objects.filter(entry__at__lte=NOON).exists()
    assert AuditPart.objects.filter(entry__at=NOON).count() == parts
    assert chain.verify_chain().is_sound
    assert User.objects.get() == user


def test_many_rows_are_erased_in_several_acts(monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    for _each in range(5):
        factories.JobFactory(done_already=True)
    assert erase(WORKING + MOMENT) == 5
    assert AuditEntry.objects.filter(code="kernel.erased").count() == 3
    assert due(WORKING + MOMENT) == {}


def test_erasing_a_row_erases_the_values_that_the_audit_kept_about_it():
    post = people.give_post(
        user=factories.UserFactory(),
        body=factories.BodyFactory(),
        role=factories.Role.objects.get(code="officer"),
        by=SYSTEM,
        at=NOON,
        valid_until=factories.DAY,
    )
    erase(TERMS[Retention.YEARS_30] + timedelta(days=2))
    assert not Post.objects.exists()
    assert not AuditValue.objects.filter(entry__parts__object_id=str(post.pk)).exists()
    assert chain.verify_chain().is_sound


def test_a_person_who_left_is_forgotten_and_the_account_stays():
    user = people.create_user(
        username="li", display_name="示例·李", password=None, email="li@example.cn", by=SYSTEM, at=NOON
    )
    stays = people.create_user(username="wang", display_name="示例·王", password=None, by=SYSTEM, at=NOON)
    people.deactivate_user(user=user, by=SYSTEM, at=NOON + timedelta(days=100))
    assert "kernel.people" not in due(PERSONAL + MOMENT)
    erase(PERSONAL + timedelta(days=101))
    user.refresh_from_db()
    stays.refresh_from_db()
    assert (user.username, user.display_name, user.email) == (f"erased-{user.pk}",) * 2 + ("",)
    assert stays.display_name == "示例·王"
    assert due(PERSONAL + timedelta(days=102)) == {}


def test_a_file_that_nobody_refers_to_goes_after_a_grace_period():
    upload = files.store_upload(content=b"plan", name="plan.txt", by=SYSTEM, at=NOON)
    path = path_of(upload.file.digest)
    old(path)
    assert due(GRACE) == {}
    assert due(GRACE + MOMENT) == {"kernel.uploads": 1}
    assert erase(GRACE + MOMENT) == 2
    assert [Upload.objects.exists(), StoredFile.objects.exists(), path.exists()] == [False] * 3


def test_a_file_whose_content_came_in_again_stays_in_the_store():
    upload = files.store_upload(content=b"plan", name="plan.txt", by=SYSTEM, at=NOON)
    fresh = (NOON + GRACE).timestamp()
    os.utime(path_of(upload.file.digest), (fresh, fresh))
    erase(GRACE + MOMENT)
    assert path_of(upload.file.digest).exists()


def test_a_file_that_a_job_waits_for_stays():
    upload = files.store_upload(content=b"plan", name="plan.txt", by=SYSTEM, at=NOON)
    factories.JobFactory(arguments={"upload": upload.pk})
    assert due(GRACE + MOMENT) == {}


def test_what_a_broken_upload_left_in_the_store_is_removed(folder):
    kept = path_of(files.store_upload(content=b"plan", name="plan.txt", by=SYSTEM, at=NOON).file.digest)
    draft, fresh = folder / ".draft-1", folder / ".draft-2"
    for path in (draft, fresh):
        path.write_bytes(b"half")
    for path in (draft, kept):
        old(path)
    later = (NOON + GRACE).timestamp()
    os.utime(fresh, (later, later))
    assert retention.remove_strays(at=NOON + GRACE + MOMENT) == 1
    assert [path.exists() for path in (draft, fresh, kept)] == [False, True, True]


def test_only_who_may_erases():
    factories.JobFactory(done_already=True)
    with pytest.raises(NotAllowed):
        list(retention.erase_due(by=factories.UserFactory(), at=NOON + WORKING + MOMENT))
    assert Job.objects.count() == 1


# The city's own terms


def keep(days, *, rule="kernel.jobs", on=DAY, basis="市档案局2025年批复", by=SYSTEM, at=NOON):
    return retention.set_term(rule=rule, days=days, basis=basis, valid_from=on, by=by, at=at)


def days_on(day, rule="kernel.jobs"):
    return kept_by(rule, on=day).days


def test_a_term_that_the_city_sets_holds_from_its_day_on():
    keep(400, on=DAY + timedelta(days=10))
    assert (days_on(DAY), days_on(DAY + timedelta(days=9))) == (WORKING.days, WORKING.days)
    assert (days_on(DAY + timedelta(days=10)), days_on(date(2100, 1, 1))) == (400, 400)
    keep(500, on=DAY + timedelta(days=20))
    assert [days_on(DAY + timedelta(days=each)) for each in (19, 20)] == [400, 500]


def test_what_is_due_is_reckoned_by_the_term_of_the_day():
    factories.JobFactory(done_already=True)
    keep(400)
    assert due(WORKING + MOMENT) == {}
    assert erase(WORKING + MOMENT) == 0
    assert due(timedelta(days=400) + MOMENT) == {"kernel.jobs": 1}
    assert erase(timedelta(days=400) + MOMENT) == 1


def test_files_that_no_row_knows_stay_as_long_as_the_city_says(folder):
    stray = path_of("a" * 64)
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"x")
    old(stray)
    keep(60, rule="kernel.files")
    assert retention.remove_strays(at=NOON + GRACE + MOMENT) == 0
    assert retention.remove_strays(at=NOON + timedelta(days=60) + MOMENT) == 1


@pytest.mark.parametrize(
    ("rule", "days", "refusal"),
    [
        ("kernel.jobs", 182, retention.TermTooShort),
        ("kernel.values", 1095, retention.TermTooShort),
        ("plan.trials", 0, retention.TermTooShort),
        ("plan.trials", 36_526, retention.TermTooLong),
    ],
)
def test_a_term_that_no_city_may_set_is_refused(rule, days, refusal):
    with pytest.raises(refusal, match=str(days)):
        keep(days, rule=rule)
    assert not RetentionTerm.objects.exists()


def test_a_term_needs_a_basis_and_changes_no_day_that_is_over():
    with pytest.raises(retention.TermWithoutBasis):
        keep(400, basis=" ")
    with pytest.raises(retention.TermInThePast, match="2025-09-15"):
        keep(400, on=DAY - timedelta(days=1))
    keep(400)
    with pytest.raises(retention.TermInThePast, match="2025-09-16"):
        keep(500)


def test_a_term_taken_back_leaves_what_held_before():
    first = keep(400)
    second = keep(500, on=DAY + timedelta(days=5))
    with pytest.raises(retention.TermNotTheLast):
        retention.take_back_term(term=first, by=SYSTEM, at=NOON)
    retention.take_back_term(term=second, by=SYSTEM, at=NOON)
    assert days_on(DAY + timedelta(days=5)) == 400
    with pytest.raises(retention.TermInThePast):
        retention.take_back_term(term=first, by=SYSTEM, at=NOON + timedelta(days=1))


def test_setting_a_term_is_undone_and_done_again():
    administrator = factories.member("administrator")
    keep(400, by=administrator)
    for days in (WORKING.days, 400):
        undo_act(entry=AuditEntry.objects.latest("number"), by=administrator, at=NOON)
        assert days_on(DAY) == days


@pytest.mark.parametrize("rule", RULES)
def test_the_term_with_which_a_rule_comes_is_not_below_the_least(rule):
    assert RULES[rule].term >= RULES[rule].least[0]


@pytest.fixture
def administrator(client):
    user = factories.member("administrator")
    client.force_login(user)
    return user


def test_the_page_shows_every_rule_with_its_term_and_its_basis(client, administrator):
    keep(400)
    text = client.get(reverse("kernel:retention")).content.decode()
    assert text.count("<tr>") == len(RULES) + 1
    assert "市档案局2025年批复" in text


def test_a_term_is_set_on_the_page_or_refused_in_words(client, administrator):
    address = reverse("kernel:retention_term", args=["kernel.jobs"])
    posted = {"days": "100", "valid_from": "2199-01-01", "basis": "市档案局批复"}
    refused = client.post(address, posted)
    assert refused.status_code == 400
    assert "183" in refused.context["form"].non_field_errors()[0]
    assert client.post(address, posted | {"days": "400"}).status_code == 302
    term = RetentionTerm.objects.get()
    assert "市档案局批复" in client.get(address).content.decode()
    client.post(reverse("kernel:take_back_term", args=[term.pk]))
    assert not RetentionTerm.objects.exists()


def test_a_rule_that_nobody_registered_is_not_found(client, administrator):
    assert client.get(reverse("kernel:retention_term", args=["kernel.nothing"])).status_code == 404
