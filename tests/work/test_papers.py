"""Papers: drafted with a number, signed once, registered, corrected by another; what was signed is what is kept."""

import io
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import override

from luoshi.kernel import guards
from luoshi.kernel.access import SYSTEM, NotAllowed
from luoshi.kernel.files.store import open_file
from luoshi.kernel.jobs import work_until_idle
from luoshi.kernel.models import Origin, Upload
from luoshi.kit.papers import Form, Paper
from luoshi.work import refusals, reminder
from luoshi.work.models import Matter, Notice, OutgoingPaper, PaperState
from luoshi.work.paper_kinds import PAPER_KINDS, PaperKind, written
from luoshi.work.services import papers
from luoshi.work.services.ladders import climb, runs_to_look_at
from luoshi.work.services.matters import move
from tests.kernel.factories import DAY, LATER, BodyFactory, InstallationFactory, UploadFactory
from tests.work.factories import officer_of
from tests.work.signed import errand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signed", "folder")]
LATE = LATER + timedelta(days=20)


@pytest.fixture
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def made():
    """An errand whose asker can remind the doer, and has a leader."""
    found = errand()
    found.asker = found.bodies["asker"][0]
    found.desk, found.leader = found.officer("asker"), officer_of(found.asker, "leader")
    return found


def drafted(made, at=LATE, by=None) -> OutgoingPaper:
    return papers.draft_paper(
        kind=reminder.CODE, key=str(made.matter.pk), body=made.asker, by=by or made.desk, at=at
    )


def signed(made) -> OutgoingPaper:
    paper = drafted(made)
    return papers.sign_paper(paper=paper, seen=paper.version, by=made.leader, at=LATE)


def words(upload: Upload) -> str:
    with zipfile.ZipFile(io.BytesIO(read(upload))) as packed:
        text = packed.read("word/document.xml").decode()
    return "".join(part.partition(">")[2] for part in text.split("<") if part.startswith("w:t"))


def read(upload: Upload) -> bytes:
    with open_file(upload.file.digest) as file:
        return file.read()


class TestDrafting:
    def test_a_reminder_says_whom_of_what_and_how_late(self, made):
        text = words(drafted(made).docx)

        assert made.bodies["doer"][0].name in text
        assert made.matter.title in text
        assert "2025年9月22日" in text  # five working days after it was received
        assert "催办〔2025〕1号" in text

    def test_a_paper_is_set_in_both_forms_and_kept(self, made):
        paper = drafted(made)

        assert read(paper.docx)[:2] == b"PK"
        assert read(paper.pdf)[:5] == b"%PDF-"

    def test_the_same_draft_on_the_same_day_gives_the_same_bytes(self, made):
        paper = drafted(made)
        before = paper.docx.file_id, paper.pdf.file_id

        again = papers.redraft_paper(paper=paper, by=made.desk, at=LATE)

        assert (again.docx.file_id, again.pdf.file_id) == before
        assert again.version == 2

    def test_what_is_written_is_chinese_whatever_the_reader_reads(self, made):
        with override("en"):
            paper = drafted(made)

        assert paper.title == "催办单"
        assert "Reminder" not in words(paper.docx)

    def test_a_matter_of_the_demo_is_marked_as_simulated(self, made):
        Matter.objects.filter(pk=made.matter.pk).update(**Origin.simulated().columns())

        paper = drafted(made)

        assert paper.origin.is_simulated
        assert "模拟" in words(paper.docx)

    def test_each_body_has_its_own_numbers_in_each_year(self, made):
        other = errand()
        other.asker, other.desk = other.bodies["asker"][0], other.officer("asker")
        next_year = LATE + timedelta(days=200)

        numbered = [
            drafted(made).numbered,
            drafted(made).numbered,
            drafted(other).numbered,
            drafted(made, at=next_year).numbered,
        ]

        assert numbered == [
            "催办〔2025〕1号",
            "催办〔2025〕2号",
            "催办〔2025〕1号",
            "催办〔2026〕1号",
        ]

    def test_a_paper_that_cannot_be_written_takes_no_number(self, made, monkeypatch):
        def fails(matter, body, on):
            raise reminder.NothingWaits

        kind = PAPER_KINDS[reminder.CODE]
        with monkeypatch.context() as broken:
            broken.setitem(PAPER_KINDS._items, reminder.CODE, replace(kind, build=fails))
            with pytest.raises(reminder.NothingWaits):
                drafted(made)

        assert drafted(made).number == 1

    def test_who_answers_is_not_the_one_who_reminds(self, made):
        doer = made.bodies["doer"][0]

        with pytest.raises(papers.NotTheirPaper):
            papers.draft_paper(
                kind=reminder.CODE, key=str(made.matter.pk), body=doer, by=made.officer("doer"), at=LATE
            )

    def test_a_matter_that_has_ended_reminds_nobody(self, made):
        move(matter=made.matter, move="cancel", by=made.desk, at=LATER)

        with pytest.raises(papers.NotTheirPaper):
            drafted(made)

    def test_of_a_matter_that_one_does_not_see_nothing_is_written(self, made):
        stranger = officer_of(BodyFactory())

        with pytest.raises(papers.NothingToWriteOf):
            papers.draft_paper(
                kind=reminder.CODE,
                key=str(made.matter.pk),
                body=stranger.posts.get().body,
                by=stranger,
                at=LATE,
            )

    def test_nobody_drafts_for_another_body(self, made):
        with pytest.raises(NotAllowed):
            drafted(made, by=officer_of(BodyFactory()))

    def test_a_draft_follows_the_matter_when_it_is_written_anew(self, made):
        paper = drafted(made, at=LATER)
        assert "逾期" not in words(paper.docx)

        again = papers.redraft_paper(paper=paper, by=made.desk, at=LATE)

        assert "逾期" in words(again.docx)
        assert again.numbered == paper.numbered


