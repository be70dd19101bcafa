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
