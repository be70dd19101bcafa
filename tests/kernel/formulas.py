"""A small world in which formulas are written (公式测试环境)."""

from datetime import date, timedelta

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.engine.standards import Kind, Mode
from luoshi.kernel.models import Formula, FormulaPurpose, Origin, Standard
from luoshi.kernel.services.formulas import define_formula
from luoshi.kernel.services.standards import define_standard
from luoshi.kernel.services.versions import Names, Terms
from tests.kernel.factories import DAY, NOON

SINCE = Terms(valid_from=DAY, clause="管理办法第三条")
LATER = Terms(valid_from=DAY + timedelta(days=100), clause="管理办法第三条（修订）")
BANDS = "< 3: 0\n3–10: 2\n>= 10: 5"


def formula(
    code: str = "eligible", text: str = "是企业 且 由本市管理", *, terms: Terms = SINCE, **fields
) -> Formula:
    said = {"name": fields.pop("name", f"公式{code}"), "name_en": fields.pop("name_en", f"formula {code}")}
    wanted = {"purpose": FormulaPurpose.MONITOR, "origin": Origin.own(), "by": SYSTEM, "at": NOON} | fields
    return define_formula(names=Names(code=code, **said), text=text, terms=terms, **wanted)


def standard(kind: Kind = Kind.PARAMETER, code: str = "years", text: str = "3", **fields) -> Standard:
    shaped = {
        Kind.PARAMETER: {"gives": "年"},
        Kind.SCORING: {"inputs": ["年"], "gives": "分", "mode": Mode.LOW},
        Kind.LINE: {"inputs": ["年"], "gives": "分"},
        Kind.DECISION: {"inputs": ["年", "code"], "gives": "code", "mode": Mode.UNIQUE},
        Kind.CLASSIFICATION: {"inputs": ["area"], "edition": "2017"},
    }[kind]
    said = {"name": fields.pop("name", f"标准{code}"), "name_en": fields.pop("name_en", f"standard {code}")}
    wanted = {"terms": SINCE, "origin": Origin.own(), "by": SYSTEM, "at": NOON} | shaped | fields
    return define_standard(kind=kind, names=Names(code=code, **said), text=text, **wanted)


def terms(on: date, **fields) -> Terms:
    return Terms(valid_from=on, clause="会议纪要", **fields)
