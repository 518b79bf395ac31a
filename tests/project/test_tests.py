"""What holds of the tests themselves: every assertion runs, none waits for time, private names stay private."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.repository import ROOT

OTHERS_NAMES = {"_asdict", "_fields", "_replace", "_exit", "_obj"}
"""Names with an underscore that the standard library documents for everybody: of named tuples, `os` and `ctypes`."""


def behind_an_if(module: ast.Module) -> Iterator[str]:
    """Assertions in a branch of a function, and a test that returns: they may never run.

    A branch may assert where it says that it was met (`met.add(…)`), and the module asserts at the end what was met.
    """
    counted = any(isinstance(node, ast.Assert) and "met" in _names(node.test) for node in ast.walk(module))
    for function in _functions(module):
        for node in _own(function):
            if isinstance(node, ast.If):
                branches = [node.body, node.orelse]
            elif isinstance(node, ast.Try):
                branches = [handler.body for handler in node.handlers]
            else:
                branches = []
            for branch in branches:
                if not (counted and any(map(_says_met, branch))):
                    yield from (f"line {one.lineno}" for one in branch if _asserts(one))
            if isinstance(node, ast.Return) and _is_test(function):
                yield f"line {node.lineno}: a test returns"


def waiting(module: ast.Module) -> Iterator[str]:
    """`time.sleep`, and `qtbot.wait`: what is waited for is a signal or a condition."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            sleeps = node.func.attr == "sleep"
            waits = node.func.attr == "wait" and "qtbot" in ast.unparse(node.func.value)
            if sleeps or waits:
                yield f"line {node.lineno}: {ast.unparse(node)}"


def private_names(module: ast.Module) -> Iterator[str]:
    """Names that begin with an underscore of anything but the test's own object, read, set or imported."""
    for node in ast.walk(module):
        match node:
            case ast.Attribute(value=ast.Name(id="self" | "cls")):
                pass
            case ast.Attribute(attr=name) if _private(name):
                yield f"line {node.lineno}: {ast.unparse(node)}"
            case ast.ImportFrom(names=names):
                yield from (f"line {node.lineno}: {one.name}" for one in names if _private(one.name))
            case ast.Call(func=ast.Name(id="getattr" | "setattr") | ast.Attribute(attr="setattr"), args=[*given]):
                texts = [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]
                yield from (f"line {node.lineno}: {text}" for text in texts if _private(text.rpartition(".")[2]))


CHECKS = {"behind an if": behind_an_if, "waiting": waiting, "private names": private_names}


def _private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name not in OTHERS_NAMES


def _functions(module: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef))


def _is_test(function: ast.FunctionDef) -> bool:
    fixture = any("fixture" in ast.unparse(decorator) for decorator in function.decorator_list)
    return function.name.startswith("test_") and not fixture


def _own(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """The nodes of a function without those of functions within it."""
    for child in ast.iter_child_nodes(function):
        yield from _within(child)


def _within(node: ast.AST) -> Iterator[ast.AST]:
    if not isinstance(node, ast.FunctionDef | ast.Lambda):
        yield node
        for child in ast.iter_child_nodes(node):
            yield from _within(child)


def _asserts(statement: ast.stmt) -> bool:
    """Whether the statement asserts, itself or in its own loops and blocks; branches in it are looked at apart."""
    if isinstance(statement, ast.Assert):
        return True
    if isinstance(statement, ast.With) and any("pytest.raises" in ast.unparse(item) for item in statement.items):
        return True
    inner: list[ast.stmt] = [*getattr(statement, "body", []), *getattr(statement, "finalbody", [])]
    return not isinstance(statement, ast.If | ast.FunctionDef) and any(map(_asserts, inner))


def _says_met(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and ast.unparse(statement).startswith("met.add(")


def _names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def found(check: str) -> dict[str, list[str]]:
    by_file = {}
    for path in sorted((ROOT / "tests").rglob("*.py")):
        if faults := list(CHECKS[check](ast.parse(path.read_text(encoding="utf-8")))):
            by_file[path.relative_to(ROOT).as_posix()] = faults
    return by_file


@pytest.mark.parametrize("check", CHECKS)
def test_no_test_does_it(check: str) -> None:
    assert found(check) == {}


@pytest.mark.parametrize(
    ("check", "source"),
    [
        pytest.param("behind an if", "def test_a():\n    if b:\n        assert c", id="an assertion behind an if"),
        pytest.param("behind an if", "def test_a():\n    if b:\n        d()\n    else:\n        assert c", id="else"),
        pytest.param("behind an if", "def a():\n    for b in c:\n        if b:\n            assert c", id="in a loop"),
        pytest.param(
            "behind an if", "def a():\n    if b:\n        for d in e:\n            assert d", id="a loop in it"
        ),
        pytest.param(
            "behind an if", "def a():\n    try:\n        b()\n    except C:\n        assert c", id="a handler"
        ),
        pytest.param(
            "behind an if", "def a():\n    if b:\n        with pytest.raises(C):\n            d()", id="raises"
        ),
        pytest.param(
            "behind an if", "def test_a():\n    if b:\n        return\n    assert c", id="a test that returns"
        ),
        pytest.param(
            "behind an if", "def a():\n    if b:\n        met.add('b')\n        assert c", id="met, not counted"
        ),
        pytest.param("waiting", "time.sleep(1)", id="sleep"),
        pytest.param("waiting", "qtbot.wait(80)", id="wait"),
        pytest.param("private names", "window.log._rest.start(5)", id="read"),
        pytest.param("private names", "from a import _b", id="imported"),
        pytest.param("private names", "monkeypatch.setattr(module, '_name', 1)", id="patched"),
        pytest.param("private names", "monkeypatch.setattr('package.module._name', 1)", id="patched by path"),
    ],
)
def test_it_is_seen(check: str, source: str) -> None:
    assert list(CHECKS[check](ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(
            "def a():\n    if b:\n        met.add('b')\n        assert c\n    assert met == {'b'}", id="counted"
        ),
        pytest.param("def a():\n    if b:\n        return 1\n    return 2", id="no test"),
        pytest.param("def test_a():\n    def b():\n        return 1\n    assert b()", id="a function within"),
        pytest.param("self._name = 1", id="its own"),
        pytest.param("row._asdict()", id="of the standard library"),
        pytest.param("qtbot.waitUntil(lambda: done)", id="a condition"),
    ],
)
def test_it_is_let_be(source: str) -> None:
    assert [fault for check in CHECKS.values() for fault in check(ast.parse(source))] == []
