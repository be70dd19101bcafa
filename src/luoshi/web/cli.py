"""The command line (命令行): one command, `luoshi`, for reading a document and running a site."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from luoshi import __version__
from luoshi.web import keeping, travelling
from luoshi.web.errors import CannotRun
from luoshi.web.languages import add_language

DEMO_DAY = "2025-09-15"
PORT = 8000
CANNOT_RUN = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code (2 for what was asked wrongly or cannot be read)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.web.settings")
    given = list(sys.argv[1:] if argv is None else argv)
    try:
        if given[:1] and given[0] in PASSED_ON:
            return PASSED_ON[given[0]](given[1:])
        options = parser().parse_args(given)
        return options.run(options)
    except CannotRun as refusal:
        sys.stderr.write(f"luoshi: {refusal}\n")
        return CANNOT_RUN
    except BrokenPipeError:
        # Whoever read our output has seen enough; the interpreter must not complain while it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="luoshi",
        description="落实:把产业规划从文件落实到结果。 Luoshi: from the printed plan to the measured result.",
        epilog="`luoshi manage …` 运行Django管理命令 / runs Django's own management commands.",
    )
    parser.add_argument("--version", action="version", version=f"luoshi {__version__}")
    commands = parser.add_subparsers(title="命令 / commands", required=True, metavar="COMMAND")
    _reading(commands)
    # Its own words are read where it stands: the language takes a moment to load.
    commands.add_parser(
        "formula", help="检查、说明、计算公式 / check, explain, evaluate formulas", add_help=False
    )
    _showing(commands)
    _running(commands)
    _keeping(commands)
    keeping.add_commands(commands)
    travelling.add_commands(commands)
    return parser


def _reading(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("read", help="阅读一份公文并输出其要素 / read an official document")
    command.add_argument(
        "file", metavar="FILE", help="txt、html、docx或带文字的pdf;- 为标准输入 / - is stdin"
    )
    form = command.add_mutually_exclusive_group()
    for name, meaning in (
        ("json", "全部要素(JSON) / every fact as JSON"),
        ("text", "规范化文本 / the normalised text"),
        ("check", "可考核性体检 / the check-up"),
    ):
        form.add_argument(f"--{name}", dest="form", action="store_const", const=name, help=meaning)
    add_language(command)
    command.set_defaults(run=_read, form="summary")


def _showing(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("demo", help="建立并打开示例城市 / build and open the example city")
    command.add_argument(
        "--today", default=DEMO_DAY, metavar="YYYY-MM-DD", help=f"演示日期 / default {DEMO_DAY}"
    )
    command.add_argument(
        "--home", metavar="FOLDER", help="存放目录,原有内容会被删除 / built anew in this folder"
    )
    command.add_argument("--port", type=int, default=PORT, help=f"端口 / default {PORT}")
    end = command.add_mutually_exclusive_group()
    end.add_argument("--no-serve", action="store_true", help="建立后退出 / build it and exit")
    end.add_argument("--check", action="store_true", help="建立、自查并退出 / build, check itself, exit")
    command.set_defaults(run=_demo)


def _running(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("serve", help="运行网站和后台任务 / run the site and its worker")
    command.add_argument(
        "--host", default="", help="监听地址;设置LUOSHI_ALLOWED_HOSTS前只监听本机 / loopback by default"
    )
    command.add_argument("--port", type=int, default=PORT, help=f"端口 / default {PORT}")
    command.add_argument("--workers", type=int, default=1, help="后台进程数 / worker processes")
    command.set_defaults(run=_serve)
    command = commands.add_parser("worker", help="再运行一个后台进程 / run one more worker")
    command.set_defaults(run=_worker)


def _keeping(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("createadmin", help="建立首个管理员 / make the first administrator")
    command.add_argument("username")
    command.add_argument("--name", default="", help="姓名 / display name")
    command.add_argument("--body", required=True, help="所在单位全称 / official name of the body")
    command.add_argument("--area", required=True, help="行政区划代码,如620500 / area code (GB/T 2260)")
    command.set_defaults(run=_createadmin)
    command = commands.add_parser(
        "doctor", help="检查本机缺什么、如何补上 / what is missing here and how to get it"
    )
    add_language(command)
    command.set_defaults(run=_report, proofs=False)


def _read(options: argparse.Namespace) -> int:
    from luoshi.web.reading import read_file

    return read_file(name=options.file, form=options.form, language=options.lang)


def _demo(options: argparse.Namespace) -> int:
    from luoshi.web import demonstrating

    day = demonstrating.day_of(options.today)
    if options.check:
        return demonstrating.check_demo(today=day)
    if options.no_serve:
        return demonstrating.build_demo(today=day, home=options.home)
    return demonstrating.show_demo(today=day, home=options.home, port=options.port)


def _serve(options: argparse.Namespace) -> int:
    from luoshi.web import operating

    return operating.serve_site(host=options.host, port=options.port, workers=options.workers)


def _worker(options: argparse.Namespace) -> int:
    from luoshi.web import operating

    return operating.work()


def _createadmin(options: argparse.Namespace) -> int:
    from luoshi.web import operating

    return operating.create_admin(
        username=options.username, name=options.name, body=options.body, area=options.area
    )


def _report(options: argparse.Namespace) -> int:
    from luoshi.web import operating

    return operating.report_checks(proofs=options.proofs, language=options.lang)


def _formula(arguments: Sequence[str]) -> int:
    from luoshi.formula.tool.commands import main as run

    return run(arguments)


def _manage(arguments: Sequence[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["luoshi manage", *arguments])
    return 0


# These read their arguments themselves.
PASSED_ON = {"manage": _manage, "formula": _formula}


if __name__ == "__main__":
    sys.exit(main())
