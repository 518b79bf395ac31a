"""Every service is guarded, and each is called with every role: allowed and refused exactly as the table says."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, combinations
from pathlib import Path
from typing import Any

import pytest

from rhs_desktop import services
from rhs_desktop.domain.errors import EntryRefused
from rhs_desktop.domain.roles import Permission, Role, allowed
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import needs
from tests import builders

# Modules that services are built of: their functions take a context from a service that has asked already.
WITHIN = {
    *("batches", "checklists.exported_edits", "context", "letters.plan", "permissions", "recording", "rounds"),
    "users.login",
}


def of_services() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of a service module that takes a context first."""
    root = f"{services.__name__}."
    for module in pkgutil.walk_packages(services.__path__, root):
        short = module.name.removeprefix(root)
        if short in WITHIN:
            continue
        found = importlib.import_module(module.name)
        for name, function in inspect.getmembers(found, inspect.isfunction):
            parameters = list(inspect.signature(function).parameters.values())
            public = function.__module__ == found.__name__ and not name.startswith("_")
            if public and parameters and "Context" in str(parameters[0].annotation):
                yield f"{short}.{name}", function


SERVICES = dict(of_services())
EVERY_SET_OF_ROLES = [
    frozenset(roles) for roles in chain.from_iterable(combinations(Role, size) for size in range(len(Role) + 1))
]


@pytest.fixture(scope="module")
def ctx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    folder: Path = tmp_path_factory.mktemp("roles")
    with builders.opened(folder) as context:
        yield context


def test_the_scan_saw_the_services() -> None:
    assert len(SERVICES) > 90
    assert {"sending.send.confirm_sent", "cases.case_list.load_rows", "users.accounts.add"} <= set(SERVICES)


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_service_says_what_it_needs(name: str) -> None:
    assert isinstance(getattr(SERVICES[name], "permission", None), Permission), f"{name} lacks @needs(Permission.…)"


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_it_is_refused_to_who_lacks_it_and_begins_for_who_has_it(ctx: Context, name: str) -> None:
    service = SERVICES[name]
    permission = getattr(service, "permission")  # noqa: B009  # set by the guard
    begun: list[frozenset[Role]] = []

    def inside(ctx: Context, *_: object, **__: object) -> None:
        begun.append(ctx.roles)

    instead = needs(permission)(inside)
    for roles in EVERY_SET_OF_ROLES:
        at = replace(ctx, roles=roles)
        if allowed(roles, permission):
            instead(at)
            continue
        with pytest.raises(EntryRefused) as refused:
            service(at)
        assert refused.value.code == "not_allowed"
        assert refused.value.data["permission"] is permission
    assert begun == [roles for roles in EVERY_SET_OF_ROLES if allowed(roles, permission)]
