"""Who may do what (权限): `require` for one object, `visible_to` for lists, `requires` on a view.

A right comes from a post: its role is granted an act, for objects that stand in a relation to the post's
holder, body or area. A model says with `reach` which of its columns such a relation means.
"""

from .acts import EVERYONE, SIGNED_IN, register_act, register_role
from .capacity import act_as, post_acted_as, posts_held
from .relations import ANY, OWN, OWN_AREA, OWN_BODY, PARTY, Reach
from .requirement import SYSTEM, Actor, NotAllowed, System, acts_of, day_for, is_allowed, require, requires
from .rights import Right, bodies_served, forget_rights, rights_of
from .scopes import ScopedQuerySet

__all__ = [
    "ANY",
    "EVERYONE",
    "OWN",
    "OWN_AREA",
    "OWN_BODY",
    "PARTY",
    "SIGNED_IN",
    "SYSTEM",
    "Actor",
    "NotAllowed",
    "Reach",
    "Right",
    "ScopedQuerySet",
    "System",
    "act_as",
    "acts_of",
    "bodies_served",
    "day_for",
    "forget_rights",
    "is_allowed",
    "post_acted_as",
    "posts_held",
    "register_act",
    "register_role",
    "require",
    "requires",
    "rights_of",
]
