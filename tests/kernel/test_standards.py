"""Standards are dated data that formulas look up: what has a gap, overlaps or can't be read is refused, all at once."""

from datetime import timedelta
from fractions import Fraction

import pytest

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.engine import standard_texts
from luoshi.kernel.engine.standards import Kind, Mode, Shape
from luoshi.kernel.formulas.book import open_book
from luoshi.kernel.models import FormulaPurpose
from luoshi.kernel.services.formulas import Unsound
from luoshi.kernel.services.standards import (
    EditionUnfit,
    EndsUntold,
    InputsUnfit,
    NameTaken,
    RowsUnreadable,
    TableEnds,
    add_standard_version,
)
from luoshi.kernel.services.versions import CodeTaken, CodeUnfit, Overtaken, UnitUnknown
from tests.kernel.factories import DAY, NOON, AreaFactory, BodyFactory
from tests.kernel.formulas import BANDS, LATER, formula, standard, terms

pytestmark = pytest.mark.django_db
SCORING = Shape(Kind.SCORING, "marks", "得分", inputs=("年",), gives="分", mode=Mode.LOW)


def add(of, text, *, after=1, terms=LATER, **fields):
    return add_standard_version(
        standard=of, after=after, text=text, terms=terms, by=SYSTEM, at=NOON, **fields
    )


def codes(refusal) -> list[str]:
    given = getattr(refusal.value, "problems", None) or refusal.value.faults
    return [each.code for each in given]


def asked(text, *, on=DAY):
    """What a text gives on a day for an agency that was founded 2020-09-15."""
    body = BodyFactory(valid_from=DAY.replace(year=2020))
    formula("asked", text, purpose=FormulaPurpose.MONITOR, name="所问")
    from luoshi.kernel.formulas.asking import ask_one

    book = open_book(on=on)
    return ask_one(book.compiled(book.formulas["asked"]), body, on=on)


def test_a_parameter_has_the_value_of_the_day():
    made = standard(text="3年", name="年限")
    add(made, "8")
    assert asked("满年数(设立日期) >= 参数(年限)").value is True
    assert asked_again(LATER.valid_from) is False


def asked_again(on):
    from luoshi.kernel.formulas.asking import ask_one
    from luoshi.kernel.models import Body

    book = open_book(on=on)
    return ask_one(book.compiled(book.formulas["asked"]), Body.objects.latest("pk"), on=on).value


def test_a_parameter_is_converted_into_its_unit():
    made = standard(text="200万元", code="sum", name="额度", gives="元")
    assert made.versions.get().text == "2000000"


def test_a_scoring_table_gives_the_points_of_the_band():
    standard(Kind.SCORING, "marks", BANDS, name="年限得分")
    assert asked("评分(满年数(设立日期), 年限得分)").amount == 2


def test_a_broken_line_gives_the_height_between_its_points():
    standard(Kind.LINE, "slope", "0: 0\n10: 5", name="年限折线")
    assert asked("折线(满年数(设立日期), 年限折线)").amount == Fraction(5, 2)


def test_a_decision_table_decides():
    text = ">= 3 | agency, enterprise: 甲\n< 3 | *: 乙\nelse: 丙"
    standard(Kind.DECISION, "grade", text, name="分档")
    assert asked("决策(分档, 满年数(设立日期), 主体类型)").value == "甲"


def test_a_classification_holds_all_that_lies_below_its_members():
    city = AreaFactory(code="990100", kind="prefecture")
    county = AreaFactory(code="990102", kind="county", parent=city)
    body = BodyFactory(area=county)
    standard(Kind.CLASSIFICATION, "zone", "990100: 云岭市", name="示范区域")
    formula("inside", "所在行政区划 属于 示范区域", name="区域内")
    from luoshi.kernel.formulas.asking import ask_one

    book = open_book(on=DAY)
    assert ask_one(book.compiled(book.formulas["inside"]), body, on=DAY).value is True


