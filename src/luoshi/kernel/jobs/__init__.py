"""Long work that survives its worker (后台任务).

A room registers a kind of job as a generator. Between two yields no transaction is open: there it reads and
computes. What it yields is a `Step`, whose `write` runs in one transaction with the job's progress and
cursor, and only while this worker still holds the job.
"""

from .kinds import KINDS, Kind, Run, Step, kind
from .worker import Worker, run_worker, work_until_idle

__all__ = ["KINDS", "Kind", "Run", "Step", "Worker", "kind", "run_worker", "work_until_idle"]
