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
