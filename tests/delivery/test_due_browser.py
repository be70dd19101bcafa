"""Reporting from a phone and one after another: nothing is lost without a signal, nothing arrives twice (移动填报)."""

import base64
import re
import struct
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from luoshi.delivery.models import ProgressReport
from luoshi.kernel.files.store import open_file
from tests.delivery.factories import Office
from tests.kernel.factories import InstallationFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_database,
]


@pytest.fixture
def office():
    InstallationFactory()
    return Office()


DRAW = """side => {
  const canvas = new OffscreenCanvas(side, side * 3 / 4), pen = canvas.getContext("2d");
  const picture = pen.createImageData(canvas.width, canvas.height);
  for (let at = 0; at < picture.data.length; at++) picture.data[at] = at % 4 === 3 ? 255 : (at * 7919) % 251;
  pen.putImageData(picture, 0, 0);
  return canvas.convertToBlob({type: "image/jpeg", quality: 0.7}).then(made => made.arrayBuffer())
    .then(bytes => btoa(Array.from(new Uint8Array(bytes), byte => String.fromCharCode(byte)).join("")));
}"""
MOMENT = b"2025:09:14 10:20:30\0"


def photo(page, side: int = 2200) -> bytes:
    """A photo as a phone takes it: large, lying on its side, with the moment in its head."""
    drawn = base64.b64decode(page.evaluate(DRAW, side))
    entries = struct.pack("<HHIHH", 0x0112, 3, 1, 6, 0) + struct.pack("<HHII", 0x0132, 2, len(MOMENT), 38)
    told = b"II*\0" + struct.pack("<IH", 8, 2) + entries + bytes(4) + MOMENT
    head = b"Exif\0\0" + told
    return drawn[:2] + b"\xff\xe1" + struct.pack(">H", len(head) + 2) + head + drawn[2:]


def pixels_of(picture: bytes) -> tuple[int, int]:
    """Width and height, as the first frame of a JPEG says them."""
    at = 2
    while picture[at + 1] not in (0xC0, 0xC2):
        at += 2 + int.from_bytes(picture[at + 2 : at + 4])
    return int.from_bytes(picture[at + 7 : at + 9]), int.from_bytes(picture[at + 5 : at + 7])


def lose_signal(page) -> None:
    """Once nothing is under way any more, so that the browser has nothing to complain of."""
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)


def taken(page, content: bytes) -> None:
    file = {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": content}
    page.get_by_label("拍照").set_input_files([file])


def test_a_report_with_a_photo_waits_for_the_signal_and_is_sent_once(
    phone, sign_in, office, check_accessibility
):
    made = office.working()
    sign_in(phone, office.officer)
    phone.goto(reverse("delivery:report_on", args=[made.pk]))
    lose_signal(phone)
    phone.get_by_label("完成情况").fill("已建成2个平台，9月14日验收。")
    taken(phone, photo(phone))
    expect(phone.get_by_text("现场.jpg (")).to_be_visible()

    phone.get_by_role("button", name="报送", exact=True).click()

    expect(phone.get_by_text("已保存在本机，有网络后自动报送。")).to_be_visible()
    check_accessibility(phone)
    assert not ProgressReport.objects.exists()

    phone.context.set_offline(False)

    expect(phone.get_by_role("heading", level=1)).to_contain_text(made.title)
    report = ProgressReport.objects.get()
    evidence = report.evidence.get()
    assert report.done == "已建成2个平台，9月14日验收。"
    assert phone.evaluate("Object.keys(localStorage)") == []
    with open_file(evidence.upload.file.digest) as file:
        kept = file.read()
    assert pixels_of(kept) == (1536, 2048)
    assert MOMENT in kept
    assert struct.pack("<HHI", 0x0112, 3, 1) + b"\x01\0" in kept


def test_what_waits_is_sent_from_any_page_that_is_opened_next(phone, sign_in, office):
    made = office.working()
    sign_in(phone, office.officer)
    phone.goto(reverse("delivery:report_on", args=[made.pk]))
    lose_signal(phone)
    phone.get_by_label("完成情况").fill("已建成2个平台。")
    phone.get_by_role("button", name="报送", exact=True).click()
    expect(phone.get_by_text("已保存在本机，有网络后自动报送。")).to_be_visible()
    phone.close()

    later = phone.context.new_page()
    phone.context.set_offline(False)
    later.goto(reverse("delivery:assignments"))

    expect(later.get_by_text("网络已恢复，已自动报送：")).to_contain_text("1")
    assert ProgressReport.objects.get().done == "已建成2个平台。"


def test_what_was_photographed_is_there_when_the_page_opens_again(phone, sign_in, office):
    made = office.working()
    sign_in(phone, office.officer)
    phone.goto(reverse("delivery:report_on", args=[made.pk]))
    taken(phone, photo(phone, side=300))
    expect(phone.get_by_text("现场.jpg (")).to_be_visible()

    phone.reload()

    expect(phone.get_by_text("现场.jpg (")).to_be_visible()
    phone.get_by_role("button", name="重新填写").click()
    expect(phone.get_by_text("现场.jpg (")).to_have_count(0)


def test_a_lost_answer_does_not_report_twice(phone, sign_in, office, complaints):
    made = office.working()
    sign_in(phone, office.officer)
    phone.goto(reverse("delivery:report_on", args=[made.pk]))
    phone.get_by_label("完成情况").fill("已建成2个平台。")

    def lose(route):
        route.fetch()
        route.abort()

    phone.route("**/report/", lose, times=1)
    phone.get_by_role("button", name="报送", exact=True).click()
    expect(phone.get_by_text("已保存在本机，有网络后自动报送。")).to_be_visible()
    assert ProgressReport.objects.count() == 1

    phone.reload()

    expect(phone.get_by_role("heading", level=1)).to_contain_text(made.title)
    expect(phone).to_have_url(re.compile("/reports/"))
    assert ProgressReport.objects.count() == 1
    complaints.clear()  # of the answer that was lost


def test_empty_words_are_pointed_out_while_they_are_written(page, sign_in, office):
    made = office.working()
    sign_in(page, office.officer)
    page.goto(reverse("delivery:report_on", args=[made.pk]))

    page.get_by_label("完成情况").press_sequentially("各项工作有序推进。")

    expect(page.get_by_text("“有序推进”缺少数字、日期或文号。")).to_be_visible()

    page.get_by_label("完成情况").fill("暂无进展。")

    expect(page.get_by_text("这里写的是没有进展")).to_be_visible()
    assert not ProgressReport.objects.exists()


def test_five_tasks_are_reported_with_few_clicks_one_after_another(
    page, sign_in, office, check_accessibility
):
    for number in range(5):
        office.working(title=f"示例任务{number}", due_on=date(2025, 12, 1 + number))
    sign_in(page, office.officer)
    page.goto(reverse("delivery:due_reports"))
    check_accessibility(page)
    page.evaluate("() => { window.clicks = 0; addEventListener('click', () => window.clicks++, true); }")

    page.get_by_label("完成情况").first.click()
    for number in range(5):
        page.keyboard.type(f"已完成{number + 1}项。")
        page.keyboard.press("Control+Enter")
        expect(page.locator("[data-arrived]:visible")).to_have_count(number + 1)

    assert page.evaluate("window.clicks") <= 5 * 4
    said = ProgressReport.objects.order_by("pk").values_list("about__assignment__title", "done")
    assert list(said) == [(f"示例任务{number}", f"已完成{number + 1}项。") for number in range(5)]
