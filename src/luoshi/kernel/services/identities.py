"""Who a person is to the city's identity provider: linked once, by the person, never guessed (统一身份认证绑定)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Identity, User
from luoshi.kernel.races import taken

from .people import require_may_enter

OWN = "kernel.edit_own_account"


class IdentityTaken(Refusal):
    code = "kernel.identity_taken"
    sentence = _("This identity, or this account, is linked already: end that link first.")


class NotLinked(Refusal):
    code = "kernel.not_linked"
    sentence = _("This account is not linked to the city's sign-in; there is nothing to end.")


def person_known_as(*, issuer: str, subject: str) -> User | None:
    """Whose account the provider means: an open one that the person has linked, or nobody's."""
    found = Identity.objects.filter(issuer=issuer, subject=subject).select_related("user").first()
    return found.user if found and found.user.is_active else None


@act
def link_identity(*, user: User, issuer: str, subject: str, by: Actor, at: datetime) -> Identity:
    """Let the city's sign-in open one's own account (绑定). Raises IdentityTaken."""
    require(by, OWN, user)
    with taken(IdentityTaken()):
        identity = Identity.objects.create(user=user, issuer=issuer, subject=subject, linked_at=at)
    audit.record("kernel.identity_linked", user, by=by, at=at, changes={"issuer": (None, issuer)})
    return identity


@act
def unlink_identity(*, user: User, by: Actor, at: datetime) -> User:
    """Let the city's sign-in open this account no longer, one's own or as an administrator (解除绑定). Raises NotLinked."""
    if by == user:
        require(by, OWN, user)
    else:
        require_may_enter(by=by, user=user, at=at)
    linked = Identity.objects.filter(user=user)
    issuer = linked.values_list("issuer", flat=True).first()
    if not linked.delete()[0]:
        raise NotLinked
    audit.record("kernel.identity_unlinked", user, by=by, at=at, changes={"issuer": (issuer, None)})
    return user
