import pytest

from luoshi.reading.grammar import clauses, quantities


def found(text):
    return [(q.value, q.value_max, q.unit) for q in quantities.find(clauses.veil(text))]


@pytest.mark.parametrize(
    ("text", "value", "top", "unit"),
    [
        ("达到65%以上", 65, None, "%"),
        ("百分之六十", 60, None, "%"),
        ("突破三千亿元", 3000, None, "亿元"),
        ("突破万亿元", 1, None, "万亿元"),
        ("达到千座以上", 1000, None, "座"),
        ("2.4万亿元", 2.4, None, "万亿元"),
        ("培育2-3家", 2, 3, "家"),
        ("培育5—7家", 5, 7, "家"),
        ("建设1到2个", 1, 2, "个"),
        ("建设三到五个", 3, 5, "个"),
        ("增长10%-15%", 10, 15, "%"),
        ("翻两番", 2, None, "番"),
        ("翻番", 1, None, "番"),
        ("减少一半", 50, None, "%"),
        ("购置300台(套)", 300, None, "台(套)"),
        ("达到36万元/人", 36, None, "万元/人"),
        ("1200多家", 1200, None, "家"),
        ("1个工作日", 1, None, "个工作日"),
        ("总产值1,234.5亿元", 1234.5, None, "亿元"),
    ],
)
def test_a_quantity_keeps_its_printed_unit(text, value, top, unit):
    assert found(text) == [(value, top, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "5G网络",
        "PM2.5浓度",
        "世界500强",
        "5A级景区",
        "第3位",
        "前10位",
        "三大工程",
        "C919飞机",
        "百万青年",
        "“十百千”工程",
        "一批企业",
        "一个中心",
        "3D打印",
    ],
)
def test_a_name_or_a_rank_is_no_quantity(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("clause", "low", "high"), [("达到七成以上", 70, None), ("约六至七成", 60, 70), ("达3成", 30, None)]
)
def test_tenths_are_told_in_percent(clause, low, high):
    found = next(quantities.find(clause))
    assert (found.value, found.value_max, found.unit) == (low, high, "%")
