"""Compile the rooms' translations. Running Luoshi needs no gettext, building it needs Babel alone."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCES = Path(__file__).resolve().parents[1] / "src" / "luoshi"


def catalog_paths(sources: Path = SOURCES) -> list[Path]:
    return sorted(sources.glob("*/locale/*/LC_MESSAGES/*.po"))


def compile_catalogs(sources: Path = SOURCES) -> list[Path]:
    """Write a .mo beside each .po that is newer; return those written."""
    return [compile_catalog(path) for path in catalog_paths(sources) if is_stale(path)]


def is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def compile_catalog(po: Path) -> Path:
    with po.open("rb") as source:
        catalog = read_po(source, locale=po.parts[-3])
    draft = po.with_suffix(".mo.new")
    with draft.open("wb") as target:
        write_mo(target, catalog)
    return draft.replace(po.with_suffix(".mo"))


if __name__ == "__main__":
    compile_catalogs()
