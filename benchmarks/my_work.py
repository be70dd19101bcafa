"""python benchmarks/my_work.py [--keep]: my work in a city with 50,000 open matters, beside a bare Django list.

Each client has signed in as an officer of a body of its own, on whose desk some hundred things wait. The peer prints as
many rows by as many queries from the same database, without signing in, filters, rights or translations. Both are
served as `luoshi serve` serves them, by two processes; the whole answer counts, to the last byte. On PostgreSQL:
python tests/pg.py python benchmarks/my_work.py. `--keep` writes the table into benchmarks/results/.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "my_work.txt"
MATTERS, BODIES, ROWS = 50_000, 100, 50
FEW, MANY, SECONDS, ROUNDS = 5, 20, 6.0, 2
MOST_QUERIES, MOST_MS, MOST_TIMES = 15, 150, 3
NOON = datetime(2025, 9, 15, 4, tzinfo=UTC)
APPLICATIONS = {"my work": "luoshi.web.wsgi:application", "bare Django list": "benchmarks.my_work:bare"}
PREPARED = "visitors.json"


def main() -> int:
    home = tempfile.mkdtemp(prefix="luoshi-bench-my-work-")
    environment = {
        **os.environ,
        "LUOSHI_HOME": home,
        "LUOSHI_DATABASE_URL": os.environ.get("LUOSHI_TEST_DATABASE_URL", ""),
        "DJANGO_SETTINGS_MODULE": "luoshi.web.settings",
        "LUOSHI_ALLOWED_HOSTS": "localhost,testserver",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    try:
        subprocess.run([sys.executable, __file__, "prepare"], env=environment, check=True)
        prepared = json.loads((Path(home) / PREPARED).read_text())
        lines = list(table(environment | {"QUERIES": str(prepared["queries"])}, prepared))
    finally:
        shutil.rmtree(home, ignore_errors=True)
    print("\n".join(lines))
    if "--keep" in sys.argv:
        from benchmarks.serving import keep

        keep(lines, results=RESULTS, vendor=lines[0].split(", ")[4])
    return 0


def table(environment: dict[str, str], prepared: dict):
    """Both lists in turn, so that whatever else the machine does falls on both; the best round of each counts."""
    from benchmarks.serving import Visitor, asked, machine, served

    where = machine()
    found: dict[tuple[str, int], list] = {}
    visitors = {
        "my work": [Visitor(prepared["path"], f"sessionid={each}") for each in prepared["sessions"]],
        "bare Django list": [Visitor()] * MANY,
    }
    for _round in range(ROUNDS):
        for name, application in APPLICATIONS.items():
            with served(application, environment, to=visitors[name][0]) as server:
                for clients in (FEW, MANY):
                    answered = asked(visitors[name][:clients], seconds=SECONDS, server=server)
                    found.setdefault((name, clients), []).append(answered)
    yield (
        f"{where}; {MATTERS:,} open matters, {BODIES} bodies, {ROWS} rows a page, "
        f"best of {ROUNDS} rounds of {SECONDS:.0f} s"
    )
    yield f"{'list':<20}{'queries':>8}{'clients':>8}{'answers/s':>10}{'median ms':>10}{'95 % ms':>10}{'work ms':>9}"
    for (name, clients), rounds in found.items():
        best = max(rounds, key=lambda each: each.rate)
        middle, slow = best.percentile(50) * 1000, best.percentile(95) * 1000
        yield (
            f"{name:<20}{prepared['queries']:>8}{clients:>8}{best.rate:>10.0f}{middle:>10.0f}{slow:>10.0f}"
            f"{min(each.work for each in rounds) * 1000:>9.1f}"
        )
    yield from verdicts(found, queries=prepared["queries"])


def verdicts(found: dict[tuple[str, int], list], *, queries: int):
    rate = {key: max(each.rate for each in rounds) for key, rounds in found.items()}
    slow = min(each.percentile(95) for each in found["my work", FEW]) * 1000
    times = rate["bare Django list", MANY] / rate["my work", MANY]
    yield f"queries: {queries}, aim {MOST_QUERIES} at most"
    yield f"95 % within, at {FEW} clients: {slow:.0f} ms, aim {MOST_MS} ms at most"
    mine, peer = (min(each.work for each in found[name, MANY]) for name in APPLICATIONS)
    yield (
        f"costs, at {MANY} clients: {times:.1f} times the bare list by answers, {mine / peer:.1f} times by work; "
        f"aim {MOST_TIMES} times at most"
    )


def prepare() -> None:
    """A city in which 50,000 matters wait, and the sessions of some who have to do with them."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from benchmarks.installation import founded

    founded()
    officers = fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    (Path(settings.LUOSHI_HOME) / PREPARED).write_text(json.dumps(signed_in(officers[:MANY])))


