"""The check-up: what it finds, where, and what it leaves alone."""

from collections import Counter

import pytest

from luoshi.reading import contract, messages
from luoshi.reading.checkup.owners import charges, is_general, tasks
from luoshi.reading.model import Reading
from tests.reading.plans import GOALS, plan, read_text
from tests.reading.plans import tasks as task_part
from tests.shared import shared_file


def codes(reading: Reading) -> Counter:
    return Counter(finding.code for finding in reading.findings)


def found(reading: Reading, code: str):
    return [finding for finding in reading.findings if finding.code == code]


@pytest.fixture(scope="module")
def seed() -> Reading:
    return read_text(shared_file("seeds/000_212124dadfe6811d.txt").read_text("utf-8"))


def test_the_seed_has_its_anomalies_and_no_others(seed):
    assert codes(seed) == {
        "both_roles": 2,
        "same_body": 1,
        "not_commanded": 6,
        "no_lead": 3,
        "joint_lead": 9,
        "unnumbered": 1,
    }


def test_the_seeds_body_in_two_roles_is_named_where_it_stands(seed):
    assert [(f.values["body"], f.places[0].section) for f in found(seed, "both_roles")] == [
        ("市人社局", "4.5"),
        ("市人社局", "4.6"),
    ]


def test_the_seeds_ten_fields_without_a_lead_are_one_finding(seed):
    places = [[place.section for place in finding.places] for finding in found(seed, "no_lead")]
    assert [f"2.{field}" for field in range(1, 11)] in places
    assert ["4.7"] in places


def test_the_seeds_goals_without_a_body_get_a_proposal_from_the_tasks(seed):
    (finding,) = [each for each in found(seed, "no_lead") if "measures" in each.values]
    assert {place.section for place in finding.places} == {"1.2"}
    proposed = {each["measure"]: each["body"] for each in finding.proposal["proposals"]}
    assert proposed["关键工序数控化率"] == "市工信委"


def test_the_seeds_joint_leads_stand_in_nine_sections(seed):
    sections = {finding.places[0].section for finding in found(seed, "joint_lead")}
    assert sections == {"3.1", "3.3", "3.5", "3.7", "3.9", "4.1", "4.2", "4.3", "4.6"}


LEDGER = {
    "战略性新兴产业增加值占生产总值比重": {"base_year"},
    "数字化研发工具普及率": {"base_year"},
    "关键工序数控化率": {"base_year"},
    "规模以上单位工业增加值能耗": set(),
    "规模以上制造业研发经费内部支出占主营业务收入比重": {"base_year"},
    "规模以上中小微型工业企业数量": {"scope"},
    "生产性服务业示范企业": {"base_year", "scope"},
    "大型综合物流企业集团和物流服务品牌": {"base_year", "scope", "due"},
}


def test_the_seeds_quantities_lack_what_is_not_printed(seed):
    gaps = {gap.commitment: gap for gap in seed.gaps if gap.kind == "target"}
    lacking = {
        target.indicator.removeprefix("全市"): set(gaps[target.key].missing) - {"body"}
        for target in seed.facts.targets
    }
    assert lacking == LEDGER


PROMISES = {
    "逐年加大创新投入": {"base_year", "scope"},
    "同比例逐年增大财政对工业发展的支持": set(),
    "重点行业单位工业增加值能耗、物耗及污染物排放达到国内先进水平": {"base_year"},
    "推动重点行业主导产品质量指标达到国内先进水平": {"base_year", "due"},
    "全员劳动生产率明显提高": {"base_year", "scope"},
    "整体实力跻身行业前列": {"base_year", "scope"},
    "基本建成现代服务型制造业基地": {"base_year", "scope"},
    "全面完成省上下达的各项阶段性目标任务": {"base_year", "scope"},
    "两化融合水平大幅提升": {"base_year", "scope"},
}


def test_the_seeds_promises_without_a_number_lack_what_is_not_printed(seed):
    gaps = {gap.place.start: gap for gap in seed.gaps if gap.kind == "promise"}
    lacking = {
        seed.source.text[promise.start : promise.end]: set(gaps[promise.start].missing) - {"body"}
        for promise in seed.facts.promises
    }
    assert {words: lacking[words] for words in PROMISES} == PROMISES


def test_a_count_of_things_to_set_up_leaves_open_whether_more_would_do(seed):
    gaps = {gap.commitment: gap for gap in seed.gaps}
    (firms,) = [target for target in seed.facts.targets if target.indicator == "生产性服务业示范企业"]
    assert "relation" in gaps[firms.key].open


def test_an_increase_until_a_plan_periods_end_leaves_its_base_open(seed):
    gaps = {gap.commitment: gap for gap in seed.gaps}
    (increase,) = [target for target in seed.facts.targets if target.change == "increase"]
    assert gaps[increase.key].open == ("base_year",)


def test_a_plan_with_one_lead_a_task_has_no_finding_but_its_goals():
    reading = read_text(plan(GOALS, task_part("(市工信局牵头,市科技局配合)", "(市工信局牵头)")))
    assert codes(reading) == {"no_lead": 1}
    assert set(reading.findings[0].values["measures"]) == {t.indicator for t in reading.facts.targets}


