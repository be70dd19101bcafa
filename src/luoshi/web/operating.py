"""Running an installation from the command line (运行维护): serve, the first administrator, doctor, verify."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterable

import django
from django.conf import settings

LOOPBACK = "127.0.0.1"


def say(text: str) -> None:
    """One line to whoever typed the command."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def prepare() -> None:
    """Bring the database and the static files to this version."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


class NewerDatabase(Exception):
    """The database was migrated by a newer version: this one must not write into it."""


def refuse_newer_database() -> None:
    """Raise NewerDatabase when a migration was applied that this version does not know."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    ours = {app for app, _ in loader.disk_migrations}
    unknown = [
        key for key in loader.applied_migrations if key[0] in ours and key not in loader.disk_migrations
    ]
    if unknown:
        raise NewerDatabase(", ".join(f"{app}.{name}" for app, name in sorted(unknown)))


def serve_site(*, host: str, port: int, workers: int) -> int:
    """Migrate, then keep the site and its workers up; loopback until the allowed hosts are set."""
    django.setup()
    from luoshi.web import environment
    from luoshi.web.serve import serve

    try:
        refuse_newer_database()
    except NewerDatabase as error:
        sys.stderr.write(
            f"luoshi: 数据库由更新的版本升级过({error}),请升级本程序。 The database belongs to a newer version.\n"
        )
        return 1
    prepare()
    named = environment.allowed_hosts() != environment.allowed_hosts({})
    address = host or ("0.0.0.0" if named else LOOPBACK)  # noqa: S104  the administrator has named the hosts
    say(f"http://{LOOPBACK if address == '0.0.0.0' else address}:{port}/")  # noqa: S104
    return serve(host=address, port=port, workers=workers)


def create_admin(*, username: str, name: str, body: str, area: str) -> int:
    """Make the first administrator; the password is asked for, or read from a pipe."""
    django.setup()
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
        sys.stderr.write(f"luoshi: {refusal}\n")
        return 1
    say(f"{username}: OK")
    return 0


def _password() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("密码 / password: ")
    return sys.stdin.readline().rstrip("\n")


def report_checks(*, proofs: bool) -> int:
    """Print what `doctor` looks at, or what `verify` proves; 1 when something is not sound."""
    django.setup()
    from luoshi.kernel import checks

    return _report(checks.verify() if proofs else checks.examine())


def _report(examined: Iterable) -> int:
    sound = True
    for each in examined:
        sound &= each.is_sound
        say(f"{'✓' if each.is_sound else '✗'} {each.check.label}")
        for finding in each.findings:
            say(f"    {finding.problem}\n    → {finding.remedy}")
    say(f"LUOSHI_HOME={settings.LUOSHI_HOME}")
    return 0 if sound else 1
