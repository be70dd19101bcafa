"""Word files: styles, tables, boxes, fields, revisions."""

import io
import zipfile

import pytest

from luoshi.reading.errors import Unreadable
from luoshi.reading.model import ParagraphKind
from luoshi.reading.sources import load
from tests.reading.files import (
    OFFICIAL,
    cell,
    codes,
    field,
    lines,
    numbered,
    paragraph,
    root,
    run,
    styled,
    styles,
    table,
    word_file,
)


def test_outline_levels_come_from_paragraph_and_style():
    definitions = styles(("T", "标题 3", ""), ("B", "Body", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'))
    body = (
        paragraph("甲", '<w:outlineLvl w:val="0"/>') + styled("乙", "T")
        + styled("丙", "B") + paragraph("丁", '<w:pStyle w:val="B"/><w:outlineLvl w:val="9"/>')
    )  # fmt: skip
    assert [p.level for p in load(word_file(body, styles=definitions)).paragraphs] == [1, 3, 2, None]


def test_bold_and_centred_lines_are_marked():
    bold = f"<w:p>{run('一、总则', '<w:b/>')}</w:p>"
    half = f"<w:p>{run('（一）', '<w:b/>')}{run('目标')}</w:p>"
    light = run("三、", '<w:b w:val="0"/>')
    off = f"<w:p>{light}</w:p>"
    body = bold + half + off + paragraph("标题", '<w:jc w:val="center"/>')
    assert [p.emphasis for p in load(word_file(body)).paragraphs] == [True, False, False, True]


def test_a_bold_style_or_character_style_marks_a_line():
    definitions = styles(
        ("S", "Strong", "<w:rPr><w:b/></w:rPr>"), ("C", "Centred", '<w:pPr><w:jc w:val="center"/></w:pPr>')
    )
    body = styled("甲", "S") + "<w:p>" + run("乙", '<w:rStyle w:val="S"/>') + "</w:p>" + styled("丙", "C")
    assert [p.emphasis for p in load(word_file(body, styles=definitions)).paragraphs] == [True, True, True]


def test_styles_based_on_each_other_in_a_circle_end():
    definitions = styles(("A", "a", '<w:basedOn w:val="B"/>'), ("B", "b", '<w:basedOn w:val="A"/>'))
    assert lines(styled("甲", "A"), styles=definitions) == ["甲"]


def test_tabs_breaks_and_special_hyphens_are_characters():
    body = (
        "<w:p><w:r><w:t>第一行</w:t><w:br/><w:t>第二</w:t><w:tab/><w:t>行</w:t><w:noBreakHyphen/><w:t>完</w:t>"
        "<w:softHyphen/><w:cr/><w:t>末</w:t><w:sym w:font='Wingdings' w:char='2605'/></w:r></w:p>"
    )
    assert lines(body) == ["第一行", "第二\t行-完", "末★"]


def test_tables_keep_merged_cells():
    body = table(
        cell("序号") + cell("任务分工", '<w:gridSpan w:val="2"/>'),
        cell("1", '<w:vMerge w:val="restart"/>') + cell("建设") + cell("市工信局"),
        cell("", "<w:vMerge/>") + cell("培育") + cell(""),
    )
    source = load(word_file(paragraph("前") + body + paragraph("后")))
    (found,) = source.tables
    assert [(c.row, c.column, c.rows, c.columns, c.text) for c in found.cells] == [
        (0, 0, 1, 1, "序号"), (0, 1, 1, 2, "任务分工"), (1, 0, 2, 1, "1"), (1, 1, 1, 1, "建设"),
        (1, 2, 1, 1, "市工信局"), (2, 1, 1, 1, "培育"), (2, 2, 1, 1, ""),
    ]  # fmt: skip
    assert [p.kind for p in source.paragraphs][::7] == [ParagraphKind.TEXT, ParagraphKind.TEXT]
    assert {p.table for p in source.paragraphs[1:-1]} == {0}


def test_a_row_may_begin_further_right():
    body = table(cell("甲") + cell("乙"), '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("丙"))
    assert load(word_file(body)).tables[0].cells[2].column == 1


def test_a_cell_with_several_paragraphs_and_a_table_inside_keeps_its_lines():
    inner = f"<w:tc>{paragraph('甲')}{table(cell('乙') + cell('丙'))}{paragraph('丁')}</w:tc>"
    (found,) = load(word_file(table(inner + cell("戊")))).tables
    assert [c.text for c in found.cells] == ["甲\n乙\n丙\n丁", "戊"]


def test_a_table_of_one_column_is_a_box():
    source = load(word_file(table(cell("专栏1 重点工程"), cell("1.建设园区"))))
    assert source.tables == ()
    assert [p.kind for p in source.paragraphs] == [ParagraphKind.BOX, ParagraphKind.BOX]


def test_numbers_run_on_through_a_table():
    body = (
        numbered("甲")
        + f"<w:tbl><w:tr><w:tc>{numbered('乙')}</w:tc>{cell('丙')}</w:tr></w:tbl>"
        + numbered("丁")
    )
    assert lines(body, numbering=OFFICIAL) == ["一、甲", "二、乙", "丙", "三、丁"]


def box(text):
    return f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"


def test_a_text_box_is_read_once_and_after_its_paragraph():
    drawing = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>{box('专栏')}</wps:txbx></wps:wsp>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box('专栏')}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )
    source = load(word_file(f"<w:p>{run('正文')}<w:r>{drawing}</w:r></w:p>" + paragraph("后")))
    assert source.text == "正文\n专栏\n后"
    assert source.paragraphs[1].kind == ParagraphKind.BOX


def test_a_box_in_a_box_and_a_table_in_a_box_are_read():
    nested = f"<w:p>{run('外')}<w:r><w:pict>{box('内')}</w:pict></w:r></w:p>"
    inner = f"<w:txbxContent>{nested}{table(cell('甲') + cell('乙'))}</w:txbxContent>"
    assert lines(f"<w:p><w:r><w:pict><v:shape>{inner}</v:shape></w:pict></w:r></w:p>") == [
        "外",
        "内",
        "甲",
        "乙",
    ]


def test_insertions_stay_and_deletions_go():
    body = (
        f"<w:p>{run('增加')}<w:ins>{run('百分之')}</w:ins><w:del><w:r><w:delText>六</w:delText></w:r></w:del>"
        f"<w:moveTo>{run('七')}</w:moveTo><w:moveFrom>{run('八')}</w:moveFrom></w:p>"
    )
    source = load(word_file(body))
    assert source.text == "增加百分之七"
    assert codes(source)["dropped_deletions"] == 2


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    body = paragraph("前半", "<w:rPr><w:del/></w:rPr>") + paragraph("后半")
    assert lines(body) == ["前半后半"]


def test_the_last_paragraph_is_not_lost_with_its_mark():
    assert lines(paragraph("甲") + paragraph("末", "<w:rPr><w:del/></w:rPr>")) == ["甲", "末"]


def test_a_deleted_row_goes():
    body = table(cell("甲") + cell("乙"), "<w:trPr><w:del/></w:trPr>" + cell("丙") + cell("丁"))
    assert lines(body) == ["甲", "乙"]


def test_results_of_fields_stay_and_page_numbers_go():
    body = f"<w:p>{run('见')}{field(' REF a ', run('第一章'))}{run('第')}{field(' PAGE ', run('12'))}{run('页')}</w:p>"
    source = load(word_file(body))
    assert source.text == "见第一章第页"
    assert codes(source)["dropped_page_fields"] == 1


def test_simple_fields_follow_the_same_rule():
    number = f"<w:fldSimple w:instr='SEQ 表'>{run('3')}</w:fldSimple>"
    body = f"<w:p>{number}<w:fldSimple w:instr=' NUMPAGES '>{run('9')}</w:fldSimple></w:p>"
    assert lines(body) == ["3"]


def test_a_table_of_contents_goes_with_a_warning():
    contents = f"<w:p>{field(' TOC ', run('一、总则') + '<w:r><w:tab/></w:r>' + field(' PAGEREF x ', run('3')))}</w:p>"
    source = load(word_file(contents + paragraph("一、总则")))
    assert source.text == "一、总则"
    assert "dropped_contents" in codes(source)


def test_lines_in_a_style_of_contents_go():
    definitions = styles(("T", "toc 1", ""))
    assert lines(
        paragraph("一、总则 3", '<w:pStyle w:val="T"/>') + paragraph("正文"), styles=definitions
    ) == ["正文"]


def test_a_block_of_contents_goes():
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    sdt = f"<w:sdt>{gallery}<w:sdtContent>{paragraph('目录')}</w:sdtContent></w:sdt>"
    other = f"<w:sdt><w:sdtContent>{paragraph('正文')}</w:sdtContent></w:sdt>"
    assert lines(sdt + other) == ["正文"]


def test_a_table_of_contents_without_end_does_not_swallow_the_document():
    start = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("目录")}</w:p>'
    )
    assert lines(start + paragraph("正文")) == ["正文"]


