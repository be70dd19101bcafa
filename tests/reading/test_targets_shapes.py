"""What is promised, by the shape of the sentence: each with its targets in short."""

import pytest

from tests.reading.promised import document, quantities

# A sentence and what it gives; 〇 is a sentence that gives nothing.
SHAPES = """
培育年营业收入过百亿元的企业集团和物流服务品牌2-3家。 → 年营业收入过百亿元的企业集团和物流服务品牌 range 2-3家
培育大型企业集团和物流服务品牌2—3家。 → 大型企业集团和物流服务品牌 range 2-3家
新建图书馆、文化馆、博物馆10个。 → 图书馆、文化馆、博物馆 = 10个
引进高层次人才和创新团队30个以上。 → 高层次人才和创新团队 >= 30个
组织实施技术改造和智能升级项目100个。 → 技术改造和智能升级项目 = 100个
新建、改建农村公路500公里,改造危桥20座。 → 农村公路 = 500公里 | 危桥 = 20座
重点支持下列十个领域。 → 〇
围绕以下6个方面开展工作。 → 〇
各地要抓好上述12个项目。 → 〇
到2025年,工业增加值年均增长7%以上,占地区生产总值比重达到35%。
    → 工业增加值 >= 7% increase year 2025 | 工业增加值占地区生产总值比重 >= 35% 2025
数字产业增加值占生产总值比重达到10%,规模突破500亿元。 → 数字产业增加值占生产总值比重 >= 10% | 数字产业增加值规模 >= 500亿元
申报单位具备下列条件之一:年营业收入2000万元以上;研发人员占比不低于10%。 → 〇
符合以下要求的企业可以参加:年研发投入占比不低于3%。增速不低于5%。 → 〇
降低企业物流成本10%以上。 → 企业物流成本 >= 10% decrease
大幅压缩审批时限50%。 → 审批时限 = 50% decrease
提升群众满意度5个百分点。 → 群众满意度 = 5个百分点 increase
三条链产值占制造业产值的85%以上。 → 三条链产值占制造业产值 >= 85%
2023年底前淘汰35蒸吨/小时以下燃煤锅炉。 → 〇
建设公共实训基地一个、专科医院一所。 → 公共实训基地 = 1个 | 专科医院 = 1所
选派干部每县一个。 → 〇
检查覆盖单位350家。 → 检查覆盖单位 = 350家
汇聚全链条数据,服务企业400户。 → 企业 = 400户
新增造林20万亩。 → 造林 = 20万亩 increase
单位增加值能耗比2020年下降14%,力争下降16%。
    → 单位增加值能耗 = 14% decrease base 2020 | 单位增加值能耗 = 16% decrease base 2020
安排专项资金5000万元用于技术改造。 → 专项资金 = 5000万元
减税降费50亿元以上。 → 减税降费 >= 50亿元
整合现有学校,各建设1所高中和1个实训基地。 → 高中 = 1所 | 实训基地 = 1个
在去年16个事项基础上,新增掌上可办事项20项以上。 → 掌上可办事项 >= 20项 increase
经过前三年努力,健康素养水平达到29.8%,人均预期寿命达到79.2岁。 → 〇
“十四五”前四年,绿色建筑占比达到91%。 → 〇
学前三年毛入园率达到96%以上。 → 学前三年毛入园率 >= 96%
对多头检查一律合并,推动检查频次下降20%。 → 检查频次 = 20% decrease
化肥、农药使用量均减少5%。 → 化肥使用量 = 5% decrease | 农药使用量 = 5% decrease
城镇、农村居民人均可支配收入分别增长6%和7%。
    → 城镇居民人均可支配收入 = 6% increase | 农村居民人均可支配收入 = 7% increase
公共服务类场景每年不少于30个。 → 公共服务类场景 >= 30个 year
建设秸秆收储中心20个、污水集中处理中心3处。 → 秸秆收储中心 = 20个 | 污水集中处理中心 = 3处
重点建设城北、城南、城西3个物流园区。 → 物流园区 = 3个
完成首批150所学校改造。 → 学校改造 = 150所
设立产业引导基金50亿元,首期10亿元于2023年底前到位。 → 产业引导基金 = 50亿元 | 产业引导基金 = 10亿元
贷款期限可延长至30年。 → 〇
新签约亿元以上项目60个。 → 亿元以上项目 = 60个
实际使用外资增长8%。 → 实际使用外资 = 8% increase
抽查率平均下降10%。 → 抽查率 = 10% decrease
千人口拥有床位数年底达6.8张。 → 千人口拥有床位数 >= 6.8张
质押融资登记金额,全年达到12亿元。 → 质押融资登记金额 >= 12亿元
接电时间压减至20个工作日内。 → 接电时间 <= 20个工作日
全面取消50项证明事项。 → 证明事项 = 50项
发行专项债券18亿元。 → 专项债券 = 18亿元
精简审批环节30%以上。 → 审批环节 >= 30% decrease
不少于80%的企业实现设备更新。 → 企业实现设备更新 >= 80%
全市90%以上的行政村实现网络覆盖。 → 行政村实现网络覆盖 >= 90%
""".strip()
WHOLE = SHAPES.replace("\n    ", " ")  # a long one goes on, indented, on the next line


def in_short(target) -> str:
    """A target as one line of the table above."""
    most = f"-{target.value_max:g}" if target.value_max is not None else ""
    words = (
        target.indicator,
        target.relation.value,
        f"{target.value:g}{most}{target.unit}",
        target.change or "",
        target.per or "",
        f"base {target.baseline}" if target.baseline else "",
        target.due or "",
    )
    return " ".join(filter(None, words))


@pytest.mark.parametrize("shape", WHOLE.splitlines())
def test_a_sentence_gives_its_targets(shape):
    sentence, expected = shape.split(" → ")
    found = [in_short(target) for target in quantities(sentence)]
    assert found == ([] if expected == "〇" else expected.split(" | "))


def test_conditions_listed_under_an_opening_are_no_targets_and_what_stands_behind_them_is():
    read = document(
        "临江市示范园区建设方案\n一、申报\n园区应符合以下条件：\n1.年产值不低于20亿元。\n2.入驻企业不少于30家。\n"
        "二、目标\n建成示范园区5个。"
    )
    assert [(target.indicator, target.section) for target in read.targets] == [("示范园区", "2")]


def test_conditions_in_the_words_of_a_heading_are_no_targets():
    read = document(
        "临江市示范园区建设方案\n一、园区应符合以下条件：年产值不低于20亿元。\n二、目标\n建成示范园区5个。"
    )
    assert [target.section for target in read.targets] == ["2"]
