"""The port of instruments (抓手): a room registers its kind, the plan asks it how a commitment stands.

The plan knows no instrument's room: it keeps `Instrument(commitment, kind, key)`, and what stands behind the key
is the room's own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from luoshi.kernel.registries import Registry
from luoshi.plan.engine.standing import History
from luoshi.plan.models import CommitmentKind


@dataclass(frozen=True, kw_only=True)
class InstrumentKind:
    """A kind of instrument: what it is called, what it makes happen, where it is seen, and how it judges.

    A commitment of a kind in `serves` is instrumented by it; any other is only tracked. `histories` is asked for many
    keys at once, with a bounded number of queries.
    """

    label: str | Promise
    serves: frozenset[CommitmentKind]
    url: Callable[[str], str]
    histories: Callable[[Collection[str]], Mapping[str, History]]


INSTRUMENTS: Registry[InstrumentKind] = Registry(of="kind of instrument")
SENTENCES: Registry[str | Promise] = Registry(of="sentence of a standing")


def register_instrument(code: str, kind: InstrumentKind, *, sentences: Mapping[str, str | Promise]) -> None:
    """Called in `ready()`; `sentences` says each headline and reason of its verdicts, with their values."""
    INSTRUMENTS.add(code, kind)
    for each, sentence in sentences.items():
        SENTENCES.add(each, sentence)
