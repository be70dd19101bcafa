"""The page's own labels and values (信息公开目录): 发文字号, 发布机构, 公开日期 …"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from luoshi.reading.frame.dates import first_date
from luoshi.reading.frame.lines import COLONS, Line
from luoshi.reading.model import Quotation, Source

NUMBER: Final = ("发文字号", "文件编号", "文件字号", "公文字号", "发文文号", "文号", "字号")
ISSUER: Final = (
    "发文机关", "发文单位", "发布机构", "发布机关", "发布单位", "制发机关", "制定机关", "印发机关", "公开机构",
    "公开责任部门", "责任部门", "发布部门", "颁布单位", "发布者",
)  # fmt: skip
ISSUED: Final = (
    "成文日期",
    "成文时间",
    "生成日期",
    "生成时间",
    "发文日期",
    "发文时间",
    "印发日期",
    "签发日期",
)
PUBLISHED: Final = (
    "发布日期", "公开日期", "发布时间", "公开时间", "公布日期", "公布时间", "发表时间", "更新时间", "上网日期",
    "信息时间", "日期", "时间",
)  # fmt: skip
TITLE: Final = ("信息名称", "文件名称", "公文名称", "标题", "名称")
_OTHER: Final = (
    "索引号", "信息索引号", "公开方式", "公开形式", "公开范围", "公开程序", "公开类别", "公开时限", "公开属性",
    "组配分类", "信息类别", "信息分类", "信息来源", "主题分类", "体裁分类", "服务对象", "分类", "主题词", "关键词",
    "依据", "记录形式", "载体类型", "存放位置", "有效性", "是否有效", "效力状态", "时效性", "有效期", "生效日期",
    "失效日期", "实施日期", "废止日期", "施行日期", "文件状态", "文件类型", "文件有效性", "内容概述", "摘要", "来源",
    "作者", "信息员", "编辑", "点击数", "点击量", "点击率", "浏览次数", "浏览量", "阅读次数", "访问量", "字体", "审核",
    "统一登记号", "规范性文件登记号", "登记号", "语种", "所属主题", "所属栏目", "公文种类", "文种", "体裁", "浏览", "打印",
    "保护视力色", "访问次数", "阅读", "人气", "责任编辑", "字体大小", "视力保护色", "显示日期", "废止时间", "生效时间",
)  # fmt: skip


def _spaced(label: str) -> str:
    return r"[ \t\u3000]*".join(label)


_LABELS: Final = sorted({*NUMBER, *ISSUER, *ISSUED, *PUBLISHED, *TITLE, *_OTHER}, key=len, reverse=True)
_LABEL: Final = re.compile(
    rf"(?:^|(?<=[\s|\uff5c】\]]))[【\[]?(?P<label>{'|'.join(map(_spaced, _LABELS))})[】\]]?[ \t\u3000]*"
    rf"(?P<mark>[{COLONS}]|(?=\s)|$)"
)
_BLANK: Final = re.compile(r"\s+")
_SAYS_NOTHING: Final = re.compile(r"^[\s—\-无/]*$")
# What parts a label from its value or from what stands before it: a longer line without one is no label alone.
_SET_OFF: Final = re.compile(rf"[\s|\uff5c】\]{COLONS}]")
_ALONE: Final = max(map(len, _LABELS)) + len("【】")
_MOST: Final = 200  # characters: a longer line is no line of labels


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label of the page with its value and where the value stands."""

    label: str
    value: Quotation


def labelled(lines: Iterable[Line]) -> list[Labelled]:
    """All labels and values printed on these lines; a label alone in a table cell takes the next line."""
    found: list[Labelled] = []
    waiting: str | None = None
    for line in lines:
        here = _labels_on(line)
        if waiting and not here and (line.cell or first_date(line.text)):
            found.append(Labelled(waiting, line.quotation()))
        found.extend(each for each in here if each.value.text)
        waiting = here[-1].label if here and not here[-1].value.text and _awaits(line, here[-1]) else None
    return found


def _awaits(line: Line, here: Labelled) -> bool:
    """Whether the value is in the next cell; cells that lost their table leave a date on the next line."""
    return line.cell or (len(here.label) >= 4 and here.label in ISSUED + PUBLISHED)


def _labels_on(line: Line) -> list[Labelled]:
    if len(line.text) > _MOST or not (len(line.text) <= _ALONE or _SET_OFF.search(line.text)):
        return []
    marks = [mark for mark in _LABEL.finditer(line.text) if mark["mark"] or _set_apart(line, mark)]
    if not marks:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(line.text)]
    return [_value(line, mark, end) for mark, end in zip(marks, ends, strict=True)]


def _set_apart(line: Line, mark: re.Match[str]) -> bool:
    """Whether a label without a colon stands like one: in a cell, or in a row set with blanks."""
    return line.cell or not mark.start() or "  " in line.text


def _value(line: Line, mark: re.Match[str], end: int) -> Labelled:
    printed = line.text[mark.end() : end]
    value = printed.strip(" \t\u3000|\uff5c")
    value = "" if _SAYS_NOTHING.match(value) else value
    start = line.start + mark.end() + len(printed) - len(printed.lstrip(" \t\u3000|\uff5c"))
    return Labelled(_BLANK.sub("", mark["label"]), Quotation(value, start, start + len(value)))


def is_label_line(line: Line) -> bool:
    """Whether the line only holds labels of the page and their values."""
    here = _LABEL.match(line.text) if len(line.text) <= _MOST else None
    if not here:
        return False
    label = _BLANK.sub("", here["label"])
    return (
        bool(here["mark"])
        or line.cell
        or " " in line.text
        or (line.text == here[0].strip() and len(label) > 2)
    )


def stated(source: Source, found: list[Labelled], names: tuple[str, ...]) -> Quotation | None:
    """The first value under one of these labels, in the order of `names`, on the page or in its metadata."""
    for name in names:
        for each in found:
            if each.label == name:
                return each.value
        for label, value in source.metadata.items():
            if _BLANK.sub("", label).strip(COLONS) == name and not _SAYS_NOTHING.match(value):
                return _placed(source, value.strip())
    return None


def _placed(source: Source, value: str) -> Quotation:
    at = source.text.find(value)
    return Quotation(value, at, at + len(value)) if at >= 0 else Quotation(value, 0, 0)
