"""python benchmarks/lists.py [--keep]: what a list page costs with 100,000 rows, in queries and in milliseconds.

Whole answers of the site, from the request to the last byte, best of three, for somebody who has signed in. On
PostgreSQL: python tests/pg.py python benchmarks/lists.py. `--keep` writes the table into benchmarks/results/.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
import time
import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "lists.txt"
ROWS, SECTIONS, TIMES = 100_000, 1_000, 3
NOON = datetime(2025, 9, 15, 4, tzinfo=UTC)
KINDS = ("target", "task", "platform", "regime")
PLAN, JOBS, LEDGER, ACTS = "/plans/large/commitments/", "/jobs/", "/plans/large/ledger/", "/acts/"
PAGES = {
    "commitments, page 1": PLAN,
    "commitments, page 1,000": f"{PLAN}?page=1000",
    "commitments, page 2,000": f"{PLAN}?page=2000",
    "commitments by due date, backwards": f"{PLAN}?sort=-due",
    "commitments by due date, page 1,000": f"{PLAN}?sort=due&page=1000",
    "commitments by title": f"{PLAN}?sort=title",
    "commitments of two kinds": f"{PLAN}?kind=task&kind=platform",
    "commitments, two words": f"{PLAN}?q=99+7",
    "commitments, words that nothing holds": f"{PLAN}?q=nothing",
    "commitments of a body": f"{PLAN}?body=市第7局",
    "ledger, page 200": f"{LEDGER}?page=200",
    "jobs, page 1": JOBS,
    "jobs, page 1,000": f"{JOBS}?page=1000",
    "jobs that failed": f"{JOBS}?state=failed",
    "jobs by state, page 1,000": f"{JOBS}?sort=state&page=1000",
    "acts, page 1": ACTS,
    "acts, page 1,000": f"{ACTS}?page=1000",
    "acts of a person": f"{ACTS}?who=root",
    "acts of a kind": f"{ACTS}?act=kernel.body_renamed",
    "acts of a day": f"{ACTS}?day-from=2025-09-15&day-to=2025-09-15",
    "acts about a body": f"{ACTS}?object=市第7局",
    "acts with their check": f"{ACTS}?cols=number,at,told,check",
}


def main() -> int:
    home = tempfile.mkdtemp(prefix="luoshi-bench-lists-")
    os.environ |= {
        "LUOSHI_HOME": home,
        "LUOSHI_DATABASE_URL": os.environ.get("LUOSHI_TEST_DATABASE_URL", ""),
        "LUOSHI_ALLOWED_HOSTS": "testserver",
        "DJANGO_SETTINGS_MODULE": "luoshi.web.settings",
    }
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    import django

    django.setup()

    try:
        lines = list(table(prepare()))
    finally:
        shutil.rmtree(home, ignore_errors=True)
    print("\n".join(lines))
    if "--keep" in sys.argv:
        from benchmarks.serving import keep

        keep(lines, results=RESULTS, vendor=lines[0].split(", ")[1])
    return 0


def prepare():
    """A plan with as many commitments, a person with as many jobs."""
    from django.db import connection

    from benchmarks.installation import founded
    from luoshi.kernel.models import Job

    person = founded()
    fill(person)
    states = (("queued", ""), ("failed", "kernel.job_broke"))
    Job.objects.bulk_create(
        (
            Job(kind="plan.read_document", by=person, asked_at=NOON + timedelta(seconds=number), state=state,
                error_code=error, ended_at=NOON if error else None)
            for number in range(ROWS)
            for state, error in [states[number % 50 == 0]]
        ),
        batch_size=5_000,
    )  # fmt: skip
    act(person)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return person


def act(person) -> None:
    """What was done: as many entries as rows, of several kinds, about a thousand bodies."""
    from luoshi.kernel import bulk
    from luoshi.kernel.models import Area, AuditEntry, AuditHead, AuditPart, AuditValue, Body

    columns = ("pk", "name", "name_en", "kind", "area_id", "origin_kind", "origin_source")
    area, keys = Area.objects.get(code="620500").pk, bulk.reserve_keys(Body, SECTIONS)
    bulk.insert_rows(
        Body, columns, ((key, f"市第{at}局", "", "agency", area, "own", "") for at, key in enumerate(keys))
    )
    first = AuditHead.objects.get().number + 1
    codes = ("kernel.body_renamed", "kernel.body_created", "kernel.user_renamed", "kernel.job_enqueued")
    acts = [uuid.uuid4() for _ in range(ROWS)]
    bulk.insert_rows(
        AuditEntry,
        ("number", "act", "code", "by_id", "at", "previous", "digest"),
        (
            (first + at, each, codes[at % 4], person.pk, NOON + timedelta(minutes=at), "0" * 64, "0" * 64)
            for at, each in enumerate(acts)
        ),
    )
    bulk.insert_rows(
        AuditPart,
        ("entry_id", "position", "code", "label", "object_id", "fields"),
        (
            (each, 1, codes[at % 4], "kernel.body", str(keys[at % SECTIONS]), {"name": "0" * 64})
            for at, each in enumerate(acts)
        ),
    )
    bulk.insert_rows(
        AuditValue,
        ("entry_id", "position", "field", "salt", "old", "new"),
        ((each, 1, "name", "0" * 32, f"市第{at}局", f"市第{at + 1}局") for at, each in enumerate(acts)),
    )
    AuditHead.objects.update(number=first + ROWS - 1)


def fill(person) -> None:
    """The plan: sections, who answers for them, what they promise."""
    from luoshi.kernel.services.files import store_upload
    from luoshi.plan.models import Audience, Document, Plan, Responsibility, Section

    upload = store_upload(content="示例".encode(), name="示例.txt", by=person, at=NOON)
    document = Document.objects.create(
        upload=upload, format="txt", title="示例市行动方案", text="示例" * ROWS, reader_version="1", reading={},
        created_by=person, created_at=NOON, origin_kind="own",
    )  # fmt: skip
    plan = Plan.objects.create(
        slug="large", title=document.title, document=document, audience=Audience.PUBLIC, body_start=0,
        body_end=9, created_by=person, created_at=NOON, ready_at=NOON,
    )  # fmt: skip
    sections = Section.objects.bulk_create(
        Section(plan=plan, place=str(number + 1), position=number, key="key", kind="numbered", level=1,
                title=f"第{number}节", start=number, title_start=number, title_end=number + 1, end=number + 1)
        for number in range(SECTIONS)
    )  # fmt: skip
    for section in sections:
        section.charged_by = section
    Section.objects.bulk_update(sections, ["charged_by"], batch_size=300)
    Responsibility.objects.bulk_create(
        Responsibility(plan=plan, section=section, role="lead", printed=f"市第{section.position % 300}局",
                       key="key", position=section.position, start=0, end=4)
        for section in sections
    )  # fmt: skip
    promise(plan, sections)


def promise(plan, sections) -> None:
    """What the plan promises, a quarter of it with a line in the ledger."""
    from luoshi.plan.models import Commitment, Target

    rows = Commitment.objects.bulk_create(
        (
            Commitment(plan=plan, section=sections[number % SECTIONS], kind=KINDS[number % 4], key="key",
                       title=f"事项{number * 7919 % ROWS}", start=number, end=number + 1, position=number,
                       due_on=date(2020 + number % 11, 12, 31) if number % 3 else None,
                       missing=["base_year"], proposal={}, is_verifiable=number % 5 == 0)
            for number in range(ROWS)
        ),
        batch_size=2_000,
    )  # fmt: skip
    Target.objects.bulk_create(
        (
            Target(
                commitment=row, number=row.position // 4 + 1, kind="count", relation=">=", goal=100, unit="户"
            )
            for row in rows
            if row.kind == "target"
        ),
        batch_size=2_000,
    )


class Counted:
    """How many statements the database is asked."""

    number = 0

    def __call__(self, execute, *statement):
        self.number += 1
        return execute(*statement)


def table(person):
    from django.db import connection
    from django.test import Client

    client = Client()
    client.force_login(person)
    yield f"{ROWS:,} rows, {connection.vendor}, Python {platform.python_version()}, {date.today()}"
    yield f"{'page':<42}{'queries':>8}{'ms':>8}"
    for name, address in PAGES.items():
        queries = Counted()
        with connection.execute_wrapper(queries):
            answer(client, address)
        best = min(timed(client, address) for _time in range(TIMES))
        yield f"{name:<42}{queries.number:>8}{best * 1000:>8.0f}"


def timed(client, address: str) -> float:
    begun = time.perf_counter()
    answer(client, address)
    return time.perf_counter() - begun


def answer(client, address: str) -> None:
    response = client.get(address)
    has_rows = "<tr id=" in response.content.decode()
    if response.status_code != 200 or has_rows == ("nothing" in address):
        raise SystemExit(f"{address}: {response.status_code}")


if __name__ == "__main__":
    sys.exit(main())
