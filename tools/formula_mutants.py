"""python tools/formula_mutants.py [count] [seed] [jobs] [where]: change the compiler and the evaluators of formulas,
one place at a time, and say which changes no test notices; `where` is a part of the path, as bulk/leaves.

Each mutant runs in a process of its own that starts with everything loaded. First come the quick comparisons: the cases
of the reference,
and formulas whose trees and values are known from before the change; what survives them meets the
tests of `TESTS`.
"""

import ast
import importlib
import inspect
import linecache
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import NamedTuple

os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "tools")]
PACKAGE = ROOT / "src/luoshi/formula"
FOLDERS = ("checking", "exact", "bulk")
TESTS = {  # of a folder, those first that notice most in a short time
    "bulk": [
        "bulk_known", "bulk_ways", "bulk_source", "bulk_terms", "bulk_counting", "bulk_times", "bulk_engine",
        "bulk_tables",
        "bulk_targets", "bulk_steps",
    ],
    "exact": ["exact", "figures", "targets", "trace", "ladder", "bulk_times"],
    "checking": ["types", "checking", "refusals", "catalogue"],
}  # fmt: skip
LOADED = (
    "duckdb", "ibis.backends.duckdb", "ibis.backends.polars", "polars", "pytest", "hypothesis",
    "_hypothesis_pytestplugin",
    "tests.formula.comparing", "tests.formula.test_bulk_semantics",
)  # fmt: skip
PLAIN = [  # the tests of formulas need nothing of what is prepared for the others
    "-x", "-q", "-c", os.devnull, f"--rootdir={ROOT}", "--noconftest", "--import-mode=importlib", "-p",
    "no:cacheprovider",
    "-W", "error", "-o", "markers=slow",
]  # fmt: skip
SECONDS = 150  # of computing; a mutant that takes longer goes round in circles: it is noticed
WAITED = 1500  # and one that waits for something that does not come
SEEDS = range(24)
IN_BULK = (1, 3, 5)  # the seeds that an engine is asked as well

COMPARISONS = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
ARITHMETIC = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
}


# Changes after which everything is as before, looked at one by one: file, function, change, words before or at its
# place → why.
SAME = {
    ("bulk/engine.py", "columns_of", "0 → -1", "args["): "a column takes one argument",
    ("bulk/engine.py", "_Writer._made", "0 → -1", "args["): "these terms take one argument",
    ("bulk/engine.py", "_Writer._joined", "0 → -1", "bases["): "where there are no others, the first is the last",
    ("bulk/engine.py", "_Writer._summand", "LtE → Lt", "_largest("): "both widths keep the largest of 64 bits",
    ("bulk/engine.py", "Engine.__init__", "1 → 2", "count("): "names differ wherever they start",
    ("bulk/engine.py", "Engine.__init__", "1 → 0", "count("): "names differ wherever they start",
    ("bulk/frame.py", "Frame.figure", "condition False", "if not found.bits"): "a choice never taken costs time only",
    ("bulk/frame.py", "Frame._column", "0 → 1", "why(code), "): "reasons where there is no row are not looked at",
    ("bulk/frame.py", "Frame._stored", "condition False", "if low == high"): "a column of one number is a number",
    ("bulk/storing.py", "_decimals", "condition False", "list(numbers)"): "Arrow makes the same of decimals",
    ("bulk/terms.py", "_made", "1 → 2", "high: int = "): "nobody asks for the bounds of a truth",
    ("bulk/counting.py", "Counting._bodies", "False → True", "with_body="): "a column that nobody reads",
    ("bulk/groups.py", "Spread.__init__", "1 → 2", "prepend=-"): "any number that is no cell's",
    ("bulk/ranked.py", "Ranked.__init__", "1 → 2", "members) + "): "a bound after the last that nobody reads",
    ("bulk/ranked.py", "Ranked._amount", "1 → 0", "extra or "): "`top` has its number always",
    ("bulk/ranked.py", "Ranked._amount", "1 → 2", "extra or "): "`top` has its number always",
    ("bulk/leaves.py", "_amounts", "1 → 0", "Fraction("): "a step of what has none",
    ("bulk/leaves.py", "_amounts", "1 → 2", "Fraction("): "a step of what has none",
    ("bulk/leaves.py", "ranks", "1 → 2", "Fraction("): "codes are counted, not added",
    ("bulk/leaves.py", "ranks", "1 → 0", "Fraction("): "codes are counted, not added",
    ("exact/timing.py", "aged", "LtE → Lt", "since <= day"): "from a day to itself it is no month either way",
    ("exact/reading.py", "parts_of", "Gt → GtE", "period.months"): "a period is the one part of itself",
}  # fmt: skip


