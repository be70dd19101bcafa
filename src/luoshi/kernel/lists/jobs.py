"""The list of long work (任务一览)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.jobs import KINDS
from luoshi.kernel.models import Job, JobState
from luoshi.kernel.services import jobs as services
from luoshi.kit.lists import Between, BulkAct, Choice, Column, Empty, ListPage, Many

TONES = {
    JobState.QUEUED: "grey",
    JobState.RUNNING: "blue",
    JobState.DONE: "green",
    JobState.FAILED: "red",
    JobState.CANCELLED: "amber",
}


def label_of(job: Job) -> str:
    """What the job does, in words; a kind of long ago may be gone."""
    return str(KINDS[job.kind].label) if job.kind in KINDS else job.kind


def result_url_of(job: Job) -> str:
    """Where the result of a job leads to, if it leads anywhere."""
    leads_to = KINDS[job.kind].result_url if job.kind in KINDS and job.state == JobState.DONE else None
    return leads_to(job.result) if leads_to else ""


JOBS = ListPage(
    key="kernel.jobs",
    label=_("My jobs"),
    model=Job,
    source=lambda scope: Job.objects.visible_to(scope.by),
    dress=lambda rows: rows.select_related("by"),
    columns=(
        Column(
            key="job",
            label=_("Job"),
            value=lambda job: f"{label_of(job)} {job.pk}",
            leads_to=lambda job: reverse("kernel:job", args=[job.pk]),
            sort=("kind",),
            is_fixed=True,
        ),
        Column(
            key="state",
            label=_("State"),
            value=lambda job: job.get_state_display(),
            tone=lambda job: TONES[JobState(job.state)],
            sort=("state",),
        ),
        Column(key="asked_at", label=_("Asked on"), kind="moment", sort=("asked_at",), look="tight"),
        Column(
            key="ended_at",
            label=_("Ended on"),
            kind="moment",
            sort=("ended_at",),
            has_gaps=True,
            look="tight",
            is_shown=False,
        ),
        Column(
            key="by",
            label=_("By"),
            value=lambda job: job.by.display_name if job.by else gettext("the installation itself"),
        ),
        Column(key="result", label=_("Leads to"), value=result_url_of, cell="kernel/_job_cells.html#result"),
    ),
    order=("-asked_at",),
    tie=("-pk",),
    filters=(
        Many(key="state", label=_("State"), narrow="state__in", options=JobState.choices),
        Choice(
            key="kind",
            label=_("Kind"),
            narrow="kind",
            options=lambda scope: [(code, kind.label) for code, kind in KINDS.items()],
        ),
        Between(key="asked", label=_("Asked on"), narrow="asked_at", is_moment=True),
    ),
    bulk=(
        BulkAct(
            key="cancel",
            label=_("Cancel"),
            act="kernel.steer_jobs",
            question=_("Cancel these jobs? What they have written stays; they can go on from there."),
            perform=lambda job, by, at: services.cancel_job(job=job, by=by, at=at),
        ),
        BulkAct(
            key="resume",
            label=_("Go on"),
            act="kernel.steer_jobs",
            question=_("Let these jobs go on from where they stopped?"),
            perform=lambda job, by, at: services.resume_job(job=job, by=by, at=at),
        ),
    ),
    nothing=Empty(
        text=_("Nothing yet. Whatever takes longer than a page, such as reading a document, shows up here.")
    ),
    no_match=_("No job matches these choices."),
)
