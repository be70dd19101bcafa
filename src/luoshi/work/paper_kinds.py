"""Kinds of papers that bodies issue (文种): the rooms say what each is about, how it is written, who may issue it.

A kind writes the paper; number, issuer, signature line and marks are the same for all of them and are added here.
All is registered in `ready()`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, override

from luoshi.kernel.access import Actor
from luoshi.kernel.models import Body, Origin
from luoshi.kernel.registries import Registry
from luoshi.kit.papers import Form, Paper, Paragraph, Signature
from luoshi.work.models import Matter

LANGUAGE = "zh-hans"  # an official paper has one language


@dataclass(frozen=True, kw_only=True)
class PaperKind:
    """One kind of paper.

    `find(key, by)` gives the thing it is about, as far as that person may see it; `build(thing, body=, on=)` the paper
    as that body issues it on a day, or raises a Refusal; `may_issue(thing, body)` says whether the body issues such a
    paper about it; `matter` and `origin` say to which matter it belongs and where its facts come from.
    """

    code: str
    label: str | Promise
    series: str
    find: Callable[[str, Actor], Any]
    build: Callable[..., Paper]
    may_issue: Callable[[Any, Body], bool]
    url: Callable[[str], str]
    matter: Callable[[Any], Matter | None] = lambda thing: None
    origin: Callable[[Any], Origin] = lambda thing: Origin.own()


PAPER_KINDS: Registry[PaperKind] = Registry(of="kind of paper")


def register_paper_kind(kind: PaperKind) -> None:
    """Called in `ready()`."""
    PAPER_KINDS.add(kind.code, kind)


def written(kind: PaperKind, thing: Any, *, body: Body, number: str, on: date, corrects: str = "") -> Paper:
    """The paper with its number, issuer and signature line, and with what it must not be taken for."""
    with override(LANGUAGE):
        paper = kind.build(thing, body=body, on=on)
        is_plain = paper.form is Form.PLAIN
        lines = [gettext("Number: %(number)s") % {"number": number}] if is_plain else []
        if corrects:
            lines.append(gettext("This paper corrects and replaces %(number)s.") % {"number": corrects})
        mark = gettext("simulated data") if kind.origin(thing).is_simulated else ""
        subtitle = "；".join(filter(None, [paper.subtitle.strip("（）"), mark]))
        return replace(
            paper,
            number="" if is_plain else paper.number or number,
            issuers=paper.issuers or [body.name],
            subtitle=f"（{subtitle}）" if subtitle else "",
            blocks=[*map(Paragraph, lines), *paper.blocks],
            signature=paper.signature or Signature([body.name], on),
            dated_on=on,
        )
