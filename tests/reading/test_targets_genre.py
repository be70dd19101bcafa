"""What the genre says around its numbers: names that hold numbers, sums of lists, sizes, limits."""

import pytest

from tests.reading.promised import document, quantities, told


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("建成区域性检测中心3个。", [("区域性检测中心", 3, "个")]),
        ("培育生产性服务业示范企业10户。", [("生产性服务业示范企业", 10, "户")]),
        ("新增车辆中新能源车占比不低于60%。", [("新增车辆中新能源车占比", 60, "%")]),
        ("新增污水处理能力20万吨。", [("污水处理能力", 20, "万吨")]),
        ("实施大气治理项目26个。", [("大气治理项目", 26, "个")]),
        ("建设3000吨冷库2座。", [("3000吨冷库", 2, "座")]),
        ("引进咖啡馆、书店等新业态30家。", [("新业态", 30, "家")]),
        ("牲畜出栏量控制在32万—35万头。", [("牲畜出栏量", 32, "万头")]),
        ("设立总规模20亿元的产业基金。", [("产业基金", 20, "亿元")]),
        ("组建不少于300人的志愿队伍。", [("志愿队伍", 300, "人")]),
        ("组建以骨干企业为龙头的2个联合体。", [("联合体", 2, "个")]),
        ("贷款平均利率降低30个基点。", [("贷款平均利率", 30, "个基点")]),
        ("平均接电时间不超过3天。", [("平均接电时间", 3, "天")]),
        ("安全培训率100%。", [("安全培训率", 100, "%")]),
        ("处理能力达到每日8万吨。", [("处理能力", 8, "万吨")]),
    ],
)
def test_a_number_takes_the_name_of_what_it_measures(sentence, expected):
    assert told(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "聚焦智能装备、新材料、生物医药三个领域,做强产业链。",
        "支持东部、西部等5个园区建设服务中心。",
        "建设百万亩优质林果基地。",
        "淘汰10吨及以下锅炉。",
        "联合体成员不超过5家。",
        "专业人员每5年培训不少于360学时。",
        "同一企业累计不超过500万元。",
        "容忍度可适当放宽至3%。",
        "其中省级资金占80%。",
    ],
)
def test_scopes_limits_and_kinds_are_no_targets(sentence):
    assert told(sentence) == []


def test_a_bare_level_is_met_exactly_and_one_that_is_reached_at_least():
    assert [target.relation for target in quantities("占比提高到40%,覆盖率达到90%,成本降至5%以下。")] == [
        "=",
        ">=",
        "<=",
    ]


def test_a_second_year_without_a_name_takes_the_name_before():
    read = quantities("回收利用率2023年达到32%、2025年不低于36%。")
    assert [(target.indicator, target.value, target.due) for target in read] == [
        ("回收利用率", 32, "2023"),
        ("回收利用率", 36, "2025"),
    ]


def test_what_follows_two_dates_takes_the_last():
    read = quantities("床位比例2022年、2025年分别达到50%、60%以上。医养结合机构力争达到400家。")
    assert [target.due for target in read] == ["2022", "2025", "2025"]


def test_earnings_that_grow_are_an_increase():
    (target,) = quantities("户均增收约8000元。")
    assert (target.change, target.relation) == ("increase", "~")


def test_a_starting_point_is_not_the_past():
    assert told("管护人员由目前的3100名增加到3600名。") == [("管护人员", 3600, "名")]


def test_a_year_that_only_says_which_sets_no_past():
    read = document("一、任务\n到2023年,改造2000年底前建成的老旧小区420个。").targets
    assert [(target.value, target.due) for target in read] == [(420, "2023")]


def test_what_has_been_built_since_a_year_does_not_put_the_rest_in_the_past():
    assert told("对2013年以来改造的户厕开展检查；治理率达到28%。") == [("治理率", 28, "%")]
