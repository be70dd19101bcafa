"""The lines about people: their accounts, posts, loans, codes and sessions; services and routes (人员权限表)."""

import time
from datetime import date, datetime, timedelta

from luoshi.kernel import clock
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import (
    AuditEntry,
    Body,
    FailedSignIn,
    HandOver,
    Identity,
    Post,
    RecoveryCode,
    Role,
    SecondFactor,
    Session,
    User,
)
from luoshi.kernel.services import loans, people
from tests.access.accounts import (
    CLOCK,
    ISSUER,
    code_of_phone,
    failed,
    linked,
    recovery_codes,
    session_of,
)
from tests.access.rights import (
    ADMINISTRATOR,
    BODIES_AT,
    LENDERS,
    ONE,
    ONLY_ADMINISTRATOR,
    OWN_ONLY,
    PASSWORD,
    PEOPLE_AT,
    PEOPLE_OF,
    SIGNED_IN,
)
from tests.access.things import batch, closed_account
from tests.access.world import OWN, OWN_BODY, PLACES, Row, Scene, page, seen, signed_in
from tests.kernel import factories
from tests.kernel.factories import DAY, NOON, PostFactory

SERVICES = {
    "kernel.services.people.create_user": Row(
        {"administrator": ONE, "body_administrator": ONE},
        lambda at: {"username": "xin", "display_name": "示例·新", "password": None},
        (User,),
        ONE,
    ),
    "kernel.services.people.change_password": Row(
        ADMINISTRATOR | OWN_ONLY | {"administrator": PLACES, "body_administrator": (OWN, OWN_BODY)},
        lambda at: {"user": at.maker, "password": PASSWORD},
        (User,),
    ),
    "kernel.services.people.rename_user": Row(
        ADMINISTRATOR | OWN_ONLY | {"administrator": PLACES, "body_administrator": (OWN, OWN_BODY)},
        lambda at: {"user": at.maker, "display_name": "示例·改"},
        (User,),
    ),
    "kernel.services.people.change_email": Row(
        OWN_ONLY, lambda at: {"user": at.maker, "email": "xin@example.cn"}, (User,)
    ),
    "kernel.services.slips.issue_slips": Row(PEOPLE_OF, lambda at: {"users": [at.maker]}, (User,)),
    "kernel.services.people.choose_language": Row(
        OWN_ONLY, lambda at: {"user": at.maker, "language": "en"}, (User,)
    ),
    "kernel.services.people.deactivate_user": Row(PEOPLE_OF, lambda at: {"user": at.maker}, (User,)),
    "kernel.services.people.reactivate_user": Row(
        PEOPLE_AT,
        lambda at: {"user": people.deactivate_user(user=at.maker, by=SYSTEM, at=NOON)},
        (User,),
        BODIES_AT,
    ),
    "kernel.services.people.give_post": Row(
        PEOPLE_AT,
        lambda at: {
            "user": factories.UserFactory(),
            "body": at.body,
            "role": Role.objects.get(code="officer"),
        },
        (Post,),
        BODIES_AT,
    ),
    "kernel.services.people.reopen_post": Row(
        PEOPLE_AT,
        lambda at: {"post": factories.PostFactory(body=at.body, valid_until=DAY)},
        (Post,),
        BODIES_AT,
    ),
    "kernel.services.people.revoke_post": Row(
        PEOPLE_AT, lambda at: {"post": factories.PostFactory(body=at.body)}, (Post,), BODIES_AT
    ),
    "kernel.services.undoing.undo_act": Row(
        PEOPLE_AT, lambda at: {"entry": closed_account(at)}, (User,), BODIES_AT
    ),
    "kernel.services.people.end_post": Row(
        PEOPLE_AT,
        lambda at: {"post": factories.PostFactory(body=at.body), "on": DAY},
        (Post,),
        BODIES_AT,
    ),
    "kernel.services.people.create_administrator": Row(
        ONLY_ADMINISTRATOR,
        lambda at: {
            "username": "guan",
            "display_name": "示例·管",
            "password": PASSWORD,
            "body_name": "云岭市新局",
            "area_code": "990100",
        },
        (User, Post, Body),
        ONE,
    ),
    "kernel.services.people.issue_slip": Row(PEOPLE_OF, lambda at: {"user": at.maker}, (User,)),
    "kernel.services.second_factor.begin_second_factor": Row(
        OWN_ONLY, lambda at: {"user": at.maker}, (SecondFactor,)
    ),
    "kernel.services.second_factor.confirm_second_factor": Row(
        OWN_ONLY,
        lambda at: {"user": at.maker, "code": code_of_phone(at.maker), "clock": CLOCK},
        (SecondFactor, RecoveryCode),
    ),
    "kernel.services.second_factor.use_code": Row(
        OWN_ONLY,
        lambda at: {"user": at.maker, "code": recovery_codes(at.maker)[0], "clock": CLOCK},
        (RecoveryCode,),
    ),
    "kernel.services.second_factor.renew_recovery_codes": Row(
        OWN_ONLY, lambda at: {"user": at.maker} if recovery_codes(at.maker) else {}, (RecoveryCode,)
    ),
    "kernel.services.second_factor.remove_second_factor": Row(
        OWN_ONLY | PEOPLE_OF,
        lambda at: {"user": at.maker} if recovery_codes(at.maker) else {},
        (SecondFactor, RecoveryCode),
    ),
    "kernel.services.identities.link_identity": Row(
        OWN_ONLY, lambda at: {"user": at.maker, "issuer": ISSUER, "subject": "1"}, (Identity,)
    ),
    "kernel.services.identities.unlink_identity": Row(
        OWN_ONLY | PEOPLE_OF, lambda at: {"user": linked(at.maker)}, (Identity,)
    ),
    "kernel.services.sign_in.note_failure": Row(
        {}, lambda at: {"username": at.maker.username, "address": None}, (FailedSignIn,), ONE
    ),
    "kernel.services.sign_in.note_sign_in": Row(
        OWN_ONLY, lambda at: {"user": failed(at.maker), "address": None}, (FailedSignIn,)
    ),
    "kernel.services.sign_in.end_session": Row(
        OWN_ONLY, lambda at: {"user": at.maker, "mark": session_of(at.maker).mark}, (Session,)
    ),
    "kernel.services.loans.lend_post": Row(
        LENDERS, lambda at: {"post": (post := post_of(at)), **loan_of(post, on=DAY)}, (Post,)
    ),
    "kernel.services.loans.take_back_post": Row(
        LENDERS, lambda at: {"loan": lent(post_of(at), on=DAY, at=NOON)}, (Post,)
    ),
}

