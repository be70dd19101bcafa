"""The names of WordprocessingML that are read."""

from __future__ import annotations

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

VAL = f"{W}val"
_OFF = frozenset(("0", "false", "off", "none"))


def is_on(element: object) -> bool:
    """Whether an on/off property is on: present and not switched off."""
    return element is not None and element.get(VAL, "1") not in _OFF  # type: ignore[attr-defined]


def whole(value: str | None, default: int) -> int:
    """An attribute's integer, or the default where it is missing or none."""
    try:
        return int(value) if value is not None and len(value) < 12 else default
    except ValueError:
        return default
