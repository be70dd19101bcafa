"""What a role may do in this city (授权)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.access.acts import ACTS
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Grant, Role

EDIT = "kernel.edit_rights"


class AlreadyGranted(Refusal):
    code = "kernel.already_granted"
    sentence = _("%(role)s already may do this: %(act)s.")


class AlreadyWithdrawn(Refusal):
    code = "kernel.already_withdrawn"
    sentence = _("This right has been withdrawn already.")


@act
def grant_act(*, role: Role, act_code: str, relation: str, by: Actor, at: datetime) -> Grant:
    """Let a role do an act to objects in that relation (授权). Raises AlreadyGranted."""
    require(by, EDIT)
    label = ACTS[act_code].label
    grant, is_new = Grant.objects.get_or_create(role=role, act=act_code, relation=relation)
    if not is_new and not Grant.objects.filter(pk=grant.pk, withdrawn_at__isnull=False).update(
        withdrawn_at=None, withdrawn_by=None
    ):
        raise AlreadyGranted(role=role, act=label)
    grant.refresh_from_db()
    audit.record("kernel.act_granted", grant, by=by, at=at, changes={act_code: (None, relation)})
    return grant


@act
def withdraw_grant(*, grant: Grant, by: Actor, at: datetime) -> Grant:
    """Take a right from a role; no upgrade brings it back (撤销授权). Raises AlreadyWithdrawn."""
    require(by, EDIT)
    if (
        not Grant.objects.standing()
        .filter(pk=grant.pk)
        .update(withdrawn_by=by if by.pk else None, withdrawn_at=at)
    ):
        raise AlreadyWithdrawn
    grant.refresh_from_db()
    audit.record("kernel.grant_withdrawn", grant, by=by, at=at, changes={grant.act: (grant.relation, None)})
    return grant
