"""Which body a printed name means, and who commands it."""

import json
from datetime import date

import pytest

from luoshi.reading.bodies import Body, Command, from_toml, general
from tests.shared import shared_file

BEFORE_THE_MERGER = date(2017, 3, 1)


def identify(printed, **on):
    return general().identify(printed, **on)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市交通局", "市交通运输局"),
        ("市工信委", "市工业和信息化委员会"),
        ("市发改委", "市发展和改革委员会"),
        ("市发展改革委", "市发改局"),
        ("市人社局", "市人力资源和社会保障局"),
        ("市住建局", "市建设局"),
        ("市市场监管局", "市市场监督管理局"),
        ("市国资委", "市政府国资委"),
        ("市委网信办", "市网信办"),
        ("省工信厅", "省工业和信息化厅"),
        ("某某市财政局", "某某市财政局(国资委)"),
        ("市通信业共建共享办公室", "市通信业共建共享办公室(铁塔办)"),
        ("市委宣传部", "市宣传部"),
        ("市行政审批局", "市政务服务局"),
    ],
)
def test_short_and_full_names_are_one_body(one, other):
    assert identify(one).name == identify(other).name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市工商局", "市质监局"),
        ("市国土局", "市规划局"),
        ("市财政局", "省财政厅"),
        ("市科技局", "县科技局"),
        ("人行某某支行", "人行别处支行"),
        ("市农业局", "市农业农村局"),
        ("某某协会", "某某联盟"),
        ("县委督查室", "县政府督查室"),
        ("市委办公室", "市政府办公室"),
        ("市政府办公室", "市政府督查室"),
        ("市委研究室", "市政府研究室"),
        ("市委人才工作领导小组办公室", "市委组织部"),
        ("市委宣传部", "市文明办"),
        ("市行政审批局", "市营商办"),
        ("市应急局", "市安委办"),
        ("市医保局", "市医保中心"),
        ("市公安局", "市公安分局"),
        ("市公安局", "市交警支队"),
        ("市民委", "市宗教局"),
        ("市移动公司", "市联通公司"),
        ("农发行", "国开行"),
        ("高新区管委会", "经开区管委会"),
        ("市档案局", "市档案馆"),
    ],
)
def test_different_bodies_stay_apart(one, other):
    assert identify(one).name != identify(other).name


@pytest.mark.parametrize(
    ("printed", "level"),
    [
        ("市市场监管局", "市"),
        ("市政园林局", ""),
        ("县城管局", "县"),
        ("市民政局", "市"),
        ("市政府办公室", "市"),
        ("市政务服务局", "市"),
    ],
)
def test_a_level_word_is_told_from_the_beginning_of_a_name(printed, level):
    found = identify(printed)
    assert (found.level, found.key is not None) == (level, True)


@pytest.mark.parametrize(
    ("printed", "commanded"),
    [
        ("市财政局", True),
        ("市国税局", False),
        ("国家税务总局某某市税务局", False),
        ("市银监局", False),
        ("某某银保监分局", False),
        ("国家金融监督管理总局某某监管分局", False),
        ("人行某某支行", False),
        ("人行市中心支行", False),
        ("中国人民银行某某市分行", False),
        ("市人民银行", False),
        ("人民银行", True),
        ("甲乙海关", False),
        ("甲乙海关驻丙丁监管组", False),
        ("甲乙火车站", False),
        ("国网甲乙供电公司", False),
        ("市供电公司", False),
        ("市邮政管理局", False),
        ("市烟草专卖局", False),
        ("国家统计局甲乙调查队", False),
        ("市统计局", True),
        ("市消防救援支队", False),
        ("市国家安全局", False),
        ("市通信业共建办", False),
        ("中国移动甲乙分公司", False),
        ("市气象局", None),
        ("市中级人民法院", None),
        ("团市委", True),
        ("各县区", None),
        ("甲乙大学", None),
    ],
)
def test_who_commands_a_body_is_known_or_left_open(printed, commanded):
    assert identify(printed).commanded is commanded


def test_local_tax_had_two_masters_until_it_merged():
    found = identify("市地税局", on=BEFORE_THE_MERGER)
    assert found.commanded is None
    assert "双重领导" in found.reason
    assert "1993" in found.source
    assert identify("市税务局").commanded is False


def test_what_the_city_cannot_command_names_its_commander_in_both_languages():
    bodies = [body for body in general().bodies for command in body.commands if command.who != "own"]
    assert bodies
    for body in bodies:
        for command in body.commands:
            assert "" not in (command.commander, command.commander_en, command.reason, command.source), (
                body.key
            )


def test_every_successor_is_in_the_table():
    keys = {body.key for body in general().bodies}
    assert {body.successor for body in general().bodies if body.successor} <= keys
    assert len(keys) == len(general().bodies)


def test_no_name_stands_for_two_bodies():
    owners: dict[str, set[str]] = {}
    for body in general().bodies:
        for name in {body.name, *body.names}:
            owners.setdefault(name, set()).add(body.key)
    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}


def test_a_city_adds_its_own_bodies_and_they_win():
    own = Body(
        "example_office",
        "甲乙工作专班",
        names=("财政局", "专班"),
        commands=(Command("joint", "甲方", "party A"),),
    )
    table = general().extended([own])
    assert table.identify("市专班").commanded is False
    assert table.identify("市财政局").key == "example_office"
    assert general().identify("市财政局").key == "finance"


def test_a_command_ends_on_its_day():
    (body,) = from_toml(
        """
        [[body]]
        key = "example"
        stems = ["示范"]
        [[body.command]]
        who = "vertical"
        until = 2018-07-04
        [[body.command]]
        who = "own"
        """
    )
    assert [body.command(on=day).who for day in (date(2018, 7, 4), date(2018, 7, 5))] == ["vertical", "own"]


def test_the_seed_names_one_body_twice_and_six_that_are_not_the_citys():
    gold = json.loads(shared_file("reading/gold/000_212124dadfe6811d.json").read_text("utf-8"))
    printed = dict.fromkeys(one["agency"] for one in gold["responsibilities"])
    names = {name: identify(name) for name in printed}
    assert (len(names), len({one.name for one in names.values()})) == (27, 26)
    assert [name for name, one in names.items() if one.commanded is False] == [
        "市通信业共建办", "天水火车站", "兰州海关驻天水监管组", "市国税局", "人行天水支行", "市银监局",
    ]  # fmt: skip
