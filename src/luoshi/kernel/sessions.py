"""Sessions that know whose they are and end by themselves (会话): after a while without use, and in any case."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

BEGUN = "begun"
ADDRESS = "address"
BROWSER = "browser"
ACTS_AS = "acts_as"  # the post as which its owner acts
SEEN = "luoshi_seen"
A_MINUTE = 60


class SessionStore(db.SessionStore):
    """Django's sessions in the database; the row names the person, so that all of theirs can be ended."""

    @classmethod
    def get_model_class(cls) -> Any:
        return apps.get_model("kernel.Session")

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        if SESSION_KEY in data and BEGUN not in data:
            data[BEGUN] = int(time.time())
            self.set_expiry(timezone.now() + timedelta(seconds=settings.LUOSHI_SESSION_SECONDS))
        row: Any = super().create_model_instance(data)
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return row


def end_when_idle(get_response):
    """End a session that has not been used for a while, by the server's own clock (空闲退出).

    When it was used last stands in a signed cookie bound to the session: a read of a page writes no row.
    """

    def respond(request):
        if not (begun := request.session.get(BEGUN)):
            return get_response(request)
        key, seen = request.session.session_key, _seen(request, begun)
        if time.time() - seen > settings.LUOSHI_IDLE_SECONDS:
            request.session.flush()
            return get_response(request)
        response = get_response(request)
        if request.session.session_key == key and time.time() - seen >= A_MINUTE:
            _remember(response, key)
        return response

    return respond


def _seen(request, begun: int) -> int:
    """When this session was used last; without its cookie, when it began."""
    written = request.get_signed_cookie(SEEN, default="", salt=_salt(request.session.session_key))
    return max(begun, int(written)) if written else begun


def _remember(response, key: str) -> None:
    response.set_signed_cookie(
        SEEN,
        str(int(time.time())),
        salt=_salt(key),
        max_age=settings.LUOSHI_SESSION_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _salt(key: str) -> str:
    return f"{SEEN}.{key}"
