"""What keeps a backup, a restoration or a move from happening, each with what would be right."""

from django.utils.translation import gettext_lazy as _

from luoshi.kernel.errors import Refusal


class Busy(Refusal):
    code = "kernel.keeping_busy"
    sentence = _("Another command is backing up, restoring or erasing in %(home)s; wait until it has ended.")


class NothingToBackUp(Refusal):
    code = "kernel.nothing_to_back_up"
    sentence = _("There is nothing to back up: the database holds no installation of Luoshi.")


class BackupExists(Refusal):
    code = "kernel.backup_exists"
    sentence = _("%(path)s exists already and was left alone; choose another name.")


class FolderUnusable(Refusal):
    code = "kernel.folder_unusable"
    sentence = _("The folder %(folder)s can't be written to: %(reason)s")


class ProgramMissing(Refusal):
    code = "kernel.program_missing"
    sentence = _(
        "%(program)s of PostgreSQL %(version)s or newer is needed and not on this machine; on Debian: "
        "apt-get install %(package)s"
    )


class ProgramFailed(Refusal):
    code = "kernel.program_failed"
    sentence = _("%(program)s failed: %(said)s")


class NotABackup(Refusal):
    code = "kernel.not_a_backup"
    sentence = _("%(path)s is not a backup of Luoshi: %(reason)s")


class DamagedBackup(Refusal):
    code = "kernel.damaged_backup"
    sentence = _("The backup is damaged at %(part)s: %(reason)s. Nothing was written; use another backup.")


class UnsafeBackup(Refusal):
    code = "kernel.unsafe_backup"
    sentence = _("The archive holds %(part)s, which no backup of Luoshi holds. Nothing was written.")


class NewerBackup(Refusal):
    code = "kernel.newer_backup"
    sentence = _(
        "The backup was made by Luoshi %(theirs)s (%(what)s), this is %(ours)s: install that version or a newer "
        "one first."
    )


class HomeNotEmpty(Refusal):
    code = "kernel.home_not_empty"
    sentence = _(
        "%(home)s holds %(name)s: a backup is restored only into an empty folder. Choose another with --home."
    )


class DatabaseNotEmpty(Refusal):
    code = "kernel.database_not_empty"
    sentence = _("The database %(name)s is not empty (%(table)s). Nothing was written; give an empty one.")


class OtherDatabase(Refusal):
    code = "kernel.other_database"
    sentence = _(
        "The backup is of %(theirs)s, the database to restore into is %(ours)s. Restore it into %(theirs)s, then "
        "use `luoshi move`."
    )


class KeyMissing(Refusal):
    code = "kernel.audit_key_missing"
    sentence = _(
        "The backup's chain of acts is sealed with a key that is not in it. Put audit.key into %(home)s, or name "
        "the file of keys with --keys. If it is lost for good: --without-key."
    )


class OtherKey(Refusal):
    code = "kernel.other_audit_key"
    sentence = _("The audit key in %(path)s is not the one with which this backup was sealed.")


class SameDatabase(Refusal):
    code = "kernel.same_database"
    sentence = _("The database at that address is the one that is in use.")


class NotUpToDate(Refusal):
    code = "kernel.not_up_to_date"
    sentence = _(
        "The database is not at this version of Luoshi; run `luoshi serve` first, which migrates it."
    )


class RowRefused(Refusal):
    code = "kernel.row_refused"
    sentence = _(
        "The other database refuses row %(key)s of %(table)s: %(reason)s. Nothing was written there."
    )
