"""Word files: automatic numbers, tables, boxes, fields, revisions."""

import io
import zipfile

import pytest

from luoshi.reading.model import ParagraphKind
from luoshi.reading.sources import load
from luoshi.reading.sources.word import numerals
from tests.reading.files import (
    cell,
    field,
    list_level,
    list_levels,
    numbered,
    paragraph,
    root,
    run,
    styled,
    table,
    word_file,
)

OFFICIAL = list_levels("chineseCounting|%1、", "chineseCounting|（%2）", "decimal|%3.", "decimal|（%4）")


def lines(body, **parts):
    return load(word_file(body, **parts)).text.split("\n")


def codes(source):
    return {warning.code: warning.values["count"] for warning in source.warnings}


def styles(*definitions):
    return "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{label}"/>{rest}</w:style>'
        for name, label, rest in definitions
    )


def test_numbers_of_four_levels_are_printed_as_word_prints_them():
    body = "".join(
        numbered(text, level=level)
        for text, level in [
            ("甲", 0),
            ("乙", 1),
            ("丙", 2),
            ("丁", 3),
            ("戊", 2),
            ("己", 1),
            ("庚", 2),
            ("辛", 0),
            ("壬", 1),
        ]
    )
    assert lines(body, numbering=OFFICIAL) == [
        "一、甲", "（一）乙", "1.丙", "（1）丁", "2.戊", "（二）己", "1.庚", "二、辛", "（一）壬",
    ]  # fmt: skip


def test_a_label_is_kept_beside_the_text():
    source = load(word_file(numbered("总体要求"), numbering=OFFICIAL))
    assert source.paragraphs[0].label == "一、"
    assert source.text == "一、总体要求"


def test_a_decimal_outline_prints_all_its_levels():
    numbering = list_levels("decimal|第%1章|<w:suff w:val='space'/>", "decimal|%1.%2", "decimal|%1.%2.%3")
    body = (
        numbered("总则") + numbered("目标", level=1) + numbered("任务", level=2) + numbered("保障", level=1)
    )
    assert lines(body, numbering=numbering) == [
        "第1章 总则",
        "1.1 目标",
        "1.1.1 任务",
        "1.2 保障",
    ]


def test_legal_numbering_prints_digits_for_chinese_levels():
    numbering = list_levels("chineseCounting|第%1章", "decimal|%1.%2|<w:isLgl/>")
    assert lines(numbered("总则") + numbered("目标", level=1), numbering=numbering) == [
        "第一章 总则",
        "1.1 目标",
    ]


def test_a_level_that_never_restarts_counts_through():
    numbering = list_levels("chineseCounting|%1、", "chineseCounting|（%2）|<w:lvlRestart w:val='0'/>")
    body = "".join(numbered("事项", level=level) for level in (0, 1, 0, 1))
    assert lines(body, numbering=numbering) == ["一、事项", "（一）事项", "二、事项", "（二）事项"]


def test_a_level_may_restart_after_the_first_level_only():
    numbering = list_levels("decimal|%1.", "decimal|%2)", "lowerLetter|%3|<w:lvlRestart w:val='1'/>")
    body = "".join(numbered("事", level=level) for level in (0, 1, 2, 1, 2, 0, 1, 2))
    assert [line[0] for line in lines(body, numbering=numbering)] == list("11a2b21a")


def test_two_lists_of_one_definition_count_on_and_an_override_starts_afresh():
    numbering = OFFICIAL + (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    )
    body = numbered("甲") + numbered("乙", number=2) + numbered("丙", number=3) + numbered("丁", number=3)
    assert lines(body, numbering=numbering) == ["一、甲", "二、乙", "一、丙", "二、丁"]


def test_an_override_may_replace_a_level():
    inner = f'<w:lvlOverride w:ilvl="0">{list_level(0, "decimalEnclosedCircle|%1")}</w:lvlOverride>'
    numbering = list_levels("decimal|%1.", inner=inner)
    assert lines(numbered("甲") + numbered("乙"), numbering=numbering) == ["①甲", "②乙"]


def test_a_deep_number_before_any_other_shows_the_first_of_the_levels_above():
    numbering = list_levels("decimal|%1", "decimal|%1.%2")
    assert lines(numbered("甲", level=1) + numbered("乙"), numbering=numbering) == ["1.1 甲", "1 乙"]


