"""What an installation may be told through its environment: each variable once, with its meaning."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

CHECKOUT = Path(__file__).resolve().parents[3]
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
ADDRESS = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


@dataclass(frozen=True)
class Variable:
    """One environment variable: its name, what it means, and what holds when it isn't set."""

    name: str
    meaning: str
    default: str


HOME = Variable(
    "LUOSHI_HOME",
    "The folder that holds the keys, the uploaded files, the collected static files and the SQLite database.",
    "`var` in a checkout, else `luoshi` in `$XDG_DATA_HOME` or `~/.local/share`",
)
DATABASE_URL = Variable(
    "LUOSHI_DATABASE_URL",
    "The database as a URL, for example `postgresql://luoshi@/luoshi?host=/run/postgresql`.",
    "SQLite at `$LUOSHI_HOME/luoshi.sqlite3`",
)
ALLOWED_HOSTS = Variable(
    "LUOSHI_ALLOWED_HOSTS",
    "The names under which the site is reached, with commas. Without it the site answers on loopback only.",
    "empty",
)
HTTPS = Variable(
    "LUOSHI_HTTPS",
    "`1` when a gateway serves the site over HTTPS and sets `X-Forwarded-Proto` itself on every request: "
    "cookies are then sent over HTTPS only and plain requests are redirected. The gateway also writes the "
    "caller's address at the end of `X-Forwarded-For`.",
    "empty",
)
TIME_ZONE = Variable("LUOSHI_TIME_ZONE", "The one time zone of this installation.", "`Asia/Shanghai`")
MAX_UPLOAD_MB = Variable(
    "LUOSHI_MAX_UPLOAD_MB", "The largest file that a person may upload, in megabytes.", "`50`"
)
FONTS = Variable(
    "LUOSHI_FONTS",
    "A folder with the city's own font files (仿宋, 楷体, 黑体, 小标宋 …) for official papers as PDF.",
    "the fonts that come along: Noto Serif SC and Noto Sans SC",
)
IDLE_MINUTES = Variable("LUOSHI_IDLE_MINUTES", "After how many minutes without use a session ends.", "`30`")
SESSION_MINUTES = Variable(
    "LUOSHI_SESSION_MINUTES", "After how many minutes a session ends even when it is used.", "`720`"
)
ADMINISTRATORS_NEED_CODE = Variable(
    "LUOSHI_ADMINISTRATORS_NEED_CODE",
    "`1` when whoever may change accounts must sign in with the code of a phone as well.",
    "empty",
)

SSO_ISSUER = Variable(
    "LUOSHI_SSO_ISSUER",
    "The city's identity provider (OpenID Connect) as it names itself, for example "
    "`https://id.example.cn/realms/city`; it needs the extra `luoshi[sso]`.",
    "people sign in with a password only",
)
SSO_CLIENT_ID = Variable(
    "LUOSHI_SSO_CLIENT_ID", "The name under which the provider knows this site.", "empty"
)
SSO_CLIENT_SECRET = Variable(
    "LUOSHI_SSO_CLIENT_SECRET", "The secret that the provider has given to this site.", "empty"
)
SSO_NAME = Variable(
    "LUOSHI_SSO_NAME",
    "What the button of the sign-in calls the provider.",
    "`统一身份认证`, in English `the city's sign-in`",
)

SITE_URL = Variable(
    "LUOSHI_SITE_URL",
    "The address at which people open the site, for the links in mails, for example `https://plan.example.cn`.",
    "made of the first name in `LUOSHI_ALLOWED_HOSTS` and of `LUOSHI_HTTPS`",
)
MAIL_URL = Variable(
    "LUOSHI_MAIL_URL",
    "The mail server that takes notices, for example `smtp://luoshi:secret@mail.example.cn:587?tls=starttls`; "
    "`tls` is `starttls`, `implicit` or `none`; a password is never sent to another machine without encryption.",
    "no mail is sent, and people are told so",
)
MAIL_FROM = Variable(
    "LUOSHI_MAIL_FROM",
    "The address that mails come from, for example `luoshi@example.cn`; needed with `LUOSHI_MAIL_URL`.",
    "empty",
)
WEBHOOK_HOSTS = Variable(
    "LUOSHI_WEBHOOK_HOSTS",
    "The hosts in the inner network that people may name for webhooks, with commas; those may also be reached by "
    "`http://`. Any public host may be named, by `https://` only.",
    "empty",
)

VARIABLES = (
    HOME,
    DATABASE_URL,
    ALLOWED_HOSTS,
    HTTPS,
    TIME_ZONE,
    MAX_UPLOAD_MB,
    FONTS,
    IDLE_MINUTES,
    SESSION_MINUTES,
    ADMINISTRATORS_NEED_CODE,
    SSO_ISSUER,
    SSO_CLIENT_ID,
    SSO_CLIENT_SECRET,
    SSO_NAME,
    SITE_URL,
    MAIL_URL,
    MAIL_FROM,
    WEBHOOK_HOSTS,
)


@dataclass(frozen=True)
class Sso:
    """The identity provider of this installation, and how it knows us."""

    issuer: str
    client_id: str
    client_secret: str
    name: str

    @property
    def origin(self) -> str:
        """Where a browser is sent to: scheme and host."""
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"


TLS_PORTS = {"starttls": 587, "implicit": 465, "none": 25}


