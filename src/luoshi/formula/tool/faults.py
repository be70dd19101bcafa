"""What is wrong with a file that was given (差错): where, what, and what would be right. All of it at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from luoshi.formula.errors import FormulaError, Said
from luoshi.formula.tool.messages import SENTENCES

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file; what is empty or 0 is not said. `column` is a heading, `letter` what Excel calls it."""

    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    letter: str = ""
    key: str = ""  # in a catalogue: names.rd.unit

    def say(self, language: str) -> str:
        zh = language == "zh"
        cell = f"{self.letter}{self.row}" if self.letter and self.row else self.letter
        parts = [
            self.file,
            self.sheet and (f"工作表“{self.sheet}”" if zh else f"sheet {self.sheet}"),
            self.row and (f"第{self.row}行" if zh else f"row {self.row}"),
            self.column and (f"“{self.column}”列" if zh else f'column "{self.column}"'),
            cell and (f"{cell}单元格" if zh else f"cell {cell}") if self.row else "",
            self.key,
        ]
        return ("，" if zh else ", ").join(str(part) for part in parts if part)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: the code of a sentence with its values."""

    code: str
    spot: Spot = Spot()
    values: Mapping[str, object] = field(default_factory=dict)

    def say(self, language: str = "zh") -> str:
        """The place and the sentence in "zh" or "en"."""
        zh = language == "zh"
        sentence = SENTENCES[self.code][0 if zh else 1].format_map(
            {name: _said(value, language) for name, value in self.values.items()}
        )
        spot = self.spot.say(language)
        return f"{self.code} {spot}{('：' if zh else ': ') if spot else ''}{sentence}"

    def at(self, spot: Spot) -> Fault:
        return replace(self, spot=spot)


def _said(value: object, language: str) -> str:
    if isinstance(value, Said):
        return value[0 if language == "zh" else 1]
    if isinstance(value, FormulaError):
        return "; ".join(one.say(language) for one in value.problems)
    if isinstance(value, list | tuple):
        return ("、" if language == "zh" else ", ").join(_said(one, language) for one in value)
    return str(value)


class Refused(Exception):
    """Files or options that cannot be used; `faults` has everything that is wrong with them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def say(self, language: str = "zh") -> str:
        """One line for each fault, as many as one can read."""
        lines = [one.say(language) for one in self.faults[:MOST_SHOWN]]
        if rest := len(self.faults) - len(lines):
            lines.append(Fault("T100", values={"count": rest}).say(language).removeprefix("T100 "))
        return "\n".join(lines)


def refuse(code: str, spot: Spot | None = None, **values: object) -> Refused:
    """The refusal for one fault."""
    return Refused([Fault(code, spot or Spot(), values)])
