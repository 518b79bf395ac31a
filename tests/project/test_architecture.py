"""The house of docs/architecture.md, held: who may import whom and what, and what the rules may not touch."""

from __future__ import annotations

import ast
import graphlib
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import grimp
import pytest

from tests.repository import PACKAGE, ROOT, imports, module_files

LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
ROOMS = ("domain", "store", "exchange", "letters", "services", "practice", "ui")

# What each room may import besides the standard library and the package itself; a room without a line, nothing.
LIBRARIES: dict[str, set[str]] = {
    "domain": set(),
    "store": {"sqlmodel", "sqlalchemy", "sqlite3", "sqlcipher3", "cryptography", "pydantic"},
    "exchange": {"openpyxl", "pandas", "python_calamine", "tomli_w", "msoffcrypto"},
    "letters": {"reportlab", "pypdfium2", "font_source_sans_pro", "zxingcpp"},
    "services": set(),
    "practice": set(),
    "ui": {"PySide6", "shiboken6"},
    "app": {"PySide6"},
    "cli": {"typer", "click", "rich"},
    "__main__": {"typer"},
    "paths": {"platformdirs"},
}
GUARDED_STANDARD_LIBRARY = {"sqlite3"}

# The rules get `today` and values; they see neither clock, disk, network, chance nor the environment.
DENIED_TO_DOMAIN = {
    *(
        "os",
        "io",
        "pathlib",
        "shutil",
        "tempfile",
        "glob",
        "sqlite3",
        "csv",
        "logging",
        "subprocess",
        "socket",
        "urllib",
    ),
    *("time", "random", "secrets", "locale", "threading", "asyncio", "multiprocessing"),
}
CLOCKS = {"now", "utcnow", "today"}
HEAVY = (
    "PySide6",
    "sqlmodel",
    "sqlalchemy",
    "pandas",
    "numpy",
    "openpyxl",
    "lxml",
    "python_calamine",
    "reportlab",
    "pypdfium2",
    "msoffcrypto",
)


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINT_IMPORTS, "--no-cache", "--config", str(root / "pyproject.toml")],
        cwd=root,
        env={**os.environ, "COLUMNS": "200"},  # no line of its report is broken in two
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.slow
@pytest.mark.whole_repository
def test_the_layers_hold() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"Analyzed {len(module_files())} files" in done.stdout


@pytest.mark.whole_repository
def test_the_layers_would_notice(tmp_path: Path) -> None:
    """In a copy with forbidden imports in it, each of them is named."""
    shutil.copytree(PACKAGE, tmp_path / "rhs_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    forbidden = {
        ("domain", "paths"),
        ("domain", "store"),
        ("store", "exchange"),
        ("exchange", "letters"),
        ("letters", "services"),
        ("services", "ui"),
    }
    for importer, imported in forbidden:
        with (tmp_path / "rhs_desktop" / importer / "intruder.py").open("a", encoding="utf-8") as intruder:
            intruder.write(f"import rhs_desktop.{imported}\n")
    done = lint_imports(tmp_path)
    assert done.returncode == 1
    for importer, imported in forbidden:
        assert f"rhs_desktop.{importer} is not allowed to import rhs_desktop.{imported}" in done.stdout


@pytest.mark.whole_repository
def test_the_orders_inside_a_layer_would_notice(tmp_path: Path) -> None:
    """An import against the order of the subjects, at the top, for types only or inside a function."""
    shutil.copytree(PACKAGE, tmp_path / "rhs_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    against_the_order = {
        ("domain.people", "domain.cases"): "import {}\n",
        ("domain.letters", "domain.manuals"): "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import {}\n",
        ("services.cases", "services.sending"): "def f() -> None:\n    import {}\n",
        ("ui.widgets", "ui.case_list"): "import {}\n",
    }
    for (importer, imported), source in against_the_order.items():
        intruder = tmp_path / "rhs_desktop" / Path(*importer.split(".")) / "intruder.py"
        intruder.write_text(source.format(f"rhs_desktop.{imported}"), encoding="utf-8")
    done = lint_imports(tmp_path)
    assert done.returncode == 1
    for importer, imported in against_the_order:
        assert f"rhs_desktop.{importer} is not allowed to import rhs_desktop.{imported}" in done.stdout


