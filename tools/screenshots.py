"""python tools/screenshots.py: pictures of the demo's pages, in Chinese and English, for desktop and phone.

Starts the demo city in a folder of its own, enters as the desk officer, follows every kind of link once, and
writes build/screenshots/<language>-<width>/<page>.png.
"""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build" / "screenshots"
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
WIDTHS = {1440: 900, 390: 844}
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
MOST_PAGES = 30
VISITED = {"visitor": "/", "sign-in": "/sign-in/", "not-found": "/nowhere/"}


def main() -> int:
    chromium = shutil.which("chromium")
    if chromium is None:
        print("no chromium on this machine: apt-get install chromium fonts-noto-cjk")
        return 1
    shutil.rmtree(FOLDER, ignore_errors=True)
    with demo() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for language, locale in LANGUAGES.items():
            for width, height in WIDTHS.items():
                context = browser.new_context(
                    base_url=site, locale=locale, viewport={"width": width, "height": height}
                )
                take(context.new_page(), FOLDER / f"{language}-{width}")
    return 0


@contextlib.contextmanager
def demo():
    """Run the demo city on a free port until it is no longer needed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="luoshi-screenshots-", ignore_cleanup_errors=True) as home:
        environment = {**os.environ, "LUOSHI_HOME": home}
        command = [sys.executable, "-m", "luoshi.web.cli", "demo", "--port", str(port)]
        server = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=30)


def wait_for(url: str, seconds: int = 90) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=2):
            return
        time.sleep(0.2)
    raise SystemExit(f"the demo did not answer at {url} within {seconds} s")


def take(page: Page, folder: Path) -> None:
    """Photograph the site as a visitor, then as the desk officer, one page of each kind."""
    folder.mkdir(parents=True)
    for name, address in VISITED.items():
        page.goto(address)
        page.screenshot(path=folder / f"{name}.png", full_page=True)
    page.goto("/tour/")
    page.locator(".tour a").nth(1).click()
    page.screenshot(path=folder / "stop.png", full_page=True)
    page.locator("form[action*='/demo/enter/']").first.locator("button").click()
    page.goto("/documents/new/")
    page.locator("form[action*='/demo/trial/'] button").first.click()
    page.wait_for_selector("#progress a.button:not(.quiet)")
    page.screenshot(path=folder / "job.png", full_page=True)
    page.goto("/demo/origins/")
    page.locator("button[name=facts][value=public]").click()
    page.screenshot(path=folder / "public-only.png", full_page=True)
    page.locator("button[name=facts][value=all]").click()
    waiting, seen = ["/"], set()
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        if kind_of(address) in seen:
            continue
        seen.add(kind_of(address))
        page.goto(address)
        page.screenshot(path=folder / f"{kind_of(address)}.png", full_page=True)
        waiting += links_on(page)
    print(f"{folder.relative_to(ROOT)}: {len([*folder.iterdir()])} pictures")


def links_on(page: Page) -> list[str]:
    found = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    here = urlsplit(page.url).netloc
    paths = [urlsplit(link).path for link in found if urlsplit(link).netloc == here]
    return [path for path in paths if not path.endswith("/file/") and "/static/" not in path]


def kind_of(address: str) -> str:
    """Name a page by its address, pages that differ in a number only alike."""
    steps = [re.sub(r"^[\d.]+$", "n", step) for step in address.strip("/").split("/")]
    return "-".join(step for step in steps if step) or "home"


if __name__ == "__main__":
    sys.exit(main())
