"""What the kernel itself registers: its roles, its acts, its checks."""

from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import (
    ANY,
    EVERYONE,
    OWN,
    OWN_AREA,
    OWN_BODY,
    SIGNED_IN,
    register_act,
    register_role,
)
from luoshi.kernel.hanging import Hanging, register_hanging, register_pointers
from luoshi.kernel.matching.purposes import BODIES, DOUBLES, register_purpose
from luoshi.kernel.models import FactKind
from luoshi.kernel.register import CREDIT_CODE, register_fact

# Whoever holds a post, in whatever role.
HOLDERS = ("administrator", "body_administrator", "auditor", "lead_officer", "officer", "leader", "clerk")


def register() -> None:
    """Called once, by `ready()`."""
    _roles()
    _acts()
    _people()
    _lists()
    _matching()
    _imports()
    _successions()
    _register()
    _formulas()
    _hanging()


def _roles() -> None:
    register_role(EVERYONE, name="所有人", name_en="Everyone")
    register_role(SIGNED_IN, name="登录用户", name_en="Whoever signs in")
    register_role("administrator", name="系统管理员", name_en="System administrator")
    register_role("body_administrator", name="单位管理员", name_en="Administrator of a body")
    register_role("auditor", name="审计员", name_en="Auditor")
    register_role("lead_officer", name="牵头部门经办人", name_en="Desk officer of the lead agency")
    register_role("officer", name="部门经办人", name_en="Officer of an agency or county")
    register_role("leader", name="分管领导", name_en="City leader")
    register_role("clerk", name="企业经办人", name_en="Clerk of an enterprise")


def _acts() -> None:
    register_act("kernel.read_areas", label=_("see areas"), to={EVERYONE: ANY})
    register_act("kernel.search", label=_("search what one may see"), to={EVERYONE: ANY})
    register_act("kernel.keep_searches", label=_("keep and forget one's own searches"), to={SIGNED_IN: OWN})
    register_act("kernel.read_bodies", label=_("see bodies"), to={EVERYONE: ANY})
    register_act(
        "kernel.edit_bodies",
        label=_("change bodies and their names"),
        to={"administrator": ANY, "lead_officer": OWN_AREA},
    )
    register_act("kernel.edit_reference", label=_("change reference data"), to={"administrator": ANY})
    register_act("kernel.edit_rights", label=_("change what roles may do"), to={"administrator": ANY})
    register_act("kernel.set_retention", label=_("say how long things are kept"), to={"administrator": ANY})
    register_act("kernel.erase_due", label=_("erase what is due"), to={"administrator": ANY})
    register_act(
        "kernel.read_audit",
        label=_("read the chain of acts"),
        to={"auditor": ANY, "administrator": ANY, SIGNED_IN: OWN},
    )
    register_act("kernel.undo_acts", label=_("undo acts that have an inverse"), to={SIGNED_IN: ANY})
    register_act("kernel.read_jobs", label=_("see jobs"), to={SIGNED_IN: OWN, "administrator": ANY})
    register_act(
        "kernel.steer_jobs", label=_("cancel or resume jobs"), to={SIGNED_IN: OWN, "administrator": ANY}
    )
    register_act("kernel.upload_file", label=_("hand in files"), to={SIGNED_IN: ANY})
    register_act(
        "kernel.read_uploads", label=_("see files handed in"), to={SIGNED_IN: OWN, "administrator": ANY}
    )
    register_act("kernel.begin_day", label=_("ask for the jobs of a day"), to={"administrator": ANY})
    register_act("kernel.move_demo_clock", label=_("move the demo's clock"), to={EVERYONE: ANY})


def _lists() -> None:
    register_act(
        "kernel.read_views",
        label=_("see saved views of lists"),
        to={SIGNED_IN: OWN, **dict.fromkeys(HOLDERS, OWN_BODY)},
    )
    register_act("kernel.keep_views", label=_("keep views of lists"), to={SIGNED_IN: OWN})
    register_act("kernel.act_on_rows", label=_("act on many rows of a list"), to={SIGNED_IN: ANY})


