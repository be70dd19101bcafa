"""The city's identity provider, spoken to by OpenID Connect (统一身份认证平台).

The library makes and checks state, nonce, PKCE and the token's signature; here stands what it leaves open.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.errors import Refusal
from luoshi.web.environment import Sso

log = logging.getLogger(__name__)
SECONDS = 10  # that a person waits for the provider
LONGEST_SUBJECT = 255
LEEWAY = 60  # seconds by which its clock may differ
# Signed with a key that only the provider has: never by a shared secret, never unsigned.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
PACKAGES = ("authlib", "requests")


class ProviderSilent(Refusal):
    code = "web.provider_silent"
    sentence = _("The city's sign-in does not answer as it should. Sign in with your password, or try later.")


class AnswerNotBelieved(Refusal):
    code = "web.answer_not_believed"
    sentence = _("The answer of the city's sign-in was not accepted (%(reason)s). Please begin again.")


@dataclass(frozen=True)
class Claimed:
    """Who somebody is, as the provider has signed it."""

    issuer: str
    subject: str
    name: str


def is_installed() -> bool:
    """Whether the packages of the extra are there."""
    return all(find_spec(name) is not None for name in PACKAGES)


def offered() -> Sso | None:
    """The provider of this installation, where there is one and its packages are there."""
    return settings.LUOSHI_SSO if is_installed() else None


def shown_name(sso: Sso) -> str:
    """What the button of the sign-in calls the provider."""
    return sso.name or gettext("the city's sign-in")


def ask(request, *, sso: Sso, answer_to: str) -> HttpResponse:
    """Send the browser to the provider, with a state, a nonce and a challenge that its session keeps."""
    with _refusing(_silent):
        return _client(sso).authorize_redirect(request, answer_to)


def claimed(request, *, sso: Sso) -> Claimed:
    """Who the provider says this is, once all of it is checked. Raises ProviderSilent or AnswerNotBelieved."""
    with _refusing(_silent):
        client = _client(sso)
    options = {
        "iss": {"essential": True, "values": [sso.issuer]},
        "aud": {"essential": True, "value": sso.client_id},
    }
    with _refusing(_not_believed):
        token = client.authorize_access_token(request, claims_options=options, leeway=LEEWAY)
        said = token.get("userinfo") or {}
        if not _is_subject(said.get("sub")):
            raise ValueError("no subject")
    name = said.get("name") or said.get("preferred_username") or ""
    return Claimed(sso.issuer, said["sub"], str(name)[:100])


def metadata(sso: Sso) -> dict[str, Any]:
    """What the provider says of itself."""
    return _made(sso).load_server_metadata()


def _is_subject(said: Any) -> bool:
    return isinstance(said, str) and 0 < len(said) <= LONGEST_SUBJECT and said.isprintable()


@cache
def _made(sso: Sso) -> Any:
    from authlib.integrations.django_client import OAuth

    return OAuth().register(
        "city",
        client_id=sso.client_id,
        client_secret=sso.client_secret,
        server_metadata_url=f"{sso.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid profile",
            "code_challenge_method": "S256",
            "default_timeout": SECONDS,
        },
    )


def _client(sso: Sso) -> Any:
    """The library's client, held to this issuer and to signatures of its own keys."""
    client = _made(sso)
    known = client.load_server_metadata()
    if known.get("issuer") != sso.issuer:
        _made.cache_clear()  # it may be put right while we run
        raise ValueError(f"the provider calls itself {known.get('issuer')!r}")
    offered = known.get("id_token_signing_alg_values_supported") or ["RS256"]
    known["id_token_signing_alg_values_supported"] = [name for name in offered if name in ALGORITHMS]
    return client


@contextmanager
def _refusing(refusal: Callable[[str], Refusal]) -> Iterator[None]:
    """Whatever the library raises becomes a refusal; what it was goes into the log."""
    from authlib.common.errors import AuthlibBaseError
    from joserfc.errors import JoseError
    from requests import RequestException

    try:
        yield
    except RequestException as problem:
        log.warning("the identity provider can't be reached: %s", problem)
        raise ProviderSilent from problem
    except (AuthlibBaseError, JoseError, ValueError, KeyError, TypeError, RuntimeError) as problem:
        log.warning("the identity provider's answer is refused: %r", problem)
        raise refusal(_reason(problem)) from problem


def _silent(reason: str) -> Refusal:
    return ProviderSilent()


def _not_believed(reason: str) -> Refusal:
    return AnswerNotBelieved(reason=reason)


def _reason(problem: Exception) -> str:
    """The code of what is wrong; the words of whoever wrote the address are not repeated."""
    code = str(getattr(problem, "error", ""))
    return code if re.fullmatch("[a-z_]{1,40}", code) else type(problem).__name__
