"""A form that is declared here alone: whatever a test sees of it, the engine has made (样例表单)."""

import json
from datetime import date
from typing import Any

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import Origin
from luoshi.kernel.services.versions import Names, Terms
from luoshi.work.asking import made_of_text
from luoshi.work.engine.asking import Compiled
from luoshi.work.models import AskForm
from luoshi.work.services.ask_forms import write_form
from tests.kernel.factories import NOON

TODAY = date(2025, 9, 15)
FIELDS: list[dict[str, Any]] = [
    {"code": "done", "name": "本期进展", "name_en": "Progress", "kind": "long_text", "required": True,
     "help": "写明数字、日期或文号", "help_en": "With a number, a date or a paper", "group": "进展", "group_en": "Progress"},
    {"code": "state", "name": "状态", "name_en": "State", "kind": "choice", "required": True, "group": "进展",
     "group_en": "Progress", "options": [
         {"code": "on_track", "name": "正常推进", "name_en": "on track"},
         {"code": "late", "name": "滞后", "name_en": "late"},
         {"code": "finished", "name": "已完成", "name_en": "finished"}]},
    {"code": "why", "name": "滞后原因", "name_en": "Why late", "group": "进展", "group_en": "Progress"},
    {"code": "spent", "name": "累计支出", "name_en": "Spent so far", "kind": "number", "unit": "万元", "decimals": 2,
     "required": True, "prefill": "上期累计支出", "group": "资金", "group_en": "Money"},
    {"code": "budget", "name": "预算", "name_en": "Budget", "kind": "number", "unit": "万元", "decimals": 2,
     "prefill": "上期预算", "group": "资金", "group_en": "Money"},
    {"code": "people", "name": "参与人数", "name_en": "People", "kind": "number", "unit": "人", "decimals": 0,
     "prefill": "任职人数", "group": "资金", "group_en": "Money"},
    {"code": "begun", "name": "开工日期", "name_en": "Begun on", "kind": "date", "group": "日期", "group_en": "Days"},
    {"code": "ended", "name": "完工日期", "name_en": "Ended on", "kind": "date", "group": "日期", "group_en": "Days"},
    {"code": "needs_help", "name": "需要协调", "name_en": "Needs help", "kind": "yes_no", "group": "日期",
     "group_en": "Days"},
    {"code": "photo", "name": "现场照片", "name_en": "Photo", "kind": "file", "photo": True, "group": "日期",
     "group_en": "Days"},
]  # fmt: skip
RULES: list[dict[str, Any]] = [
    {"code": "within", "formula": "累计支出 <= 预算", "message": "累计支出不得超过预算",
     "message_en": "What was spent may not exceed the budget"},
    {"code": "reason", "formula": '状态 != "late" 或 滞后原因 有值', "message": "滞后的须说明原因",
     "message_en": "Say why it is late", "fields": ["why"]},
    {"code": "order", "formula": "开工日期 <= 完工日期", "message": "完工不得早于开工",
     "message_en": "It can't end before it begins"},
    {"code": "grows", "formula": "累计支出 >= 上期累计支出", "hard": False, "message": "累计支出比上期少",
     "message_en": "Less was spent so far than last time"},
]  # fmt: skip
FORM: dict[str, Any] = {
    "minutes": 5,
    "purposes": [{"purpose": "monitor", "basis": "《督查工作条例》第六条"}],
    "fields": FIELDS,
    "rules": RULES,
}
NAMES = Names(code="progress", name="进展报告", name_en="Progress report", about="重点任务月报")
TERMS = Terms(valid_from=date(2025, 1, 1), clause="督查办法第三条")
RIGHT = {"done": "完成设备安装12台。", "state": "on_track", "spent": "120.5", "budget": "300", "people": "8"}


def text_of(**changed: Any) -> str:
    """The form as somebody writes it, with some parts changed."""
    return json.dumps(FORM | changed, ensure_ascii=False)


def made() -> Compiled:
    return made_of_text(text_of(), on=TODAY)


def stored(**changed: Any) -> AskForm:
    """The form in the database, from the beginning of the year on."""
    return write_form(
        names=NAMES, text=text_of(**changed), terms=TERMS, origin=Origin.own(), by=SYSTEM, at=NOON
    )
