"""What can be known of the dependencies without a network, as `make lint` asks.

Run by the project's own Python: what is installed is exactly what the lock says, every file of it is as its package
recorded it, each declared dependency is used, and each comes under a licence that a clinic can live with. Known
weaknesses cannot be looked up offline; SECURITY.md says how to do that.
"""

from __future__ import annotations

import ast
import base64
import csv
import hashlib
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt")
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^ ;\\]+)", re.MULTILINE)
LICENCES = (
    "mit",
    "bsd",
    "apache",
    "isc",
    "psf",
    "python software foundation",
    "mpl",
    "ofl",
    "lgpl",
    "zlib",
    "unlicense",
)
IMPORTED_AS = {
    "font-source-sans-pro": "font_source_sans_pro",
    "msoffcrypto-tool": "msoffcrypto",
    "pyside6-essentials": "PySide6",
    "zxing-cpp": "zxingcpp",
}
USED_BY_OTHERS = {"lxml", "python-dateutil"}
"""Declared for openpyxl, which writes with lxml where it is there, and for pandas, in a version that holidays takes."""
TOLD_ELSEWHERE = {"sqlcipher3": "zlib"}
"""Licences that stand in a file of the package and not in its metadata."""


def installed() -> dict[str, metadata.Distribution]:
    """Every package in this environment, by its normal name."""
    found = {normal(one.metadata["Name"]): one for one in metadata.distributions()}
    return {name: one for name, one in found.items() if name not in ("rhs-desktop", "pip", "setuptools")}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def beside_the_lock(found: dict[str, metadata.Distribution]) -> Iterator[str]:
    """Packages that no lock names, or in another version."""
    pins: dict[str, set[str]] = {}
    for lock in LOCKS:
        for name, version in PIN.findall((ROOT / lock).read_text(encoding="utf-8")):
            pins.setdefault(normal(name), set()).add(version)
    for name, one in sorted(found.items()):
        if one.version not in pins.get(name, ()):
            yield f"{name} {one.version} is not what the lock says: {', '.join(pins.get(name, ['nothing']))}"


def changed_files(found: dict[str, metadata.Distribution]) -> Iterator[str]:
    """Files that are not as their package recorded them.

    RECORD is read here: from Python 3.12 on `Distribution.files` leaves out what is missing.
    """
    for name, one in sorted(found.items()):
        for file, recorded, _ in csv.reader((one.read_text("RECORD") or "").splitlines()):
            if not recorded or file.endswith(".pyc"):
                continue
            path = Path(str(one.locate_file(file)))
            if not path.exists():
                yield f"{name}: {file} is missing"
                continue
            algorithm, _, expected = recorded.partition("=")
            digest = hashlib.new(algorithm, path.read_bytes()).digest()
            if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != expected:
                yield f"{name}: {file} is not as it was packed"


def unused() -> Iterator[str]:
    """Dependencies that no module of the program imports."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    imported: set[str] = set()
    for module in (ROOT / "rhs_desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_bytes())):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module.partition(".")[0])
    for requirement in project["dependencies"]:
        name = normal(re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0])
        if name not in USED_BY_OTHERS and IMPORTED_AS.get(name, name.replace("-", "_")) not in imported:
            yield f"{name} is declared and not used"


def licences(found: dict[str, metadata.Distribution]) -> Iterator[str]:
    """Packages that ship with the program under a licence that is not known to be fine."""
    shipped = {normal(name) for name, _ in PIN.findall((ROOT / LOCKS[0]).read_text(encoding="utf-8"))}
    for name, one in sorted(found.items()):
        said = " ".join(
            [
                TOLD_ELSEWHERE.get(name, ""),
                *(one.metadata.get_all("License-Expression") or ()),
                *(text[:200] for text in one.metadata.get_all("License") or ()),
                *(text for text in one.metadata.get_all("Classifier") or () if text.startswith("License")),
            ]
        ).lower()
        if name in shipped and not any(licence in said for licence in LICENCES):
            yield f"{name}: licence {said.strip() or 'not told'}"


def main() -> int:
    found = installed()
    troubles = [*beside_the_lock(found), *changed_files(found), *unused(), *licences(found)]
    for trouble in troubles:
        print(trouble)
    print(f"{len(found)} packages audited offline, {len(troubles)} troubles")
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())
