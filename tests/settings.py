"""The settings of the product, made hostile: what a page forgets to give its template fails the test."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# A home of its own for every test process, before the product's settings look for one.
HOME = tempfile.mkdtemp(prefix="luoshi-test-")
os.environ["LUOSHI_HOME"] = HOME
os.environ["LUOSHI_DATABASE_URL"] = os.environ.get("LUOSHI_TEST_DATABASE_URL", "")
for name in (
    "LUOSHI_ALLOWED_HOSTS",
    "LUOSHI_HTTPS",
    "LUOSHI_TIME_ZONE",
    "LUOSHI_MAX_UPLOAD_MB",
    "LUOSHI_FONTS",
    "LUOSHI_IDLE_MINUTES",
    "LUOSHI_SESSION_MINUTES",
    "LUOSHI_ADMINISTRATORS_NEED_CODE",
    "LUOSHI_SITE_URL",
    "LUOSHI_MAIL_URL",
    "LUOSHI_MAIL_FROM",
    "LUOSHI_WEBHOOK_HOSTS",
):
    os.environ.pop(name, None)

from luoshi.web.settings import *  # noqa: E402, F403
from luoshi.web.settings import DATABASES, STORAGES, TEMPLATES  # noqa: E402

atexit.register(shutil.rmtree, HOME, ignore_errors=True)


class Undefined(str):
    """Stands where Django would print nothing for an unknown variable."""

    def __contains__(self, part):
        return True

    def __mod__(self, name):
        raise KeyError(f"the template uses {name}, the view never gave it")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("%s")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, because threads of a test share it as they would in the product; nothing here outlives a crash.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(HOME) / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "; PRAGMA synchronous=OFF"
