"""The least valid notice; matters and those who move them, in the least that the tests of the work room need."""

from dataclasses import dataclass

import factory
from factory.django import DjangoModelFactory

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.acts import act
from luoshi.kernel.models import Body, Origin, Role, User
from luoshi.work.models import Matter, Notice
from luoshi.work.services import matters
from tests.kernel.factories import NOON, BodyFactory, PostFactory, UserFactory


class NoticeFactory(DjangoModelFactory):
    class Meta:
        model = Notice

    user = factory.SubFactory(UserFactory)
    code = "work.trial"
    url = "/plans/"
    key = factory.Sequence("cause {}".format)
    written_at = NOON


def officer_of(body: Body, role: str = "officer", **fields) -> User:
    """Somebody who moves matters on for a body."""
    user = UserFactory(**fields)
    PostFactory(user=user, body=body, role=Role.objects.get(code=role))
    return user


@dataclass
class Cast:
    """A matter of the trial procedure with its bodies and one officer of each."""

    matter: Matter
    bodies: dict[str, list[Body]]
    officers: dict[str, list[User]]

    def officer(self, relation: str, place: int = 0) -> User:
        return self.officers[relation][place]


def cast(*, at=NOON, supports: int = 2, title: str = "示例申请", **bodies) -> Cast:
    """Open a matter: applicant, reviewer, so many supporters, decider."""
    parties = {
        "applicant": [bodies.get("applicant") or BodyFactory()],
        "reviewer": [bodies.get("reviewer") or BodyFactory()],
        "support": [BodyFactory() for _each in range(supports)],
        "decider": [bodies.get("decider") or BodyFactory()],
    }
    officers = {relation: [officer_of(body) for body in found] for relation, found in parties.items()}
    matter = opened(procedure="trial.request", title=title, parties=parties, by=SYSTEM, at=at)
    return Cast(matter, parties, officers)


def opened(*, by, at, **what) -> Matter:
    """Open a matter in an act of its own, as a room would."""
    return _opened(what=what, by=by, at=at)


@act
def _opened(*, what, by, at) -> Matter:
    return matters.open_matter(origin=Origin.own(), by=by, at=at, **what)