def _people() -> None:
    register_act(
        "kernel.read_people",
        label=_("see people and their posts"),
        to={
            "administrator": ANY,
            "auditor": ANY,
            "body_administrator": OWN_BODY,
            SIGNED_IN: OWN,
        },
    )
    register_act(
        "kernel.edit_people",
        label=_("change accounts and posts"),
        to={"administrator": ANY, "body_administrator": OWN_BODY},
    )
    register_act(
        "kernel.lend_posts",
        label=_("lend a post for days"),
        to={SIGNED_IN: OWN, "administrator": ANY, "body_administrator": OWN_BODY},
    )
    register_act("kernel.edit_own_account", label=_("change one's own account"), to={SIGNED_IN: OWN})


def _matching() -> None:
    from luoshi.kernel import doubles  # noqa: F401  its kind of job

    register_purpose(BODIES, label=_("names of bodies"))
    register_purpose(DOUBLES, label=_("records of one body"))
    register_act(
        "kernel.answer_matches",
        label=_("say which body a written name means"),
        to={"administrator": ANY, "lead_officer": ANY},
    )


def _imports() -> None:
    from luoshi.kernel.imports import jobs, register_list
    from luoshi.kernel.services import waiting
    from luoshi.kernel.services.body_list import BodyList
    from luoshi.kernel.services.people_list import PeopleList

    register_act(
        "kernel.import_lists",
        label=_("hand in lists and take them over"),
        to={"administrator": ANY, "lead_officer": OWN, "body_administrator": OWN},
    )
    register_act(
        "kernel.read_imports", label=_("see lists handed in"), to={SIGNED_IN: OWN, "administrator": ANY}
    )
    register_list(BodyList())
    register_list(PeopleList())
    jobs.register()
    waiting.register()


def _successions() -> None:
    register_act(
        "kernel.record_succession",
        label=_("record what became of an agency, and undo it"),
        to={"administrator": ANY},
    )
    register_act(
        "kernel.decide_heirs",
        label=_("decide who takes over a function"),
        to={"administrator": ANY, "lead_officer": OWN_AREA},
    )


def _hanging() -> None:
    from luoshi.kernel.queries.doubles import lines_about

    register_pointers(
        {
            "kernel.body.parent": _("bodies under it"),
            "kernel.bodyname.body": _("names in number"),
            "kernel.command.body": _("statements who commands it"),
            "kernel.fact.body": _("registered facts in number, corrected ones too"),
            "kernel.post.body": _("posts, lent and ended ones too"),
            "kernel.savedview.body": _("views of lists that it shares"),
            "kernel.handover.body": _("lists of what was handed over"),
            "kernel.successionparty.body": _("parts in events of agencies"),
            "kernel.functionhandover.giver": _("functions given away"),
            "kernel.functionhandover.taker": _("functions taken over"),
            "kernel.merging.kept": _("records merged into it"),
            "kernel.merging.merged": _("mergings into another record"),
        }
    )
    register_hanging("kernel.importrow", Hanging(_("lines of lists taken over"), lines_about))


def _formulas() -> None:
    from luoshi.kernel.formulas import facts

    facts.register()
    register_act("kernel.read_formulas", label=_("read formulas and standards"), to={EVERYONE: ANY})
    register_act(
        "kernel.write_formulas",
        label=_("write formulas and set standards"),
        to={"administrator": ANY, "lead_officer": ANY},
    )
    register_act(
        "kernel.try_formulas",
        label=_("try a formula on bodies"),
        to={
            **dict.fromkeys(("administrator", "auditor", "lead_officer", "officer", "leader"), ANY),
            **dict.fromkeys(("body_administrator", "clerk"), OWN_BODY),
        },
    )


def _register() -> None:
    register_fact(
        CREDIT_CODE, label=_("unified social credit code"), kind=FactKind.CODE, form="[0-9A-HJ-NP-RTUWXY]{18}"
    )
    register_act(
        "kernel.record_facts",
        label=_("register facts about bodies"),
        to={"administrator": ANY, "lead_officer": OWN_AREA, "body_administrator": OWN_BODY},
    )
    register_act(
        "kernel.merge_bodies", label=_("merge records of one body, and part them"), to={"administrator": ANY}
    )
