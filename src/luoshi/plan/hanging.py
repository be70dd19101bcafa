"""What hangs on an adopted plan (审定后续): a port by which its adoption is not withdrawn from under it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.registries import Registry
from luoshi.plan.models import Commitment, CommitmentLink, Interpretation
from luoshi.plan.models.parents import LINE


@dataclass(frozen=True)
class Hanging:
    """One kind of thing: what it is called, and how much of it hangs on a plan."""

    label: str | Promise
    count: Callable[[Any], int]


HANGING: Registry[Hanging] = Registry(of="thing that hangs on an adopted plan")


def register_hanging(code: str, *, label: str | Promise, count: Callable[[Any], int]) -> None:
    """Name a kind; call it in `ready()`."""
    HANGING.add(code, Hanging(label, count))


def _interpretations(plan: Any) -> int:
    return Interpretation.objects.standing().filter(commitment__plan=plan).count()


def _links(plan: Any) -> int:
    lines = Commitment.everything.filter(plan=plan).annotate(line_key=LINE).values("line_key")
    return CommitmentLink.objects.standing().filter(Q(child__in=lines) | Q(parent__in=lines)).count()


def register() -> None:
    """What of this room's own hangs on a plan; called once, by `ready()`."""
    register_hanging("plan.interpretations", label=_("decisions what words mean"), count=_interpretations)
    register_hanging("plan.links", label=_("links to commitments of other plans"), count=_links)
