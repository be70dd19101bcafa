"""A page's one act (页面办理): what refuses it is said where the visitor looks next, and so is what was done.

That somebody may not do it at all is no matter of a form or a message: NotAllowed goes on and becomes its own page.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import clock
from luoshi.kernel.access import NotAllowed
from luoshi.kernel.errors import Refusal

DONE = _("Done. It is kept with your name and the moment.")


def was_done(request, form, service, /, *, message: str | Promise = DONE, **values) -> Any:
    """What the act made, or true where it made nothing to speak of; a refusal is told in the form, and gives false."""
    try:
        made = service(**values, by=request.user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        refusal.told_in(form)
        return False
    messages.success(request, str(message))
    return True if made is None else made


def tell(request, service, /, *, message: str | Promise = DONE, **values) -> None:
    """Do it; the refusal, or what was done, is told on the page that comes next."""
    try:
        service(**values, by=request.user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(message))
