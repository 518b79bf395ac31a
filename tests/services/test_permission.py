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
from rhs_desktop.services.permission import needs
from rhs_desktop.services.workplace import Workplace
from tests import builders

# Rooms that services are built of: their functions take a workplace from a service that has asked already.
WITHIN = {"acts", "batches", "edited", "entry", "letter_plan", "permission", "roundwork", "workplace"}
# The practice clinic is made before anybody sits down at it.
PRACTICE = {"practice", "practice_batches", "practice_course", "practice_list", "practice_people", "practice_stories"}


def of_services() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of a service module that takes a workplace first."""
    for module in pkgutil.iter_modules(services.__path__):
        if module.name in WITHIN | PRACTICE:
            continue
        found = importlib.import_module(f"{services.__name__}.{module.name}")
        for name, function in inspect.getmembers(found, inspect.isfunction):
            parameters = list(inspect.signature(function).parameters.values())
            public = function.__module__ == found.__name__ and not name.startswith("_")
            if public and parameters and "Workplace" in str(parameters[0].annotation):
                yield f"{module.name}.{name}", function


SERVICES = dict(of_services())
EVERY_SET_OF_ROLES = [
    frozenset(roles) for roles in chain.from_iterable(combinations(Role, size) for size in range(len(Role) + 1))
]


@pytest.fixture(scope="module")
def w(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    folder: Path = tmp_path_factory.mktemp("roles")
    with builders.opened(folder) as workplace:
        yield workplace


def test_the_scan_saw_the_services() -> None:
    assert len(SERVICES) > 90
    assert {"sending.confirm_sent", "overview.load_rows", "users.add"} <= set(SERVICES)


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_service_says_what_it_needs(name: str) -> None:
    assert isinstance(getattr(SERVICES[name], "permission", None), Permission), f"{name} lacks @needs(Permission.…)"


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_it_is_refused_to_who_lacks_it_and_begins_for_who_has_it(w: Workplace, name: str) -> None:
    service = SERVICES[name]
    permission = getattr(service, "permission")  # noqa: B009  # set by the guard
    begun: list[frozenset[Role]] = []

    def inside(w: Workplace, *_: object, **__: object) -> None:
        begun.append(w.roles)

    instead = needs(permission)(inside)
    for roles in EVERY_SET_OF_ROLES:
        at = replace(w, roles=roles)
        if allowed(roles, permission):
            instead(at)
            continue
        with pytest.raises(EntryRefused) as refused:
            service(at)
        assert refused.value.code == "not_allowed"
        assert refused.value.data["permission"] is permission
    assert begun == [roles for roles in EVERY_SET_OF_ROLES if allowed(roles, permission)]
