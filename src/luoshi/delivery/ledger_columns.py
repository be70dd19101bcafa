"""The columns of a ledger of tasks, under the names that cities give them (督办台账表头)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from luoshi.delivery.engine.ledgers import Stood
from luoshi.kit.sheets import Choice, Column, Kind, Sheet

STATES = (
    Choice(
        Stood.WORKING,
        _("under way"),
        ("推进中", "正在推进", "进行中", "办理中", "在办", "实施中", "未完成", "未办结", "未启动", "有序推进", "按时序推进", "正常推进", "滞后", "逾期"),
    ),
    Choice(Stood.SUSPENDED, _("suspended"), ("暂缓", "暂停", "中止", "缓办")),
    Choice(
        Stood.ACCEPTED, _("done, not struck off"), ("已完成", "完成", "已办结", "办结", "已办理", "待销号")
    ),
    Choice(Stood.STRUCK_OFF, _("struck off"), ("已销号", "销号", "完成销号", "已归档")),
    Choice(Stood.WITHDRAWN, _("withdrawn by decision"), ("撤销", "已撤销", "撤项", "取消", "终止")),
)  # fmt: skip


def _text(key, label, longest, *synonyms, required=False, width=30, note=""):
    return Column(key, label, longest=longest, required=required, width=width, synonyms=synonyms, help=note)


def _day(key, label, *synonyms):
    return Column(key, label, Kind.DATE, width=12, synonyms=synonyms)


LEDGER = Sheet(
    "delivery.ledger",
    _("Ledger of tasks kept until now"),
    (
        _text(
            "title", _("task"), 300, "任务", "事项", "督办事项", "任务名称", "工作任务", "重点任务", "目标任务", "主要任务",
            "任务内容", "工作事项", "交办事项", "事项名称", "重点工作", "工作内容", "任务事项", "督查事项", "议定事项",
            required=True, width=44,
        ),
        _text(
            "lead", _("leading body"), 120, "牵头单位", "牵头部门", "主办单位", "责任单位", "承办单位", "责任部门", "主责单位",
            "牵头责任单位", "主办部门", "承办部门", "落实单位", "牵头", "主办",
            required=True, width=24,
        ),
        _text(
            "supporters", _("supporting bodies"), 500, "配合单位", "配合部门", "协办单位", "协办部门", "参与单位", "配合",
            "协办", "配合责任单位", "协同单位",
            note=_("Several are parted by commas."),
        ),
        _text(
            "due", _("to be done by"), 60, "完成时限", "办结时限", "完成时间", "时限", "时限要求", "截止日期", "截止时间",
            "计划完成时间", "要求完成时间", "办理时限", "完成期限", "时间节点", "目标时限",
            width=16, note=_("A day, or a month, quarter or year, which means its last day; or “for long”."),
        ),
        Column(
            "state", _("how it stands"), Kind.CHOICE, width=14, choices=STATES,
            synonyms=("状态", "办理状态", "完成状态", "当前状态", "任务状态", "是否完成", "办结情况", "进度状态"),
            help=_("Where it is empty: under way."),
        ),
        _text(
            "progress", _("progress"), 5000, "进展情况", "工作进展", "进展", "落实情况", "办理情况", "目前进展", "完成情况",
            "推进情况", "最新进展", "工作进展情况", "办理进展", "进度",
            width=44,
        ),
        _day("stood_on", _("as it stood on"), "填报时间", "填报日期", "更新时间", "更新日期", "报送时间", "报送日期", "反馈时间", "截至日期"),
        _text("problems", _("what stands in the way"), 5000, "存在问题", "问题", "存在困难", "困难问题", "存在的问题", "需协调事项"),
        _text("next_step", _("next step"), 5000, "下一步", "下一步工作", "下一步打算", "下步打算", "下步工作", "下一步计划", "下一步措施"),
        _text(
            "measure", _("what is to be done in detail"), 5000, "具体举措", "工作措施", "工作要求", "具体措施", "举措", "措施",
            "量化目标", "工作目标", "目标要求",
        ),
        _text("source", _("where it comes from"), 200, "任务来源", "来源", "事项来源", "来源文件", "文件依据", "依据", "出处", "会议名称"),
        _text("source_number", _("number of the paper"), 80, "文号", "字号", "发文字号", "文件号", width=18),
        _day("issued_on", _("issued on"), "交办时间", "交办日期", "立项时间", "立项日期", "下达时间", "下达日期", "部署时间"),
        _day("done_on", _("done on"), "办结日期", "办结时间", "实际完成时间", "实际完成日期", "完成日期", "销号时间", "销号日期"),
        _text(
            "issuer", _("issuing body"), 120, "交办单位", "交办部门", "督办单位", "立项单位",
            width=24, note=_("It may stay empty where you issue for one body only."),
        ),
    ),
    most_rows=20_000,
)  # fmt: skip
