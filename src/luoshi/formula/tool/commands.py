"""The words of the command line (命令行): `luoshi formula check | explain | eval | bench`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

REFUSED = 2
PURPOSES = ("statistics", "monitor", "grant", "punish", "list", "publish")


def main(argv: Sequence[str] | None = None, prog: str = "luoshi formula") -> int:
    """Run one command; return its exit code: 1 for formulas that are wrong, 2 for files and options that are."""
    from luoshi.formula.errors import FormulaError
    from luoshi.formula.tool.asking import explained
    from luoshi.formula.tool.faults import Refused
    from luoshi.formula.tool.showing import note

    options = parser(prog).parse_args(argv)
    try:
        return RUN[options.command](options)
    except Refused as refused:
        note(refused.say(options.lang))
        return REFUSED
    except FormulaError as error:
        note(explained(error, options.lang))
        return 1


def parser(prog: str = "luoshi formula") -> argparse.ArgumentParser:
    """Everything that can be asked."""
    whole = argparse.ArgumentParser(
        prog=prog,
        description="公式语言:不用网站和数据库,检查、说明、计算公式。 Formulas over files, without a site or database.",
    )
    commands = whole.add_subparsers(title="命令 / commands", required=True, metavar="COMMAND", dest="command")
    _check(commands)
    _explain(commands)
    _eval(commands)
    _bench(commands)
    return whole


def _check(commands: Commands) -> None:
    command = commands.add_parser(
        "check", help="检查公式,指出全部错误 / name everything that is wrong with formulas"
    )
    command.add_argument(
        "formula", nargs="*", metavar="FORMULA", help="公式,或目录中公式的代码 / a formula or its code"
    )
    _add_catalogue(command)
    command.add_argument("--unit", default="", help="结果应有的单位 / the unit that its value must have")
    command.add_argument("--purpose", choices=PURPOSES, help="结果的用途 / what its value will be used for")
    command.add_argument("--json", action="store_true", help="以JSON输出 / as JSON")


def _explain(commands: Commands) -> None:
    command = commands.add_parser(
        "explain", help="把公式读成一句话,并逐步说明一个主体 / the sentence, then every step"
    )
    command.add_argument(
        "formula", nargs="?", metavar="FORMULA", help="公式,或目录中公式的代码 / a formula or its code"
    )
    _add_catalogue(command)
    _add_rows(command)
    command.add_argument("--body", metavar="WHO", help="哪个主体 / which body")
    command.add_argument(
        "--cell",
        action="append",
        metavar="area=…",
        help="哪个地区、行业;默认全部 / which area, industry; else all",
    )
    command.add_argument(
        "--cheapest", action="store_true", help="再给出最省的达标办法 / and the cheapest way to meet it"
    )
    command.add_argument("--json", action="store_true", help="以JSON输出 / as JSON")


def _eval(commands: Commands) -> None:
    command = commands.add_parser("eval", help="对全部行或单元计算 / evaluate all rows or cells")
    command.add_argument(
        "formula", nargs="*", metavar="FORMULA", help="公式,或目录中公式的代码 / a formula or its code"
    )
    _add_catalogue(command)
    _add_rows(command)
    command.add_argument(
        "--output",
        "-o",
        default="",
        metavar="FILE",
        help="写入csv、xlsx或parquet文件;默认打印 / write it; else print",
    )
    command.add_argument(
        "--bulk", action="store_true", help="用引擎批量计算,适合几万行以上 / by an engine, for many rows"
    )
    command.add_argument(
        "--limit", type=int, default=50, help="最多打印的行数,0为全部 / rows to print, 0 for all"
    )


def _bench(commands: Commands) -> None:
    command = commands.add_parser("bench", help="测公式在本机的速度 / how long formulas take on this machine")
    command.add_argument(
        "formula", nargs="*", metavar="FORMULA", help="公式,或目录中公式的代码 / a formula or its code"
    )
    _add_catalogue(command)
    _add_rows(command)
    command.add_argument(
        "--count",
        type=int,
        default=10_000,
        help="没有数据文件时造多少行 / rows to make up where no file is given",
    )
    command.add_argument("--seed", type=int, default=1, help="造数的种子 / the seed of what is made up")


def _add_catalogue(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--catalogue",
        "-c",
        default="",
        metavar="FILE",
        help="目录,toml或xlsx / what formulas speak of, toml or xlsx",
    )
    command.add_argument(
        "--formulas",
        "-f",
        default="",
        metavar="FILE",
        help="公式文件,每行“代码 := 公式” / lines of code := formula",
    )
    command.add_argument(
        "--lang", choices=("zh", "en"), default="zh", help="提示语的语言 / language of sentences"
    )


def _add_rows(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--rows", "-r", default="", metavar="FILE", help="数据,csv、xlsx或parquet / rows of bodies"
    )
    command.add_argument("--areas", default="", metavar="FILE", help="地区的数据 / rows of areas")
    command.add_argument(
        "--shared", default="", metavar="FILE", help="共用的数据,如价格指数 / rows for everybody"
    )
    command.add_argument(
        "--period",
        action="append",
        metavar="PERIOD",
        help="统计期;默认数据中的各期 / default: each of the rows",
    )
    command.add_argument(
        "--as-of", default="", metavar="YYYY-MM-DD", help="评定日;默认期末 / default: the period's last day"
    )
    command.add_argument("--sheet", default="", help="工作表 / which sheet")
    command.add_argument("--encoding", default="", help="编码;默认自动识别 / default: recognised")
    command.add_argument(
        "--body-column", default="", metavar="HEADING", help="主体所在列 / the column that says of whom"
    )
    command.add_argument(
        "--period-column", default="", metavar="HEADING", help="统计期所在列 / the column of periods"
    )
    command.add_argument(
        "--tidy", action="store_true", help="也读全角数字、千位分隔符、科学计数 / read １,234 and 1e5 too"
    )


def _run_check(options: argparse.Namespace) -> int:
    from luoshi.formula.tool.checking import check

    return check(options)


def _run_explain(options: argparse.Namespace) -> int:
    from luoshi.formula.tool.explaining import explain

    return explain(options)


def _run_eval(options: argparse.Namespace) -> int:
    from luoshi.formula.tool.evaluating import evaluate

    return evaluate(options)


def _run_bench(options: argparse.Namespace) -> int:
    from luoshi.formula.tool.timing import bench

    return bench(options)


RUN: dict[str, Callable[[argparse.Namespace], int]] = {
    "check": _run_check, "explain": _run_explain, "eval": _run_eval, "bench": _run_bench,
}  # fmt: skip
