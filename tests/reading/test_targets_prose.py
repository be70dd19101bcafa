import pytest

from luoshi.reading.model import Modality, Relation
from tests.reading.promised import quantities, told


def one(text, **standing):
    (target,) = quantities(text, **standing)
    return target


@pytest.mark.parametrize(
    ("text", "indicator", "value", "unit"),
    [
        ("新兴产业增加值占生产总值比重达到16%。", "新兴产业增加值占生产总值比重", 16, "%"),
        ("培育12户示范企业。", "示范企业", 12, "户"),
        ("建设4个具有国际竞争力的产业基地。", "产业基地", 4, "个"),
        ("培育高新技术企业50家。", "高新技术企业", 50, "家"),
        ("公园数量达到千座以上。", "公园数量", 1000, "座"),
        ("企业开办时间压缩至1个工作日以内。", "企业开办时间", 1, "个工作日"),
        ("建成5G基站3万个。", "5G基站", 3, "万个"),
        ("全市森林覆盖率达到45%。", "全市森林覆盖率", 45, "%"),
        ("装备产业到2025年实现产值1000亿元。", "装备产业产值", 1000, "亿元"),
        ("完成技改投资500亿元。", "技改投资", 500, "亿元"),
        ("完成老旧小区改造200个。", "老旧小区改造", 200, "个"),
        ("开展技术服务1000次以上。", "技术服务", 1000, "次"),
        ("耕地保有量不低于500万亩。", "耕地保有量", 500, "万亩"),
        ("主营业务收入超100亿元的企业达到10家。", "主营业务收入超100亿元的企业", 10, "家"),
        ("力争新增3家营业收入超1000亿元企业。", "营业收入超1000亿元企业", 3, "家"),
        ("引进投资10亿元以上项目20个。", "投资10亿元以上项目", 20, "个"),
        ("将商标平均审查周期压缩至4个月以内。", "商标平均审查周期", 4, "个月"),
        ("推动重点行业能耗占比下降到30%。", "重点行业能耗占比", 30, "%"),
        ("每千人口拥有3岁以下婴幼儿托位数达到4.5个。", "每千人口拥有3岁以下婴幼儿托位数", 4.5, "个"),
        ("研发投入强度由1.5%提高到2.5%。", "研发投入强度", 2.5, "%"),
        ("研发投入强度由2020年的1.5%提高到2025年的2.5%。", "研发投入强度", 2.5, "%"),
        ("农田灌溉水有效利用系数提高到0.58。", "农田灌溉水有效利用系数", 0.58, ""),
        ("签约项目不少于100项。", "签约项目", 100, "项"),
        ("每千名老年人拥有养老床位40张。", "每千名老年人拥有养老床位", 40, "张"),
        ("人均预期寿命提高到79岁。", "人均预期寿命", 79, "岁"),
        ("力争每年有2家以上企业上市。", "企业上市", 2, "家"),
        ("新建数据中心PUE值不高于1.3。", "数据中心PUE值", 1.3, ""),
        ("行政村5G通达率达到100%。", "行政村5G通达率", 100, "%"),
    ],
)
def test_the_indicator_is_the_noun_phrase_that_is_measured(text, indicator, value, unit):
    assert told(text) == [(indicator, value, unit)]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("覆盖率达到60%。", Relation.AT_LEAST),
        ("覆盖率不低于60%。", Relation.AT_LEAST),
        ("覆盖率超过60%。", Relation.AT_LEAST),
        ("总产值突破500亿元。", Relation.AT_LEAST),
        ("覆盖率力争达60%以上。", Relation.AT_LEAST),
        ("至少培育5家企业。", Relation.AT_LEAST),
        ("失业率控制在5%以内。", Relation.AT_MOST),
        ("失业率不超过5%。", Relation.AT_MOST),
        ("用水量降至10立方米/万元以下。", Relation.AT_MOST),
        ("占比达到60%左右。", Relation.ABOUT),
        ("占比达到约60%。", Relation.ABOUT),
        ("培育12户示范企业。", Relation.EQUAL),
        ("培育5-7家示范企业。", Relation.RANGE),
    ],
)
def test_the_relation_is_as_printed(text, relation):
    assert one(text).relation is relation


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("工业增加值增长8%。", "increase"),
        ("企业数量增加60户以上。", "increase"),
        ("新增规上企业60户。", "increase"),
        ("新增规上企业达到60户。", "increase"),
        ("城镇新增就业5万人。", "increase"),
        ("利用率提高5个百分点。", "increase"),
        ("总产值翻一番。", "increase"),
        ("年均增长达到8%以上。", "increase"),
        ("单位能耗下降5%以上。", "decrease"),
        ("压减煤炭消费100万吨。", "decrease"),
        ("能耗减少一半。", "decrease"),
        ("占比提高到40%。", None),
        ("浓度下降到35微克/立方米。", None),
        ("总量控制在30亿立方米以内。", None),
        ("新建园区5个。", None),
        ("引进项目30个。", None),
    ],
)
def test_a_change_is_told_from_a_level(text, change):
    assert one(text, subject="规上工业增加值").change == change


