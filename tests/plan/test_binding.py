"""By which words an upper plan binds whoever stands below, and on which level a plan stands."""

import pytest

from luoshi.plan.engine.binding import Ground, by_level, by_name
from luoshi.plan.engine.clauses import sentence, subject_and_clause
from luoshi.plan.engine.levels import Level, Owner, is_part, level_of, stands_above

NATION, PROVINCE, CITY, COUNTY = (
    "000000/",
    "000000/990000/",
    "000000/990000/990100/",
    "000000/990000/990100/990102/",
)


def government(name="云岭市人民政府", kind="prefecture", area=CITY):
    return Owner(name, "agency", kind, area)


STATE = Owner("国务院", "agency", "country", NATION)
PROVINCIAL = government("北岭省人民政府办公厅", "province", PROVINCE)
DISTRICT = government("河东区人民政府", "county", COUNTY)
BUREAU = Owner("云岭市工业和信息化局", "agency", "prefecture", CITY)
FIRM = Owner("示例·云岭机床有限公司", "enterprise", "county", COUNTY)
PARK = Owner("云岭经济技术开发区管理委员会", "agency", "zone", CITY + "990171/")


@pytest.mark.parametrize(
    ("owner", "level"),
    [
        (STATE, Level.NATION),
        (PROVINCIAL, Level.PROVINCE),
        (government(), Level.CITY),
        (DISTRICT, Level.COUNTY),
        (PARK, Level.COUNTY),
        (BUREAU, Level.AGENCY),
        (FIRM, Level.ENTERPRISE),
        (Owner("云岭高新区", "park_committee", "zone", CITY), Level.COUNTY),
        (Owner("云岭市机械行业协会", "other", "prefecture", CITY), Level.OTHER),
    ],
)
def test_a_plans_level_follows_its_owner(owner, level):
    assert level_of(owner) == level


@pytest.mark.parametrize(
    ("parent", "child", "may"),
    [
        (PROVINCIAL, government(), True),
        (government(), PROVINCIAL, False),
        (government(), government(), True),
        (government(), BUREAU, True),
        (BUREAU, government(), False),
        (BUREAU, DISTRICT, True),
        (DISTRICT, FIRM, True),
        (FIRM, DISTRICT, False),
        (government("邻市人民政府", area="000000/990000/990200/"), DISTRICT, False),
    ],
)
def test_a_parent_stands_no_lower_and_its_area_holds_the_childs(parent, child, may):
    assert stands_above(parent, child) is may


def test_a_county_and_a_firm_are_parts_of_the_city_and_its_bureau_is_none():
    assert [is_part(each, government()) for each in (DISTRICT, FIRM, BUREAU)] == [True, True, False]


@pytest.mark.parametrize(
    ("words", "level", "ground", "why"),
    [
        ("引导各县区错位竞争", Level.COUNTY, Ground.LEVEL, "各县区"),
        ("各县(市、区)要制定方案", Level.COUNTY, Ground.LEVEL, "各县(市、区)"),
        ("各县（市、区）要制定方案", Level.COUNTY, Ground.LEVEL, "各县(市、区)"),
        ("各市州要建设平台", Level.CITY, Ground.LEVEL, "各市州"),
        ("各市(州)人民政府负责", Level.CITY, Ground.LEVEL, "各市(州)"),
        ("各级政府要加大投入", Level.COUNTY, Ground.LEVEL, "各级政府"),
        ("各企业制定实施方案", Level.ENTERPRISE, Ground.LEVEL, "各企业"),
        ("各有关部门制定推进方案", Level.AGENCY, Ground.LEVEL, "各有关部门"),
        ("把指标分解到年度", Level.COUNTY, Ground.BROKEN_DOWN, "分解到"),
    ],
)
def test_words_that_name_a_level_bind_it(words, level, ground, why):
    (found,) = by_level(words, charged=(), level=level)
    assert (found.ground, found.words) == (ground, why)


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("设立省级工业设计奖", Level.CITY),
        ("各市州要建设平台", Level.COUNTY),
        ("完善各市场主体的信用", Level.CITY),
        ("完成省上下达的目标任务", Level.COUNTY),
        ("把指标分解到年度", Level.ENTERPRISE),
        ("改善各区域布局", Level.COUNTY),
        ("争创各级政府质量奖", Level.COUNTY),
    ],
)
def test_other_words_bind_nobody(words, level):
    assert list(by_level(words, charged=(), level=level)) == []


def test_who_answers_for_it_is_bound():
    (found,) = by_level("建设平台", charged=("省科技厅", "各市州人民政府"), level=Level.CITY)
    assert (found.ground, found.words) == (Ground.CHARGED, "各市州人民政府")
    (found,) = by_name("建设平台", names=(), charged="市科技局", mentioned="")
    assert (found.ground, found.words) == (Ground.CHARGED, "市科技局")


def test_whom_the_words_name_is_bound():
    (found,) = by_name("在河东区布局园区", names=("河东区人民政府", "河东区"), charged="", mentioned="")
    assert (found.ground, found.words) == (Ground.NAMED, "河东区")
    (found,) = by_name("做大机床产业", names=("云岭机床",), charged="", mentioned="云岭机床厂")
    assert found.words == "云岭机床厂"


@pytest.mark.parametrize(
    ("words", "said"),
    [("乙", "甲,乙;"), ("丙", "丙。"), ("甲,乙;丙", "甲,乙;丙。"), ("丁", "丁")],
)
def test_the_sentence_around_some_words(words, said):
    text = "起。甲,乙;丙。\n丁"
    start = text.index(words)
    assert sentence(text, start, start + len(words)) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("建设平台", "各市州要建设平台,"),
        ("提供服务", "各市州要建设平台 向企业提供服务。"),
        ("园区", "推进园区建设,"),
        ("集群", "推进园区建设 支持各县区培育集群。"),
    ],
)
def test_a_clause_speaks_for_whom_its_sentence_begins_with_and_for_no_other(words, said):
    text = "各市州要建设平台,向企业提供服务。推进园区建设,支持各县区培育集群。"
    start = text.index(words)
    assert subject_and_clause(text, start, start + len(words)) == said
