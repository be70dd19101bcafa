"""The matcher (比对引擎): which of many a name means, how likely, and why. Pure: it knows no database.

`candidates(wanted, among, comparison=body_names(places))` ranks; `Memory` holds every yes and no that people
have said, `Thresholds` say from when two things are one or somebody is asked. What is remembered and which
thresholds hold on a day is kept by `luoshi.kernel.models.matching`; `luoshi.kernel.queries.matching` brings
both together for the bodies of this installation.
"""

from luoshi.kernel.matching.bodies import body_names
from luoshi.kernel.matching.comparison import Comparison, Keys
from luoshi.kernel.matching.index import Index, candidates
from luoshi.kernel.matching.records import (
    Answer,
    Candidate,
    Memory,
    Ranking,
    Reason,
    Record,
    Thresholds,
    Verdict,
)
from luoshi.kernel.matching.texts import WORDINGS

__all__ = [
    "WORDINGS",
    "Answer",
    "Candidate",
    "Comparison",
    "Index",
    "Keys",
    "Memory",
    "Ranking",
    "Reason",
    "Record",
    "Thresholds",
    "Verdict",
    "body_names",
    "candidates",
]
