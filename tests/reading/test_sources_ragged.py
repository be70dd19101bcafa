"""Text from a page whose lines are of uneven width: the paragraphs come back (参差断行)."""

import random

import pytest

from luoshi.reading import sources
from luoshi.reading.sources.normal import width
from luoshi.reading.sources.ragged import ragged

PARAGRAPHS = (
    "为推动全市制造业高质量发展，加快建设现代产业体系，结合工作实际，经市政府同意，制定本行动方案，请认真抓好落实。",
    "一、总体要求",
    "坚持市场主导和政府引导相结合，坚持存量提升和增量引进相结合，到2025年，全市规模以上工业企业达到800家，"
    "高新技术企业达到300家，工业增加值占生产总值的比重达到35%左右。",
    "二、重点任务",
    "（一）实施技术改造。支持企业更新设备、改进工艺，每年组织实施重点技术改造项目100个以上，完成投资不少于80亿元，"
    "推动传统产业向价值链中高端迈进。（市工业和信息化局牵头，市发展改革委、市财政局按职责分工负责）",
    "（二）培育优质企业。建立梯度培育库，对入库企业实行动态管理，累计培育专精特新中小企业150家，"
    "让更多企业在细分领域做精做专。（市工业和信息化局负责）",
    "牵头单位：市商务局",
    "配合单位：市发展改革委、市科学技术局、市自然资源和规划局、市生态环境局、市市场监督管理局，各县（市、区）人民政府",
    "三、保障措施",
    "各地各部门要加强统筹协调，细化工作举措，压实工作责任，形成上下联动、齐抓共管的工作格局，确保各项任务落到实处。",
)


def broken(indent: str, seed: int, jitter: int) -> str:
    """The paragraphs as a page breaks them: lines of 44 to 56 columns."""
    chance = random.Random(seed)
    lines = []
    for paragraph in PARAGRAPHS:
        line, room = indent, 56 - chance.randint(0, jitter)
        for character in paragraph:
            if width(line + character) > room and character not in "，。；：、）":
                lines.append(line)
                line, room = "", 56 - chance.randint(0, jitter)
            line += character
        lines.append(line)
    return "临江市制造业提升行动方案\n" + "\n".join(lines)


@pytest.mark.parametrize("seed", range(5))
def test_an_indent_shows_where_a_paragraph_begins(seed):
    read = sources.load(broken("    ", seed, 12).encode()).text.split("\n")
    assert read[1:] == list(PARAGRAPHS)


@pytest.mark.parametrize("seed", range(5))
def test_without_indents_a_paragraph_ends_where_a_sentence_does(seed):
    read = sources.load(broken("", seed, 8).encode()).text
    assert read.replace("\n", "") == "临江市制造业提升行动方案" + "".join(PARAGRAPHS)
    lines = read.split("\n")
    assert {"一、总体要求", "二、重点任务", "三、保障措施", "牵头单位：市商务局"} <= set(lines)
    assert sum(one in lines for one in PARAGRAPHS) >= len(PARAGRAPHS) - 2


def test_a_signature_is_no_continuation_of_the_sentence_above():
    signed = "\n临江市人民政府办公室\n2024年3月5日\n"
    read = sources.load((broken("    ", 1, 12) + signed).encode()).text
    assert read.endswith("\n临江市人民政府办公室\n2024年3月5日")


def test_paragraphs_that_no_page_broke_stay():
    text = "\n".join(("标题", *PARAGRAPHS, *PARAGRAPHS))
    lines = text.split("\n")
    assert ragged(lines, [False] * len(lines)) is None
    assert sources.load(text.encode()).text == text


def test_rows_of_a_table_are_no_broken_lines():
    rows = [f"{at} 某某指标的名称较长一些并且没有停顿 % {at}.5 {at + 9} 预期性" for at in range(10, 40)]
    assert ragged(rows, [False] * len(rows)) is None


def read_lines(*lines: str) -> list[str]:
    """The last lines of a text that a page broke, ended by these."""
    return sources.load((broken("    ", 3, 10) + "\n" + "\n".join(lines)).encode()).text.split("\n")[
        -len(lines) :
    ]


def test_a_sentence_that_ends_where_a_line_does_goes_on_in_the_next():
    full = "    各部门要加强统筹协调、密切配合，确保各项任务落到实处。"
    assert read_lines(full, "对工作不力的，按照有关规定予以通报，并督促限期整改到位。")[-1] == (
        full.strip() + "对工作不力的，按照有关规定予以通报，并督促限期整改到位。"
    )


def test_a_number_behind_a_bracket_opens_an_item():
    lines = ("    1.推进项目建设，做好要素保障。（市发展改革委、市自然资源和规划局）", "2.推进招商引资。")
    assert read_lines(*lines) == [lines[0].strip(), lines[1]]


def test_a_label_behind_a_full_line_opens_a_paragraph():
    text = "一、重点任务\n" + "\n".join(
        (
            "各地要加强统筹协调、密切配合，把各项任务落到实处，",
            "确保取得实效，让群众得到更多获得感、幸福感和安全感。",
        )
        * 8
    )
    lines = sources.load((text + "\n牵头单位：市商务局，配合单位：市财政局").encode()).text.split("\n")
    assert lines[-1] == "牵头单位：市商务局，配合单位：市财政局"
