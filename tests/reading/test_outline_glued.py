"""Pages that lost their line feeds: headings inside a line, each with its own matter (断行丢失)."""

from luoshi.reading.frame import find_frame
from luoshi.reading.model import Source
from luoshi.reading.outline import build
from luoshi.reading.passages import passages
from tests.reading.pages import MATTER, fields, page, tree

HEAD = ("云川市人民政府关于优化服务的意见云政发〔2020〕24号", "各县区人民政府：为优化服务，提出如下意见。")


def glued(*lines: str) -> Source:
    return page(*HEAD, *lines, MATTER + "云川市人民政府2020年7月15日")


def test_the_number_glued_to_a_title_is_told_from_it() -> None:
    found = fields(find_frame(glued("一、总体要求", MATTER)))
    assert (found["title"], found["number"]) == ("云川市人民政府关于优化服务的意见", "云政发〔2020〕24号")
    assert (found["issuer"], found["issued_on"]) == ("云川市人民政府", "2020-07-15")


def test_headings_in_sequence_inside_a_line_are_found() -> None:
    assert tree(
        glued(
            f"一、要求（一）思想。{MATTER}（二）目标。{MATTER}",
            f"二、任务。{MATTER}1.延链。{MATTER}2.补链。{MATTER}",
        )
    ) == [
        "1 1 一、 要求",
        "1.1 2 （一） 思想",
        "1.2 2 （二） 目标",
        "2 1 二、 任务",
        "2.1 3 1. 延链",
        "2.2 3 2. 补链",
    ]


def test_a_list_inside_a_sentence_and_a_lone_number_stay_in_the_line() -> None:
    assert tree(glued(f"一、要求。包括：1.平台；2.企业。{MATTER}其中，见附表。3.略。")) == ["1 1 一、 要求"]


def test_a_document_with_its_line_feeds_keeps_its_lines() -> None:
    source = page("云川市产业发展行动方案", f"一、要求。{MATTER}1.延链。{MATTER}2.补链。{MATTER}")
    assert tree(source) == ["1 1 一、 要求"]


def test_each_heading_inside_a_line_has_a_passage_of_its_own() -> None:
    source = glued("一、任务。甲乙。1.延链。丙丁。2.补链。戊己。")
    frame = find_frame(source)
    found = [
        (passage.section, passage.text) for passage in passages(source, frame.body, build(source, frame))
    ]
    assert found == [
        (None, "为优化服务，提出如下意见。"),
        ("1", "甲乙。"),
        ("1.1", "丙丁。"),
        ("1.2", "戊己。"),
        ("1.2", MATTER),
    ]
