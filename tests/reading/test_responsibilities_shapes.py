"""Who answers, by the shape of the words: every bracket and line that says so, and what is none."""

import pytest

from tests.reading.outlined import duties

ITEM = "一、任务\n（一）事项。推进工作。"
# A shape and what it gives; 〇 stands for a line of its own.
SHAPES = """
(市工信局牵头,市发改委、财政局配合) → 市工信局/lead 市发改委/support 市财政局/support
(由市工信局牵头,市发改委、财政局参与) → 市工信局/lead 市发改委/support 市财政局/support
（市工信局、市发改委、各县（市、区）人民政府按职责分工负责） → 市工信局/responsible 市发改委/responsible 各县（市、区）人民政府/responsible
(责任单位:市工信局,市发改委,财政局) → 市工信局/responsible 市发改委/responsible 市财政局/responsible
(牵头单位:市工信局;配合单位:市发改委、科技局) → 市工信局/lead 市发改委/support 市科技局/support
(市工信局负责) → 市工信局/responsible
(市工信局会同市财政局负责落实) → 市工信局/responsible 市财政局/responsible
(由市商务局会同市财政局、税务局负责) → 市商务局/responsible 市财政局/responsible 市税务局/responsible
(各区县政府按职责分工负责) → 各区县政府/responsible
(各区、县级市人民政府负责) → 各区/responsible 各县级市人民政府/responsible
(各乡(镇)人民政府、街道办事处,县政府办公室负责) → 各乡(镇)人民政府/responsible 各街道办事处/responsible 县政府办公室/responsible
(各乡镇、县政府负责) → 各乡镇/responsible 县政府/responsible
(责任单位:各区、县级市) → 各区/responsible 各县级市/responsible
(牵头单位:市发展和改革委员会、市人力资源和社会保障局和市住房和城乡建设局) → 市发展和改革委员会/lead 市人力资源和社会保障局/lead 市住房和城乡建设局/lead
(市自然资源和规划局与市工业和信息化局负责) → 市自然资源和规划局/responsible 市工业和信息化局/responsible
【牵头单位：市工信局；责任单位：市发改委、市财政局，各县市区】 → 市工信局/lead 市发改委/responsible 市财政局/responsible 各县市区/responsible
(县水利局、大河镇人民政府、新桥乡人民政府负责) → 县水利局/responsible 大河镇人民政府/responsible 新桥乡人民政府/responsible
(市商务局、外汇管理局河湾市分局负责) → 市商务局/responsible 外汇管理局河湾市分局/responsible
〔责任单位:市教育局〕 → 市教育局/responsible
[市科技局牵头] → 市科技局/lead
(市委宣传部、文明办、市总工会、团市委、妇联按职责分工负责)
    → 市委宣传部/responsible 市委文明办/responsible 市总工会/responsible 团市委/responsible 市妇联/responsible
(市委组织部、宣传部,市人社局等部门和单位负责) → 市委组织部/responsible 市委宣传部/responsible 市人社局/responsible
(市发改委(市能源局)、市教育局（体育局）负责) → 市发改委/responsible 市教育局/responsible
(市发展改革委(牵头)、市财政局、市税务局(配合)) → 市发展改革委/lead 市财政局/responsible 市税务局/support
(责任单位:市工信局(牵头)、市科技局、人行某某中心支行、国网某某供电公司、各县(区)人民政府)
    → 市工信局/lead 市科技局/responsible 人行某某中心支行/responsible 国网某某供电公司/responsible 各县(区)人民政府/responsible
(市金融办、人行某某支行、财政局、某某银保监分局配合) → 市金融办/support 人行某某支行/support 市财政局/support 某某银保监分局/support
(省发展改革委、工业和信息化厅、财政厅,各市、州人民政府负责)
    → 省发展改革委/responsible 省工业和信息化厅/responsible 省财政厅/responsible 各市/responsible 各州人民政府/responsible
(省工信厅牵头,省发展改革委、科技厅等12个部门参与) → 省工信厅/lead 省发展改革委/support 省科技厅/support
(区发改局牵头,区财政局、市场监管局、税务局、各镇街配合) → 区发改局/lead 区财政局/support 区市场监管局/support 区税务局/support 各镇街/support
(县工信局、民政局、市场监管局等有关单位负责) → 县工信局/responsible 县民政局/responsible 县市场监管局/responsible
(牵头单位:市工信局;完成时限:2022年12月底前) → 市工信局/lead
(牵头领导:王某某;牵头单位:市工信局;责任人:张三) → 市工信局/lead
(市工信局牵头,2021年底前完成) → 市工信局/lead
(市工信局负责平台建设,市财政局负责资金保障) → 市工信局/responsible 市财政局/responsible
(市科技局牵头组织实施,市财政局等按职责落实) → 市科技局/lead 市财政局/responsible
(市工信局为牵头单位,市财政局、科技局为配合单位) → 市工信局/lead 市财政局/support 市科技局/support
(各地区、各部门、各单位负责) → 各地区/responsible 各部门/responsible 各单位/responsible
(各有关部门、单位按职责分工负责) → 各有关部门/responsible 各有关单位/responsible
(各乡镇、街道,县直各有关部门负责) → 各乡镇/responsible 各街道/responsible 县直各有关部门/responsible
(市工业和信息化局) → 市工业和信息化局/responsible
(国家发展改革委、教育部、工业和信息化部、能源局等负责) → 国家发展改革委/responsible 教育部/responsible 工业和信息化部/responsible 能源局/responsible
(中央网信办、国家发展改革委牵头) → 中央网信办/lead 国家发展改革委/lead
(责任单位:市住建局 市交通局 市水务局) → 市住建局/responsible 市交通局/responsible 市水务局/responsible
(市公安局、司法局、城管局、生态环境局、开发区管委会、高新区管委会)
    → 市公安局/responsible 市司法局/responsible 市城管局/responsible 市生态环境局/responsible 开发区管委会/responsible
    高新区管委会/responsible
(市工信局、市政府国资委、市政务服务局、市政协办公室、市民政局、市场监管局、市市场监管局负责)
    → 市工信局/responsible 市政府国资委/responsible 市政务服务局/responsible 市政协办公室/responsible 市民政局/responsible
    市市场监管局/responsible
(市大数据局、市电信公司、移动公司、联通公司、铁塔公司负责)
    → 市大数据局/responsible 市电信公司/responsible 市移动公司/responsible 市联通公司/responsible 市铁塔公司/responsible
(市科协、残联、工商联、贸促会、社科联负责) → 市科协/responsible 市残联/responsible 市工商联/responsible 市贸促会/responsible 市社科联/responsible
(牵头部门:市经信局,责任部门:市发改委,协办单位:市统计局) → 市经信局/lead 市发改委/responsible 市统计局/support
(责任部门为市经信局、统计局) → 市经信局/responsible 市统计局/responsible
(市领导小组办公室牵头,市领导小组各成员单位配合) → 市领导小组办公室/lead 市领导小组各成员单位/support
(第一责任单位:市发改委) → 市发改委/responsible
(某某海关、某某火车站、省税务局、省气象局按职责分工负责) → 某某海关/responsible 某某火车站/responsible 省税务局/responsible 省气象局/responsible
(市商务局负责,市财政局配合。) → 市商务局/responsible 市财政局/support
(指导单位:省工信厅;主办单位:市工信局;承办单位:某某职业学院) → 省工信厅/support 市工信局/lead 某某职业学院/responsible
(市发展改革委牵头,市级有关部门和各区县(自治县)政府配合) → 市发展改革委/lead 市级有关部门/support 各区县(自治县)政府/support
(市应急管理局牵头,其他部门按职责分工负责) → 市应急管理局/lead 其他部门/responsible
(市直机关工委、市委市政府督查室负责) → 市直机关工委/responsible 市委市政府督查室/responsible
(市发改委、工信局、商务局,市税务局、各园区按职责)
    → 市发改委/responsible 市工信局/responsible 市商务局/responsible 市税务局/responsible 各园区/responsible
(市纪委监委机关、市委组织部、各高校、有关企业负责) → 市纪委监委机关/responsible 市委组织部/responsible 各高校/responsible 有关企业/responsible
(完成时限:2022年底;责任单位:市工信局、教育局) → 市工信局/responsible 市教育局/responsible
(市教育局、市人力社保局按职责分工负责,完成时限:2022年12月) → 市教育局/responsible 市人力社保局/responsible
(责任单位:市 发展改革委、市住房和城乡 建设局) → 市发展改革委/responsible 市住房和城乡建设局/responsible
(牵头单位:市工信局(各县区均为责任单位);配合单位:市教育局(市体育局)) → 市工信局/lead 市教育局/support
加快建设(市科技局、市教育局)。 → 市科技局/responsible 市教育局/responsible
〇责任单位及责任人:市工信局 张三 → 市工信局/responsible
(市工信局、市教育局等按职责分工负责,列第一位者为牵头单位) → 市工信局/lead 市教育局/responsible
(牵头、配合单位:市工信局、市教育局) → 市工信局/lead 市教育局/support
(主办:市工信局;协办:市财政局) → 市工信局/lead 市财政局/support
(市发展改革委会同市财政局牵头,市统计局配合) → 市发展改革委/lead 市财政局/lead 市统计局/support
(责任单位:市工信局★、市教育局) → 市工信局/responsible 市教育局/responsible
〇责任单位:①市工信局;②市教育局 → 市工信局/responsible 市教育局/responsible
〇——责任单位:市工信局、市教育局 → 市工信局/responsible 市教育局/responsible
(责任单位:市工信局、各区委、区政府) → 市工信局/responsible 各区委/responsible 区政府/responsible
(各镇人民政府、街道办事处负责) → 各镇人民政府/responsible 各街道办事处/responsible
(市政府各部门、各直属机构,各县区政府负责) → 市政府各部门/responsible 各直属机构/responsible 各县区政府/responsible
(各县(市、区)政府,市政府各有关部门、各直属单位按照职责分工负责) → 各县(市、区)政府/responsible 市政府各有关部门/responsible 各直属单位/responsible
(市工业和信息化局、市发展和改革委员会、市行政审批服务局、市地方金融监督管理局、某某银保监分局、人民银行某某市中心支行按职责分工负责)
    → 市工业和信息化局/responsible 市发展和改革委员会/responsible 市行政审批服务局/responsible 市地方金融监督管理局/responsible
    某某银保监分局/responsible 人民银行某某市中心支行/responsible
(兵团发展改革委、工业和信息化局,各师市负责) → 兵团发展改革委/responsible 兵团工业和信息化局/responsible 各师市/responsible
(自治区发展改革委、财政厅、各盟行政公署、市人民政府负责) → 自治区发展改革委/responsible 自治区财政厅/responsible 各盟行政公署/responsible 市人民政府/responsible
(牵头部门:区经济信息委;责任部门:区发展改革委、区财政局、各镇(街道)) → 区经济信息委/lead 区发展改革委/responsible 区财政局/responsible 各镇(街道)/responsible
〇责任单位:市工信局牵头,市发改委、财政局,各县区政府配合 → 市工信局/lead 市发改委/support 市财政局/support 各县区政府/support
(市工信局牵头,市教育局等有关部门、各县区配合) → 市工信局/lead 市教育局/support 各县区/support
(市场监管总局牵头,发展改革委、财政部等部门配合) → 市场监管总局/lead 发展改革委/support 财政部/support
(市经济和信息化局、市科技局、市金融局、市国资委、各区市县政府、开放先导区管委会)
    → 市经济和信息化局/responsible 市科技局/responsible 市金融局/responsible 市国资委/responsible 各区市县政府/responsible
    开放先导区管委会/responsible
(国家发展改革委、人力资源社会保障部、全国总工会按职责分工负责) → 国家发展改革委/responsible 人力资源社会保障部/responsible 全国总工会/responsible
(教育部、中央军委国防动员部、国家发展改革委及地方各级人民政府负责)
    → 教育部/responsible 中央军委国防动员部/responsible 国家发展改革委/responsible 地方各级人民政府/responsible
(市商务局、市公安局交警支队、市邮政管理局、市总工会、甲乙海关负责)
    → 市商务局/responsible 市公安局交警支队/responsible 市邮政管理局/responsible 市总工会/responsible 甲乙海关/responsible
(市委网信办、大数据局、人行某某市中支、公安局配合) → 市委网信办/support 市大数据局/support 人行某某市中支/support 市公安局/support
(市法院、检察院、司法局,市律师协会负责) → 市法院/responsible 市检察院/responsible 市司法局/responsible 市律师协会/responsible
〇由各县区政府负责落实,市工信局负责指导。 → 各县区政府/responsible 市工信局/responsible
(责任单位:市住建局(市城管局、各区人民政府配合)、市水务局) → 市住建局/responsible 市城管局/support 各区人民政府/support 市水务局/responsible
〇牵头单位 市数据局 配合单位 市财政局、水务局 → 市数据局/lead 市财政局/support 市水务局/support
〇牵头单位为市数据局,配合单位为市财政局、各县区。 → 市数据局/lead 市财政局/support 各县区/support
(责任单位为:市数据局、各县区) → 市数据局/responsible 各县区/responsible
〇责任单位是市数据局、各县区。 → 市数据局/responsible 各县区/responsible
〇主管部门:市数据局 → 市数据局/responsible
(牵头单位:市数据局/责任单位:市教育局、市财政局) → 市数据局/lead 市教育局/responsible 市财政局/responsible
(牵头/配合单位:市数据局、市财政局) → 市数据局/lead 市财政局/support
〇牵头市领导:张某某,牵头单位:市数据局,责任单位:市财政局 → 市数据局/lead 市财政局/responsible
(时限:2025年底前,责任单位:市数据局) → 市数据局/responsible
(市数据局;2025年底前完成) → 市数据局/responsible
(市数据局、市财政局,2025年12月底前完成) → 市数据局/responsible 市财政局/responsible
(各县区、市数据局,持续推进) → 各县区/responsible 市数据局/responsible
(2025年底前,市数据局牵头) → 市数据局/lead
(2025年12月底前完成,市数据局、财政局负责) → 市数据局/responsible 市财政局/responsible
(市数据局统筹,各县区落实) → 市数据局/responsible 各县区/responsible
(市数据局总牵头,市财政局、市税务局按照职责做好相关工作) → 市数据局/lead 市财政局/responsible 市税务局/responsible
(市数据局牵头,各市、县〔市、区〕政府配合) → 市数据局/lead 各市/support 各县〔市、区〕政府/support
(市数据局牵头,公安、城管、农业农村等部门配合) → 市数据局/lead
(市公安局、某州公路局、市委编办、市直机关工委负责) → 市公安局/responsible 某州公路局/responsible 市委编办/responsible 市直机关工委/responsible
(市委办公室、市人大常委会办公室、市政府办公室、市政协办公室)
    → 市委办公室/responsible 市人大常委会办公室/responsible 市政府办公室/responsible 市政协办公室/responsible
(市政协办公室牵头,市政府办公室协办) → 市政协办公室/lead 市政府办公室/support
(省级有关部门,各设区市人民政府(管委会)、某某示范区管委会) → 省级有关部门/responsible 各设区市人民政府/responsible 某某示范区管委会/responsible
〇该项工作由市数据局牵头,市财政局配合。 → 市数据局/lead 市财政局/support
〇以上任务由市数据局负责。 → 市数据局/responsible
""".strip()


