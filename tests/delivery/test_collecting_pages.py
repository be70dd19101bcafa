"""The pages by which workbooks go out and come back: one officer does all of it, an agency its own part."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from luoshi.delivery.engine.returned import Verdict
from luoshi.delivery.models import ProgressReport
from luoshi.kernel.jobs import work_until_idle
from luoshi.kit.workbooks import open_workbook
from tests.delivery.collecting import Collecting
from tests.kernel.factories import InstallationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made():
    InstallationFactory()
    return Collecting(bodies=2)


def signed_in(user) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def words(client, route, *args, **query) -> str:
    answer = client.get(reverse(f"delivery:{route}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_one_officer_sends_collects_and_enters(made):
    desk, key = signed_in(made.desk), made.round.pk
    package = desk.get(reverse("delivery:round_package", args=[key])).content
    archive = zipfile.ZipFile(io.BytesIO(package))
    content = made.filled(made.asks()[0])
    came = [SimpleUploadedFile("甲.xlsx", content), SimpleUploadedFile("乙.txt", b"\x89PNG")]

    answer = desk.post(reverse("delivery:collect", args=[key]), {"came": came})
    work_until_idle()
    collected = words(desk, "collect", key)
    desk.post(reverse("delivery:take_in_round", args=[key]))
    work_until_idle()

    assert (len(archive.namelist()), answer.status_code) == (4, 302)
    assert all(each in collected for each in ("甲.xlsx", "乙.txt", made.offices[1].lead.name))
    report = ProgressReport.objects.earliest("pk")
    page = words(desk, "report", report.pk)
    assert all(each in page for each in (made.desk.display_name, made.offices[0].lead.name, "甲.xlsx"))


def test_the_file_that_a_report_is_from_is_given_as_it_came(made):
    content = made.filled(made.asks()[0])
    made.drop(("甲.xlsx", content))
    made.take_in()
    report = ProgressReport.objects.earliest("pk")

    answer = signed_in(made.desk).get(reverse("delivery:report_file", args=[report.pk]))

    assert b"".join(answer.streaming_content) == content


def test_an_agency_takes_its_workbook_hands_it_in_and_enters_it(made):
    office, ask = made.offices[0], made.asks()[0]
    agency = signed_in(office.officer)
    workbook = agency.get(reverse("delivery:asked_workbook", args=[ask.pk])).content
    came = SimpleUploadedFile("甲.xlsx", made.filled(ask))

    agency.post(reverse("delivery:hand_in_workbook", args=[ask.pk]), {"came": came})
    work_until_idle()
    (file,) = made.round.returned.all()
    agency.post(reverse("delivery:take_in_returned", args=[file.pk]))

    assert open_workbook(workbook).grids[0].rows[3][2] == "第1局任务1"
    assert ProgressReport.objects.filter(reported_by=office.officer).count() == 2
    assert "Enter what it says" not in words(agency, "returned", file.pk)


def test_a_file_with_errors_names_its_cells_and_comes_back_marked(made):
    (file,) = made.drop(("甲.xlsx", made.filled(made.asks()[0], no_progress="等待批复")))
    desk = signed_in(made.desk)

    page = words(desk, "returned", file.pk)
    marked = desk.get(reverse("delivery:marked_file", args=[file.pk])).content

    assert file.verdict == Verdict.ERRORS
    assert "进展填报!G4" in page
    assert "G4" in str(open_workbook(marked).grids[0].rows)


def test_no_agency_sees_the_file_of_another(made):
    (file,) = made.drop(("甲.xlsx", made.filled(made.asks()[0])))

    answer = signed_in(made.offices[1].officer).get(reverse("delivery:returned", args=[file.pk]))

    assert answer.status_code == 404


def test_a_text_to_copy_stands_in_a_field_that_needs_no_script(made):
    page = words(signed_in(made.desk), "reminders", made.round.pk)

    assert page.count("<textarea") == 6
    assert page.count("readonly") == 6
    assert "尚未报送" in page


def test_the_list_of_files_is_narrowed_to_what_came_of_them(made):
    made.drop(("甲.xlsx", made.filled(made.asks()[0])), ("乙.txt", b"\x89PNG"))

    page = words(signed_in(made.desk), "collect", made.round.pk, standing="unreadable")

    assert ("乙.txt" in page, "甲.xlsx" in page) == (True, False)
