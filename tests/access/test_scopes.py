"""`visible_to` shows exactly the rows for which `require` lets pass: for every model that has a scope.

A model with a scope that is not in `MADE` fails here, by name.
"""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.delivery.models import (
    Assignment,
    CheckDraw,
    MajorMark,
    ProgressReport,
    ReportRound,
    ReturnedFile,
    RoundAsk,
    Source,
)
from luoshi.kernel.access import ANY, EVERYONE, OWN, OWN_AREA, OWN_BODY, PARTY, SYSTEM, is_allowed
from luoshi.kernel.access.relations import Reach, reach_of
from luoshi.kernel.models import (
    Area,
    AuditEntry,
    Body,
    Double,
    Fact,
    Formula,
    Grant,
    HandOver,
    Job,
    ListImport,
    MatchAnswer,
    Merging,
    Origin,
    Post,
    RecentSearch,
    RetentionTerm,
    Role,
    SavedView,
    Standard,
    Succession,
    Upload,
    User,
)
from luoshi.kernel.models.successions import FunctionHandover
from luoshi.kernel.register import CREDIT_CODE
from luoshi.kernel.services import register
from luoshi.plan.models import (
    Arrival,
    Audience,
    BindingChoice,
    CommitmentLink,
    Correction,
    Document,
    DueList,
    Duty,
    HeirChoice,
    Interpretation,
    LeadChoice,
    LinkProposal,
    Plan,
    PlanParent,
)
from luoshi.plan.services import heirs
from luoshi.work.models import (
    Answer,
    AskForm,
    AskFormVersion,
    Chain,
    Matter,
    MoveDraft,
    Notice,
    NoticeChoice,
    OutgoingPaper,
    Party,
    SentPaper,
    Turn,
    Webhook,
    YearNotice,
)
from tests.access import waiting
from tests.access.things import merged, split_of
from tests.delivery.factories import Office
from tests.kernel.factories import (
    DAY,
    NOON,
    AreaFactory,
    BodyFactory,
    JobFactory,
    PostFactory,
    UploadFactory,
    UserFactory,
    undone,
)
from tests.plan.factories import CommitmentFactory, PlanFactory, SectionFactory, charged
from tests.work.factories import NoticeFactory

pytestmark = pytest.mark.django_db
SCOPED = [model for model in apps.get_models() if hasattr(model, "read_act")]
RELATIONS = (ANY, OWN, OWN_BODY, OWN_AREA, PARTY)
AUDIENCES = list(Audience)


def _plan(body: Body, user: User) -> Plan:
    number = Plan.objects.count()
    ready = {} if number % 2 else {"ready_at": None}
    return PlanFactory(owner=body, created_by=user, audience=AUDIENCES[number % len(AUDIENCES)], **ready)


def _document(body: Body, user: User) -> None:
    plan = _plan(body, user)
    Document.objects.filter(pk=plan.document_id).update(created_by=user)


def _lead(body: Body, user: User):
    return charged(SectionFactory(plan=_plan(body, user)), "市科技局").responsibilities.get()


def _heir_choice(body: Body, user: User) -> None:
    heirs.choose_heir(
        responsibility=_lead(body, user),
        event=split_of(BodyFactory()),
        heir=body,
        reason="三定",
        by=SYSTEM,
        at=NOON,
    )


def _lead_choice(body: Body, user: User) -> None:
    heirs.choose_first_lead(responsibility=_lead(body, user), reason="纪要", by=SYSTEM, at=NOON)


def _correction(body: Body, user: User) -> None:
    plan = _plan(body, user)
    row = CommitmentFactory(plan=plan)
    made = {"act": "removed", "commitment": row, "title": row.title, "start": row.start, "end": row.end}
    Correction.objects.create(plan=plan, reason="背景", chosen_at=NOON, **made)


def _interpretation(body: Body, user: User) -> None:
    made = {"part": "due", "version": 1, "meaning": "2020年底", "reason": "纪要", "chosen_at": NOON}
    Interpretation.objects.create(commitment=CommitmentFactory(plan=_plan(body, user)), **made)


def _duty(body: Body, user: User) -> None:
    asked = DueList.objects.create(
        commitment=CommitmentFactory(plan=_plan(body, user)), opened_at=NOON, **Origin.own().columns()
    )
    Duty.objects.create(due_list=asked, body=body, is_owed=True, asked_at=NOON)


def _parent(body: Body, user: User) -> None:
    said = {"reason": "纪要", "chosen_at": NOON}
    PlanParent.objects.create(plan=_plan(body, user), parent=PlanFactory(), **said)


