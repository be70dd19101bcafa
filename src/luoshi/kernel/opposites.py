"""The inverses of the kernel's own acts (内核操作的撤销)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext

from luoshi.kernel.inverses import Inverse, Undoing, register_inverses
from luoshi.kernel.models import Body, Origin, Role, User
from luoshi.kernel.services import (
    bodies,
    heirs,
    lists,
    loans,
    mergings,
    people,
    renaming,
    retention,
    rights,
    successions,
)
from luoshi.kernel.services.versions import WRITE


def register() -> None:
    """Called once, by `ready()`."""
    register_inverses(OPPOSITES)


def _withdraw_grant(undoing: Undoing) -> object:
    return rights.withdraw_grant(grant=undoing.instance, by=undoing.by, at=undoing.at)


def _grant_again(undoing: Undoing) -> object:
    grant = undoing.instance
    return rights.grant_act(
        role=grant.role, act_code=grant.act, relation=grant.relation, by=undoing.by, at=undoing.at
    )


def _reactivate(undoing: Undoing) -> object:
    return people.reactivate_user(user=undoing.instance, by=undoing.by, at=undoing.at)


def _deactivate(undoing: Undoing) -> object:
    return people.deactivate_user(user=undoing.instance, by=undoing.by, at=undoing.at)


def _rename_user(undoing: Undoing) -> object:
    before = undoing.old["display_name"]
    return people.rename_user(user=undoing.instance, display_name=before, by=undoing.by, at=undoing.at)


def _change_email(undoing: Undoing) -> object:
    before = undoing.old["email"]
    return people.change_email(user=undoing.instance, email=before, by=undoing.by, at=undoing.at)


def _choose_language(undoing: Undoing) -> object:
    before = undoing.old["language"]
    return people.choose_language(user=undoing.instance, language=before, by=undoing.by, at=undoing.at)


def _revoke_post(undoing: Undoing) -> object:
    return people.revoke_post(post=undoing.instance, by=undoing.by, at=undoing.at)


def _give_post_again(undoing: Undoing) -> object:
    held = undoing.old
    return people.give_post(
        user=User.objects.get(pk=held["user"]),
        body=Body.objects.get(pk=held["body"]),
        role=Role.objects.get(code=held["role"]),
        title=held["title"],
        valid_from=_day(held["valid_from"]),
        valid_until=_day(held["valid_until"]),
        origin=Origin(held["origin_kind"], held["origin_source"], _day(held["origin_on"])),
        by=undoing.by,
        at=undoing.at,
    )


def _reopen_post(undoing: Undoing) -> object:
    return people.reopen_post(post=undoing.instance, by=undoing.by, at=undoing.at)


def _end_post(undoing: Undoing) -> object:
    on = date.fromisoformat(undoing.old["valid_until"])
    return people.end_post(post=undoing.instance, on=on, by=undoing.by, at=undoing.at)


def _take_back(undoing: Undoing) -> object:
    return loans.take_back_post(loan=undoing.instance, by=undoing.by, at=undoing.at)


def _put_back(undoing: Undoing) -> object:
    changes = undoing.new["undoing"]
    return bodies.put_back(body=undoing.instance, changes=changes, by=undoing.by, at=undoing.at)


def _take_back_term(undoing: Undoing) -> object:
    return retention.take_back_term(term=undoing.instance, by=undoing.by, at=undoing.at)


def _set_term_again(undoing: Undoing) -> object:
    held = undoing.old
    return retention.set_term(
        rule=held["rule"],
        days=held["days"],
        basis=held["basis"],
        valid_from=date.fromisoformat(held["valid_from"]),
        by=undoing.by,
        at=undoing.at,
    )


def _part(undoing: Undoing) -> object:
    reason = gettext("The merging was undone.")
    return mergings.part_bodies(merging=undoing.instance, reason=reason, by=undoing.by, at=undoing.at)


def _merge_again(undoing: Undoing) -> object:
    merging = undoing.instance
    return mergings.merge_bodies(
        kept=merging.kept, merged=merging.merged, reason=merging.reason, by=undoing.by, at=undoing.at
    )


def _undo_succession(undoing: Undoing) -> object:
    return successions.undo_succession(event=undoing.instance, by=undoing.by, at=undoing.at)


def _withdraw_heir(undoing: Undoing) -> object:
    return heirs.withdraw_heir(handover=undoing.instance, by=undoing.by, at=undoing.at)


def _name_heir_again(undoing: Undoing) -> object:
    return heirs.name_heir(
        handover=undoing.instance,
        taker=Body.objects.get(pk=undoing.old["taker"]),
        on=date.fromisoformat(undoing.old["taken_on"]),
        reason=undoing.old["reason"],
        by=undoing.by,
        at=undoing.at,
    )


def _rename_formula_back(undoing: Undoing) -> object:
    return renaming.rename_formula(formula=undoing.instance, **_words(undoing), by=undoing.by, at=undoing.at)


def _rename_standard_back(undoing: Undoing) -> object:
    return renaming.rename_standard(
        standard=undoing.instance, **_words(undoing), by=undoing.by, at=undoing.at
    )


def _words(undoing: Undoing) -> dict[str, str]:
    """The words as they were: those that the act changed, and the others as they are."""
    now = {name: getattr(undoing.instance, name) for name in ("name", "name_en", "about")}
    return now | {name: str(text) for name, text in undoing.old.items()}


def _drop_view(undoing: Undoing) -> object:
    return lists.drop_view(view=undoing.instance, by=undoing.by, at=undoing.at)


def _keep_view(undoing: Undoing) -> object:
    held = undoing.old
    return lists.keep_view(
        list_key=held["list"],
        name=held["name"],
        query=held["query"],
        body=Body.objects.get(pk=held["body"]) if held["body"] else None,
        by=undoing.by,
        at=undoing.at,
    )


def _change_view(undoing: Undoing) -> object:
    return lists.change_view(view=undoing.instance, query=undoing.old["query"], by=undoing.by, at=undoing.at)


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None


_BODY = Inverse(act=bodies.EDIT, undo=_put_back)
OPPOSITES = {
    "kernel.act_granted": Inverse(act=rights.EDIT, undo=_withdraw_grant),
    "kernel.grant_withdrawn": Inverse(act=rights.EDIT, undo=_grant_again),
    "kernel.user_deactivated": Inverse(act=people.EDIT, undo=_reactivate, fields=("is_active",)),
    "kernel.user_reactivated": Inverse(act=people.EDIT, undo=_deactivate, fields=("is_active",)),
    "kernel.user_renamed": Inverse(
        act="kernel.edit_own_account", undo=_rename_user, fields=("display_name",)
    ),
    "kernel.email_changed": Inverse(act="kernel.edit_own_account", undo=_change_email, fields=("email",)),
    "kernel.language_chosen": Inverse(
        act="kernel.edit_own_account", undo=_choose_language, fields=("language",)
    ),
    "kernel.post_given": Inverse(act=people.EDIT, undo=_revoke_post, fields=("valid_until",)),
    "kernel.post_revoked": Inverse(act=people.EDIT, undo=_give_post_again, is_gone=True),
    "kernel.post_ended": Inverse(act=people.EDIT, undo=_reopen_post, fields=("valid_until",)),
    "kernel.post_reopened": Inverse(act=people.EDIT, undo=_end_post, fields=("valid_until",)),
    "kernel.post_lent": Inverse(act=loans.LEND, undo=_take_back, fields=("valid_until",)),
    "kernel.body_name_added": _BODY,
    "kernel.body_renamed": _BODY,
    "kernel.command_stated": _BODY,
    "kernel.body_closed": _BODY,
    "kernel.body_put_back": _BODY,
    "kernel.bodies_merged": Inverse(act=mergings.MERGE, undo=_part),
    "kernel.bodies_parted": Inverse(act=mergings.MERGE, undo=_merge_again),
    "kernel.retention_set": Inverse(act=retention.SET, undo=_take_back_term, fields=("days",)),
    "kernel.retention_taken_back": Inverse(act=retention.SET, undo=_set_term_again, is_gone=True),
    "kernel.succession_recorded": Inverse(act=successions.RECORD, undo=_undo_succession),
    "kernel.heir_named": Inverse(act=heirs.DECIDE, undo=_withdraw_heir, fields=("taker",)),
    "kernel.heir_withdrawn": Inverse(act=heirs.DECIDE, undo=_name_heir_again, fields=("taker",)),
    "kernel.formula_renamed": Inverse(act=WRITE, undo=_rename_formula_back),
    "kernel.standard_renamed": Inverse(act=WRITE, undo=_rename_standard_back),
    "kernel.view_kept": Inverse(act=lists.KEEP, undo=_drop_view, fields=("query",)),
    "kernel.view_dropped": Inverse(act=lists.KEEP, undo=_keep_view, is_gone=True),
    "kernel.view_changed": Inverse(act=lists.KEEP, undo=_change_view, fields=("query",)),
}
