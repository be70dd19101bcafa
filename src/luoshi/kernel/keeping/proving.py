"""Proving that a backup is whole, without restoring it (备份核验)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.kernel.checks import Check
from luoshi.kernel.findings import Finding
from luoshi.kernel.keeping import inside
from luoshi.kernel.keeping.archive import DATABASES, Archive
from luoshi.kernel.keeping.inside import Inside
from luoshi.kernel.keeping.refusals import DamagedBackup, ProgramFailed, ProgramMissing


class Proof:
    """The proofs of one backup; `folder` takes the database while it is looked at, `key` sealed the manifest."""

    def __init__(self, archive: Archive, *, folder: Path, key: bytes) -> None:
        self._archive, self._folder, self._key = archive, folder, key
        self._manifest = archive.manifest

    @property
    def checks(self) -> list[Check]:
        """In the order in which they are made; each part is read once."""
        return [
            Check("backup.seal", gettext_lazy("The manifest was sealed with this key"), self._sealed),
            Check("backup.parts", gettext_lazy("Every part is as it was written"), self._sound_parts),
            Check("backup.database", gettext_lazy("The database is the one of the manifest"), self._database),
        ]

    def _sealed(self) -> Iterator[Finding]:
        if not self._key:
            yield Finding(
                _("The audit key is not at hand: nobody can tell whether the manifest is genuine."),
                _("Name the file of keys with --keys, or --without-key if it is lost for good."),
            )
        elif not self._archive.is_sealed_with(self._key):
            yield Finding(
                _("The manifest was written with another key, or changed since."),
                _("Name the key with which this backup was made; if that is this one, use another backup."),
            )

    def _sound_parts(self) -> Iterator[Finding]:
        """Every part against its digest; the database is kept to look into it, if it is sound."""
        database = DATABASES[self._manifest.database["kind"]]
        for part in self._manifest.parts:
            try:
                if part.name == database:
                    self._archive.place(part, self._folder / part.name)
                else:
                    self._archive.prove(part)
            except DamagedBackup as damage:
                (self._folder / part.name).unlink(missing_ok=True)
                yield Finding(str(damage), _use_another())
        for digest in self._manifest.lacking:
            yield Finding(
                _("The file %(digest)s was missing already when the backup was taken.") % {"digest": digest},
                _("Look for it in an older backup."),
            )

    def _database(self) -> Iterator[Finding]:
        file = self._folder / DATABASES[self._manifest.database["kind"]]
        if not file.exists():
            yield Finding(_("The database is damaged and was not looked into."), _use_another())
            return
        try:
            found = inside.look_into(file, self._manifest)
        except (ProgramMissing, ProgramFailed) as refusal:
            yield Finding(str(refusal), _("Until then the database in the backup is not proved."))
            return
        problem = _wrong_rows(found, self._manifest.rows) or _broken_chain(found, self._manifest.head)
        problem = problem or _lost_file(found, self._held())
        if problem:
            yield Finding(problem, _use_another())

    def _held(self) -> set[str]:
        return {part.sha256 for part in self._manifest.files} | set(self._manifest.lacking)


def _use_another() -> str:
    return _("Use another backup, and keep this one as evidence.")


def _wrong_rows(found: Inside, promised: dict[str, int]) -> str:
    wrong = sorted(table for table in promised if found.rows.get(table) != promised[table])
    if not wrong:
        return ""
    table = wrong[0]
    return _("The table %(table)s has %(rows)s rows, the manifest tells %(promised)s.") % {
        "table": table,
        "rows": found.rows.get(table, "—"),
        "promised": promised[table],
    }


def _broken_chain(found: Inside, head: tuple[int, str]) -> str:
    """The first entry that does not follow the one before it, or the head that is not the manifest's."""
    previous = ""
    for expected, (number, before, digest) in enumerate(found.links, start=1):
        if number != expected:
            return _("Entry %(number)s of the chain is missing.") % {"number": expected}
        if number > 1 and before != previous:
            return _("Entry %(number)s of the chain does not follow the one before it.") % {"number": number}
        previous = digest
    last = (len(found.links), previous)
    if (found.links and last != tuple(head)) or tuple(found.head) != tuple(head):
        return _("The chain ends with entry %(number)s, not as the manifest tells: entry %(head)s.") % {
            "number": last[0],
            "head": head[0],
        }
    return ""


def _lost_file(found: Inside, held: set[str]) -> str:
    lost = next((digest for digest in found.files if digest not in held), None)
    return (
        _("The database knows the file %(digest)s, which the backup does not hold.") % {"digest": lost}
        if lost
        else ""
    )
