"""When somebody who wanted no more invitations is asked about anew."""

from __future__ import annotations

from datetime import date

import pytest

from rhs_desktop.domain.person.invitation_ages import INVITATION_AGES, next_invitation


@pytest.mark.parametrize(
    ("year", "until"),
    [
        pytest.param(2026, 2036, id="invited at forty: at fifty"),
        pytest.param(2035, 2036, id="the year before"),
        pytest.param(2036, 2046, id="in the year itself: the one after"),
        pytest.param(2056, None, id="at seventy: never again"),
        pytest.param(2010, 2026, id="long before the first"),
    ],
)
def test_the_year_of_the_next_invitation_age(year: int, until: int | None) -> None:
    expected = None if until is None else date(until, 1, 1)
    assert next_invitation(1986, date(year, 11, 30), INVITATION_AGES) == expected


def test_a_number_without_a_year_of_birth() -> None:
    assert next_invitation(None, date(2026, 1, 1), INVITATION_AGES) is None
