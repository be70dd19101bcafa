"""Formulas and standards are called otherwise while their codes stay, and are found by every name."""

import pytest
from django.urls import reverse

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.formulas.book import open_book
from luoshi.kernel.models import AuditEntry, Formula, Standard
from luoshi.kernel.services.formulas import Unsound
from luoshi.kernel.services.reference import NothingToChange
from luoshi.kernel.services.renaming import rename_formula, rename_standard
from luoshi.kernel.services.standards import NameTaken
from luoshi.kernel.services.undoing import undo_act
from tests.kernel.factories import DAY, NOON, member
from tests.kernel.formulas import formula, standard

pytestmark = pytest.mark.django_db


def call(thing, name, *, name_en="", about=""):
    words = {"name": name, "name_en": name_en, "about": about, "by": SYSTEM, "at": NOON}
    if isinstance(thing, Formula):
        return rename_formula(formula=thing, **words)
    return rename_standard(standard=thing, **words)


def test_what_speaks_of_a_formula_says_its_new_name():
    standard(name="年限")
    one = formula("one", "满年数(设立日期) >= 参数(年限)", name="甲项")
    formula("two", "甲项 且 是企业", name="乙项")
    call(one, "老主体")
    call(Standard.objects.get(), "最低年限")
    book = open_book(on=DAY)
    said = [book.compiled(book.formulas[code]).format("zh") for code in ("one", "two")]
    assert said == ["满年数(设立日期) >= 参数(最低年限)", "老主体 且 是企业"]


def test_a_name_that_is_taken_is_refused():
    one, _other = formula("one", name="甲项"), formula("two", name="乙项")
    for name in ("乙项", "是企业", "且"):
        with pytest.raises(Unsound):
            call(one, name)
    made = standard(name="年限")
    standard(code="sum", name="额度")
    for name in ("额度", "缺"):
        with pytest.raises(NameTaken):
            call(made, name)


def test_a_name_that_stays_is_no_act():
    one = formula("one", name="甲项", name_en="one")
    with pytest.raises(NothingToChange):
        call(one, " 甲项 ", name_en="one")


@pytest.mark.parametrize("make", [formula, standard])
def test_another_name_can_be_taken_back(make):
    made = make(name="旧名", name_en="old name")
    call(made, "新名", name_en="old name", about="说明")
    user = member("administrator")
    undo_act(entry=AuditEntry.objects.latest("number"), by=user, at=NOON)
    made.refresh_from_db()
    assert (made.name, made.name_en, made.about) == ("旧名", "old name", "")


@pytest.mark.parametrize(("make", "route"), [(formula, "rename_formula"), (standard, "rename_standard")])
def test_an_officer_calls_it_otherwise_on_its_page(client, make, route):
    made = make(name="旧名")
    client.force_login(member("lead_officer"))
    address = reverse(f"kernel:{route}", args=[made.pk])
    assert "旧名" in client.get(address).content.decode()
    assert client.post(address, {"name": "新名"}).status_code == 302
    refused = client.post(address, {"name": "新名"})
    assert refused.status_code == 400
    made.refresh_from_db()
    assert made.name == "新名"


def test_both_are_found_by_any_name_also_by_initials(client):
    made, table = formula("rule", name="扶持对象", name_en="supported firm"), standard(name="年限门槛")
    for words in ("扶持", "supported", "fcdx"):
        found = client.get(reverse("kernel:search"), {"q": words}).content.decode()
        assert reverse("kernel:formula", args=[made.pk]) in found, words
    found = client.get(reverse("kernel:search"), {"q": "门槛"}).content.decode()
    assert reverse("kernel:standard", args=[table.pk]) in found
