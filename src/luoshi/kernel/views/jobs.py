"""The pages of long work: what one has asked for, how far it is, how to stop it (后台任务)."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luoshi.kernel import clock, errors, lists
from luoshi.kernel.access import is_allowed, requires
from luoshi.kernel.lists.jobs import JOBS, TONES, label_of, result_url_of
from luoshi.kernel.models import Job, JobState
from luoshi.kernel.services import jobs as services

STOP_POLLING = 286  # htmx's own answer code: show this, and ask no more


@requires("kernel.read_jobs")
@require_safe
def jobs(request):
    """What this person has asked for, newest first (我的任务)."""
    return lists.show(request, JOBS, "kernel/jobs.html", {})


@requires("kernel.read_jobs")
@never_cache
@require_safe
def job(request, pk):
    """How far one job is; asked again every second until it has ended (任务进度)."""
    found = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    context = {"may_steer": is_allowed(request.user, "kernel.steer_jobs", found), **_shown(found)}
    if not request.htmx:
        return render(request, "kernel/job.html", context)
    status = STOP_POLLING if found.is_finished else 200
    return render(request, "kernel/job.html#progress", context, status=status)


@requires("kernel.steer_jobs")
@require_POST
def cancel_job(request, pk):
    """Stop a job (取消任务)."""
    return _steer(request, pk, services.cancel_job)


@requires("kernel.steer_jobs")
@require_POST
def resume_job(request, pk):
    """Let a stopped job go on (继续任务)."""
    return _steer(request, pk, services.resume_job)


def _steer(request, pk, service):
    found = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    try:
        service(job=found, by=request.user, at=clock.now())
    except errors.Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("kernel:job", pk=pk)


def _shown(job: Job) -> dict:
    """A job with the words and the address that its page prints."""
    return {
        "job": job,
        "label": label_of(job),
        "tone": TONES[JobState(job.state)],
        "result_url": result_url_of(job),
        "refusal": errors.sentence(code=job.error_code, values=job.error_values) if job.error_code else "",
        "can_resume": job.state in (JobState.FAILED, JobState.CANCELLED),
    }
