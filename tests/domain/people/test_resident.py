"""How an address is written for somebody who reads it."""

from __future__ import annotations

import pytest

from rhs_desktop.domain.people.resident import Address


@pytest.mark.parametrize(
    ("address", "written"),
    [
        pytest.param(Address(postcode="59633"), "596 33", id="swedish"),
        pytest.param(Address(postcode="596"), "596", id="too short is left as it is"),
        pytest.param(Address(postcode=""), "", id="none"),
        pytest.param(Address(postcode="10115", country="Tyskland"), "10115", id="foreign"),
    ],
)
def test_the_postcode_is_written_as_in_sweden(address: Address, written: str) -> None:
    assert address.spaced_postcode == written
