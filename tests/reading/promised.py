"""What a sentence of our own promises, told in short."""

from dataclasses import dataclass

from luoshi.reading import frame, outline, promised, sources
from luoshi.reading.model import Deadline, Promise, Target
from luoshi.reading.stretches import Stretch
from luoshi.reading.targets import prose


def quantities(text: str, *, due: str | None = None, today: int = 2021, subject: str = "") -> list[Target]:
    """The targets of one paragraph that stands in a document of 2021."""
    return list(prose.targets(Stretch(text, 0, "1", due, today, subject)))


def told(text: str, **standing: str) -> list[tuple[str, float, str]]:
    """Indicator, value and unit of each target of a paragraph."""
    return [(target.indicator, target.value, target.unit) for target in quantities(text, **standing)]


@dataclass(frozen=True)
class Document:
    """A whole document of ours with what is read from it."""

    text: str
    targets: tuple[Target, ...]
    promises: tuple[Promise, ...]
    deadlines: tuple[Deadline, ...]
    titles: dict[str, str]


def document(body: str, *, format: str = "txt") -> Document:
    """Read a plan that is issued on 6 April 2021; `body` follows its title."""
    head = "示例市人民政府文件\n示例市制造业发展规划\n示政发〔2021〕12号\n各县区人民政府：\n"
    text = body if format == "html" else f"{head}{body}\n示例市人民政府\n2021年4月6日\n"
    return whole(text.encode())


def whole(content: bytes) -> Document:
    """Read any bytes."""
    source = sources.load(content)
    found = frame.find_frame(source)
    nodes = outline.build(source, found)
    read = promised.find(source, found, nodes)
    return Document(
        source.text,
        read.targets,
        read.promises,
        read.deadlines,
        {node.id: node.title for node in nodes},
    )
