"""How acts are told (操作的说法): the rooms say for each code its sentence, for each model what its rows are called.

A code is kept, the sentence is made when somebody reads it. All is registered in `ready()`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import F, Model, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.functional import Promise

from luoshi.kernel.registries import Registry

Words = str | Promise


@dataclass(frozen=True, kw_only=True)
class Thing:
    """What the rows of a model are called, where their page is, and who may see them.

    `name` is a column or an expression; `key` the column that `leads_to` is given. The model's own rights say who
    sees what; a row without rights of its own is seen with what it hangs on: the foreign key `through`.
    `asked_by` is the column by which somebody asks for the acts about it.
    """

    label: Words
    name: Any = None
    key: Any = "pk"
    leads_to: Callable[[str], str] | None = None
    through: str = ""
    asked_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Field:
    """What a changed field is called; `of` names the model whose row its value is.

    `choices` are the words of its values, or what makes them; `written` says a value that is more than one word.
    """

    label: Words
    of: str = ""
    choices: Mapping[Any, Words] | Callable[[], Mapping[Any, Words]] | None = None
    written: Callable[[Any], str] | None = None


SENTENCES: Registry[Words] = Registry(of="sentence of an act")
THINGS: Registry[Thing] = Registry(of="thing that acts are about")
FIELDS: Registry[Field] = Registry(of="field that acts change")


def register_sentences(sentences: Mapping[str, Words]) -> None:
    """The sentence of each act: `%(who)s` did it, `%(what)s` is what it was done to."""
    for code, sentence in sentences.items():
        SENTENCES.add(code, sentence)


def register_things(things: Mapping[str, Thing]) -> None:
    for label, thing in things.items():
        THINGS.add(label, thing)


def register_fields(fields: Mapping[str, Field]) -> None:
    for name, field in fields.items():
        FIELDS.add(name, field)


def rows_seen(label: str, *, by: Any) -> QuerySet[Model]:
    """The rows of a model that this person may see, in whatever act they occur."""
    model: Any = apps.get_model(label)
    return _seen(model, THINGS[label].through, by)


def _seen(model: Any, through: str, by: Any) -> QuerySet[Model]:
    rows = model._default_manager.all()
    if read_act := getattr(model, "read_act", ""):
        return rows.allowed(by, act=read_act)
    if not through:
        return rows
    above = model._meta.get_field(through).related_model
    return rows.filter(**{f"{through}__in": _seen(above, "", by).values("pk")})


def as_text(given: Any) -> Any:
    """A column or an expression as one text, so that rows of several models are asked at once."""
    return Cast(F(given) if isinstance(given, str) else given, TextField())
