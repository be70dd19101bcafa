"""What must hold of the example city once it is built (示例自查)."""

from __future__ import annotations

from collections.abc import Iterator

from django.test import Client
from django.urls import reverse

from luoshi.kernel import checks
from luoshi.plan.models import Plan
from luoshi.web.example.city import PLAN_SLUG

COUNTS = {"sections": 59, "responsibilities": 88}
PAGES = ("outline", "document", "check_up", "ledger", "commitments")


def failures() -> Iterator[str]:
    """Each thing that does not hold, in one line."""
    yield from _wrong_counts()
    yield from _broken_pages()
    for examined in checks.verify():
        for finding in examined.findings:
            yield f"{examined.check.label}: {finding.problem}"


def _wrong_counts() -> Iterator[str]:
    plan = Plan.objects.get(slug=PLAN_SLUG)
    for name, wanted in COUNTS.items():
        if (found := getattr(plan, name).count()) != wanted:
            yield f"{name}: {found}, {wanted} expected"
    if unknown := plan.responsibilities.filter(body__isnull=True).count():
        yield f"{unknown} responsibilities name a body that is not entered"


def _broken_pages() -> Iterator[str]:
    client = Client(headers={"host": "localhost"})
    addresses = [
        reverse("web:home"),
        reverse("web:sign_in"),
        reverse("web:tour"),
        *(reverse(f"plan:{page}", args=[PLAN_SLUG]) for page in PAGES),
    ]
    for address in addresses:
        for language in ("zh-hans", "en"):
            response = client.get(address, headers={"accept-language": language})
            if response.status_code != 200:
                yield f"{address} ({language}): {response.status_code}"
