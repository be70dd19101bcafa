"""An entry of the chain in the reader's language: a sentence, and what changed (操作记录的文字)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from luoshi.kernel.access.acts import ACTS
from luoshi.kernel.queries.acts import Change, Key, Named, Told, ToldPart
from luoshi.kernel.register import FACTS
from luoshi.kernel.telling import FIELDS, SENTENCES, THINGS

LONGEST = 120
ROWS = "undoing"  # what an undoing needs and no reader: rows as they were


@dataclass(frozen=True)
class SaidChange:
    """One change in words."""

    label: str
    old: str
    new: str
    is_erased: bool

    def __str__(self) -> str:
        if self.is_erased:
            return gettext("%(field)s: erased") % {"field": self.label}
        return f"{self.label}: {self.old} → {self.new}" if self.old else f"{self.label}: {self.new}"


def act_label(code: str) -> str:
    """What an act is called where nobody is named."""
    return said(code, who="", what="").strip(" :：()（）.。") or code


def said(code: str, *, who: str, what: str) -> str:
    """The sentence of an act; a code of long ago may have none any more."""
    return _sentence(code) % {"who": who, "what": what}


def _sentence(code: str) -> str:
    return str(SENTENCES.get(code, "%(who)s: " + code.replace("%", "%%") + " (%(what)s)"))


def plain_sentence(part: ToldPart, *, by_id: int | None, told: Told) -> str:
    return said(part.code, who=actor(by_id, told), what=thing(part, told))


def html_sentence(part: ToldPart, *, by_id: int | None, told: Told) -> SafeString:
    """The sentence with a link to what it is about."""
    found = told.names.get((part.label, part.object_id))
    what = conditional_escape(thing(part, told))
    if found and found.url:
        what = format_html('<a href="{}">{}</a>', found.url, what)
    sentence = conditional_escape(_sentence(part.code))
    return mark_safe(sentence % {"who": conditional_escape(actor(by_id, told)), "what": what})  # noqa: S308


def actor(by_id: int | None, told: Told) -> str:
    if by_id is None:
        return gettext("The installation")
    found = told.names.get(("kernel.user", str(by_id)))
    return found.name if found else gettext("Somebody")


def capacity(told: Told) -> str:
    """The post as which an entry is signed (以何任职); nothing where it names none, or none that the reader may see."""
    post = told.signed_as
    if post is None:
        return ""
    words = " · ".join(filter(None, [str(post.body), str(post.role), post.title]))
    if not post.stands_in_for:
        return words
    return gettext("%(post)s, standing in for %(who)s") % {"post": words, "who": post.stands_in_for.user}


def thing(part: ToldPart, told: Told) -> str:
    """What the part is about: by its name, or only by its kind where that is gone or not the reader's."""
    return called((part.label, part.object_id), told.names)


def changes(part: ToldPart, told: Told) -> list[SaidChange]:
    """What changed, but for what only an undoing needs and what stayed empty."""
    shown = [each for each in part.changes if each.field != ROWS and (each.is_erased or each.old != each.new)]
    return [_change(each, told) for each in shown]


def whole(entry: Any) -> str:
    """All that is told of an entry as one text: for an export."""
    told: Told = entry.told
    return "\n".join(_lines(entry.by_id, told)) + (" …" if told.has_more else "")


def _lines(by_id: int | None, told: Told) -> Iterator[str]:
    for part in told.parts:
        words = "; ".join(str(each) for each in changes(part, told))
        yield " ".join(filter(None, [plain_sentence(part, by_id=by_id, told=told), words]))


def called(key: Key, names: dict[Key, Named]) -> str:
    label, number = key
    kind = str(THINGS[label].label) if label in THINGS else label
    found = names.get(key)
    if found and found.name:
        return _short(found.name)
    return gettext("%(kind)s No. %(number)s") % {"kind": kind, "number": number}


def _change(change: Change, told: Told) -> SaidChange:
    label = field_label(change.field)
    if change.is_erased:
        return SaidChange(label, "", "", is_erased=True)
    old = _value(change.field, change.old, told) if change.old not in (None, "") else ""
    return SaidChange(label, old, _value(change.field, change.new, told), is_erased=False)


def field_label(name: str) -> str:
    """What a field is called: its own words, those of a registered fact, or of a right."""
    for registry in (FIELDS, FACTS, ACTS):
        if name in registry:
            return str(registry[name].label)
    return name


def _value(name: str, value: Any, told: Told) -> str:
    field = FIELDS.get(name)
    if value is None or value == "":
        return pgettext("an empty value", "none")
    if field and field.of:
        return called((field.of, str(value)), told.names)
    if field and field.written:
        return _short(field.written(value))
    words = field.choices if field else None
    words = words() if callable(words) else words or {}
    if isinstance(value, bool | int | str) and value in words:
        return str(words[value])
    if isinstance(value, list | dict):
        return _short(", ".join(f"{each}" for each in value))
    return _short(_moment(f"{value}"))


def _moment(text: str) -> str:
    """A moment as people write it; anything else as it is."""
    if len(text) < len("2025-01-01T00:00:00+00:00") or text[10] != "T":
        return text
    try:
        return f"{timezone.localtime(datetime.fromisoformat(text)):%Y-%m-%d %H:%M}"
    except ValueError:
        return text


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
