"""What names of bodies mean, as people write them in a list (单位名称识别): by name, else by the matcher."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from luoshi.kernel.matching import Ranking, Verdict
from luoshi.kernel.models import Body
from luoshi.kernel.queries import body_list, matching
from luoshi.kernel.queries import people_list as queries


class WrittenBodies:
    """Every written name is looked up once; of those that no body bears the matcher is asked, all at once."""

    def __init__(self, words: Iterable[str], *, on: date) -> None:
        words = set(words)
        self._bearing = queries.bodies_called(words)
        self._asked = _rankings(words - self._bearing.keys(), on=on)
        ranked = [each.key for ranking in self._asked.values() for each in ranking.candidates]
        self._ranked = Body.objects.select_related("area").in_bulk(ranked)
        known = {body.pk: body for bodies in self._bearing.values() for body in bodies} | self._ranked
        self.called = queries.called_bodies(known.values())

    def bearing(self, word: str) -> list[Body]:
        """The bodies that bear the name."""
        return self._bearing.get(word, [])

    def names_of(self, bodies: Iterable[Body]) -> str:
        return "、".join(sorted(self.called[body.pk] for body in bodies))

    def meant(self, word: str) -> Body | None:
        """The one body that is certainly meant."""
        bodies, ranking = self.bearing(word), self._asked.get(word)
        if bodies or ranking is None:
            return bodies[0] if len(bodies) == 1 else None
        is_certain = ranking.verdict == Verdict.SAME and ranking.best is not None
        return self.of(ranking.best) if is_certain else None

    def possible(self, word: str) -> list[Any]:
        """The candidates of the matcher, where it asks; each is `of` a body."""
        ranking = self._asked.get(word)
        return list(ranking.candidates) if ranking and ranking.verdict == Verdict.ASK else []

    def of(self, candidate: Any) -> Body:
        return self._ranked[int(str(candidate.key))]


def _rankings(words: set[str], *, on: date) -> dict[str, Ranking]:
    """What the matcher says of words that no body bears as a name."""
    if not words:
        return {}
    home, asked = body_list.home_area(), sorted(words)
    index = matching.body_index(Body.objects.open_ended())
    ranked = matching.rank_bodies(
        asked=[matching.wanted(word, area=home) for word in asked], index=index, on=on
    )
    return dict(zip(asked, ranked, strict=True))
