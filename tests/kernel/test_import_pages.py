"""The pages of an import: handing in, naming columns, deciding, taking over, undoing; who may."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from luoshi.kernel import jobs
from luoshi.kernel.models import Body, ImportState, ListImport, Outcome
from tests.kernel import factories
from tests.kernel.factories import NOON, UploadFactory, UserFactory, member
from tests.kit import files

pytestmark = pytest.mark.django_db
EVERY = {"administrator", "lead_officer"}
MAY = {
    "imports": EVERY,
    "import": EVERY | {"signed_in"},
    "import_columns": EVERY,
    "decide_rows": EVERY,
    "apply_import": EVERY,
    "leave_out_refused": EVERY,
    "undo_import": EVERY,
    "discard_import": EVERY,
    "marked_workbook": EVERY | {"signed_in"},
    "hand_in_list": EVERY,
    "export_list": EVERY,
}
POSTED = {"decide_rows", "apply_import", "leave_out_refused", "undo_import", "discard_import"}
LISTED = {"hand_in_list", "export_list"}
HEAD = ["机构名称", "简称", "上级单位"]
ROWS = [HEAD, ["云岭市人民政府", "市政府", None], ["云岭市水利局", None, "云岭市人民政府"]]


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    area = factories.AreaFactory(code="620500", name="云岭市")
    factories.InstallationFactory(home_area=area)
    return area


@pytest.fixture
def officer(client, home):
    user = member("lead_officer", body=factories.BodyFactory(area=home, name="云岭市工信局"))
    client.force_login(user)
    return user


def hand_in(client, rows, name="名录.xlsx", mode="whole", content=None):
    file = SimpleUploadedFile(name, files.xlsx(rows) if content is None else content)
    response = client.post(
        reverse("kernel:hand_in_list", args=["kernel.bodies"]), {"file": file, "mode": mode}
    )
    jobs.work_until_idle()
    batch = ListImport.objects.order_by("pk").last()
    assert response.url == reverse("kernel:job", args=[batch.job_id])
    return batch


def page(client, batch, query="", part="import"):
    return client.get(reverse(f"kernel:{part}", args=[batch.pk]) + query).content.decode()


def post(client, batch, name, **values):
    response = client.post(reverse(f"kernel:{name}", args=[batch.pk]), values)
    jobs.work_until_idle()
    batch.refresh_from_db()
    return response


@pytest.mark.parametrize("role", ["visitor", "signed_in", "lead_officer", "administrator"])
@pytest.mark.parametrize("name", MAY)
def test_who_may(client, role, name, home):
    user = (
        UserFactory()
        if role in ("visitor", "signed_in")
        else member(role, body=factories.BodyFactory(area=home))
    )
    if role != "visitor":
        client.force_login(user)
    batch = ListImport.objects.create(
        kind="kernel.bodies",
        upload=UploadFactory(),
        mode="whole",
        state=ImportState.REFUSED,
        by=user,
        at=NOON,
    )
    url = reverse(
        f"kernel:{name}",
        args=[] if name == "imports" else ["kernel.bodies"] if name in LISTED else [batch.pk],
    )
    if name == "marked_workbook":
        batch.upload.file.digest = "0" * 64
        client.raise_request_exception = False
    response = client.post(url) if name in POSTED else client.get(url)
    may = "sign-in" not in response.get("Location", "") and response.status_code != 403
    assert may == (role in MAY[name])


def test_anothers_list_is_not_found(client, officer):
    batch = ListImport.objects.create(
        kind="kernel.bodies", upload=UploadFactory(), mode="whole", by=UserFactory(), at=NOON
    )
    for name in set(MAY) - LISTED - {"imports"}:
        url = reverse(f"kernel:{name}", args=[batch.pk])
        assert (client.post(url) if name in POSTED else client.get(url)).status_code == 404


def test_a_list_is_seen_taken_over_and_undone(client, officer):
    batch = hand_in(client, ROWS)
    text = page(client, batch)
    assert "云岭市水利局" in text
    assert Body.objects.count() == 1
    assert "?show=new" in text
    assert post(client, batch, "apply_import").url == reverse("kernel:job", args=[batch.job_id])
    assert (batch.state, Body.objects.count()) == (ImportState.APPLIED, 3)
    assert reverse("kernel:undo_import", args=[batch.pk]) in page(client, batch)
    assert "云岭市人民政府" in page(client, batch, "?show=new")
    post(client, batch, "undo_import")
    assert (batch.state, Body.objects.count()) == (ImportState.UNDONE, 1)
    assert batch.upload.name in client.get(reverse("kernel:imports")).content.decode()
    assert "已撤销" in page(client, batch)


def test_a_change_is_shown_with_old_and_new(client, officer):
    body = Body.objects.get()
    batch = hand_in(client, [["机构名称", "英文名"], [body.name, "Bureau"]])
    text = page(client, batch)
    assert "<del>—</del> → <ins>Bureau</ins>" in text


def test_faults_are_listed_and_come_back_in_the_cells(client, officer):
    batch = hand_in(client, [HEAD, [None, "x", "没有"]])
    text = page(client, batch)
    assert "名单!A2" in text
    assert "名单!C2" in text
    response = client.get(reverse("kernel:marked_workbook", args=[batch.pk]))
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert book["名单"]["A2"].comment is not None
    assert "attachment" in response["Content-Disposition"]


def test_a_file_that_cannot_be_read_says_why(client, officer):
    batch = hand_in(client, None, content=b"%PDF-1.7")
    assert "PDF" in page(client, batch)
    empty = client.post(
        reverse("kernel:hand_in_list", args=["kernel.bodies"]),
        {"file": SimpleUploadedFile("x.xlsx", b""), "mode": "whole"},
    )
    assert 'role="alert"' in empty.content.decode()


FOREIGN = [
    ["单位名册"],
    ["代号", "叫法", "上面"],
    ["1", "云岭市水利局", None],
    ["2", "云岭市林业局", "云岭市工信局"],
]


def test_columns_of_a_foreign_list_are_guessed_named_and_remembered(client, officer):
    batch = hand_in(client, FOREIGN)
    assert batch.state == ImportState.COLUMNS
    text = page(client, batch, part="import_columns")
    assert "云岭市林业局" in text
    assert '<option value="name" selected>' in text
    again = page(client, batch, "?row=2", part="import_columns")
    assert "第 3 行" in again
    form = {"sheet": "名单", "row": 1, "first": 1, "asked": "", "column-1": "name", "column-2": "parent"}
    post(client, batch, "import_columns", **form)
    assert (batch.state, batch.counts) == (ImportState.READY, {"new": 2, "faults": 0})
    assert hand_in(client, FOREIGN).state == ImportState.READY


@pytest.mark.parametrize(
    "form", [{"column-1": ""}, {"column-1": "name", "column-2": "name"}], ids=["none", "twice"]
)
def test_columns_that_do_not_do_are_refused_in_words(client, officer, form):
    batch = hand_in(client, FOREIGN)
    values = {"sheet": "名单", "row": 1, "first": 1, "asked": "row=1", **form}
    response = client.post(reverse("kernel:import_columns", args=[batch.pk]), values, follow=True)
    assert 'data-tone="red" role="alert"' in response.content.decode()
    batch.refresh_from_db()
    assert batch.state == ImportState.COLUMNS


def test_odd_addresses_of_the_columns_page_do_no_harm(client, officer):
    batch = hand_in(client, FOREIGN)
    for query in ("?row=99999999999999", "?row=-1", "?sheet=x", "?row=a&sheet=", "?row=700"):
        assert "<h1>" in page(client, batch, query, part="import_columns")
    post_url = reverse("kernel:import_columns", args=[batch.pk])
    assert client.post(post_url, {"sheet": "x", "row": "1"}).status_code == 404


def test_rows_that_may_be_ours_are_decided_on_the_page(client, officer):
    hand_in(client, [["机构名称"], ["云岭市工业和信息化局"]])
    post(client, ListImport.objects.get(), "apply_import")
    batch = hand_in(client, [["机构名称"], ["云岭市工信委"], ["云岭市工业信息局"]])
    rows = list(batch.rows.filter(outcome=Outcome.ASK))
    text = page(client, batch)
    assert all(f'name="row-{row.pk}"' in text for row in rows)
    post(client, batch, "decide_rows", **{f"row-{rows[0].pk}": rows[0].candidates[0]["target"]})
    rows[0].refresh_from_db()
    assert rows[0].target == rows[0].candidates[0]["target"]
    post(client, batch, "decide_rows", rest="left_out")
    assert batch.state == ImportState.READY


def test_a_list_is_given_up(client, officer):
    batch = hand_in(client, ROWS)
    post(client, batch, "discard_import")
    assert (batch.state, batch.rows.count()) == (ImportState.DISCARDED, 0)
    response = client.post(reverse("kernel:apply_import", args=[batch.pk]), follow=True)
    assert 'role="alert"' in response.content.decode()


def test_what_is_exported_is_taken_for_unchanged(client, officer):
    content = client.get(reverse("kernel:export_list", args=["kernel.bodies"])).content
    batch = hand_in(client, None, content=content)
    assert batch.counts == {"same": 1, "faults": 0}
    text = client.post(reverse("kernel:apply_import", args=[batch.pk]), follow=True).content.decode()
    assert 'role="alert"' in text


def test_an_unknown_list_is_not_found(client, officer):
    assert client.get(reverse("kernel:hand_in_list", args=["kernel.nothing"])).status_code == 404


def test_the_page_of_an_import_costs_as_much_with_many_rows(client, officer, django_assert_max_num_queries):
    for count in (1, 60):
        batch = hand_in(client, [["机构名称"], *([f"云岭市第{number}局"] for number in range(count))])
        with django_assert_max_num_queries(16):
            page(client, batch)
