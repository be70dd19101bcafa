"""The pages about a plan's parents: what they say, what they let an officer do, and that screen and export agree."""

import io

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from luoshi.kernel.models import MatchAnswer
from luoshi.plan.models import BindingChoice, CommitmentLink, LinkProposal, PlanParent
from luoshi.plan.models.parents import pair_key
from tests.kernel.factories import NOON, InstallationFactory, member
from tests.plan.families import family

pytestmark = pytest.mark.django_db
SHARE, PLATFORM, PRIZE = "关键工序数控化率", "建设平台", "设立设计奖"


@pytest.fixture
def made():
    made = family()
    InstallationFactory(home_area=made.city.area)
    return made


@pytest.fixture
def officer(made):
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(member("lead_officer", body=made.city))
    return client


def address(made, page, *args):
    return reverse(f"plan:{page}", args=[made.lower.slug, *args])


def text(client, url, **options):
    response = client.get(url, **options)
    assert response.status_code == 200
    return response.content.decode()


def pair_of(made, child=SHARE, parent=SHARE, score=96, is_sure=True):
    lower, upper = made.below(child), made.above(parent)
    return LinkProposal.objects.create(
        plan=made.lower, child=lower, parent=upper, pair=pair_key(child=lower.pk, parent=upper.pk),
        score=score, is_sure=is_sure, reasons=[["same_measure", 90, {}]], made_at=NOON,
    )  # fmt: skip


def test_the_plan_that_the_text_names_is_stated_with_one_click(made, officer):
    page = text(officer, address(made, "parents"))
    assert "文中提到的规划" in page
    mention = made.lower.mentions.get()
    officer.post(
        address(made, "state_parent"), {"parent": made.upper.pk, "mention": mention.pk, "reason": ""}
    )
    assert PlanParent.objects.get().mention == mention
    assert "本规划（县级）落实1份上级规划" in text(officer, address(made, "parents"))


def test_a_parent_without_words_or_grounds_is_refused_at_the_form(made, officer):
    refused = officer.post(address(made, "state_parent"), {"parent": made.upper.pk, "reason": ""})
    assert refused.status_code == 400
    assert not PlanParent.objects.exists()
    nonsense = officer.post(address(made, "state_parent"), {"parent": "7777", "reason": "纪要"})
    assert nonsense.status_code == 400


def test_a_parent_is_taken_back(made, officer):
    stated = made.state()
    officer.post(address(made, "withdraw_parent", stated.pk))
    assert not PlanParent.objects.standing().exists()


def test_without_a_parent_the_comparison_is_refused_in_words(made, officer):
    said = text(officer, address(made, "parents"))
    response = officer.post(address(made, "propose_links"), follow=True)
    assert "尚无上级规划" in response.content.decode()
    assert "尚无上级规划" not in said


@pytest.mark.parametrize(("answer", "links", "answers"), [("yes", 1, 1), ("no", 0, 1), ("later", 0, 0)])
def test_a_pair_is_answered_and_the_next_comes(made, officer, answer, links, answers):
    made.state()
    first, second = pair_of(made), pair_of(made, PLATFORM, PLATFORM, score=90)
    page = text(officer, address(made, "decide_link", first.pk))
    assert "1 / 2" in page
    response = officer.post(address(made, "decide_link", first.pk), {"answer": answer, "reason": "同一指标"})
    assert response.url == address(made, "decide_link", second.pk)
    assert (CommitmentLink.objects.count(), MatchAnswer.objects.count()) == (links, answers)


def test_a_pair_that_somebody_has_decided_leads_back_to_the_list(made, officer):
    made.state()
    pair = pair_of(made)
    made.say(SHARE, SHARE)
    response = officer.get(address(made, "decide_link", pair.pk), follow=True)
    assert "这一对已经确认" in response.content.decode()


def test_the_last_pair_leads_to_the_list(made, officer):
    made.state()
    response = officer.post(address(made, "decide_link", pair_of(made).pk), {"answer": "no"})
    assert response.url == address(made, "proposals")


