"""Codes with values become words in the reader's language."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils.translation import override

from luoshi.plan import wording
from luoshi.plan.engine.ledger import LedgerKind
from luoshi.plan.models import Commitment, CommitmentKind, Finding, Target
from luoshi.reading import checkup
from luoshi.reading.model import Modality, Role

FINDING = r'\bFinding\(\s*(?:code=)?"(\w+)"'
GOALS = [
    ({"relation": ">=", "goal": Decimal("16.000000"), "unit": "%"}, "≥ 16%"),
    ({"relation": ">=", "goal": Decimal("2.4"), "unit": "万亿元"}, "≥ 2.4 万亿元"),
    ({"relation": "<=", "goal": Decimal(-5), "unit": "%", "kind": "change"}, "≤ −5%"),
    ({"relation": ">=", "goal": Decimal(8), "unit": "%", "kind": "change"}, "≥ +8%"),
    ({"relation": "range", "goal": Decimal(5), "goal_max": Decimal(7), "unit": "家"}, "5–7 家"),
    ({"relation": "=", "goal": Decimal(12000), "unit": "户"}, "= 12000 户"),
    ({"relation": "~", "goal": Decimal(3), "unit": "个百分点"}, "≈ 3 个百分点"),
    ({"relation": "", "goal": None}, ""),
]


@pytest.mark.parametrize(("fields", "words"), GOALS, ids=[words for _, words in GOALS])
def test_a_goal_is_a_formula(fields, words):
    assert wording.goal(Target(**{"kind": "share", **fields})) == words


DUE = [
    ("2020", "2020 年底前", "by the end of 2020"),
    ("2020-06", "2020 年 06 月底前", "by the end of 2020-06"),
    ("每年", "每年", "每年"),
]


@pytest.mark.parametrize(("printed", "chinese", "english"), DUE)
def test_a_due_date_in_words(printed, chinese, english):
    with override("zh-hans"):
        assert wording.due(printed) == chinese
    with override("en"):
        assert wording.due(printed) == english


def test_a_gap_is_one_sentence():
    lacking = Commitment(missing=["due"], undecided=["body"])
    with override("en"):
        assert wording.gap(lacking) == "missing: a due date; to be decided: one accountable body"
    with override("zh-hans"):
        assert wording.gap(lacking) == "缺完成时限；待认定唯一牵头单位"
    assert wording.gap(Commitment(missing=[], undecided=[])) == ""


def test_without_a_proposal_nothing_is_proposed():
    assert wording.proposal({}) == ""


@pytest.mark.parametrize("code", ["joint_lead", "of_an_older_reader"])
def test_what_an_older_reader_kept_still_has_its_kind(code):
    words = wording.finding(Finding(code=code, values={"unknown": "x"}))
    assert words == str(wording.FINDINGS.get(code, code))


def test_every_code_has_its_words():
    sources = Path(checkup.__file__).parent.glob("*.py")
    findings = {code for path in sources for code in re.findall(FINDING, path.read_text("utf-8"))}
    assert findings == set(wording.FINDINGS)
    assert set(wording.LEDGER_KINDS) == set(LedgerKind)
    assert set(wording.MODALITIES) == set(Modality)
    assert set(wording.ROLES) == set(Role)
    assert {"platform", "project", "incentive", "regime"} <= set(wording.MENTIONS) & set(
        CommitmentKind.values
    )
