"""The page to go on with after a form, as its address asks (返回地址)."""

from __future__ import annotations

from django.utils.http import url_has_allowed_host_and_scheme


def back(request, asked: str, *, otherwise: str = "/") -> str:
    """The page one came from, never another site."""
    hosts, is_https = {request.get_host()}, request.is_secure()
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=hosts, require_https=is_https)
    return asked if is_ours else otherwise
