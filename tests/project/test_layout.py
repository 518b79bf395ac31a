"""How files, folders and commits are kept small enough to find one's way: rules H1, H5 and the habits."""

from __future__ import annotations

import ast
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repository import PACKAGE, ROOT

MOST_LINES = 300
MOST_FILES = 30
LONGEST_SUBJECT = 72
FIRST_COMMIT_WITH_SHORT_SUBJECTS = "033b8c7"

STILL_TOO_LONG: set[str] = set()
# Pushed before anybody saw that they are longer.
KNOWN_LONG_SUBJECTS = {
    "tests: what is offered is accepted, act by status; what is refused and why",
    "strings: docstrings in plain English; test the texts of the send wizard's buttons",
    "tests: the permission of reminders.outside_hours; one plain act of the practice clinic",
}


def lines_outside_tables(source: str) -> int:
    """Lines of a module without those of its module-level literals, enums and dataclasses without methods."""
    of_tables = sum((node.end_lineno or node.lineno) - _first_line(node) + 1 for node in _tables(ast.parse(source)))
    return len(source.splitlines()) - of_tables


def _first_line(node: ast.stmt) -> int:
    decorators = node.decorator_list if isinstance(node, ast.ClassDef) else []
    return min([node.lineno, *(one.lineno for one in decorators)])


def _tables(tree: ast.Module) -> Iterator[ast.stmt]:
    for node in tree.body:
        match node:
            case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value) if not _holds_functions(value):
                yield node
            case ast.ClassDef() if _is_plain(node):
                yield node


def _holds_functions(value: ast.expr) -> bool:
    return any(isinstance(node, ast.Lambda) for node in ast.walk(value))


def _is_plain(node: ast.ClassDef) -> bool:
    names = {ast.unparse(one).partition("(")[0].rpartition(".")[2] for one in (*node.bases, *node.decorator_list)}
    has_methods = any(isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef) for one in node.body)
    return bool(names & {"dataclass", "Enum", "StrEnum", "IntEnum", "Flag", "IntFlag"}) and not has_methods


def too_long(root: Path = ROOT) -> dict[str, int]:
    """Modules of the program and its tools with more lines of code than the limit; `strings/` is all tables."""
    found = {}
    for path in (*(root / "rhs_desktop").rglob("*.py"), *(root / "tools").rglob("*.py")):
        name = path.relative_to(root).as_posix()
        lines = lines_outside_tables(path.read_text(encoding="utf-8"))
        if lines > MOST_LINES and not name.startswith("rhs_desktop/strings/"):
            found[name] = lines
    return found


def test_no_file_is_longer_than_300_lines_but_tables() -> None:
    assert {name: lines for name, lines in too_long().items() if name not in STILL_TOO_LONG} == {}


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        pytest.param("NAMES = {\n    1: 2,\n}\n\n\ndef f():\n    return 1\n", 4, id="literal"),
        pytest.param("KEYS = [\n    lambda: 1,\n]\n", 3, id="a literal of functions"),
        pytest.param("import enum\nclass A(enum.StrEnum):\n    B = 'b'\n", 1, id="enum"),
        pytest.param("@dataclass(frozen=True)\nclass A:\n    b: int\n", 0, id="dataclass"),
        pytest.param("@dataclass\nclass A:\n    b: int\n    def c(self):\n        return 1\n", 5, id="with a method"),
        pytest.param("class A:\n    b = 1\n", 2, id="class"),
    ],
)
def test_a_table_is_told_from_code(source: str, lines: int) -> None:
    assert lines_outside_tables(source) == lines


def shared_class_names(root: Path = ROOT) -> dict[str, list[str]]:
    """Names of top-level classes that stand for several classes of the program, with the modules."""
    modules: dict[str, list[str]] = {}
    for path in sorted((root / "rhs_desktop").rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                modules.setdefault(node.name, []).append(path.relative_to(root).as_posix())
    return {name: found for name, found in modules.items() if len(found) > 1}


def test_a_class_name_means_one_class() -> None:
    assert shared_class_names() == {}


def test_a_shared_class_name_is_noticed(tmp_path: Path) -> None:
    for module in ("one", "other"):
        path = tmp_path / "rhs_desktop" / f"{module}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"class _Line:\n    pass\n\n\nclass {module.title()}:\n    pass\n", encoding="utf-8")
    assert shared_class_names(tmp_path) == {"_Line": ["rhs_desktop/one.py", "rhs_desktop/other.py"]}


def test_no_folder_holds_more_than_30_python_files() -> None:
    folders = Counter(path.parent for top in (PACKAGE, ROOT / "tests") for path in top.rglob("*.py"))
    assert {str(folder): count for folder, count in folders.items() if count > MOST_FILES} == {}


def subjects(root: Path) -> list[str]:
    """The subjects of the commits after the first that keeps the limit; in a shallow clone of those that are there."""
    git = ["git", "-c", "safe.directory=*", "-C", str(root)]
    first = f"{FIRST_COMMIT_WITH_SHORT_SUBJECTS}^{{commit}}"
    known = subprocess.run([*git, "cat-file", "-e", first], capture_output=True, check=False).returncode == 0
    span = [f"{FIRST_COMMIT_WITH_SHORT_SUBJECTS}..HEAD"] if known else ["HEAD"]
    done = subprocess.run([*git, "log", "--format=%s", *span], capture_output=True, encoding="utf-8", check=True)
    return done.stdout.splitlines()


@pytest.mark.skipif(not (ROOT / ".git").exists() or shutil.which("git") is None, reason="no clone, or no git")
def test_commit_subjects_are_short() -> None:
    assert {subject for subject in subjects(ROOT) if len(subject) > LONGEST_SUBJECT} - KNOWN_LONG_SUBJECTS == set()
