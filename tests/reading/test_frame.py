"""What stands around a plan: title, number, signer, dates, addressees, basis (公文要素)."""

import pytest

from luoshi.reading.frame import find_frame
from luoshi.reading.frame.dates import iso
from tests.reading.pages import MATTER, body_of, fields, frame_of, page

NOTICE = (
    "云川市人民政府办公室关于印发《云川市氢能产业行动方案》的通知",
    "云政办发〔2022〕8号",
    "各县区人民政府，市政府各部门：",
    "《云川市氢能产业行动方案》已经市政府第九次常务会议审议通过，现印发给你们，请认真组织实施。",
    "云川市人民政府办公室",
    "2022年3月8日",
)
PLAN = (
    "云川市氢能产业行动方案",
    "根据《云川省氢能产业规划》（云政发〔2021〕5号），制定本方案。",
    "一、目标",
    MATTER,
)


def test_a_notice_that_wraps_a_plan_gives_the_plans_title_and_its_own_number_signer_and_date() -> None:
    assert fields(frame_of(*NOTICE, *PLAN)) == {
        "title": "云川市氢能产业行动方案",
        "number": "云政办发〔2022〕8号",
        "issuer": "云川市人民政府办公室",
        "issued_on": "2022-03-08",
        "published_on": None,
    }


def test_the_body_of_a_wrapped_plan_begins_after_its_title() -> None:
    assert body_of(page(*NOTICE, *PLAN)) == "\n".join(PLAN[1:])


def test_approval_addressees_basis_and_parent_plan_are_quoted_from_their_places() -> None:
    source = page(*NOTICE, *PLAN)
    frame = find_frame(source)
    assert frame.approval
    assert frame.addressees
    assert frame.parent
    assert frame.approval.text == "已经市政府第九次常务会议审议通过"
    assert frame.addressees.text == "各县区人民政府，市政府各部门"
    assert [each.text for each in frame.basis] == ["《云川省氢能产业规划》（云政发〔2021〕5号）"]
    assert frame.parent.text == "云川省氢能产业规划"
    for quoted in (frame.approval, frame.addressees, *frame.basis):
        assert source.text[quoted.start : quoted.end] == quoted.text


def test_a_plan_that_carries_out_another_names_it_in_its_title() -> None:
    frame = frame_of(
        "云川市贯彻落实《云川省制造业规划》实施方案", "为推进制造业发展，制定本方案。", "一、目标", MATTER
    )
    assert frame.parent
    assert frame.parent.text == "云川省制造业规划"


@pytest.mark.parametrize(
    ("notice", "title"),
    [
        ("云川市人民政府关于印发《云川市“十四五”工业规划》的通知", "云川市“十四五”工业规划"),
        ("关于印发《云川市贯彻〈云川省工业纲要〉实施方案》的通知", "云川市贯彻《云川省工业纲要》实施方案"),
        ("云川市人民政府办公室印发《关于壮大县域工业的若干措施》的通知", "关于壮大县域工业的若干措施"),
        ("云川市人民政府办公室关于印发2023年工业工作要点的通知", "2023年工业工作要点"),
        (
            "关于转发市工信局《云川市技术改造行动计划（2022—2024年）》的通知",
            "云川市技术改造行动计划（2022—2024年）",
        ),
        ("《云川市三年行动计划（2023—2025年）》的通知", "云川市三年行动计划（2023—2025年）"),
        ("云川市人民政府关于公布工业龙头企业名单的通知", "云川市人民政府关于公布工业龙头企业名单的通知"),
        ("云川市人民政府关于开展质量提升行动的通知", "云川市人民政府关于开展质量提升行动的通知"),
    ],
)
def test_only_a_wrapping_notice_gives_way_to_what_it_carries(notice: str, title: str) -> None:
    frame = frame_of(
        notice, "各县区人民政府：", "现就有关事项通知如下，请结合实际认真抓好落实。", "一、目标", MATTER
    )
    assert frame.title
    assert frame.title.text == title


def test_a_carried_plan_without_a_title_line_begins_after_the_signature() -> None:
    source = page(*NOTICE, "2022年是关键之年，" + MATTER, "一、目标", MATTER)
    assert body_of(source).startswith("2022年是关键之年")


def test_a_title_on_two_lines_is_joined() -> None:
    frame = frame_of(
        "云川市人民政府关于加快培育优质企业",
        "推动工业经济提质增效的意见",
        "云政发〔2020〕3号",
        "各县区人民政府：",
        MATTER,
    )
    assert frame.title
    assert frame.title.text == "云川市人民政府关于加快培育优质企业推动工业经济提质增效的意见"


def test_a_second_title_line_that_begins_with_and_is_joined() -> None:
    frame = frame_of(
        "云川市国民经济和社会发展第十四个五年规划", "和二〇三五年远景目标纲要", "第一章 环境", MATTER
    )
    assert frame.title
    assert frame.title.text == "云川市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要"


def test_years_in_brackets_under_a_title_belong_to_it() -> None:
    frame = frame_of("云川市智能制造行动计划", "（2021—2023年）", "一、目标", MATTER)
    assert frame.title
    assert frame.title.text == "云川市智能制造行动计划（2021—2023年）"


