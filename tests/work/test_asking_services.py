"""Answers: drafts that nobody overwrites unseen, what is sent for good, corrections as revisions (填报)."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction

from luoshi.kernel import guards
from luoshi.kernel.access import SYSTEM, NotAllowed
from luoshi.kernel.models import AuditEntry
from luoshi.kernel.services.versions import Overtaken, Terms
from luoshi.work.asking import taken
from luoshi.work.models import Answer, AnswerFile
from luoshi.work.queries.asking import answer_before, form_in_force
from luoshi.work.services import ask_forms
from luoshi.work.services.asking import (
    About,
    AnswerFaulty,
    DoubtUnexplained,
    FilesNotYours,
    FormChanged,
    FormNotInForce,
    Given,
    NothingToSend,
    PeriodUnknown,
    SavedMeanwhile,
    answer_form,
    drop_draft,
    save_draft,
    send_answer,
)
from tests.kernel.factories import LATER, NOON, BodyFactory, UploadFactory, member
from tests.work.asking import RIGHT, TERMS, made, stored, text_of

pytestmark = pytest.mark.django_db
LATE = RIGHT | {"state": "late"}


@pytest.fixture
def officer():
    return member("officer")


@pytest.fixture
def about(officer):
    body = officer.posts.get().body
    return About(form=stored(), body=body, subject="matter:17", period="2025-09")


def saved(about, by, raw=None, **fields):
    return save_draft(about=about, given=Given(raw=RIGHT if raw is None else raw), by=by, at=NOON, **fields)


def sent(about, by, raw=None, reasons=None, **fields):
    return answer_form(
        about=about, given=Given(raw=RIGHT if raw is None else raw), reasons=reasons, by=by, at=NOON, **fields
    )


def test_a_draft_holds_what_was_typed_even_where_it_is_wrong(about, officer):
    draft = saved(about, officer, {"spent": "twelve", "budget": "300"})
    assert draft.values == {"budget": "300", "spent": {"typed": "twelve"}}
    assert taken(made().form, draft.values)["spent"] == "twelve"


def test_saving_again_writes_the_same_draft(about, officer):
    first = saved(about, officer)
    again = saved(about, officer, RIGHT | {"people": "9"}, seen=first.mark)
    assert (again.pk, again.mark, again.values["people"]) == (first.pk, "1.2", "9")


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(about, officer):
    saved(about, officer)
    with pytest.raises(SavedMeanwhile, match=str(officer)):
        saved(about, SYSTEM, RIGHT | {"people": "9"})
    assert Answer.objects.get().values["people"] == "8"


def test_of_two_who_save_from_the_same_draft_the_second_is_told(about, officer):
    first = saved(about, officer)
    saved(about, officer, seen=first.mark)
    with pytest.raises(SavedMeanwhile):
        saved(about, officer, seen=first.mark)


def test_a_hard_fault_is_not_sent(about, officer):
    draft = saved(about, officer, LATE | {"spent": "301"})
    with pytest.raises(AnswerFaulty) as refused:
        send_answer(answer=draft, seen=draft.mark, by=officer, at=NOON)
    assert {fault.rule for fault in refused.value.faults} == {"within", "reason"}
    assert "300" in str(refused.value)
    assert not Answer.objects.sent().exists()


def test_a_doubt_is_sent_with_its_reason_only(about, officer):
    sent(About(**about.columns() | {"period": "2025-08"}), officer, RIGHT | {"spent": "200"})
    draft = saved(about, officer)
    with pytest.raises(DoubtUnexplained, match="累计支出比上期少"):
        send_answer(answer=draft, seen=draft.mark, reasons={"grows": " "}, by=officer, at=NOON)
    done = send_answer(answer=draft, seen=draft.mark, reasons={"grows": "退回预付款"}, by=officer, at=NOON)
    assert (done.reasons, done.is_sent, done.sent_by) == ({"grows": "退回预付款"}, True, officer)


def test_what_was_sent_never_changes_not_even_by_a_statement(about, officer):
    answer = sent(about, officer)
    for change in (
        lambda: Answer.objects.filter(pk=answer.pk).update(period="2025-10"),
        lambda: Answer.objects.filter(pk=answer.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="refuses"), transaction.atomic():
            change()
    assert guards.missing() == []


def test_a_correction_is_another_revision(about, officer):
    first = sent(about, officer)
    draft = saved(about, officer, RIGHT | {"spent": "130"}, seen=first.mark)
    assert list(Answer.objects.standing()) == [first]
    second = send_answer(answer=draft, seen=draft.mark, by=officer, at=LATER)
    assert (first.revision, second.revision) == (1, 2)
    assert list(Answer.objects.standing()) == [second]


def test_an_answer_is_sent_once(about, officer):
    answer = sent(about, officer)
    with pytest.raises(NothingToSend):
        send_answer(answer=answer, seen=answer.mark, by=officer, at=LATER)


def test_whoever_did_not_see_that_it_was_sent_begins_no_correction(about, officer):
    draft = saved(about, officer)
    send_answer(answer=draft, seen=draft.mark, by=officer, at=NOON)
    with pytest.raises(SavedMeanwhile):
        saved(about, officer)


def test_a_draft_of_an_older_version_is_looked_over_before_it_is_sent(about, officer):
    draft = saved(about, officer)
    ask_forms.write_form_version(
        form=about.form, after=1, text=text_of(minutes=6), terms=TERMS, by=SYSTEM, at=NOON
    )
    with pytest.raises(FormChanged):
        send_answer(answer=draft, seen=draft.mark, by=officer, at=NOON)
    draft = saved(about, officer, seen=draft.mark)
    assert send_answer(answer=draft, seen=draft.mark, by=officer, at=NOON).version.number == 2


def test_a_form_that_is_not_in_force_is_not_answered(about, officer):
    before = datetime(2024, 12, 31, 4, tzinfo=UTC)
    with pytest.raises(FormNotInForce):
        save_draft(about=about, given=Given(raw=RIGHT), by=SYSTEM, at=before)
    assert form_in_force("progress", date(2024, 12, 31)) is None
    assert form_in_force("progress", date(2025, 1, 1)).number == 1


def test_a_period_is_written_as_periods_are(about, officer):
    with pytest.raises(PeriodUnknown, match="2025年9月"):
        saved(About(**about.columns() | {"period": "2025年9月"}), officer)


def test_the_answer_before_is_of_an_earlier_period_and_the_last_revision(about, officer):
    earlier = About(**about.columns() | {"period": "2025-08"})
    first = sent(earlier, officer)
    second = sent(earlier, officer, RIGHT | {"spent": "110"}, seen=first.mark)
    sent(About(**about.columns() | {"period": "2025-08", "subject": "matter:18"}), officer)
    assert answer_before(**about.columns()) == second


def test_files_stand_in_the_values_and_beside_them(about, officer):
    mine, other = UploadFactory(by=officer), UploadFactory()
    files = {"photo": [mine]}
    draft = save_draft(about=about, given=Given(raw=RIGHT, files=files), by=officer, at=NOON)
    assert draft.values["photo"] == [mine.pk]
    assert list(draft.files.values_list("field", "upload")) == [("photo", mine.pk)]
    with pytest.raises(FilesNotYours):
        save_draft(
            about=about,
            given=Given(raw=RIGHT, files={"photo": [other]}),
            seen=draft.mark,
            by=officer,
            at=NOON,
        )
    saved(about, officer, seen=draft.mark)
    assert not AnswerFile.objects.exists()


def test_a_draft_can_be_thrown_away_what_was_sent_can_not(about, officer):
    drop_draft(answer=saved(about, officer), by=officer, at=NOON)
    assert not Answer.objects.exists()
    answer = sent(about, officer)
    with pytest.raises(NothingToSend):
        drop_draft(answer=answer, by=officer, at=NOON)


def test_every_act_is_told(about, officer):
    drop_draft(answer=saved(about, officer), by=officer, at=NOON)
    sent(about, officer)
    codes = list(AuditEntry.objects.order_by("number").values_list("code", flat=True))
    assert codes[-3:] == ["work.answer_saved", "work.answer_dropped", "work.answer_sent"]


def test_a_body_of_ones_own_is_answered_for_and_no_other(about, officer):
    with pytest.raises(NotAllowed):
        saved(About(form=about.form, body=BodyFactory()), officer)


def test_of_two_who_write_a_version_the_second_is_told(about):
    terms = Terms(valid_from=date(2025, 10, 1), clause="第四条")
    with pytest.raises(Overtaken):
        ask_forms.write_form_version(
            form=about.form, after=0, text=text_of(), terms=terms, by=SYSTEM, at=NOON
        )