def test_the_list_of_pairs_says_why_and_narrows(made, officer):
    made.state()
    pair_of(made)
    pair_of(made, PLATFORM, PLATFORM, score=60, is_sure=False)
    page = text(officer, address(made, "proposals"))
    assert "指标相同" in page
    assert PLATFORM not in text(officer, address(made, "proposals") + "?sure=yes").partition("<tbody")[2]


def test_gaps_say_why_and_may_be_decided_and_linked_by_hand(made, officer):
    made.state()
    page = text(officer, address(made, "gaps"))
    assert "点名下一级：“各县区”" in page
    upper = made.above(PLATFORM).pk
    asked = {"child": made.below(PLATFORM).pk, "reason": "同一平台"}
    officer.post(address(made, "link_by_hand", upper), asked)
    assert "没有缺项" in text(officer, address(made, "gaps"))


def test_linking_by_hand_finds_by_words_and_needs_a_choice(made, officer):
    made.state()
    url = address(made, "link_by_hand", made.above(PLATFORM).pk)
    assert SHARE not in text(officer, f"{url}?q=平台").partition("<select")[2]
    assert officer.post(url, {"child": ""}).status_code == 400
    assert officer.get(address(made, "link_by_hand", made.below(SHARE).pk)).status_code == 404


def test_an_officer_decides_what_binds_and_takes_it_back(made, officer):
    made.state()
    url = address(made, "decide_binding", made.above(PRIZE).pk)
    assert "原文既未点名本级" in text(officer, url)
    assert officer.post(url, {"binds": "yes", "reason": ""}).status_code == 400
    officer.post(url, {"binds": "yes", "reason": "责任书"})
    assert "认定：有约束力。责任书" in text(officer, address(made, "compared"))
    assert officer.post(url, {"binds": "no", "reason": "又"}).status_code == 400
    officer.post(address(made, "withdraw_binding", BindingChoice.objects.get().pk))
    assert not BindingChoice.objects.standing().exists()


def test_each_commitment_shows_its_parents_sentence_or_that_it_has_none(made, officer):
    made.state()
    answer = made.say(SHARE, SHARE)
    page = text(officer, address(made, "descent"))
    assert page.partition("<tbody")[2].count("无上级事项") == 1
    assert "本级≥ 45%，弱于上级≥ 50%" in page
    assert SHARE not in text(officer, address(made, "descent") + "?parent=none").partition("<tbody")[2]
    officer.post(address(made, "withdraw_link", answer.pk))
    assert not CommitmentLink.objects.standing().exists()


def cells(client, url):
    """The rows of an exported workbook, without the header."""
    content = b"".join(client.get(f"{url}{'&' if '?' in url else '?'}export=xlsx"))
    rows = list(
        openpyxl.load_workbook(io.BytesIO(content), read_only=True).active.iter_rows(values_only=True)
    )
    return rows[1:]


@pytest.mark.parametrize("page", ["compared", "gaps", "descent"])
def test_the_export_holds_the_rows_of_the_screen(made, officer, page):
    made.state()
    made.say(SHARE, SHARE)
    made.decide(PRIZE, is_binding=True)
    shown = text(officer, address(made, page)).partition("<tbody")[2]
    rows = cells(officer, address(made, page))
    assert len(rows) == shown.count("<tr ")
    assert all(row[0] in shown for row in rows)


def test_plans_stand_side_by_side_on_the_screen_and_in_the_export(made, officer):
    made.state()
    made.say(SHARE, SHARE)
    url = reverse("plan:side_by_side", args=[made.upper.slug])
    page = text(officer, url)
    assert "河东区人民政府" in page
    assert [[row[0], row[-1]] for row in cells(officer, url)] == [[SHARE, "弱化"], [PLATFORM, "缺项"]]
    assert SHARE not in text(officer, f"{url}?state=missing").partition("<tbody")[2]


@pytest.mark.parametrize("page", ["parents", "proposals", "compared", "gaps", "descent", "side_by_side"])
def test_whoever_may_open_the_plan_sees_its_parents_and_decides_nothing(client, made, page):
    made.state()
    pair_of(made)
    shown = client.get(address(made, page)).content.decode()
    assert 'method="post"' not in shown.partition("<main")[2]
