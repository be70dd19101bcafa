"""Plain reference data: one way to change it, one entry for each change (参考数据)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal

Row = TypeVar("Row", bound=Model)


class NothingToChange(Refusal):
    code = "kernel.nothing_to_change"
    sentence = _("Nothing was changed: the values are as they were.")


@act
def edit(*, instance: Row, changes: Mapping[str, Any], by: Actor, at: datetime) -> Row:
    """Change or, when it is new, add a row of reference data (维护参考数据).

    The model may name the act that it needs with `edit_act`. Raises NothingToChange.
    """
    require(
        by,
        getattr(instance, "edit_act", "kernel.edit_reference"),
        None if instance._state.adding else instance,
    )
    is_new = instance._state.adding
    differences = audit.changed(instance, changes)
    if not differences and not is_new:
        raise NothingToChange
    for name, value in changes.items():
        setattr(instance, name, value)
    if is_new:
        instance.save(force_insert=True)
    else:
        instance.save(update_fields=list(differences))
    audit.record("kernel.reference_edited", instance, by=by, at=at, changes=differences)
    return instance
