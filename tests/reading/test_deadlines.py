import pytest

from tests.reading.promised import document


def dated(body):
    return [(deadline.due, deadline.text) for deadline in document(f"一、任务\n{body}").deadlines]


@pytest.mark.parametrize(
    ("sentence", "due", "text"),
    [
        ("2021年底前将许可事项纳入线上平台，公开办理标准。", "2021-12", "2021年底前将许可事项纳入线上平台"),
        ("到2022年底，各部门完成流程整合，实现共享。", "2022-12", "到2022年底，各部门完成流程整合"),
        ("2022年6月底前实现信息在线核验，鼓励互认。", "2022-06", "2022年6月底前实现信息在线核验"),
        ("2022年6月30日前出台实施细则。", "2022-06", "2022年6月30日前出台实施细则"),
        ("2022年上半年建成投用检测中心。", "2022-06", "2022年上半年建成投用检测中心"),
        ("2023年完成中期评估。", "2023", "2023年完成中期评估"),
        ("2021年底前将平均周期压缩至4个月以内。", "2021-12", "2021年底前将平均周期压缩至4个月以内"),
        ("2021年9月底前检测能力达到每日8万份。", "2021-09", "2021年9月底前检测能力达到每日8万份"),
        ("抽查项目2022年底前开工建设。", "2022-12", "2022年底前开工建设"),
        ("2022年6月底前以县为单位全面推开。", "2022-06", "2022年6月底前以县为单位全面推开"),
    ],
)
def test_a_dated_task_is_a_deadline(sentence, due, text):
    assert dated(sentence) == [(due, text)]


def test_one_entry_a_date():
    assert [due for due, _ in dated("2022年3月底前制定方案，6月底前完成摸底，12月底前全面完成整改。")] == [
        "2022-03",
        "2022-06",
        "2022-12",
    ]


def test_the_end_of_a_year_that_was_printed_before_is_a_date():
    assert [due for due, _ in dated("2022年6月底前清偿率达到80%，年底前全部清零。")] == ["2022-06", "2022-12"]


def test_the_day_of_a_number_is_both_a_target_and_a_deadline():
    read = document("一、任务\n2023年底前建成充电桩70个。")
    assert [target.due for target in read.targets] == ["2023-12"]
    assert [deadline.due for deadline in read.deadlines] == ["2023-12"]


@pytest.mark.parametrize(
    "sentence",
    [
        "到2025年，创新能力显著增强，培育示范企业10家。",
        "力争到2025年，基本建成制造基地。",
        "到2025年底，规上企业达到500户。",
        "2020年底前已完成整改。",
        "每年12月底前报送工作情况。",
        "2021年1月1日至12月31日，企业可组织开展培训。",
        "从2021年7月1日起，实施新的办法。",
        "印发之日起30日内制定实施办法。",
        "相关情况年底前报市政府。",
        "本方案自2021年5月1日起施行，有效期至2026年4月30日。",
        "改造2000年底前建成的住宅小区。",
        "“十四五”期间，完成工业投资。",
        "到2025年，建成区域制造中心。",
        "展望二〇三五年，建成制造强市。",
    ],
)
def test_aims_rhythms_and_terms_are_no_deadlines(sentence):
    assert dated(sentence) == []


def test_a_deadline_stands_where_it_is_printed():
    read = document("一、任务\n加快推进。2022 年 6 月底前完成验收。")
    (deadline,) = read.deadlines
    assert (deadline.due, deadline.section) == ("2022-06", "1")
    assert read.text[deadline.start : deadline.end] == deadline.text


def test_what_was_done_before_the_plan_is_no_deadline():
    assert document("一、发展基础\n2022年底前完成整改。\n二、任务\n抓好落实。").deadlines == ()


ROWS = [
    ("序号", "重点任务", "牵头单位", "完成时限"),
    ("1", "编制图谱，开展“回头看”。", "市工业和信息化局", "2023年6月底前"),
    ("2", "推进设备更新", "市科技局", "持续推进"),
    ("3", "标准厂房竣工", "市商务局", "2024年12月"),
]


def table(rows):
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def page(rows):
    return document(f"<html><body><p>一、任务分工</p>{table(rows)}</body></html>", format="html")


def test_a_row_of_a_table_of_tasks_is_due_on_the_day_in_its_own_column():
    read = page(ROWS)
    assert [(each.due, each.text, each.section) for each in read.deadlines] == [
        ("2023-06", "编制图谱", "1"),
        ("2024-12", "标准厂房竣工", "1"),
    ]
    assert all(read.text[each.start : each.end] == each.text for each in read.deadlines)


def test_a_table_without_a_column_of_days_has_no_deadlines():
    assert page([row[:3] for row in ROWS]).deadlines == ()


TASKS = (
    "序号\t工作任务\t牵头单位\t完成时限\n"
    "1\t建设充电桩70个\t市商务局\t2023年10月底\n"
    "2\t2023年培育龙头企业5家\t市商务局\t2023年11月底\n"
    "3\t完善工作台账\t市商务局\t2023年12月底"
)


def test_a_target_in_the_row_of_a_task_is_due_when_the_row_says():
    read = document(f"一、任务\n{TASKS}")
    assert read.targets[0].due == "2023-10"


def test_a_year_that_the_task_itself_prints_goes_before_its_rows_date():
    read = document(f"一、任务\n{TASKS}")
    assert read.targets[1].due == "2023"


def test_a_month_without_a_year_is_a_deadline_in_that_month():
    assert dated("扩大服务。9月底前实现无差别受理全覆盖。") == [("-09", "9月底前实现无差别受理全覆盖")]
