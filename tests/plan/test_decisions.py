"""Deciding who answers: the acts, the pages, and who may."""

import pytest
from django.urls import reverse

from luoshi.kernel.access import SYSTEM, NotAllowed
from luoshi.kernel.models import AuditEntry, Body
from luoshi.plan.models import HeirChoice, LeadChoice
from luoshi.plan.services import heirs as services
from tests.kernel.factories import LATER, NOON, BodyFactory, UserFactory, member
from tests.plan.reforms import BEFORE, reform, world

pytestmark = pytest.mark.django_db
ROLES = ("visitor", "signed_in", "officer", "auditor", "leader", "lead_officer", "administrator")
DECIDE = {"lead_officer", "administrator"}


@pytest.fixture
def made():
    made = world()
    made.events = reform(made)
    return made


@pytest.fixture
def land():
    return Body.objects.get(name="云岭市自然资源局")


def choose(made, heir, *, by=SYSTEM, reason="三定规定"):
    return services.choose_heir(
        responsibility=made.duty(4, "市国土局"),
        event=made.events["split"],
        heir=heir,
        reason=reason,
        by=by,
        at=NOON,
    )


def name(made, printed="市财政局", *, by=SYSTEM, reason="会议纪要"):
    return services.choose_first_lead(responsibility=made.duty(5, printed), reason=reason, by=by, at=NOON)


def test_a_second_decision_is_refused(made, land):
    choose(made, land)
    name(made)
    with pytest.raises(services.HeirChosen):
        choose(made, land)
    with pytest.raises(services.LeadChosen):
        name(made, "市发改委")
    assert (HeirChoice.objects.count(), LeadChoice.objects.count()) == (1, 1)


def test_a_decision_is_withdrawn_once_and_can_be_taken_anew(made, land):
    choice, lead = choose(made, land), name(made)
    services.withdraw_heir_choice(choice=choice, by=SYSTEM, at=LATER)
    services.withdraw_lead_choice(choice=lead, by=SYSTEM, at=LATER)
    with pytest.raises(services.DecisionWithdrawn):
        services.withdraw_heir_choice(choice=choice, by=SYSTEM, at=LATER)
    with pytest.raises(services.DecisionWithdrawn):
        services.withdraw_lead_choice(choice=lead, by=SYSTEM, at=LATER)
    assert (choose(made, land).pk, name(made).pk) != (choice.pk, lead.pk)


def test_a_decision_has_grounds_and_is_about_somebody_who_can(made, land):
    for refused in (lambda: choose(made, land, reason=" "), lambda: name(made, reason="")):
        with pytest.raises(services.ReasonMissing):
            refused()
    with pytest.raises(services.NoSuchHeir, match="2019"):
        choose(made, BodyFactory(valid_until=BEFORE))
    with pytest.raises(services.NotALead):
        services.choose_first_lead(responsibility=made.duty(4, "市财政局"), reason="x", by=SYSTEM, at=NOON)
    assert not HeirChoice.objects.exists()


def test_a_decision_is_an_entry_about_its_clause(made, land):
    services.withdraw_heir_choice(choice=choose(made, land), by=SYSTEM, at=LATER)
    entries = AuditEntry.objects.about(made.duty(4, "市国土局")).order_by("number")
    assert [entry.code for entry in entries] == ["plan.heir_chosen", "plan.heir_choice_withdrawn"]


def test_a_desk_officer_of_another_place_decides_nothing(made, land):
    for act in (choose, lambda made, land, by: name(made, by=by)):
        with pytest.raises(NotAllowed):
            act(made, land, by=member("lead_officer"))


def person(role, made):
    if role == "visitor":
        return None
    return UserFactory() if role == "signed_in" else member(role, body=made.plan.owner)


