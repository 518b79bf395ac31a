"""The fixture of the dialogs' tests: somebody sits down at a desk with people on the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest
import shiboken6
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from rhs_desktop.domain.checklists import Cell
from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.context import Context
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.theme import Theme
from tests.builders import official_numbers
from tests.ui.desk import Answering, ChosenFiles, TestDesk, open_desk, row_of, tools_for

D = TypeVar("D", bound=QDialog)
NUMBERS = [number for number in official_numbers() if number[:4] in ("1976", "1986")]
COORDINATION = next(
    f"{number[:6]}{int(number[6:8]) + 60}{serial:03d}{digit}"
    for number in NUMBERS[:1]
    for serial in range(238, 239)
    for digit in range(10)
    if sum(
        sum(divmod(int(sign) * (2 - place % 2), 10))
        for place, sign in enumerate(f"{number[2:6]}{int(number[6:8]) + 60}{serial:03d}{digit}")
    )
    % 10
    == 0
)
"""A samordningsnummer of the first person's birth date."""


@dataclass
class Sitting:
    """A desk, what dialogs are handed there, and who answers them."""

    desk: TestDesk
    tools: DialogContext
    messages: Answering
    files: ChosenFiles
    qtbot: QtBot
    dialogs: list[QDialog] = field(default_factory=list)

    @property
    def ctx(self) -> Context:
        return self.desk.context

    @property
    def cases(self) -> tuple[int, ...]:
        return self.desk.cases

    def shown(self, dialog: D) -> D:
        """The dialog on the screen, kept until the test is over and then deleted at once.

        Without a parent, Python's collector would otherwise take its parts one by one in any order, and crash.
        """
        self.dialogs.append(dialog)
        dialog.show()
        return dialog

    def row(self, case: int) -> CaseRow:
        return case_list.load_some(self.ctx, [case])[0]

    def rows(self) -> dict[int, CaseRow]:
        return {row.case: row for row in case_list.load_rows(self.ctx)}

    def click(self, button: QPushButton) -> None:
        """Click what a person can see and press."""
        assert button.isVisible(), button.text()
        assert button.isEnabled(), button.text()
        button.click()


Sit = Callable[..., Sitting]


@pytest.fixture
def sit(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Sit]:
    """`sit(25, checked=True)`: that many people on the list, checked in Cosmic; or `sit(rows=[...])`."""
    sittings: list[Sitting] = []

    def sit_down(count: int = 0, *, rows: Sequence[Sequence[Cell]] | None = None, checked: bool = False) -> Sitting:
        people = [row_of(number, turn) for turn, number in enumerate(NUMBERS[:count])] if rows is None else rows
        folder = tmp_path / f"desk{len(sittings)}"
        folder.mkdir()
        desk = open_desk(folder, people, checked_in_cosmic=checked)
        messages = Answering()
        tools = tools_for(desk, theme, messages)
        assert isinstance(tools.files, ChosenFiles)
        sittings.append(Sitting(desk, tools, messages, tools.files, qtbot))
        return sittings[-1]

    yield sit_down
    for one in sittings:
        for dialog in one.dialogs:
            shiboken6.delete(dialog)
        one.tools.clipboard.clear()
        one.ctx.store.close()
