"""People who sign in and the posts they hold (人员、任职)."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access.relations import OWN, OWN_AREA, OWN_BODY, Reach
from luoshi.kernel.access.scopes import ScopedQuerySet
from luoshi.kernel.constraints import known
from luoshi.kernel.retention import Retention

from .bodies import Body
from .origins import OriginQuerySet, WithOrigin
from .rights import Role
from .validity import ValidityQuerySet, WithValidity, in_force


class Language(models.TextChoices):
    CHINESE = "zh-hans", _("Chinese")
    ENGLISH = "en", _("English")


class UserQuerySet(ScopedQuerySet):
    def active(self):
        return self.filter(is_active=True)

    def holding(self, role: str, *, on):
        """People who hold that role on that day."""
        current = in_force(on, prefix="posts__") & Q(posts__withdrawn_at__isnull=True)
        return self.filter(current, posts__role__code=role).distinct()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_by_natural_key(self, username):
        """Find who signs in: capital letters make no second person."""
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """A person with an account (用户). Rights come from posts, never from the account itself."""

    retention = Retention.PERSONAL
    read_act = "kernel.read_people"
    reach = {
        OWN: "pk",
        OWN_BODY: Reach.through_many("posts__body"),
        OWN_AREA: Reach.through_many("posts__body__area"),
    }

    username = models.CharField(_("user name"), max_length=60, unique=True)
    display_name = models.CharField(_("name"), max_length=60)
    email = models.EmailField(_("mail address"), blank=True)
    language = models.CharField(_("language"), max_length=10, choices=Language, default=Language.CHINESE)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    # A one-time password (一次性密码) opens the account until that moment, and for a new password only.
    must_change_password = models.BooleanField(default=False)
    password_expires_at = models.DateTimeField(null=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("username"), name="user_one_per_name_in_any_case"),
            models.CheckConstraint(condition=~Q(username=""), name="user_has_a_username"),
            known("language", Language.values, name="user_language_known"),
        ]

    def __str__(self) -> str:
        return self.display_name or self.username


class PostQuerySet(ScopedQuerySet, ValidityQuerySet, OriginQuerySet):
    def held_by(self, user: User):
        return self.filter(user=user)

    def in_force(self, *, on):
        """Posts of that day; a loan that was taken back on its first day or before never held."""
        return super().in_force(on=on).filter(withdrawn_at__isnull=True)

    def granting(self, act: str):
        """Posts whose role allows the act."""
        return self.filter(role__grants__act=act, role__grants__withdrawn_at__isnull=True)

    def lent(self):
        """Posts that stand in for another person's (代职)."""
        return self.filter(stands_in_for__isnull=False)


class Post(WithOrigin, WithValidity):
    """A person serves a body in a role, from a day to a day (任职)."""

    retention = Retention.YEARS_30
    read_act = "kernel.read_people"
    reach = {OWN: "user", OWN_BODY: "body", OWN_AREA: "body__area"}

    user = models.ForeignKey(User, models.PROTECT, related_name="posts")
    body = models.ForeignKey(Body, models.PROTECT, related_name="posts")
    role = models.ForeignKey(Role, models.PROTECT, related_name="posts")
    title = models.CharField(max_length=60, blank=True)
    # A post that is lent for days names the one it stands in for; it ends by itself.
    stands_in_for = models.ForeignKey("self", models.PROTECT, null=True, related_name="loans")
    withdrawn_at = models.DateTimeField(null=True)

    objects = PostQuerySet.as_manager()

    class Meta(WithOrigin.Meta):
        abstract = False
        constraints = [
            *WithOrigin.Meta.constraints,
            *WithValidity.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "body", "role"],
                condition=Q(valid_until__isnull=True),
                name="post_one_open_per_user_body_and_role",
            ),
            models.CheckConstraint(
                condition=Q(stands_in_for__isnull=True)
                | Q(valid_from__isnull=False, valid_until__isnull=False),
                name="post_lent_has_its_days",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(stands_in_for__isnull=False),
                name="post_withdrawn_only_when_lent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.body}"
