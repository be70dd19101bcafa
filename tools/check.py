"""python tools/check.py: run every check and report all that fail, not the first alone."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOUSE = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").glob("test_house*.py"))
CHECKS = {
    "lint": ["-m", "ruff", "check", "-q", "--output-format", "concise", "."],
    "format": ["-m", "ruff", "format", "-q", "--check", "--output-format", "concise", "."],
    "types": ["-m", "mypy", "--no-error-summary"],
    "imports": ["-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-logo"],
    "migrations": ["-m", "django", "makemigrations", "--check", "--dry-run", "--settings", "tests.settings"],
    "deployment": ["-m", "django", "check", "--settings", "tests.settings", "--fail-level", "WARNING"],
    "translations": ["tools/translations.py", "check"],
    "unused code": ["tools/unused.py"],
    "reference": ["tools/reference.py", "check"],
    "house": ["-m", "pytest", "-q", *HOUSE],
}


def main() -> int:
    failed = [name for name, command in CHECKS.items() if not passes(name, command)]
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
    print(
        f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name} ({time.monotonic() - start:.1f} s)", flush=True
    )
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
