"""What the machine under the tests offers, and what it must not be used for."""

import functools
import os
import shutil
import socket
import subprocess

import pytest

# What a program finds in its environment whose lines are counted: those that nothing but programs runs.
COUNTED: dict[str, str] = {}
LOOPBACK = {"localhost", "127.0.0.1", "::1", "", None}


def refuse_the_network(event, arguments):
    """Fail whatever would leave this machine (an audit hook: there is no way round it)."""
    host = None
    if event == "socket.connect" and arguments[0].family in (socket.AF_INET, socket.AF_INET6):
        host = arguments[1][0]
    if event == "socket.getaddrinfo":
        host = arguments[0]
    if host not in LOOPBACK and not str(host).startswith("127."):
        raise RuntimeError(f"a test tried to reach {host}: tests use loopback only")


def fail_when_skipped(report):
    """Where everything is installed (LUOSHI_TEST_ALL=1), a skipped test has failed."""
    if os.environ.get("LUOSHI_TEST_ALL") != "1" or not report.skipped or hasattr(report, "wasxfail"):
        return report
    reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
    report.outcome, report.longrepr = "failed", f"LUOSHI_TEST_ALL=1 and yet: {reason}"
    return report


def program(name: str, *, package: str) -> str:
    """Return the path of a program, or skip with one line that names its Debian package."""
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"no {name} on this machine: apt-get install {package}")
    return path


@functools.cache
def has_chinese_font() -> bool:
    lister = shutil.which("fc-list")
    return bool(lister and subprocess.run([lister, ":lang=zh"], capture_output=True).stdout.strip())


def need_chinese_font() -> None:
    """Skip with one line when the browser could only draw empty boxes."""
    if not has_chinese_font():
        pytest.skip("no Chinese font on this machine: apt-get install fonts-noto-cjk")