def test_a_fall_keeps_its_size_and_its_base_year():
    target = one("到2025年，单位增加值能耗比2020年下降5%以上。")
    assert (target.value, target.relation, target.change, target.baseline) == (
        5,
        Relation.AT_LEAST,
        "decrease",
        "2020",
    )
    assert (target.indicator, target.due) == ("单位增加值能耗", "2025")


@pytest.mark.parametrize("text", ["增加值年均增长8%。", "每年培训人才500人次。"])
def test_a_yearly_pace_is_kept(text):
    assert one(text).per == "year"


def test_the_pace_of_one_clause_is_not_that_of_the_next():
    paces = [target.per for target in quantities("总产值年均增长15%以上，培育龙头企业3家、骨干企业20家。")]
    assert paces == ["year", None, None]


def test_an_elided_subject_comes_from_the_clause_before():
    assert told("数字经济规模突破3000亿元，年均增长15%，占生产总值比重达到45%。") == [
        ("数字经济规模", 3000, "亿元"),
        ("数字经济规模", 15, "%"),
        ("数字经济规模占生产总值比重", 45, "%"),
    ]


def test_a_clause_without_numbers_gives_its_subject_too():
    assert told("居民人均收入与经济增长基本同步，达到3.5万元。") == [("居民人均收入", 3.5, "万元")]


def test_a_total_takes_the_name_of_what_was_counted():
    assert told("新增高新技术企业100家，总数达到500家。")[1] == ("高新技术企业总数", 500, "家")


def test_a_run_in_heading_is_the_subject_of_its_text():
    assert told("达到500亿元。", subject="产业规模") == [("产业规模", 500, "亿元")]


def test_an_enumeration_shares_its_verb():
    assert told("新增公共停车位5000个、公园绿地20万平方米、城市绿道100公里。") == [
        ("公共停车位", 5000, "个"),
        ("公园绿地", 20, "万平方米"),
        ("城市绿道", 100, "公里"),
    ]


def test_an_enumeration_with_the_nouns_behind_is_taken_apart():
    assert told("打造3个千亿级产业集群、5个百亿级园区。") == [
        ("千亿级产业集群", 3, "个"),
        ("百亿级园区", 5, "个"),
    ]


def test_a_grade_that_stands_alone_takes_its_head_from_the_neighbour():
    assert [name for name, _, _ in told("打造1个国家级、3个省级、10个市级创新平台。")] == [
        "国家级创新平台", "省级创新平台", "市级创新平台",
    ]  # fmt: skip
    assert [name for name, _, _ in told("国家级企业技术中心新增3家、省级20家。")] == [
        "国家级企业技术中心", "省级企业技术中心",
    ]  # fmt: skip


def test_respectively_is_split():
    assert told("普及率、数控化率分别达到85%和68%以上。") == [("普及率", 85, "%"), ("数控化率", 68, "%")]
    assert {target.relation for target in quantities("普及率、数控化率分别达到85%和68%以上。")} == {
        Relation.AT_LEAST
    }


