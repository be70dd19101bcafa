"""Files for the command line: a small catalogue, rows in every kind of file, and a way to run a command."""

from pathlib import Path

import openpyxl
import pytest

from luoshi.formula.tool.commands import main

CATALOGUE = """
[names.rd]
zh = "研发费用"
en = "R&D expense"
unit = "万元"

[names.revenue]
zh = "营业收入"
en = "revenue"
unit = "万元"
floor = "80%"

[names.staff]
zh = "职工人数"
en = "employees"
unit = "人"
time = "stock"
lever = {step = 1, low = 0, high = 2000}

[names.is_listed]
zh = "是否上市"
kind = "truth"
time = "none"

[names.founded]
zh = "成立日期"
kind = "date"
time = "none"

[names.trade]
zh = "行业"
kind = "code"
time = "none"

[names.pace]
zh = "产值增速"
unit = "%"
time = "rate"

[names.people]
zh = "常住人口"
unit = "人"
level = "area"
time = "stock"

[names.share]
zh = "研发强度"
definition = "研发费用 / 营业收入"

[parameters.bar]
zh = "研发门槛"
unit = "%"
values = [
  {from = 2020-01-01, value = 2, clause = "第三条"},
  {from = 2022-01-01, value = 3, clause = "第五条"},
]

[tables.marks]
zh = "强度分"
unit = "%"
bands = [["", 2, 0], [2, 4, 3], [4, "", 5]]

[dimensions.area]
zh = "地区"
levels = [["市", "city"], ["县", "county"]]
members = [
  {member = "天水", level = "市"},
  {member = "秦州", level = "县", above = "天水"},
  {member = "麦积", level = "县", above = "天水"},
]

[formulas]
eligible = "研发强度 >= 参数(研发门槛) 且 职工人数 <= 300人"
county = "sum(研发费用, 按=县) / sum(营业收入, 按=县)"
"""
ROWS = """企业名称,年度,县区,研发费用(千元),营业收入（万元）,职工人数(人)
甲厂,2021,秦州,3000,10000,120
乙厂,2021,秦州,2870,10000,301
丙厂,2021,麦积,,8000,50
"""


class Folder:
    """A folder with a catalogue, in which a command is run."""

    def __init__(self, path: Path, capture) -> None:
        self.path, self.capture = path, capture
        self.write("catalogue.toml", CATALOGUE)

    def write(self, name: str, content: str | bytes) -> str:
        path = self.path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def workbook(self, name: str, lines, *, merged=(), formats=None, title="2021") -> str:
        book = openpyxl.Workbook()
        page = book.active
        page.title = title
        for line in lines:
            page.append(line)
        for span in merged:
            page.merge_cells(span)
        for cell, form in (formats or {}).items():
            page[cell].number_format = form
        book.save(self.path / name)
        return str(self.path / name)

    def run(self, *arguments) -> tuple[int, str, str]:
        """A command; its code, what it prints, what it says beside."""
        code = main([str(each) for each in arguments])
        out, err = self.capture.readouterr()
        return code, out, err

    def evaluate(self, rows: str, formula: str, *more) -> tuple[int, str, str]:
        """Evaluate a formula over a file of the folder."""
        return self.run("eval", formula, "-c", self.path / "catalogue.toml", "-r", rows, *more)

    def refusal(self, rows: str, formula: str = "研发费用", *more) -> str:
        """What is said when a file is refused."""
        code, out, err = self.evaluate(rows, formula, *more)
        assert (code, out) == (2, "")
        return err


@pytest.fixture
def folder(tmp_path, capsys) -> Folder:
    return Folder(tmp_path, capsys)


def values(out: str) -> list[str]:
    """The lines of a printed table, without its head."""
    return [" ".join(line.split()) for line in out.splitlines()[2:]]
