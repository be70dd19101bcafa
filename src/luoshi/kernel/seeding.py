"""What stands in every database after a migration: guards, the chain's head, shipped roles and grants."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections

from luoshi.kernel import guards
from luoshi.kernel.access.acts import ACTS, ROLES


def after_migrate(*, sender: AppConfig, using: str, **_signal: Any) -> None:
    """Runs after each app's migrations; doing it again changes nothing."""
    if not _has_table(using, "kernel_audithead"):
        return
    guards.install(using=using, app=sender)
    if sender.label == "kernel":
        seed_head(using=using)
        seed_roles(using=using)


def _has_table(using: str, table: str) -> bool:
    return table in connections[using].introspection.table_names()


def seed_head(*, using: str) -> None:
    from luoshi.kernel.models import AuditHead

    AuditHead.objects.using(using).get_or_create(pk=1, defaults={"number": 0, "digest": ""})


def seed_roles(*, using: str) -> None:
    """Bring shipped roles and grants up to date; what the city granted or withdrew stays."""
    from luoshi.kernel.models import Role

    known = set(Role.objects.using(using).values_list("code", flat=True))
    Role.objects.using(using).bulk_create(
        Role(code=role.code, name=role.name, name_en=role.name_en)
        for code, role in ROLES.items()
        if code not in known
    )
    _seed_grants(using=using)


def _seed_grants(*, using: str) -> None:
    from luoshi.kernel.models import Grant, Role

    roles = dict(Role.objects.using(using).values_list("code", "pk"))
    shipped = {
        (roles[role], act.code, relation)
        for act in ACTS.values()
        for role, given in act.to.items()
        for relation in given
    }
    rows = {(row.role_id, row.act, row.relation): row for row in Grant.objects.using(using)}
    Grant.objects.using(using).bulk_create(
        Grant(role_id=role, act=act, relation=relation, is_shipped=True)
        for role, act, relation in sorted(shipped - set(rows))
    )
    outdated = [
        row.pk for key, row in rows.items() if row.is_shipped and not row.withdrawn_at and key not in shipped
    ]
    Grant.objects.using(using).filter(pk__in=outdated).delete()
