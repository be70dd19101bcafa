"""What a browser may do with our pages (内容安全策略)."""

from __future__ import annotations

from csp.constants import NONE, SELF

from luoshi.web.environment import Sso


def for_pages(*, sso: Sso | None) -> dict:
    """Everything from this site alone; a form may lead on to the identity provider, where there is one."""
    own = (
        "script-src",
        "style-src",
        "img-src",
        "font-src",
        "connect-src",
        "manifest-src",
    )
    # A browser also asks form-action of the address to which a sent form is redirected.
    forms = [SELF, sso.origin] if sso else [SELF]
    nothing = ("default-src", "base-uri", "frame-ancestors")
    return {
        "DIRECTIVES": {
            **{name: [SELF] for name in own},
            **{name: [NONE] for name in nothing},
            "form-action": forms,
        }
    }
