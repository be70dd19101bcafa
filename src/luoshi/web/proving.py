"""`python -m luoshi.web.proving LANGUAGE`: verify what was just restored, in a process and home of its own."""

from __future__ import annotations

import argparse
import os
import sys

from luoshi.web.keeping import in_words


def main(language: str) -> int:
    """Bring the database to this version and prove that it is whole; 1 when it is not."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.web.settings")
    return in_words(argparse.Namespace(lang=language), _prove)


def _prove(_options: argparse.Namespace) -> int:
    from luoshi.web import operating

    operating.bring_up_to_date()
    return operating.report_proofs()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
