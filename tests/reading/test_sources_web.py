"""Web pages: content block, metadata, tables, the soup of tags."""

import pytest

from luoshi.reading.model import ParagraphKind
from luoshi.reading.sources import load

PROSE = (
    "围绕重点产业链补短板、强弱项，推动企业加大技术改造力度，鼓励上下游协同创新；健全调度机制，完善公共服务。"
)
TITLE = "某市人民政府关于印发某市工业发展规划的通知"
NAVIGATION = (
    "<div class='top'>" + "".join(f"<a href='/{n}'>政务公开栏目{n}</a> " for n in range(8)) + "</div>"
)


def page(body, head="<meta charset='utf-8'>"):
    return f"<!DOCTYPE html><html><head>{head}<title>某市</title></head><body>{body}</body></html>".encode()


def lines(body):
    return load(page(body)).text.split("\n")


def article(*paragraphs):
    return "<div class='content'>" + "".join(f"<p>{text}</p>" for text in paragraphs) + "</div>"


def test_a_page_declared_gb2312_is_read():
    content = page(
        article(TITLE, PROSE), "<meta http-equiv='Content-Type' content='text/html; charset=gb2312'>"
    )
    source = load(content.decode().encode("gb18030"))
    assert source.format == "html"
    assert source.text == f"{TITLE}\n{PROSE}"


def test_a_page_that_declares_the_wrong_encoding_is_read():
    assert load(page(article(PROSE), "<meta charset='gbk'>")).text == PROSE
    assert load(page(article(PROSE), "<meta charset='utf-8'>").decode().encode("gb18030")).text == PROSE


@pytest.mark.parametrize("start", ["", "<!-- 保存 -->\n", "<?xml version='1.0' encoding='utf-8'?>", "文件"])
def test_a_page_without_doctype_is_a_page(start):
    source = load(f"{start}<p>一、总则</p><p>{PROSE}</p><div>二、任务<br>完</div>".encode())
    assert source.format == "html"
    assert source.text.endswith(f"一、总则\n{PROSE}\n二、任务\n完")


def test_a_text_with_signs_of_comparison_is_no_page():
    source = load("失业率<5.5%,增速>6%,<目标>如下".encode())
    assert source.format == "txt"
    assert source.text == "失业率<5.5%,增速>6%,<目标>如下"


def test_what_surrounds_the_document_is_left_out():
    body = (
        NAVIGATION + "<div class='crumb'>当前位置：<a href='/'>首页</a> &gt; <a href='/x'>规划</a></div>"
        + article(TITLE, PROSE, PROSE)
        + "<div class='related'><ul>" + "".join(f"<li><a href='/n{n}'>相关新闻，标题{n}</a></li>" for n in range(9))
        + "</ul></div><div class='footer'>主办：某市政府，承办：某中心。</div><script>var a='，，，，。。';</script>"
    )  # fmt: skip
    assert lines(body) == [TITLE, PROSE, PROSE]


def test_furniture_inside_the_content_is_left_out():
    body = "<div class='content'><div class='share'>分享到：<a href='#'>微信</a></div>" + "".join(
        f"<p>{text}</p>" for text in (TITLE, PROSE, "【打印本页】", "上一篇：另一个通知", "字体：[大 中 小]")
    )
    source = load(page(body + "</div>"))
    assert source.text == f"{TITLE}\n{PROSE}"
    assert any(warning.code == "dropped_furniture" for warning in source.warnings)


def test_words_of_the_document_that_begin_like_furniture_stay():
    texts = ["关闭落后产能，淘汰落后设备。", "返回家乡创业的，给予支持。", "打印设备产业：加快发展。"]
    assert lines(article(*texts, PROSE))[:3] == texts


def test_the_title_above_the_content_is_taken():
    body = (
        NAVIGATION
        + f"<div class='main'><h1>{TITLE}</h1><div class='zw'>"
        + f"<p>{PROSE}</p>" * 5
        + "</div></div>"
    )
    assert lines(body)[:2] == [TITLE, PROSE]


def test_a_title_that_the_content_repeats_stands_once():
    body = f"<h1>{TITLE}</h1><div class='zw'><p><b>{TITLE}</b></p>" + f"<p>{PROSE}</p>" * 5 + "</div>"
    assert lines(body).count(TITLE) == 1


