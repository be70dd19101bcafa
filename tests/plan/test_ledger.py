"""The target ledger: what was printed becomes lines that can be verified, by stated rules."""

from datetime import date
from decimal import Decimal

import pytest

from luoshi.plan.engine.commitments import drafts
from luoshi.plan.engine.ledger import Direction, LedgerKind, Line, lines
from luoshi.plan.engine.periods import last_day
from luoshi.reading.model import Relation
from tests.reading.plans import plan, read_text
from tests.shared import shared_file

YEAR_END = date(2020, 12, 31)


@pytest.fixture(scope="module")
def seed():
    return read_text(shared_file("seeds/000_212124dadfe6811d.txt").read_text("utf-8"))


@pytest.fixture(scope="module")
def ledger(seed) -> dict[str, Line]:
    """The seed's lines by the words that they stand on."""
    return {f"{line.measure}@{line.section}": line for line in lines(seed)}


@pytest.mark.parametrize(
    ("measure", "kind", "relation", "goal", "unit", "due_on"),
    [
        ("战略性新兴产业增加值占生产总值比重@1.2", LedgerKind.SHARE, Relation.AT_LEAST, "16", "%", YEAR_END),
        ("数字化研发工具普及率@1.2", LedgerKind.SHARE, Relation.AT_LEAST, "65", "%", YEAR_END),
        ("关键工序数控化率@1.2", LedgerKind.SHARE, Relation.AT_LEAST, "50", "%", YEAR_END),
        ("规模以上单位工业增加值能耗@1.2", LedgerKind.CHANGE, Relation.AT_MOST, "-5", "%", YEAR_END),
        (
            "规模以上制造业研发经费内部支出占主营业务收入比重@3.1.1",
            LedgerKind.SHARE,
            Relation.AT_LEAST,
            "1",
            "%",
            YEAR_END,
        ),
        (
            "全市规模以上中小微型工业企业数量@3.4.1",
            LedgerKind.NET_INCREASE,
            Relation.AT_LEAST,
            "60",
            "户",
            YEAR_END,
        ),
        ("生产性服务业示范企业@3.5.2", LedgerKind.TITLES, Relation.EQUAL, "10", "户", YEAR_END),
        ("大型综合物流企业集团和物流服务品牌@3.5.3", LedgerKind.TITLES, Relation.RANGE, "2", "家", None),
    ],
)
def test_the_seeds_quantities_become_lines(ledger, measure, kind, relation, goal, unit, due_on):
    line = ledger[measure]
    assert (line.kind, line.relation, line.goal, line.unit, line.due_on) == (
        kind,
        relation,
        Decimal(goal),
        unit,
        due_on,
    )


def test_a_fall_of_at_least_five_on_2015_is_a_change_of_at_most_minus_five(ledger):
    line = ledger["规模以上单位工业增加值能耗@1.2"]
    assert (line.baseline, line.direction) == ("2015", Direction.DOWN)


def test_the_range_of_the_seed_keeps_both_ends(ledger):
    line = ledger["大型综合物流企业集团和物流服务品牌@3.5.3"]
    assert (line.goal, line.goal_max) == (2, 3)


def test_the_plans_own_list_is_the_scope_of_its_strategic_industries(ledger):
    scope = ledger["战略性新兴产业增加值占生产总值比重@1.2"].scope
    assert scope.members == (
        "新材料",
        "新能源",
        "生物产业",
        "信息技术",
        "先进装备制造",
        "节能环保",
        "现代服务业",
    )


def test_the_linked_list_stands_where_it_says(seed, ledger):
    scope = ledger["战略性新兴产业增加值占生产总值比重@1.2"].scope
    printed = seed.source.text[scope.start : scope.end]
    assert all(member in printed for member in scope.members)


