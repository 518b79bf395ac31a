"""Signs that nobody can read are replaced; everything else stays as it is."""

from __future__ import annotations

import pytest

from rhs_desktop.domain.people.resident import Address, Name, readable_details
from rhs_desktop.domain.printable import readable
from tests import builders


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Åsa Öberg", "Åsa Öberg", id="letters"),
        pytest.param("a\tb\r\nc\u00a0d\u200be", "a\tb\r\nc\u00a0d\u200be", id="spaces and ends of lines"),
        pytest.param("\x00\x08\x0b\x0c\x0e\x1f", "\ufffd" * 6, id="control characters"),
        pytest.param("a\ud800b\udfff", "a\ufffdb\ufffd", id="halves of a character"),
        pytest.param("😀", "😀", id="a whole one"),
    ],
)
def test_readable(text: str, expected: str) -> None:
    assert readable(text) == expected


def test_of_a_person_name_address_and_phones_are_made_readable() -> None:
    nul, seen = "a\x00b", "a\ufffdb"
    person = builders.details(0, name=Name(nul, nul), phones=(nul, "0"), address=Address(nul, nul, nul, nul, nul, nul))
    expected = builders.details(
        0, name=Name(seen, seen), phones=(seen, "0"), address=Address(seen, seen, seen, seen, seen, seen)
    )
    assert readable_details(person) == expected
