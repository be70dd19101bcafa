"""The columns of the list of people and their posts (人员名单表头)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from luoshi.kit.sheets import Column, Kind, Sheet

PEOPLE = Sheet(
    "kernel.people",
    _("People"),
    (
        Column(
            "username",
            _("user name"),
            required=True,
            longest=60,
            width=18,
            synonyms=("用户名", "账号", "帐号", "登录名", "登录账号", "工号"),
            help=_("With it the person signs in. Two rows with one user name are two posts of one person."),
        ),
        Column(
            "name",
            _("full name"),
            required=True,
            longest=60,
            width=14,
            synonyms=("姓名", "人员姓名", "真实姓名", "联系人", "名字"),
        ),
        Column(
            "body",
            _("serves at"),
            required=True,
            longest=120,
            width=34,
            synonyms=("单位", "所在单位", "工作单位", "任职单位", "单位名称", "部门", "所属部门", "机构"),
            help=_("A body that is registered here: by its official name, its short name, or nearly so."),
        ),
        Column(
            "role",
            _("role"),
            Kind.REFERENCE,
            width=18,
            synonyms=("角色", "权限", "系统角色", "用户角色", "岗位角色"),
            help=_("Where it is empty: officer of an agency, or clerk of an enterprise."),
        ),
        Column(
            "title",
            _("job title"),
            longest=60,
            width=16,
            synonyms=("职务", "职称", "岗位", "职务名称", "职位"),
        ),
        Column(
            "valid_from",
            _("since"),
            Kind.DATE,
            width=12,
            synonyms=("任职日期", "任职时间", "起始日期", "到任日期", "到岗日期", "有效期起"),
        ),
    ),
)
