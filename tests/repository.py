"""The repository's own files, for the tests that look at all of them."""

from __future__ import annotations

import ast
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "rhs_desktop"
MADE_BY_TOOLS = {
    *(".git", ".venv", ".tools", ".hypothesis", ".import_linter_cache", ".mypy_cache", ".pytest_cache", ".ruff_cache"),
    *("__pycache__", "build", "dist"),
}
OFFICE = {".xlsx", ".xlsm", ".ods"}
BINARY = {".png", ".jpg", ".ico", ".ttf", ".otf", ".pdf", ".xls", ".qm"}


def module_files() -> dict[str, Path]:
    """Every module of the package by its dotted name."""
    return {_dotted(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def _dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every module that is imported anywhere in it, also inside functions, with the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module, node.lineno


def files(root: Path = ROOT) -> Iterator[Path]:
    """Every file that is not made by tools."""
    for path in sorted(root.iterdir()):
        if path.name in MADE_BY_TOOLS:
            continue
        if path.is_dir():
            yield from files(path)
        else:
            yield path


def text_of(path: Path) -> str | None:
    """What a person could read in a file, the inside of office files included; None for pictures and the like."""
    if path.suffix in BINARY:
        return None
    if path.suffix in OFFICE:
        with zipfile.ZipFile(path) as archive:
            return "\n".join(_decoded(archive.read(name)) for name in archive.namelist())
    return _decoded(path.read_bytes())


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