def test_the_number_above_the_content_is_taken():
    body = f"<h1>{TITLE}</h1><div>某政发〔2020〕3号</div><div class='zw'>" + f"<p>{PROSE}</p>" * 5 + "</div>"
    assert lines(body)[:2] == [TITLE, "某政发〔2020〕3号"]


METADATA = (
    "<table><tr><td>索 引 号：</td><td>620500/2020-1</td><td>发文机关：</td><td>某市人民政府</td></tr>"
    "<tr><td>[发文字号]</td><td>某政发〔2020〕3号</td><td>发布日期</td><td>2020年3月5日</td></tr>"
    "<tr><td>标题：</td><td colspan='3'>某规划</td></tr><tr><td>有效性：</td><td></td><td>成文日期：2020-03-01</td></tr></table>"
)


@pytest.mark.parametrize("place", ["before", "inside"])
def test_the_page_s_table_goes_into_the_metadata_and_not_into_the_text(place):
    content = f"<p>{PROSE}</p>" * 5
    body = METADATA + article(content) if place == "before" else article(METADATA + content)
    source = load(page(body))
    assert dict(source.metadata) == {
        "索引号": "620500/2020-1",
        "发文机关": "某市人民政府",
        "发文字号": "某政发〔2020〕3号",
        "发布日期": "2020年3月5日",
        "标题": "某规划",
        "成文日期": "2020-03-01",
    }
    assert source.text.split("\n") == [PROSE] * 5
    assert source.tables == ()


def test_a_line_of_labels_goes_into_the_metadata():
    line = "发布时间：2020-03-05 10:20　来 源：市政府办公室　浏览次数：12"
    source = load(page(f"<h1>{TITLE}</h1><div class='info'>{line}</div>" + article(PROSE, PROSE, PROSE)))
    assert source.metadata["发布时间"] == "2020-03-05 10:20"
    assert source.metadata["来源"] == "市政府办公室"
    assert source.text.split("\n")[0] == TITLE


def test_labels_in_a_list_go_into_the_metadata():
    items = "".join(f"<li><b>{label}</b></li><li>{value}</li>" for label, value in
                    [("索引号：", "1/2"), ("主题分类：", "工业"), ("发布机构：", "某局"), ("发布日期：", "2020-1-2")])  # fmt: skip
    source = load(page(f"<ul>{items}</ul>" + article(*[PROSE] * 5)))
    assert source.metadata["索引号"] == "1/2"
    assert source.metadata["发布日期"] == "2020-1-2"


def test_a_duty_line_is_no_metadata():
    source = load(page(article("一、总则", "牵头单位：市工信局", PROSE)))
    assert dict(source.metadata) == {}
    assert "牵头单位：市工信局" in source.text


def test_blocks_and_breaks_end_a_line_and_spans_run_on():
    body = "<div>一、<span>总</span><font>则</font></div>二、目标<br/>三、<b>任</b>务<ul><li>甲<li>乙</ul>"
    assert lines(body) == ["一、总则", "二、目标", "三、任务", "甲", "乙"]


def test_blanks_are_printed_as_a_browser_does():
    assert lines("<p>&nbsp;&nbsp;&emsp;到\n   2025年\n 实现\n  增长 \t 5%&nbsp;</p>") == [
        "到 2025年实现增长 5%"
    ]


def test_preformatted_text_keeps_its_lines():
    assert lines("<pre>一、总则\n  二、目标\n三、任务</pre>") == ["一、总则", "二、目标", "三、任务"]


def test_headings_carry_their_level():
    source = load(page("<h2>一、总则</h2><p>正文</p><h4>（一）目标</h4>"))
    assert [p.level for p in source.paragraphs] == [2, None, 4]


def test_bold_and_centred_lines_are_marked():
    body = (
        "<p><strong>一、总则</strong></p><p><b>（一）</b>目标</p><p style='text-align: center'>标题</p><center>通知</center>"
        "<p align='center'>名单</p><div style='text-align:center'><p style='text-align:left'>正文</p></div>"
        "<p><span style='font-weight:bold'>二、<span style='font-weight: normal'>任务</span></span></p>"
        "<p style='font-weight:700'>三、保障</p>"
    )
    assert [p.emphasis for p in load(page(body)).paragraphs] == [
        True,
        False,
        True,
        True,
        True,
        False,
        False,
        True,
    ]


