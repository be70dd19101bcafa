"""The steps of a list that was handed in, each with its job done."""

from luoshi.kernel import jobs
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.services import imports
from tests.kernel.factories import LATER


def settle(batch):
    """Run the job of this list; the list as it stands then."""
    jobs.work_until_idle()
    batch.refresh_from_db()
    assert batch.job.state == "done", (batch.job.error_code, batch.job.error_values)
    return batch


def take_over(batch, by=SYSTEM):
    return settle(imports.apply_import(batch=batch, by=by, at=LATER))


def undo(batch, by=SYSTEM):
    return settle(imports.undo_import(batch=batch, by=by, at=LATER))
