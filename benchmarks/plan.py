"""A plan of about a hundred pages in the words of the genre (规划), made the same every time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle

TITLE = "某市推动产业高质量发展五年实施方案"
CHAPTERS = (
    "总体要求",
    "构建现代产业体系",
    "提升创新能力",
    "扩大有效投资",
    "优化空间布局",
    "推动绿色转型",
    "深化改革开放",
    "强化保障措施",
)
FIELDS = (
    "装备制造",
    "电子信息",
    "新型材料",
    "生物医药",
    "绿色食品",
    "现代物流",
    "数字服务",
    "节能环保",
    "文化创意",
)
DEEDS = ("夯实发展基础", "培育骨干企业", "延伸产业链条", "建设公共平台", "推进项目落地", "完善服务机制")
AGENCIES = (
    "市发改委",
    "市工信局",
    "市科技局",
    "市财政局",
    "市商务局",
    "市自然资源局",
    "市生态环境局",
    "市人社局",
)
SENTENCES = (
    "坚持把{field}作为主攻方向，统筹存量提升和增量培育，推动要素向优势领域集聚",
    "围绕{field}的关键环节，实施一批补短板、锻长板的重点项目，形成上下游衔接、大中小配套的发展格局",
    "完善项目调度、要素保障和问题销号机制，及时协调解决推进中的困难",
    "到2027年，{field}产业增加值达到{number}亿元以上",
    "加快标准厂房、检验检测、仓储物流等配套设施建设，提升园区承载能力和专业化服务水平",
    "鼓励金融机构创新信贷产品，引导社会资本参与产业基金，降低企业融资成本",
    "推动{field}企业开展数字化改造，支持建设智能车间和智能工厂，推广新技术、新工艺、新装备",
    "健全产学研用协同机制，引导企业牵头组建创新联合体，推动科技成果就地转化",
    "培育{field}领域专精特新企业{count}户",
    "深化与周边地区的产业协作，积极承接产业转移，促进资源共享、市场互通、优势互补",
    "严格落实安全生产和生态环境保护责任，坚决防止低水平重复建设",
    "加强{field}人才引进和技能培训，完善评价激励办法，营造尊重劳动、尊重创造的良好氛围",
    "优化政务服务流程，推进事项集成办理，切实减轻企业负担",
    "强化质量基础，支持企业参与标准制定，提升{field}产品的品质和市场影响力",
)
SENTENCES_A_PARAGRAPH = 5


@dataclass(frozen=True)
class Block:
    """A paragraph with its level in the list of numbers (0 for none), or a table."""

    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = field(default=())


def blocks() -> Iterator[Block]:
    """The plan, block by block."""
    sentences = cycle(SENTENCES)
    number = 0
    for chapter, name in enumerate(CHAPTERS):
        yield Block(name, 1)
        for section, topic in enumerate(FIELDS):
            yield Block(f"做强{topic}产业", 2)
            for deed in DEEDS[: 3 + (chapter + section) % 3]:
                number += 1
                yield Block(f"{deed}。{paragraph(sentences, topic, number)}", 3)
            lead, *support = AGENCIES[section % 5 :][:4]
            yield Block(f"（牵头单位：{lead}；配合单位：{'、'.join(support)}）")
        yield Block(rows=tuple(assignment_rows(chapter)))


def paragraph(sentences: Iterator[str], topic: str, number: int) -> str:
    """A few sentences about one field of industry."""
    figures = {"number": 50 + number * 3, "rate": 3 + number % 9, "count": 2 + number % 17}
    return "".join(
        next(sentences).format(field=topic, **figures) + "。" for _ in range(SENTENCES_A_PARAGRAPH)
    )


def assignment_rows(chapter: int) -> Iterator[tuple[str, ...]]:
    """A table of who does what by when (任务分工)."""
    yield "序号", "重点任务", "牵头单位", "配合单位", "完成时限"
    for place, topic in enumerate(FIELDS[: 4 + chapter % 4], 1):
        lead, support = AGENCIES[place % 8], AGENCIES[(place + 3) % 8]
        yield (
            str(place),
            f"编制{topic}项目清单并按季度更新",
            lead,
            f"{support}、各县区",
            f"{2024 + place % 4}年12月底前",
        )


CHINESE = "一二三四五六七八九十"


def labelled() -> Iterator[tuple[str, Block]]:
    """Each block with the number that is printed before it."""
    counts = [0, 0, 0]
    for block in blocks():
        if block.level:
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (3 - block.level)
        yield _label(block.level, counts), block


def _label(level: int, counts: list[int]) -> str:
    return ("", f"{CHINESE[counts[0] - 1]}、", f"（{CHINESE[counts[1] - 1]}）", f"{counts[2]}.")[level]