def test_hidden_elements_are_not_read():
    assert lines("<p>显</p><p style='display:none'>隐</p><div hidden>隐</div><p>完</p>") == ["显", "完"]


def test_a_table_keeps_its_merged_cells():
    rows = (
        "<tr><th rowspan='2'>序号</th><th colspan='2'>任务</th></tr><tr><td>内容</td><td>单位</td></tr>"
        "<tr><td>1</td><td>建设<br>园区</td><td></td></tr>"
    )
    source = load(page(article(PROSE) + f"<table border='1'><thead>{rows[:60]}{rows[60:]}</thead></table>"))
    (table,) = source.tables
    assert [(c.row, c.column, c.rows, c.columns, c.text) for c in table.cells] == [
        (0, 0, 2, 1, "序号"), (0, 1, 1, 2, "任务"), (1, 1, 1, 1, "内容"), (1, 2, 1, 1, "单位"),
        (2, 0, 1, 1, "1"), (2, 1, 1, 1, "建设\n园区"), (2, 2, 1, 1, ""),
    ]  # fmt: skip
    assert all(p.kind == ParagraphKind.CELL for p in source.paragraphs if p.table == 0)


def test_a_span_that_is_too_long_ends_with_the_table():
    rows = "<tr><td rowspan='99'>甲</td><td colspan='x'>乙</td></tr><tr><td>丙</td></tr>"
    (table,) = load(page(f"<table>{rows}</table>")).tables
    assert [(c.row, c.column, c.rows, c.columns) for c in table.cells] == [
        (0, 0, 2, 1),
        (0, 1, 1, 1),
        (1, 1, 1, 1),
    ]


def test_a_table_that_lays_out_the_page_is_none():
    inner = "<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>"
    source = load(
        page(f"<table><tr><td>{NAVIGATION}</td><td><p>{PROSE}</p><p>{PROSE}</p>{inner}</td></tr></table>")
    )
    assert len(source.tables) == 1
    assert source.text.split("\n") == [PROSE, PROSE, "甲", "乙", "丙", "丁"]


def test_a_table_whose_cell_holds_the_document_is_none():
    content = "".join(f"<p>{n}.{PROSE}</p>" for n in range(40))
    source = load(
        page(f"<table><tr><td>左</td><td>{content}</td></tr><tr><td>左</td><td>下</td></tr></table>")
    )
    assert source.tables == ()
    assert source.text.count(PROSE) == 40


def test_a_table_of_one_row_or_column_is_none():
    box = "<table><tr><td>专栏1 重点工程</td></tr><tr><td>1.建设园区</td></tr></table>"
    source = load(page(f"<div><p>{PROSE}</p>{box}</div>"))
    assert source.tables == ()
    assert source.text.endswith("专栏1 重点工程\n1.建设园区")


def test_lines_that_a_page_broke_are_joined_on_a_page_too():
    text = PROSE * 12
    broken = "<br>".join(text[at : at + 27] for at in range(0, len(text), 27))
    assert lines(f"<div>一、总则<br>{broken}</div>") == ["一、总则", text]


def test_an_annex_beside_the_content_is_kept():
    body = (
        "<div><div class='zw'>"
        + f"<p>{PROSE}</p>" * 9
        + f"</div><div class='fj'><p>附件</p><p>{PROSE}{PROSE}</p></div></div>"
    )
    assert lines(body)[-2:] == ["附件", PROSE * 2]


def test_a_title_marked_by_its_class_is_taken_and_breadcrumbs_are_not():
    head = "<div class='article-title'>某市产业发展白皮书</div><p>首页 > 规划</p><p style='display:none'>隐藏的通知</p>"
    body = f"<div>{head}<div class='zw'>" + f"<p>{PROSE}</p>" * 5 + "</div></div>"
    assert lines(body)[:2] == ["某市产业发展白皮书", PROSE]