def test_numbers_come_through_styles():
    definitions = styles(
        ("H1", "heading 1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
        ("H2", "heading 2", '<w:basedOn w:val="H1"/>'),
    )
    numbering = list_levels(
        "chineseCounting|%1、|<w:pStyle w:val='H1'/>", "chineseCounting|（%2）|<w:pStyle w:val='H2'/>"
    )
    body = paragraph("总则", '<w:pStyle w:val="H1"/>') + paragraph("目标", '<w:pStyle w:val="H2"/>')
    source = load(word_file(body, numbering=numbering, styles=definitions))
    assert source.text == "一、总则\n（一）目标"
    assert [p.level for p in source.paragraphs] == [1, 2]


def test_a_paragraph_may_switch_its_style_s_number_off():
    definitions = styles(("H1", "heading 1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'))
    body = paragraph("附件", '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(body, numbering=OFFICIAL, styles=definitions) == ["附件"]


def test_a_list_that_links_to_a_list_style_uses_its_definition():
    numbering = (
        '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>' + OFFICIAL
    )
    definitions = styles(("L", "list", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'))
    assert lines(numbered("甲", number=7), numbering=numbering, styles=definitions) == ["一、甲"]


def test_a_list_that_links_in_a_circle_has_no_number():
    numbering = (
        '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>'
    )
    definitions = styles(("L", "list", '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr>'))
    assert lines(numbered("甲", number=7), numbering=numbering, styles=definitions) == ["甲"]


@pytest.mark.parametrize("number", [9, -1])
def test_a_list_that_does_not_exist_has_no_number(number):
    assert lines(numbered("甲", number=number), numbering=OFFICIAL) == ["甲"]


def test_a_bullet_of_a_symbol_font_is_printed_as_the_bullet_it_shows():
    assert lines(numbered("要点"), numbering=list_levels("bullet|\uf0b7")) == ["•要点"]


def test_an_unknown_number_format_is_printed_as_a_decimal_with_a_warning():
    source = load(word_file(numbered("事"), numbering=list_levels("thaiNumbers|%1、")))
    assert source.text == "1、事"
    assert source.warnings[0].code == "unknown_number_format"
    assert source.warnings[0].values["format"] == "thaiNumbers"


def test_an_empty_numbered_paragraph_counts_and_leaves_no_line():
    assert lines(numbered("甲") + numbered("") + numbered("丙"), numbering=OFFICIAL) == ["一、甲", "三、丙"]


def test_a_number_never_runs_into_a_digit():
    assert lines(numbered("5G应用"), numbering=list_levels("decimal|%1.")) == ["1. 5G应用"]


@pytest.mark.parametrize(
    ("kind", "numbers", "expected"),
    [
        ("decimal", (1, 12), "1 12"),
        ("decimalZero", (3, 12), "03 12"),
        ("upperRoman", (4, 19, 1994), "IV XIX MCMXCIV"),
        ("lowerRoman", (3,), "iii"),
        ("upperLetter", (1, 26, 27), "A Z AA"),
        ("lowerLetter", (2,), "b"),
        ("chineseCounting", (1, 10, 11, 20, 21, 99, 105), "一 十 十一 二十 二十一 九十九 一○五"),
        (
            "chineseCountingThousand",
            (10, 15, 100, 105, 110, 1005, 1050),
            "十 十五 一百 一百零五 一百一十 一千零五 一千零五十",
        ),
        ("chineseCountingThousand", (10_000, 20_005), "一万 二万零五"),
        ("japaneseCounting", (12,), "十二"),
        ("ideographDigital", (10, 205), "一〇 二〇五"),
        ("chineseLegalSimplified", (11, 203), "壹拾壹 贰佰零叁"),
        ("ideographTraditional", (1, 10, 11), "甲 癸 甲"),
        ("ideographZodiac", (1, 12), "子 亥"),
        ("ideographZodiacTraditional", (1, 13), "甲子 丙子"),
        ("decimalEnclosedCircle", (1, 20, 21, 35, 36, 50, 51), "① ⑳ ㉑ ㉟ ㊱ ㊿ 51"),
        ("decimalEnclosedParen", (1, 20, 21), "⑴ ⒇ 21"),
        ("decimalEnclosedFullstop", (2,), "⒉"),
        ("ideographEnclosedCircle", (10,), "㊉"),
        ("decimalFullWidth", (12,), "１２"),
        ("numberInDash", (1,), "- 1 -"),
        ("none", (1,), ""),
    ],
)
def test_a_number_is_printed_in_its_format(kind, numbers, expected):
    assert " ".join(numerals.printed(number, kind) for number in numbers) == expected


def test_zero_and_huge_numbers_are_printed_as_digits():
    assert numerals.printed(0, "chineseCounting") == "0"
    assert numerals.printed(10**6, "upperRoman") == "1000000"


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
    inner = f"<w:txbxContent><w:p>{run('外')}<w:r><w:pict>{box('内')}</w:pict></w:r></w:p>{table(cell('甲') + cell('乙'))}</w:txbxContent>"
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
    body = f"<w:p><w:fldSimple w:instr='SEQ 表'>{run('3')}</w:fldSimple><w:fldSimple w:instr=' NUMPAGES '>{run('9')}</w:fldSimple></w:p>"
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
        f"<w:p><w:hyperlink>{run('链')}</w:hyperlink><w:smartTag>{run('接')}</w:smartTag><m:oMath><m:r><m:t>x=1</m:t></m:r>"
        f"</m:oMath><w:r><w:ruby><w:rt>{run('pīn')}</w:rt><w:rubyBase>{run('拼')}</w:rubyBase></w:ruby></w:r></w:p>"
    )
    assert lines(body) == ["链接x=1拼"]


def test_a_choice_around_paragraphs_is_read_once():
    both = f"<mc:AlternateContent><mc:Choice>{paragraph('甲')}</mc:Choice><mc:Fallback>{paragraph('甲')}</mc:Fallback></mc:AlternateContent>"
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