class TestSigning:
    def test_whoever_signs_is_kept_with_the_day(self, made):
        paper = signed(made)

        assert (paper.state, paper.signer, paper.signer_name, paper.signed_on) == (
            PaperState.SIGNED,
            made.leader,
            made.leader.display_name,
            LATE.date(),
        )

    def test_what_was_signed_is_what_is_served(self, made):
        paper = drafted(made)
        before = read(paper.docx), read(paper.pdf)
        papers.sign_paper(paper=paper, seen=1, by=made.leader, at=LATE)
        move(matter=made.matter, move="plain", by=made.officer("doer"), at=LATE)

        paper.refresh_from_db()

        assert (read(paper.docx), read(paper.pdf)) == before

    def test_a_draft_that_was_written_anew_is_read_again_before_it_is_signed(self, made):
        paper = drafted(made)
        papers.redraft_paper(paper=paper, by=made.desk, at=LATE)

        with pytest.raises(papers.PaperRedrafted):
            papers.sign_paper(paper=paper, seen=1, by=made.leader, at=LATE)

    def test_an_officer_signs_nothing(self, made):
        with pytest.raises(NotAllowed):
            papers.sign_paper(paper=drafted(made), seen=1, by=made.desk, at=LATE)

    @pytest.mark.parametrize(
        "act",
        [
            lambda made, paper: papers.redraft_paper(paper=paper, by=made.desk, at=LATE),
            lambda made, paper: papers.sign_paper(paper=paper, seen=1, by=made.leader, at=LATE),
            lambda made, paper: papers.void_paper(paper=paper, reason="误发", by=made.desk, at=LATE),
        ],
        ids=["redrafted", "signed again", "voided"],
    )
    def test_a_signed_paper_is_not_touched(self, made, act):
        with pytest.raises(papers.PaperSettled, match="催办"):
            act(made, signed(made))

    def test_the_database_itself_refuses_to_change_a_signed_paper(self, made):
        paper = signed(made)

        with pytest.raises(DatabaseError, match="refuses UPDATE"), transaction.atomic():
            OutgoingPaper.objects.filter(pk=paper.pk).update(title="改")

        paper.refresh_from_db()
        assert paper.title == "催办单"
        assert guards.missing() == []

    def test_the_database_lets_a_draft_be_changed(self, made):
        paper = drafted(made)

        assert OutgoingPaper.objects.filter(pk=paper.pk).update(title="改") == 1

    def test_a_signature_by_hand_is_entered_with_its_scan(self, made):
        scan = UploadFactory()

        paper = papers.enter_signed_paper(
            paper=drafted(made),
            signer_name="示例·老局长",
            signed_on=DAY,
            scan=scan,
            official_number="云工信督〔2025〕8号",
            by=made.desk,
            at=LATE,
        )

        assert (paper.signer, paper.signer_name, paper.signed_on) == (None, "示例·老局长", DAY)
        entry = paper.entries.get()
        assert (entry.scan, papers.official_number(paper=paper)) == (scan, "云工信督〔2025〕8号")

    def test_nobody_has_signed_on_a_day_to_come(self, made):
        with pytest.raises(refusals.DayToCome):
            papers.enter_signed_paper(
                paper=drafted(made),
                signer_name="示例",
                signed_on=LATE.date() + timedelta(days=1),
                scan=UploadFactory(),
                by=made.desk,
                at=LATE,
            )


