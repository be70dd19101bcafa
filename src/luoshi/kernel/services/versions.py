"""What formulas, standards and forms share when a version is added (新增版本)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Formula, Standard
from luoshi.kernel.models.versions import Version
from luoshi.kernel.races import taken

WRITE = "kernel.write_formulas"
AnyVersion = TypeVar("AnyVersion", bound=Version)


class Overtaken(Refusal):
    code = "kernel.version_overtaken"
    sentence = _(
        "Somebody else saved version %(number)s in the meantime. Compare yours with it, then save again."
    )


class WithoutClause(Refusal):
    code = "kernel.version_without_clause"
    sentence = _("Say on which clause or decision it rests: whoever is refused by it will ask.")


class EndsTooSoon(Refusal):
    code = "kernel.version_ends_too_soon"
    sentence = _("It can't end on %(until)s and begin on %(begun)s.")


class CodeTaken(Refusal):
    code = "kernel.formula_code_taken"
    sentence = _("The code “%(taken)s” is in use: choose another one.")


class CodeUnfit(Refusal):
    code = "kernel.formula_code_unfit"
    sentence = _("“%(unfit)s” is no code: write up to 40 small letters, digits and _, a letter first.")


class UnitUnknown(Refusal):
    code = "kernel.unit_unknown"
    sentence = _("“%(found)s” is not known here. Right would be %(example)s.")


@dataclass(frozen=True, kw_only=True)
class Terms:
    """From and until which day a version holds, by which clause; `note` says why it was written (生效条件)."""

    valid_from: date
    clause: str
    valid_until: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Names:
    """How something is called, for good by `code`, and what it is for (名称)."""

    code: str
    name: str
    name_en: str = ""
    about: str = ""

    def columns(self) -> dict[str, str]:
        return {
            "code": self.code,
            "name": self.name.strip(),
            "name_en": self.name_en.strip(),
            "about": self.about.strip(),
        }


def one_at_a_time(*, model: type[Formula] | type[Standard]) -> None:
    """Let whoever writes another formula or standard wait: two that are right alone may be a circle together."""
    list(model.objects.select_for_update().order_by("pk").values_list("pk"))


def refuse_terms(*, terms: Terms) -> None:
    """Raise WithoutClause or EndsTooSoon."""
    if not terms.clause.strip():
        raise WithoutClause(place="clause")
    if terms.valid_until and terms.valid_until < terms.valid_from:
        raise EndsTooSoon(place="valid_until", until=terms.valid_until, begun=terms.valid_from)


def add_version(
    *, row: AnyVersion, terms: Terms, after: int, act: str, by: Actor, at: datetime
) -> AnyVersion:
    """Write a version with the number after the one that its writer saw. Raises Overtaken."""
    thing: Any = row.of  # type: ignore[attr-defined]
    before: Any = thing.versions.latest_first().first()
    last = before.number if before else 0
    if after != last:
        raise Overtaken(number=last)
    row.number = after + 1
    row.valid_from, row.valid_until = terms.valid_from, terms.valid_until
    row.clause, row.note = terms.clause.strip(), terms.note.strip()
    row.made_by, row.made_at = by if by.pk else None, at
    with taken(Overtaken(number=row.number)):
        row.save(force_insert=True)
    changes = {
        "version_number": (last or None, row.number),
        "text": (before.text if before else "", row.text),
        "valid_from": (before.valid_from if before else None, row.valid_from),
        "valid_until": (before.valid_until if before else None, row.valid_until),
        "clause": (before.clause if before else "", row.clause),
    }
    audit.record(act, thing, by=by, at=at, changes=changes)
    return row
