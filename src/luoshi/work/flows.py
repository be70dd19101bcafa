"""Which structure a matter runs by (事项所依流程): that of the version which it pins."""

from __future__ import annotations

from functools import lru_cache

from luoshi.work.engine.flows import Flow, read_flow
from luoshi.work.models import Matter, ProcedureVersion
from luoshi.work.procedure import PROCEDURES, Procedure


def procedure_of(matter: Matter) -> Procedure:
    return PROCEDURES[matter.procedure]


def flow_of(matter: Matter) -> Flow:
    """The structure that the matter pins; an older one is read once a process, known by its digest."""
    current, digest = procedure_of(matter).flow, matter.version.digest
    return current if digest == current.digest else _older(digest)


@lru_cache(maxsize=128)
def _older(digest: str) -> Flow:
    return read_flow(ProcedureVersion.objects.filter(digest=digest).latest("pk").definition)
