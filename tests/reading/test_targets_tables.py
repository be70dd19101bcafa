"""Tables of indicators, as tables and as lines."""

import pytest

from luoshi.reading.model import Modality, Relation
from luoshi.reading.targets.tables import cells
from tests.reading.promised import document

PAGE = """<html><head><title>示例市制造业发展规划</title></head><body>
<p>示例市人民政府关于印发示例市制造业发展规划的通知</p><p>示政发〔2021〕5号</p><p>各县区人民政府：</p>
<p>现将规划印发给你们，请认真贯彻执行。</p><p>示例市人民政府</p><p>2021年3月5日</p><p>示例市制造业发展规划</p>
<p>一、总体要求</p><p>（一）主要目标</p><p>{caption}</p><table>{rows}</table><p>二、主要任务</p><p>抓好落实。</p></body></html>"""


def table(*rows, caption="主要指标表"):
    cells = "".join(
        "<tr>" + "".join(cell if cell.startswith("<") else f"<td>{cell}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return document(PAGE.format(caption=caption, rows=cells), format="html").targets


def short(targets):
    return [(target.indicator, target.value, target.unit, target.due) for target in targets]


HEAD = ("序号", "指标", "单位", "2020年", "2025年", "属性")


def test_one_entry_a_target_cell_and_none_for_the_base():
    found = table(
        HEAD,
        ("1", "工业总产值", "亿元", "500", "1000", "预期性"),
        ("2", "研发投入强度", "%", "1.2", "2以上", "约束性"),
    )
    assert short(found) == [("工业总产值", 1000, "亿元", "2025"), ("研发投入强度", 2, "%", "2025")]
    assert [target.modality for target in found] == [Modality.AIMS, Modality.MUST]
    assert [target.relation for target in found] == [Relation.EQUAL, Relation.AT_LEAST]
    assert {target.section for target in found} == {"1.1"}


def test_two_target_years_are_two_entries():
    found = table(
        ("指标", "单位", "现状值（2020年）", "目标值（2025年）", "目标值（2035年）"),
        ("森林覆盖率", "%", "40", "42", "45"),
    )
    assert short(found) == [("森林覆盖率", 42, "%", "2025"), ("森林覆盖率", 45, "%", "2035")]


def test_a_header_of_two_levels_is_read():
    found = table(
        (
            '<td rowspan="2">指标名称</td>',
            '<td rowspan="2">2020年现状</td>',
            '<td colspan="2">2025年目标</td>',
        ),
        ("总量", "年均增速（%）"),
        ("地区生产总值（亿元）", "300", "450", "8左右"),
    )
    assert short(found) == [("地区生产总值", 450, "亿元", "2025"), ("地区生产总值", 8, "%", "2025")]
    assert [(target.change, target.per) for target in found] == [(None, None), ("increase", "year")]


def test_the_unit_may_stand_behind_the_name_in_the_header_or_over_the_table():
    assert short(table(("指标", "2025年目标"), ("工业总产值（亿元）", "1000")))[0][2] == "亿元"
    assert short(table(("指标", "2025年目标（亿元）"), ("工业总产值", "1000")))[0][2] == "亿元"
    assert (
        short(table(("指标", "2025年目标"), ("工业总产值", "1000"), caption="主要指标（单位：亿元）"))[0][2]
        == "亿元"
    )
    assert short(table(("指标", "2025年目标"), ("工业总产值", "1000亿元")))[0][2] == "亿元"


def test_a_verb_in_the_name_is_the_change():
    found = table(
        HEAD,
        ("1", "单位能耗降低", "%", "-", "[13.5]", "约束性"),
        ("2", "技改投资增长", "%", "-", "15左右", "预期性"),
        ("3", "新增规上企业", "户", "-", "100", "预期性"),
    )
    assert [(target.indicator, target.change) for target in found] == [
        ("单位能耗", "decrease"), ("技改投资", "increase"), ("规上企业", "increase"),
    ]  # fmt: skip


def test_merged_categories_and_category_rows_are_no_indicators():
    found = table(
        ("类别", "指标", "单位", "2025年目标"),
        ('<td colspan="4">一、经济发展</td>',),
        ('<td rowspan="2">规模</td>', "工业总产值", "亿元", "1000"),
        ("规上企业数", "户", "500"),
    )
    assert short(found) == [("工业总产值", 1000, "亿元", "2025"), ("规上企业数", 500, "户", "2025")]


def test_the_plan_in_the_caption_gives_the_year():
    assert (
        short(table(("指标", "单位", "目标值"), ("工业总产值", "亿元", "1000"), caption="“十四五”主要指标"))[
            0
        ][3]
        == "2025"
    )


def test_a_cell_without_a_number_is_no_target():
    assert (
        table(
            HEAD,
            ("1", "空气质量", "-", "-", "完成省下达任务", "约束性"),
            ("2", "收入增长", "%", "-", "与经济增长同步", "预期性"),
        )
        == ()
    )


def test_a_list_of_projects_is_no_table_of_indicators():
    assert (
        table(
            ("项目名称", "建设内容", "总投资（亿元）", "建设年限"),
            ("产业园", "建设厂房20万平方米", "10", "2021—2025年"),
        )
        == ()
    )


def test_a_table_of_tasks_is_read_as_prose():
    found = table(
        ("序号", "重点任务", "牵头单位", "完成时限"),
        ("1", "到2025年，培育龙头企业10家", "市工信局", "2025年12月"),
    )
    assert short(found) == [("龙头企业", 10, "家", "2025")]


def lines(text):
    return short(document(f"一、主要目标\n{text}\n二、任务\n抓好落实。").targets)


def test_rows_flattened_into_lines_are_read():
    text = "“十四五”主要指标\n序号 指标 单位 2020年 2025年 属性\n1 工业总产值 亿元 500 1000 预期性\n2 研发投入强度 % 1.2 2以上 约束性"
    assert lines(text) == [("工业总产值", 1000, "亿元", "2025"), ("研发投入强度", 2, "%", "2025")]


def test_rows_without_an_attribute_are_known_by_number_and_unit():
    text = "主要指标\n序号 指标 单位 2020年 2025年\n1 工业总产值 亿元 500 1000\n2 研发投入强度 % 1.2 2"
    assert lines(text) == [("工业总产值", 1000, "亿元", "2025"), ("研发投入强度", 2, "%", "2025")]


def test_a_row_taller_than_a_line_takes_the_lines_above_and_below():
    text = (
        "主要指标\n序号 指标 单位 属性 2025年\n1 工业总产值 亿元 预期性 1000\n规模以上工业企业研发经费\n2 % 预期性 2\n"
        "占营业收入比重\n万元/\n3 全员劳动生产率 预期性 30\n人\n4 企业数 户 预期性 500"
    )
    assert lines(text) == [
        ("工业总产值", 1000, "亿元", "2025"),
        ("规模以上工业企业研发经费占营业收入比重", 2, "%", "2025"),
        ("全员劳动生产率", 30, "万元/人", "2025"),
        ("企业数", 500, "户", "2025"),
    ]


def test_cells_that_stand_one_under_the_other_are_read():
    text = "主要指标\n序号\n指标\n单位\n2020年\n2025年\n属性\n1\n工业总产值\n亿元\n500\n1000\n预期性\n结构优化\n2\n研发投入强度\n%\n1.2\n2\n约束性"
    assert lines(text) == [("工业总产值", 1000, "亿元", "2025"), ("研发投入强度", 2, "%", "2025")]


@pytest.mark.parametrize(
    ("text", "value", "relation", "change"),
    [
        ("≥95%", 95, Relation.AT_LEAST, None),
        ("<5.5", 5.5, Relation.AT_MOST, None),
        ("16%左右", 16, Relation.ABOUT, None),
        ("[20]", 20, Relation.EQUAL, None),
        ("[累计达到1000]", 1000, Relation.AT_LEAST, None),
        ("累计下降14%", 14, Relation.EQUAL, "decrease"),
        ("年均增长6%以上", 6, Relation.AT_LEAST, "increase"),
        ("-13.5", 13.5, Relation.EQUAL, "decrease"),
        ("10—15", 10, Relation.RANGE, None),
        ("翻一番", 1, Relation.EQUAL, "increase"),
    ],
)
def test_a_target_cell_says_relation_and_change(text, value, relation, change):
    (reading,) = cells.read(text)
    assert (reading.value, reading.relation, reading.change) == (value, relation, change)


def test_a_cell_with_labelled_parts_has_a_number_for_each():
    assert [(part.label, part.value) for part in cells.read("[成片:五年累计约110零星:五年累计约20]")] == [
        ("成片", 110),
        ("零星", 20),
    ]


@pytest.mark.parametrize("text", ["", "-", "完成省下达任务", "保持全国前3位", "国家二级标准"])
def test_a_cell_of_words_has_no_number(text):
    assert list(cells.read(text)) == []


def test_the_first_column_names_what_the_years_beside_it_promise():
    found = table(("年度目标", "2026年", "2027年"), ("良种繁育基地（亩）", "1500", "2800以上"))
    assert short(found) == [("良种繁育基地", 1500, "亩", "2026"), ("良种繁育基地", 2800, "亩", "2027")]
