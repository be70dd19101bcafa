"""The command line: what it prints, and what it says when a file cannot be read."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from luoshi.web import cli
from tests.reading.plans import GOALS, plan, tasks

TEXT = plan(GOALS, tasks("(市工信局牵头,市科技局配合)", "(市工信局、市商务局牵头)"))


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "方案.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def run(capfdbinary):
    """Run a command in this process; its code, what it prints, and what it complains about."""

    def run(*arguments):
        code = cli.main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return code, out.decode("utf-8"), err.decode("utf-8")

    return run


def test_json_is_the_contracts_object_and_nothing_else(run, file):
    code, out, err = run("read", file, "--json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert found["document"]["title"] == "临江市制造业提升行动方案"
    assert [target["value"] for target in found["targets"]] == [2.5, 10]


def test_offsets_count_in_what_text_prints(run, file):
    text = run("read", file, "--text")[1]
    for node in json.loads(run("read", file, "--json")[1])["outline"]:
        assert text[node["title_start"] :].startswith(node["title"])


def test_check_names_findings_places_and_proposals(run, file):
    out = run("read", file, "--check")[1]
    assert "[joint_lead]" in out
    assert "建议" in out
    assert "(二)" not in out.splitlines()[0]


def test_sentences_come_in_english_too(run, file):
    assert "is led jointly by" in run("read", file, "--check", "--lang", "en")[1]


def test_without_an_option_a_summary_is_printed(run, file):
    assert "定量目标2项" in run("read", file)[1]


def test_nothing_found_is_said(run, tmp_path):
    path = tmp_path / "plain.txt"
    path.write_text(plan(tasks("(市工信局牵头)").replace("二、", "一、")), "utf-8")
    assert "未发现问题" in run("read", path, "--check")[1]


def test_a_document_may_be_piped_in(run, monkeypatch):
    piped = io.TextIOWrapper(io.BytesIO(TEXT.encode()))
    monkeypatch.setattr(sys, "stdin", piped)
    assert "定量目标2项" in run("read", "-")[1]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空"),
        (b"\x00\x01\x02\x03\xff\xfe" * 40, "无法识别"),
        (b"PK\x03\x04" + b"\x00" * 40, "暂不支持"),
        (b"%PDF-1.7\nbroken", "损坏"),
    ],
)
def test_a_file_that_is_no_document_gets_one_sentence_and_code_2(run, tmp_path, content, said):
    path = tmp_path / "x.docx"
    path.write_bytes(content)
    code, out, err = run("read", path)
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1


def test_a_missing_file_and_a_folder_get_one_sentence_too(run, tmp_path):
    assert run("read", tmp_path / "none.txt")[0] == 2
    assert run("read", tmp_path)[0] == 2


@pytest.mark.parametrize("arguments", [[], ["read"], ["nonsense"], ["read", "x", "--json", "--text"]])
def test_what_is_asked_wrongly_ends_with_code_2(arguments, capfd):
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2


def test_the_version_is_told(capfd):
    with pytest.raises(SystemExit):
        cli.main(["--version"])
    assert capfd.readouterr().out.startswith("luoshi ")


def test_a_day_that_is_none_is_refused(run):
    code, _, err = run("demo", "--check", "--today", "2025-13-01")
    assert code == 2
    assert "YYYY-MM-DD" in err


def test_a_reader_that_closes_the_pipe_early_is_no_error(file):
    command = f"{sys.executable} -W error -m luoshi read {file} --json | head -c 10"
    ended = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_reading_needs_no_database_and_no_django(file):
    code = (
        "import sys; from luoshi.web.cli import main; "
        f"main(['read', {str(file)!r}]); sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


@pytest.mark.django_db(transaction=True)
def test_doctor_says_what_is_looked_at(run):
    code, out, _ = run("doctor")
    assert code in (0, 1)
    assert "LUOSHI_HOME" in out


@pytest.mark.django_db(transaction=True)
def test_verify_holds_for_an_untouched_database(run):
    assert run("verify")[0] == 0


@pytest.mark.slow
def test_a_program_that_reads_nothing_starts_without_the_reader_and_the_dictionaries():
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, django; django.setup(); print(*sys.modules)"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "luoshi.web.settings"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "luoshi.plan.jobs" in loaded
    assert {"rjieba", "pypinyin", "luoshi.reading.reader", "luoshi.reading.outline"}.isdisjoint(loaded)