def _binding(body: Body, user: User) -> None:
    said = {"body": body, "is_binding": True, "reason": "责任书", "chosen_at": NOON}
    BindingChoice.objects.create(commitment=CommitmentFactory(plan=_plan(body, user)), **said)


def _pair(body: Body, user: User) -> dict:
    return {"child": CommitmentFactory(plan=_plan(body, user)), "parent": CommitmentFactory()}


def _proposal(body: Body, user: User) -> None:
    pair = _pair(body, user)
    made = {"pair": str(pair["child"].pk), "score": 90, "is_sure": True, "reasons": [], "made_at": NOON}
    LinkProposal.objects.create(plan=pair["child"].plan, **pair, **made)


def _link(body: Body, user: User) -> None:
    _answer(body, user)
    CommitmentLink.objects.create(answer=MatchAnswer.objects.latest("pk"), **_pair(body, user), since=NOON)


def _notice_choice(body: Body, user: User) -> None:
    said = {"when": "daily", "hour": 8, "digested_on": DAY}
    NoticeChoice.objects.get_or_create(user=user, channel="mail", defaults=said)


def _webhook(body: Body, user: User) -> None:
    said = {"host": "a.cn", "sealed_address": "", "sealed_secret": "", "set_at": NOON}
    Webhook.objects.get_or_create(user=user, defaults=said)


def _named(model: type[Model], **fields) -> None:
    number = model.objects.count()
    model.objects.create(code=f"code{number}", name=f"名称{number}", **Origin.own().columns(), **fields)


def _fact(body: Body, user: User) -> None:
    if not Fact.objects.filter(body=body).exists():
        code = f"91990100MA{body.pk:08d}"
        register.record_fact(body=body, name=CREDIT_CODE, value=code, origin=Origin.own(), by=SYSTEM, at=NOON)


def _ask_form() -> AskForm:
    number = AskForm.objects.count()
    return AskForm.objects.create(code=f"form{number}", name="表", **Origin.own().columns())


def _form_answer(body: Body, user: User) -> None:
    form = _ask_form()
    kept = {"number": 1, "text": "{}", "valid_from": DAY, "clause": "三", "digest": "0", "made_at": NOON}
    version = AskFormVersion.objects.create(of=form, **kept)
    made = {"revision": 1, "saved": 1, "saved_at": NOON, **Origin.own().columns()}
    Answer.objects.create(form=form, version=version, body=body, begun_by=user, **made)


def _answer(body: Body, user: User) -> None:
    MatchAnswer.objects.create(
        purpose="kernel.bodies", asked=f"甲{MatchAnswer.objects.count()}", given=str(body.pk), is_same=True,
        by=user, at=NOON,
    )  # fmt: skip


MADE: dict[type[Model], Callable[[Body, User], object]] = {
    Assignment: lambda body, user: Office(lead=body).issue(),
    ProgressReport: waiting.reported,
    CheckDraw: waiting.announced,
    ReportRound: waiting.opened,
    RoundAsk: waiting.asked,
    Source: lambda body, user: Office(issuer=body).issue().source,
    Answer: _form_answer,
    AskForm: lambda body, user: _ask_form(),
    Area: lambda body, user: body.area,
    Arrival: lambda body, user: Arrival.objects.create(
        upload=UploadFactory(by=user), title="方案", city=body.area.name, taken_in_by=user, taken_in_at=NOON
    ),
    AuditEntry: _fact,
    BindingChoice: _binding,
    Body: lambda body, user: body,
    CommitmentLink: _link,
    Correction: _correction,
    Document: _document,
    Fact: _fact,
    Formula: lambda body, user: _named(Formula, purpose="monitor"),
    FunctionHandover: lambda body, user: split_of(BodyFactory(area=body.area)),
    HandOver: lambda body, user: HandOver.objects.create(
        leaver=UserFactory(), taker=user, body=body, at=NOON
    ),
    HeirChoice: _heir_choice,
    Interpretation: _interpretation,
    Job: lambda body, user: JobFactory(by=user),
    LeadChoice: _lead_choice,
    LinkProposal: _proposal,
    ListImport: lambda body, user: ListImport.objects.create(
        kind="kernel.bodies", mode="rows", upload=UploadFactory(by=user), by=user, at=NOON
    ),
    MatchAnswer: _answer,
    Chain: lambda body, user: waiting.draft(body, user).chain,
    Matter: lambda body, user: waiting.turn(body, user).matter,
    MoveDraft: waiting.draft,
    OutgoingPaper: waiting.paper,
    SentPaper: waiting.received,
    MajorMark: waiting.major,
    Double: lambda body, user: Double.objects.create(
        one=body, other=BodyFactory(), score=95, reasons=[], found_at=NOON
    ),
    Merging: lambda body, user: merged(body),
    Notice: lambda body, user: NoticeFactory(user=user),
    NoticeChoice: _notice_choice,
    Party: lambda body, user: waiting.turn(body, user).matter.parties.get(relation="reviewer"),
    Plan: _plan,
    PlanParent: _parent,
    Duty: _duty,
    Post: lambda body, user: PostFactory(body=body, user=user),
    RecentSearch: lambda body, user: RecentSearch.objects.create(
        user=user, words=str(RecentSearch.objects.count()), at=NOON
    ),
    ReturnedFile: waiting.returned,
    RetentionTerm: lambda body, user: RetentionTerm.objects.create(
        rule=f"probe.{body.pk}.{user.pk}.{RetentionTerm.objects.count()}",
        days=9,
        basis="示例",
        valid_from=DAY,
        set_at=NOON,
    ),
    SavedView: lambda body, user: SavedView.objects.create(
        list="kernel.jobs", name=str(SavedView.objects.count()), owner=user, body=body, kept_at=NOON
    ),
    Standard: lambda body, user: _named(Standard, kind="parameter", gives="年"),
    Succession: lambda body, user: split_of(BodyFactory(area=body.area)),
    Turn: lambda body, user: waiting.turn(body, user),
    Upload: lambda body, user: UploadFactory(by=user),
    User: lambda body, user: user,
    YearNotice: lambda body, user: YearNotice.objects.create(
        year=2031, number=YearNotice.objects.count(), title="通知", made_at=NOON, **Origin.own().columns()
    ),
    Webhook: _webhook,
}
TRIED = [
    (model, relation)
    for model in SCOPED
    for relation in RELATIONS
    if relation == ANY or reach_of(model, relation)
]


