"""Who may read, write and try formulas, and set standards: lines of services and of routes (公式权限表)."""

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.engine.standards import Kind, Mode
from luoshi.kernel.models import Formula, FormulaPurpose, FormulaVersion, Standard, StandardVersion
from luoshi.kernel.services.formulas import define_formula
from luoshi.kernel.services.standards import define_standard
from luoshi.kernel.services.versions import Names, Terms
from tests.access.rights import ALL, ONE, ORIGIN
from tests.access.world import Row, Scene, page, seen
from tests.kernel.factories import DAY, NOON

WRITERS = {"administrator": ONE, "lead_officer": ONE}
TRIERS = dict.fromkeys(
    ("administrator", "body_administrator", "auditor", "lead_officer", "officer", "leader", "clerk"), ONE
)
TERMS = Terms(valid_from=DAY, clause="管理办法第三条")
FORMULA = {
    "names": Names(code="eligible", name="支持对象"),
    "purpose": FormulaPurpose.MONITOR,
    "text": "是企业",
    "terms": TERMS,
    "origin": ORIGIN,
}
STANDARD = {
    "kind": Kind.PARAMETER,
    "names": Names(code="years", name="年限"),
    "gives": "年",
    "text": "3",
    "terms": TERMS,
    "origin": ORIGIN,
}
WORDS = {"name": "新名", "name_en": "new name", "about": "说明"}
SENT = {"valid_from": "2025-09-15", "clause": "管理办法第三条", "after": 0, "code": "new_one", "name": "新项"}


def formula() -> Formula:
    return define_formula(**FORMULA, by=SYSTEM, at=NOON)


def standard() -> Standard:
    return define_standard(**STANDARD, by=SYSTEM, at=NOON)


def scoring() -> Standard:
    table = {
        "kind": Kind.SCORING,
        "inputs": ["年"],
        "gives": "分",
        "mode": Mode.LOW,
        "text": "< 3: 0\n>= 3: 2",
    }
    return define_standard(**STANDARD | table, by=SYSTEM, at=NOON)


def of_formula(at: Scene, **sent) -> dict:
    return page(formula().pk, **sent)


SERVICES = {
    "kernel.services.formulas.define_formula": Row(
        WRITERS, lambda at: dict(FORMULA), (Formula, FormulaVersion), ONE
    ),
    "kernel.services.formulas.add_formula_version": Row(
        WRITERS,
        lambda at: {"formula": formula(), "after": 1, "text": "是机关", "terms": TERMS},
        (FormulaVersion,),
        ONE,
    ),
    "kernel.services.standards.define_standard": Row(
        WRITERS, lambda at: dict(STANDARD), (Standard, StandardVersion), ONE
    ),
    "kernel.services.renaming.rename_formula": Row(
        WRITERS, lambda at: {"formula": formula(), **WORDS}, (Formula,), ONE
    ),
    "kernel.services.renaming.rename_standard": Row(
        WRITERS, lambda at: {"standard": standard(), **WORDS}, (Standard,), ONE
    ),
    "kernel.services.standards.add_standard_version": Row(
        WRITERS,
        lambda at: {"standard": standard(), "after": 1, "text": "5", "terms": TERMS},
        (StandardVersion,),
        ONE,
    ),
}
INNER = {
    "kernel.services.versions.add_version": "the last step of writing a version of either kind, which have lines"
}
ROUTES = {
    "kernel:formulas GET": seen(ALL, places=ONE),
    "kernel:formula GET": seen(ALL, of_formula, places=ONE),
    "kernel:standards GET": seen(ALL, places=ONE),
    "kernel:standard GET": seen(ALL, lambda at: page(standard().pk), places=ONE),
    "kernel:standard_sheet GET": seen(ALL, lambda at: page(scoring().pk), places=ONE),
    "kernel:rename_formula GET": seen(WRITERS, of_formula, places=ONE),
    "kernel:rename_formula POST": Row(WRITERS, lambda at: of_formula(at, **WORDS), (Formula,), ONE),
    "kernel:rename_standard GET": seen(WRITERS, lambda at: page(standard().pk), places=ONE),
    "kernel:rename_standard POST": Row(WRITERS, lambda at: page(standard().pk, **WORDS), (Standard,), ONE),
    "kernel:try_formula GET": seen(TRIERS, of_formula, places=ONE),
    "kernel:formula_results GET": seen(TRIERS, of_formula, places=ONE),
    "kernel:examine_formula POST": seen(WRITERS, lambda at: page(text="是企业 且"), places=ONE),
    "kernel:write_formula GET": seen(WRITERS, places=ONE),
    "kernel:write_formula POST": Row(
        WRITERS, lambda at: page(**SENT, purpose="monitor", text="是企业"), (Formula, FormulaVersion), ONE
    ),
    "kernel:write_version GET": seen(WRITERS, of_formula, places=ONE),
    "kernel:write_version POST": Row(
        WRITERS, lambda at: of_formula(at, **SENT | {"after": 1}, text="是机关"), (FormulaVersion,), ONE
    ),
    "kernel:set_standard GET": seen(WRITERS, lambda at: page("parameter"), places=ONE),
    "kernel:set_standard POST": Row(
        WRITERS, lambda at: page("parameter", **SENT, gives="年", text="3"), (Standard, StandardVersion), ONE
    ),
    "kernel:set_version GET": seen(WRITERS, lambda at: page(standard().pk), places=ONE),
    "kernel:set_version POST": Row(
        WRITERS, lambda at: page(standard().pk, **SENT | {"after": 1}, text="5"), (StandardVersion,), ONE
    ),
}
