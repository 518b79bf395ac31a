"""Dialogs about several people show no whole personnummer; those in which the number is the work itself do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QDialog, QWidget

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.codes import Channel
from rhs_desktop.services.recording import record
from rhs_desktop.ui.cases.call_dialog import CallingDialog
from rhs_desktop.ui.cases.cosmic_check_dialog import CosmicManyDialog
from rhs_desktop.ui.cases.details_dialog import DetailsDialog
from rhs_desktop.ui.cases.forecast_dialog import ForecastDialog
from rhs_desktop.ui.cases.handover_dialog import HandoverDialog
from rhs_desktop.ui.cases.undo_dialog import UndoDialog
from rhs_desktop.ui.letters.letters_dialog import LettersDialog
from rhs_desktop.ui.retention.dialog import RetentionDialog
from rhs_desktop.ui.sending.reminders_dialog import RemindersDialog
from rhs_desktop.ui.sending.wizard import SendWizard
from tests.ui.desk import MONDAY, press
from tests.ui.users.sitting import Sit, Sitting
from tests.ui.users.test_exposure import NUMBER

LISTS: dict[str, Callable[[Sitting], QDialog]] = {
    "reminders": lambda at: RemindersDialog(None, at.tools),
    "cosmic many": lambda at: CosmicManyDialog(None, at.tools, at.cases),
    "details": lambda at: DetailsDialog(None, at.tools, at.cases[0]),
    "calling": lambda at: CallingDialog(None, at.tools, at.cases),
    "letters": lambda at: LettersDialog(None, at.tools, at.desk.round),
    "send": lambda at: on_recipients(at),
    "undo": lambda at: UndoDialog(None, at.tools),
    "handover": lambda at: HandoverDialog(None, at.tools),
    "forecast": lambda at: ForecastDialog(None, at.tools),
    "retention": lambda at: RetentionDialog(None, at.tools),
}


def on_recipients(at: Sitting) -> SendWizard:
    """The page on which recipients are chosen, not yet the one on which they are added in 1177."""
    wizard = SendWizard(None, at.tools, at.desk.round, at.cases[2:])
    wizard.show()
    press(wizard, Qt.Key.Key_1, text="1")
    press(wizard, Qt.Key.Key_Return)
    assert len(wizard.recipients.table.lines) == 2
    return wizard


def everything_said(dialog: QDialog) -> Iterator[str]:
    """All that is written, hinted or spoken, and every cell of every list."""
    for widget in dialog.findChildren(QWidget):
        for name in ("text", "toPlainText", "toolTip", "accessibleName", "accessibleDescription"):
            said = getattr(widget, name, None)
            if callable(said):
                yield str(said())
    for view in dialog.findChildren(QAbstractItemView):
        model = view.model()
        if model is not None:
            for row in range(model.rowCount()):
                for column in range(model.columnCount()):
                    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                        yield str(model.data(model.index(row, column), role))


@pytest.mark.parametrize("make_dialog", LISTS.values(), ids=LISTS.keys())
def test_a_dialog_shows_no_whole_number(sit: Sit, make_dialog: Callable[[Sitting], QDialog]) -> None:
    at = sit(4, checked=True)
    invited = ev.Invited(on=MONDAY - timedelta(days=14), template="phone")
    record(
        at.ctx,
        ActKind.EDIT_DETAILS,
        [(at.cases[0], invited), (at.cases[1], ev.Routed(on=MONDAY, channel=Channel.PHONE))],
    )
    dialog = at.shown(make_dialog(at))
    said = list(everything_said(dialog))
    assert said
    assert not [text for text in said if NUMBER.search(text)]
