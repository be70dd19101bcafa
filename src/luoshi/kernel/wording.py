"""What the matcher's reasons say in words, in the reader's language (比对理由)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.matching import Reason

REASONS = {
    "said_same": _("confirmed by hand"),
    "same_code": _("the same credit code"),
    "other_code": _("another credit code"),
    "same_name": _("the same name"),
    "known_name": _("its known name %(name)s"),
    "same_without_brackets": _("the same name without what stands in brackets"),
    "same_without_place": _("the same name without the place in front"),
    "same_without_form": _("the same name but for the legal form"),
    "same_sound": _("a name that sounds the same: %(name)s"),
    "abbreviation": _("one name shortens the other: %(name)s"),
    "similar": _("similar by %(percent)s %%: %(name)s"),
    "same_area": _("the same area"),
    "other_area": _("another area"),
    "other_kind": _("another kind of body"),
    "same_words": _("the same words"),
    "shared_words": _("words in common: %(words)s"),
}


def reason(given: Reason) -> str:
    """One reason in words; what contradicts it stands behind it in brackets."""
    values = {
        name: pgettext("in a list", ", ").join(value) if isinstance(value, list) else value
        for name, value in given.values.items()
    }
    said = str(REASONS[given.code]) % values
    if other := values.get("other"):
        return gettext("%(said)s (but elsewhere: %(other)s)") % {"said": said, "other": other}
    return said


def kept_reasons(kept: Iterable[Mapping[str, Any]]) -> list[str]:
    """Reasons in words that were kept as code and values."""
    return [reason(Reason(each["code"], 0, each["values"])) for each in kept]
