"""Small plans for tests of the whole reader, put together from their parts."""

from luoshi.reading.model import Reading
from luoshi.reading.reader import read


def read_text(text: str, **options) -> Reading:
    """Read a document given as text."""
    return read(text.encode(), **options)


def plan(*parts: str, title: str = "临江市制造业提升行动方案") -> str:
    """A notice-free plan: a title, an opening, the given parts."""
    return "\n".join((title, "", "为推动全市制造业高质量发展,制定本方案。", "", *parts))


GOALS = "一、总体要求\n(一)主要目标\n到2025年,全市研发经费投入强度达到2.5%以上,建成10家智能工厂。"


def tasks(*clauses: str) -> str:
    """Tasks (一), (二) … under 二、主要任务, each closed by its own clause of responsibilities."""
    numbers = "一二三四五六七八九"
    names = ("建设智能工厂", "培育中小企业", "推进绿色改造", "拓展对外合作", "强化人才支撑")
    lines = [
        f"({numbers[at]}){names[at]}。围绕重点环节组织实施。{clause}" for at, clause in enumerate(clauses)
    ]
    return "\n".join(("二、主要任务", *lines))
