"""A page's one act (页面办理): what refuses it is said where the visitor looks next, and so is what was done."""

from __future__ import annotations

from django.contrib import messages
from django.utils.functional import Promise

from luoshi.kernel import clock
from luoshi.kernel.errors import Refusal
from luoshi.plan.services.drafts import Misstated, words_of


def was_done(request, form, service, /, *, said: str | Promise, **values) -> bool:
    """Whether the act was done; a refusal becomes an error of the form, each fault one of its own field."""
    try:
        service(**values, by=request.user, at=clock.now())
    except Misstated as refusal:
        for fault in refusal.faults:
            form.add_error(fault.field if fault.field in form.fields else None, words_of(fault=fault))
        return False
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, str(said))
    return True


def tell(request, service, /, *, said: str | Promise = "", **values) -> None:
    """Do it; the refusal, or what was done, is told on the page that comes next."""
    try:
        service(**values, by=request.user, at=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return
    if said:
        messages.success(request, str(said))
