"""Names of the first city in the words of the one that takes its plan in."""

from luoshi.plan.engine.localising import localised, names_the_first, stem


def test_names_in_ones_own_words():
    assert localised("甲州市财政局", first="甲州市", own="乙岭市") == "乙岭市财政局"
    assert localised("甲州火车站", first="甲州市", own="乙岭市") == "乙岭火车站"
    assert (stem("甲州市"), stem("某县"), stem("大同自治州")) == ("甲州", "", "大同")
    assert names_the_first("甲州方案", first="甲州市")
    assert not names_the_first("乙岭方案", first="甲州市")
