"""What `luoshi doctor` looks at and what `luoshi verify` proves (体检与核验).

A check is quick and says what this machine lacks and how to get it; a proof reads the data and says what
was touched. Rooms register more of either in `ready()`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.kernel import chain, guards, proofs
from luoshi.kernel.files import store
from luoshi.kernel.findings import Finding
from luoshi.kernel.keeping import heads, programs
from luoshi.kernel.keeping.refusals import ProgramMissing
from luoshi.kernel.models import AuditHead, StoredFile
from luoshi.kernel.registries import Registry
from luoshi.kernel.services import search

KNOCK_SECONDS = 5


@dataclass(frozen=True)
class Check:
    """One thing to look at; it is passed over where the check that it comes `after` has found something."""

    code: str
    label: str | Promise
    look: Callable[[], Iterator[Finding]]
    after: str = ""


@dataclass(frozen=True)
class Examined:
    """What came of one check."""

    check: Check
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        return not self.findings


CHECKS: Registry[Check] = Registry(of="check")
PROOFS: Registry[Check] = Registry(of="proof")


def register_check(
    code: str, *, label: str | Promise, look: Callable[[], Iterator[Finding]], after: str = ""
) -> None:
    CHECKS.add(code, Check(code, label, look, after))


def register_proof(code: str, *, label: str | Promise, look: Callable[[], Iterator[Finding]]) -> None:
    PROOFS.add(code, Check(code, label, look))


def examine() -> Iterator[Examined]:
    """Run every check, one after the other (`luoshi doctor`)."""
    failed = set()
    for check in CHECKS.values():
        if check.after in failed:
            continue
        examined = look_at(check)
        if not examined.is_sound:
            failed.add(check.code)
        yield examined


def verify() -> Iterator[Examined]:
    """Run every proof, one after the other (`luoshi verify`)."""
    yield from (look_at(proof) for proof in PROOFS.values())


def register() -> None:
    """The kernel's own; called once, by `ready()`."""
    register_check(
        "kernel.database", label=gettext_lazy("The database answers and is up to date"), look=database
    )
    register_check(
        "kernel.guards",
        label=gettext_lazy("The database guards its records"),
        look=guarded,
        after="kernel.database",
    )
    register_check("kernel.store", label=gettext_lazy("Files can be kept"), look=writable_store)
    register_check(
        "kernel.dump", label=gettext_lazy("The database can be backed up"), look=programs_for_backups
    )
    register_proof(
        "kernel.pages", label=gettext_lazy("The database file is undamaged"), look=proofs.sound_pages
    )
    register_proof("kernel.chain", label=gettext_lazy("The chain of acts is whole"), look=whole_chain)
    register_proof("kernel.guards", label=gettext_lazy("The database guards its records"), look=guarded)
    register_proof(
        "kernel.constraints",
        label=gettext_lazy("Every row keeps the constraints"),
        look=proofs.held_constraints,
    )
    register_proof(
        "kernel.references",
        label=gettext_lazy("Every row points to one that exists"),
        look=proofs.kept_references,
    )
    register_proof("kernel.index", label=gettext_lazy("The search finds what is there"), look=true_index)
    register_proof("kernel.files", label=gettext_lazy("Every file is as it came in"), look=intact_files)


def true_index() -> Iterator[Finding]:
    """What is found is what is there."""
    wrong = [f"{kind} {key}" for kind, key in islice(search.wrong_rows(), 3)]
    if wrong:
        yield Finding(
            _("The index of the search does not say what the rows say: %(rows)s.")
            % {"rows": ", ".join(wrong)},
            _("Run `luoshi manage index_search`, which brings it up to date."),
        )


def knock() -> None:
    """Raise DatabaseError with the reason when the database does not answer.

    PostgreSQL is asked past the pool, which would try for half a minute and then not say why.
    """
    if connection.vendor == "postgresql":
        wanted = connection.get_connection_params() | {"connect_timeout": KNOCK_SECONDS}
        with connection.wrap_database_errors:
            connection.Database.connect(**wanted).close()  # type: ignore[attr-defined]


