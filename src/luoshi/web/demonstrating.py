"""`luoshi demo`: the example city, built on its own day and shown, or built and checked (演示)."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from luoshi.web import environment
from luoshi.web.errors import CannotRun
from luoshi.web.operating import LOOPBACK, need_free_port, prepare, say, start

if TYPE_CHECKING:
    from luoshi.web.example.city import Account

DEMO_HOME = "demo"
MARK = ".luoshi-demo"  # what a folder of ours holds: only such a one is emptied
FIRST_DAY = date(2024, 1, 1)  # the example's people hold their posts from this day


def day_of(written: str) -> date:
    """The demo's day as it was asked for; raises CannotRun for what is no day or too early."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise CannotRun(f"{written}: YYYY-MM-DD, 例如 / for example 2025-09-15") from None
    if day < FIRST_DAY:
        raise CannotRun(
            f"演示日期不能早于{FIRST_DAY} / the demo's day can't be before {FIRST_DAY}: {written}"
        )
    return day


def show_demo(*, today: date, home: str | None, port: int) -> int:
    """Build the example city anew, print its accounts, and serve it on loopback."""
    need_free_port(host=LOOPBACK, port=port)
    build_demo(today=today, home=home)
    from luoshi.web.serve import serve

    say(f"http://{LOOPBACK}:{port}/")
    return serve(host=LOOPBACK, port=port, web_processes=1)


def build_demo(*, today: date, home: str | None) -> int:
    """Build the example city anew in a folder of its own and print the accounts."""
    _settle_in(_emptied(Path(home) if home else environment.home() / DEMO_HOME))
    for account in _build(today):
        say(f"{account.username:10} {account.password}   {account.display_name} {account.body}")
    say(f"演示日期 / demo day: {today}")
    return 0


def check_demo(*, today: date) -> int:
    """Build the example city twice in temporary folders and check it; 1 when something is wrong."""
    with _second_building(today) as second, _temporary_home() as home:
        _settle_in(home)
        _build(today)
        from luoshi.web.example import checking
        from luoshi.web.example.digest import digest

        ours = digest()
        theirs = second.communicate()[0].strip()
        wrong = [*checking.failures()]
        if ours != theirs:
            wrong.append(f"built twice, the digests differ: {ours}, {theirs or 'none'}")
        for line in (*checking.figures(), f"digest {ours}", *(f"✗ {failure}" for failure in wrong)):
            say(line)
    say(f"demo: {len(wrong)} failed" if wrong else "demo: OK")
    return 1 if wrong else 0


def print_digest(today: str) -> None:
    """Build the example city once more, in a process of its own, and print its digest."""
    with _temporary_home() as home:
        _settle_in(home)
        _build(date.fromisoformat(today))
        from luoshi.web.example.digest import digest

        say(digest())


@contextmanager
def _second_building(today: date) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "luoshi.web.demonstrating", str(today)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def _temporary_home() -> Iterator[Path]:
    folder = tempfile.mkdtemp(prefix="luoshi-demo-")
    try:
        yield Path(folder)
    finally:
        from django.db import connections

        connections.close_all()
        shutil.rmtree(folder, ignore_errors=True)


def _emptied(home: Path) -> Path:
    """The folder, with the demo that it held before taken away; anything else is left alone and refused."""
    try:
        if (home / MARK).exists():
            shutil.rmtree(home, ignore_errors=True)
        elif home.exists() and any(home.iterdir()):
            raise CannotRun(
                f"{home}不是演示目录且不为空,未作改动;请用--home另选 / is not a demo's folder and not empty: "
                f"it was left alone, choose another with --home"
            )
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        (home / MARK).touch()
    except OSError as error:
        raise CannotRun(f"{home}: {error.strerror}") from error
    return home


def _settle_in(home: Path) -> None:
    """Let this process and its children live in `home`, with the SQLite database there, on loopback."""
    os.environ["LUOSHI_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "luoshi.web.settings"
    os.environ.pop("LUOSHI_DATABASE_URL", None)
    os.environ.pop("LUOSHI_ALLOWED_HOSTS", None)
    start()


def _build(day: date) -> list[Account]:
    from luoshi.web.example.city import build_city, usernames

    prepare()
    passwords = {username: secrets.token_urlsafe(12) for username in usernames()}
    return build_city(today=day, passwords=passwords)


if __name__ == "__main__":
    print_digest(sys.argv[1])
