"""What a government site prints about a document beside it (信息公开元数据): 索引号, 发文机关, 发布日期 …"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from luoshi.reading.sources.draft import Line
from luoshi.reading.sources.web.grid import cells_of, rows_of
from luoshi.reading.sources.web.tree import words

LABELS = words(
    "索引号 信息索引号 索取号 统一登记号 统一编号 登记号 备案号 规范性文件编号 主题分类 分类 信息分类 体裁分类 体裁 文种",
    "组配分类 服务对象 服务对象分类 主题词 主题 关键词 关键字 信息类别 公开类别 所属类别",
    "发文机关 发文机构 发文单位 发文部门 发布机构 发布机关 发布单位 发布部门 制发机关 制发单位 制定机关 印发机关 印发单位",
    "公开机构 公开机关 公开单位 公开主体 公开责任部门 责任部门 产生单位 生成单位",
    "来源 信息来源 文件来源 稿件来源 内容来源 文章来源 作者 责任编辑 编辑 供稿",
    "发文字号 发文文号 发文号 文号 文件编号 文件号 公文文号 公文字号 标题 名称 信息名称 文件名称 文件标题 公文名称",
    "成文日期 成文时间 发文日期 发文时间 生成日期 生成时间 产生日期 产生时间 制定日期 制发日期 签发日期 印发日期 印发时间",
    "发布日期 发布时间 公开日期 公开时间 公布日期 公布时间 更新日期 更新时间 信息日期 日期 时间",
    "有效性 是否有效 时效性 时效 效力状态 效力级别 文件状态 有效状态 有效期 有效期限",
    "施行日期 实施日期 生效日期 生效时间 失效日期 失效时间 废止日期",
    "公开方式 公开范围 公开程序 公开时限 公开属性 公开形式 公开目录 公开依据 依据 载体类型 记录形式 存放位置 内容概述 概述 摘要",
    "浏览次数 浏览量 访问次数 访问量 点击数 点击量 点击率 点击次数 阅读次数 阅读量 阅读",
)
_BLANKS = re.compile(r"\s+")
_PAIR = re.compile(
    "(?<![\u4e00-\u9fff])("
    + "|".join(sorted(map(re.escape, LABELS), key=len, reverse=True))
    + r")\s*[:：]\s*"
)
_FRAMED = re.compile(r"^[\[【〔(（]?(.{2,12}?)[\]】〕)）]?\s*[:：]?$", re.S)
_MOST = 300
_LETTERS_APART = re.compile(
    r"(?<=[\u4e00-\u9fff])[ \u00a0\u3000]+(?=[\u4e00-\u9fff][ \u00a0\u3000]*[\u4e00-\u9fff]?\s*[:：])"
)


def label_of(text: str) -> str | None:
    """A label with its letters set together (索 引 号: is 索引号), or None for other text."""
    if len(text) > 24:
        return None
    found = _FRAMED.match(_BLANKS.sub("", text))
    return found[1] if found and found[1] in LABELS else None


def pairs_of_line(text: str) -> Iterator[tuple[str, str]]:
    """The labels and values in one line such as 发布日期:2017-03-14 来源:…"""
    if len(text) > _MOST or (":" not in text and "：" not in text):
        return
    text = _LETTERS_APART.sub("", text)
    found = list(_PAIR.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    for match, end in zip(found, ends, strict=False):
        value = text[match.end() : end].strip(" \u00a0\u3000|｜[]【】")
        yield match[1], value


def is_information(lines: Sequence[Line]) -> bool:
    """Whether lines are the page's own words about the document: two labels or more."""
    return sum(1 for line in lines for _ in pairs_of_line(line.text)) >= 2


def pairs_of_table(table: etree._Element) -> list[tuple[str, str]]:
    """The labels and values of a table that holds two labels or more, else nothing."""
    pairs: list[tuple[str, str]] = []
    for row in rows_of(table):
        label: str | None = None
        for cell in cells_of(row):
            text = "".join(map(str, cell.itertext())).strip() if len(pairs) < _MOST else ""
            if label is not None:
                pairs.append((label, _BLANKS.sub(" ", text)))
                label = None
            elif (label := label_of(text)) is None:
                pairs += pairs_of_line(text)
    return pairs if len(pairs) >= 2 else []


def pairs_of_list(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """The labels and values of lines where a label stands alone and its value follows."""
    pairs: list[tuple[str, str]] = []
    label: str | None = None
    for line in lines:
        found = label_of(line.text)
        if found is None and label is not None:
            pairs.append((label, line.text))
        elif found is None:
            pairs += pairs_of_line(line.text)
        label = found
    return pairs


def first_values(pairs: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """Each label with its first value that is not blank."""
    values: dict[str, str] = {}
    for label, value in pairs:
        if value and label not in values:
            values[label] = value
    return values
