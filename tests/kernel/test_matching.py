"""The matcher's engine: which of many a name means, how likely, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.kernel.matching import (
    WORDINGS,
    Answer,
    Index,
    Memory,
    Record,
    Thresholds,
    Verdict,
    body_names,
    candidates,
)
from luoshi.kernel.matching.words import plain

PLACES = ["云岭市", "云岭市东城区", "东城区", "西湾县", "海门市", "北原省"]
COMPARISON = body_names(PLACES)
CITY, COUNTY, ELSEWHERE = "00/99/9901/", "00/99/9901/990102/", "00/99/9902/"
KNOWN = [
    Record("industry", ("云岭市工业和信息化局", "市工信局"), CITY, "agency"),
    Record("reform", ("云岭市发展和改革委员会",), CITY, "agency"),
    Record("labour", ("云岭市人力资源和社会保障局",), CITY, "agency"),
    Record("market", ("云岭市市场监督管理局",), CITY, "agency"),
    Record("assets", ("云岭市人民政府国有资产监督管理委员会",), CITY, "agency"),
    Record("office", ("云岭市人民政府办公室",), CITY, "agency"),
    Record("party office", ("中共云岭市委办公室", "云岭市委办公室"), CITY, "agency"),
    Record("finance", ("云岭市财政局",), CITY, "agency"),
    Record("district finance", ("东城区财政局",), COUNTY, "agency"),
    Record("other finance", ("海门市财政局",), ELSEWHERE, "agency"),
    Record("switches", ("云岭长宁开关厂集团有限公司",), CITY, "enterprise", "91990100MA00000001"),
    Record("drives", ("云岭电气传动研究所集团有限公司",), CITY, "enterprise"),
]
INDEX = Index(KNOWN, comparison=COMPARISON)


def rank(name, **known):
    return INDEX.rank(Record("asked", (name,), **known))


def meant(name, **known):
    ranking = rank(name, **known)
    return ranking.best.key if ranking.best else None, ranking.verdict, ranking.best.reasons[0].code


@pytest.mark.parametrize(
    ("written", "key", "verdict", "reason"),
    [
        ("云岭市财政局", "finance", Verdict.SAME, "same_name"),
        (" 云岭市 财政局\u200b", "finance", Verdict.SAME, "same_name"),
        ("市工信局", "industry", Verdict.SAME, "known_name"),
        ("云岭市财政局（本级）", "finance", Verdict.SAME, "same_without_brackets"),
        ("工业和信息化局", "industry", Verdict.SAME, "same_without_place"),
        ("市工业与信息化局", "industry", Verdict.SAME, "same_without_place"),
        ("市政府办公室", "office", Verdict.SAME, "same_without_place"),
        ("市委办公室", "party office", Verdict.SAME, "same_without_place"),
        ("市发改委", "reform", Verdict.ASK, "abbreviation"),
        ("市人社局", "labour", Verdict.ASK, "abbreviation"),
        ("市场监管局", "market", Verdict.ASK, "abbreviation"),
        ("市国资委", "assets", Verdict.ASK, "abbreviation"),
        ("市政府国资委", "assets", Verdict.ASK, "abbreviation"),
        ("长开", "switches", Verdict.ASK, "abbreviation"),
        ("电传所", "drives", Verdict.ASK, "abbreviation"),
        ("云岭长宁开关厂集团股份有限公司", "switches", Verdict.ASK, "same_without_form"),
        ("云岭市公业和信息话局", "industry", Verdict.ASK, "same_sound"),
        ("云岭市人力资源和社会保除局", "labour", Verdict.ASK, "similar"),
    ],
)
def test_what_a_written_name_means(written, key, verdict, reason):
    assert meant(written) == (key, verdict, reason)


@pytest.mark.parametrize("written", ["海门市工业和信息化局", "北原省财政厅", "市气象局", "县人社局", "开关"])
def test_somebody_elses_name_means_nobody_here(written):
    assert rank(written).verdict == Verdict.DIFFERENT


def test_a_name_that_several_bear_is_asked_about_unless_the_area_tells():
    assert rank("财政局").verdict == Verdict.ASK
    assert {each.key for each in rank("财政局").candidates} == {
        "finance",
        "district finance",
        "other finance",
    }
    assert meant("财政局", area=ELSEWHERE)[:2] == ("other finance", Verdict.SAME)


def test_a_code_tells_more_than_a_name():
    assert meant("云岭开关公司", code="91990100MA00000001") == ("switches", Verdict.SAME, "same_code")
    assert rank("云岭长宁开关厂集团有限公司", code="91990100MA00000002").verdict == Verdict.DIFFERENT


def test_another_kind_of_body_is_less_likely():
    assert rank("市发改委", kind="agency").best.score - rank("市发改委", kind="enterprise").best.score == 20


def test_every_candidate_says_why():
    best = rank("市发改委", area=CITY).best
    assert [(reason.code, reason.points) for reason in best.reasons] == [
        ("abbreviation", 86),
        ("same_area", 2),
    ]
    assert best.score == 88


def test_what_was_confirmed_is_the_same_from_then_on():
    memory = Memory({"asked": {"reform": Answer(is_same=True, by="示例·经办")}})
    ranking = INDEX.rank(Record("asked", ("市计委",)), memory=memory)
    assert (ranking.best.key, ranking.verdict) == ("reform", Verdict.SAME)
    assert ranking.best.reasons[0].values["by"] == "示例·经办"


def test_what_was_refused_is_not_proposed_again():
    memory = Memory({"asked": {"reform": Answer(is_same=False)}})
    ranking = INDEX.rank(Record("asked", ("市发改委",)), memory=memory)
    assert (ranking.verdict, "reform" in [each.key for each in ranking.candidates]) == (
        Verdict.DIFFERENT,
        False,
    )


def test_a_city_sets_its_own_thresholds():
    bold, shy = Thresholds(same=85, ask=60), Thresholds(same=100, ask=97)
    asked = Record("asked", ("市发改委",))
    assert INDEX.rank(asked, thresholds=bold).verdict == Verdict.SAME
    assert INDEX.rank(asked, thresholds=shy).verdict == Verdict.DIFFERENT


def test_two_lists_are_matched_in_the_order_asked():
    asked = [Record(name, (name,)) for name in ("市财政局", "市气象局", "市发改委")]
    rankings = list(candidates(asked, KNOWN, comparison=COMPARISON))
    assert [ranking.key for ranking in rankings] == ["市财政局", "市气象局", "市发改委"]


names = st.sampled_from([name for record in KNOWN for name in record.names])


@given(left=names, right=names)
def test_likeness_has_no_direction(left, right):
    one, other = Record(1, (left,)), Record(2, (right,))
    there, back = COMPARISON.compare(one, other), COMPARISON.compare(other, one)
    assert (there and there.score) == (back and back.score)


@given(name=names, blanks=st.lists(st.sampled_from(" \u3000\u200b"), max_size=3))
def test_width_and_blanks_make_no_other_name(name, blanks):
    wide = "".join(chr(ord(sign) + 0xFEE0) if sign.isascii() else sign for sign in name)
    written = "".join(blanks) + wide + "".join(blanks)
    assert plain(written) == plain(name)
    assert rank(written).best.score == rank(name).best.score


@given(name=st.text(min_size=1, max_size=40))
def test_any_text_can_be_asked_for(name):
    assert rank(name).verdict in set(Verdict)


def test_many_names_are_found_by_looking_at_few():
    many = [Record(number, (f"云岭市第{number}机床有限公司",)) for number in range(5_000)]
    index = Index([*many, *KNOWN], comparison=COMPARISON)
    asked = index.comparison.keys(index.comparison.prepare(Record("", ("市发改委",)))[0])
    assert len(index._perhaps([asked])) < 600
    assert index.rank(Record("asked", ("云岭市第4321机床股份有限公司",))).best.key == 4321


def test_wordings_are_compared_by_the_words_they_share():
    promises = [
        Record("a", ("规模以上工业企业研发投入占比达到2%",)),
        Record("b", ("建成五个省级工业园区",)),
        Record("c", ("行政村光纤通达率达到100%",)),
    ]
    index = Index(promises, comparison=WORDINGS)
    ranking = index.rank(Record("asked", ("提高规模以上企业研发投入",)))
    assert ranking.best.key == "a"
    assert "研发" in ranking.best.reasons[0].values["words"]
    assert index.rank(Record("asked", ("建成五个省级工业园区。",))).verdict == Verdict.SAME
    assert index.rank(Record("asked", ("加强党的领导",))).best is None
