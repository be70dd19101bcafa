"""Undoing an act by its inverse, as a new act (撤销)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.chain import plain
from luoshi.kernel.errors import Refusal
from luoshi.kernel.inverses import INVERSES, UNDONE, Inverse, Undoing
from luoshi.kernel.models import AuditEntry, AuditPart, AuditValue

from .reversal import ChangedSince

UNDO = "kernel.undo_acts"
MOST = 200


class NoInverse(Refusal):
    code = "kernel.no_inverse"
    sentence = _("Entry %(number)s holds an act that cannot be undone; do the opposite by hand.")


class TooManyParts(Refusal):
    code = "kernel.too_many_parts_to_undo"
    sentence = _("Entry %(number)s did more than %(most)s things: it cannot be undone at once.")


class ValuesErased(Refusal):
    code = "kernel.values_erased"
    sentence = _("The values of entry %(number)s have been erased: what it was before is not known any more.")


@act
def undo_act(*, entry: AuditEntry, by: Actor, at: datetime) -> AuditEntry:
    """Undo every part of an act, the last first; the new act names the one that it undoes (撤销操作).

    Each inverse asks for its own right. Undoing an undoing does it again. Raises NoInverse, TooManyParts,
    ValuesErased, ChangedSince, or whatever the inverse refuses.
    """
    require(by, UNDO)
    parts = list(AuditPart.objects.filter(entry=entry).exclude(code=UNDONE).order_by("-position")[: MOST + 1])
    if len(parts) > MOST:
        raise TooManyParts(number=entry.number, most=MOST)
    if not parts or any(part.code not in INVERSES for part in parts):
        raise NoInverse(number=entry.number)
    for part in parts:
        inverse = INVERSES[part.code]
        inverse.undo(_undoing(part, inverse, entry, by=by, at=at))
    audit.record(UNDONE, entry, by=by, at=at, changes={"undone": (None, entry.number)})
    return entry


def _undoing(part: AuditPart, inverse: Inverse, entry: AuditEntry, *, by: Actor, at: datetime) -> Undoing:
    """The part with its values and its object, which is locked and stands as the act left it."""
    values = list(AuditValue.objects.filter(entry=entry, position=part.position))
    if {value.field for value in values} != set(part.fields):
        raise ValuesErased(number=entry.number)
    new = {value.field: value.new for value in values}
    instance = None if inverse.is_gone else _as_it_stands(part, inverse, new)
    return Undoing(instance, {value.field: value.old for value in values}, new, by, at)


def _as_it_stands(part: AuditPart, inverse: Inverse, new: dict[str, Any]) -> Any:
    model: Any = apps.get_model(part.label)
    instance = model._base_manager.select_for_update().filter(pk=part.object_id).first()
    if instance is None:
        raise ChangedSince(what=f"{model._meta.verbose_name} {part.object_id}")
    if any(plain(getattr(instance, name)) != new[name] for name in inverse.fields):
        raise ChangedSince(what=str(instance))
    return instance