def test_the_title_is_not_the_pages_navigation() -> None:
    frame = frame_of(
        "首页 > 政务公开 > 规划计划",
        "政府信息公开",
        "云川市人民政府关于支持工业发展的意见",
        "发布时间：2020-05-06 来源：市政府办公室",
        MATTER,
    )
    assert frame.title
    assert frame.title.text == "云川市人民政府关于支持工业发展的意见"


def test_a_body_on_the_line_above_about_belongs_to_the_title() -> None:
    frame = frame_of(
        "中共云川市委 云川市人民政府",
        "关于推进新型工业化的实施意见",
        "（2023年6月1日）",
        MATTER,
        "一、目标",
        MATTER,
    )
    assert fields(frame)["title"] == "中共云川市委 云川市人民政府关于推进新型工业化的实施意见"
    assert fields(frame)["issued_on"] == "2023-06-01"


def test_a_number_glued_to_the_title_is_cut_off() -> None:
    frame = frame_of(
        "云川市人民政府办公室关于优化服务的实施意见云政办发〔2020〕24号", "各县区人民政府：" + MATTER
    )
    assert fields(frame)["title"] == "云川市人民政府办公室关于优化服务的实施意见"
    assert fields(frame)["number"] == "云政办发〔2020〕24号"


def test_an_addressee_glued_to_the_matter_is_no_part_of_the_body() -> None:
    assert (
        body_of(page("云川市人民政府关于优化服务的意见", "各县区人民政府，市政府各部门：" + MATTER)) == MATTER
    )


def test_a_number_of_another_document_is_not_this_ones() -> None:
    frame = frame_of(
        "云川市工业发展规划",
        "根据《云川省工业规划》（云政发〔2021〕5号）精神，制定本规划。",
        "一、目标",
        MATTER,
    )
    assert frame.number is None


@pytest.mark.parametrize(
    "number", ["云政发[2017]18号", "云工信规字（2021）3号", "云政办函〔2020〕第5号", "云政规〔2024〕1号"]
)
def test_document_numbers_are_read_with_any_brackets(number: str) -> None:
    frame = frame_of("云川市人民政府关于优化服务的意见", number, "各县区人民政府：", MATTER)
    assert fields(frame)["number"] == number


def test_an_order_names_what_it_carries_in_its_first_sentence() -> None:
    source = page(
        "云川省人民政府令",
        "第310号",
        "《云川省促进工业发展办法》已经2023年2月3日省人民政府第12次常务会议通过，现予公布，自2023年4月1日起施行。",
        "省长 王某",
        "2023年2月10日",
        "云川省促进工业发展办法",
        "第一条 为了促进工业发展，制定本办法。",
    )
    assert fields(find_frame(source)) == {
        "title": "云川省促进工业发展办法",
        "number": "云川省人民政府令第310号",
        "issuer": "云川省人民政府",
        "issued_on": "2023-02-10",
        "published_on": None,
    }
    assert body_of(source) == "第一条 为了促进工业发展，制定本办法。"


def test_the_letterhead_names_the_issuer_where_nobody_signs() -> None:
    frame = frame_of(
        "云川市人民政府文件",
        "云政发〔2020〕3号",
        "云川市工业发展若干政策",
        "为支持工业发展，制定如下政策。",
        "一、目标",
        MATTER,
    )
    assert fields(frame)["issuer"] == "云川市人民政府"
    assert fields(frame)["issued_on"] is None


def test_joint_signers_are_all_named() -> None:
    frame = frame_of(
        "关于开展数字化转型试点的通知",
        "各县区工业和信息化局、财政局：",
        MATTER,
        "云川市工业和信息化局",
        "云川市财政局",
        "2022年3月1日",
    )
    assert fields(frame)["issuer"] == "云川市工业和信息化局、云川市财政局"


def test_a_signature_glued_to_the_last_paragraph_is_found_and_cut_off() -> None:
    source = page(
        "云川市人民政府办公室关于优化服务的意见",
        "各县区人民政府：",
        MATTER + "云川市人民政府办公室2020年7月15日（此件公开发布）",
    )
    assert fields(find_frame(source))["issuer"] == "云川市人民政府办公室"
    assert fields(find_frame(source))["issued_on"] == "2020-07-15"
    assert body_of(source) == MATTER


def test_a_signature_on_one_line_is_found() -> None:
    frame = frame_of(
        "云川市人民政府关于优化服务的意见", "各县区人民政府：", MATTER, "云川市人民政府    2020年7月15日"
    )
    assert fields(frame)["issuer"] == "云川市人民政府"
    assert fields(frame)["issued_on"] == "2020-07-15"


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2017年2月22日", "2017-02-22"),
        ("2017 年 2 月 22 日", "2017-02-22"),
        ("二〇一七年二月二十二日", "2017-02-22"),
        ("二○二三年十二月三十一日", "2023-12-31"),
        ("二零二三年元月十日", "2023-01-10"),
        ("2017-02-22", "2017-02-22"),
        ("2017/2/22", "2017-02-22"),
        ("2017.02.22", "2017-02-22"),
        ("2017年2月30日", None),
        ("去年", None),
    ],
)
def test_dates_are_read_in_every_print(printed: str, day: str | None) -> None:
    assert iso(printed) == day