def test_two_leads_in_one_bracket_are_a_joint_lead():
    reading = read_text(plan(task_part("(市工信局、市科技局牵头,市财政局配合)")))
    (finding,) = found(reading, "joint_lead")
    assert finding.values["bodies"] == ["市工信局", "市科技局"]
    assert "市工信局" in messages.say("propose_first_lead", finding.proposal)


def test_leads_of_two_sentences_in_one_section_are_no_joint_lead():
    text = task_part("(市工信局牵头)").replace("组织实施。(市", "组织实施。(市科技局牵头)建设一批载体。(市")
    reading = read_text(plan(text))
    assert len(reading.facts.responsibilities) == 2
    assert not found(reading, "joint_lead")


def test_where_nobody_is_named_all_chapters_are_one_finding():
    reading = read_text(plan("一、建设智能工厂\n组织实施。", "二、培育中小企业\n组织实施。"))
    (finding,) = found(reading, "no_lead")
    assert [place.section for place in finding.places] == ["1", "2"]


def test_a_task_without_a_bracket_beside_tasks_with_one_is_a_finding():
    reading = read_text(plan(task_part("(市工信局牵头)", "", "(市科技局牵头)")))
    (finding,) = found(reading, "no_lead")
    assert finding.values["sections"] == ["培育中小企业"]


def test_numbers_that_skip_are_named_with_what_was_expected():
    reading = read_text(
        plan("一、建设智能工厂\n组织实施。", "二、培育企业\n组织实施。", "四、绿色改造\n组织实施。")
    )
    (finding,) = found(reading, "numbering")
    assert (finding.values["marker"], finding.values["expected"]) == ("四、", "三、")


def test_parts_in_brackets_that_do_not_give_the_total_are_a_finding():
    text = "一、主要目标\n到2025年,建成智能工厂60家(甲区20家、乙区30家)。"
    (finding,) = found(read_text(plan(text)), "sum")
    assert (finding.values["printed"], finding.values["added"]) == ("60家", "50家")


@pytest.mark.parametrize("parts", ["(甲区20家、乙区40家)", ",其中甲区20家、乙区30家", ""])
def test_parts_that_can_give_the_total_are_none(parts):
    assert not found(read_text(plan(f"一、主要目标\n到2025年,建成智能工厂60家{parts}。")), "sum")


TABLE = """<html><body><h1>临江市任务分解方案</h1><p>一、任务分解</p><table>
<tr><th>县区</th><th>新增企业(户)</th><th>增长率(%)</th></tr>
<tr><td>甲区</td><td>20</td><td>5.0</td></tr><tr><td>乙区</td><td>30</td><td>6.0</td></tr>
<tr><td>合计</td><td>{total}</td><td>5.5</td></tr></table></body></html>"""


def test_a_tables_total_is_held_against_its_rows():
    (finding,) = found(read_text(TABLE.format(total=60)), "sum")
    assert finding.values["difference"] == "-10"


def test_a_tables_right_total_and_its_rates_are_no_finding():
    assert not found(read_text(TABLE.format(total=50)), "sum")


@pytest.mark.parametrize(
    "title",
    [
        "总体要求",
        "指导思想",
        "总体要求和主要目标",
        "发展基础",
        "基本原则",
        "“十四五”时期主要目标",
        "面临形势",
    ],
)
def test_general_parts_name_no_task(title):
    assert is_general(title)


@pytest.mark.parametrize(
    "title",
    [
        "加强通信等基础设施建设",
        "夯实发展基础",
        "深化改革创新,优化发展环境",
        "强化目标管理",
        "解决突出问题",
        "加强组织领导",
    ],
)
def test_a_heading_that_asks_for_something_is_a_task(title):
    assert not is_general(title)


def test_every_task_of_the_seed_is_asked_for(seed):
    assert len([node for node in tasks(seed.outline)]) == 10 + 27 + 7


def test_items_are_bound_by_the_lines_that_close_their_group(seed):
    bound = dict(charges(seed.outline, seed.facts))
    assert bound["3.1.2"] == "3.1"
    assert bound["4.1"] == "4.1"
    assert "2.1" not in bound


def test_every_code_has_a_sentence_in_both_languages(seed):
    for language in messages.LANGUAGES:
        said = contract.to_json(seed, language=language)
        assert all(warning["message"] for warning in said["warnings"])
        assert all(gap["message"] for gap in said["gaps"])


def test_a_task_group_that_names_supporters_only_is_proposed_for_nothing():
    text = plan(
        "一、总体要求\n(一)主要目标\n建成智能工厂示范标杆10家。",
        "二、主要任务\n(一)建设智能工厂示范标杆。组织实施。(市财政局配合)",
    )
    assert all("市财政局" not in str(finding.proposal) for finding in read_text(text).findings)
    assert all("市财政局" not in str(gap.proposal) for gap in read_text(text).gaps)
