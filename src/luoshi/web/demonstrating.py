"""`luoshi demo`: the example city, built on its own day and shown, or built and checked (演示)."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from luoshi.web import environment

DEMO_HOME = "demo"


def show_demo(*, today: str, port: int) -> int:
    """Build the example city anew in a folder of its own, print the accounts, and serve it on loopback."""
    day = _day(today)
    if day is None:
        return 2
    home = environment.home() / DEMO_HOME
    shutil.rmtree(home, ignore_errors=True)
    _settle_in(home)
    from luoshi.web.operating import LOOPBACK, say
    from luoshi.web.serve import serve

    for account in _build(day):
        say(f"{account.username:10} {account.password}   {account.display_name} {account.body}")
    say(f"演示日期 / demo day: {day}\nhttp://{LOOPBACK}:{port}/")
    return serve(host=LOOPBACK, port=port, web_processes=1)


def check_demo(*, today: str) -> int:
    """Build the example city in a temporary folder and check it; 1 when something is wrong."""
    day = _day(today)
    if day is None:
        return 2
    with _temporary_home():
        from luoshi.web.example.checking import failures
        from luoshi.web.example.digest import digest
        from luoshi.web.operating import say

        _build(day)
        wrong = list(failures())
        for failure in wrong:
            say(f"✗ {failure}")
        say(f"digest {digest()}")
        say("demo: OK" if not wrong else f"demo: {len(wrong)} failed")
        return 1 if wrong else 0


def _day(today: str) -> date | None:
    try:
        return date.fromisoformat(today)
    except ValueError:
        sys.stderr.write(f"luoshi: {today} is no day; right would be YYYY-MM-DD, for example 2025-09-15\n")
        return None


@contextmanager
def _temporary_home() -> Iterator[None]:
    folder = tempfile.mkdtemp(prefix="luoshi-demo-")
    try:
        _settle_in(Path(folder))
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _settle_in(home: Path) -> None:
    """Let this process and its children live in `home`, with the SQLite database there."""
    os.environ["LUOSHI_HOME"] = str(home)
    os.environ.pop("LUOSHI_DATABASE_URL", None)
    os.environ.pop("LUOSHI_ALLOWED_HOSTS", None)
    import django

    django.setup()


def _build(day: date):
    from luoshi.web.example.city import build_city, usernames
    from luoshi.web.operating import prepare

    prepare()
    passwords = {username: secrets.token_urlsafe(12) for username in usernames()}
    return build_city(today=day, passwords=passwords)