def test_hidden_text_goes_with_a_warning():
    source = load(word_file(f"<w:p>{run('可见')}{run('隐藏', '<w:vanish/>')}</w:p>"))
    assert source.text == "可见"
    assert codes(source)["dropped_hidden_text"] == 1


def test_text_that_a_style_hides_goes():
    definitions = styles(("V", "Hidden", "<w:rPr><w:vanish/></w:rPr>"))
    assert lines(styled("隐", "V") + paragraph("显"), styles=definitions) == ["显"]


def test_footnotes_are_left_out_with_a_warning():
    source = load(word_file(f"<w:p>{run('指标')}<w:r><w:footnoteReference w:id='1'/></w:r></w:p>"))
    assert source.text == "指标"
    assert codes(source)["dropped_notes"] == 1


def test_what_wraps_runs_is_read_through():
    body = (
        f"<w:p><w:hyperlink>{run('链')}</w:hyperlink><w:smartTag>{run('接')}</w:smartTag>"
        f"<m:oMath><m:r><m:t>x=1</m:t></m:r>"
        f"</m:oMath><w:r><w:ruby><w:rt>{run('pīn')}</w:rt><w:rubyBase>{run('拼')}</w:rubyBase></w:ruby></w:r></w:p>"
    )
    assert lines(body) == ["链接x=1拼"]