@dataclass(frozen=True)
class Mail:
    """The mail server of this installation, how the line to it is encrypted, and who mails come from."""

    host: str
    port: int
    tls: str
    user: str
    password: str
    sender: str


def home(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of this installation; it need not exist yet."""
    if environ.get(HOME.name):
        return Path(environ[HOME.name]).expanduser().resolve()
    if (CHECKOUT / "pyproject.toml").is_file():
        return CHECKOUT / "var"
    shared = environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(shared) / "luoshi"


def allowed_hosts(environ: Mapping[str, str] = os.environ) -> list[str]:
    """Return the names that the administrator has set; loopback always answers."""
    named = [host.strip() for host in environ.get(ALLOWED_HOSTS.name, "").split(",")]
    return [host for host in named if host] + ["localhost", "127.0.0.1", "[::1]"]


def names_hosts(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the administrator has named hosts: until then nobody else reaches the site."""
    return allowed_hosts(environ) != allowed_hosts({})


def max_upload_bytes(environ: Mapping[str, str] = os.environ) -> int:
    """Return the largest upload; raise ValueError for what is no number of megabytes."""
    written = environ.get(MAX_UPLOAD_MB.name) or "50"
    if not written.isdecimal() or not int(written):
        raise ValueError(f"{MAX_UPLOAD_MB.name}={written}: a whole number of megabytes, for example 50")
    return int(written) * 1024 * 1024


def fonts(environ: Mapping[str, str] = os.environ) -> Path | None:
    """Return the city's own folder of fonts; raise ValueError for one that isn't there."""
    written = environ.get(FONTS.name)
    if not written:
        return None
    folder = Path(written).expanduser().resolve()
    if not folder.is_dir():
        raise ValueError(f"{FONTS.name}={written}: a folder that exists, for example /usr/local/share/fonts")
    return folder


def is_https(environ: Mapping[str, str] = os.environ) -> bool:
    return environ.get(HTTPS.name, "") == "1"


def minutes(variable: Variable, environ: Mapping[str, str] = os.environ) -> int:
    """Return a number of minutes; raise ValueError for what is none."""
    written = environ.get(variable.name) or variable.default.strip("`")
    if not written.isdecimal() or not int(written):
        raise ValueError(f"{variable.name}={written}: a whole number of minutes, for example 30")
    return int(written)


def administrators_need_code(environ: Mapping[str, str] = os.environ) -> bool:
    return environ.get(ADMINISTRATORS_NEED_CODE.name, "") == "1"


def sso(environ: Mapping[str, str] = os.environ) -> Sso | None:
    """Return the identity provider, if there is one; raise ValueError for half of one or an unsafe one."""
    issuer = environ.get(SSO_ISSUER.name, "").strip()
    if not issuer:
        return None
    parts = urlsplit(issuer)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not is_safe or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(f"{SSO_ISSUER.name}={issuer}: an address that begins with https://, without ? and #")
    for variable in (SSO_CLIENT_ID, SSO_CLIENT_SECRET):
        if not environ.get(variable.name, "").strip():
            raise ValueError(
                f"{variable.name} is missing: {SSO_ISSUER.name} names a provider, which has given you one"
            )
    known_as, secret = environ[SSO_CLIENT_ID.name].strip(), environ[SSO_CLIENT_SECRET.name].strip()
    return Sso(issuer, known_as, secret, environ.get(SSO_NAME.name, "").strip())


def site_url(environ: Mapping[str, str] = os.environ) -> str:
    """Return where people open the site, without a slash at the end; raise ValueError for what is no address."""
    written = environ.get(SITE_URL.name, "").strip()
    if not written:
        first = next(
            (host for host in allowed_hosts(environ) if not host.startswith(("*", "."))), "localhost"
        )
        return f"{'https' if is_https(environ) else 'http'}://{first}"
    parts = urlsplit(written)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
        raise ValueError(f"{SITE_URL.name}={written}: an address without a path, for example https://plan.cn")
    return f"{parts.scheme}://{parts.netloc}"


def webhook_hosts(environ: Mapping[str, str] = os.environ) -> frozenset[str]:
    """Return the hosts of the inner network that may be told."""
    named = (host.strip().lower() for host in environ.get(WEBHOOK_HOSTS.name, "").split(","))
    return frozenset(host for host in named if host)


def mail(environ: Mapping[str, str] = os.environ) -> Mail | None:
    """Return the mail server, if there is one; raise ValueError for half of one, or an unsafe one."""
    written = environ.get(MAIL_URL.name, "").strip()
    if not written:
        return None
    example = "for example smtp://user:password@mail.example.cn:587?tls=starttls"
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError:
        raise ValueError(f"{MAIL_URL.name}: the port is no number, {example}") from None
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    is_here = parts.hostname in LOOPBACK
    tls = asked.pop("tls", "none" if is_here else "starttls")
    if parts.scheme != "smtp" or not parts.hostname or asked or tls not in TLS_PORTS:
        raise ValueError(f"{MAIL_URL.name}: an address of a mail server, {example}")
    if parts.password and tls == "none" and not is_here:
        raise ValueError(f"{MAIL_URL.name}: a password needs tls=starttls or tls=implicit")
    sender = environ.get(MAIL_FROM.name, "").strip()
    if not ADDRESS.fullmatch(sender):
        raise ValueError(
            f"{MAIL_FROM.name}={sender}: the address mails come from, for example luoshi@example.cn"
        )
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Mail(parts.hostname, port or TLS_PORTS[tls], tls, user, password, sender)