OTHER_PASSWORD = "Shan-99-he-qu!"
ACCOUNT = {
    "kernel:account GET": seen(SIGNED_IN, places=ONE),
    "kernel:act_as POST": seen(SIGNED_IN, lambda at: page(post="1"), places=ONE),
    "kernel:change_email POST": Row(SIGNED_IN, lambda at: page(email="xin@example.cn"), (User,), ONE),
    "kernel:rename POST": Row(SIGNED_IN, lambda at: page(display_name="示例·改"), (User,), ONE),
    "kernel:password GET": seen(SIGNED_IN, places=ONE),
    "kernel:password POST": Row(
        SIGNED_IN,
        lambda at: with_password(at, password=OTHER_PASSWORD, again=OTHER_PASSWORD),
        (User,),
        ONE,
    ),
    "kernel:begin_code POST": Row(SIGNED_IN, lambda at: page(), (SecondFactor,), ONE),
    "kernel:set_up_code GET": seen(SIGNED_IN, lambda at: page(code=code_of_phone(at.maker)), places=ONE),
    "kernel:set_up_code POST": Row(
        SIGNED_IN, lambda at: page(code=code_of_phone(at.maker, at=time.time())), (SecondFactor,), ONE
    ),
    "kernel:end_code POST": Row(
        SIGNED_IN, lambda at: with_password(at) if recovery_codes(at.maker) else {}, (SecondFactor,), ONE
    ),
    "kernel:recovery_codes POST": Row(
        SIGNED_IN, lambda at: with_password(at) if recovery_codes(at.maker) else {}, (RecoveryCode,), ONE
    ),
    "kernel:end_session POST": Row(OWN_ONLY, lambda at: page(session_of(at.maker).mark), (AuditEntry,)),
}


