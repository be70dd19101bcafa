"""A year is settled with the keyboard alone, on a phone, in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from luoshi.delivery.models import Assignment
from tests.delivery.factories import Office
from tests.kernel.factories import InstallationFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_year_is_settled_on_a_phone_with_the_keyboard(page, sign_in):
    InstallationFactory()
    office = Office()
    one, two = (
        office.working(title="建成工业互联网公共服务平台"),
        office.working(title="完成设备更新改造项目"),
    )
    sign_in(page, office.desk)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{reverse('delivery:year_end')}?issuer={office.issuer.pk}&year=2025")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    page.locator(f"#id_do_t{one.pk}_0").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")  # carry it over
    page.locator(f"#id_note_t{one.pk}").focus()
    page.keyboard.type("资金年底未到位")
    page.get_by_role("button", name="办理所选各项").press("Enter")

    expect(page.get_by_role("link", name=two.title)).to_be_visible()
    expect(page.get_by_role("link", name=one.title)).to_have_count(0)
    assert Assignment.objects.get(carried_from=one).title == one.title
    assert not Assignment.objects.filter(carried_from=two).exists()
