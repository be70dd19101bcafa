import json

import pytest

from luoshi.reading.model import Modality, PromiseKind
from tests.reading.promised import document, whole
from tests.shared import shared_file


def promised(sentence):
    return [
        (promise.kind.value, promise.subject) for promise in document(f"一、主要目标\n{sentence}").promises
    ]


@pytest.mark.parametrize(
    ("sentence", "kind", "subject"),
    [
        ("全面完成省上下达的年度目标任务。", "cascade", "省上下达的年度目标任务"),
        ("单位生产总值能耗降低完成国家下达目标。", "cascade", "单位生产总值能耗降低"),
        ("居民收入增长与经济增长基本同步。", "elasticity", "居民收入增长"),
        ("同比例增加财政对工业的支持。", "elasticity", "财政对工业的支持"),
        ("工业投资增速高于全省平均增速。", "elasticity", "工业投资增速"),
        ("科技投入随财政收入增长而增加。", "elasticity", "科技投入"),
        ("教育经费随财政收入增长同步增长。", "elasticity", "教育经费"),
        ("传统产业改造成效显著。", "qualitative", "传统产业改造"),
        ("新业态竞相涌现。", "qualitative", "新业态"),
        ("数据共享平台基本建成。", "state", "数据共享平台"),
        ("综合实力跻身全省前列。", "rank", "综合实力"),
        ("工业总量进入全省前5位。", "rank", "工业总量"),
        ("将骨干企业打造成国内最大的电机生产基地。", "rank", "骨干企业"),
        ("单位能耗达到国内先进水平。", "benchmark", "单位能耗"),
        ("人均寿命高于全国平均水平。", "benchmark", "人均寿命"),
        ("实现行政村光纤网络全覆盖。", "coverage", "行政村光纤网络"),
        ("确保不发生重大安全事故。", "coverage", "重大安全事故"),
        ("逐年加大科技投入。", "monotone", "科技投入"),
        ("污染物排放总量逐年下降。", "monotone", "污染物排放总量"),
        ("基本建成西部装备制造基地。", "state", "西部装备制造基地"),
        ("打造具有影响力的新材料产业集群。", "state", "具有影响力的新材料产业集群"),
        ("将园区建设成为开放合作示范区。", "state", "园区"),
        ("全员劳动生产率明显提高。", "direction", "全员劳动生产率"),
        ("单位产品能耗持续下降。", "direction", "单位产品能耗"),
        ("创新能力显著增强。", "qualitative", "创新能力"),
        ("两化融合迈上新台阶。", "qualitative", "两化融合"),
        ("转型升级取得重大进展。", "qualitative", "转型升级"),
        ("产品质量有较大提高。", "qualitative", "产品质量"),
        ("新材料产业成为全市支柱产业。", "qualitative", "新材料产业"),
        ("新业态不断涌现。", "qualitative", "新业态"),
    ],
)
def test_a_result_without_a_number_is_a_promise_of_its_kind(sentence, kind, subject):
    assert promised(sentence) == [(kind, subject)]


@pytest.mark.parametrize(
    "sentence",
    [
        "提高企业创新能力，加强质量管理。",
        "推动产业向中高端迈进，促进协同发展。",
        "建设公共服务平台，完善工作机制。",
        "近年来，创新能力显著增强，营商环境明显改善。",
        "企业达到国内先进水平的，给予支持。",
        "占比达到60%。",
        "采用国际标准或国外先进标准组织生产。",
        "形成齐抓共管的工作机制。",
        "确保各项工作取得实效。",
    ],
)
def test_activities_and_achievements_are_no_promises(sentence):
    assert promised(sentence) == []


def test_each_part_of_a_benchmark_is_a_promise():
    assert promised("重点行业能耗、物耗及排放达到国内先进水平。") == [
        ("benchmark", "重点行业能耗"), ("benchmark", "物耗"), ("benchmark", "排放"),
    ]  # fmt: skip


def test_two_predicates_in_one_clause_are_two_promises():
    assert promised("带动作用显著增强、产业集群初步形成。") == [
        ("qualitative", "带动作用"),
        ("qualitative", "产业集群"),
    ]


@pytest.mark.parametrize("sentence", ["掌握一批关键技术。", "形成布局合理的产业体系。"])
def test_some_wordings_promise_only_with_a_date(sentence):
    assert promised(sentence) == []
    assert len(promised("到2025年，" + sentence)) == 1


def test_a_promise_has_its_date_strength_and_place():
    read = document("一、主要目标\n力争到2025年，创新能力显著增强，产业集群初步形成。")
    first, second = read.promises
    assert (first.due, first.modality, first.section) == ("2025", Modality.AIMS, "1")
    assert (second.due, second.modality) == ("2025", Modality.AIMS)
    assert read.text[second.start : second.end] == second.text == "产业集群初步形成"


def test_what_grows_every_year_runs_to_the_date_of_its_sentence():
    (promise,) = document("一、任务\n逐年加大创新投入，力争到2025年占比达到2%。").promises
    assert (promise.kind, promise.due) == (PromiseKind.MONOTONE, "2025")


def test_guiding_thoughts_promise_nothing():
    assert document("一、指导思想\n创新能力显著增强，综合实力跻身前列。\n二、任务\n抓好落实。").promises == ()


LEDGER = {  # what the reference plan promises without a number: (kind, section, year) of each part
    "T9": [("monotone", "3.1.1", "2020")],
    "T10": [("elasticity", "4.2", None)],
    "T11": [("benchmark", "1.2", "2020")] * 3,
    "T12": [("benchmark", "3.8.2", None)],
    "T13": [("direction", "1.2", "2025")],
    "T14": [("rank", "1.2", "2025")],
    "T15": [("state", "1.2", "2025"), ("state", "2.4", None), ("state", "2.10", None)],
    "T16": [("cascade", "1.2", None)],
    "T21": [("rank", "2.5", None)],
    "T22": [("state", "2.1", None)] * 2,
}
QUALITATIVE = {("1.2", "2020"): 8, ("1.2", "2025"): 6, ("3.3.2", None): 4}


def test_the_reference_plan_gives_its_ledger():
    (seed,) = sorted(shared_file("seeds").glob("*.txt"))
    found = [
        (promise.kind.value, promise.section, promise.due) for promise in whole(seed.read_bytes()).promises
    ]
    for name, parts in LEDGER.items():
        for part in parts:
            assert found.count(part) >= parts.count(part), (name, part)
    qualitative = [(section, due) for kind, section, due in found if kind == "qualitative"]
    assert {place: qualitative.count(place) for place in set(qualitative)} == QUALITATIVE


def test_the_reference_plan_gives_its_targets_and_no_other():
    (seed,) = sorted(shared_file("seeds").glob("*.txt"))
    gold = json.loads(shared_file(f"reading/gold/{seed.stem}.json").read_text("utf-8"))
    read = whole(seed.read_bytes())

    def key(target):
        return (
            target["section"],
            target["value"],
            target["value_max"],
            target["unit"],
            target["due"],
            target["change"],
            target["relation"],
            target["baseline"],
        )

    found = [
        {
            **{
                k: getattr(t, k)
                for k in ("section", "value", "value_max", "unit", "due", "change", "baseline")
            },
            "relation": t.relation.value,
        }
        for t in read.targets
    ]
    assert sorted(map(str, map(key, found))) == sorted(
        str(key({**t, "value": float(t["value"]), "value_max": t["value_max"] and float(t["value_max"])}))
        for t in gold["targets"]
    )
    assert read.deadlines == ()