def with_password(at: Scene, **data) -> dict:
    """A form that asks for one's password once more."""
    if at.by.pk:
        at.by.set_password(PASSWORD)
        at.by.save(update_fields=["password"])
    return page(current=PASSWORD, **data)


SIGNED = signed_in(OWN)


def handed_over(at: Scene) -> HandOver:
    """What somebody of that body left to the person, or to a colleague there."""
    return HandOver.objects.create(leaver=factories.UserFactory(), taker=at.maker, body=at.body, at=NOON)


SLIPS = {"administrator": PLACES, "body_administrator": (OWN,)}


def opened(at: Scene) -> int:
    """A list of people that the person, or somebody of that body, took over; it opened one account."""
    made = batch(at, state="applied", applied_at=NOON, kind="kernel.people")["batch"]
    new = PostFactory(body=at.body, user__password="!")
    kept = {"target": str(new.pk), "outcome": "new", "is_applied": True, "undo": {"user": new.user_id}}
    made.rows.create(position=0, sheet="人员", number=2, values={}, **kept)
    return made.pk


KEEPERS = {"administrator": ONE, "body_administrator": ONE}
PEOPLE = {
    "kernel:people GET": seen(KEEPERS, places=ONE),
    "kernel:person GET": seen(PEOPLE_OF, lambda at: page(at.maker.pk)),
    "kernel:give_slip POST": Row(PEOPLE_OF, lambda at: page(at.maker.pk), (User,)),
    "kernel:leave GET": seen(PEOPLE_OF, lambda at: page(at.maker.pk)),
    "kernel:leave POST": Row(PEOPLE_OF, lambda at: page(at.maker.pk, post="account"), (User,)),
    "kernel:hand_over GET": seen(
        SIGNED | {"administrator": PLACES, "auditor": PLACES, "body_administrator": (OWN, OWN_BODY)},
        lambda at: page(handed_over(at).pk),
    ),
    "kernel:open_account POST": Row(
        PEOPLE_AT,
        lambda at: page(people.deactivate_user(user=at.maker, by=SYSTEM, at=NOON).pk),
        (User,),
        BODIES_AT,
    ),
    "kernel:slips GET": seen(SLIPS, lambda at: page(opened(at))),
    "kernel:slips POST": Row(SLIPS, lambda at: page(opened(at), which="first"), (User,)),
    "kernel:end_code_of POST": Row(
        PEOPLE_OF, lambda at: page(at.maker.pk) if recovery_codes(at.maker) else {}, (SecondFactor,)
    ),
    "kernel:end_identity_of POST": Row(PEOPLE_OF, lambda at: page(linked(at.maker).pk), (Identity,)),
    "kernel:lend_post GET": seen(LENDERS, lambda at: page(post_of(at).pk)),
    "kernel:lend_post POST": Row(LENDERS, lambda at: lending(post_of(at)), (Post,)),
    "kernel:take_back_post POST": Row(
        LENDERS, lambda at: page(lent(post_of(at), on=clock.today(), at=clock.now()).pk), (Post,)
    ),
}


def post_of(at: Scene) -> Post:
    """A post of the person, or of somebody of that body."""
    return Post.objects.filter(user=at.maker, body=at.body).first() or PostFactory(
        user=at.maker, body=at.body
    )


def loan_of(post: Post, *, on: date) -> dict:
    """A colleague, and a week from a day."""
    return {
        "to": PostFactory(body=post.body).user,
        "valid_from": on,
        "valid_until": on + timedelta(days=6),
    }


def lent(post: Post, *, on: date, at: datetime) -> Post:
    return loans.lend_post(post=post, **loan_of(post, on=on), by=SYSTEM, at=at)


def lending(post: Post) -> dict:
    """The form of a loan that begins today."""
    loan = loan_of(post, on=clock.today())
    days = {name: loan[name].isoformat() for name in ("valid_from", "valid_until")}
    return page(post.pk, to=loan["to"].pk, **days)
