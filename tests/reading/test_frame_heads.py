"""Titles that are set in pieces, and dates that are set apart (标题分行、封面日期、网页日期)."""

import pytest

from luoshi.reading.frame.dates import month
from tests.reading.pages import MATTER, fields, frame_of

CHAPTERS = ("一、目标", MATTER, "二、任务", MATTER)


def test_a_title_cut_before_its_years_goes_on_behind_them() -> None:
    frame = frame_of(
        "云川省人民政府关于河谷产业带发展规划", "（2022—2030年）的批复", "云川市人民政府：", *CHAPTERS
    )
    assert fields(frame)["title"] == "云川省人民政府关于河谷产业带发展规划（2022—2030年）的批复"


@pytest.mark.parametrize("word", ["通知", "通　知", "通　　知", "通 知"])
def test_the_last_word_of_a_title_may_be_set_wide(word: str) -> None:
    frame = frame_of(
        f"云川市商务局关于印发《云川市商贸行动方案》的{word}",
        "各县区商务局：",
        "现将《云川市商贸行动方案》印发给你们，请认真组织实施。",
        "云川市商务局",
        "2022年3月8日",
        "云川市商贸行动方案",
        *CHAPTERS,
    )
    assert fields(frame)["title"] == "云川市商贸行动方案"


def test_a_notices_title_goes_on_behind_the_name_of_a_report() -> None:
    frame = frame_of(
        "云川市人民政府办公室",
        "关于印发2022年《政府工作报告》",
        "重点工作责任分工方案的通知",
        "各县区人民政府：",
        "现将《2022年〈政府工作报告〉重点工作责任分工方案》印发给你们，请认真组织实施。",
        "云川市人民政府办公室",
        "2022年3月8日",
        "2022年《政府工作报告》重点工作责任分工方案",
        *CHAPTERS,
    )
    assert fields(frame)["title"] == "2022年《政府工作报告》重点工作责任分工方案"


def test_bodies_that_issue_together_stand_in_two_lines_above_about() -> None:
    frame = frame_of(
        "云川市商务局　云川市财政局", "云川市民政局　云川市教育局", "关于促进消费的通知", *CHAPTERS
    )
    assert fields(frame)["title"] == "云川市商务局　云川市财政局云川市民政局　云川市教育局关于促进消费的通知"


def test_a_sites_name_above_the_issuer_is_no_part_of_the_title() -> None:
    frame = frame_of("云川市人民政府", "云川市人民政府办公室", "关于促进消费的通知", *CHAPTERS)
    assert fields(frame)["title"] == "云川市人民政府办公室关于促进消费的通知"


def test_a_government_above_its_own_department_is_no_joint_issuer() -> None:
    frame = frame_of("云川市人民政府", "云川市商务局", "关于促进消费的通知", *CHAPTERS)
    assert fields(frame)["title"] == "云川市商务局关于促进消费的通知"


def test_a_short_last_line_of_a_title_is_joined() -> None:
    frame = frame_of("云川市氢能装备产业发展", "", "规划", *CHAPTERS)
    assert fields(frame)["title"] == "云川市氢能装备产业发展规划"


@pytest.mark.parametrize(
    ("printed", "read"),
    [("2021年9月", "2021-09"), ("二〇二一年十一月", "2021-11"), ("2021年13月", None), ("2021年", None)],
)
def test_a_month(printed: str, read: str | None) -> None:
    assert month(printed) == read


def test_a_month_under_a_bodys_name_on_the_cover_is_the_date_of_issue() -> None:
    frame = frame_of("云川市工业发展规划", "云川市人民政府", "2021年9月", *CHAPTERS)
    assert fields(frame)["issued_on"] == "2021-09"


def test_a_month_alone_on_the_cover_is_no_date_of_issue() -> None:
    assert fields(frame_of("云川市工业发展规划", "2021年9月", *CHAPTERS))["issued_on"] is None


def test_a_date_under_its_label_is_read_where_the_table_was_lost() -> None:
    frame = frame_of("公开日期", "2023-02-06", "云川市工业发展规划", *CHAPTERS)
    assert fields(frame) | {"published_on": "2023-02-06", "title": "云川市工业发展规划"} == fields(frame)


def test_words_that_are_no_date_under_a_label_of_dates_are_not_taken_for_one() -> None:
    assert fields(frame_of("公开日期", "云川市工业发展规划", *CHAPTERS))["published_on"] is None


def test_a_date_beside_the_source_of_a_page_is_its_date() -> None:
    frame = frame_of("云川市工业发展规划", "2023-02-06 来源：云川市商务局", *CHAPTERS)
    assert fields(frame)["published_on"] == "2023-02-06"


def test_a_text_that_is_one_single_line_begins_with_its_title() -> None:
    frame = frame_of(
        f"云川市氢能产业行动方案 为推动产业发展，制定本方案。一、目标。{MATTER}二、任务。{MATTER}"
    )
    assert fields(frame)["title"] == "云川市氢能产业行动方案"


def test_a_single_line_without_a_title_has_none() -> None:
    assert fields(frame_of(MATTER))["title"] is None


def test_a_number_in_brackets_under_the_title_ends_no_title() -> None:
    frame = frame_of(
        "云川市人民政府关于加快推进种业发展的意见", "（云政发〔2022〕15号）", "各县区人民政府：", *CHAPTERS
    )
    assert fields(frame)["title"] == "云川市人民政府关于加快推进种业发展的意见"
    assert fields(frame)["number"] == "云政发〔2022〕15号"


@pytest.mark.parametrize("title", ["云川县2025年重点任务分解", "云川县推进文旅融合的实施路径"])
def test_the_first_line_of_a_plain_text_is_its_title_whatever_its_kind(title: str) -> None:
    assert fields(frame_of(title, *CHAPTERS))["title"] == title


@pytest.mark.parametrize("line", ["云川县发展和改革委员会", "总体要求", "首页 > 政务公开 > 规划计划"])
def test_a_bodys_name_a_heading_or_a_path_is_no_title(line: str) -> None:
    assert fields(frame_of(line, *CHAPTERS))["title"] is None


def test_a_number_glued_to_the_letterhead_is_read_alone() -> None:
    frame = frame_of(
        "云川市人民政府文件云政发〔2022〕11号",
        "云川市人民政府关于促进消费的意见",
        "各县区人民政府：",
        *CHAPTERS,
    )
    assert fields(frame)["number"] == "云政发〔2022〕11号"
