"""python benchmarks/my_work.py [--keep]: my work with 50,000 open matters, beside a bare Django list in the same run.

Fifty bodies have a thousand open turns each; the officer who looks has those of one. Both pages are served as `luoshi
serve` serves them, by two processes, to somebody who has signed in; the bare list prints 50 rows of the same table with
as many queries. What the ratio says holds on another machine. `--keep` writes the table into benchmarks/results/.
"""

from __future__ import annotations

import http.client
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "my_work.txt"
MATTERS, BODIES = 50_000, 50
CLIENTS, SECONDS = (5, 20), 8.0
NOON = datetime(2025, 9, 15, 4, tzinfo=UTC)
APPLICATIONS = {"my work": "luoshi.web.wsgi:application", "bare Django list": "benchmarks.my_work:bare"}
ADDRESSES = {"my work": "/work/", "bare Django list": "/"}


def main() -> int:
    home = tempfile.mkdtemp(prefix="luoshi-bench-work-")
    environment = {
        **os.environ,
        "LUOSHI_HOME": home,
        "LUOSHI_DATABASE_URL": os.environ.get("LUOSHI_TEST_DATABASE_URL", ""),
        "DJANGO_SETTINGS_MODULE": "luoshi.web.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    try:
        made = subprocess.run(
            [sys.executable, __file__, "prepare"],
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        key, queries = made.stdout.split()[-2:]
        lines = list(table({**environment, "BENCH_QUERIES": queries}, key))
    finally:
        shutil.rmtree(home, ignore_errors=True)
    print("\n".join(lines))
    if "--keep" in sys.argv:
        RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def table(environment: dict[str, str], key: str):
    from benchmarks.home import served

    load = os.getloadavg()[0]
    database = "PostgreSQL" if environment["LUOSHI_DATABASE_URL"] else "SQLite"
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    yield f"{date.today()}, {machine}, {database}, load before {load:.1f}; {MATTERS:,} open matters"
    yield f"{environment['BENCH_QUERIES']} queries a page; milliseconds"
    yield f"{'page':<20}{'clients':>9}{'median':>9}{'p95':>9}{'answers/s':>11}"
    medians: dict[tuple[str, int], float] = {}
    for clients in CLIENTS:
        for name, application in APPLICATIONS.items():
            with served(application, environment):
                took = asked(ADDRESSES[name], key, clients)
            medians[name, clients] = statistics.median(took)
            p95 = statistics.quantiles(took, n=20)[-1]
            yield f"{name:<20}{clients:>9}{medians[name, clients]:>9.0f}{p95:>9.0f}{len(took) / SECONDS:>11.0f}"
    for clients in CLIENTS:
        ratio = medians["my work", clients] / medians["bare Django list", clients]
        yield f"{'ratio of medians':<20}{clients:>9}{ratio:>9.2f}"


def asked(path: str, key: str, clients: int) -> list[float]:
    """How long each answer took, over all clients."""
    from benchmarks.home import connected

    took: list[float] = []
    begun = time.monotonic()

    def ask() -> None:
        connection = connected()
        while time.monotonic() - begun < SECONDS:
            started = time.monotonic()
            connection.request("GET", path, headers={"Host": "localhost", "Cookie": f"sessionid={key}"})
            answer: http.client.HTTPResponse = connection.getresponse()
            if answer.status != 200 or not answer.read():
                raise SystemExit(f"{path} answers {answer.status}")
            took.append(1000 * (time.monotonic() - started))

    threads = [threading.Thread(target=ask) for _client in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


def prepare() -> None:
    """Fifty bodies with a thousand open matters each, and an officer of one who has signed in."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    officer = _city()
    settings.ALLOWED_HOSTS = ["*"]
    client = Client(headers={"host": "localhost"})
    client.force_login(officer)
    client.get("/work/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/work/")
    print(client.cookies[settings.SESSION_COOKIE_NAME].value, len(queries))


def _city():
    from luoshi.delivery.procedures import ASSIGNMENT
    from luoshi.kernel.models import Area, Body
    from luoshi.work.models import Matter, Party, Turn
    from luoshi.work.procedure import PROCEDURES
    from luoshi.work.services.versions import stored_version
    from tests.kernel.factories import AreaFactory, InstallationFactory
    from tests.work.factories import officer_of

    area = Area.objects.filter(code="620500").first() or AreaFactory(code="620500")
    InstallationFactory(home_area=area)
    bodies = Body.objects.bulk_create(
        Body(name=f"示例第{number}局", kind="agency", area=area, origin_kind="own")
        for number in range(BODIES)
    )
    version = stored_version(kind=PROCEDURES[ASSIGNMENT], at=NOON)
    matters = Matter.objects.bulk_create(
        (
            Matter(
                procedure=ASSIGNMENT,
                version=version,
                key=str(number),
                number=f"督2025-{number:05d}",
                title=f"示例任务第{number}项",
                state="working",
                opened_at=NOON,
                origin_kind="own",
            )
            for number in range(MATTERS)
        ),
        batch_size=2_000,
    )
    said = {"relation": "lead"}
    Party.objects.bulk_create(
        (Party(matter=matter, body=bodies[at % BODIES], **said) for at, matter in enumerate(matters)),
        batch_size=2_000,
    )
    Turn.objects.bulk_create(
        (
            Turn(
                matter=matter,
                state="working",
                body=bodies[at % BODIES],
                desk=bodies[at % BODIES],
                opened_at=NOON,
                due_on=date(2025, 9, 1) + timedelta(days=at % 400),
                **said,
            )
            for at, matter in enumerate(matters)
        ),
        batch_size=2_000,
    )
    return officer_of(bodies[0])


def bare(environ, start_response):
    """A Django list of 50 rows, with as many queries as the page beside it and nothing else."""
    return _bare()(environ, start_response)


def _bare():
    if not _made:
        import django
        from django.conf import settings
        from django.core.handlers.wsgi import WSGIHandler
        from django.db import connection
        from django.http import HttpResponse
        from django.template import engines
        from django.urls import path

        from luoshi.web.settings import DATABASES

        page = "<!doctype html><table>{% for row in rows %}<tr><td>{{ row.0 }}<td>{{ row.1 }}{% endfor %}</table>"
        sql = (
            "SELECT number, title FROM work_matter m JOIN work_turn t ON t.matter_id = m.id "
            "WHERE t.desk_id = 1 AND t.closed_at IS NULL ORDER BY t.due_on LIMIT 50"
        )

        def view(request):
            with connection.cursor() as cursor:
                cursor.execute(sql)
                rows = cursor.fetchall()
                for _query in range(int(os.environ["BENCH_QUERIES"]) - 1):
                    cursor.execute("SELECT id FROM kernel_body WHERE id = 1")
                    cursor.fetchall()
            return HttpResponse(engines["django"].from_string(page).render({"rows": rows}, request))

        settings._wrapped = None
        settings.configure(
            ALLOWED_HOSTS=["localhost"],
            DATABASES=DATABASES,
            ROOT_URLCONF=type("urls", (), {"urlpatterns": [path("", view)]}),
            TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
            SECRET_KEY="bench",  # noqa: S106
        )
        django.setup()
        _made.append(WSGIHandler())
    return _made[0]


_made: list = []

if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    if sys.argv[1:] == ["prepare"]:
        prepare()
    else:
        sys.exit(main())