def test_an_edition_can_be_named_and_is_there_once():
    made = standard(Kind.CLASSIFICATION, "zone", "990100: 云岭市", name="示范区域")
    add(made, "990200: 邻市", edition="2025")
    assert formula("inside", "所在行政区划 属于 分类(示范区域, 版=2017)", name="区域内").pk
    for edition in ("2025", " "):
        with pytest.raises(EditionUnfit):
            add(made, "990200: 邻市", edition=edition, after=2)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("< 3: 0\n4–10: 2\n>= 10: 5", "F401"),
        ("< 3: 0\n2–10: 2\n>= 10: 5", "F402"),
        ("10–20: 2\n3–10: 1\nelse: 0", "F403"),
        ("3–10: 2\n>= 10: 5", "F405"),
    ],
)
def test_a_gap_an_overlap_a_wrong_order_and_an_open_end_are_refused(rows, code):
    with pytest.raises(Unsound) as refusal:
        standard(Kind.SCORING, "marks", rows)
    assert code in codes(refusal)


def test_two_rules_of_which_both_may_hold_are_refused_unless_the_first_counts():
    rows = ">= 3 | *: 甲\n>= 2 | agency: 乙"
    with pytest.raises(Unsound) as refusal:
        standard(Kind.DECISION, "grade", rows)
    assert codes(refusal) == ["F402"]
    assert standard(Kind.DECISION, "grade", rows, mode=Mode.FIRST).pk


def test_every_line_that_cannot_be_read_is_named_with_its_place():
    with pytest.raises(RowsUnreadable) as refusal:
        standard(Kind.SCORING, "marks", "< 3: 零\n3—10: 2\n大约十: 5\n> 10: 6\n3吨–4吨: 1")
    assert codes(refusal) == ["number", "interval", "end", "unit"]
    lines = [fault.line for fault in refusal.value.faults]
    assert lines == [1, 3, 4, 5]
    assert "第1行" in str(refusal.value)
    first = refusal.value.faults[0]
    assert ("< 3: 零\n"[first.start : first.end]) == "零"


def test_what_is_written_reads_back_to_the_same():
    for text in (BANDS, "< 3: 0\nelse: 1"):
        content = standard_texts.read(text, SCORING)
        assert standard_texts.written(content, SCORING) == text
        assert standard_texts.read(standard_texts.worded(text, "zh"), SCORING) == content


def test_cells_of_a_spreadsheet_are_read_as_well():
    pasted = "\t3\t0\n3\t10\t2\n10\t\t5"
    assert standard_texts.written(standard_texts.read(pasted, SCORING), SCORING) == BANDS


def test_the_upper_end_belongs_to_a_band_where_the_table_says_so():
    text = "<= 50: 5\n50–80: 3\n> 80: 0"
    made = standard(Kind.SCORING, "marks", text, mode=Mode.HIGH, inputs=["%"])
    assert made.versions.get().text == text


def test_a_table_holds_until_its_next_version():
    with pytest.raises(TableEnds):
        standard(Kind.SCORING, "marks", BANDS, terms=terms(DAY, valid_until=DAY + timedelta(days=3)))


def test_a_parameter_that_has_ended_is_missing():
    standard(text="3", name="年限", terms=terms(DAY, valid_until=DAY))
    assert asked("满年数(设立日期) >= 参数(年限)").value is True
    assert asked_again(DAY + timedelta(days=1)) is None


def test_of_two_officers_who_set_at_once_one_is_told():
    made = standard()
    add(made, "4")
    with pytest.raises(Overtaken):
        add(made, "5")


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"code": "Big"}, CodeUnfit),
        ({"gives": "光年"}, UnitUnknown),
        ({"kind": Kind.SCORING, "text": BANDS, "inputs": []}, InputsUnfit),
        ({"kind": Kind.SCORING, "text": BANDS, "mode": Mode.NONE}, EndsUntold),
        ({"kind": Kind.CLASSIFICATION, "text": "1: 甲", "inputs": ["stars"]}, UnitUnknown),
        ({"name": "缺"}, NameTaken),
        ({"text": "3\n4"}, RowsUnreadable),
        ({"text": " "}, RowsUnreadable),
    ],
)
def test_a_shape_that_no_formula_could_look_up_is_refused(fields, refusal):
    with pytest.raises(refusal):
        standard(**fields)


def test_a_code_and_a_name_are_there_once():
    standard(name="年限")
    with pytest.raises((CodeTaken, NameTaken)):
        standard(name="别的")
    with pytest.raises(NameTaken):
        standard(code="other", name="年限")
