"""Where a carried plan begins and where a page ends (被印发文件、页脚)."""

import pytest

from tests.reading.pages import MATTER, body_of, fields, frame_of, outline, page

NOTICE = (
    "云川市人民政府办公室关于印发云川市氢能产业发展行动方案（2023—2025年）的通知",
    "各县区人民政府：",
    "现将《云川市氢能产业发展行动方案（2023—2025年）》印发给你们，请认真组织实施。",
)
SIGNED = ("云川市人民政府办公室", "2023年5月4日")


@pytest.mark.parametrize(
    ("title", "read"),
    [
        (["云川市氢能产业发展行动方案（2023—2025年）"], "云川市氢能产业发展行动方案（2023—2025年）"),
        (["云川市氢能产业发展行动方案", "（2023—2025年）"], "云川市氢能产业发展行动方案（2023—2025年）"),
        (["云川市氢能产业发展", "行动方案（2023—2025年）"], "云川市氢能产业发展行动方案（2023—2025年）"),
        (["云川市氢能产业发展行动方案"], "云川市氢能产业发展行动方案"),
        (["氢能产业发展行动方案（2023—2025年）"], "氢能产业发展行动方案（2023—2025年）"),
        (["附件", "云川市氢能产业发展行动方案（2023—2025年）"], "云川市氢能产业发展行动方案（2023—2025年）"),
        (["附件：云川市氢能产业发展行动方案（2023—2025年）"], "云川市氢能产业发展行动方案（2023—2025年）"),
        (["《云川市氢能产业发展行动方案（2023—2025年）》"], "云川市氢能产业发展行动方案（2023—2025年）"),
        (
            ["云川市氢能源产业发展行动计划方案（2023—2025年）"],
            "云川市氢能源产业发展行动计划方案（2023—2025年）",
        ),
    ],
)
def test_the_carried_title_is_found_however_it_is_set(title: list[str], read: str) -> None:
    lines = (*NOTICE, *SIGNED, *title, "为发展氢能产业，制定本方案。", "一、目标", MATTER)
    assert fields(frame_of(*lines))["title"] == read
    assert body_of(page(*lines)).startswith("为发展氢能产业")


def test_the_title_in_a_list_of_annexes_is_not_yet_the_plan() -> None:
    plan = "云川市氢能产业发展行动方案（2023—2025年）"
    source = page(
        *NOTICE, f"附件：{plan}", *SIGNED, "附件", plan, "为发展氢能产业，制定本方案。", "一、目标", MATTER
    )
    assert body_of(source).startswith("为发展氢能产业")


def test_a_notice_whose_plan_is_only_attached_keeps_its_own_matter() -> None:
    source = page(*NOTICE, *SIGNED, "附件：云川市氢能产业发展行动方案.pdf")
    assert body_of(source) == NOTICE[2]


def test_a_notice_whose_plan_follows_the_foot_of_nothing_is_read_to_its_end() -> None:
    source = page(*NOTICE, "一、目标", MATTER)
    assert body_of(source).endswith(f"一、目标\n{MATTER}")


OPINION = ("云川市人民政府关于优化服务的意见", "各县区人民政府：", MATTER)


@pytest.mark.parametrize(
    "foot",
    [
        ["云川市人民政府", "2020年7月15日", "云川政务", "微信扫码", "上一篇"],
        [
            "云川市人民政府",
            "2020年7月15日",
            "主办单位：某某 版权所有。未经许可，任何网站不得转载本站的信息，违者将承担由此引起的一切法律责任及后果，本站声明保留权利。",
            "网站地图",
        ],
        ["附件1：任务表.docx", "附件2：清单.xlsx"],
        [
            "附件：1.任务表",
            "2.一份名称很长的清单，它的名称在第二行",
            "继续印完",
            "云川市人民政府",
            "2020年7月15日",
        ],
        ["云川市人民政府（章）", "二〇二〇年七月十五日", "主题词：工业 意见", "共印50份"],
        ["分享到：", "【字号：大 中 小】"],
    ],
)
def test_what_follows_the_matter_is_left_out(foot: list[str]) -> None:
    assert body_of(page(*OPINION, *foot)) == MATTER


def test_a_closing_sentence_about_sharing_is_matter() -> None:
    closing = "分享发展成果，让群众有更多获得感，确保各项任务落到实处。"
    assert body_of(page(*OPINION, closing)) == f"{MATTER}\n{closing}"


def test_sections_that_end_like_bodies_stay_in_the_body() -> None:
    assert outline("建设数字政府", MATTER, "构建和谐社会", MATTER, "打造区域物流中心", MATTER) == [
        "1 1 建设数字政府",
        "2 1 构建和谐社会",
        "3 1 打造区域物流中心",
    ]


def test_agencies_before_a_colon_are_no_headings() -> None:
    assert outline(
        "一、分工", "市教育局：负责统筹协调，制定计划。", "市财政局：负责落实经费，加强监管。"
    ) == ["1 1 一、 分工"]


def test_a_name_in_lenticular_brackets_is_the_title() -> None:
    assert outline("第一条【适用范围】本政策适用于本市企业。", "第二条【认定条件】") == [
        "1 1 第一条 适用范围",
        "2 1 第二条 认定条件",
    ]


def test_full_width_digits_count_like_others() -> None:
    assert outline("一、任务", "１．提升能级。" + MATTER, "２．优化布局。" + MATTER) == [
        "1 1 一、 任务",
        "1.1 2 １． 提升能级",
        "1.2 2 ２． 优化布局",
    ]


def test_a_heading_that_fills_its_line_goes_on_in_the_next() -> None:
    assert outline("一、面临的机遇与挑战以及需要统筹考虑的国内国际形", "势变化和重大风险", MATTER) == [
        "1 1 一、 面临的机遇与挑战以及需要统筹考虑的国内国际形势变化和重大风险"
    ]


def test_the_name_of_a_site_is_no_part_of_a_title() -> None:
    assert (
        fields(frame_of("云川市人民政府门户网站", "云川市工业发展规划", "一、目标", MATTER))["title"]
        == "云川市工业发展规划"
    )
