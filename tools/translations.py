"""python tools/translations.py extract | update | check | compile

One catalogue a room: src/luoshi/<room>/locale/zh_Hans/LC_MESSAGES/django.po. Msgids are English, so English
is complete when no msgid is anything else; Chinese is complete when every msgid has its translation.
"""

import os
import re
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from catalogs import SOURCES, compile_catalogs

LOCALE = "zh_Hans"
KEYWORDS = {
    **dict.fromkeys(["_", "gettext", "gettext_lazy", "gettext_noop"]),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3)),
}
CHINESE = re.compile(r"[\u3400-\u9fff]")
PLACE = re.compile(r"%\((\w+)\)[sd]|\{(\w*)[^}]*\}")


def main(arguments: list[str]) -> int:
    acts = {"extract": show, "update": update, "check": check, "compile": compile_all}
    if len(arguments) != 1 or arguments[0] not in acts:
        print(__doc__)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "django.conf.global_settings")
    return acts[arguments[0]]()


def show() -> int:
    for room in rooms():
        for message in wanted(room):
            print(f"{room.name}: {message.id}")
    return 0


def update() -> int:
    """Add what is new, drop what is gone, keep every translation."""
    for room in rooms():
        found, path = wanted(room), catalog_path(room)
        if not len(found):
            continue
        kept = read(path)
        for message in found:
            known = kept.get(message.id, message.context)
            message.string = known.string if known and not known.fuzzy else message.string
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text_of(found))
        print(f"{path}: {len(found)} messages, {len(untranslated(found))} to translate")
    return 0


def check() -> int:
    faults = [fault for room in rooms() for fault in faults_of(room)]
    print("\n".join(faults) or "translations: complete")
    return 1 if faults else 0


def compile_all() -> int:
    for path in compile_catalogs():
        print(path)
    return 0


def faults_of(room: Path) -> list[str]:
    """Return one line for each message that is missing, wrong, or no longer used."""
    found, kept = wanted(room), read(catalog_path(room))
    there = {key(message): message for message in kept if message.id}
    needed = {key(message) for message in found if message.id}
    faults = [f"not English: {message.id!r}" for message in found if CHINESE.search(str(message.id))]
    faults += [f"missing in the catalogue: {said(name)}" for name in sorted(needed - set(there), key=str)]
    faults += [f"no longer used: {said(name)}" for name in sorted(set(there) - needed, key=str)]
    faults += [f"not translated: {message.id!r}" for message in untranslated(kept)]
    faults += [f"placeholders differ: {message.id!r}" for message in kept if not places_agree(message)]
    return [f"{room.name}: {fault}" for fault in faults]


def rooms() -> list[Path]:
    return sorted(path.parent for path in SOURCES.glob("*/__init__.py"))


def wanted(room: Path) -> Catalog:
    """Extract every message of a room, from its Python and from its templates."""
    catalog = Catalog(locale=LOCALE, project="luoshi", fuzzy=False)
    for path in sorted([*room.rglob("*.py"), *room.rglob("*.html"), *room.rglob("*.txt")]):
        if "locale" in path.parts:
            continue
        for _, message, comments, context in extract("python", python_of(path), KEYWORDS, ["Translators:"]):
            place = (path.relative_to(room.parent).as_posix(), None)
            catalog.add(message, locations=[place], auto_comments=comments, context=context)
    return catalog


def python_of(path: Path) -> BytesIO:
    """Return what Babel reads as Python: a template's messages, or the source itself."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        from django.utils.translation.template import templatize

        # Django leaves each message at its place in the line; as Python that would be a wrong indent.
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    return BytesIO(text.encode())


def catalog_path(room: Path) -> Path:
    return room / "locale" / LOCALE / "LC_MESSAGES" / "django.po"


def read(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale=LOCALE)
    with path.open("rb") as file:
        return read_po(file, locale=LOCALE)


def text_of(catalog: Catalog) -> bytes:
    """Write a catalogue without times and without line numbers: it changes when its words do."""
    buffer = BytesIO()
    write_po(buffer, catalog, width=110, sort_output=True, omit_header=True, include_lineno=False)
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    plural = f'"Language: {LOCALE}\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    return (header + plural).encode() + buffer.getvalue()


def untranslated(catalog: Catalog) -> list:
    return [message for message in catalog if message.id and (message.fuzzy or not all(strings(message)))]


def strings(message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def places_agree(message) -> bool:
    if not message.id:
        return True
    asked = message.id if isinstance(message.id, tuple) else (message.id,)
    names = {name for text in asked for name in places(text)}
    return all(
        set(places(text)) <= names and names - {"count"} <= set(places(text))
        for text in strings(message)
        if text
    )


def places(text: str) -> list[str]:
    return [printf or braces for printf, braces in PLACE.findall(text)]


def said(name: tuple) -> str:
    context, message = name
    return f"{message!r}" if context is None else f"{message!r} ({context})"


def key(message) -> tuple:
    return (message.context, message.id if isinstance(message.id, str) else message.id[0])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
