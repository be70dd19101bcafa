"""The rules by which the example city carries its plan out, written through services on their days (示例公式与标准)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from luoshi.kernel.engine.standards import Kind, Mode
from luoshi.kernel.models import FormulaPurpose, User
from luoshi.kernel.services.formulas import add_formula_version, define_formula
from luoshi.kernel.services.standards import add_standard_version, define_standard
from luoshi.kernel.services.versions import Names, Terms
from luoshi.web.example.days import moment
from luoshi.web.example.facts import INVENTED, Entry, entries

FILE = "formulas.toml"


def write_formulas(*, by: User) -> None:
    """Set every standard and write every formula of the file, version after version, as an officer of those years."""
    for entry in entries(FILE, "standard"):
        _write(entry, _set_standard, _revise, by=by)
    for entry in entries(FILE, "formula"):
        _write(entry, _define_formula, _rewrite, by=by)


def _write(entry: Entry, first: Callable[..., Any], later: Callable[..., Any], *, by: User) -> None:
    begun, *others = entry["versions"]
    thing = first(entry, begun, by=by, at=moment(begun["on"]))
    for number, version in enumerate(others, 1):
        later(thing, version, after=number, by=by, at=moment(version["on"]))


def _names(entry: Entry) -> Names:
    return Names(**{key: entry[key] for key in ("code", "name", "name_en", "about")})


def _terms(version: Mapping[str, Any]) -> Terms:
    return Terms(valid_from=version["on"], clause=version["clause"], note=version.get("note", ""))


def _define_formula(entry: Entry, version: Mapping[str, Any], **how: Any) -> Any:
    return define_formula(
        names=_names(entry),
        purpose=FormulaPurpose(entry["purpose"]),
        unit=entry.get("unit", ""),
        text=version["text"],
        terms=_terms(version),
        origin=INVENTED,
        **how,
    )


def _rewrite(formula: Any, version: Mapping[str, Any], **how: Any) -> None:
    add_formula_version(formula=formula, text=version["text"], terms=_terms(version), **how)


def _set_standard(entry: Entry, version: Mapping[str, Any], **how: Any) -> Any:
    return define_standard(
        kind=Kind(entry["kind"]),
        names=_names(entry),
        inputs=entry.get("inputs", ()),
        gives=entry.get("gives", ""),
        mode=Mode(entry.get("mode", "")),
        text=version["text"],
        edition=version.get("edition", ""),
        terms=_terms(version),
        origin=INVENTED,
        **how,
    )


def _revise(standard: Any, version: Mapping[str, Any], **how: Any) -> None:
    add_standard_version(
        standard=standard,
        text=version["text"],
        edition=version.get("edition", ""),
        terms=_terms(version),
        **how,
    )
