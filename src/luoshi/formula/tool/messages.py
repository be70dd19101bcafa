"""Sentences for what may be wrong with a file (提示语): Chinese, English. Each says what would be right."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "T100": ("……另有{count}处差错", "… and {count} more"),
    # files
    "T101": ("没有这个文件", "there is no such file"),
    "T102": ("不能读取：{why}", "cannot be read: {why}"),
    "T103": (
        "文件是空的；第一行应是列名，其下每行一条记录",
        "the file is empty; the first row should hold the headings, every row below a record",
    ),
    "T104": (
        "不是UTF-8也不是GB18030编码（第{byte}个字节起）；请另存为“CSV UTF-8”，或用--encoding写明编码",
        "neither UTF-8 nor GB18030 (from byte {byte}); save it as CSV UTF-8, or name its encoding by --encoding",
    ),
    "T105": (
        "不能按{encoding}解码（第{byte}个字节起）；可以不写--encoding，由程序识别",
        "is not in {encoding} (from byte {byte}); without --encoding it is recognised",
    ),
    "T106": (
        "不是文本，也不是xlsx或Parquet；请另存为CSV（UTF-8）或xlsx",
        "is neither text nor xlsx nor Parquet; save it as CSV (UTF-8) or xlsx",
    ),
    "T107": ("是旧版xls工作簿；请另存为xlsx", "is an old xls workbook; save it as xlsx"),
    "T108": ("损坏或加了密：{why}", "is damaged or encrypted: {why}"),
    "T109": ("没有工作表“{found}”；有{sheets}", 'has no sheet "{found}"; there are {sheets}'),
    "T110": (
        "有{found}格，列名有{expected}个；含逗号的值应加英文双引号，空值也要留逗号",
        "has {found} cells, there are {expected} headings; a value with a comma in it stands in double quotes, an "
        "empty one keeps its comma",
    ),
    "T111": ("没有不认识的编码“{found}”；常用的是utf-8、gb18030", 'no encoding "{found}"; common are utf-8, gb18030'),
    "T112": ("引号没有结束，或行太长：{why}", "a quotation does not end, or a line is too long: {why}"),
    # headings
    "T201": (
        "前{rows}行中没有目录里的名称；第一行是{found}；目录中有{names}",
        "none of the first {rows} rows holds names of the catalogue; the first is {found}; the catalogue has {names}",
    ),
    "T202": ("没有“{name}”这一列，而公式要用它{near}", 'there is no column "{name}", which the formula reads{near}'),
    "T203": (
        "“{column}”与{other}列的“{first}”是同一个名称，请删去一列或改名",
        '"{column}" is the same name as "{first}" in column {other}; delete or rename one',
    ),
    "T204": (
        "列名的单位是“{found}”，而“{name}”以“{unit}”计，不能换算；请改列名中的单位",
        'the heading is in {found}, but "{name}" is counted in {unit}, which is no multiple of it; mend the heading',
    ),
    "T205": ("没有“{found}”这一列；有{columns}", 'there is no column "{found}"; there are {columns}'),
    # cells
    "T301": (
        "“{found}”不是数；应只有数字、小数点和负号，如-1234.5；没有数就留空（未报），或写原因，如不适用、保密",
        '"{found}" is no number; right are digits, a point and a minus sign, as -1234.5; leave the cell empty for '
        '"not reported", or write a reason, as 不适用 (not applicable) or 保密 (confidential)',
    ),
    "T302": ("“{found}”不是数，而是{what}；这一列应是数", '"{found}" is {what}; this column holds numbers'),
    "T303": (
        "“{found}”不是有限的数；未报请留空，其他原因请写明，如不适用、保密",
        '"{found}" is no finite number; leave the cell empty for "not reported", or write a reason, as 不适用 '
        "(not applicable) or 保密 (confidential)",
    ),
    "T304": (
        "“{found}”是{what}，请写“{right}”；或加--tidy，由程序这样读",
        '"{found}" has {what}; write "{right}", or let --tidy read it so',
    ),
    "T305": (
        "“{found}”的单位是“{unit}”，这一列以“{wanted}”计，不能换算",
        '"{found}" is in {unit}; this column is in {wanted}, which is no multiple of it',
    ),
    "T306": (
        "单元格是百分数格式（{found}），而“{name}”以“{unit}”计；请改单元格格式",
        'the cell is formatted as a percentage ({found}), but "{name}" is counted in {unit}; change its format',
    ),
    "T307": ("“{found}”不是是非；应写是或否、true或false", '"{found}" is neither yes nor no; write 是/否 or true/false'),
    "T308": (
        "“{found}”不是日期；应写2022-01-31、2022/1/31或2022年1月31日",
        '"{found}" is no day; right would be 2022-01-31, 2022/1/31 or 2022年1月31日',
    ),
    "T309": (
        "“{found}”不是统计期；应写2020、2020-H1、2020-Q3、2020-07或2020-01..07",
        '"{found}" is no period; right would be 2020, 2020-H1, 2020-Q3, 2020-07 or 2020-01..07',
    ),
    "T310": ("“{found}”不是代码", '"{found}" is no code'),
    "T311": ("没有写明是谁（“{column}”是空的）", 'does not say of whom it is ("{column}" is empty)'),
    "T312": (
        "“{found}”像是合计行；各行应是一个主体，请删去合计行",
        '"{found}" seems to be a total; every row is one body: delete the row of totals',
    ),
    "T313": (
        "{who}已在第{row}行报过同一期；请删去一行，或用known_from列写明哪一次在后",
        "{who} stands in row {row} for the same period already; delete one, or say in a column known_from which is "
        "the later",
    ),
    "T314": ("“{found}”是公式的错误值；请改正公式，或留空", '"{found}" is the error of a formula; mend it, or leave the cell empty'),
    # catalogues
    "T401": ("目录不是TOML也不是xlsx：{why}", "the catalogue is neither TOML nor xlsx: {why}"),
    "T402": ("不认识“{found}”；{near}", '"{found}" is not known here; {near}'),
    "T403": ("应是{expected}，不是“{found}”", 'must be {expected}, not "{found}"'),
    "T404": ("缺少“{key}”", '"{key}" is needed'),
    "T405": ("不认识单位“{found}”{near}", 'unknown unit "{found}"{near}'),
    "T406": ("{problem}", "{problem}"),
    "T407": ("“{found}”已在{other}定义", '"{found}" is defined at {other} already'),
    # asking
    "T501": ("请写一个公式，或用--formulas给出公式文件", "write a formula, or name a file of formulas by --formulas"),
    "T502": ("文件中没有公式", "there is no formula in it"),
    "T503": ("没有主体“{found}”；有{bodies}", 'there is no body "{found}"; there are {bodies}'),
    "T504": (
        "有{count}个主体，请用--body说明是哪一个：{bodies}",
        "there are {count} bodies; say which by --body: {bodies}",
    ),
    "T505": ("有{count}个统计期，请用--period说明是哪一个：{periods}", "there are {count} periods; say which by --period: {periods}"),
    "T506": (
        "“{found}”不是输出文件；应以.csv、.xlsx或.parquet结尾",
        '"{found}" is no file to write; its name ends in .csv, .xlsx or .parquet',
    ),
    "T507": ("“{found}”不是{expected}", '"{found}" is not {expected}'),
    "T508": ("不能写入：{why}", "cannot be written: {why}"),
    "T509": ("没有记录可计算", "there are no rows to evaluate"),
    "T511": ("“{tree}”中没有“{found}”{near}", '"{found}" is not in "{tree}"{near}'),
}  # fmt: skip
