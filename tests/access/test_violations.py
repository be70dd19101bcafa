"""What the matrix and the rules of the house are for: each planted violation is found, and named."""

import ast
from pathlib import Path
from types import ModuleType

import pytest
from django.http import HttpResponse
from django.urls import path

from luoshi.kernel import audit
from luoshi.kernel.access import require, requires
from luoshi.kernel.acts import act
from luoshi.kernel.models import Body, Job
from tests import test_house, test_house_templates
from tests.access import test_routes, test_services
from tests.access.rights import AT_BODIES, BODIES_AT
from tests.access.world import Row, page, seen, signed_in
from tests.kernel.factories import JobFactory

pytestmark = pytest.mark.django_db


def renaming(*, asks: bool, records_only: bool = False):
    """A service that renames a body: with its `require` or without, or one that only says it did."""

    @act
    def rename(*, body, by, at):
        if asks:
            require(by, "kernel.edit_bodies", body)
        if not records_only:
            Body.objects.filter(pk=body.pk).update(name="改过的局")
        audit.record("probe.renamed", body, by=by, at=at)

    return rename


def write_and_refuse(*, body, by, at):
    """Writes first and asks then, outside of any act."""
    Body.objects.filter(pk=body.pk).update(name="改过的局")
    require(by, "kernel.edit_bodies", body)


LINE = Row(AT_BODIES, lambda at: {"body": at.body}, (Body,), BODIES_AT)


def test_a_service_in_order_passes(world):
    assert test_services.tried(world, renaming(asks=True), LINE) == []


def test_a_service_without_require_is_found(world):
    faults = test_services.tried(world, renaming(asks=False), LINE)
    assert "clerk, own body: was allowed, and should be refused" in faults


def test_a_service_that_only_says_that_it_did_is_found(world):
    faults = test_services.tried(world, renaming(asks=True, records_only=True), LINE)
    assert "administrator, elsewhere: was allowed, and yet left ['kernel_body'] as they were" in faults


def test_a_service_that_writes_before_it_asks_is_found(world):
    faults = test_services.tried(world, write_and_refuse, LINE)
    assert "clerk, own body: was refused, and yet changed ['kernel_body']" in faults


def test_a_service_without_a_line_is_found(monkeypatch):
    module = ModuleType("luoshi.kernel.services.probe")
    planted = renaming(asks=True)
    planted.__module__ = module.__name__
    module.rename = planted
    for name, service in test_services.services_of(module).items():
        monkeypatch.setitem(test_services.FOUND, name, service)
    with pytest.raises(AssertionError, match=r"services\.py .*'kernel\.services\.probe\.rename'"):
        test_services.test_every_service_has_a_line_and_every_line_a_service()


def bare(request):
    return HttpResponse("everything")


def test_a_view_without_an_act_is_found():
    class Planted:
        url_patterns = [
            path("bare/", bare, name="bare"),
            path("ok/", requires("kernel.read_jobs")(bare), name="ok"),
        ]

    found = test_routes.routes(Planted, "probe")
    assert set(found) == {"probe:bare", "probe:ok"}
    assert test_routes.unguarded(found) == ["probe:bare"]


def test_a_page_open_to_more_than_its_line_says_is_found(world):
    line = seen(signed_in("own"), lambda at: page(JobFactory(by=at.maker).pk))
    faults = test_routes.tried(world, "kernel:job", "GET", line)
    assert "administrator, elsewhere: should be refused, and yet answered 200" in faults


def test_a_page_that_writes_though_it_should_only_show_is_found(world, monkeypatch):
    real = test_routes._send

    def send_and_write(client, name, method, asked):
        Job.objects.update(done=7)
        return real(client, name, method, asked)

    monkeypatch.setattr(test_routes, "_send", send_and_write)
    line = seen(signed_in("own"), lambda at: page(JobFactory(by=at.maker).pk), places=("own",))
    faults = test_routes.tried(world, "kernel:job", "GET", line)
    assert "clerk, own: only shows something, and yet changed ['kernel_job']" in faults


def test_a_template_that_leads_into_a_room_below_is_found(tmp_path, monkeypatch):
    planted = Path(tmp_path) / "planted.html"
    planted.write_text("""<a href="{% url 'plan:plans' %}">x</a>""", encoding="utf-8")
    monkeypatch.setattr(test_house_templates, "room_of", lambda path: "plan")
    test_house_templates.test_a_template_knows_only_rooms_above(planted)
    monkeypatch.setattr(test_house_templates, "room_of", lambda path: "kernel")
    with pytest.raises(AssertionError, match="plan"):
        test_house_templates.test_a_template_knows_only_rooms_above(planted)


def test_a_route_without_a_line_is_found(monkeypatch):
    monkeypatch.setitem(test_routes.FOUND, "probe:bare", bare)
    with pytest.raises(AssertionError, match=r"add a line to tests/access/routes\.py .*'probe:bare'"):
        test_routes.test_every_route_has_a_line_and_every_line_a_route()


@pytest.mark.parametrize(
    "line",
    [
        "body.save()",
        "Body.objects.create(name='x')",
        "Body.objects.filter(pk=1).update(name='x')",
        "row.delete()",
    ],
)
def test_a_view_that_writes_is_found(line, tmp_path, monkeypatch):
    planted = Path(tmp_path) / "views.py"
    planted.write_text(f"def show(request):\n    {line}\n", encoding="utf-8")
    monkeypatch.setattr(test_house, "tree_of", lambda path: ast.parse(path.read_text(encoding="utf-8")))
    monkeypatch.setattr(test_house, "name_of", lambda path: path.name)
    with pytest.raises(AssertionError, match=r"views\.py:2"):
        test_house.test_only_services_write(planted)


def test_a_service_that_takes_more_than_keywords_is_found(tmp_path, monkeypatch):
    planted = Path(tmp_path) / "services.py"
    planted.write_text("def rename(body, *, by, at):\n    return body\n", encoding="utf-8")
    monkeypatch.setattr(test_house, "tree_of", lambda path: ast.parse(path.read_text(encoding="utf-8")))
    with pytest.raises(AssertionError, match="rename"):
        test_house.test_a_service_takes_keywords_only(planted)
