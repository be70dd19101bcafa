"""Keeping an installation from the command line (备份、恢复、迁移、到期销毁)."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from luoshi import __version__
from luoshi.web import environment, operating
from luoshi.web.errors import CannotRun
from luoshi.web.languages import add_language, in_words
from luoshi.web.operating import say

if TYPE_CHECKING:
    from luoshi.kernel.keeping.archive import Archive
    from luoshi.kernel.keeping.restoring import Target

Commands = argparse._SubParsersAction


def add_commands(commands: Commands) -> None:
    """The commands of this module; Django is loaded only when one of them runs."""
    _add_verify(commands)
    _add_backup(commands)
    _add_restore(commands)
    _add_move(commands)
    _add_retain(commands)


def _add_verify(commands: Commands) -> None:
    command = commands.add_parser("verify", help="核验审计链、防护、文件 / verify chain, guards and files")
    command.add_argument(
        "--backup",
        metavar="FILE",
        help="改为核验一个备份,不恢复它 / prove a backup instead, without restoring it",
    )
    keys = command.add_mutually_exclusive_group()
    keys.add_argument("--keys", metavar="FILE", help="密钥文件或audit.key / the file of keys")
    keys.add_argument(
        "--without-key", action="store_true", help="审计密钥已丢失 / the audit key is lost for good"
    )
    add_language(command)
    command.set_defaults(run=_verify)


def _add_backup(commands: Commands) -> None:
    command = commands.add_parser("backup", help="备份数据库和文件 / back up database and files")
    command.add_argument(
        "file", nargs="?", metavar="FILE", help="备份文件;默认在$LUOSHI_HOME/backups / where to"
    )
    command.add_argument(
        "--with-keys", metavar="FILE", help="另存密钥,与备份分开保管 / the keys, into a file apart"
    )
    add_language(command)
    command.set_defaults(run=lambda options: in_words(options, _back_up))


def _add_restore(commands: Commands) -> None:
    command = commands.add_parser("restore", help="恢复备份到空目录 / restore a backup into an empty home")
    command.add_argument("file", metavar="FILE", help="备份文件 / the backup")
    command.add_argument("--home", metavar="FOLDER", help="空目录;默认LUOSHI_HOME / default LUOSHI_HOME")
    command.add_argument(
        "--database", metavar="URL", help="空数据库;默认LUOSHI_DATABASE_URL / default LUOSHI_DATABASE_URL"
    )
    keys = command.add_mutually_exclusive_group()
    keys.add_argument("--keys", metavar="FILE", help="密钥文件或audit.key / the file of keys")
    keys.add_argument(
        "--without-key", action="store_true", help="审计密钥已丢失 / the audit key is lost for good"
    )
    add_language(command)
    command.set_defaults(run=_restore)


def _add_move(commands: Commands) -> None:
    command = commands.add_parser("move", help="迁移到另一个数据库 / copy everything into another database")
    command.add_argument(
        "--to", metavar="URL", required=True, help="空数据库的地址 / the address of an empty one"
    )
    add_language(command)
    command.set_defaults(run=lambda options: in_words(options, _move))


def _add_retain(commands: Commands) -> None:
    command = commands.add_parser("retain", help="显示到期应销毁的内容 / show what is due to be erased")
    command.add_argument("--apply", action="store_true", help="予以销毁 / erase it")
    add_language(command)
    command.set_defaults(run=lambda options: in_words(options, _retain))


def back_up_before_migrating() -> None:
    """Keep the database as the version before has left it, if there is one that migrations wait for."""
    from django.db import connection
    from django.utils import timezone

    from luoshi.kernel import checks
    from luoshi.kernel.errors import Refusal
    from luoshi.kernel.keeping import backups, contents

    if not contents.is_an_installation(connection) or not any(checks.database()):
        return
    moment = timezone.now()
    try:
        made = backups.take(
            path=backups.own_folder() / f"before-{__version__}-{backups.default_name(moment)}", at=moment
        )
    except Refusal as refusal:
        raise CannotRun(
            f"升级前未能备份,未作改动 / no backup, so nothing was migrated: {refusal}"
        ) from refusal
    say(f"升级前备份 / backed up before migrating: {made.path}")


def _back_up(options: argparse.Namespace) -> int:
    from django.conf import settings
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from luoshi.kernel.keeping import backups, keys

    # The real moment, even in a demo with a day of its own.
    moment = timezone.now()
    made = backups.take(path=_place(options.file, moment), at=moment)
    number, digest = made.manifest.head
    say(f"{made.path}  {made.size:,} B")
    say(
        _("%(tables)s tables, %(rows)s rows, %(files)s files; the chain's head: entry %(number)s, %(digest)s")
        % {
            "tables": len(made.manifest.rows),
            "rows": sum(made.manifest.rows.values()),
            "files": len(made.manifest.files),
            "number": number,
            "digest": digest or "-",
        }
    )
    if options.with_keys:
        keys.write(Path(options.with_keys), home=Path(settings.LUOSHI_HOME))
        say(_("The keys are in %(path)s: keep them apart from the backup.") % {"path": options.with_keys})
    else:
        say(
            _("Not in it, and needed to restore: %(path)s. Keep a copy apart from the backup.")
            % {"path": settings.LUOSHI_HOME / keys.AUDIT}
        )
    for digest in made.manifest.lacking:
        say(
            _("✗ The file %(digest)s is missing or was changed: it is not in the backup.")
            % {"digest": digest}
        )
    return 0 if made.is_complete else 1


def _place(name: str | None, moment: datetime) -> Path:
    from luoshi.kernel.keeping import backups

    default = backups.default_name(moment)
    if not name:
        return backups.own_folder() / default
    path = Path(name).expanduser().resolve()
    return path / default if path.is_dir() else path


def _verify(options: argparse.Namespace) -> int:
    """Prove the installation, or a backup: that from a home which lasts as long as the proof."""
    if not options.backup:
        if options.keys or options.without_key:
            raise CannotRun("--keys和--without-key只用于--backup / are for --backup only")
        return operating.report_checks(proofs=True, language=options.lang)
    home = environment.home()
    with _passing_home():
        return in_words(options, lambda asked: _prove(asked, home))


def _prove(options: argparse.Namespace, home: Path) -> int:
    from luoshi.kernel.checks import look_at
    from luoshi.kernel.keeping import archive, keys
    from luoshi.kernel.keeping.proving import Proof

    key = _keys(options.keys, home).get(keys.AUDIT, "").encode()
    with (
        archive.opened(Path(options.backup), ours=__version__) as opened,
        tempfile.TemporaryDirectory(prefix="luoshi-verify-") as folder,
    ):
        _say_what_it_tells(opened)
        checks = Proof(opened, folder=Path(folder), key=key).checks
        asked = [each for each in checks if not (options.without_key and each.code == "backup.seal")]
        return 0 if operating.report(look_at(each) for each in asked) else 1


def _say_what_it_tells(opened: Archive) -> None:
    from django.utils.translation import gettext as _

    manifest = opened.manifest
    say(
        _(
            "%(path)s: %(rows)s rows in %(tables)s tables, %(files)s files, chain up to entry %(number)s, of %(moment)s"
        )
        % {
            "path": opened.path,
            "rows": sum(manifest.rows.values()),
            "tables": len(manifest.rows),
            "files": len(manifest.files),
            "number": manifest.head[0],
            "moment": manifest.made_at,
        }
    )


def _restore(options: argparse.Namespace) -> int:
    """Check everything from a home that lasts as long as the check, then prove what was restored in its own.

    Settings make keys in their home when there are none: the new home must have its own before it is used.
    """
    home = Path(options.home).expanduser().resolve() if options.home else environment.home()
    url = options.database or os.environ.get(environment.DATABASE_URL.name, "")
    with _passing_home():
        code = in_words(options, lambda asked: _put_back(asked, home, url))
    if code:
        return code
    proof = subprocess.run(  # noqa: S603  this interpreter, with our own module
        [sys.executable, "-m", "luoshi.web.proving", options.lang],
        env={**os.environ, environment.HOME.name: str(home), environment.DATABASE_URL.name: url},
        check=False,
    )
    return proof.returncode


@contextmanager
def _passing_home() -> Iterator[None]:
    names = (environment.HOME.name, environment.DATABASE_URL.name)
    before = {name: os.environ.get(name) for name in names}
    with tempfile.TemporaryDirectory(prefix="luoshi-restore-") as folder:
        os.environ |= {environment.HOME.name: folder, environment.DATABASE_URL.name: ""}
        try:
            yield
        finally:
            for name, value in before.items():
                os.environ.pop(name) if value is None else os.environ.update({name: value})


def _put_back(options: argparse.Namespace, home: Path, url: str) -> int:
    from django.utils.translation import gettext as _

    from luoshi.kernel.keeping import archive, restoring
    from luoshi.web.databases import database

    with archive.opened(Path(options.file), ours=__version__) as opened:
        target = restoring.Target(home, database(url=url, home=home), _keys(options.keys, home))
        if not options.without_key:
            restoring.need_key(opened, target)
        restoring.restore(opened, target, ours=__version__)
        _say_restored(opened, target)
        if options.without_key:
            say(_("Without its key nobody can tell any more whether the chain up to here is genuine."))
    return 0


def _keys(name: str | None, home: Path) -> Mapping[str, str]:
    """From the file that is named, or those that lie in the home already."""
    from luoshi.kernel.keeping import keys

    if name:
        return keys.read(Path(name))
    return {each: (home / each).read_text("ascii").strip() for each in keys.NAMES if (home / each).exists()}


def _say_restored(opened: Archive, target: Target) -> None:
    from django.utils.translation import gettext as _

    manifest = opened.manifest
    say(
        _("Restored into %(home)s: %(rows)s rows in %(tables)s tables, %(files)s files, as of %(moment)s.")
        % {
            "home": target.home,
            "rows": sum(manifest.rows.values()),
            "tables": len(manifest.rows),
            "files": len(manifest.files),
            "moment": manifest.made_at,
        }
    )


def _move(options: argparse.Namespace) -> int:
    from django.utils.translation import gettext as _

    from luoshi.kernel.keeping import moving
    from luoshi.web.databases import database

    moved = None
    for moved in moving.move(to=database(url=options.to, home=environment.home())):
        if not moved.digests[0]:
            say(f"{len(moved.done):>4}/{moved.tables}  {moved.done[-1]}  {moved.rows:,}")
    assert moved is not None  # noqa: S101  the last step is always told
    for side in moved.digests:
        say(side)
    if not moved.is_equal:
        say(_("✗ The two databases differ: go on with the old one."))
    elif moved.left_behind:
        said = _("✗ %(number)s acts were done meanwhile and left behind: stop the site, and move again.")
        say(said % {"number": moved.left_behind})
    else:
        say(_("Equal. Set LUOSHI_DATABASE_URL to the new address and start the site again."))
    return 0 if moved.is_equal and not moved.left_behind else 1


def _retain(options: argparse.Namespace) -> int:
    from django.conf import settings
    from django.utils.translation import gettext as _

    from luoshi.kernel import clock
    from luoshi.kernel.access import SYSTEM
    from luoshi.kernel.keeping.alone import alone
    from luoshi.kernel.services import retention

    operating.need_ready_database()
    moment = clock.now()
    for due in retention.list_due(at=moment):
        said = _("%(label)s, kept for %(days)s days: %(number)s due")
        say(said % {"label": due.label, "days": due.kept.days, "number": due.number})
    if not options.apply:
        return 0
    with alone(Path(settings.LUOSHI_HOME)):
        for done in retention.erase_due(by=SYSTEM, at=moment):
            say(_("erased: %(number)s, %(label)s") % {"number": done.number, "label": done.label})
        strays = retention.remove_strays(at=moment)
        say(_("files in the store that no row knows, removed: %(number)s") % {"number": strays})
    return 0
