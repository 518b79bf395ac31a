"""What is told of trouble with the register."""

from __future__ import annotations

import pytest

from rhs_desktop.domain.errors import NotLogged, StoreTrouble, StoreUnavailable
from rhs_desktop.strings.errors import trouble


@pytest.mark.parametrize(
    ("error", "told"),
    [
        pytest.param(
            StoreUnavailable(StoreTrouble.IN_USE, computer="EKEBY-03", since="2026-11-09 08:02"),
            "Databasen används redan på datorn EKEBY-03, sedan 2026-11-09 08:02.",
            id="who has it",
        ),
        pytest.param(
            StoreUnavailable(StoreTrouble.IN_USE, computer="", since=""),
            "Databasen används redan i ett annat fönster eller på en annan dator.",
            id="nobody knows who has it",
        ),
        pytest.param(
            StoreUnavailable(StoreTrouble.IN_USE),
            "Databasen används redan i ett annat fönster eller på en annan dator.",
            id="bare",
        ),
        pytest.param(
            NotLogged(StoreTrouble.DISK_FULL),
            "Åtkomstloggen går inte att skriva, och utan den lämnas inga uppgifter ut. Disken är full.",
            id="the log",
        ),
    ],
)
def test_what_is_wrong(error: StoreUnavailable, told: str) -> None:
    assert trouble(error)[0] == told