@pytest.mark.parametrize("role", ROLES)
def test_who_may_decide_on_the_pages(client, made, land, role):
    """Whoever may not changes no row; whoever may decides, and withdraws."""
    if user := person(role, made):
        client.force_login(user)
    posts = {
        "choose_heir": ([made.duty(4, "市国土局").pk], {"body": land.pk, "reason": "三定规定"}),
        "choose_lead": (["5"], {"body": made.duty(5, "市财政局").pk, "reason": "会议纪要"}),
    }
    for route, (arguments, values) in posts.items():
        client.post(reverse(f"plan:{route}", args=[made.plan.slug, *arguments]), values)
    counted = (HeirChoice.objects.standing().count(), LeadChoice.objects.standing().count())
    assert counted == ((1, 1) if role in DECIDE else (0, 0))
    given = (HeirChoice.objects.first() or choose(made, land), LeadChoice.objects.first() or name(made))
    for route, row in zip(("withdraw_heir", "withdraw_lead"), given, strict=True):
        client.post(reverse(f"plan:{route}", args=[made.plan.slug, row.pk]))
    standing = HeirChoice.objects.standing().count() + LeadChoice.objects.standing().count()
    assert standing == (0 if role in DECIDE else 2)


@pytest.fixture
def desk(client, made):
    user = member("lead_officer", body=made.plan.owner)
    client.force_login(user)
    return user


def page(client, made, query=""):
    return client.get(reverse("plan:responsibilities", args=[made.plan.slug]) + query).content.decode()


def test_the_list_shows_old_and_new_and_offers_what_is_to_be_decided(client, desk, made):
    text = page(client, made)
    assert "市市场监管局" in text
    assert reverse("plan:choose_heir", args=[made.plan.slug, made.duty(4, "市国土局").pk]) in text
    assert reverse("plan:choose_lead", args=[made.plan.slug, "5"]) in text
    before = page(client, made, f"?on={BEFORE}")
    assert "市市场监管局" not in before


def test_a_page_of_the_past_leads_to_pages_of_the_past(client, made):
    text = client.get(reverse("plan:outline", args=[made.plan.slug]) + f"?on={BEFORE}").content.decode()
    assert text.count(f"?on={BEFORE}") > 5
    assert "市质监局" in text
    today = client.get(reverse("plan:outline", args=[made.plan.slug])).content.decode()
    assert "?on=" not in today
    assert "市市场监管局" in today


@pytest.mark.parametrize("on", ["", "yesterday", "2018-02-30"])
def test_a_day_that_does_not_exist_is_today(client, made, on):
    assert "市市场监管局" in page(client, made, f"?on={on}")


@pytest.mark.parametrize(
    ("query", "number"), [("state=open", 2), ("state=joint", 2), ("role=support", 2), ("q=市市场监管局", 2)]
)
def test_the_list_is_narrowed(client, made, query, number):
    assert page(client, made, f"?{query}").count('<tr id="r') == number


def test_a_decision_stands_beside_its_clause_with_its_grounds(client, desk, made, land):
    choose(made, land, by=desk)
    name(made, by=desk)
    text = page(client, made)
    assert "三定规定" in text
    assert "会议纪要" in text
    section = client.get(reverse("plan:section", args=[made.plan.slug, "5"])).content.decode()
    assert "第一牵头单位" in section


def test_a_form_without_grounds_comes_back_with_the_refusal(client, desk, made, land):
    address = reverse("plan:choose_heir", args=[made.plan.slug, made.duty(4, "市国土局").pk])
    response = client.post(address, {"body": land.pk, "reason": ""})
    assert (response.status_code, 'role="alert"' in response.content.decode()) == (400, True)
    assert not HeirChoice.objects.exists()


def test_a_question_that_is_closed_leads_back(client, desk, made, land):
    choose(made, land)
    name(made)
    for route, argument in (("choose_heir", made.duty(4, "市国土局").pk), ("choose_lead", "5")):
        response = client.get(reverse(f"plan:{route}", args=[made.plan.slug, argument]))
        assert response.url.startswith(reverse("plan:responsibilities", args=[made.plan.slug]))


def test_a_section_that_nobody_leads_has_nothing_to_name(client, desk, made):
    made.section(1).responsibilities.all().delete()
    assert client.get(reverse("plan:choose_lead", args=[made.plan.slug, "1"])).status_code == 404


def test_somebody_elses_decision_is_not_found(client, desk, made, land):
    choice = choose(made, land)
    other = world()
    assert client.post(reverse("plan:withdraw_heir", args=[other.plan.slug, choice.pk])).status_code == 404
