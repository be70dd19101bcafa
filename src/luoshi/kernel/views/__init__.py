"""The kernel's pages, by noun."""

from luoshi.kernel.views.jobs import cancel_job, job, jobs, resume_job

__all__ = ["cancel_job", "job", "jobs", "resume_job"]
