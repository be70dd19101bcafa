"""Briefs: drawn up with one button, each sentence with its figures; signed, sent on, corrected by another (专报)."""

import io
import zipfile
from datetime import date

import pytest
from django.urls import reverse

from luoshi.delivery import briefs
from luoshi.kernel.files.store import open_file
from luoshi.work.models import OutgoingPaper, SentPaper
from luoshi.work.services import papers, sending
from luoshi.work.services.papers import NotSignedYet, PaperSettled
from tests.delivery.factories import Office, set_day
from tests.kernel.factories import LATER, NOON, BodyNameFactory
from tests.work.factories import officer_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def office():
    """A body that has issued two tasks, of which one is done in time."""
    set_day(LATER)
    office = Office()
    office.leader = officer_of(office.issuer, role="leader")
    done = office.working(at=NOON, title="建成平台", due_on=date(2025, 9, 15))
    office.accepted(done, done="已建成2个平台。")
    office.go(done, "claim_done", office.officer, note="完成")
    office.go(done, "accept", office.desk, note="已现场核实平台建成并投入运行，材料齐全，同意办结。")
    office.issue(title="扩建园区", due_on=date(2025, 12, 1))
    return office


def drafted(office, period="2025-09", at=LATER, by=None) -> OutgoingPaper:
    key = briefs.key_of(office.issuer, period)
    return papers.draft_paper(kind=briefs.CODE, key=key, body=office.issuer, by=by or office.desk, at=at)


def signed(office) -> OutgoingPaper:
    return papers.sign_paper(paper=drafted(office), seen=1, by=office.leader, at=LATER)


def words(paper: OutgoingPaper) -> str:
    with open_file(paper.docx.file.digest) as file, zipfile.ZipFile(io.BytesIO(file.read())) as packed:
        text = packed.read("word/document.xml").decode()
    return "".join(part.partition(">")[2] for part in text.split("<") if part.startswith("w:t"))


def test_each_sentence_carries_its_figures_and_their_denominators(office):
    text = words(drafted(office))

    assert (
        "共有任务2项，其中本单位牵头0项、交办其他单位2项；正在办理1项，已认定办结1项（其中已销号0项）" in text
    )
    assert "应办结1项，按期办结1项，按期办结率100.0%（1/1）；逾期未办结0项" in text
    assert "本期新交办2项" in text
    assert "已建成2个平台" in text
    assert "扩建园区" in text


def test_what_is_late_is_told_with_its_days_and_lead(office):
    at = LATER.replace(month=12, day=11)
    set_day(at)

    text = words(drafted(office, period="2025-12", at=at))

    assert f"{office.lead.name}逾期1项：“扩建园区”逾期10天。" in text
    assert "按期办结率50.0%（1/2）" in text


def test_it_is_drawn_up_with_one_button_of_the_leaders_page(client, office):
    client.force_login(office.leader)
    key = briefs.key_of(office.issuer, "2025-09")
    address = reverse("work:draft_paper", args=[briefs.CODE, key])
    assert f'action="{address}"' in client.get(reverse("delivery:leading")).content.decode()

    client.post(address, {"body": office.issuer.pk})

    assert OutgoingPaper.objects.get().title == f"{office.issuer.name}2025年9月任务推进情况专报"


def test_a_period_that_has_not_begun_has_no_brief(office):
    with pytest.raises(briefs.NotBegun):
        drafted(office, period="2025-10")


def test_a_signed_brief_is_corrected_by_another(office):
    paper = signed(office)
    with pytest.raises(PaperSettled):
        papers.redraft_paper(paper=paper, by=office.desk, at=LATER)

    other = papers.correct_paper(paper=paper, by=office.desk, at=LATER)

    assert (other.corrects, other.number) == (paper, paper.number + 1)


@pytest.mark.parametrize("key", ["", "1", "1.", "x.2025-09", "1.2025-13", "1.二〇二五", f"{10**30}.2025"])
def test_a_key_that_names_no_brief_finds_none(office, key):
    assert briefs.find(key, office.desk) is None


def test_nobody_draws_up_the_brief_of_another_body(office):
    assert briefs.find(briefs.key_of(office.issuer, "2025-09"), office.officer) is None


def test_a_draft_is_not_sent(office):
    with pytest.raises(NotSignedYet):
        sending.send_paper(paper=drafted(office), to=[office.lead], by=office.desk, at=LATER)


def test_a_signed_brief_is_sent_to_each_body_once_and_read_there(client, office):
    paper = signed(office)
    sending.send_paper(paper=paper, to=[office.lead, office.lead], by=office.desk, at=LATER)
    with pytest.raises(sending.SentAlready):
        sending.send_paper(paper=paper, to=[office.lead], by=office.desk, at=LATER)
    client.force_login(office.officer)

    sent = SentPaper.objects.get()
    assert paper.title in client.get(reverse("work:papers_received")).content.decode()
    served = client.get(reverse("work:paper_received_file", args=[sent.pk, "pdf"]))
    assert b"".join(served).startswith(b"%PDF-")
    assert client.get(reverse("work:paper", args=[paper.pk])).status_code == 404


def test_it_is_sent_from_its_page_to_the_bodies_named(client, office):
    paper = signed(office)
    BodyNameFactory(body=office.lead, name=office.lead.name)
    client.force_login(office.desk)

    client.post(reverse("work:send_paper", args=[paper.pk]), {"to": office.lead.name})

    assert SentPaper.objects.get().to == office.lead