def test_a_choice_around_paragraphs_is_read_once():
    branches = f"<mc:Choice>{paragraph('甲')}</mc:Choice><mc:Fallback>{paragraph('甲')}</mc:Fallback>"
    both = f"<mc:AlternateContent>{branches}</mc:AlternateContent>"
    assert lines(both + paragraph("乙")) == ["甲", "乙"]


def test_an_empty_choice_falls_back():
    both = f"<w:p><mc:AlternateContent><mc:Choice/><mc:Fallback>{run('甲')}</mc:Fallback></mc:AlternateContent></w:p>"
    assert lines(both) == ["甲"]


def test_strict_files_read_like_others():
    content = word_file(paragraph("总体要求"))
    strict = content_with_namespace(content)
    assert load(strict).text == "总体要求"


def content_with_namespace(content):
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            text = old.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            new.writestr(name, text)
    return file.getvalue()


def test_the_main_part_may_stand_elsewhere():
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        b'Target="/word/document2.xml"/></Relationships>'
    )
    styles_of = relations.replace(b'officeDocument"', b'styles"').replace(
        b"/word/document2.xml", b"looks.xml"
    )
    content = word_file(
        paragraph("旧"),
        **{
            "_rels/.rels": relations,
            "word/document2.xml": root(
                "document",
                f"<w:body>{styled('新', 'X')}</w:body>",
            ).encode(),
            "word/_rels/document2.xml.rels": styles_of,
            "word/looks.xml": root("styles", styles(("X", "heading 4", ""))).encode(),
        },
    )
    source = load(content)
    assert source.text == "新"
    assert source.paragraphs[0].level == 4


def test_styles_of_tables_are_passed_over():
    grid = '<w:style w:type="table" w:styleId="G"><w:name w:val="Grid"/></w:style>'
    of_tables = grid + '<w:style w:type="table" w:styleId="E"/>'
    definitions = of_tables + styles(("H", "heading 2", "")) + of_tables
    assert load(word_file(styled("总则", "H"), styles=definitions)).paragraphs[0].level == 2


def test_a_style_part_that_is_cut_off_is_refused():
    content = word_file(
        paragraph("总则"), **{"word/styles.xml": b'<w:styles><w:style w:type="table" w:x="1">'}
    )
    with pytest.raises(Unreadable, match="damaged"):
        load(content)


def test_properties_that_are_no_numbers_are_passed_over():
    body = paragraph("甲", '<w:numPr><w:numId w:val="x"/></w:numPr><w:outlineLvl w:val="9999999999999"/>')
    source = load(word_file(body))
    assert (source.text, source.paragraphs[0].level) == ("甲", None)


def test_lines_that_a_page_broke_are_joined_in_a_word_file_and_no_table_is_torn():
    text = "围绕重点产业链补短板强弱项，推动企业加大技术改造力度，鼓励上下游协同创新，健全机制" * 12
    broken = "".join(paragraph(text[at : at + 27]) for at in range(0, len(text), 27))
    rows = table(cell("推动企业加大技术改造力度鼓励上下游协同创新健全机制") + cell("市工信局"))
    source = load(word_file(paragraph("一、总则") + broken + rows + broken))
    assert source.text.split("\n")[1] == text
    assert source.text.split("\n")[-1] == text
    assert len(source.tables[0].cells) == 2


def test_numbered_paragraphs_of_one_width_stay_apart():
    body = numbered("围绕重点产业链补短板强弱项推动企业加大技术改造力度") * 20
    assert len(lines(body, numbering=OFFICIAL)) == 20