class TestRegistering:
    def test_the_number_that_was_entered_last_counts_and_the_first_stays(self, made):
        paper = signed(made)
        for number in ("云工信督〔2025〕8号", "云工信督〔2025〕9号"):
            papers.register_paper(paper=paper, official_number=number, by=made.desk, at=LATE)

        assert papers.official_number(paper=paper) == "云工信督〔2025〕9号"
        assert paper.entries.count() == 2

    def test_a_draft_is_not_registered(self, made):
        with pytest.raises(papers.NotSignedYet):
            papers.register_paper(paper=drafted(made), official_number="一号", by=made.desk, at=LATE)

    def test_an_entry_says_something(self, made):
        with pytest.raises(papers.NothingEntered):
            papers.register_paper(paper=signed(made), official_number=" ", by=made.desk, at=LATE)


class TestCorrecting:
    def test_a_correction_is_a_paper_of_its_own_that_names_what_it_corrects(self, made):
        paper = signed(made)
        papers.register_paper(paper=paper, official_number="云工信督〔2025〕8号", by=made.desk, at=LATE)

        made_anew = papers.correct_paper(paper=paper, by=made.desk, at=LATE)

        assert (made_anew.corrects, made_anew.number, made_anew.state) == (paper, 2, PaperState.DRAFT)
        assert "云工信督〔2025〕8号" in words(made_anew.docx)

    def test_a_correction_still_names_it_when_it_is_written_anew(self, made):
        made_anew = papers.correct_paper(paper=signed(made), by=made.desk, at=LATE)

        again = papers.redraft_paper(paper=made_anew, by=made.desk, at=LATE)

        assert "更正" in words(again.docx)

    def test_a_draft_is_not_corrected(self, made):
        with pytest.raises(papers.NotSignedYet):
            papers.correct_paper(paper=drafted(made), by=made.desk, at=LATE)


class TestVoiding:
    def test_a_voided_draft_keeps_its_number(self, made):
        papers.void_paper(paper=drafted(made), reason="已办结", by=made.desk, at=LATE)

        assert drafted(made).number == 2

    def test_nothing_is_voided_without_a_reason(self, made):
        with pytest.raises(refusals.LacksReason):
            papers.void_paper(paper=drafted(made), reason="", by=made.desk, at=LATE)


class TestByTheClock:
    def late(self, made):
        InstallationFactory()
        climb(runs=runs_to_look_at(on=LATE.date()), on=LATE.date(), by=SYSTEM, at=LATE)

    def test_a_rung_that_says_so_has_a_reminder_drafted_for_whoever_asked(self, made):
        self.late(made)

        work_until_idle()

        paper = OutgoingPaper.objects.get()
        assert (paper.body, paper.matter, paper.drafted_by, paper.state) == (
            made.asker,
            made.matter,
            None,
            PaperState.DRAFT,
        )
        assert Notice.objects.filter(user=made.leader, code="work.paper_drafted").count() == 1

    def test_looking_again_drafts_no_second_one(self, made):
        self.late(made)
        climb(runs=runs_to_look_at(on=LATE.date()), on=LATE.date(), by=SYSTEM, at=LATE)

        work_until_idle()

        assert OutgoingPaper.objects.count() == 1

    def test_who_has_acted_meanwhile_is_not_reminded(self, made):
        self.late(made)
        move(matter=made.matter, move="cancel", by=made.desk, at=LATE)

        work_until_idle()

        assert OutgoingPaper.objects.count() == 0


class TestKinds:
    def test_a_kind_with_a_head_bears_its_number_there(self):
        body = BodyFactory()
        kind = PaperKind(
            code="trial.notice",
            label="督办通知单",
            series="督办",
            find=lambda key, by: key,
            build=lambda thing, body, on: Paper(
                title="督办通知单", form=Form.DOCUMENT, issuers=[body.name], dated_on=on
            ),
            may_issue=lambda thing, body: True,
            url=lambda key: "",
        )

        paper = written(kind, "甲", body=body, number="督办〔2025〕1号", on=DAY)

        assert (paper.printed_number, paper.issuers, paper.blocks) == ("督办〔2025〕1号", [body.name], [])
