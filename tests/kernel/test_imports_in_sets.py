"""What a long list costs: statements for hundreds of rows, never for one; what it does is what it does row by row."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models.deletion import get_candidate_relations_to_delete
from django.test.utils import CaptureQueriesContext

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.imports import LISTS
from luoshi.kernel.models import Body, BodyName, Command, ImportState, SearchRow, User
from luoshi.kernel.search.finding import found
from luoshi.kernel.search.question import understand
from luoshi.kernel.services import imports, search
from luoshi.kit.sheets import write
from tests.kernel import factories
from tests.kernel.factories import NOON
from tests.kernel.importing import settle, take_over, undo
from tests.kit import files

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HEAD = ["机构名称", "简称", "类别", "区划代码", "上级单位", "是否市管", "成立日期"]
THOUSAND = 1_000
# SQLite takes a hundred rows in one statement, PostgreSQL any number; a step has some fifty statements of its own.
# Taking rows away looks through every column that points to them, whichever room brought it: that is counted apart.
MOST = {"read": 80, "written": 170, "altered": 220, "back": 180, "gone": 110}
LOOKS = 4  # once before anything is taken away, once in each of the three steps of a thousand rows


@pytest.fixture(autouse=True)
def city(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    home = factories.AreaFactory(code="620500", name="云岭市")
    factories.InstallationFactory(home_area=home)
    return home


def hand_in(content, kind="kernel.bodies"):
    return settle(imports.hand_in_list(kind=kind, content=content, name="名录.xlsx", by=SYSTEM, at=NOON))


def lines(number):
    over = "云岭市第0管理中心"
    return [
        [f"云岭市第{row}管理中心", f"云{row}办", "机关", "620500", over if row else None, "是", "2019-03-01"]
        for row in range(number)
    ]


def world():
    return [list(model.objects.order_by("pk").values()) for model in (Body, BodyName, Command)]


def changed(**names):
    """The same list with other short names, another command and another first day; some bodies renamed."""
    kind = LISTS["kernel.bodies"]
    change = {
        "short_names": "新办、办",
        "commanded": False,
        "commander": "省厅",
        "valid_from": date(2018, 1, 1),
    }
    rows = [
        row | change | {"name": names.get(row["name"], row["name"])} for row in kind.everything(by=SYSTEM)
    ]
    return write(kind.sheet, rows)


def pointing_to(model):
    """How many columns point to a model, and so how many statements it takes to look through them once."""
    return len(list(get_candidate_relations_to_delete(model._meta)))


def asked(action, *arguments):
    with CaptureQueriesContext(connection) as queries:
        result = action(*arguments)
    return len(queries), result


def test_a_thousand_rows_cost_few_statements():
    costs = {}
    costs["read"], batch = asked(hand_in, files.xlsx([HEAD, *lines(THOUSAND)]))
    costs["written"], batch = asked(take_over, batch)
    assert (batch.state, Body.objects.count()) == (ImportState.APPLIED, THOUSAND)
    before = world()
    change = hand_in(
        changed(**{f"云岭市第{row}管理中心": f"云岭市第{row}中心" for row in range(10, THOUSAND, 10)})
    )
    costs["altered"], change = asked(take_over, change)
    assert change.counts == {"changed": THOUSAND, "conflict": 0, "faults": 0}
    costs["back"], _change = asked(undo, change)
    assert world() == before
    costs["gone"], _batch = asked(undo, batch)
    assert not Body.objects.exists()
    most = MOST | {"gone": MOST["gone"] + LOOKS * len(Body._meta.related_objects)}
    assert all(costs[each] <= most[each] for each in most), (costs, most)


def test_names_that_pass_from_body_to_body_arrive_in_any_order():
    take_over(hand_in(files.xlsx([HEAD, *lines(4)])))
    first, second, third = (f"云岭市第{row}管理中心" for row in (1, 2, 3))
    before = world()
    change = take_over(hand_in(changed(**{first: second, second: third, third: "云岭市第4管理中心"})))
    assert [body.name[4] for body in Body.objects.order_by("pk")] == ["0", "2", "3", "4"]
    undo(change)
    assert world() == before


def test_new_accounts_are_taken_back_together():
    body = factories.BodyFactory(name="云岭市人民政府")
    rows = [
        {
            "username": f"u{at}",
            "name": f"示例·{at}",
            "body": body.name,
            "role": "officer",
            "title": "",
            "valid_from": None,
        }
        for at in range(50)
    ]
    batch = hand_in(write(LISTS["kernel.people"].sheet, rows), "kernel.people")
    cost, _batch = asked(undo, take_over(batch))
    assert cost <= 75 + pointing_to(User)  # looked through once, however many accounts there are


def test_what_is_committed_can_be_found_at_once():
    batch = take_over(hand_in(files.xlsx([HEAD, *lines(3)])))
    hits = found(understand("第2管理"), by=AnonymousUser(), kind="kernel.body")
    assert [row.title for row in hits] == ["云岭市第2管理中心"]
    assert list(search.wrong_rows()) == []
    undo(batch)
    assert not SearchRow.objects.filter(kind="kernel.body").exists()
    assert list(search.wrong_rows()) == []