WHOLE = SHAPES.replace("\n    ", " ")  # a long one goes on, indented, on the next line


@pytest.mark.parametrize("shape", WHOLE.splitlines())
def test_a_shape_gives_its_agencies_and_roles(shape):
    words, expected = shape.split(" → ")
    found = duties(ITEM + words.replace("〇", "\n"))
    assert {f"{one.agency}/{one.role.value}" for one in found} == set(expected.split(" "))


@pytest.mark.parametrize(
    "words",
    [
        "（谁主管谁负责）",
        "（院长负责制）",
        "（由企业自行负责）",
        "（含技工院校）",
        "（所需资金由地方财政负责）",
        "（以下简称市政府）",
        "（此件公开发布）",
        "（市科技局2021年5月印发）",
        "（责任单位：略）",
        "（以下各项任务均需各区负责，不再逐一列出）",
        "由市工信局牵头，市教育局配合，建设平台。",
        "\n各县区要明确专人负责。",
        "\n市政府成立由市长任组长的领导小组，市工信局负责日常工作。",
        "\n各牵头单位：加强协调。",
        "\n责任领导：张三",
        "\n主要任务：市科技局负责开展。",
        "\n主管部门为科技部门（市科技局）。",
        "\n各级各部门要高度重视，由市科技局负责监督。",
    ],
)
def test_prose_and_hints_give_nothing(words):
    assert duties(ITEM + words) == ()
