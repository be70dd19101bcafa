"""The columns of the list of bodies (机构名录表头)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from luoshi.kernel.models import BodyKind
from luoshi.kit.sheets import Choice, Column, Kind, Sheet

BODIES = Sheet(
    "kernel.bodies",
    _("Bodies"),
    (
        Column(
            "number",
            _("number in Luoshi"),
            digits=0,
            unique=True,
            width=12,
            help=_("Leave it empty for a new body; a body that is exported carries its number."),
        ),
        Column(
            "name",
            _("official name"),
            required=True,
            longest=120,
            width=36,
            synonyms=(
                "机构名称",
                "单位名称",
                "机构全称",
                "单位全称",
                "全称",
                "名称",
                "部门名称",
                "主体名称",
                "单位",
                "部门",
                "机构",
            ),
        ),
        Column(
            "short_names",
            _("short names"),
            longest=300,
            width=20,
            synonyms=("简称", "机构简称", "单位简称", "规范简称"),
            help=_("Several are parted by commas."),
        ),
        Column(
            "other_names",
            _("other names"),
            longest=300,
            width=20,
            synonyms=("别名", "曾用名", "又称", "加挂牌子", "挂牌名称"),
            help=_("Several are parted by commas."),
        ),
        Column("name_en", _("English name"), longest=200, width=24, synonyms=("英文名", "英文名称")),
        Column(
            "kind",
            _("kind of body"),
            Kind.CHOICE,
            width=14,
            synonyms=("类型", "类别", "机构类型", "机构类别", "单位性质", "单位类型", "性质"),
            choices=(
                Choice(
                    BodyKind.AGENCY,
                    BodyKind.AGENCY.label,
                    ("机关", "部门", "行政机关", "党政机关", "政府部门", "事业单位", "行政"),
                ),
                Choice(
                    BodyKind.ENTERPRISE,
                    BodyKind.ENTERPRISE.label,
                    ("企业", "公司", "国企", "国有企业", "民营企业"),
                ),
                Choice(
                    BodyKind.PARK_COMMITTEE, BodyKind.PARK_COMMITTEE.label, ("管委会", "开发区管委会", "园区")
                ),
                Choice(BodyKind.OTHER, BodyKind.OTHER.label, ("其他", "其它", "社会团体", "群团组织")),
            ),
        ),
        Column(
            "area",
            _("area"),
            Kind.REFERENCE,
            digits=6,
            width=12,
            synonyms=(
                "区划代码",
                "行政区划",
                "行政区划代码",
                "所属区划",
                "地区",
                "所在地",
                "所属地区",
                "县区",
                "区县",
            ),
            help=_("The code of GB/T 2260, or the name of the area; the home area where it is empty."),
        ),
        Column(
            "parent",
            _("superior body"),
            longest=120,
            width=30,
            synonyms=("上级单位", "上级机构", "上级", "隶属单位", "主管部门", "归口管理部门", "上级主管部门"),
        ),
        Column(
            "commanded",
            _("commanded by the city"),
            Kind.BOOLEAN,
            width=12,
            synonyms=("市管", "是否市管", "市属", "是否市属", "本级管理"),
        ),
        Column(
            "commander",
            _("who commands it instead"),
            longest=120,
            width=24,
            synonyms=("垂管单位", "垂直管理单位"),
        ),
        Column(
            "valid_from",
            _("since"),
            Kind.DATE,
            width=12,
            synonyms=("成立日期", "设立日期", "成立时间", "起始日期", "有效期起", "挂牌时间", "组建时间"),
        ),
        Column(
            "valid_until",
            _("until"),
            Kind.DATE,
            width=12,
            synonyms=("撤销日期", "终止日期", "截止日期", "有效期止", "撤销时间"),
        ),
    ),
)
