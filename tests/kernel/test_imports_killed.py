"""Lists whose worker is killed at each commit: read, taken over and taken back once, whole, without anybody's help."""

import pytest

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.imports import LISTS
from luoshi.kernel.jobs import work_until_idle
from luoshi.kernel.models import Body, BodyName, Command, ListImport, SearchRow
from luoshi.kernel.services import imports, search
from tests.kernel import factories, killing
from tests.kernel.factories import LATER, NOON
from tests.kit import files

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.one_database]
HEAD = ["机构名称", "简称", "类别", "区划代码", "上级单位", "是否市管", "成立日期"]
ROWS = [
    [f"云岭市第{number}管理中心", f"云{number}办", "机关", "620500", "", "是", "2019-03-01"]
    for number in range(3)
]


@pytest.fixture
def lives(tmp_path):
    with killing.lives(tmp_path) as made:
        yield made


def handed_in() -> None:
    factories.InstallationFactory(home_area=factories.AreaFactory(code="620500", name="云岭市"))
    content = files.xlsx([HEAD, *ROWS])
    imports.hand_in_list(kind="kernel.bodies", content=content, name="名录.xlsx", by=SYSTEM, at=NOON)


def confirmed() -> None:
    handed_in()
    work_until_idle()
    imports.apply_import(batch=ListImport.objects.get(), by=SYSTEM, at=LATER)


def to_be_undone() -> None:
    confirmed()
    work_until_idle()
    imports.undo_import(batch=ListImport.objects.get(), by=SYSTEM, at=LATER)


def work_by_twos() -> None:
    type(LISTS["kernel.bodies"]).step = 2  # so that three rows are written in two steps
    work_until_idle()


def found() -> dict:
    batch = ListImport.objects.get()
    return killing.acts_and_jobs() | {
        "batch": [batch.state, batch.counts, batch.error_code],
        "rows": killing.said(batch.rows.values_list("number", "outcome", "is_applied")),
        "remarks": batch.remarks.count(),
        "bodies": sorted(Body.objects.values_list("name", flat=True)),
        "names": sorted(BodyName.objects.values_list("name", flat=True)),
        "commands": sorted(Command.objects.values_list("body__name", flat=True)),
        "found": sorted(SearchRow.objects.values_list("title", flat=True)),
        "wrong": len(list(search.wrong_rows())),
    }


@pytest.mark.parametrize(
    ("begin", "state"), [(handed_in, "ready"), (confirmed, "applied"), (to_be_undone, "undone")]
)
def test_a_list_ends_the_same_wherever_its_worker_is_killed(lives, begin, state):
    undisturbed, otherwise = lives.killed_at_each_commit(begin=begin, story=work_by_twos, end=found)
    assert undisturbed["is_sound"]
    assert undisturbed["batch"][0] == state
    assert len(otherwise) > 5
    assert not any(otherwise.values()), otherwise
