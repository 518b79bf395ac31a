"""What each role opens: the table as a clinic would read it."""

from __future__ import annotations

from itertools import combinations

import pytest

from rhs_desktop.domain.roles import ALL_ROLES, Permission, Role, allowed, needed, permissions

P, R = Permission, Role
NOBODY: frozenset[Role] = frozenset()


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        pytest.param(NOBODY, set(), id="no role"),
        pytest.param({R.RECEIVER}, {P.ENTER, P.LOOK, P.DISTRIBUTE, P.LIST, P.UNDO}, id="mottagare"),
        pytest.param({R.HANDLER}, {P.ENTER, P.LOOK, P.DISTRIBUTE, P.LIST, P.UNDO, P.HANDLE}, id="hanterare"),
        pytest.param(
            {R.RECEIVER, R.HANDLER},
            {P.ENTER, P.LOOK, P.DISTRIBUTE, P.LIST, P.UNDO, P.HANDLE, P.SEND},
            id="the two together send",
        ),
        pytest.param({R.ADMINISTRATOR}, {P.ENTER, P.ADMINISTER}, id="administratör sees no resident"),
        pytest.param({R.REVIEWER}, {P.ENTER, P.REVIEW}, id="granskare sees the log only"),
        pytest.param(ALL_ROLES, set(P), id="all roles"),
    ],
)
def test_the_table(roles: set[Role], expected: set[Permission]) -> None:
    assert permissions(roles) == expected
    assert {permission for permission in P if allowed(roles, permission)} == expected


def test_more_roles_never_close_anything() -> None:
    for size in range(len(Role)):
        for fewer in combinations(Role, size):
            for one in Role:
                assert permissions(fewer) <= permissions({*fewer, one})


def test_each_permission_is_in_the_table_and_can_be_had() -> None:
    assert all(needed(one) and all(needed(one)) for one in Permission)
