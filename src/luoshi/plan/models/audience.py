"""To whom a plan and what hangs on it are open (公开范围)."""

from __future__ import annotations

from django.db import models
from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import Reach, Right


class Audience(models.TextChoices):
    """Who may open a plan; who handed it in always may."""

    MAKER = "maker", _("only who handed it in")
    STAFF = "staff", _("everyone who signs in")
    PUBLIC = "public", _("everyone")


def open_to(prefix: str) -> Reach:
    """The relation of a person to plans that are ready and open to them; `prefix` leads to the plan."""

    def rows(model: type[Model], relation: str, right: Right) -> Q:
        audiences = [Audience.PUBLIC, Audience.STAFF] if right.user_id else [Audience.PUBLIC]
        return Q(**{f"{prefix}audience__in": audiences, f"{prefix}ready_at__isnull": False})

    def holds(instance: Model, relation: str, right: Right) -> bool:
        return (
            type(instance)
            ._base_manager.filter(rows(type(instance), relation, right), pk=instance.pk)
            .exists()
        )

    return Reach(rows=rows, holds=holds)
