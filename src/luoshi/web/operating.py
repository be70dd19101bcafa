"""Running an installation from the command line (运行维护): serve, the first administrator, doctor, verify."""

from __future__ import annotations

import getpass
import socket
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from luoshi.web.errors import CannotRun

LOOPBACK = "127.0.0.1"
EVERYWHERE = "0.0.0.0"  # noqa: S104  only where the administrator has named the hosts


def say(text: str) -> None:
    """One line to whoever typed the command."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def start() -> None:
    """Load the settings and every room; raise CannotRun when the environment does not allow it."""
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db import connections

    try:
        with usable_folders():
            django.setup()
        # Fails unless the driver is here and the address names a database.
        connections["default"].get_connection_params()
    except (ImproperlyConfigured, ValueError) as error:
        if "psycopg" in str(error):
            raise CannotRun(
                "缺少PostgreSQL驱动,请安装 / the driver for PostgreSQL is missing: pip install 'luoshi[postgres]'"
            ) from error
        raise CannotRun(f"设置有误 / a setting is wrong: {error}") from error


@contextmanager
def usable_folders() -> Iterator[None]:
    """Say in one sentence when a folder or a file of the installation can't be used."""
    try:
        yield
    except OSError as error:
        raise CannotRun(
            f"目录不可用,请修改权限或设置LUOSHI_HOME / give this folder to the user that runs Luoshi, "
            f"or set LUOSHI_HOME: {error.filename}: {error.strerror}"
        ) from error


@contextmanager
def reachable_database() -> Iterator[None]:
    """Say in one sentence when the database does not answer or is none of ours."""
    from django.db import DatabaseError
    from django.db.migrations.exceptions import InconsistentMigrationHistory

    from luoshi.kernel.checks import knock

    try:
        knock()
        yield
    except (DatabaseError, InconsistentMigrationHistory) as error:
        raise CannotRun(
            f"数据库不可用,`luoshi doctor`说明如何处理 / the database can't be used, `luoshi doctor` says more: "
            f"{' '.join(str(error).split())}"
        ) from error


def prepare() -> None:
    """Bring an installation to this version, after a backup; raise CannotRun for a newer or foreign database."""
    from luoshi.web import keeping

    with reachable_database(), usable_folders():
        refuse_foreign_database()
        refuse_newer_database()
        keeping.back_up_before_migrating()
        bring_up_to_date()


def bring_up_to_date() -> None:
    """Migrate the database and collect the static files."""
    from django.core.management import call_command

    from luoshi.kernel.services import search

    call_command("migrate", verbosity=0, interactive=False)
    search.fill()
    call_command("collectstatic", verbosity=0, interactive=False)


def refuse_foreign_database() -> None:
    """Raise CannotRun when the database already holds the tables of something else."""
    from django.apps import apps
    from django.db import connection

    tables = set(connection.introspection.table_names())
    ours = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    if tables & {table for table in ours if table.startswith("kernel_")}:
        return
    if foreign := sorted(tables - ours - {"django_migrations"}):
        raise CannotRun(
            f"数据库中已有其他系统的表({foreign[0]}等),未作改动;请另建一个空库。 "
            f"The database belongs to something else and was left alone: name an empty one in LUOSHI_DATABASE_URL."
        )


def refuse_newer_database() -> None:
    """Raise CannotRun when a migration was applied that this version does not know."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    from luoshi.kernel.keeping.contents import unknown_migrations

    if unknown := unknown_migrations(MigrationRecorder(connection).applied_migrations()):
        names = ", ".join(unknown)
        raise CannotRun(
            f"数据库由更新的版本升级过({names}),请升级本程序。 The database belongs to a newer version: upgrade Luoshi."
        )


def serve_site(*, host: str, port: int, workers: int) -> int:
    """Migrate, then keep the site and its workers up; loopback until the allowed hosts are set."""
    start()
    from luoshi.web import environment
    from luoshi.web.serve import serve

    address = host or (EVERYWHERE if environment.names_hosts() else LOOPBACK)
    need_free_port(host=address, port=port)
    prepare()
    say(f"http://{LOOPBACK if address == EVERYWHERE else address}:{port}/")
    return serve(host=address, port=port, workers=workers)


def need_free_port(*, host: str, port: int) -> None:
    """Raise CannotRun when nobody can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise CannotRun(
                f"{host}:{port}不可用,请用--port换一个端口 / can't be listened at, choose another with --port: {error}"
            ) from error


def need_ready_database() -> None:
    """Raise CannotRun unless the database answers and is of this version."""
    from luoshi.kernel import checks

    for finding in checks.database():
        raise CannotRun(f"{finding.problem} {finding.remedy}")


def work() -> int:
    """Run one more worker beside those of `luoshi serve`."""
    start()
    need_ready_database()
    from luoshi.kernel.jobs import run_worker

    run_worker()
    return 0


def create_admin(*, username: str, name: str, body: str, area: str) -> int:
    """Make the first administrator; the password is asked for, or read from a pipe."""
    start()
    from luoshi.kernel import clock
    from luoshi.kernel.access import SYSTEM
    from luoshi.kernel.errors import Refusal
    from luoshi.kernel.services.people import create_administrator

    prepare()
    try:
        create_administrator(
            username=username,
            password=_password(),
            display_name=name or username,
            body_name=body,
            area_code=area,
            by=SYSTEM,
            at=clock.now(),
        )
    except Refusal as refusal:
        raise CannotRun(str(refusal)) from refusal
    say(f"{username}: OK")
    return 0


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("密码 / password: ")
    if getpass.getpass("再输一次 / once more: ") != password:
        raise CannotRun("两次输入的密码不一致。 The two passwords differ.")
    return password


def report_checks(*, proofs: bool, language: str) -> int:
    """Print what `doctor` looks at, or what `verify` proves; 1 when something is not sound."""
    start()
    from django.utils import translation

    with translation.override("en" if language == "en" else "zh-hans"):
        return report_proofs() if proofs else _examined()


def _examined() -> int:
    from django.conf import settings
    from django.utils.translation import gettext as _

    from luoshi.kernel import checks
    from luoshi.web import machine

    say(f"LUOSHI_HOME={settings.LUOSHI_HOME}")
    is_sound = report(checks.examine())
    say(str(_("Good to have; Luoshi runs without:")))
    for program in machine.optional_programs():
        say(f"{'✓' if program.is_here else '·'} {program.name}: {program.use}")
        if not program.is_here:
            say(f"    → apt-get install {program.package}")
    return 0 if is_sound else 1


def report_proofs() -> int:
    """Print what `verify` proves; 1 when something was touched."""
    from luoshi.kernel import checks

    need_ready_database()
    return 0 if report(checks.verify()) else 1


def report(examined: Iterable) -> bool:
    """Print what came of each check; whether all are sound."""
    is_sound = True
    for each in examined:
        is_sound &= each.is_sound
        say(f"{'✓' if each.is_sound else '✗'} {each.check.label}")
        for finding in each.findings:
            say(f"    {finding.problem}\n    → {finding.remedy}")
    return is_sound
