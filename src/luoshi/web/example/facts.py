"""The example city's facts, read from its data files (示例数据); nothing of a city is written in code."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any

from luoshi.kernel.models import Origin

CITY = "tianshui"
HOME_AREA = "620500"
INVENTED = Origin.simulated(source=f"{CITY} demo")


@dataclass(frozen=True)
class Entry:
    """One entry of a data file, with the origin that it or its file states."""

    fields: Mapping[str, Any]
    origin: Origin

    def __getitem__(self, name: str) -> Any:
        return self.fields[name]

    def get(self, name: str, default: Any = None) -> Any:
        return self.fields.get(name, default)


def entries(file: str, table: str) -> Iterator[Entry]:
    """The entries of a table; a file without a source holds simulated facts."""
    content = tomllib.loads(content_of(file).decode("utf-8"))
    for fields in content.get(table, ()):
        yield Entry(fields, _origin(content, fields))


def _origin(content: Mapping[str, Any], fields: Mapping[str, Any]) -> Origin:
    source, on = fields.get("source", content.get("source")), fields.get("on", content.get("on"))
    if not source:
        return INVENTED
    if not isinstance(on, date):
        raise TypeError(f"{source}: a public fact states the day of its source")
    return Origin.public(source=source, on=on)


def content_of(file: str) -> bytes:
    """A data file of the city."""
    return resources.files("luoshi.web.example").joinpath(CITY, file).read_bytes()


def trial_titles() -> dict[str, str]:
    """What the invented plans are called, by file name: their first line."""
    return {name: content.decode("utf-8").split("\n", 1)[0] for name, content in trial_documents().items()}


def trial_documents() -> dict[str, bytes]:
    """The invented plans that a visitor may have read, by file name."""
    folder = resources.files("luoshi.web.example").joinpath(CITY, "trials")
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir(), key=lambda each: each.name)}
