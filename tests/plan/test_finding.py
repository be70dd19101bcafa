"""Search: what is found by what, in which order, and never what a person may not see."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.kernel import checks, simulation
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import Body, Origin, SearchRow
from luoshi.kernel.search import SOURCES
from luoshi.kernel.search.finding import counts, dressed, found
from luoshi.kernel.search.question import understand
from luoshi.kernel.services import bodies, search
from luoshi.plan.models import Audience, Plan
from luoshi.plan.services.opening import finish_plan, open_plan
from tests.kernel.factories import NOON, AreaFactory, BodyFactory, UserFactory, member
from tests.plan.factories import CommitmentFactory, DocumentFactory, PlanFactory, SectionFactory

TEXT = "示例市工业发展方案。支持工业企业采用5G网络,到2020年新增<b>设备</b>。"
VISITOR = AnonymousUser()


@pytest.fixture
def body(db):
    return bodies.create_body(
        name="示例市工业和信息化局", short_names=("示例市工信局",), kind="agency", area=AreaFactory(),
        origin=Origin.own(), by=SYSTEM, at=NOON,
    )  # fmt: skip


@pytest.fixture
def plan(db):
    document = DocumentFactory(
        title="示例市工业发展方案", text=TEXT, number="示政办发〔2017〕18号", issued_on=date(2017, 2, 22)
    )
    plan = PlanFactory(document=document, title=document.title, audience=Audience.PUBLIC)
    section = SectionFactory(
        plan=plan, place="四(七)", title="发展方案", start=0, title_start=5, title_end=9, end=len(TEXT)
    )
    CommitmentFactory(plan=plan, section=section, title="新增设备", start=10, end=len(TEXT))
    search.rebuild()
    return plan


def titles(typed, *, by=VISITOR, kind=""):
    return [row.title for row in found(understand(typed), by=by, kind=kind)]


@pytest.mark.parametrize(
    "typed",
    ["工", "工信局", "slsgxj", "gxj", "shilishigongxinju", "GXJ", "示例市 信息化", "示例市信息"],
)
def test_a_body_is_found_by_words_characters_and_sounds(body, typed):
    assert titles(typed) == [body.name]


def test_a_body_found_leads_to_its_page(client, body):
    page = client.get("/search/", {"q": "工信局"})
    assert f'href="{reverse("kernel:body", args=[body.pk])}"' in page.content.decode()


@pytest.mark.parametrize(
    "typed",
    ["示政办发〔2017〕18号", "示政办发[2017]18号", "[2017]18", "2017 18号", "2017〕18",
     "2017-02-22", "2017年2月", "2017.2.22", "2017/02", "2017年2月22日"],
)  # fmt: skip
def test_a_document_is_found_by_its_number_and_its_day(plan, typed):
    assert titles(typed, kind="plan.document") == [plan.title]


@pytest.mark.parametrize("typed", ["2017-02-23", "2016年2月", "〔2017〕19", "税务", "xyz"])
def test_other_numbers_days_and_words_find_nothing(plan, typed):
    assert titles(typed) == []


@pytest.mark.parametrize("typed", ["四(七)", "5g网络", "采用5G"])
def test_a_place_is_found_by_its_number_and_its_text(plan, typed):
    assert titles(typed, kind="plan.section") == [str(plan.sections.get())]


def test_an_exact_title_comes_first_then_words_together(db):
    area = AreaFactory()
    for name in ("甲工业乙信息局", "工业信息", "丙工业信息局"):
        bodies.create_body(name=name, kind="agency", area=area, origin=Origin.own(), by=SYSTEM, at=NOON)
    assert titles("工业信息") == ["工业信息", "丙工业信息局", "甲工业乙信息局"]


def test_words_are_marked_and_everything_else_is_escaped(plan):
    question = understand("设备")
    (hit,) = dressed(found(question, by=VISITOR, kind="plan.commitment"), question, by=VISITOR)
    assert hit.title == "新增<mark>设备</mark>"
    assert "&lt;b&gt;<mark>设备</mark>" in hit.text


def test_an_act_brings_the_index_along(body):
    bodies.rename_body(
        body=body, name="示例市科技局", on=date(2019, 1, 1), origin=Origin.own(), by=SYSTEM, at=NOON
    )
    assert titles("科技局") == ["示例市科技局"]
    assert list(search.wrong_rows()) == []


def test_a_plan_is_found_from_its_opening_on(plan):
    Plan.objects.update(ready_at=None, adopted_by=None, adopted_at=None)
    search.rebuild()
    assert not SearchRow.objects.filter(kind__startswith="plan.").exists()
    finish_plan(plan=Plan.objects.get(), by=SYSTEM, at=NOON)
    assert titles("设备", kind="plan.commitment") == ["新增设备"]


@pytest.mark.parametrize("audience", [Audience.MAKER, Audience.STAFF])
def test_a_visitor_finds_nothing_of_a_plan_that_is_not_public(client, plan, audience):
    Plan.objects.update(adopted_by=None, adopted_at=None)
    open_plan(plan=plan, audience=audience, by=SYSTEM, at=NOON)
    assert counts(understand("工业"), by=VISITOR) == {}
    for name, headers in (("search", {}), ("suggest", {"HX-Request": "true"})):
        page = client.get(reverse(f"kernel:{name}"), {"q": "工业"}, headers=headers)
        assert plan.title not in page.content.decode()


def test_simulated_facts_that_are_left_out_are_not_found(db):
    BodyFactory(name="虚构局", **Origin.simulated(source="a demo").columns())
    search.rebuild()
    assert titles("虚构局") == ["虚构局"]
    with simulation.left_out():
        assert titles("虚构局") == []
        assert counts(understand("虚构局"), by=VISITOR) == {}


@given(typed=st.text(max_size=30), role=st.sampled_from(["visitor", "signed_in", "administrator", "officer"]))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_is_typed_finds_only_what_may_be_seen(plan, body, typed, role):
    made = {"visitor": lambda: VISITOR, "signed_in": UserFactory}
    by = made.get(role, lambda: member(role))()
    for words in (typed, "工业", "s"):
        rows = list(found(understand(words), by=by))
        assert sum(counts(understand(words), by=by).values()) == len(rows)
        for row in rows:
            assert SOURCES[row.kind].visible(by).filter(pk=row.object_id).exists()


def test_verify_names_a_row_that_says_something_else(body):
    Body.objects.update(name="另一个局")
    proof = {each.check.code: each for each in checks.verify()}["kernel.index"]
    assert f"kernel.body {body.pk}" in proof.findings[0].problem
    search.rebuild()
    assert list(search.wrong_rows()) == []


def test_the_page_groups_by_kind_and_works_without_script(client, plan):
    page = client.get(reverse("kernel:search"), {"q": "工业"})
    assert [kind["number"] for kind in page.context["kinds"]] == [3, 1, 1, 1]
    narrowed = client.get(reverse("kernel:search"), {"q": "工业", "kind": "plan.document"})
    assert [hit.url for hit in narrowed.context["hits"]] == [reverse("plan:outline", args=[plan.slug])]


def test_words_that_find_nothing_are_answered(client, db):
    assert 'class="empty"' in client.get(reverse("kernel:search"), {"q": '"*)( AND'}).content.decode()
