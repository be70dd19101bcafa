"""The reader against documents that were marked by hand: the seed, the examples, and our own invented ones."""

import json
from functools import cache
from pathlib import Path

import pytest

from luoshi.reading.contract import to_json
from luoshi.reading.reader import read
from tests.reading import scoring
from tests.shared import shared_file, shared_folder

OWN = Path(__file__).parent / "documents"
DOCUMENTS = sorted(path for path in OWN.iterdir() if path.suffix in {".txt", ".html", ".docx", ".pdf"})
# What the reader reaches on our own documents, all of them pooled; a change that reads worse fails here.
REACHED = {"outline": 0.98, "targets": 0.95, "responsibilities": 0.98, "deadlines": 0.96, "document": 0.98}


@cache
def reading(path: Path) -> dict:
    return to_json(read(path.read_bytes()))


def pairs(folder: Path, gold: Path):
    for file in sorted(gold.glob("*.json")):
        (source,) = [path for path in folder.glob(f"{file.stem}.*") if path.suffix != ".json"][:1]
        yield reading(source), json.loads(file.read_text("utf-8"))


@pytest.mark.parametrize("kind", scoring.KINDS)
def test_the_seed_is_read_without_a_fault(kind):
    gold = json.loads(shared_file("reading/gold/000_212124dadfe6811d.json").read_text("utf-8"))
    predicted = reading(shared_file("seeds/000_212124dadfe6811d.txt"))
    assert scoring.f1(*scoring.KINDS[kind](predicted, gold)) == 1.0


@pytest.mark.parametrize("kind", scoring.KINDS)
def test_real_documents_of_other_kinds_are_read_without_a_fault(kind):
    shared_file("reading/examples/README.md")
    folder = shared_folder() / "reading/examples"
    scored = [scoring.KINDS[kind](*pair) for pair in pairs(folder / "text", folder / "gold")]
    assert scoring.f1(*map(sum, zip(*scored, strict=True))) == 1.0


@pytest.mark.parametrize("kind", scoring.KINDS)
def test_our_own_documents_are_read_as_well_as_ever(kind):
    scored = [scoring.KINDS[kind](*pair) for pair in pairs(OWN, OWN / "gold")]
    assert scoring.f1(*map(sum, zip(*scored, strict=True))) >= REACHED[kind]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_no_character_of_the_body_is_lost_or_doubled(path):

    found = read(path.read_bytes())
    starts = [node.start for node in found.outline]
    ends = [node.end for node in found.outline]
    assert ends == [*starts[1:], found.frame.body.end]
    assert found.frame.body.start <= starts[0]


@pytest.mark.parametrize("path", sorted((OWN / "gold").glob("*.json")), ids=lambda path: path.stem)
def test_gold_is_consistent(path):
    gold = json.loads(path.read_text("utf-8"))
    ids = [node["id"] for node in gold["outline"]]
    assert len(ids) == len(set(ids))
    assert all(node["parent"] is None or node["parent"] in ids for node in gold["outline"])
    assert all(duty["section"] in ids for duty in gold["responsibilities"])
