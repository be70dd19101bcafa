"""The product's settings and the probe's kinds of jobs, for processes that a test starts and kills."""

from luoshi.web.settings import *  # noqa: F403
from luoshi.web.settings import INSTALLED_APPS

INSTALLED_APPS.append("tests.kernel.probe.apps.ProbeConfig")
