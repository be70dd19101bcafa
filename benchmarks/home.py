"""python benchmarks/home.py [--keep]: answers of the home page a second, beside a bare Django page in the same run.

The city has three plans with 5,000 commitments in all; its own stands on the home page, a county's and a bureau's
carry it out. Both pages are served as `luoshi serve` serves them, by two processes, to visitors who have not signed in;
the whole answer counts, to the last byte. What the ratio says holds on another machine, what a second says does not.
`--keep` writes the table into benchmarks/results/.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "home.txt"
COMMITMENTS, PLANS, SECTIONS = 5_000, 3, 130
CLIENTS, SECONDS, ROUNDS = 6, 6.0, 2
AIM = 100
NOON = datetime(2025, 9, 15, 4, tzinfo=UTC)
APPLICATIONS = {"home page": "luoshi.web.wsgi:application", "bare Django page": "benchmarks.home:bare"}


def main() -> int:
    home = tempfile.mkdtemp(prefix="luoshi-bench-home-")
    environment = {
        **os.environ,
        "LUOSHI_HOME": home,
        "LUOSHI_DATABASE_URL": os.environ.get("LUOSHI_TEST_DATABASE_URL", ""),
        "DJANGO_SETTINGS_MODULE": "luoshi.web.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    try:
        subprocess.run([sys.executable, __file__, "prepare"], env=environment, check=True)
        lines = list(table(environment))
    finally:
        shutil.rmtree(home, ignore_errors=True)
    print("\n".join(lines))
    if "--keep" in sys.argv:
        RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def table(environment: dict[str, str]):
    """Both pages in turn, so that whatever else the machine does falls on both."""
    from benchmarks.serving import Visitor, asked, machine, served

    where = machine()
    rates = dict.fromkeys(APPLICATIONS, 0.0)
    for _round in range(ROUNDS):
        for name, application in APPLICATIONS.items():
            with served(application, environment, to=Visitor()):
                rates[name] = max(rates[name], asked([Visitor()] * CLIENTS, seconds=SECONDS).rate)
    yield (
        f"{where}; {COMMITMENTS:,} commitments in {PLANS} plans, {CLIENTS} clients, "
        f"best of {ROUNDS} rounds of {SECONDS:.0f} s"
    )
    yield f"{'page':<20}{'answers/s':>10}"
    yield from (f"{name:<20}{found:>10.0f}" for name, found in rates.items())
    page, bare_page = rates.values()
    yield f"{'ratio':<20}{page / bare_page:>10.3f}"
    yield f"{'aim':<20}{AIM:>10}"


def prepare() -> None:
    """A city with its own plan, and two that carry it out."""
    import django

    django.setup()

    from benchmarks.installation import founded
    from luoshi.kernel.models import Area
    from luoshi.plan.models import PlanParent

    person = founded()
    city = person.posts.get().body
    county = Area.objects.open_ended().get(code="620502")
    upper = _plan("city", city, person)
    lower = [_plan("bureau", city, person), _plan("county", _body(county), person)]
    said = {"parent": upper, "reason": "示例", "chosen_at": NOON}
    PlanParent.objects.bulk_create(PlanParent(plan=plan, **said) for plan in lower)


def _body(area):
    from luoshi.kernel.models import Body

    return Body.objects.create(name="示例区政府", kind="agency", area=area, origin_kind="own")


def _plan(slug: str, owner, person):
    """A plan of the usual shape: chapters, sections below them, what each promises and who answers."""
    from tests.plan.factories import large_plan

    each = COMMITMENTS // PLANS // SECTIONS + 1
    plan = large_plan(sections=SECTIONS, each=each)
    plan.slug, plan.owner, plan.created_by = slug, owner, person
    plan.valid_from, plan.adopted_by, plan.adopted_at, plan.audience = (
        date(2021, 1, 1),
        person,
        NOON,
        "public",
    )
    plan.save()
    return plan


def bare(environ, start_response):
    """A page of a Django that does nothing but print a template."""
    return _bare()(environ, start_response)


def _bare():
    if not _made:
        import django
        from django.conf import settings
        from django.core.handlers.wsgi import WSGIHandler
        from django.http import HttpResponse
        from django.template import engines
        from django.urls import path

        engine = {"BACKEND": "django.template.backends.django.DjangoTemplates"}
        page = "<!doctype html><title>{{ title }}</title><h1>{{ title }}</h1><p>{{ title }}</p>"

        def view(request):
            return HttpResponse(engines["django"].from_string(page).render({"title": "示例"}, request))

        settings.configure(
            ALLOWED_HOSTS=["localhost"],
            ROOT_URLCONF=type("urls", (), {"urlpatterns": [path("", view)]}),
            TEMPLATES=[engine],
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
