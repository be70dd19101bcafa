"""What an installation is told, and what it makes for itself."""

import stat
import threading

import pytest
from django.conf import settings

from luoshi.web import environment
from luoshi.web.databases import database
from luoshi.web.keys import own_key


def test_a_key_is_made_once_and_only_its_owner_may_read_it(tmp_path):
    folder = tmp_path / "home"
    first = own_key(folder=folder, name="secret.key")
    assert own_key(folder=folder, name="secret.key") == first
    assert stat.S_IMODE((folder / "secret.key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert len(first) >= 64


def test_two_installations_have_different_keys(tmp_path):
    keys = {own_key(folder=tmp_path / name, name="secret.key") for name in ("one", "other")}
    assert len(keys) == 2


def test_the_two_keys_of_an_installation_differ():
    assert settings.LUOSHI_AUDIT_KEY.decode() != settings.SECRET_KEY


def test_processes_that_start_together_agree_on_the_key(tmp_path):
    gate, keys = threading.Barrier(8), []

    def start():
        gate.wait()
        keys.append(own_key(folder=tmp_path / "home", name="secret.key"))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["secret.key"]


def test_the_home_folder_is_the_one_that_is_named(tmp_path):
    assert environment.home({"LUOSHI_HOME": str(tmp_path / "x" / ".." / "y")}) == (tmp_path / "y").resolve()


def test_a_checkout_keeps_its_things_in_var():
    assert environment.home({}) == environment.CHECKOUT / "var"


def test_an_installed_package_keeps_its_things_in_the_persons_data_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "CHECKOUT", tmp_path)
    assert environment.home({"XDG_DATA_HOME": "/srv/share"}).as_posix() == "/srv/share/luoshi"
    assert environment.home({}).parts[-3:] == (".local", "share", "luoshi")


@pytest.mark.parametrize(
    ("set_to", "named"),
    [("", []), ("plan.example.cn", ["plan.example.cn"]), (" a.cn, b.cn ,", ["a.cn", "b.cn"])],
)
def test_without_hosts_only_loopback_answers(set_to, named):
    hosts = environment.allowed_hosts({"LUOSHI_ALLOWED_HOSTS": set_to})
    assert hosts == [*named, "localhost", "127.0.0.1", "[::1]"]
    assert "*" not in hosts


def test_https_is_on_only_when_asked_for():
    assert environment.is_https({"LUOSHI_HTTPS": "1"})
    assert not environment.is_https({"LUOSHI_HTTPS": ""})
    assert not environment.is_https({})


def test_sqlite_is_the_database_when_none_is_named(tmp_path):
    found = database(url="", home=tmp_path)
    assert found["ENGINE"] == "django.db.backends.sqlite3"
    assert found["NAME"] == str(tmp_path / "luoshi.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]


def test_postgresql_keeps_what_its_url_says_beside_the_pool(tmp_path):
    found = database(url="postgresql://luoshi@/city?host=/run/postgresql", home=tmp_path)
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert found["NAME"] == "city"
    assert found["CONN_MAX_AGE"] == 0
    assert found["OPTIONS"]["host"] == "/run/postgresql"
    assert found["OPTIONS"]["pool"]["max_size"] >= 2


def test_the_browser_runs_nothing_that_is_not_ours():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert directives["script-src"] == directives["style-src"] == ["'self'"]
    assert directives["default-src"] == ["'none'"]
    assert not any("unsafe" in source for sources in directives.values() for source in sources)


def test_reading_is_not_wrapped_in_a_transaction():
    assert not settings.DATABASES["default"].get("ATOMIC_REQUESTS")


MAIL_FROM = {"LUOSHI_MAIL_FROM": "luoshi@example.cn"}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("smtp://mail.cn", ("mail.cn", 587, "starttls", "", "")),
        ("smtp://li:p%40ss@mail.cn", ("mail.cn", 587, "starttls", "li", "p@ss")),
        ("smtp://li:pass@mail.cn?tls=implicit", ("mail.cn", 465, "implicit", "li", "pass")),
        ("smtp://mail.cn:2525?tls=none", ("mail.cn", 2525, "none", "", "")),
        ("smtp://li:pass@localhost", ("localhost", 25, "none", "li", "pass")),
    ],
)
def test_a_mail_server_is_named_by_one_address(written, meant):
    mail = environment.mail({"LUOSHI_MAIL_URL": written, **MAIL_FROM})
    assert (mail.host, mail.port, mail.tls, mail.user, mail.password) == meant
    assert mail.sender == "luoshi@example.cn"


def test_without_a_mail_server_mail_is_off():
    assert environment.mail({}) is None
    assert environment.mail(MAIL_FROM) is None


@pytest.mark.parametrize(
    "written",
    [
        "mail.cn",
        "http://mail.cn",
        "smtp://",
        "smtp://mail.cn:port",
        "smtp://mail.cn?tls=perhaps",
        "smtp://mail.cn?tsl=none",
        "smtp://li:pass@mail.cn?tls=none",
    ],
)
def test_a_mail_server_that_is_none_or_unsafe_is_refused_without_its_password(written):
    with pytest.raises(ValueError, match="LUOSHI_MAIL_URL") as refused:
        environment.mail({"LUOSHI_MAIL_URL": written, **MAIL_FROM})
    assert "li:pass" not in str(refused.value)


@pytest.mark.parametrize("sender", ["", "luoshi", "落实@例.cn", "a@b.cn, c@d.cn"])
def test_mails_come_from_an_address(sender):
    with pytest.raises(ValueError, match="LUOSHI_MAIL_FROM"):
        environment.mail({"LUOSHI_MAIL_URL": "smtp://mail.cn", "LUOSHI_MAIL_FROM": sender})


@pytest.mark.parametrize(
    ("environ", "address"),
    [
        ({}, "http://localhost"),
        ({"LUOSHI_ALLOWED_HOSTS": "*.cn, plan.cn", "LUOSHI_HTTPS": "1"}, "https://plan.cn"),
        ({"LUOSHI_SITE_URL": "https://plan.cn:8443/"}, "https://plan.cn:8443"),
    ],
)
def test_links_in_mails_lead_to_the_site(environ, address):
    assert environment.site_url(environ) == address


@pytest.mark.parametrize("written", ["plan.cn", "ftp://plan.cn", "https://plan.cn/path"])
def test_an_address_of_the_site_that_is_none_is_refused(written):
    with pytest.raises(ValueError, match="LUOSHI_SITE_URL"):
        environment.site_url({"LUOSHI_SITE_URL": written})


def test_hosts_for_webhooks_are_named_with_commas():
    named = environment.webhook_hosts({"LUOSHI_WEBHOOK_HOSTS": " Robot.cn,10.0.0.8, "})
    assert named == {"robot.cn", "10.0.0.8"}
    assert environment.webhook_hosts({}) == frozenset()
