"""Refusals: a code with values is kept or raised; the sentence is made when somebody reads it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_SENTENCES: dict[str, str | Promise] = {}


class Refusal(Exception):
    """Something a person asked for can't be done: what, where, and what would be right.

    A subclass names its `code` and its `sentence`; the values fill the sentence.
    """

    code: ClassVar[str] = ""
    sentence: ClassVar[str | Promise] = ""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "code" not in cls.__dict__:
            return
        if cls.code in _SENTENCES:
            raise ValueError(f"the code {cls.code!r} is used twice")
        _SENTENCES[cls.code] = cls.sentence

    def __init__(self, *, place: str = "", **values: Any) -> None:
        super().__init__(self.code, values)
        self.place = place
        self.values = values

    def __str__(self) -> str:
        return sentence(code=self.code, values=self.values)

    def told_in(self, form: Any) -> None:
        """Say it in the form that asked for the act; one that is about fields says so at each of them."""
        form.add_error(None, str(self))

    def kept(self) -> dict[str, Any]:
        """The values as JSON can hold them."""
        return {name: _plain(value) for name, value in self.values.items()}


class TooManyAtOnce(Refusal):
    """Somebody has asked for more than one person may have under way; `retry_after` seconds later it may do."""

    retry_after: ClassVar[int] = 60


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def register_sentence(*, code: str, sentence: str | Promise) -> None:
    """Give a code that no exception of ours carries its sentence, for example one of the reader's."""
    if _SENTENCES.setdefault(code, sentence) is not sentence:
        raise ValueError(f"the code {code!r} is used twice")


def sentence(*, code: str, values: dict[str, Any]) -> str:
    """Say a code and its values in the reader's language."""
    return str(_SENTENCES.get(code, _("Refused (%(code)s)."))) % ({"code": code} | values)
