"""python tools/check.py: run every check and report all that fail, not the first alone."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOUSE = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").glob("test_house*.py"))
# The longest first: two run side by side.
CHECKS = {
    "types": ["-m", "mypy", "--no-error-summary"],
    "house": ["-m", "pytest", "-q", *HOUSE],
    "imports": ["-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-logo"],
    "unused code": ["tools/unused.py"],
    "translations": ["tools/translations.py", "check"],
    "reference": ["tools/reference.py", "check"],
    "migrations": ["-m", "django", "makemigrations", "--check", "--dry-run", "--settings", "tests.settings"],
    "deployment": ["-m", "django", "check", "--settings", "tests.settings", "--fail-level", "WARNING"],
    "lint": ["-m", "ruff", "check", "-q", "--output-format", "concise", "."],
    "format": ["-m", "ruff", "format", "-q", "--check", "--output-format", "concise", "."],
}


def main() -> int:
    with ThreadPoolExecutor(max_workers=2) as pool:
        passed = dict(zip(CHECKS, pool.map(passes, CHECKS, CHECKS.values()), strict=True))
    failed = [name for name, is_passed in passed.items() if not is_passed]
    if failed:
        print(f"check: {len(failed)} of {len(CHECKS)} failed: {', '.join(failed)}")
        return 1
    print(f"check: all {len(CHECKS)} passed")
    return 0


def passes(name: str, command: list[str]) -> bool:
    start = time.monotonic()
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    verdict = "ok  " if done.returncode == 0 else "FAIL"
    said = done.stdout + done.stderr if done.returncode else ""
    print(f"{verdict} {name} ({time.monotonic() - start:.1f} s)\n{said}", end="", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
