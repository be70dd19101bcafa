"""A list is handed in, checked, shown, taken over and undone, all by its jobs."""

from datetime import date

import pytest

from luoshi.kernel import jobs
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.imports import LISTS
from luoshi.kernel.imports.outline import grid_of, guessed
from luoshi.kernel.models import (
    AuditEntry,
    Body,
    BodyName,
    Command,
    ImportMode,
    ImportState,
    MatchAnswer,
    Outcome,
)
from luoshi.kernel.services import bodies as body_services
from luoshi.kernel.services import imports
from luoshi.kit.sheets import header_at, write
from tests.kernel import factories
from tests.kernel.factories import LATER, NOON, member
from tests.kernel.importing import settle, take_over, undo
from tests.kit import files

pytestmark = pytest.mark.django_db
HEAD = ["机构名称", "简称", "类别", "区划代码", "上级单位", "是否市管", "成立日期"]
LINES = [
    ["云岭市人民政府", "市政府", "机关", "620500", None, "是", "2000-01-01"],
    ["云岭市工业和信息化局", "市工信局、工信局", "机关", 620500, "云岭市人民政府", "是", "2019-03-01"],
    ["云岭市河东区工业和信息化局", None, "机关", "河东区", "云岭市工业和信息化局", "否", None],
]


@pytest.fixture(autouse=True)
def city(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    home = factories.AreaFactory(code="620500", name="云岭市")
    factories.AreaFactory(code="620502", name="河东区", parent=home)
    factories.InstallationFactory(home_area=home)
    return home


def hand_in(rows, *, by=SYSTEM, mode=ImportMode.WHOLE, content=None):
    content = content or files.xlsx(rows)
    batch = imports.hand_in_list(
        kind="kernel.bodies", content=content, name="名录.xlsx", by=by, at=NOON, mode=mode
    )
    return settle(batch)


def world():
    """All that a list of bodies can change."""
    return [list(model.objects.order_by("pk").values()) for model in (Body, BodyName, Command)]


def test_a_list_is_shown_before_anything_is_written():
    batch = hand_in([HEAD, *LINES])
    assert (batch.state, batch.counts) == (ImportState.READY, {"new": 3, "faults": 0})
    assert not Body.objects.exists()


def test_a_list_is_taken_over_with_names_superiors_and_command():
    batch = take_over(hand_in([HEAD, *LINES[::-1]]))
    assert batch.state == ImportState.APPLIED
    bureau = Body.objects.get(name="云岭市工业和信息化局")
    assert (bureau.parent.name, bureau.valid_from) == ("云岭市人民政府", date(2019, 3, 1))
    assert {name.name for name in bureau.names.all()} == {"云岭市工业和信息化局", "市工信局", "工信局"}
    district = Body.objects.get(area__code="620502")
    assert (district.parent, district.commands.get().is_commanded) == (bureau, False)
    assert AuditEntry.objects.filter(code="kernel.import_rows_written").count() == 1


def test_what_is_exported_and_imported_again_changes_nothing():
    take_over(hand_in([HEAD, *LINES]))
    kind = LISTS["kernel.bodies"]
    before = world()
    again = hand_in(None, content=write(kind.sheet, kind.everything(by=SYSTEM)))
    assert again.counts == {"same": 3, "faults": 0}
    with pytest.raises(imports.NothingToTake):
        imports.apply_import(batch=again, by=SYSTEM, at=LATER)
    assert world() == before


def test_undone_as_a_whole_the_world_is_as_before(city):
    factories.BodyFactory(name="云岭市工业和信息化局", area=city, valid_from=date(2019, 3, 1))
    body = Body.objects.get()
    factories.BodyNameFactory(
        body=body, name="云岭市工业和信息化局", kind="official", valid_from=date(2019, 3, 1)
    )
    factories.BodyNameFactory(body=body, name="旧简称", valid_from=date(2019, 3, 1))
    before = world()
    batch = take_over(hand_in([HEAD, *LINES]))
    assert batch.counts["changed"] == 1
    assert world() != before
    assert undo(batch).state == ImportState.UNDONE
    assert world() == before


def planted():
    lines = [[f"云岭市第{number}局", None, "机关", "620500", None, "是", None] for number in range(40)]
    faults = {
        (3, 0): None,
        (5, 2): "神秘",
        (7, 3): "999999",
        (9, 5): "也许",
        (11, 6): "2020-13-01",
        (13, 6): "去年",
        (15, 0): "云岭市第14局",
        (17, 4): "没有这个局",
        (19, 3): "火星",
        (21, 6): "2020年5月",
        (23, 5): "半",
        (25, 2): "？",
    }
    for (row, column), value in faults.items():
        lines[row][column] = value
    return [HEAD, *lines], {f"{'ABCDEFG'[column]}{row + 2}" for row, column in faults}


def test_twelve_planted_faults_are_named_by_cell_and_nothing_is_taken():
    rows, cells = planted()
    batch = hand_in(rows)
    faults = batch.remarks.filter(is_fault=True)
    assert (batch.state, {fault.cell for fault in faults}, faults.count()) == (ImportState.REFUSED, cells, 12)
    with pytest.raises(imports.ImportMovedOn):
        imports.apply_import(batch=batch, by=SYSTEM, at=LATER)
    assert not Body.objects.exists()


def test_row_by_row_what_is_right_is_taken():
    rows, _cells = planted()
    batch = hand_in(rows, mode=ImportMode.ROWS)
    assert (batch.state, batch.counts["refused"], batch.counts["new"]) == (ImportState.READY, 12, 28)
    assert take_over(batch).state == ImportState.APPLIED
    assert Body.objects.count() == 28


def test_a_file_that_cannot_be_read_is_refused_with_its_reason():
    batch = hand_in(None, content=b"%PDF-1.7")
    assert (batch.state, batch.error_code, batch.error_values) == (
        "refused",
        "not_a_workbook",
        {"what": "PDF"},
    )


def test_superiors_in_a_circle_are_refused():
    batch = hand_in([["机构名称", "上级单位"], ["甲局", "乙局"], ["乙局", "甲局"], ["丙局", "丙局"]])
    assert {fault.cell for fault in batch.remarks.filter(code="circle")} == {"B2", "B3", "B4"}


def test_a_body_changed_meanwhile_takes_nothing_where_all_or_nothing_was_asked():
    first = take_over(hand_in([HEAD, LINES[0]]))
    batch = hand_in([HEAD, [*LINES[0][:1], "市府", *LINES[0][2:]], LINES[1]])
    assert batch.counts == {"changed": 1, "new": 1, "faults": 0}
    body = Body.objects.get()
    Body.objects.update(name_en="x", valid_from=date(1999, 1, 1))
    BodyName.objects.filter(body=body, kind="short").update(name="市人民政府")
    batch = take_over(batch)
    assert (batch.state, batch.error_code) == (ImportState.REFUSED, "import_conflict")
    assert Body.objects.count() == 1
    assert first.state == ImportState.APPLIED


def test_what_was_changed_since_is_not_taken_back():
    batch = take_over(hand_in([HEAD, *LINES]))
    bureau = Body.objects.get(name="云岭市工业和信息化局")
    body_services.rename_body(
        body=bureau, name="云岭市工信局", on=date(2025, 9, 1), origin=bureau.origin, by=SYSTEM, at=LATER
    )
    before = world()
    imports.undo_import(batch=batch, by=SYSTEM, at=LATER)
    jobs.work_until_idle()
    batch.refresh_from_db()
    assert (batch.job.state, batch.job.error_code) == ("failed", "kernel.import_no_longer_so")
    assert batch.state == ImportState.APPLIED
    assert world() == before


def test_names_alike_are_asked_and_the_answer_is_remembered():
    take_over(hand_in([HEAD, *LINES]))
    officer = member("administrator")
    foreign = [["单位", "性质"], ["市工信委", "机关"], ["云岭市水利局", "机关"]]
    batch = hand_in(foreign, by=officer)
    assert batch.state == ImportState.OPEN
    row = batch.rows.get(outcome=Outcome.ASK)
    meant = row.candidates[0]["target"]
    assert Body.objects.get(pk=meant).name == "云岭市工业和信息化局"
    with pytest.raises(imports.RowsStillOpen):
        imports.apply_import(batch=batch, by=officer, at=LATER)
    imports.decide_rows(batch=batch, decisions=[imports.Decision(row.pk, meant)], by=officer, at=LATER)
    batch.refresh_from_db()
    row.refresh_from_db()
    assert (batch.state, row.outcome, row.target) == (ImportState.READY, Outcome.SAME, meant)
    assert row.values["name"] == "云岭市工业和信息化局"  # a likeness of names is no renaming
    assert MatchAnswer.objects.get(is_same=True).by == officer
    again = hand_in(foreign, by=officer)
    assert again.counts == {"same": 1, "new": 1, "faults": 0}


def test_a_foreign_list_waits_for_its_columns_and_is_known_the_next_time():
    foreign = [
        ["某市单位情况"],
        ["代号", "叫法", "地点"],
        ["1", "云岭市水利局", "云岭市"],
        ["2", "云岭市林业局", None],
    ]
    batch = hand_in(foreign)
    assert batch.state == ImportState.COLUMNS
    grid = grid_of(batch.outline[0])
    header, guesses = guessed(grid, None, LISTS["kernel.bodies"])
    assert (header.last, guesses["name"]) == (1, (1, "content"))
    imports.choose_columns(
        batch=batch,
        sheet=grid.name,
        header=header_at(grid, 1),
        columns={"name": 1, "area": 2},
        by=SYSTEM,
        at=LATER,
    )
    assert settle(batch).counts == {"new": 2, "faults": 0}
    assert hand_in(foreign).counts == {"new": 2, "faults": 0}


def test_an_officer_may_not_take_over_bodies_of_another_area():
    county = member("lead_officer", body=factories.BodyFactory(area__code="620900"))
    batch = hand_in([HEAD, LINES[0]], by=county)
    assert [fault.code for fault in batch.remarks.filter(is_fault=True)] == ["not_allowed"]


def test_a_number_alone_renames_and_the_old_name_stays_known():
    take_over(hand_in([HEAD, *LINES]))
    bureau = Body.objects.get(name="云岭市工业和信息化局")
    before = world()
    renamed = hand_in([["系统编号", "机构名称"], [str(bureau.pk), "云岭市工信局"]])
    assert renamed.counts == {"changed": 1, "faults": 0}
    take_over(renamed)
    bureau.refresh_from_db()
    assert bureau.name == "云岭市工信局"
    official = dict(bureau.names.filter(kind="official").values_list("name", "valid_until"))
    assert (official["云岭市工业和信息化局"] is not None, official["云岭市工信局"]) == (True, None)
    undo(renamed)
    assert world() == before


def test_names_that_move_on_within_a_list_are_taken_back_the_last_first():
    take_over(hand_in([HEAD, *LINES[:2]]))
    government, bureau = (str(pk) for pk in Body.objects.order_by("pk").values_list("pk", flat=True))
    before = world()
    moved = [["系统编号", "机构名称"], [government, "云岭市政府办公室"], [bureau, LINES[0][0]]]
    renamed = take_over(hand_in(moved))
    assert list(Body.objects.order_by("pk").values_list("name", flat=True)) == [each[1] for each in moved[1:]]
    undo(renamed)
    assert world() == before


def test_a_list_that_renames_a_superior_does_not_stand_in_its_own_way(monkeypatch):
    monkeypatch.setattr(type(LISTS["kernel.bodies"]), "step", 1)
    take_over(hand_in([HEAD, *LINES[:2]]))
    government, bureau = (str(pk) for pk in Body.objects.order_by("pk").values_list("pk", flat=True))
    Body.objects.filter(pk=bureau).update(parent=government)
    before = world()
    head = ["系统编号", "机构名称", "上级单位"]
    renamed = take_over(
        hand_in([head, [government, "云岭市政府", ""], [bureau, "云岭市工信局", "云岭市政府"]])
    )
    assert (renamed.state, renamed.counts["conflict"]) == (ImportState.APPLIED, 0)
    undo(renamed)
    assert world() == before


def test_a_change_that_the_sheet_does_not_show_is_not_taken_back_over():
    take_over(hand_in([HEAD, LINES[0]]))
    renamed = take_over(hand_in([["系统编号", "机构名称"], [str(Body.objects.get().pk), "云岭市政府"]]))
    BodyName.objects.filter(valid_until__isnull=False).update(name="云岭市人民委员会")
    imports.undo_import(batch=renamed, by=SYSTEM, at=LATER)
    jobs.work_until_idle()
    renamed.refresh_from_db()
    assert (renamed.job.error_code, renamed.state) == ("kernel.import_no_longer_so", ImportState.APPLIED)
    assert renamed.job.error_values == {"what": "云岭市人民委员会"}


def test_blank_cells_say_nothing_where_nothing_can_be_blank():
    rows = [
        ["系统编号", *HEAD, "垂管单位"],
        [None, "云岭市税务局", None, None, None, None, None, None, "省税务局"],
    ]
    batch = take_over(hand_in(rows))
    body = Body.objects.get()
    assert (body.area.code, body.kind, body.commands.get().is_commanded) == ("620500", "agency", False)
    assert hand_in(rows).counts == {"same": 1, "faults": 0}
    undo(batch)
    assert not Body.objects.exists()