class Mutant(NamedTuple):
    """One change: where, of what kind, which node of the function, which change of that node."""

    path: Path
    line: int
    what: str
    function: str
    node: int
    change: int
    column: int

    def code(self) -> CodeType:
        """The function with the change."""
        tree = ast.parse(self.path.read_text(encoding="utf-8"))
        own = next(function for function, name in _functions(tree) if name == self.function)
        node = list(ast.walk(own))[self.node]
        list(changes(node))[self.change][1](node)
        code = compile(ast.fix_missing_locations(tree), str(self.path), "exec")
        for name in self.function.split("."):
            code = next(one for one in code.co_consts if isinstance(one, CodeType) and one.co_name == name)
        return code

    @property
    def is_same(self) -> bool:
        own = (str(self.path.relative_to(PACKAGE)), self.function, self.what)
        line = linecache.getline(str(self.path), self.line).encode()  # columns are of bytes
        before, rest = line[: self.column].decode(), line[self.column :].decode()
        return any(
            own == tuple(each) and (before.endswith(words) or rest.startswith(words)) for *each, words in SAME
        )

    def __str__(self) -> str:
        return f"{self.path.relative_to(PACKAGE)}:{self.line} {self.function}: {self.what}"


# the changes


def changes(node: ast.AST) -> Iterator[tuple[str, Callable[[ast.AST], None]]]:
    """What can be changed at a node: what is said of it, and how it is done to a copy of the node."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
        other = COMPARISONS[type(node.ops[0])]
        yield (
            f"{type(node.ops[0]).__name__} → {other.__name__}",
            lambda own: setattr(own, "ops", [other(), *own.ops[1:]]),
        )
    if isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        swapped = ARITHMETIC[type(node.op)]
        yield f"{type(node.op).__name__} → {swapped.__name__}", lambda own: setattr(own, "op", swapped())
    if isinstance(node, ast.BoolOp):
        turned = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield f"{type(node.op).__name__} → {turned.__name__}", lambda own: setattr(own, "op", turned())
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield (
            "not dropped",
            lambda own: setattr(own, "op", ast.Not()) or setattr(own, "operand", _not(own.operand)),
        )
    if isinstance(node, ast.Constant) and type(node.value) is int:
        for step in (1, -1):
            yield (
                f"{node.value} → {node.value + step}",
                lambda own, by=step: setattr(own, "value", own.value + by),
            )
    if isinstance(node, ast.Constant) and type(node.value) is bool:
        yield f"{node.value} → {not node.value}", lambda own: setattr(own, "value", not own.value)
    if isinstance(node, ast.If | ast.IfExp):
        for held in (True, False):
            yield f"condition {held}", lambda own, value=held: setattr(own, "test", ast.Constant(value))


def _not(operand: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), operand)


def mutants(where: str = "") -> list[Mutant]:
    """All changes inside functions."""
    paths = [path for folder in FOLDERS for path in sorted((PACKAGE / folder).glob("*.py"))]
    return [one for path in paths if where in str(path.relative_to(PACKAGE)) for one in _of_file(path)]


def _of_file(path: Path) -> Iterator[Mutant]:
    for function, name in _functions(ast.parse(path.read_text(encoding="utf-8"))):
        said = {id(one) for each in ast.walk(function) for one in _said(each)}
        for at, node in enumerate(ast.walk(function)):
            if id(node) not in said:
                for number, (what, _) in enumerate(changes(node)):
                    yield Mutant(path, node.lineno, what, name, at, number, node.col_offset)


def _functions(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, str]]:
    for holder in [tree, *(one for one in tree.body if isinstance(one, ast.ClassDef))]:
        for function in holder.body:
            if isinstance(function, ast.FunctionDef):
                is_method = isinstance(holder, ast.ClassDef)
                yield function, f"{holder.name}.{function.name}" if is_method else function.name


def _said(node: ast.AST) -> Iterator[ast.AST]:
    """What computes nothing: annotations, and `strict=`, which says what holds anyway."""
    held = [getattr(node, "annotation", None), getattr(node, "returns", None)]
    if isinstance(node, ast.keyword) and node.arg == "strict":
        held.append(node.value)
    for one in held:
        if one is not None:
            yield from ast.walk(one)


# a mutant's life


def planted(mutant: Mutant) -> bool:
    """Give a function that everybody knows the changed code. False for one that can't be found."""
    parts = mutant.path.relative_to(ROOT / "src").with_suffix("").parts
    module: ModuleType = sys.modules[".".join(part for part in parts if part != "__init__")]
    held: object = module
    for name in mutant.function.split("."):
        held = inspect.getattr_static(held, name, None)
    for wrapper in ("func", "fget", "__func__", "__wrapped__"):
        held = held if isinstance(held, FunctionType) else getattr(held, wrapper, held)
    if not isinstance(held, FunctionType):
        return False
    held.__code__ = mutant.code()
    return True