def database() -> Iterator[Finding]:
    try:
        knock()
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        problem = _("The database does not answer: %(error)s") % {"error": " ".join(str(error).split())}
        yield Finding(problem, _("Start it, or set LUOSHI_DATABASE_URL to the right address."))
        return
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        problem = _("%(number)s migrations have not been applied.") % {"number": len(waiting)}
        yield Finding(problem, _("Run `luoshi serve`, which applies them."))


def guarded() -> Iterator[Finding]:
    if not _is_migrated():  # said by `database`
        return
    if lacking := guards.missing():
        names = ", ".join(trigger.name for trigger in lacking)
        yield Finding(
            _("The database lacks these guards: %(names)s.") % {"names": names},
            _(
                "Somebody has removed them. Run `luoshi verify`, then restart `luoshi serve`: "
                "it puts them back."
            ),
        )


def writable_store() -> Iterator[Finding]:
    folder = settings.MEDIA_ROOT
    with suppress(OSError):
        os.makedirs(folder, mode=0o700, exist_ok=True)
    if not os.access(folder, os.W_OK):
        yield Finding(
            _("The folder %(folder)s can't be written to.") % {"folder": folder},
            _("Give it to the user that runs Luoshi, or set LUOSHI_HOME to another folder."),
        )


def programs_for_backups() -> Iterator[Finding]:
    """PostgreSQL is backed up and restored by programs of its own, no older than the server."""
    if connection.vendor != "postgresql":
        return
    least = _server_version()
    for name in ("pg_dump", "pg_restore"):
        try:
            programs.find(name, least=least)
        except ProgramMissing as missing:
            yield Finding(str(missing), f"apt-get install {missing.values['package']}")


def _server_version() -> int:
    """The server's, or any version where it does not answer, which `database` has said."""
    try:
        knock()
        return programs.server_version(connection)
    except DatabaseError:
        return 0


def whole_chain() -> Iterator[Finding]:
    try:
        known_heads = heads.known()
    except ValueError:
        problem = _("%(path)s does not hold the head of a chain.") % {"path": heads.path()}
        yield Finding(problem, _("Somebody has written into it. Find out who, then remove it."))
        known_heads = {}
    yield from chain_against(known_heads)


def chain_against(known_heads: Mapping[int, str]) -> Iterator[Finding]:
    """The chain beside heads that were written down elsewhere."""
    report = chain.verify_chain(known_heads=known_heads)
    if report.problem:
        yield Finding(
            report.problem.sentence,
            _(
                "Keep this database as evidence, find out who could write to it, and restore a backup from "
                "before. If you have put an older database back yourself, remove %(path)s and the newer backups."
            )
            % {"path": heads.path()},
        )


def intact_files() -> Iterator[Finding]:
    remedy = _("Restore this file from a backup into %(path)s.")
    for digest in StoredFile.objects.order_by("pk").values_list("digest", flat=True).iterator():
        path = store.path_of(digest)
        if not store.exists(digest):
            yield Finding(_("The file %(digest)s is missing.") % {"digest": digest}, remedy % {"path": path})
        elif store.digest_of_file(digest) != digest:
            yield Finding(_("The file %(digest)s was changed.") % {"digest": digest}, remedy % {"path": path})


def look_at(check: Check) -> Examined:
    """Run one check; a table that can't be read is what it found."""
    found: list[Finding] = []
    try:
        found += check.look()
    except DatabaseError as error:
        problem = _("The database can't be read: %(error)s") % {"error": str(error).strip()}
        found.append(Finding(problem, _("Keep this database as evidence and restore a backup from before.")))
    return Examined(check, tuple(found))


def _is_migrated() -> bool:
    try:
        knock()
        return AuditHead._meta.db_table in connection.introspection.table_names()
    except DatabaseError:
        return False
