"""Papers of every form with invented content (样张)."""

from datetime import date

from luoshi.kit.papers import (
    Align,
    Annex,
    Attendance,
    Cell,
    Column,
    Face,
    Form,
    Heading,
    Imprint,
    Landscape,
    Paper,
    Paragraph,
    Picture,
    Run,
    Signature,
    Table,
    Urgency,
    numbered,
)

DAY = date(2026, 3, 9)
LINE = "各成员单位要对照台账逐项推进，按月填报进度，遇到需要协调的事项及时报告，不得以会议落实会议。"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="160" viewBox="0 0 400 160">'
    '<rect x="20" y="80" width="60" height="60" fill="#3b6ea5"/><rect x="110" y="40" width="60" height="100"/>'
    '<text x="20" y="155" font-family="Noto Sans SC" font-size="14">一季度</text></svg>'
).encode()
DIVISION = Table(
    columns=[
        Column("序号", 1, Align.CENTER),
        Column("任务", 5),
        Column("牵头单位", 2.5),
        Column("完成值", 1.5, Align.RIGHT),
    ],
    rows=[
        [str(number), f"完成第{number}批企业的上云改造", "市工信局", f"{number * 12.5:.1f}"]
        for number in range(1, 41)
    ],
    caption="表1 重点任务分工",
)
MERGED = Table(
    columns=[
        Column("县区", 2),
        Column("目标", 1, Align.RIGHT),
        Column("完成", 1, Align.RIGHT),
        Column("备注", 2),
    ],
    head=[[Cell("县区", rows=2), Cell("规上企业（户）", columns=2), Cell("备注", rows=2)], ["目标", "完成"]],
    rows=[
        [Cell("东川区", rows=2), "12", "9", "按计划推进"],
        ["3", "3", "已完成"],
        [Cell("合计", align=Align.CENTER), "15", "12", ""],
    ],
    caption="表2 分县区完成情况",
)
CHART = Picture(SVG, "柱形图：一季度完成两批", "图1 完成情况", width_mm=100)


def notice(**fields) -> Paper:
    """A notice with everything that a document may carry (文件式)."""
    parts = {
        "form": Form.DOCUMENT,
        "issuers": ["云川市人民政府办公室"],
        "number": "云政办发[2026]第07号",
        "copy_number": 12,
        "urgency": Urgency.URGENT,
        "title": "云川市人民政府办公室关于印发云川市制造业数字化转型行动任务分工的通知",
        "addressees": ["各县区人民政府", "市政府有关部门"],
        "blocks": numbered(
            [
                Paragraph(LINE),
                Heading(1, "总体要求"),
                Heading(2, "目标"),
                Heading(3, "分步实施"),
                Heading(4, "先行试点"),
                Paragraph(LINE * 3),
                Paragraph([Run("强化责任。", Face.KAI), Run(LINE), Run("务必按期完成。", is_bold=True)]),
                Heading(1, "保障措施"),
                *[Paragraph(LINE * 2) for _ in range(6)],
            ]
        ),
        "annexes": [
            Annex("重点任务分工表", [DIVISION, MERGED, CHART]),
            Annex("指标分解表", [Landscape([DIVISION])]),
        ],
        "signature": Signature(["云川市人民政府办公室"], DAY),
        "note": "此件公开发布",
        "imprint": Imprint(
            "云川市人民政府办公室",
            date(2026, 3, 10),
            copies_to=["市委办公室", "市人大常委会办公室", "市政协办公室"],
        ),
        "dated_on": DAY,
    }
    return Paper(**(parts | fields))


def report_upward(**fields) -> Paper:
    """A paper to a body above, with signers, unsealed (上行文)."""
    parts = {
        "form": Form.DOCUMENT,
        "issuers": ["云川市工业和信息化局"],
        "number": "云工信〔2026〕15号",
        "signers": ["林一帆", "周正"],
        "title": "云川市工业和信息化局关于申请数字化转型试点的请示",
        "addressees": ["云川市人民政府"],
        "blocks": [Paragraph(LINE), Paragraph("妥否，请批示。")],
        "signature": Signature(["云川市工业和信息化局"], DAY, is_sealed=False),
        "dated_on": DAY,
    }
    return Paper(**(parts | fields))


def joint(**fields) -> Paper:
    """A paper of three issuers (联合行文)."""
    issuers = ["云川市工业和信息化局", "云川市财政局", "云川市商务局"]
    parts = {
        "form": Form.DOCUMENT,
        "issuers": issuers,
        "number": "云工信联发〔2026〕3号",
        "title": "关于做好技术改造奖补资金申报工作的通知",
        "addressees": ["各县区工业和信息化局"],
        "blocks": [Paragraph(LINE)],
        "signature": Signature(issuers, DAY),
        "dated_on": DAY,
    }
    return Paper(**(parts | fields))


def letter(**fields) -> Paper:
    """A letter of two pages (信函)."""
    parts = {
        "form": Form.LETTER,
        "issuers": ["云川市工业和信息化局"],
        "number": "云工信函〔2026〕8号",
        "title": "关于商请共享企业用电数据的函",
        "addressees": ["云川供电公司"],
        "blocks": [Paragraph(LINE * 2) for _ in range(8)],
        "signature": Signature(["云川市工业和信息化局"], DAY),
        "imprint": Imprint("", DAY, copies_to=["市发展改革委"]),
        "dated_on": DAY,
    }
    return Paper(**(parts | fields))


def minutes(**fields) -> Paper:
    """Minutes of a meeting (纪要)."""
    parts = {
        "form": Form.MINUTES,
        "issuers": ["云川市人民政府办公室"],
        "masthead": "云川市制造强市推进会议纪要",
        "number": "第3期",
        "title": "研究一季度工业运行有关工作",
        "blocks": [Paragraph(LINE), Heading(1, "一、会议议定事项"), Paragraph(LINE)],
        "attendance": [
            Attendance(
                "出席", "市政府林一帆，市工信局周正，市财政局何小雨，市统计局陈默，市商务局苏文，市科技局罗丹"
            ),
            Attendance("请假", "市税务局田野"),
            Attendance("列席", "市供电公司方明"),
        ],
        "dated_on": DAY,
    }
    return Paper(**(parts | fields))


def ledger(**fields) -> Paper:
    """A list without a head (台账)."""
    parts = {
        "title": "任务分工台账",
        "subtitle": "（截至2026年3月9日）",
        "blocks": [DIVISION],
        "dated_on": DAY,
    }
    return Paper(**(parts | fields))


SAMPLES = {
    "notice": notice,
    "report_upward": report_upward,
    "joint": joint,
    "letter": letter,
    "minutes": minutes,
    "ledger": ledger,
}
