"""Templates know only rooms above, and every word that a person reads can be translated."""

import re

import pytest

from tests.sources import SOURCE, may_know, name_of, room_of, rooms, templates

TAG = re.compile(r"\{%-?\s*(\w+)\s+(.*?)\s*%\}", re.S)
QUOTED = re.compile(r"""["']([^"']+)["']""")
CHINESE = re.compile(r"[\u3400-\u9fff]")
# Everything that is not said to a person: blocks that are translated, other tags, comments, elements.
TRANSLATED = re.compile(r"\{%\s*blocktrans(late)?\b.*?\{%\s*endblocktrans(late)?\s*%\}", re.S)
COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->|\{%\s*comment.*?endcomment\s*%\}", re.S)
CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.S)
VERBATIM = re.compile(r"<(code|kbd|svg|script)\b.*?</\1>", re.S)
SPOKEN = re.compile(r'\b(?:title|alt|placeholder|aria-label|content)="([^"{]*[A-Za-z]{2}[^"]*)"')
ELEMENT = re.compile(r"<[^>]*>", re.S)
# Names are the same in every language.
SAME = re.compile(
    r"Luoshi|English|中文|width=device-width, initial-scale=1|light dark|\b(?:html|doctype)\b", re.I
)


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_a_template_knows_only_rooms_above(path):
    text = COMMENT.sub("", path.read_text(encoding="utf-8"))
    known = {room for tag, rest in TAG.findall(text) for room in rooms_named(tag, rest)}
    assert [room for room in known if not may_know(room_of(path), room)] == []


def rooms_named(tag: str, rest: str) -> set[str]:
    if tag in {"extends", "include"}:
        return {
            room
            for name in QUOTED.findall(rest)[:1]
            for room in rooms_with(f"templates/{name.split('#')[0]}")
        }
    if tag == "url":
        return {name.partition(":")[0] for name in QUOTED.findall(rest)[:1]} & set(rooms())
    if tag == "load":
        return {room for name in rest.split() for room in rooms_with(f"templatetags/{name}.py")}
    return set()


def rooms_with(file: str) -> set[str]:
    return {room for room in rooms() if (SOURCE / room / file).is_file()}


# The page of last resort: nothing can be looked up any more, so it speaks both languages itself.
TRANSLATABLE = [path for path in templates() if path.name != "500.html"]


@pytest.mark.parametrize("path", TRANSLATABLE, ids=name_of)
def test_every_word_of_a_template_is_translated(path):
    text = TRANSLATED.sub("", COMMENT.sub("", path.read_text(encoding="utf-8")))
    bare = VERBATIM.sub("", CODE.sub("", text))
    said = [*SPOKEN.findall(SAME.sub("", bare)), ELEMENT.sub(" ", bare)]
    words = [
        word for part in said for word in re.findall(r"[A-Za-z]{2,}|[\u3400-\u9fff]+", SAME.sub("", part))
    ]
    assert words == []


@pytest.mark.parametrize("path", TRANSLATABLE, ids=name_of)
def test_a_template_is_written_in_english(path):
    found = CHINESE.findall(SAME.sub("", COMMENT.sub("", path.read_text(encoding="utf-8"))))
    assert found == []


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.css")), ids=name_of)
def test_a_style_sheet_asks_nothing_of_other_machines(path):
    assert not re.findall(r"https?://|@import", path.read_text(encoding="utf-8"))