class Known(NamedTuple):
    """What formulas mean and give before any change."""

    seed: int
    batch: object
    nodes: list[str]
    exact: object


def known() -> list[Known]:
    from luoshi.formula.digests import canonical
    from tests.formula import comparing, generating

    found = []
    for seed in SEEDS:
        batch = generating.batch(seed)
        found.append(
            Known(seed, batch, [canonical(one.node) for one in batch.formulas], comparing.exactly(batch))
        )
    return found


def is_noticed(before: list[Known], folder: str) -> bool:
    """Whether a quick comparison or a test notices that something is different."""
    quick = [lambda: any(map(_compared_in_bulk, before)), _reference_in_bulk]
    if folder != "bulk":
        quick = [_reference, lambda: any(map(_compared, before))]
    if any(_fails(one) for one in quick):
        return True
    import pytest

    files = [str(ROOT / f"tests/formula/test_{name}.py") for name in TESTS[folder]]
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
        return pytest.main([*PLAIN, *files]) != 0


def _fails(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:  # whatever goes wrong, it was noticed
        return True


def _reference() -> bool:
    from luoshi.formula.semantics import cases
    from tests.formula.test_semantics import test_a_formula_gives_what_the_reference_says as test

    for case in cases():
        test(case)
    return False


def _reference_in_bulk() -> bool:
    from tests.formula.test_bulk_semantics import CASES
    from tests.formula.test_bulk_semantics import test_an_engine_gives_what_the_reference_says as test

    for case in CASES:
        test(case, "polars")
    return False


def _compared(before: Known) -> bool:
    from luoshi.formula import compile as compiled
    from luoshi.formula.digests import canonical
    from luoshi.formula.semantics import world
    from tests.formula import comparing

    formulas = [compiled(one.text, world()) for one in before.batch.formulas]
    if [canonical(one.node) for one in formulas] != before.nodes:
        return True
    before.batch.formulas[:] = formulas
    return comparing.exactly(before.batch) != before.exact


def _compared_in_bulk(before: Known) -> bool:
    from tests.formula import comparing

    if before.seed not in IN_BULK:
        return False
    return bool(comparing.differing(before.batch, before.exact, comparing.in_bulk(before.batch, "polars")))


def outcome(mutant: Mutant, before: list[Known]) -> str:
    """killed, went in circles, survived, skipped, from a process of its own, or same for what is in `SAME`."""
    if mutant.is_same:
        return "same"
    child = os.fork()
    if child == 0:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)  # however busy the machine is
        signal.alarm(WAITED)
        with suppress(BaseException):
            if not planted(mutant):
                os._exit(2)
            os._exit(1 if is_noticed(before, mutant.path.parent.name) else 0)
        os._exit(1)
    _, status = os.waitpid(child, 0)
    ended = os.waitstatus_to_exitcode(status)
    return {0: "survived", 2: "skipped", 1: "killed"}.get(ended, "went in circles")


def load() -> None:
    """Load all that a mutant needs, but start no engine: their threads would not live on."""
    for name in LOADED:
        importlib.import_module(name)
    from hypothesis import settings

    settings.register_profile("mutants", max_examples=30, derandomize=True, deadline=None, database=None)
    settings.load_profile("mutants")


def main(count: int = 300, seed: int = 1, jobs: int = 1, where: str = "") -> int:
    load()
    before, everything = known(), mutants(where)
    sample = random.Random(seed).sample(everything, min(count, len(everything)))  # noqa: S311 - no secret
    counted: Counter[str] = Counter()
    start = time.monotonic()
    with ThreadPoolExecutor(jobs) as pool:
        found_of = zip(sample, pool.map(lambda one: outcome(one, before), sample), strict=True)
        for at, (mutant, found) in enumerate(found_of, 1):
            counted[found] += 1
            if found not in {"killed", "same"} or not at % 50:
                print(f"{at} {found}: {mutant}", flush=True)
    noticed = counted["killed"] + counted["went in circles"]
    tried = noticed + counted["survived"]
    print(f"{noticed} of {tried} killed ({noticed / max(1, tried):.1%}), {counted['skipped']} skipped,")
    print(f"{counted['same']} that change nothing,")
    print(f"of {len(everything)} possible changes, seed {seed}, {time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:4]), *sys.argv[4:5]))
