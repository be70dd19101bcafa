"""How assignments, reports, rounds and spot checks run (任务、报告、填报批次、抽查的办理流程)."""

from luoshi.work.procedure import register_procedure

from .assignments import AssignmentProcedure
from .checks import CheckProcedure
from .reports import ReportProcedure
from .rounds import RoundProcedure

ASSIGNMENT, REPORT = AssignmentProcedure.code, ReportProcedure.code


def register() -> None:
    """Called once, by `ready()`."""
    for kind in (AssignmentProcedure, ReportProcedure, RoundProcedure, CheckProcedure):
        register_procedure(kind)
