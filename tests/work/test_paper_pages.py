"""The pages of papers, as those who use them go through them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from luoshi.work import reminder
from luoshi.work.models import OutgoingPaper, PaperState
from luoshi.work.services import papers
from tests.kernel.factories import LATER, InstallationFactory, UploadFactory
from tests.work.factories import officer_of
from tests.work.signed import errand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signed")]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def made():
    InstallationFactory()
    found = errand()
    found.asker = found.bodies["asker"][0]
    found.desk, found.leader = found.officer("asker"), officer_of(found.asker, "leader")
    return found


def drafted(made) -> OutgoingPaper:
    key = str(made.matter.pk)
    return papers.draft_paper(kind=reminder.CODE, key=key, body=made.asker, by=made.desk, at=LATER)


def signed(made) -> OutgoingPaper:
    return papers.sign_paper(paper=drafted(made), seen=1, by=made.leader, at=LATER)


def opened(client, person, route, *args, **asked):
    client.force_login(person)
    return client.get(reverse(route, args=args), asked)


def sent(client, person, route, *args, **form):
    client.force_login(person)
    return client.post(reverse(route, args=args), form)


def words(response) -> str:
    return response.content.decode()


def file_of(response) -> bytes:
    return b"".join(response.streaming_content)


def test_a_reminder_is_drafted_from_the_page_of_its_matter(client, made):
    text = words(opened(client, made.desk, "work:matter", made.matter.pk))
    address = reverse("work:draft_paper", args=[reminder.CODE, made.matter.pk])
    assert address in text
    assert client.get(address).status_code == 200

    response = client.post(address, {"body": made.asker.pk})

    paper = OutgoingPaper.objects.get()
    assert response.url == reverse("work:paper", args=[paper.pk])
    assert paper.numbered in words(opened(client, made.desk, "work:matter", made.matter.pk))


def test_who_is_to_act_is_offered_no_reminder_and_sees_none(client, made):
    paper = drafted(made)
    doer = made.officer("doer")

    text = words(opened(client, doer, "work:matter", made.matter.pk))

    assert reverse("work:draft_paper", args=[reminder.CODE, made.matter.pk]) not in text
    assert paper.numbered not in text
    assert opened(client, doer, "work:paper", paper.pk).status_code == 404
    assert opened(client, doer, "work:paper_file", paper.pk, "pdf").status_code == 404
    assert opened(client, doer, "work:draft_paper", reminder.CODE, made.matter.pk).status_code == 404


@pytest.mark.parametrize(("form", "begins"), [("docx", b"PK"), ("pdf", b"%PDF-")])
def test_both_forms_are_served_as_they_were_drafted(client, made, form, begins):
    response = opened(client, made.desk, "work:paper_file", drafted(made).pk, form)

    assert "attachment" in response["Content-Disposition"]
    assert file_of(response).startswith(begins)


@pytest.mark.parametrize("form", ["scan", "exe"])
def test_a_form_that_is_not_there_is_not_found(client, made, form):
    assert opened(client, made.desk, "work:paper_file", drafted(made).pk, form).status_code == 404


def test_the_leader_signs_the_version_that_the_page_shows(client, made):
    paper = drafted(made)
    text = words(opened(client, made.leader, "work:paper", paper.pk))
    assert reverse("work:sign_paper", args=[paper.pk]) in text

    sent(client, made.leader, "work:sign_paper", paper.pk, seen=1)

    paper.refresh_from_db()
    assert (paper.state, paper.signer) == (PaperState.SIGNED, made.leader)
    after = words(client.get(reverse("work:paper", args=[paper.pk])))
    assert reverse("work:sign_paper", args=[paper.pk]) not in after


def test_an_officer_is_offered_no_signature(client, made):
    paper = drafted(made)

    text = words(opened(client, made.desk, "work:paper", paper.pk))

    assert reverse("work:sign_paper", args=[paper.pk]) not in text
    assert reverse("work:redraft_paper", args=[paper.pk]) in text


def test_a_version_that_is_no_longer_the_last_is_not_signed(client, made):
    paper = drafted(made)
    papers.redraft_paper(paper=paper, by=made.desk, at=LATER)

    sent(client, made.leader, "work:sign_paper", paper.pk, seen=1)

    assert "重新审阅" in words(client.get(reverse("work:paper", args=[paper.pk])))
    assert OutgoingPaper.objects.get().state == PaperState.DRAFT


def test_a_version_that_is_no_number_is_not_found(client, made):
    assert sent(client, made.leader, "work:sign_paper", drafted(made).pk, seen="x").status_code == 404


def test_a_draft_is_written_anew_from_its_page(client, made):
    paper = drafted(made)

    sent(client, made.desk, "work:redraft_paper", paper.pk)

    paper.refresh_from_db()
    assert paper.version == 2


def test_a_signature_by_hand_is_entered_with_number_and_scan(client, made):
    paper = drafted(made)
    scan = SimpleUploadedFile("签发单.pdf", b"%PDF-1.4 scan")
    form = opened(client, made.desk, "work:enter_signed_paper", paper.pk)

    sent(
        client, made.desk, "work:enter_signed_paper", paper.pk,
        signer_name="示例·老局长", signed_on="2025-09-15", scan=scan, official_number="云督〔2025〕8号",
    )  # fmt: skip

    text = words(opened(client, made.desk, "work:paper", paper.pk))
    assert form.status_code == 200
    assert "云督〔2025〕8号" in text
    assert "示例·老局长" in text
    assert file_of(opened(client, made.desk, "work:paper_file", paper.pk, "scan")) == b"%PDF-1.4 scan"


def test_an_empty_entry_of_the_registry_is_pointed_out(client, made):
    response = sent(client, made.desk, "work:register_paper", signed(made).pk, official_number="")

    assert response.status_code == 400


def test_the_registry_enters_number_and_then_the_scan(client, made):
    paper = signed(made)
    sent(client, made.desk, "work:register_paper", paper.pk, official_number="云督〔2025〕9号")

    papers.register_paper(
        paper=paper, official_number="", scan=UploadFactory(name="扫描.pdf"), by=made.desk, at=LATER
    )

    text = words(opened(client, made.desk, "work:paper", paper.pk))
    assert "云督〔2025〕9号" in text
    assert "扫描.pdf" in text


def test_a_signed_paper_is_corrected_by_another(client, made):
    paper = signed(made)

    response = sent(client, made.desk, "work:correct_paper", paper.pk)

    correction = OutgoingPaper.objects.latest("pk")
    assert response.url == reverse("work:paper", args=[correction.pk])
    assert paper.numbered in words(client.get(response.url))
    assert correction.numbered in words(client.get(reverse("work:paper", args=[paper.pk])))


def test_a_draft_is_not_corrected_and_one_is_told_so(client, made):
    paper = drafted(made)

    sent(client, made.desk, "work:correct_paper", paper.pk)

    assert "尚未签发" in words(client.get(reverse("work:paper", args=[paper.pk])))


def test_a_draft_is_voided_with_its_reason(client, made):
    paper = drafted(made)
    form = opened(client, made.desk, "work:void_paper", paper.pk)

    sent(client, made.desk, "work:void_paper", paper.pk, reason="已办结")

    assert form.status_code == 200
    assert "已办结" in words(opened(client, made.desk, "work:paper", paper.pk))


@pytest.mark.parametrize("route", ["work:enter_signed_paper", "work:void_paper"])
def test_a_signed_paper_has_no_such_form(client, made, route):
    assert opened(client, made.desk, route, signed(made).pk).status_code == 404


@pytest.mark.parametrize(
    "searched", ["催办〔2025〕1号", "云督〔2025〕9号", "示例督办事项"], ids=["number", "registry", "matter"]
)
def test_a_paper_is_found_by_its_numbers_and_its_matter(client, made, searched):
    paper = signed(made)
    for number in ("云督〔2025〕9号", "云督〔2025〕9号"):
        papers.register_paper(paper=paper, official_number=number, by=made.desk, at=LATER)

    assert opened(client, made.desk, "work:papers", q=searched).context["list"].rows == [paper]
    assert opened(client, made.desk, "work:papers", q="查无此件").context["list"].rows == []


@pytest.mark.parametrize("key", ["numbered", "official", "signed_on", "signer_name", "state", "body"])
def test_papers_are_sorted_by_what_their_list_shows(client, made, key):
    first, second = signed(made), drafted(made)

    rows = opened(client, made.desk, "work:papers", sort=f"-{key}").context["list"].rows

    assert set(rows) == {first, second}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_list_asks_as_much_for_one_paper_as_for_many(
    client, made, language, django_assert_max_num_queries
):
    made.desk.language = language
    made.desk.save(update_fields=["language"])
    for _each in range(12):
        drafted(made)

    with django_assert_max_num_queries(25):
        assert len(opened(client, made.desk, "work:papers").context["list"].rows) == 12
