"""Day one in a real browser: files are dropped together, checked, entered; a text for who is late is copied."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from luoshi.delivery.models import ProgressReport
from luoshi.kernel.jobs import work_until_idle
from tests.delivery.collecting import Collecting
from tests.kernel.factories import InstallationFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def made():
    InstallationFactory()
    return Collecting(bodies=4)


def test_files_are_handed_in_together_checked_and_entered(made, page, sign_in):
    first, second, third, _late = made.asks()
    came = [
        ("新建 工作表.xlsx", made.filled(first)),
        ("二局.xlsx", made.filled(second, no_progress="等待批复")),
        ("三局.xlsx", made.filled(third)),
        ("照片.png", b"\x89PNG\r\n\x1a\n0000"),
    ]
    sign_in(page, made.desk)
    page.goto(reverse("delivery:collect", args=[made.round.pk]))
    page.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": XLSX, "buffer": content} for name, content in came]
    )
    page.get_by_role("button", name="核对文件").click()
    work_until_idle()
    page.goto(reverse("delivery:collect", args=[made.round.pk]))
    expect(page.locator("table.list")).to_contain_text("新建 工作表.xlsx")

    page.get_by_role("button", name="录入2份无误的文件").click()
    work_until_idle()

    page.goto(reverse("delivery:collect", args=[made.round.pk]))
    expect(page.locator(".lead")).to_contain_text("应报4个单位，2个未报")
    assert ProgressReport.objects.count() == 4


def test_a_text_is_copied_with_one_press(made, page, sign_in):
    sign_in(page, made.desk)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(reverse("delivery:reminders", args=[made.round.pk]))

    page.get_by_role("button", name="复制").first.click()

    expect(page.get_by_text("已复制。")).to_be_visible()
    assert "尚未报送" in page.evaluate("navigator.clipboard.readText()")
