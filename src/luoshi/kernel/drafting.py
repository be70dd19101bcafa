"""An event of succession as it was typed, with the names found, and what it would change (沿革草案)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from luoshi.kernel.claims import Claim
from luoshi.kernel.matching import Verdict
from luoshi.kernel.models import Area, Body, SuccessionKind
from luoshi.kernel.queries.matching import body_index, rank_bodies, wanted
from luoshi.kernel.services.successions import Draft, Handed, NewBody

_PARTS = re.compile(r"\s*[;；|\t]\s*")
_WORDS = re.compile(r"\s*[,，、]\s*")


class NotFound(Exception):
    """A written name means no body that there was, or more than one; `field` is where it stands."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class Finder:
    """Bodies by the names that people write, as of a day."""

    def __init__(self, *, area: Area | None, on: date) -> None:
        self._area, self._on = area, on
        self._index = body_index(Body.objects.in_force(on=on))

    def find(self, name: str, *, field: str) -> Body:
        """The body that is meant; a name that leaves a doubt is refused with what it may mean."""
        asked = [wanted(name, area=self._area)]
        ranking = next(rank_bodies(asked=asked, index=self._index, on=self._on, limit=3))
        if ranking.verdict == Verdict.SAME and ranking.best:
            return Body.objects.get(pk=str(ranking.best.key))
        near = Body.objects.filter(pk__in=[str(each.key) for each in ranking.candidates]).order_by("name")
        values = {"name": name, "day": self._on, "near": "、".join(near.values_list("name", flat=True))}
        if near:
            raise NotFound(field, _("“%(name)s” is not clear. Perhaps: %(near)s?") % values)
        raise NotFound(field, _("No body was called “%(name)s” on %(day)s.") % values)


def draft_of(values: Mapping[str, Any], *, area: Area) -> Draft:
    """The event that a form's values describe. Raises NotFound."""
    on = values["on"]
    before, after = Finder(area=area, on=on - timedelta(days=1)), Finder(area=area, on=on)
    founded = tuple(_founded(parts, area) for parts in _lines(values["founded"]))
    full = {name: new.name for new in founded for name in (new.name, *new.short_names)}
    return Draft(
        kind=SuccessionKind(values["kind"]),
        on=on,
        predecessors=tuple(before.find(parts[0], field="before") for parts in _lines(values["before"])),
        successors=tuple(after.find(parts[0], field="after") for parts in _lines(values["after"])),
        founded=founded,
        handed=tuple(_handed(parts, before, after, full) for parts in _lines(values["handed"])),
        new_name=values["new_name"].strip(),
        new_short_names=(values["new_short_name"].strip(),) if values["new_short_name"].strip() else (),
        note=values["note"],
    )


def _lines(text: str) -> Iterable[list[str]]:
    return [_PARTS.split(line.strip()) for line in text.splitlines() if line.strip()]


def _founded(parts: list[str], area: Area) -> NewBody:
    return NewBody(parts[0], area, short_names=tuple(short for short in parts[1:] if short))


def _handed(parts: list[str], before: Finder, after: Finder, founded: Mapping[str, str]) -> Handed:
    function, giver, taker, terms = (*parts, "", "", "")[:4]
    if not giver:
        sentence = _("“%(function)s”: say after a semicolon who gives it away.") % {"function": function}
        raise NotFound("handed", sentence)
    heir: Body | str | None = founded.get(taker) if taker in founded else None
    if taker and heir is None:
        heir = after.find(taker, field="handed")
    return Handed(
        function, before.find(giver, field="handed"), heir, tuple(filter(None, _WORDS.split(terms)))
    )


def fingerprint(values: Mapping[str, Any]) -> str:
    """A short digest of what was typed: what is confirmed is what was seen."""
    kept = {name: str(value) for name, value in values.items()}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Change:
    """A claim as it would read after the event; without an `after` it waits for a decision."""

    claim: Claim
    after: str


def changes(draft: Draft, claims: Iterable[Claim]) -> list[Change]:
    """Which claims the event changes, and how (影响预览)."""
    found = []
    for claim in claims:
        spoken = any(
            handed.giver.pk == claim.body
            and any(term in claim.words for term in handed.terms or (handed.function,))
            for handed in draft.handed
        )
        if draft.kind == SuccessionKind.TRANSFER and not spoken:
            continue
        found.append(Change(claim, "" if spoken else _after(draft)))
    return found


def _after(draft: Draft) -> str:
    if draft.kind == SuccessionKind.RENAME:
        return (*draft.new_short_names, draft.new_name)[0]
    if draft.kind != SuccessionKind.MERGE:
        return ""
    if draft.founded:
        return (*draft.founded[0].short_names, draft.founded[0].name)[0]
    return draft.successors[0].name if draft.successors else ""
