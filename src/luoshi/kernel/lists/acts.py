"""The chain of acts as a list (审计链一览), and the history of one object (对象历史)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import chain, saying
from luoshi.kernel.access import acts_of
from luoshi.kernel.models import AuditEntry, AuditHead, AuditPart, User
from luoshi.kernel.queries import acts as queries
from luoshi.kernel.telling import SENTENCES, THINGS, rows_seen
from luoshi.kit.lists import Between, Choice, Column, Empty, ListPage, Named
from luoshi.kit.lists.filters import Scope


def _gather(entries: Sequence[Any], scope: Scope) -> None:
    if entries:
        queries.gather(entries, scope.by, acts_of(scope.by))


def _who(entry: Any) -> str:
    return saying.actor(entry.by_id, entry.told)


def _post(entry: Any) -> str:
    return saying.capacity(entry.told)


def _check(entry: Any) -> str:
    """Whether the entry is as it was written: asked for all entries of the page at once."""
    if not hasattr(entry, "problem"):
        problems = chain.problems_of(entry.siblings)
        for each in entry.siblings:
            each.problem = problems.get(each.number)
    return entry.problem.sentence if entry.problem else gettext("sound")


def _tone(entry: Any) -> str:
    return "green" if _check(entry) == gettext("sound") else "red"


def _closing(scope: Scope) -> list[str]:
    """The head of the chain, by which it shows later that entries were cut off or changed."""
    head = AuditHead.objects.get(pk=1)
    return [
        gettext("Head of the chain when this was exported: entry %(number)s, %(digest)s")
        % {"number": head.number, "digest": head.digest}
    ]


def _people(scope: Scope) -> list[str]:
    names = User.objects.visible_to(scope.by).order_by("display_name", "pk")
    return list(names.values_list("display_name", flat=True)[:200])


def _by(rows: Any, name: str, scope: Scope) -> Any:
    """Whoever bears the name, or has the account: among those that the reader may see."""
    people = User.objects.visible_to(scope.by).filter(Q(display_name=name) | Q(username=name))
    return rows.filter(by_id__in=people.values("pk"))


def _of_room(rows: Any, room: str, scope: Scope) -> Any:
    return rows.filter(code__startswith=f"{room}.")


def _naming(rows: Any, asked: str, scope: Scope) -> Any:
    """Entries that name an object: by its kind and number (`kernel.body:12`), or by its name."""
    label, _colon, key = asked.partition(":")
    if label in THINGS and key:
        return rows.naming(label, key)
    called = [
        Q(label=label, object_id__in=keys)
        for label, thing in THINGS.items()
        if (keys := _keys_called(asked, label, thing.asked_by, scope)) is not None
    ]
    parts = AuditPart.objects.filter(reduce(or_, called))
    return rows.filter(act__in=parts.values("entry_id"))


def _keys_called(name: str, label: str, column: str, scope: Scope) -> Any:
    """The keys of the objects of this name that the reader may see, as the chain writes them."""
    if not column:
        return None
    found = rows_seen(label, by=scope.by).filter(**{column: name})
    return found.values_list(Cast("pk", CharField(max_length=40)))


def _acts(scope: Scope) -> list[tuple[str, str]]:
    return sorted(((code, saying.act_label(code)) for code in SENTENCES), key=lambda each: each[1])


ACTS = ListPage(
    key="kernel.acts",
    label=_("What was done"),
    model=AuditEntry,
    source=lambda scope: AuditEntry.objects.visible_to(scope.by),
    gather=_gather,
    closing=_closing,
    columns=(
        Column(
            key="number",
            label=_("Entry"),
            kind="number",
            sort=("number",),
            look="tight",
        ),
        Column(key="at", label=_("When"), kind="moment", sort=("at",), look="tight"),
        Column(
            key="told",
            label=_("What was done"),
            value=saying.whole,
            cell="kernel/_act_cells.html#told",
            is_fixed=True,
            look="words",
        ),
        Column(key="who", label=_("By"), value=_who, is_shown=False),
        Column(key="post", label=_("Signed as"), value=_post, is_shown=False),
        Column(key="code", label=_("Code"), sort=("code",), is_shown=False),
        Column(key="check", label=_("Check"), value=_check, tone=_tone, is_shown=False),
        Column(key="digest", label=_("Digest"), cell="kernel/_act_cells.html#digest", is_shown=False),
    ),
    order=("-number",),
    tie=("-pk",),
    filters=(
        Named(key="who", label=_("Person"), narrow=_by, suggested=_people),
        Between(key="day", label=_("Day"), narrow="at", is_moment=True),
        Choice(key="act", label=_("Act"), narrow="code", options=_acts, is_first=False),
        Choice(
            key="room",
            label=_("Part of Luoshi"),
            narrow=_of_room,
            options=(("kernel", _("common ground")), ("plan", _("plans"))),
            is_first=False,
        ),
        Named(key="object", label=_("Object"), narrow=_naming, suggested=lambda scope: (), is_first=False),
    ),
    nothing=Empty(text=_("Nothing has happened yet.")),
    no_match=_("No act matches these choices."),
)
# Whoever may see an object sees what was done to it: its page asks that before the list is opened.
ACTS_ABOUT = replace(
    ACTS,
    key="kernel.acts_about",
    label=_("What happened to it"),
    source=lambda scope: AuditEntry.objects.naming(scope.values["label"], scope.values["object"]),
    filters=tuple(each for each in ACTS.filters if each.key != "object"),
)
