"""Reading a document as a job: what stands in the database afterwards, and what when it is broken off."""

from datetime import date

import pytest

from luoshi.kernel.jobs import work_until_idle
from luoshi.kernel.models import Job, JobState, Origin
from luoshi.plan.models import Audience, Commitment, Plan, Section
from luoshi.plan.services.documents import hand_in_document
from tests.kernel.factories import NOON, UserFactory
from tests.reading.plans import GOALS, plan, tasks
from tests.shared import shared_file

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = plan(GOALS, tasks("(市工信局牵头,市科技局配合)", "(市工信局、市商务局牵头)"))


@pytest.fixture
def officer():
    return UserFactory()


def hand_in(content: bytes, *, by, **options) -> Job:
    job = hand_in_document(content=content, name="方案.txt", by=by, at=NOON, **options)
    work_until_idle()
    job.refresh_from_db()
    return job


def test_a_document_becomes_a_plan_that_its_reader_may_open(officer):
    job = hand_in(TEXT.encode(), by=officer)
    assert job.state == JobState.DONE
    found = Plan.objects.visible_to(officer).get(slug=job.result["plan"])
    assert (found.title, found.audience) == ("临江市制造业提升行动方案", Audience.MAKER)


def test_somebody_elses_trial_is_not_there(officer):
    hand_in(TEXT.encode(), by=officer)
    assert not Plan.objects.visible_to(UserFactory()).exists()


def test_an_unfinished_plan_is_there_for_nobody_but_its_maker(officer):
    job = hand_in_document(
        content=TEXT.encode(), name="方案.txt", by=officer, at=NOON, audience=Audience.PUBLIC
    )
    work_until_idle()
    Plan.objects.update(ready_at=None)
    assert not Plan.objects.visible_to(UserFactory()).exists()
    assert job.kind == "plan.read_document"


def test_every_row_stands_in_its_place(officer):
    hand_in(TEXT.encode(), by=officer)
    found = Plan.objects.get()
    text = found.document.text
    for section in found.sections.all():
        assert text[section.title_start : section.title_end].startswith(section.title[:2])
    for duty in found.responsibilities.all():
        assert (
            duty.printed.removeprefix("市") in text[duty.start : duty.end]
            or text[duty.start : duty.end] in duty.printed
        )


def test_responsibilities_bind_the_sections_below(officer):
    hand_in(shared_file("seeds/000_212124dadfe6811d.txt").read_bytes(), by=officer)
    item = Section.objects.get(place="3.1.2")
    assert item.charged_by.place == "3.1"
    assert item.parent.place == "3.1"


def test_the_seed_stands_in_the_database_as_it_was_read(officer):
    hand_in(
        shared_file("seeds/000_212124dadfe6811d.txt").read_bytes(),
        by=officer,
        slug="tianshui",
        origin=Origin.public(source="天水市人民政府办公室", on=date(2017, 3, 14)),
    )
    found = Plan.objects.get(slug="tianshui")
    assert found.sections.count() == 59
    assert found.responsibilities.count() == 88
    assert found.commitments.filter(kind="target").count() == 8
    assert found.document.issued_on == date(2017, 2, 22)
    assert found.document.origin.source == "天水市人民政府办公室"


def test_the_ledger_is_numbered_from_the_quantities_on(officer):
    hand_in(shared_file("seeds/000_212124dadfe6811d.txt").read_bytes(), by=officer)
    lines = Commitment.objects.measured().order_by("target__number")
    assert [line.target.number for line in lines] == list(range(1, len(lines) + 1))
    assert [line.kind for line in lines[:8]] == ["target"] * 8


def test_a_file_that_is_no_document_ends_the_job_with_the_readers_reason(officer):
    job = hand_in(b"\x00\x01\x02\x03" * 50, by=officer)
    assert job.state == JobState.FAILED
    assert job.error_code == "reading.not_text"
    assert not Plan.objects.exists()


def test_a_reading_that_breaks_off_goes_on_where_it_stopped(officer, monkeypatch):
    from luoshi.plan.services import rows

    job = hand_in_document(content=TEXT.encode(), name="方案.txt", by=officer, at=NOON)
    calls = []

    def fail_once(**given):
        calls.append(given)
        raise RuntimeError("the power is gone")

    monkeypatch.setattr(rows, "write_responsibilities", fail_once)
    work_until_idle()
    monkeypatch.undo()
    Job.objects.filter(pk=job.pk).update(not_before=None)
    work_until_idle()
    job.refresh_from_db()
    assert calls
    assert job.state == JobState.DONE
    found = Plan.objects.get()
    assert found.responsibilities.count() == 4
    assert found.sections.count() == len(set(found.sections.values_list("place", flat=True)))


def test_a_number_that_no_column_holds_stays_in_words(officer):
    hand_in(plan(f"一、主要目标\n到2025年,产值达到{'9' * 40}亿元。").encode(), by=officer)
    assert all(line.target.goal is None for line in Commitment.objects.filter(kind="target"))
