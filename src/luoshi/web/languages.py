"""The language in which a command speaks (命令的语言)."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from luoshi.web import operating
from luoshi.web.errors import CannotRun

LANGUAGES = {"zh": "zh-hans", "en": "en"}


def add_language(command: argparse.ArgumentParser) -> None:
    """Let a command be asked in either language."""
    command.add_argument(
        "--lang", choices=tuple(LANGUAGES), default="zh", help="提示语的语言 / language of sentences"
    )


def in_words(options: argparse.Namespace, command: Callable[[argparse.Namespace], int]) -> int:
    """Run a command with Django loaded, and say in one sentence why it can't."""
    operating.start()
    from django.utils import translation

    from luoshi.kernel.errors import Refusal

    with (
        translation.override(LANGUAGES[options.lang]),
        operating.reachable_database(),
        operating.usable_folders(),
    ):
        try:
            return command(options)
        except Refusal as refusal:
            raise CannotRun(str(refusal)) from refusal
