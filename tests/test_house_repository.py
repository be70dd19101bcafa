"""What may stand in the repository: no trace of where it was written, no sentence that isn't ours."""

import re

import pytest
from packaging.requirements import Requirement

from tests.shared import shared_file
from tests.sources import PROJECT, ROOT, SOURCE, name_of, repository_files, rooms

BINARY = {".png", ".jpg", ".woff2", ".pdf", ".docx", ".ico", ".gz", ".zip", ".mo"}
TEXTS = [path for path in repository_files() if path.suffix not in BINARY]
# Written in halves, so that this file doesn't hold what it looks for; a room's own folder is none of the places.
PLACES = [r"(?<!\w)/wo" + "rk/", "/tmp/" + "brief", "/opt/" + "pypi", "--extra-" + "index"]
REGISTRIES = ["pypi" + r"\.org", "python" + r"hosted\.", "npm" + r"js\.", "debian" + r"\.org"]
UNFINISHED = ["TO" + "DO", "FIX" + "ME", r"\bX" + r"XX\b", "not" + r" implemented yet"]
FORBIDDEN = re.compile("|".join([*PLACES, *REGISTRIES, *UNFINISHED]))
SENTENCE = 25  # so many characters in a row are no coincidence (the longest name of an indicator has 24)


@pytest.mark.parametrize("path", TEXTS, ids=name_of)
def test_a_file_holds_nothing_forbidden(path):
    text = read(path)
    lines = [text.count("\n", 0, found.start()) + 1 for found in FORBIDDEN.finditer(text)]
    assert lines == []


def read(path) -> str:
    return path.read_bytes().decode("utf-8", errors="replace")


def test_no_sentence_of_the_seed_is_in_the_repository():
    seeds = shared_file("seeds")
    seed = [run for path in seeds.glob("*.txt") for run in runs(path.read_bytes().decode("utf-8"))]
    known = {piece for run in seed for piece in pieces(run)}
    copied = [f"{name_of(path)}: {run}" for path in TEXTS for run in runs(read(path)) if known & pieces(run)]
    assert copied == []


def runs(text: str) -> list[str]:
    """Cut a text where wording ends and facts begin: at titles of papers, and between the items of a list."""
    cut = re.split(r"《[^《》]*》|[、《》\n]", text)
    return ["".join(re.findall(r"[\u3400-\u9fff0-9%]+", run)) for run in cut]


def pieces(run: str) -> set[str]:
    return {run[start : start + SENTENCE] for start in range(len(run) - SENTENCE + 1)}


@pytest.mark.parametrize("name", ["run", "dev", "tools", "peers"])
def test_a_lock_pins_every_package_to_its_hash(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    blocks = [block for block in re.split(r"\n(?=\S)", text) if not block.startswith("#")]
    loose = [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block]
    assert loose == []


def locked(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return {normal(package): version for package, version in re.findall(r"^([\w.\-]+)==([\w.]+)", text, re.M)}


def normal(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


WANTED = {
    "run": PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["postgres"],
    "dev": PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"],
    "tools": PROJECT["dependency-groups"]["tools"],
    "peers": PROJECT["dependency-groups"]["peers"],
}


@pytest.mark.parametrize("name", WANTED)
def test_a_lock_holds_what_the_project_asks_for(name):
    pinned = locked(name)
    asked = [Requirement(line) for line in WANTED[name]]
    wrong = [str(one) for one in asked if not one.specifier.contains(pinned.get(normal(one.name), "0"))]
    assert wrong == []


def test_the_two_environments_agree():
    run, dev = locked("run"), locked("dev")
    assert {package: dev.get(package) for package in run} == run


def test_the_readme_names_the_commands_and_every_room():
    readme, makefile = (ROOT / "README.md").read_text("utf-8"), (ROOT / "Makefile").read_text("utf-8")
    commands = set(re.findall(r"(?:^    |`)make ([a-z-]+)", readme, re.M))
    assert {"demo", "test"} <= commands
    assert [name for name in commands if f"\n{name}:" not in makefile] == []
    assert [room for room in rooms() if f"`{room}`" not in readme] == []


def test_links_between_documents_lead_somewhere():
    documents = [path for path in TEXTS if path.suffix == ".md"]
    links = [(path, target) for path in documents for target in re.findall(r"\]\(([^)#\s]+)", read(path))]
    files = [(path, target) for path, target in links if not re.match(r"[a-z]+:", target)]
    assert [
        f"{name_of(path)}: {target}" for path, target in files if not (path.parent / target).exists()
    ] == []


def test_the_changelog_tells_of_this_version():
    version = re.search(r'"([\d.]+)"', (SOURCE / "__init__.py").read_text("utf-8")).group(1)
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
