"""The sectors of a plan: the outline, the home page and the list of commitments of one of them."""

import pytest
from django.urls import reverse

from luoshi.plan.queries.sectors import sector_at, sectors_of
from tests.plan.factories import plan_of

pytestmark = pytest.mark.django_db
TEXT = (
    "示例市智能制造行动方案\n一、重点领域\n装备制造:到2020年,数控机床产量达到500台。\n生物医药:培育10户骨干企业。\n"
    "绿色食品:推进品牌建设。\n二、重点任务\n(一)做强生物医药产业链。建设公共检测平台。(市工信局牵头)\n"
    "(二)扩大对外开放。(市商务局牵头)\n"
)


@pytest.fixture
def plan():
    return plan_of(TEXT, audience="public")


def outline(client, plan, **asked):
    answer = client.get(reverse("plan:outline", args=[plan.slug]), asked)
    assert answer.status_code == 200
    return answer


def shown(answer):
    """The headings of the outline."""
    parts = answer.context["parts"]
    rows = [row for part in parts for row in (part["row"], *part["rows"])]
    return [row["section"].title for row in rows]


def medicine(plan):
    return next(each for each in sectors_of(plan=plan.pk) if each.title == "生物医药").place


def test_the_sectors_are_those_that_the_document_names(plan):
    assert [each.title for each in sectors_of(plan=plan.pk)] == ["装备制造", "生物医药", "绿色食品"]


def test_the_outline_of_a_sector_shows_it_what_names_it_and_what_stands_above(client, plan):
    found = shown(outline(client, plan, sector=medicine(plan)))
    assert found == ["重点领域", "生物医药", "重点任务", "做强生物医药产业链"]


def test_without_a_choice_the_outline_is_whole(client, plan):
    assert len(shown(outline(client, plan))) == plan.sections.count()


@pytest.mark.parametrize("place", ["9.9", "1", "x" * 90, ""])
def test_what_is_no_sector_chooses_nothing(client, plan, place):
    assert sector_at(plan=plan, place=place) is None
    assert len(shown(outline(client, plan, sector=place))) == plan.sections.count()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_each_sector_is_one_click_away_and_the_chosen_one_is_marked(client, plan, language):
    client.cookies["django_language"] = language
    place = medicine(plan)
    page = outline(client, plan, sector=place).content.decode()
    assert page.count("?sector=") >= 3
    assert f'href="?sector={place}#sectors" aria-current="true"' in page
    assert f"{reverse('plan:commitments', args=[plan.slug])}?sector={place}" in page


def test_the_list_of_commitments_is_narrowed_to_a_sector(client, plan):
    page = reverse("plan:commitments", args=[plan.slug])
    whole, narrowed = (client.get(page, asked).context["list"] for asked in ({}, {"sector": medicine(plan)}))
    sections = {row.section.title for row in narrowed.rows}
    assert sections == {"生物医药", "做强生物医药产业链"}
    assert len(list(narrowed.rows)) < len(list(whole.rows))


def test_a_plan_without_sectors_offers_none(client):
    plan = plan_of("示例市方案\n一、目标\n到2020年,研发投入占比达到2%。\n", audience="public")
    assert 'id="sectors"' not in outline(client, plan).content.decode()