@pytest.mark.parametrize(
    ("measure", "kind", "due_on"),
    [
        ("创新投入@3.1.1", LedgerKind.MONOTONE, YEAR_END),
        ("财政对工业发展的支持@4.2", LedgerKind.ELASTICITY, None),
        ("重点行业单位工业增加值能耗@1.2", LedgerKind.BENCHMARK, YEAR_END),
        ("物耗@1.2", LedgerKind.BENCHMARK, YEAR_END),
        ("污染物排放@1.2", LedgerKind.BENCHMARK, YEAR_END),
        ("重点行业主导产品质量指标@3.8.2", LedgerKind.BENCHMARK, None),
        ("全员劳动生产率@1.2", LedgerKind.DIRECTION, date(2025, 12, 31)),
        ("整体实力@1.2", LedgerKind.RANK, date(2025, 12, 31)),
        ("现代服务型制造业基地@1.2", LedgerKind.STATE, date(2025, 12, 31)),
        ("省上下达的各项阶段性目标任务@1.2", LedgerKind.CASCADE, None),
        ("两化融合水平@1.2", LedgerKind.QUALITATIVE, YEAR_END),
        ("两化深度融合@1.2", LedgerKind.QUALITATIVE, date(2025, 12, 31)),
        ("“传统产业集群”带动作用@1.2", LedgerKind.QUALITATIVE, YEAR_END),
        ("“新兴产业集群”@1.2", LedgerKind.QUALITATIVE, YEAR_END),
        ("战略性关键核心技术@1.2", LedgerKind.QUALITATIVE, YEAR_END),
        ("战略性新兴产业@3.3.2", LedgerKind.QUALITATIVE, None),
        ("天森药业@2.5", LedgerKind.RANK, None),
    ],
)
def test_the_seeds_promises_without_a_number_become_lines(ledger, measure, kind, due_on):
    line = ledger[measure]
    assert (line.kind, line.goal, line.due_on) == (kind, None, due_on)


def test_what_needs_a_decision_stays_open(ledger):
    assert "measure" in ledger["整体实力@1.2"].open
    assert "base_year" in ledger["全市规模以上中小微型工业企业数量@3.4.1"].open


def test_quantities_come_before_promises(seed):
    numbered = [line.goal is not None for line in lines(seed)]
    assert numbered == sorted(numbered, reverse=True)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2020", date(2020, 12, 31)),
        ("2018-06", date(2018, 6, 30)),
        ("2024-02", date(2024, 2, 29)),
        (None, None),
        ("", None),
        ("2018-13", None),
        ("长期", None),
    ],
)
def test_a_printed_year_or_month_becomes_its_last_day(printed, day):
    assert last_day(printed) == day


@pytest.mark.parametrize(
    ("clause", "kind", "goal", "direction"),
    [
        ("新增规模以上工业企业30户", LedgerKind.GROSS_INCREASE, "30", Direction.UP),
        ("规模以上工业增加值年均增长8%", LedgerKind.CHANGE, "8", Direction.UP),
        ("工业投资总额达到200亿元", LedgerKind.LEVEL, "200", Direction.UP),
        ("单位工业增加值用水量控制在20立方米以内", LedgerKind.LEVEL, "20", Direction.DOWN),
        ("建成智能工厂12家", LedgerKind.COUNT, "12", Direction.UP),
    ],
)
def test_the_kind_and_direction_follow_from_the_printed_words(clause, kind, goal, direction):
    (line,) = [
        line for line in lines(read_text(plan(f"一、主要目标\n到2025年,{clause}。"))) if line.goal is not None
    ]
    assert (line.kind, line.goal, line.direction) == (kind, Decimal(goal), direction)


def test_commitments_come_in_reading_order_each_with_its_own_place(seed):
    found = drafts(seed)
    assert [draft.start for draft in found] == sorted(draft.start for draft in found)
    assert all(draft.start < draft.end for draft in found)


def test_the_seed_holds_commitments_of_every_kind(seed):
    kinds = {draft.kind for draft in drafts(seed)}
    assert kinds == {"target", "promise", "task", "platform", "regime", "incentive", "project"}


def test_a_dated_task_becomes_a_commitment_with_its_day():
    reading = read_text(
        plan("一、主要任务\n(一)建设平台。2025年6月底前建成工业互联网公共服务平台。(市工信局牵头)")
    )
    dated = [draft for draft in drafts(reading) if draft.kind == "task" and draft.due_on]
    assert [draft.due_on for draft in dated] == [date(2025, 6, 30)]
