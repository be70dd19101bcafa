"""python benchmarks/search.py: how long a search takes over 200 documents with 5,000 commitments (检索测速).

Best of five, for a visitor: the numbers of each kind and the first page of answers, beside the same words
asked by LIKE of the texts alone, without order, rights or numbers.
On PostgreSQL: python tests/pg.py python benchmarks/search.py.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLANS, PROMISES, TIMES, AIM = 200, 25, 5, 100
NOON = datetime(2025, 9, 15, 4, tzinfo=UTC)
WORDS = [
    "工业",
    "企业",
    "设备",
    "改造",
    "园区",
    "产业链",
    "招商",
    "创新",
    "绿色",
    "智能",
    "质量",
    "标准",
    "融资",
    "人才",
    "项目",
    "建设",
    "支持",
    "培育",
    "提升",
    "服务",
]
ASKED = ("工业", "园区 创新", "智能改造", "产", "〔2017〕18", "2017年2月", "xydfa", "3(7)", "没有的词")


def main() -> int:
    home = tempfile.mkdtemp(prefix="luoshi-bench-search-")
    os.environ |= {
        "LUOSHI_HOME": home,
        "LUOSHI_DATABASE_URL": os.environ.get("LUOSHI_TEST_DATABASE_URL", ""),
        "DJANGO_SETTINGS_MODULE": "luoshi.web.settings",
    }
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    import django

    django.setup()
    from django.core.management import call_command

    try:
        call_command("migrate", verbosity=0)
        fill()
        return measured()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def fill() -> None:
    """Documents of invented sentences, each with the same number of commitments, and their index."""
    from django.db import connection

    from luoshi.kernel.services import search

    chance = random.Random(7)  # noqa: S311  the same texts each time
    for number in range(PLANS):
        promise(number, chance)
    search.rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def promise(number: int, chance: random.Random) -> None:
    from luoshi.plan.models import Commitment
    from tests.plan.factories import DocumentFactory, PlanFactory, SectionFactory

    sentences = ["".join(chance.choices(WORDS, k=30)) for _promise in range(PROMISES)]
    day = date(2015 + number % 8, 1 + number % 12, 1 + number % 28)
    document = DocumentFactory(
        title=f"虚云市第{number}方案",
        text="".join(sentences),
        number=f"虚政办发〔{day.year}〕{number}号",
        issued_on=day,
    )
    plan = PlanFactory(document=document)
    ends = [sum(map(len, sentences[: at + 1])) for at in range(PROMISES)]
    starts = [0, *ends[:-1]]
    sections = [
        SectionFactory(plan=plan, place=f"{at + 1}({number % 9})", position=at, title=sentences[at][:8],
                       start=start, title_start=start, title_end=start + 8, end=end)
        for at, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]  # fmt: skip
    Commitment.objects.bulk_create(
        Commitment(plan=plan, section=section, kind="task", key="key", title=section.title, start=section.start,
                   end=section.end, position=section.position, proposal={}, missing=[], is_verifiable=True)
        for section in sections
    )  # fmt: skip


def measured() -> int:
    from django.contrib.auth.models import AnonymousUser
    from django.db import connection

    from luoshi.kernel.models import SearchRow

    print(f"{connection.vendor}, {SearchRow.objects.count():,} rows of the index")
    print(f"{'asked':<14}{'found':>7}{'ms':>8}{'LIKE ms':>9}{'ratio':>8}")
    slowest = 0.0
    for typed in ASKED:
        took, number = best(lambda typed=typed: searched(typed, AnonymousUser()))
        plain, _number = best(lambda typed=typed: list(SearchRow.objects.filter(text__contains=typed)[:20]))
        print(f"{typed:<14}{number:>7}{took:>8.1f}{plain:>9.1f}{took / plain:>8.1f}")
        slowest = max(slowest, took)
    print(f"slowest {slowest:.0f} ms, aim {AIM} ms")
    return int(slowest > AIM)


def searched(typed: str, by) -> int:
    from luoshi.kernel.search.finding import counts, dressed, found
    from luoshi.kernel.search.question import understand

    question = understand(typed)
    numbers = counts(question, by=by)
    dressed(found(question, by=by)[:20], question, by=by)
    return sum(numbers.values())


def best(ask):
    taken = []
    for _time in range(TIMES):
        begun = time.perf_counter()
        answer = ask()
        taken.append((time.perf_counter() - begun) * 1000)
    return min(taken), answer


if __name__ == "__main__":
    sys.exit(main())
