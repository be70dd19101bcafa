"""Workbooks for tests, made by the programs that make them and by hand where those refuse."""

import io
import zipfile
from datetime import date

import openpyxl
import xlsxwriter

HEAD = ["名称", "信用代码", "区划代码", "类别", "成立日期", "人数", "预算（万元）", "占比（%）", "是否市管"]
CODE = "91620500756558610D"
NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def line(name="示例甲局", **changed):
    """One row in the order of HEAD."""
    row = dict(zip(HEAD, [name, CODE, "620500", "机关", "2024-03-05", 12, 1.5, 20, "是"], strict=True))
    return list((row | changed).values())


def xlsx(rows, *, name="名单", others=(), prepare=None, formats=None):
    """A workbook by XlsxWriter; `prepare(workbook, sheet)` adds what only the program can."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        page = book.add_worksheet(name)
        made = {place: book.add_format(each) for place, each in (formats or {}).items()}
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                _write(page, row, column, value, made.get((row, column)))
        for other, cells in others:
            more = book.add_worksheet(other)
            for row, values in enumerate(cells):
                more.write_row(row, 0, values)
        if prepare:
            prepare(book, page)
    return buffer.getvalue()


def _write(page, row, column, value, form):
    if isinstance(value, date):
        page.write_datetime(row, column, value, form)
    elif isinstance(value, str):
        page.write_string(row, column, value, form)
    elif isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif value is not None:
        page.write_number(row, column, value, form)


def by_openpyxl(rows):
    """A workbook whose formulas have never been calculated."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def raw_xlsx(sheet, *, workbook=None, extra=None, prefix="", packed=zipfile.ZIP_DEFLATED):
    """A workbook from the XML of its one sheet."""
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": _rels(f"{REL}/officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": workbook
        or f'<workbook xmlns="{NS}" xmlns:r="{REL}"><sheets><sheet name="名单" sheetId="1" r:id="rId1"/></sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": _rels(f"{REL}/worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": sheet,
        **(extra or {}),
    }
    return archive(parts, packed=packed)


def _rels(kind, target):
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kind}" Target="{target}"/></Relationships>'
    )


def archive(parts, packed=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packed) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return buffer.getvalue()


def sheet_xml(rows, *, before="", after="", prefix=""):
    """A sheet with its texts inside the cells."""
    tag = f"{prefix}:" if prefix else ""
    cells = "".join(
        f'<{tag}row r="{number}">'
        + "".join(
            f'<{tag}c t="inlineStr"><{tag}is><{tag}t>{text}</{tag}t></{tag}is></{tag}c>' for text in row
        )
        + f"</{tag}row>"
        for number, row in enumerate(rows, start=1)
    )
    xmlns = f"xmlns:{prefix}" if prefix else "xmlns"
    return f'<{tag}worksheet {xmlns}="{NS}">{before}<{tag}sheetData>{cells}</{tag}sheetData>{after}</{tag}worksheet>'


def ods(rows, *, body=""):
    """An OpenDocument sheet of texts; `body` is put in as it is."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
            for text in row
        )
        + "</table:table-row>"
        for row in rows
    )
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<office:document-content xmlns:office="{office}office:1.0" xmlns:table="{office}table:1.0" '
        f'xmlns:text="{office}text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="名单">{cells}{body}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    manifest = f'<m:manifest xmlns:m="{office}manifest:1.0"/>'
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": manifest,
            "content.xml": content,
        }
    )


def csv_text(rows, delimiter=","):
    return "".join(delimiter.join("" if cell is None else str(cell) for cell in row) + "\r\n" for row in rows)


def html_table(rows, *, head='<meta charset="utf-8">'):
    lines = "".join(
        "<tr>" + "".join(f"<td>{'' if cell is None else cell}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<html><head>{head}</head><body><table border=1>{lines}</table></body></html>"


def spreadsheetml(rows):
    lines = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row) + "</Row>"
        for row in rows
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        f'<Worksheet ss:Name="名单"><Table>{lines}</Table></Worksheet></Workbook>'
    )
