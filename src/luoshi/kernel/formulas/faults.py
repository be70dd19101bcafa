"""What is wrong with the rows of a standard, in words (标准文本的错误)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from luoshi.kernel.engine.standards import Fault

SENTENCES = {
    "cells": gettext_lazy("“%(found)s” should have %(expected)s parts, the last one after a colon"),
    "number": gettext_lazy("“%(found)s” is no number"),
    "unit": gettext_lazy("“%(found)s” is in another unit than the table"),
    "interval": gettext_lazy("“%(found)s” is no band; write 60–70, >= 80 or < 60"),
    "end": gettext_lazy("“%(found)s” closes the wrong end: bands of this table begin or end the other way"),
    "truth": gettext_lazy("“%(found)s” is neither yes nor no"),
    "result": gettext_lazy("there is no result"),
    "nothing": gettext_lazy("there are no rows"),
    "one": gettext_lazy("a parameter has one value"),
}


def said(fault: Fault) -> str:
    """One fault with its line."""
    sentence = str(SENTENCES[fault.code]) % {"found": fault.found, "expected": fault.expected}
    return _("line %(line)s: %(sentence)s") % {"line": fault.line, "sentence": sentence}


class SaidFaults:
    """Faults whose sentences are made when somebody reads them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return pgettext("in a list", "; ").join(said(each) for each in self.faults)
