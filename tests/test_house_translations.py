"""The tool that keeps the catalogues: what it finds, and what it complains about."""

from io import BytesIO

import pytest
import translations
from babel.messages.pofile import read_po
from catalogs import catalog_paths, compile_catalogs

TEMPLATE = """{% load i18n %}
  <p>{% translate "A plan" %}</p>
    {% blocktranslate count n=n %}{{ n }} task{% plural %}{{ n }} tasks{% endblocktranslate %}
{% translate "Due" context "of a task" %}
"""
PYTHON = """from django.utils.translation import gettext_lazy as _

LABEL = _("Area")
REFUSAL = _("%(name)s is unknown.")
"""
CHINESE = {"A plan": "规划", "Area": "区域", "Due": "期限", "%(name)s is unknown.": "没有%(name)s。"}


@pytest.fixture
def room(tmp_path):
    room = tmp_path / "luoshi" / "attic"
    (room / "templates" / "attic").mkdir(parents=True)
    (room / "__init__.py").touch()
    (room / "templates" / "attic" / "page.html").write_text(TEMPLATE, encoding="utf-8")
    (room / "labels.py").write_text(PYTHON, encoding="utf-8")
    return room


def write_catalog(room, translated, plural="%(n)s 项任务"):
    catalog = translations.wanted(room)
    for message in catalog:
        if isinstance(message.id, tuple):
            message.string = (plural,)
        elif message.id:
            message.string = translated.get(message.id, "")
    path = translations.catalog_path(room)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(translations.text_of(catalog))
    return path


def test_every_message_of_python_and_templates_is_found(room):
    found = {message.id for message in translations.wanted(room) if message.id}
    assert found == {*CHINESE, ("%(n)s task", "%(n)s tasks")}


def test_a_complete_catalogue_has_no_fault(room):
    write_catalog(room, CHINESE)
    assert translations.faults_of(room) == []


def test_a_missing_catalogue_is_a_fault_for_each_message(room):
    assert len(translations.faults_of(room)) == len(CHINESE) + 1


def test_a_message_without_translation_is_a_fault(room):
    write_catalog(room, {**CHINESE, "Area": ""})
    assert translations.faults_of(room) == ["attic: not translated: 'Area'"]


def test_a_message_that_nothing_says_any_more_is_a_fault(room):
    write_catalog(room, CHINESE)
    (room / "labels.py").write_text(PYTHON.replace('LABEL = _("Area")', ""), encoding="utf-8")
    assert translations.faults_of(room) == ["attic: no longer used: 'Area'"]


def test_a_lost_placeholder_is_a_fault(room):
    write_catalog(room, {**CHINESE, "%(name)s is unknown.": "没有。"})
    assert translations.faults_of(room) == ["attic: placeholders differ: '%(name)s is unknown.'"]


def test_a_message_in_chinese_is_a_fault(room):
    (room / "labels.py").write_text(PYTHON.replace("Area", "区域"), encoding="utf-8")
    write_catalog(room, {**CHINESE, "区域": "区域"})
    assert translations.faults_of(room) == ["attic: not English: '区域'"]


def test_an_update_keeps_what_was_translated(room, monkeypatch, capsys):
    path = write_catalog(room, CHINESE)
    before = path.read_text(encoding="utf-8")
    monkeypatch.setattr(translations, "rooms", lambda: [room])
    assert translations.update() == 0
    assert path.read_text(encoding="utf-8") == before
    assert "5 messages, 0 to translate" in capsys.readouterr().out


def test_catalogues_are_compiled_when_they_changed(room):
    write_catalog(room, CHINESE)
    sources = room.parent
    assert [path.suffix for path in compile_catalogs(sources)] == [".mo"]
    assert compile_catalogs(sources) == []
    assert [path.with_suffix(".mo").exists() for path in catalog_paths(sources)] == [True]


def test_no_two_rooms_say_the_same_words_differently():
    """The catalogues of all rooms are one at run time: the last room would silently win."""
    said = {}
    for path in catalog_paths():
        for message in read_po(BytesIO(path.read_bytes())):
            if message.id:
                said.setdefault((message.context, str(message.id)), set()).add(str(message.string))
    assert {words: given for words, given in said.items() if len(given) > 1} == {}
