"""A test that can't fail proves nothing."""

import ast

import pytest

from tests.sources import functions_of, name_of, python_files, tree_of

MODULES = [path for path in python_files("tests") if path.name.startswith("test_")]
CHECKERS = ("assert", "check", "expect", "raises", "warns", "fail")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_test_can_fail(path):
    checking = {node.name for node in functions_of(path) if asserts(node)}
    tests = [node for node in functions_of(path) if node.name.startswith("test_")]
    idle = [node.name for node in tests if not asserts(node) and not called(node) & checking]
    assert idle == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_assertion_is_always_true(path):
    claims = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Assert)]
    assert [f"{name_of(path)}:{claim.lineno}" for claim in claims if is_trivial(claim.test)] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_two_tests_of_a_module_have_one_name(path):
    names = [node.name for node in tree_of(path).body if isinstance(node, ast.FunctionDef)]
    assert len(names) == len(set(names))


def asserts(function: ast.AST) -> bool:
    return any(isinstance(node, ast.Assert) for node in ast.walk(function)) or any(
        name.startswith(CHECKERS) or "assert" in name for name in called(function)
    )


def called(function: ast.AST) -> set[str]:
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    return {ast.unparse(call.func).rpartition(".")[2] for call in calls}


def is_trivial(claim: ast.expr) -> bool:
    """Recognise a constant, a tuple, something or a constant, and a thing compared with itself."""
    if isinstance(claim, ast.Constant | ast.Tuple | ast.List):
        return True
    if isinstance(claim, ast.BoolOp) and isinstance(claim.op, ast.Or):
        return any(is_trivial(value) for value in claim.values)
    if isinstance(claim, ast.Compare) and isinstance(claim.ops[0], ast.Eq | ast.Is):
        return ast.unparse(claim.left) == ast.unparse(claim.comparators[0])
    return False