def test_the_pages_table_gives_what_the_document_does_not_print() -> None:
    frame = frame_of(
        "索 引 号  0001/2020-001  公开方式  主动公开",
        "公开日期  2020-03-14  发布机构  云川市人民政府",
        "发文字号  云政发〔2020〕3号  组配分类  工业",
        "有效期   记录形式 ",
        "云川市工业发展规划",
        "一、目标",
        MATTER,
    )
    assert fields(frame) == {
        "title": "云川市工业发展规划",
        "number": "云政发〔2020〕3号",
        "issuer": "云川市人民政府",
        "issued_on": None,
        "published_on": "2020-03-14",
    }


def test_labels_and_values_on_lines_of_their_own_and_metadata_are_read() -> None:
    source = page(
        "云川市工业发展规划",
        "一、目标",
        MATTER,
        metadata={"发文机关：": "云川市人民政府", "成文日期": "2020年3月1日"},
    )
    assert fields(find_frame(source))["issuer"] == "云川市人民政府"
    assert fields(find_frame(source))["issued_on"] == "2020-03-01"


def test_the_date_under_the_signature_is_no_publication_date_and_the_other_way_round() -> None:
    frame = frame_of(
        "云川市人民政府关于优化服务的意见",
        "发布日期：2020-08-01  点击数：",
        "各县区人民政府：",
        MATTER,
        "云川市人民政府",
        "2020年7月15日",
    )
    assert (fields(frame)["issued_on"], fields(frame)["published_on"]) == ("2020-07-15", "2020-08-01")


def test_a_bare_date_with_a_clock_time_in_the_head_is_the_pages() -> None:
    frame = frame_of("云川市工业发展规划", "2020-08-01 10:20 来源：市政府", "一、目标", MATTER)
    assert fields(frame)["published_on"] == "2020-08-01"


def test_foot_colophon_note_annex_list_and_signature_are_no_part_of_the_body() -> None:
    source = page(
        "云川市人民政府关于优化服务的意见",
        "各县区人民政府：",
        MATTER,
        "附件：1.任务分工表",
        "2.项目清单",
        "云川市人民政府",
        "2020年7月15日",
        "（此件公开发布）",
        "抄送：市委各部门。",
        "云川市人民政府办公室 2020年7月16日印发",
        "上一条：某某调研工业",
        "下一条：没有了",
        "【打印】【关闭窗口】",
        "责任编辑：某某",
    )
    assert body_of(source) == MATTER


def test_annexes_behind_the_signature_belong_to_the_body() -> None:
    source = page(
        "云川市人民政府关于优化服务的意见",
        "各县区人民政府：",
        MATTER,
        "附件：申报条件",
        "云川市人民政府",
        "2020年7月15日",
        "附件",
        "申报条件",
        "企业应当依法登记。",
    )
    assert body_of(source).endswith("企业应当依法登记。")
    assert fields(find_frame(source))["issuer"] == "云川市人民政府"


def test_contents_are_no_part_of_the_body() -> None:
    source = page(
        "云川市工业发展规划",
        "目 录",
        "一、基础……1",
        "二、目标……3",
        "（一）近期目标……3",
        "一、基础",
        MATTER,
        "二、目标",
        "（一）近期目标",
        MATTER,
    )
    assert body_of(source).startswith("一、基础\n围绕")


def test_contents_that_the_matter_does_not_repeat_end_with_the_last_page_number() -> None:
    source = page("云川市工业发展规划", "目录", "基础 1", "目标 3", "现状与基础", MATTER)
    assert body_of(source).startswith("现状与基础")


def test_an_approval_under_the_title_is_quoted_and_left_out_of_the_body() -> None:
    source = page(
        "云川市发展规划纲要", "（2021年1月30日云川市第八届人民代表大会第一次会议批准）", "第一章 环境", MATTER
    )
    frame = find_frame(source)
    assert frame.approval
    assert frame.approval.text == "2021年1月30日云川市第八届人民代表大会第一次会议批准"
    assert body_of(source).startswith("第一章")


def test_a_speech_before_an_assembly_begins_after_its_occasion_and_speaker() -> None:
    source = page(
        "关于云川市2023年计划执行情况的报告",
        "——2024年1月10日在云川市第八届人民代表大会会议上",
        "云川市发展和改革委员会",
        "各位代表：",
        MATTER,
    )
    assert body_of(source) == MATTER
    assert fields(find_frame(source))["issuer"] == "云川市发展和改革委员会"


def test_an_empty_page_has_an_empty_body() -> None:
    frame = frame_of("")
    assert (frame.body.start, frame.body.end, frame.title) == (0, 0, None)


def test_a_title_alone_has_an_empty_body_behind_it() -> None:
    source = page("云川市工业发展规划")
    assert body_of(source) == ""
    assert fields(find_frame(source))["title"] == "云川市工业发展规划"
