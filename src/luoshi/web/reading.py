"""`luoshi read`: a document's facts on the command line, without a database (命令行阅读)."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from luoshi.reading import contract, messages
from luoshi.reading.errors import Unreadable
from luoshi.reading.model import Finding, Gap, Reading
from luoshi.reading.reader import read

UNREADABLE = 2


def read_file(*, name: str, form: str, language: str) -> int:
    """Read a file and print it as "json", "text", "check" or "summary"; return the exit code.

    What is wrong with a file is one sentence on stderr and the code 2.
    """
    try:
        reading = read(content_of(name))
    except Unreadable as refusal:
        return _refuse(name, messages.say(refusal.code, refusal.values, language=language))
    except OSError as error:
        values = {"name": name, "reason": error.strerror or type(error).__name__}
        return _refuse(name, messages.say("unreadable_file", values, language=language))
    FORMS[form](reading, language)
    return 0


def content_of(name: str) -> bytes:
    """The bytes of a file, or of what is piped in for `-`."""
    return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()


def _refuse(name: str, sentence: str) -> int:
    sys.stderr.write(f"luoshi: {name}: {sentence}\n")
    return UNREADABLE


def _print(text: str) -> None:
    """To stdout as UTF-8, whatever the terminal's own encoding is."""
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


def print_json(reading: Reading, language: str) -> None:
    """The contract's object."""
    _print(
        json.dumps(contract.to_json(reading, language=language), ensure_ascii=False, indent=1) + os.linesep
    )


def print_text(reading: Reading, language: str) -> None:
    """The normalised text and nothing else, so that offsets count in it."""
    _print(reading.source.text)


def print_check(reading: Reading, language: str) -> None:
    """The check-up: each finding with its places and a proposal, then what each commitment lacks."""
    lines = [*_findings(reading, language), "", *_gaps(reading, language)]
    _print("\n".join(lines) + "\n")


def print_summary(reading: Reading, language: str) -> None:
    """What the document is, how much it holds, and where to look further."""
    _print("\n".join(_summary(reading, language)) + "\n")


FORMS = {"json": print_json, "text": print_text, "check": print_check, "summary": print_summary}

_WORDS = {
    "zh": {
        "title": "标题", "number": "文号", "issuer": "发文机关", "issued_on": "成文日期", "published_on": "公开日期",
        "counts": "章节{outline}个，定量目标{targets}项，定性目标{promises}项，责任分工{responsibilities}条，时限{deadlines}条",
        "findings": "体检发现{findings}项，{gaps}项承诺缺少考核要素（用 --check 查看）",
        "found": "体检发现（{count}项）", "gaps": "缺少考核要素的承诺（{count}项）", "place": "位置",
        "none": "未发现问题",
    },
    "en": {
        "title": "Title", "number": "Number", "issuer": "Issuer", "issued_on": "Issued", "published_on": "Published",
        "counts": "{outline} sections, {targets} targets, {promises} promises without a number, "
        "{responsibilities} responsibilities, {deadlines} deadlines",
        "findings": "{findings} findings; {gaps} commitments lack something to be verified (see --check)",
        "found": "Findings ({count})", "gaps": "Commitments that cannot be verified ({count})", "place": "at",
        "none": "nothing was found",
    },
}  # fmt: skip


def _summary(reading: Reading, language: str) -> Iterator[str]:
    words = _WORDS[language]
    for field in ("title", "number", "issuer", "issued_on", "published_on"):
        if quoted := getattr(reading.frame, field):
            yield f"{words[field]}: {quoted.text}"
    kinds = ("targets", "promises", "responsibilities", "deadlines")
    counts = {kind: len(getattr(reading.facts, kind)) for kind in kinds}
    yield words["counts"].format(outline=len(reading.outline), **counts)
    yield words["findings"].format(findings=len(reading.findings), gaps=len(reading.gaps))


def _findings(reading: Reading, language: str) -> Iterator[str]:
    words = _WORDS[language]
    yield words["found"].format(count=len(reading.findings))
    if not reading.findings:
        yield f"  {words['none']}"
    for finding in reading.findings:
        yield from _finding(finding, language)


def _finding(finding: Finding, language: str) -> Iterator[str]:
    words = _WORDS[language]
    yield f"- [{finding.code}] {messages.say(finding.code, finding.values, language=language)}"
    places = ", ".join(f"{place.section or '-'} ({place.start}-{place.end})" for place in finding.places)
    yield f"  {words['place']}: {places}"
    if finding.proposal:
        proposed = messages.say(str(finding.proposal["code"]), finding.proposal, language=language)
        yield f"  → {proposed}"


def _gaps(reading: Reading, language: str) -> Iterator[str]:
    words = _WORDS[language]
    yield words["gaps"].format(count=len(reading.gaps))
    for gap in reading.gaps:
        yield f"- [{gap.kind}] {_quoted(reading, gap)}: {messages.gap(gap, language=language)}"


def _quoted(reading: Reading, gap: Gap) -> str:
    return reading.source.text[gap.place.start : gap.place.end].replace("\n", " ")[:60]
