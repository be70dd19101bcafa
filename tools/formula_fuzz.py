"""python tools/formula_fuzz.py MINUTES: give random texts to the formula language; print how many, and what came.

Random Unicode, sentences of the grammar, and damaged formulas of the semantics, in turn. It ends with the first text
that gives anything but a formula or a refusal whose every error has a place and a sentence in both languages.
"""

import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = {
    "random": 300,
    "of the grammar": 30,
    "damaged": 300,
}  # those of the grammar are long, and slow to make


class TimeIsUp(BaseException):
    """Ends a round; nothing that catches errors takes it for one."""


def main(arguments: list[str]) -> int:
    from hypothesis import HealthCheck, Phase, given, seed, settings
    from hypothesis import strategies as st

    from luoshi.formula import examine
    from tests.formula import test_fuzz, test_fuzz_places
    from tests.formula.world import CITY

    minutes = float(arguments[0]) if arguments else 1.0
    end, counts, codes = time.monotonic() + minutes * 60, Counter(), Counter()

    def look(kind, text, row):
        if time.monotonic() > end:
            raise TimeIsUp
        counts[kind] += 1
        formula, problems = examine(text, CITY)
        test_fuzz_places.check_places(text, problems)
        codes.update(one.code for one in problems)
        counts["errors"] += len(problems)
        counts["with a suggestion"] += sum(bool(one.suggestion) for one in problems)
        counts["refused" if problems else "evaluated"] += 1
        if not problems:
            test_fuzz.used(formula, row)

    strategies = kinds()
    quick = settings(
        deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    number = 0
    with suppress(TimeIsUp):
        while True:
            kind = list(strategies)[number % len(strategies)]
            number += 1
            rounds = settings(quick, max_examples=ROUNDS[kind])
            seed(number)(rounds(given(st.just(kind), strategies[kind], test_fuzz.rows)(look)))()
    report(minutes, counts, codes)
    return 0


def kinds() -> dict[str, object]:
    """What texts are made of."""
    from tests.formula import test_fuzz, test_fuzz_places

    return {
        "random": test_fuzz.anything,
        "of the grammar": test_fuzz_places.grammatical,
        "damaged": test_fuzz_places.damaged(),
    }


def report(minutes: float, counts: Counter, codes: Counter) -> None:
    """Print how many texts there were, and how often each error came."""
    print(f"{minutes:g} minutes:", ", ".join(f"{name} {count:,}" for name, count in counts.items()))
    print(f"{len(codes)} codes:", ", ".join(f"{code} {count:,}" for code, count in sorted(codes.items())))


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    sys.exit(main(sys.argv[1:]))
