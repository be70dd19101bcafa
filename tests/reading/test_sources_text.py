"""Plain text: encodings, characters, broken lines, page numbers, tables in lines."""

import re

import pytest

from luoshi.reading.errors import Unreadable
from luoshi.reading.sources import load
from luoshi.reading.sources.encodings import decode
from tests.shared import shared_file

PROSE = "围绕重点产业链补短板强弱项，推动企业加大技术改造力度，鼓励上下游协同创新，健全项目调度机制，完善公共服务平台。"


def lines(content):
    return load(content).text.split("\n")


def codes(source):
    return {warning.code: warning.values["count"] for warning in source.warnings}


def wrapped(text, indent=""):
    """A paragraph as a page breaks it: 54 columns a line, numbers and Latin words whole."""
    rows = [indent]
    for token in re.findall(r"[!-~]+|.", text):
        if len((rows[-1] + token).encode("gb18030")) > 54:
            rows.append("")
        rows[-1] += token
    return [rows[0].rstrip(" "), *(row.strip(" ") for row in rows[1:])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_a_text_reads_the_same_in_every_encoding(encoding):
    text = f"某市工业发展规划\n一、总体要求\n{PROSE}"
    assert load(text.encode(encoding)).text == text


def test_a_text_with_rare_characters_reads_as_gb18030():
    text = f"{PROSE}推进䶮镇、㵲阳河与𠮷字片区建设"
    assert load(text.encode("gb18030")).text == text


def test_a_short_chinese_text_in_gb18030_is_not_taken_for_latin():
    content = "通知".encode("gb18030")
    assert decode(content).text == "通知"


def test_a_text_cut_in_the_middle_of_a_character_is_read_with_a_warning():
    source = load((PROSE * 3).encode()[:-1])
    assert source.text.startswith(PROSE)
    assert codes(source)["undecodable_bytes"] == 1


def test_a_gb18030_text_with_one_broken_byte_is_read():
    content = (PROSE * 4).encode("gb18030") + b"\xff" + PROSE.encode("gb18030")
    assert load(content).text.count("补短板") == 5


@pytest.mark.parametrize(
    "content", [bytes(range(256)) * 8, b"\x00\x01\x02\x03" * 50, b"\x93\xfa\x81\xff" * 99]
)
def test_bytes_that_are_no_text_are_refused(content):
    with pytest.raises(Unreadable) as refusal:
        load(content)
    assert refusal.value.code == "not_text"


def test_utf_16_rubbish_is_refused():
    with pytest.raises(Unreadable, match="not_text"):
        load(b"\xff\xfe" + b"\x01\x00" * 40)


@pytest.mark.parametrize("content", [b"", b" \n\t ", b"\xef\xbb\xbf", "\u3000\u200b\n".encode()])
def test_a_file_of_blanks_is_empty(content):
    with pytest.raises(Unreadable) as refusal:
        load(content)
    assert refusal.value.code == "empty"


def test_indents_and_blank_lines_go_and_inner_blanks_stay():
    assert lines("\u3000\u3000一、总体要求\r\n\r\n\u00a0\u00a0(一)指导 思想\u3000\r标 题".encode()) == [
        "一、总体要求",
        "(一)指导 思想",
        "标 题",
    ]


def test_what_cannot_be_seen_is_dropped_and_counted():
    source = load("总\u200b体\ufeff要\u00ad求\x00\n\u200e\n完".encode())
    assert source.text == "总体要求\n完"
    assert codes(source)["dropped_characters"] == 5


def test_full_width_and_half_width_characters_stay_as_printed():
    text = "（一）目标：到２０２５年,达到50％(含)；《规划》〈要点〉"
    assert load(text.encode()).text == text


def test_lines_of_every_length_are_paragraphs():
    text = "\n".join(["一、目标", PROSE * 3, "二、任务", PROSE, "三、保障", PROSE * 2] * 4)
    assert load(text.encode()).text == text


def test_lines_that_a_page_broke_are_joined():
    body = ["一、总体要求", *wrapped(PROSE * 4), "二、重点任务", *wrapped(PROSE * 3)]
    source = load("\n".join(body).encode())
    assert source.text.split("\n") == ["一、总体要求", PROSE * 4, "二、重点任务", PROSE * 3]
    assert codes(source)["unwrapped_lines"] == len(body) - 4


def test_an_indent_opens_a_paragraph_even_after_a_full_line():
    full = (PROSE * 2)[:52] + "成效。"[:2]
    paragraphs = [full[:25] + full[25:52], PROSE * 3, PROSE * 2, PROSE * 4]
    body = [line for text in paragraphs for line in wrapped(text, indent="\u3000\u3000")]
    assert load("\n".join(body).encode()).text.split("\n") == paragraphs


@pytest.mark.parametrize(
    "opening",
    [
        "二、重点任务",
        "（二）主要目标",
        "第二章 重点任务",
        "第三节 产业布局",
        "2.3.1 制造业提质增效",
        "专栏1 重点工程",
    ],
)
def test_a_heading_opens_a_paragraph_after_a_full_line(opening):
    body = [*wrapped(PROSE * 4)[:-1], opening, *wrapped(PROSE * 3)]
    assert any(line.startswith(opening) for line in lines("\n".join(body).encode()))


@pytest.mark.parametrize(
    "opening",
    ["1.推进改造", "（1）推进改造", "①推进改造", "——推进改造", "牵头单位：市工信局", "附件：名单", "●推进"],
)
def test_an_item_opens_a_paragraph_after_a_finished_full_line(opening):
    finished = PROSE[:26] + "。"
    body = [*wrapped(PROSE * 3)[:-1], finished, opening, *wrapped(PROSE * 3)]
    assert any(line.startswith(opening) for line in lines("\n".join(body).encode()))


def test_a_number_at_the_start_of_a_line_goes_on_a_sentence():
    start = "围绕重点产业链补短板强弱项，推动企业加大技术改造力度达到"[-27:]
    body = [*wrapped(PROSE * 3)[:-1], start, "4.5%左右，" + PROSE[:20], *wrapped(PROSE * 2)]
    assert "力度达到4.5%左右" in load("\n".join(body).encode()).text


def test_two_heading_lines_stay_two():
    body = ["五、推动产业结构优化升级加快释放发展新的动能", "5.2 促进重点产业集群发展", *wrapped(PROSE * 5)]
    assert lines("\n".join(body).encode())[:2] == body[:2]


def test_blanks_that_a_pdf_put_between_scripts_go():
    text = PROSE[:40] + "到 2025 年，实现产值 300 亿元，建成 5G 基站 800 个，" + PROSE
    source = load("\n".join(["2.3 发展目标", *wrapped(text * 3), "1 指年末数"]).encode())
    assert "到2025年，实现产值300亿元，建成5G基站800个" in source.text
    assert source.text.startswith("2.3 发展目标")
    assert source.text.endswith("1 指年末数")
    assert codes(source)["dropped_blanks"] >= 18


def test_words_of_a_latin_name_keep_their_blank_when_lines_are_joined():
    body = [
        *wrapped(PROSE * 3)[:-1],
        PROSE[:20] + "National Park",
        "Service 体系，" + PROSE[:10],
        *wrapped(PROSE * 3),
    ]
    assert "National Park Service" in load("\n".join(body).encode()).text


def test_numbers_of_pages_are_taken_out():
    pages = [[*wrapped(PROSE * 12)[:20], f"— {page} —"] for page in range(3, 7)]
    source = load("\n".join(line for page in pages for line in page).encode())
    assert "—" not in source.text
    assert codes(source)["dropped_page_numbers"] == 4


def test_lone_numbers_a_page_apart_are_page_numbers():
    body = [line for page in range(11, 15) for line in [*wrapped(PROSE * 12)[:22], str(page)]]
    source = load("\n".join(body).encode())
    assert not any(character.isdigit() for character in source.text)


def test_running_heads_beside_page_numbers_are_taken_out():
    rows = wrapped(PROSE * 44)
    body = [line for n in range(1, 5) for line in ["某市规划纲要", *rows[22 * n - 22 : 22 * n], f"第 {n} 页"]]
    source = load("\n".join(body).encode())
    assert source.text.count("某市规划纲要") == 1  # the first has no page number before it
    assert codes(source)["dropped_page_lines"] == 3


def test_page_numbers_glued_to_a_line_are_cut_off():
    body = wrapped(PROSE * 40)
    for number, at in enumerate(range(10, 80, 23), 12):
        body[at] = f"{number}{body[at]}"
    source = load("\n".join(body).encode())
    assert source.text == PROSE * 40
    assert codes(source)["dropped_page_numbers"] == 4


def test_dates_at_the_start_of_lines_are_no_page_numbers():
    body = wrapped(PROSE * 40)
    for number, at in enumerate(range(10, 80, 23), 9):
        body[at] = f"{number}月底前" + body[at][: 27 - len(f"{number}月底前")]
    assert "月底前" in load("\n".join(body).encode()).text
    assert all(f"{number}月底前" in load("\n".join(body).encode()).text for number in range(9, 13))


def test_a_subscript_on_a_line_of_its_own_goes_back_to_its_letters():
    body = [
        *wrapped(PROSE * 3)[:-1],
        (PROSE + PROSE)[:22] + "PM 等六",
        "2.5",
        "项指标达标，" + PROSE[:21],
        *wrapped(PROSE),
    ]
    assert "PM2.5等六项指标达标" in load("\n".join(body).encode()).text


def test_lines_of_a_broken_table_stay_lines():
    rows = ["1 工业增加值增速 % 预期性 - 7左右", "2 研发投入强度 % 预期性 - 2.5", "3 绿地率 % 约束性 - 40"]
    body = [*wrapped(PROSE * 4), *rows, *wrapped(PROSE * 4)]
    assert lines("\n".join(body).encode())[1:4] == rows


@pytest.mark.parametrize(
    "rows",
    [
        "序号\t任务\t牵头单位\n1\t建设园区\t市工信局\n2\t\t市商务局",
        "| 序号 | 任务 | 牵头单位 |\n|---|---|---|\n| 1 | 建设园区 | 市工信局 |\n| 2 |  | 市商务局 |",
    ],
)
def test_lines_with_separators_are_a_table(rows):
    source = load(f"一、任务分工\n{rows}\n二、保障".encode())
    (table,) = source.tables
    assert [(cell.row, cell.column, cell.text) for cell in table.cells] == [
        (0, 0, "序号"), (0, 1, "任务"), (0, 2, "牵头单位"),
        (1, 0, "1"), (1, 1, "建设园区"), (1, 2, "市工信局"),
        (2, 0, "2"), (2, 1, ""), (2, 2, "市商务局"),
    ]  # fmt: skip


def test_columns_set_with_blanks_are_a_table_from_three_rows_on():
    rows = ["指标    单位    目标", "增加值    亿元    300", "企业数    户    60"]
    assert len(load("\n".join(["一、目标", *rows, "二、任务"]).encode()).tables) == 1
    assert load("\n".join(["一、目标", *rows[:2], "二、任务"]).encode()).tables == ()


def test_labels_with_a_tab_are_no_table():
    text = "牵头单位：\t市工信局\n配合单位：\t市财政局、市科技局"
    assert load(text.encode()).tables == ()


@pytest.mark.parametrize("name", ["ge01_shuangsuiji", "ge39_jiuye"])
def test_a_page_and_its_text_read_the_same(name):
    page, text = (shared_file(f"reading/examples/text/{name}.{kind}") for kind in ("html", "txt"))
    assert load(page.read_bytes()).text == load(text.read_bytes()).text