@pytest.mark.whole_repository
def test_a_circle_and_an_import_of_the_main_window_would_be_noticed(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "rhs_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    people = tmp_path / "rhs_desktop" / "domain" / "people"
    (people / "one.py").write_text("import rhs_desktop.domain.people.other\n", encoding="utf-8")
    (people / "other.py").write_text("def f() -> None:\n    import rhs_desktop.domain.people.one\n", encoding="utf-8")
    (tmp_path / "rhs_desktop" / "cli" / "launch.py").write_text(
        "import rhs_desktop.ui.window.main_window\n", encoding="utf-8"
    )
    done = lint_imports(tmp_path)
    assert done.returncode == 1
    assert "No cycles are allowed in rhs_desktop.domain.people" in done.stdout
    assert "rhs_desktop.cli.launch -> rhs_desktop.ui.window.main_window" in done.stdout


@pytest.mark.whole_repository
@pytest.mark.parametrize("layer", ["", "domain", "services"])
def test_a_new_module_must_be_placed(layer: str, tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "rhs_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "rhs_desktop" / layer / "unplaced.py").touch()
    done = lint_imports(tmp_path)
    assert done.returncode == 1
    assert "unplaced" in done.stdout


def test_every_layer_with_children_has_an_order_of_its_own() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    ordered = [
        container.removeprefix("rhs_desktop.")
        for contract in contracts
        if contract["type"] == "layers" and contract["exhaustive"]
        for container in contract["containers"]
    ]
    layers = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert sorted(ordered) == sorted({"rhs_desktop", *layers})


def test_no_module_imports_itself_through_others() -> None:
    """No circle of modules, a package and its own children included; imports for types and inside functions count."""
    graph = grimp.build_graph("rhs_desktop", cache_dir=None)
    assert circle({module: graph.find_modules_directly_imported_by(module) for module in graph.modules}) == []


def circle(imported: dict[str, set[str]]) -> list[str]:
    try:
        graphlib.TopologicalSorter(imported).prepare()
    except graphlib.CycleError as error:
        return list(error.args[1])
    return []


def test_a_circle_of_modules_is_noticed() -> None:
    assert sorted(set(circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}))) == ["a", "b", "c"]


def test_every_folder_of_the_package_is_scanned() -> None:
    """A folder without __init__.py would be left out of every check, and of the count above too."""
    bare = {path.parent for path in module_files().values() if not (path.parent / "__init__.py").exists()}
    assert not bare


def test_every_room_has_something_in_it() -> None:
    names = module_files()
    assert {room: any(name.startswith(f"rhs_desktop.{room}.") for name in names) for room in ROOMS} == dict.fromkeys(
        ROOMS, True
    )


def test_libraries_stay_in_their_rooms() -> None:
    found = {module: strangers(module, path.read_text(encoding="utf-8")) for module, path in module_files().items()}
    assert {module: faults for module, faults in found.items() if faults} == {}


def strangers(module: str, source: str) -> list[str]:
    room = module.split(".")[1] if "." in module else ""
    found = []
    for imported, line in imports(ast.parse(source)):
        top = imported.partition(".")[0]
        standard = top in sys.stdlib_module_names and top not in GUARDED_STANDARD_LIBRARY
        if top != "rhs_desktop" and not standard and top not in LIBRARIES.get(room, set()):
            found.append(f"line {line}: {imported}")
    return found


@pytest.mark.parametrize(
    ("module", "source"),
    [
        pytest.param("rhs_desktop.domain.cases.fold", "import pandas", id="a library in the rules"),
        pytest.param(
            "rhs_desktop.services.send", "def f():\n    from sqlalchemy.orm import Session", id="inside a function"
        ),
        pytest.param(
            "rhs_desktop.ui.window.main_window", "import sqlite3", id="a guarded part of the standard library"
        ),
        pytest.param("rhs_desktop.logs", "import PySide6.QtCore", id="a module that has no line in the table"),
    ],
)
def test_strangers_are_noticed(module: str, source: str) -> None:
    assert len(strangers(module, source)) == 1


def test_the_rules_see_neither_clock_nor_disk() -> None:
    rules = {name: path for name, path in module_files().items() if name.startswith("rhs_desktop.domain")}
    assert len(rules) > 30
    found = {name: impurities(path.read_text(encoding="utf-8")) for name, path in rules.items()}
    assert {name: faults for name, faults in found.items() if faults} == {}


def impurities(source: str) -> list[str]:
    tree = ast.parse(source)
    found = [f"line {line}: {name}" for name, line in imports(tree) if name.partition(".")[0] in DENIED_TO_DOMAIN]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Attribute(attr=name) if name in CLOCKS:
                    found.append(f"line {node.lineno}: {name}()")
                case ast.Name(id="open" | "print" | "input"):
                    found.append(f"line {node.lineno}: {node.func.id}()")
    return found


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("date.today()", id="today"),
        pytest.param("datetime.datetime.now(tz=UTC)", id="now"),
        pytest.param("def f():\n    import time", id="clock library"),
        pytest.param("from pathlib import Path", id="paths"),
        pytest.param("open('list.csv')", id="open"),
    ],
)
def test_impurities_are_noticed(source: str) -> None:
    assert len(impurities(source)) == 1


MAY_BE_HEAVY = {*ROOMS, "app"} - {"domain"}


def light_parts() -> list[str]:
    """What a command touches before it knows what it is asked for."""
    return sorted({name.split(".")[1] for name in module_files() if "." in name} - MAY_BE_HEAVY)


@pytest.mark.parametrize("part", light_parts())
def test_importing_is_cheap(part: str) -> None:
    """The rules, the words and the command line load no heavy library before an act needs it."""
    prefix = f"rhs_desktop.{part}"
    modules = [name for name in module_files() if name == prefix or name.startswith(prefix + ".")]
    assert heavy_after(f"import {', '.join(modules)}") == []


def test_a_heavy_import_is_noticed() -> None:
    assert heavy_after("import reportlab.rl_config") == ["reportlab"]


def heavy_after(statement: str) -> list[str]:
    program = f"import sys\n{statement}\nprint(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()
