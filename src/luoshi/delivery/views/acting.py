"""A page's one act (页面办理): what refuses it is said where the visitor looks next, and so is what was done."""

from __future__ import annotations

from django.contrib import messages
from django.utils.translation import gettext as _

from luoshi.kernel import clock
from luoshi.kernel.access import NotAllowed
from luoshi.kernel.errors import Refusal


def was_done(request, form, service, /, **values):
    """What the act made; a refusal becomes an error of the form, and nothing is returned."""
    try:
        made = service(**values, by=request.user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("Done. It is kept with your name and the moment."))
    return made


def tell(request, service, /, **values) -> None:
    """Do it; the refusal, or what was done, is told on the page that comes next."""
    try:
        service(**values, by=request.user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Done. It is kept with your name and the moment."))