def test_a_shared_head_completes_the_split_names():
    assert [name for name, _, _ in told("省级、市级企业技术中心分别达到10家、20家。")] == [
        "省级企业技术中心", "市级企业技术中心",
    ]  # fmt: skip
    assert [name for name, _, _ in told("城乡居民人均收入分别增长7%、8%。")] == [
        "城镇居民人均收入", "农村居民人均收入",
    ]  # fmt: skip


def test_all_of_them_is_split():
    assert told("网络覆盖率、数据共享率均达到100%。") == [("网络覆盖率", 100, "%"), ("数据共享率", 100, "%")]


def test_respectively_may_split_the_years():
    dues = [
        (target.due, target.value) for target in quantities("到2022年、2025年，企业分别达到300家、500家。")
    ]
    assert dues == [("2022", 300), ("2025", 500)]


def test_a_share_of_something_that_will_be_done_is_a_target():
    assert told("到2025年，70%的规模以上企业完成数字化改造。") == [("规模以上企业完成数字化改造", 70, "%")]


def test_a_number_that_only_qualifies_is_skipped_and_the_next_one_read():
    assert told("年产值超百亿元企业达到5家以上。") == [("年产值超百亿元企业", 5, "家")]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("力争到2025年，覆盖率达到60%。", Modality.AIMS),
        ("确保覆盖率达到60%。", Modality.MUST),
        ("支持30家企业开展改造。", Modality.ENCOURAGES),
        ("覆盖率达到60%。", Modality.PLAIN),
        ("人均预期寿命达到79岁。", Modality.PLAIN),
    ],
)
def test_the_strength_of_a_promise_is_kept(text, modality):
    assert one(text).modality is modality


def test_the_span_is_the_clause_that_promises():
    text = "到 2025 年，结构优化，占比达到 60% 以上。"
    target = one(text)
    assert text[target.start : target.end] == "占比达到 60% 以上"


def test_full_width_digits_are_read():
    assert told("企业数达到１２０户，覆盖率达到５０％。") == [("企业数", 120, "户"), ("覆盖率", 50, "%")]


def test_a_comparison_that_opens_the_sentence_holds_for_all_of_it():
    found = quantities("与2020年相比，单位能耗下降15%，单位水耗下降10%。")
    assert [target.baseline for target in found] == ["2020", "2020"]


def test_a_share_of_something_named_before_it_is_read():
    assert told("人均收入达到全省平均水平的95%以上，新兴产业增加值占规上工业的30%以上。") == [
        ("人均收入", 95, "%"),
        ("新兴产业增加值占规上工业", 30, "%"),
    ]


def test_a_multiple_keeps_the_year_it_is_measured_by():
    (target,) = quantities("到2025年，总产值达到2020年的2倍。")
    assert (target.value, target.unit, target.baseline, target.due) == (2, "倍", "2020", "2025")


def test_a_semicolon_may_leave_out_the_verb():
    assert told("到2025年，培育龙头企业10家；骨干企业50家。")[1] == ("骨干企业", 50, "家")


def test_each_is_split():
    assert told("培育国家级、省级示范企业各5家。") == [("国家级示范企业", 5, "家"), ("省级示范企业", 5, "家")]


def test_an_aside_in_brackets_is_no_noun():
    assert told("培育“小巨人”企业10家（其中国家级2家）、示范园区5个。") == [
        ("“小巨人”企业", 10, "家"),
        ("示范园区", 5, "个"),
    ]


def test_a_capacity_that_only_qualifies_is_no_target():
    assert told("到2025年，5万吨级以上泊位达到10个，30万千瓦以下机组全部关停。") == [
        ("5万吨级以上泊位", 10, "个")
    ]


def test_a_verb_alone_takes_its_noun_from_the_clause_before():
    assert told("实施重大项目15个，6月底前开工10个。")[1] == ("重大项目开工", 10, "个")


def test_a_verb_alone_means_the_earlier_indicator_that_holds_it():
    assert [
        name for name, _, _ in told("完成小区改造1000个，绿化率达到42%。其中，2021年完成改造200个。")
    ] == [
        "小区改造",
        "绿化率",
        "小区改造",
    ]
