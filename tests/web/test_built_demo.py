"""The demo as the command builds it, once for these tests: the same day gives the same city, which is whole."""

import os
import subprocess
import sys

import pytest

from tests.machine import COUNTED

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("built_demo")]
DIGEST = "import django; django.setup(); from luoshi.web.example.digest import digest; print(digest())"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "home"
    build(folder)
    return folder


def run(*arguments, home, **variables):
    outside = {
        name: value for name, value in os.environ.items() if not name.startswith(("LUOSHI_", "DJANGO_"))
    }
    own = {"LUOSHI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "luoshi.web.settings"}
    command = [sys.executable, *map(str, arguments)]
    ended = subprocess.run(command, env=outside | own | COUNTED | variables, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def build(home):
    run("-m", "luoshi", "demo", "--no-serve", "--home", home, home=home)


def test_the_doctor_shows_optional_programs_and_does_not_fail_for_them(home):
    said = run("-m", "luoshi", "doctor", "--lang", "en", home=home, PATH="/nowhere")
    assert "· chromium" in said
    assert "· LibreOffice" in said
    assert "→ apt-get install chromium" in said


def test_the_same_day_built_anew_in_its_folder_gives_the_same_digest(home):
    first = run("-c", DIGEST, home=home)
    build(home)
    assert run("-c", DIGEST, home=home) == first
