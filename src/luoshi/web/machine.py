"""What `luoshi doctor` looks at beside the kernel's checks: settings, keys, disk, programs (本机检查)."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.kernel.checks import Finding, knock, register_check
from luoshi.web import demo, environment, provider

LEAST_SPACE = 1024**3
OLDEST_SQLITE = (3, 37, 0)
KEYS = ("secret.key", "audit.key")
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
CHINESE_FONTS = ("*CJK*", "*cjk*", "wqy*", "SourceHan*", "*NotoSansSC*", "*NotoSerifSC*")


@dataclass(frozen=True)
class Program:
    """A program that Luoshi runs without: what it is good for, and the Debian package that brings it."""

    name: str
    package: str
    use: str
    is_here: bool


def register() -> None:
    """Called once, by `ready()`."""
    register_check("web.settings", label=gettext_lazy("The settings are safe"), look=unsafe_settings)
    register_check("web.keys", label=gettext_lazy("The keys are nobody else's"), look=exposed_keys)
    register_check("web.disk", label=gettext_lazy("There is room on the disk"), look=full_disk)
    register_check("web.sqlite", label=gettext_lazy("SQLite is new enough"), look=old_sqlite)
    register_check(
        "web.static", label=gettext_lazy("Style sheets and scripts are in place"), look=missing_static
    )
    register_check("web.sso", label=gettext_lazy("The city's sign-in answers"), look=broken_sso)


def broken_sso() -> Iterator[Finding]:
    """What keeps people from signing in through the identity provider that the settings name."""
    sso = settings.LUOSHI_SSO
    if sso is None:
        return
    if not provider.is_installed():
        yield Finding(
            _("LUOSHI_SSO_ISSUER names an identity provider, and the packages for it are missing."),
            "pip install luoshi[sso]",
        )
        return
    try:
        known = provider.metadata(sso)
    except (OSError, ValueError) as problem:
        yield Finding(
            _("The identity provider %(issuer)s does not answer: %(problem)s")
            % {"issuer": sso.issuer, "problem": f"{problem}"[:200]},
            _("Open its address with /.well-known/openid-configuration at the end from this machine."),
        )
        return
    yield from _unfit(sso, known)


def _unfit(sso: environment.Sso, known: dict) -> Iterator[Finding]:
    if known.get("issuer") != sso.issuer:
        yield Finding(
            _("The identity provider calls itself %(itself)s.") % {"itself": known.get("issuer")},
            _("Write LUOSHI_SSO_ISSUER exactly so."),
        )
    if not str(known.get("authorization_endpoint", "")).startswith(f"{sso.origin}/"):
        yield Finding(
            _("The identity provider sends browsers to another site, which their guard refuses: %(address)s")
            % {"address": known.get("authorization_endpoint")},
            _("Have its sign-in page served under %(origin)s.") % {"origin": sso.origin},
        )
    if "S256" not in known.get("code_challenge_methods_supported", ["S256"]):
        yield Finding(
            _("The identity provider does not know PKCE with S256."), _("Turn it on there for this site.")
        )


def unsafe_settings() -> Iterator[Finding]:
    if settings.DEBUG:
        yield Finding(
            _("DEBUG is on: whoever causes an error sees the settings."), _("Take it out of the settings.")
        )
    if not environment.names_hosts():
        return
    if "*" in settings.ALLOWED_HOSTS:
        yield Finding(
            _("LUOSHI_ALLOWED_HOSTS lets the site answer to any name."),
            _("Name the site as it is reached, for example plan.example.cn."),
        )
    if not environment.is_https():
        yield Finding(
            _("The site is reached from other machines without HTTPS: passwords travel in the clear."),
            _("Put a gateway with HTTPS before it and set LUOSHI_HTTPS=1."),
        )
    if _is_demo():
        yield Finding(
            _("This is a demo, and other machines may reach it."),
            _("Take LUOSHI_ALLOWED_HOSTS away, or give the installation another LUOSHI_HOME."),
        )


def exposed_keys() -> Iterator[Finding]:
    for name in KEYS:
        path = settings.LUOSHI_HOME / name
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Finding(
                _("Other users of this machine can read %(path)s.") % {"path": path}, f"chmod 600 {path}"
            )


def full_disk() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.LUOSHI_HOME).free
    if free < LEAST_SPACE:
        yield Finding(
            _("Only %(free)s MB are free in %(folder)s.")
            % {"free": free // 1024**2, "folder": settings.LUOSHI_HOME},
            _("Make room, or set LUOSHI_HOME to a folder on a larger disk."),
        )


def old_sqlite() -> Iterator[Finding]:
    if _uses_sqlite() and sqlite3.sqlite_version_info < OLDEST_SQLITE:
        yield Finding(
            _("SQLite %(version)s is too old.") % {"version": sqlite3.sqlite_version},
            _("Take Debian 12 or newer, or set LUOSHI_DATABASE_URL to a PostgreSQL."),
        )


def missing_static() -> Iterator[Finding]:
    manifest = getattr(staticfiles_storage, "manifest_name", "")
    if manifest and not Path(settings.STATIC_ROOT, manifest).exists():
        yield Finding(
            _("They have not been collected into %(folder)s.") % {"folder": settings.STATIC_ROOT},
            _("Run `luoshi serve`, which does it at its start."),
        )


def optional_programs() -> Iterator[Program]:
    """What is good to have; nothing that a running site needs."""
    yield Program(
        "chromium", "chromium", _("browser tests and screenshots"), is_here=bool(shutil.which("chromium"))
    )
    yield Program(
        _("a Chinese font"),
        "fonts-noto-cjk",
        _("pages opened or printed on this machine"),
        is_here=any(_has_chinese_font(folder) for folder in FONT_FOLDERS),
    )
    yield Program(
        "LibreOffice",
        "libreoffice-writer-nogui",
        _("turning old Word documents (doc, wps) into docx or pdf before they are handed in"),
        is_here=bool(shutil.which("soffice") or shutil.which("libreoffice")),
    )


def _has_chinese_font(folder: Path) -> bool:
    return any(next(folder.rglob(pattern), None) for pattern in CHINESE_FONTS)


def _uses_sqlite() -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


def _is_demo() -> bool:
    """Whether it is a demo; that the database does not answer is said by another check."""
    try:
        knock()
        return demo.is_demo()
    except DatabaseError:
        return False