def name_of(value) -> str:
    return getattr(value, "__name__", value)


def test_every_model_with_a_scope_is_tried():
    missing = sorted(name_of(model) for model in set(SCOPED) - set(MADE))
    assert missing == [], f"say in MADE (tests/access/test_scopes.py) how to make one of each of: {missing}"


def unlike(model, relation: str, posts, places) -> str:
    """What `visible_to` and `require` say differently of the rows of a model."""
    with undone():
        person = _person(model, relation, posts, places)
        for somebody in (person, AnonymousUser()):
            listed = set(model.objects.visible_to(somebody).values_list("pk", flat=True))
            asked = {row.pk for row in model.objects.all() if is_allowed(somebody, model.read_act, row)}
            if listed != asked:
                return f"{somebody}: listed {sorted(listed - asked)}, allowed {sorted(asked - listed)}"
    return ""


def _person(model, relation: str, posts, places) -> User:
    """Somebody with such posts, whose role alone may read, and one thing at each place."""
    city = AreaFactory()
    areas = [city, AreaFactory(parent=city), AreaFactory(parent=city), AreaFactory()]
    bodies = [BodyFactory(area=area) for area in areas]
    person, stranger = UserFactory(), UserFactory()
    role = Role.objects.create(code=f"probe-{person.pk}", name="试", name_en="Probe")
    Grant.objects.filter(act=model.read_act).exclude(role__code=EVERYONE).delete()
    Grant.objects.create(role=role, act=model.read_act, relation=relation)
    if relation != PARTY:
        Grant.objects.filter(act=model.read_act, role__code=EVERYONE).delete()
    for place, is_open in {place: is_open for place, is_open in posts}.items():
        ended = {} if is_open else {"valid_until": DAY.replace(year=2001)}
        PostFactory(user=person, body=bodies[place], role=role, **ended)
    for place, is_own in places:
        MADE[model](bodies[place], person if is_own else stranger)
    return person


SPOTS = st.tuples(st.integers(0, 3), st.booleans())


@pytest.mark.parametrize(("model", "relation"), TRIED, ids=name_of)
@given(posts=st.lists(SPOTS, max_size=3), places=st.lists(SPOTS, min_size=1, max_size=4, unique=True))
@settings(max_examples=5, suppress_health_check=list(HealthCheck))
def test_one_object_and_the_list_agree(model, relation, posts, places, db):
    assert unlike(model, relation, posts, places) == ""


def test_a_list_wider_than_the_right_is_found(monkeypatch):
    wider = Reach(
        rows=lambda model, relation, right: Reach.through("by").rows(model, relation, right) | _all(),
        holds=Reach.through("by").holds,
    )
    monkeypatch.setattr(Job, "reach", {OWN: wider})
    assert "listed [" in unlike(Job, OWN, [(0, True)], [(0, False)])


def _all():
    from django.db.models import Q

    return Q(pk__isnull=False)
