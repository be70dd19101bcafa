"""Whether every stored formula still holds (公式核验): an upgrade may take a name away, or bring one that hides it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.kernel import clock
from luoshi.kernel.checks import register_proof
from luoshi.kernel.findings import Finding
from luoshi.kernel.formulas.book import called, open_book
from luoshi.kernel.formulas.words import Said


def register() -> None:
    """Called once, by `ready()`."""
    register_proof("kernel.formulas", label=gettext_lazy("Every formula in force holds"), look=held_formulas)


def held_formulas() -> Iterator[Finding]:
    """Each formula in force today that no longer can be read, or whose name another one has taken."""
    book = open_book(on=clock.today())
    remedy = _("Write another version of it, which names what there is.")
    for code, version in book.formulas.items():
        _compiled, problems = book.examine(version.of, version.text)
        if problems:
            problem = _("The formula %(version)s no longer holds: %(problems)s")
            yield Finding(problem % {"version": called(version), "problems": Said(problems)}, remedy)
        elif code not in book.names:
            problem = _("The name of the formula %(version)s is now that of a fact, which counts.")
            yield Finding(problem % {"version": called(version)}, remedy)