def signed_in(officers) -> dict:
    """The sessions of these, and how many queries their page takes."""
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from benchmarks.lists import Counted

    sessions, queries, path = [], Counted(), reverse("work:my_work")
    for officer in officers:
        client = Client()
        client.force_login(officer)
        sessions.append(client.cookies["sessionid"].value)
        client.get(path)
        queries.number = 0
        with connection.execute_wrapper(queries):
            page = client.get(path).content.decode()
        if page.count("<tr id=") != ROWS:
            raise SystemExit(f"the page has {page.count('<tr id=')} rows")
    return {"path": path, "sessions": sessions, "queries": queries.number}


def fill() -> list:
    """Bodies with an officer each, and matters between them; a quarter of what waits is in the officer's own hands."""
    from luoshi.kernel.models import Area, Body
    from tests.work.factories import officer_of

    area = Area.objects.get(code="620500")
    bodies = [
        Body.objects.create(name=f"示例市第{number}局", kind="agency", area=area, origin_kind="own")
        for number in range(BODIES)
    ]
    officers = [officer_of(body, username=f"officer{at}") for at, body in enumerate(bodies)]
    write(bodies, officers)
    return officers


def write(bodies: list, officers: list) -> None:
    """The matters, each with its two parties, its clock and its turn."""
    from luoshi.work.models import ClockRun, Matter, Party, Turn

    matters = Matter.objects.bulk_create(made_matters(), batch_size=5_000)
    places = [
        (matter, bodies[at % BODIES], bodies[(at * 7 + 3) % BODIES]) for at, matter in enumerate(matters)
    ]
    Party.objects.bulk_create(
        (
            Party(matter=matter, relation=relation, body=body)
            for matter, lead, issuer in places
            for relation, body in (("lead", lead), ("issuer", issuer))
        ),
        batch_size=5_000,
    )
    days = [date(2026, 1, 1) + timedelta(days=at * 13 % 700) for at in range(MATTERS)]
    ClockRun.objects.bulk_create(
        (
            ClockRun(
                matter=matter, clock="whole", started_at=NOON, due_on=day, first_due_on=day, is_given=True
            )
            for matter, day in zip(matters, days, strict=True)
        ),
        batch_size=5_000,
    )
    Turn.objects.bulk_create(
        (
            Turn(matter=matter, state=matter.state, relation="lead", body=body, desk=body, opened_at=NOON,
                 holder=officers[at % BODIES] if at // BODIES % 4 == 0 else None, due_on=days[at],
                 first_due_on=days[at])
            for at, (matter, body, _issuer) in enumerate(places)
        ),
        batch_size=5_000,
    )  # fmt: skip


def made_matters():
    """Assignments that wait to be signed for."""
    from luoshi.work.models import Matter
    from luoshi.work.procedure import PROCEDURES
    from luoshi.work.services.versions import stored_version

    procedure = PROCEDURES["delivery.assignment"]
    version = stored_version(kind=procedure, at=NOON)
    return [
        Matter(procedure=procedure.code, version=version, number=f"任〔2025〕{at}号", title=f"建成公共服务平台{at}",
               state=procedure.begins, opened_at=NOON, origin_kind="own")
        for at in range(MATTERS)
    ]  # fmt: skip


def bare(environ, start_response):
    """A list of a Django that does nothing but read rows and print them."""
    return _bare()(environ, start_response)


def _bare():
    if _made:
        return _made[0]
    import django
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import models
    from django.http import HttpResponse
    from django.template import engines
    from django.urls import path

    from luoshi.web.databases import database

    def view(request):
        rows = list(Row.objects.order_by("id")[:ROWS])
        for row in rows[: int(os.environ["QUERIES"]) - 1]:
            Row.objects.get(pk=row.pk)
        return HttpResponse(template.render({"rows": rows}, request))

    settings.configure(
        ALLOWED_HOSTS=["localhost"],
        ROOT_URLCONF=type("urls", (), {"urlpatterns": [path("", view)]}),
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        DATABASES={
            "default": database(url=os.environ["LUOSHI_DATABASE_URL"], home=Path(os.environ["LUOSHI_HOME"]))
        },
        SECRET_KEY="bench",  # noqa: S106
    )
    django.setup()
    columns = {name: models.TextField() for name in ("number", "title", "state", "procedure")}
    meta = type("Meta", (), {"app_label": "bench", "db_table": "work_matter", "managed": False})
    Row = type("Row", (models.Model,), {**columns, "__module__": __name__, "Meta": meta})
    template = engines["django"].from_string(LIST)
    _made.append(WSGIHandler())
    return _made[0]


LIST = """<!doctype html><title>Rows</title><table>{% for row in rows %}<tr id="t{{ row.pk }}"><td>{{ row.title }}</td>
<td>{{ row.procedure }}</td><td>{{ row.state }}</td><td>{{ row.number }}</td></tr>{% endfor %}</table>"""
_made: list = []

if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    if sys.argv[1:] == ["prepare"]:
        prepare()
    else:
        sys.exit(main())
