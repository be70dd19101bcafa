"""Rules of the house that a linter can't say: how code is cut, named and layered."""

import ast
from pathlib import Path

import pytest

from tests.sources import (
    PROJECT,
    ROOT,
    SOURCE,
    functions_of,
    may_know,
    name_of,
    python_files,
    room_of,
    rooms,
    templates,
    tree_of,
)

PURE = {"formula", "reading"}  # rooms without Django
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_LINE = 400, 40, 120
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "data", "info", "misc"}
WRITES = {
    "save",
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "delete",
    "asave",
    "acreate",
    "adelete",
}
# What every service is made of may write too; whoever adds a line here says why.
MACHINERY = {
    "src/luoshi/kernel/chain.py": "writes the entry of an act, as its last statement",
    "src/luoshi/kernel/jobs/leases.py": "the workers' book of who holds which job, fenced by the attempt",
    "src/luoshi/kernel/jobs/outbox.py": "the workers' book of what was sent outside",
    "src/luoshi/kernel/seeding.py": "puts what every database holds into a new one, after a migration",
}

SOURCES = python_files("src")
WRITTEN = python_files("src", "tests", "tools", "benchmarks")
SERVICES = [path for path in SOURCES if "services" in (path.stem, path.parent.name)]


def test_the_rooms_that_exist_are_the_rooms_that_have_a_place():
    found = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert found == set(rooms())


def test_no_folder_of_the_sources_is_empty():
    kept = {path for path in SOURCE.rglob("*") if path.is_dir() and path.name != "__pycache__"}
    empty = [
        name_of(folder) for folder in kept if not any(holds_something(path) for path in folder.rglob("*"))
    ]
    assert empty == []


def holds_something(path: Path) -> bool:
    return path.is_file() and path.suffix != ".pyc" and path.stat().st_size > 0


def test_tests_stand_where_their_room_stands():
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and path.name[0] not in "._"}
    assert folders <= {*rooms(), "access"}  # the matrix of who may do what is about every room


@pytest.mark.parametrize("path", WRITTEN, ids=name_of)
def test_a_file_is_cut_by_noun_before_it_grows_long(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", WRITTEN, ids=name_of)
def test_a_line_is_not_too_long(path):
    # The formatter wraps code at 110; a sentence or a pattern that it can't wrap may be a little longer.
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [number for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE] == []


@pytest.mark.parametrize("path", WRITTEN, ids=name_of)
def test_a_function_fits_on_a_screen(path):
    long = [f"{name_of(path)}:{node.lineno} {node.name}: {length(node)}" for node in functions_of(path)]
    assert [line for line in long if int(line.rpartition(" ")[2]) > LONGEST_FUNCTION] == []


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function, without the docstring."""
    first = function.body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = (first.end_lineno or 0) - first.lineno + 1 if is_docstring else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


@pytest.mark.parametrize("path", WRITTEN, ids=name_of)
def test_a_name_says_what_is_inside(path):
    vague = [part for part in path.relative_to(ROOT).with_suffix("").parts if part in VAGUE]
    vague += [node.name for node in functions_of(path) if node.name.startswith(("do_", "process_data"))]
    assert vague == []


@pytest.mark.parametrize("path", SERVICES, ids=name_of)
def test_a_service_takes_keywords_only(path):
    public = [
        node for node in tree_of(path).body if isinstance(node, ast.FunctionDef) and node.name[0] != "_"
    ]
    loose = [node.name for node in public if node.args.args or node.args.posonlyargs or node.args.vararg]
    assert loose == []


READERS = [path for path in SOURCES if path not in SERVICES and name_of(path) not in MACHINERY]


@pytest.mark.parametrize("path", READERS, ids=name_of)
def test_only_services_write(path):
    writes = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call) and is_write(node)]
    assert [f"{name_of(path)}:{call.lineno} {ast.unparse(call.func)}()" for call in writes] == []


def is_write(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    name = call.func.attr
    return name in WRITES or (name in {"update", "aupdate"} and bool(call.keywords) and not call.args)


@pytest.mark.parametrize("path", [path for path in SOURCES if room_of(path) in {"", *PURE}], ids=name_of)
def test_nothing_pure_knows_the_clock_or_the_network(path):
    known = {
        alias.name for node in ast.walk(tree_of(path)) if isinstance(node, ast.Import) for alias in node.names
    }
    known |= {node.module or "" for node in ast.walk(tree_of(path)) if isinstance(node, ast.ImportFrom)}
    assert not {name.partition(".")[0] for name in known} & {"django", "socket", "http", "urllib", "sqlite3"}


@pytest.mark.parametrize(
    "path", [path for path in SOURCES if "models" in (path.stem, path.parent.name)], ids=name_of
)
def test_a_model_holds_facts_and_no_machinery(path):
    tree = tree_of(path)
    overridden = [node.name for node in functions_of(path) if node.name in {"save", "delete", "full_clean"}]
    metas = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name == "Meta"]
    ordered = [
        meta.lineno for meta in metas for line in meta.body if "ordering" in ast.unparse(line).split(" =")[0]
    ]
    assert (overridden, ordered) == ([], [])


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_no_signal_but_post_migrate(path):
    imported = [
        alias.name
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("signals")
        for alias in node.names
    ]
    assert set(imported) <= {"post_migrate"}


REVERSED = {"reverse", "reverse_lazy", "redirect", "resolve_url"}


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_no_address_is_asked_of_a_room_below(path):
    calls = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call) and node.args]
    named = [call for call in calls if ast.unparse(call.func).rpartition(".")[2] in REVERSED]
    names = [call.args[0].value for call in named if isinstance(call.args[0], ast.Constant)]
    spaces = {str(name).partition(":")[0] for name in names if ":" in str(name)}
    below = [space for space in spaces if space in rooms() and not may_know(room_of(path), space)]
    assert below == []


def test_every_room_with_templates_keeps_them_under_its_name():
    strays = [
        path for path in templates() if path.relative_to(SOURCE).parts[2] not in {room_of(path), "ui", *OPEN}
    ]
    assert strays == []


# Names that Django itself looks for.
OPEN = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html", "base.html"}


def test_the_contracts_name_every_room():
    furniture = PROJECT["tool"]["importlinter"]["contracts"][1]["containers"]
    assert {name.removeprefix("luoshi.") for name in furniture} == set(rooms()) - PURE
