"""A document on one line: its head and its signature are found as if they had lines of their own (不分行)."""

import pytest

from tests.reading.plans import read_text

NOTICE = (
    "临江市人民政府办公室关于印发临江市节水行动方案的通知 临政办发〔2023〕11号 各县区人民政府，市直各部门："
    "《临江市节水行动方案》已经市政府同意，现印发给你们，请遵照执行。 临江市人民政府办公室 2023年4月5日 "
    "临江市节水行动方案 为推进节水，制定本方案。一、总体要求。到2025年，万元产值用水量下降10%。"
    "二、重点任务。（一）农业节水。推广滴灌。（市水利局负责）（二）工业节水。实施改造。（市工信局负责）"
)
OPINION = (
    "临江市人民政府关于加强节水工作的意见各县区人民政府：为推进节水，提出以下意见。一、目标。抓好节水。"
    "二、措施。抓好落实。临江市人民政府2023年4月5日"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NOTICE, ("临江市节水行动方案", "临政办发〔2023〕11号", "临江市人民政府办公室", "2023-04-05")),
        (OPINION, ("临江市人民政府关于加强节水工作的意见", None, "临江市人民政府", "2023-04-05")),
    ],
)
def test_title_number_issuer_and_date_are_found_in_one_line(text, expected):
    frame = read_text(text).frame
    fields = (frame.title, frame.number, frame.issuer, frame.issued_on)
    assert tuple(field.text if field else None for field in fields) == expected


def test_the_headings_of_one_line_keep_their_places():
    assert [(node.id, node.title) for node in read_text(NOTICE).outline] == [
        ("1", "总体要求"), ("2", "重点任务"), ("2.1", "农业节水"), ("2.2", "工业节水"),
    ]  # fmt: skip


def test_a_sentence_on_one_line_is_no_document():
    assert read_text("关于印发方案的通知 已经发出。").frame.issuer is None
