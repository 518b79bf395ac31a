"""Every service that records judges what its own act finds, whatever a colleague does just before it begins.

Each row of the table is run twice on the same clinic: once after a colleague's act, once with that act let through
between what the service has read and the beginning of its transaction. The outcome must be the same.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import shutil
import textwrap
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from copy import copy
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from rhs_desktop import services
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services.users import accounts, first_login
from tests.builders import (
    Desk,
)
from tests.services.colleagues import World, behind_passwords, clock_of, sit_down
from tests.services.recording_table import RECORDING, SHOWN, TWO_ADMINISTRATORS
from tests.services.users.people import ANNA, BO, CHEAP, HERS, HIS


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, World]:
    """A plain register, and for the users and their copies one behind passwords; each made once and copied."""
    made: dict[bool, World] = {}
    for locked in (False, True):
        desk, folder = Desk(), tmp_path_factory.mktemp("world") / "data"
        if locked:
            first_login.begin(folder, ANNA, HERS, cost=CHEAP, clock=clock_of(desk))
        ctx = sit_down(folder, desk, locked=locked)
        with closing(ctx.store):
            if locked:
                accounts.add(ctx, BO, TWO_ADMINISTRATORS, HIS)
            made[locked] = World(ctx, desk, folder)
    return made


@contextmanager
def another(worlds: dict[bool, World], name: str, folder: Path) -> Iterator[World]:
    """The same clinic once more."""
    locked = behind_passwords(name)
    world = copy(worlds[locked])
    shutil.copytree(world.folder, folder)
    world.folder, world.desk = folder, Desk(now=world.desk.now)
    world.ctx = sit_down(folder, world.desk, locked=locked)
    with closing(world.ctx.store):
        if name in SHOWN:
            SHOWN[name](world)
        yield world


def outcome(act: Callable[[], object]) -> str:
    try:
        act()
    except ExpectedError as error:
        return error.key
    return "done"


@pytest.mark.parametrize("name", RECORDING)
def test_a_colleague_s_act_just_before_is_what_is_judged(name: str, worlds: dict[bool, World], tmp_path: Path) -> None:
    row = RECORDING[name]
    with another(worlds, name, tmp_path / "after") as world:
        row.colleague(world)
        expected = (outcome(lambda: row.mine(world)), world.dump())
    with another(worlds, name, tmp_path / "between") as world:
        store, come, early = world.ctx.store, [False], []
        begin, read = store.act, store.reading

        @contextmanager
        def act(*given: Any, **named: Any) -> Iterator[Any]:
            if not come[0]:
                come[0] = True
                row.colleague(world)
            with begin(*given, **named) as one:
                yield one

        @contextmanager
        def reading() -> Iterator[Any]:
            early.append(not come[0])
            with read() as db:
                yield db

        store.act, store.reading = act, reading  # type: ignore[method-assign]
        said = outcome(lambda: row.mine(world))
        store.reading = read  # type: ignore[method-assign]
        assert come[0], "no act was begun"
        assert (said, world.dump()) == expected
        assert any(early) is bool(row.early), "what is judged is read within the act"


# ---- that the table holds every service that records


RECORDERS = frozenset({"record", "record_one", "recording"})


def modules() -> Iterator[tuple[str, ModuleType]]:
    root = f"{services.__name__}."
    for module in pkgutil.walk_packages(services.__path__, root):
        yield module.name.removeprefix(root), importlib.import_module(module.name)


def called(function: Callable[..., Any]) -> Iterator[object]:
    """What a function calls, as far as its names tell: functions, and those of the modules that it imports."""
    body = ast.parse(textwrap.dedent(inspect.getsource(function)))
    names = dict(inspect.unwrap(function).__globals__)
    for node in ast.walk(body):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(services.__name__):
            for one in node.names:
                within = importlib.import_module(node.module)
                found = getattr(within, one.name, None) or importlib.import_module(f"{node.module}.{one.name}")
                names[one.asname or one.name] = found
    for node in ast.walk(body):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield names.get(node.func.id)
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
        ):
            yield getattr(names.get(node.func.value.id), node.func.attr, None)


def records(function: Callable[..., Any], seen: frozenset[object] = frozenset()) -> bool:
    """Whether a function of the services begins an act, itself or through others of them."""
    if function in seen:
        return False
    for one in called(function):
        if not inspect.isfunction(one) or not one.__module__.startswith(services.__name__):
            continue
        if one.__module__.endswith("services.recording"):
            if one.__name__ in RECORDERS:
                return True
        elif records(one, seen | {function}):
            return True
    return False


def test_every_service_that_records_is_in_the_table() -> None:
    found = {
        f"{short}.{name}"
        for short, module in modules()
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and hasattr(function, "permission") and records(function)
    }
    assert found == set(RECORDING)
