"""The clinic changes its manual in the middle of a round: copied, changed, put to use; old cases keep their days.

Through the real window and dialogs, over a database and files that are closed and opened again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.checklists import RowRules, Sheet, check, propose_mapping
from rhs_desktop.domain.codes import Answer, Eligibility, RecipientOutcome, Via
from rhs_desktop.services import integrity
from rhs_desktop.services.cases import record
from rhs_desktop.services.checklists import importing
from rhs_desktop.services.context import Context
from rhs_desktop.services.manuals import editing, overview
from rhs_desktop.services.opening import open_context
from rhs_desktop.services.sending import send as sending_send
from rhs_desktop.ui.act_result import SeatInfo
from rhs_desktop.ui.case_list.filter import Filter, Tab
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.manuals.copy_and_use_dialogs import CopyDialog
from rhs_desktop.ui.manuals.editor import ManualEditor
from rhs_desktop.ui.manuals.manuals_dialog import ManualsDialog
from rhs_desktop.ui.manuals.state import EditorTab
from rhs_desktop.ui.widgets.clipboard import Clipboard
from rhs_desktop.ui.widgets.jobs import Immediate, Jobs
from rhs_desktop.ui.widgets.theme import Mode, Theme
from rhs_desktop.ui.window.commands import Command
from rhs_desktop.ui.window.layout_memory import Layout
from rhs_desktop.ui.window.main_window import MainWindow
from tests.ui.conftest import rows_of
from tests.ui.desk import HEADINGS, Answering, ChosenFiles, key_events, press, row_of, type_text
from tests.ui.users.sitting import NUMBERS

MONDAY = date(2026, 11, 9)
NAME = "Vårdcentralen Ekeby"


class Nurse:
    """At the window. `dialogs` says what to do with each dialog that opens, in their order."""

    def __init__(self, window: MainWindow, ctx: Context, messages: Answering, qtbot: QtBot) -> None:
        self.window = window
        self.ctx = ctx
        self.qtbot = qtbot
        self.dialogs: list[Callable[[QDialog], None]] = []
        messages.on_run = lambda dialog: self.dialogs.pop(0)(dialog)

    def due(self, case: int) -> date | None:
        self.window.areas.menu.actions[Command.REFRESH].trigger()
        return next(row.due for row in self.window.areas.table.rows if row.case == case)

    def ticks(self, case: int) -> list[str]:
        """The steps that the panel asks to tick for an answer."""
        assert self.window.areas.table.pick(case)
        self.qtbot.waitUntil(lambda: self.window.areas.panel.case == case)
        assert self.window.areas.panel.card is not None
        return list(self.window.areas.panel.card.ticks)


SitDown = Callable[[date], AbstractContextManager[Nurse]]


@pytest.fixture
def sit_down(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> SitDown:
    @contextmanager
    def at_desk(day: date) -> Iterator[Nurse]:
        ctx = open_context(tmp_path, user="Anna Ek", clock=lambda: datetime.combine(day, time(9)), create=True)
        theme, messages = Theme(qapp, Mode.LIGHT), Answering()
        tools = DialogContext(ctx, theme, messages, Jobs(Immediate()), Clipboard(qapp.clipboard()), ChosenFiles())
        window = MainWindow(SeatInfo("Ekeby", "Anna Ek"), day, theme, messages, tools.clipboard, Layout())
        window.show()
        window.begin(tools, rows_of(tools), Filter(tab=Tab.ALL))
        try:
            yield Nurse(window, ctx, messages, qtbot)
        finally:
            window.close()
            window.deleteLater()
            qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            tools.clipboard.clear()
            ctx.store.close()

    return at_desk


def listed(ctx: Context, round_id: int, turn: int) -> int:
    """The person of that turn comes on a list and is checked in Cosmic; the number of the case."""
    sheet = Sheet.of("Lista", [HEADINGS, row_of(NUMBERS[turn], turn)])
    checked = check(sheet, propose_mapping(sheet, ctx.today), RowRules(ctx.today, (1976, 1986)))
    done = importing.import_list(ctx, checked, round_id, source=f"{turn}.xlsx", content_hash=f"{turn}" * 64)
    (case,) = done.done.cases
    record.check_cosmic(ctx, [case], Eligibility.LISTED_ALIVE)
    return case


def send(ctx: Context, round_id: int, case: int) -> None:
    """Sent in 1177, under the manual that the case follows."""
    batch = sending_send.prepare(ctx, round_id, "phone", [case], manual=ctx.store.profile_of(case)).batch
    assert batch is not None
    sending_send.record_recipients(ctx, batch, {case: RecipientOutcome.NOTIFIED})
    sending_send.confirm_sent(ctx, batch)


def copy(dialog: QDialog) -> None:
    assert isinstance(dialog, CopyDialog)
    press(dialog.name, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(dialog.name, NAME)
    press(dialog, Qt.Key.Key_Return)


def change(dialog: QDialog) -> None:
    assert isinstance(dialog, ManualEditor)
    box = dialog.days.fields["days.manual_reminder"].box
    box.setFocus()
    box.selectAll()
    key_events(box, "10")
    dialog.tabs.setCurrentIndex(EditorTab.STEPS)
    dialog.steps.steps.setCurrentRow(1)
    dialog.steps.remove.click()
    dialog.steps.add.click()
    type_text(dialog.steps.text, "Anteckna att invånaren är uppringd.")
    dialog.tabs.setCurrentIndex(EditorTab.PREVIEW)
    told = "\n".join(label.text() for label in dialog.preview.findChildren(QLabel))
    assert "1 öppet ärende behåller Riktade hälsosamtal (RHS)" in told
    assert "tell_form" not in told
    assert "Berätta i samtalet att ett digitalt formulär kommer i 1177.” tas bort" in told
    (tick,) = dialog.preview.rounds.values()
    tick.click()
    dialog.primary.click()
    assert dialog.saved is not None


def open_manuals(nurse: Nurse) -> None:
    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ManualsDialog)
        press(dialog.list, Qt.Key.Key_Return)

    nurse.dialogs = [look, copy, change]
    nurse.window.areas.menu.actions[Command.MANUALS].trigger()
    assert nurse.dialogs == []


def test_a_clinic_changes_its_manual_and_old_cases_keep_theirs(sit_down: SitDown) -> None:
    with sit_down(MONDAY) as nurse:
        round_id = importing.add_round(nurse.ctx, "40- och 50-åringar 2026", 2026, "rhs-004", (1976, 1986))
        old = listed(nurse.ctx, round_id, 0)
        send(nurse.ctx, round_id, old)
        open_manuals(nurse)
        assert "Vårdcentralen Ekeby är sparad" in nurse.window.areas.status.done.text()
        new = listed(nurse.ctx, round_id, 1)
        send(nurse.ctx, round_id, new)
        assert nurse.due(old) == MONDAY + timedelta(days=14)  # day 12 is a Saturday
        assert nurse.due(new) == MONDAY + timedelta(days=10)

    with sit_down(MONDAY + timedelta(days=1)) as nurse:
        assert (nurse.due(old), nurse.due(new)) == (MONDAY + timedelta(days=14), MONDAY + timedelta(days=10))
        for case in (old, new):
            record.record_answer(nurse.ctx, case, Answer.YES_CALL, Via.DIGITAL)
        nurse.window.areas.menu.actions[Command.REFRESH].trigger()
        assert "tell_form" in nurse.ticks(old)
        assert nurse.ticks(new)[:3] == ["call", "reply_form", "own_1"]
        assert [one.profile.name for one in overview.manuals(nurse.ctx) if one.rounds] == [NAME]
        assert integrity.verify(nurse.ctx) == ()


def test_a_spoilt_manual_is_told_of_and_its_cases_go_on_as_before(sit_down: SitDown, tmp_path: Path) -> None:
    with sit_down(MONDAY) as nurse:
        round_id = importing.add_round(nurse.ctx, "40- och 50-åringar 2026", 2026, "rhs-004", (1976, 1986))
        own = editing.copy(nurse.ctx, "rhs-004", NAME).profile.id
        editing.use(nurse.ctx, round_id, own)
        case = listed(nurse.ctx, round_id, 0)
        due = nurse.due(case)
    (file,) = (tmp_path / "profiles").glob("*.toml")
    file.write_text("days = ", encoding="utf-8")
    with sit_down(MONDAY + timedelta(days=1)) as nurse:

        def look(dialog: QDialog) -> None:
            assert isinstance(dialog, ManualsDialog)
            told = "\n".join(label.text() for label in dialog.findChildren(QLabel))
            assert f"{file.name}: Filen är inte rätt skriven" in told
            assert "gör det som den var när den sparades i programmet" in told
            dialog.reject()

        nurse.dialogs = [look]
        nurse.window.areas.menu.actions[Command.MANUALS].trigger()
        assert nurse.due(case) == due
        send(nurse.ctx, round_id, case)
        assert nurse.due(case) == MONDAY + timedelta(days=14)


def test_a_case_whose_manual_is_nowhere_says_so_and_the_others_open(sit_down: SitDown, tmp_path: Path) -> None:
    with sit_down(MONDAY) as nurse:
        round_id = importing.add_round(nurse.ctx, "40- och 50-åringar 2026", 2026, "rhs-004", (1976, 1986))
        well = listed(nurse.ctx, round_id, 0)
        own = editing.copy(nurse.ctx, "rhs-004", NAME).profile.id
        editing.use(nurse.ctx, round_id, own)
        lost = listed(nurse.ctx, round_id, 1)
        with nurse.ctx.store.act(ActKind.EDIT_DETAILS, user="", now=nurse.ctx.now, rules=nurse.ctx.rules) as act:
            act.set_setting(f"manuals.{own}", None)
            act.commit()
    (file,) = (tmp_path / "profiles").glob("*.toml")
    file.unlink()
    with sit_down(MONDAY) as nurse:
        assert len(nurse.window.areas.table.rows) == 2
        assert nurse.window.areas.table.pick(lost)
        nurse.qtbot.waitUntil(lambda: f"Manualen {own} går inte att använda." in said(nurse.window))
        assert nurse.ticks(well) is not None


def said(window: MainWindow) -> str:
    return "\n".join(label.text() for label in window.areas.panel.findChildren(QLabel))
