"""Säkerhetskopior as a person uses them: make one, see what would change, take the register back, undo that."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel

from rhs_desktop.domain.backups import BackupKind
from rhs_desktop.domain.roles import Role
from rhs_desktop.services.backups import make, settings
from rhs_desktop.services.cases import record
from rhs_desktop.services.integrity import verify
from rhs_desktop.store.backups.backup_folder import Copies
from rhs_desktop.strings import backups as said
from rhs_desktop.ui.backups.dialog import BackupsDialog
from rhs_desktop.ui.backups.settings_dialog import BackupChoicesDialog
from tests.ui.desk import press
from tests.ui.users.sitting import Sit, Sitting

SitWithCopies = Callable[[int], Sitting]


@pytest.fixture
def sit_copied(sit: Sit, tmp_path: Path) -> SitWithCopies:
    """A desk whose register is copied into `kopior`."""

    def sit_down(count: int) -> Sitting:
        at = sit(count)
        at.ctx.store.copies = Copies(tmp_path / "kopior")
        return at

    return sit_down


def text_of(dialog: QDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog))


def opened(at: Sitting) -> BackupsDialog:
    return at.shown(BackupsDialog(None, at.tools))


def idle(at: Sitting, dialog: BackupsDialog) -> None:
    at.qtbot.waitUntil(lambda: not dialog.busy.running)


def hours_later(at: Sitting, hours: float = 1) -> None:
    at.desk.clock.now += timedelta(hours=hours)


def test_before_the_first_copy(sit_copied: SitWithCopies) -> None:
    at = sit_copied(1)
    dialog = opened(at)
    assert "Det finns inga säkerhetskopior än." in text_of(dialog)
    assert not dialog.primary.isEnabled()
    at.click(dialog.make)
    idle(at, dialog)
    assert [line.texts[:2] for line in dialog.list.lines] == [("09:30", "för hand")]
    assert dialog.list.lines[0].texts[3] == "här"
    assert dialog.primary.isEnabled()


def test_by_keyboard_seen_taken_back_and_undone(sit_copied: SitWithCopies) -> None:
    at = sit_copied(3)
    make.make(at.ctx)
    hours_later(at)
    record.add_note(at.ctx, at.cases[0], "Ringer på fredag")
    noted = at.rows()
    dialog = opened(at)
    dialog.show_changes.animateClick()
    at.qtbot.waitUntil(lambda: dialog.preview is not None)
    told = text_of(dialog)
    assert "Kopian innehåller allt till och med 09:30." in told
    assert "10:30 Anna Ek: anteckningen sparades" in told
    assert "Åtkomstloggen och användarna blir kvar" in told

    at.messages.answers.append(True)
    dialog.list.setFocus()
    press(dialog, Qt.Key.Key_Return)
    idle(at, dialog)
    assert at.messages.said == [("ask", "Återställ till 09:30?", "Återställ")]
    assert "Registret är återställt till 09:30" in text_of(dialog)
    assert dialog.change is not None
    assert dialog.change.cases is None
    assert not dialog.change.undoable
    assert verify(at.ctx) == ()

    at.messages.answers.append(True)
    assert dialog.undo.hasFocus()
    press(dialog, Qt.Key.Key_Return)
    idle(at, dialog)
    assert at.rows() == noted
    assert [line.texts[1] for line in dialog.list.lines][:2] == ["före en återställning", "före en återställning"]
    assert verify(at.ctx) == ()


def test_no_is_no(sit_copied: SitWithCopies) -> None:
    at = sit_copied(2)
    make.make(at.ctx)
    hours_later(at)
    record.add_note(at.ctx, at.cases[0], "Ringer på fredag")
    dialog = opened(at)
    at.messages.answers.append(False)
    at.click(dialog.primary)
    idle(at, dialog)
    assert dialog.change is None
    assert len(dialog.list.lines) == 1


def test_a_copy_of_the_present_asks_nothing(sit_copied: SitWithCopies) -> None:
    at = sit_copied(2)
    make.keep(at.ctx, BackupKind.START)
    dialog = opened(at)
    at.click(dialog.primary)
    idle(at, dialog)
    assert said.SAME in text_of(dialog)
    assert at.messages.said == []


def test_a_damaged_copy_is_told_beside_the_buttons(sit_copied: SitWithCopies, tmp_path: Path) -> None:
    at = sit_copied(2)
    made = make.make(at.ctx)
    (tmp_path / "kopior" / made.name).write_bytes(b"Personnummer;Namn\r\n" * 200)
    dialog = opened(at)
    at.click(dialog.primary)
    idle(at, dialog)
    assert dialog.trouble.text().startswith("Säkerhetskopian går inte att använda.")
    assert dialog.change is None


def test_a_file_from_elsewhere(sit_copied: SitWithCopies, tmp_path: Path) -> None:
    at = sit_copied(2)
    made = make.make(at.ctx)
    elsewhere = tmp_path / "usb" / made.name
    elsewhere.parent.mkdir()
    shutil.move(tmp_path / "kopior" / made.name, elsewhere)
    hours_later(at)
    record.add_note(at.ctx, at.cases[0], "Ringer på fredag")
    dialog = opened(at)
    at.files.paths.append(elsewhere)
    at.messages.answers.append(True)
    at.click(dialog.file)
    idle(at, dialog)
    assert dialog.change is not None


def test_trouble_stands_there_until_it_is_over(sit_copied: SitWithCopies, tmp_path: Path) -> None:
    at = sit_copied(2)
    (tmp_path / "usb").mkdir()
    settings.choose(at.ctx, settings.BackupSettings(second=str(tmp_path / "usb")))
    shutil.rmtree(tmp_path / "usb")
    make.make(at.ctx)
    dialog = opened(at)
    assert "Den andra mappen för säkerhetskopior finns inte." in dialog.second.text
    assert dialog.second.isVisible()
    (tmp_path / "usb" / settings.SECOND_NAME).mkdir(parents=True)
    at.click(dialog.make)
    idle(at, dialog)
    assert not dialog.second.isVisible()
    assert dialog.list.lines[0].texts[3] == "här och i andra mappen"


def test_whose_role_is_no_administrators_copies_and_looks(sit_copied: SitWithCopies) -> None:
    at = sit_copied(2)
    make.make(at.ctx)
    nurse = replace(at.ctx, roles=frozenset({Role.HANDLER, Role.RECEIVER}))
    at.tools = replace(at.tools, context=nurse)
    dialog = opened(at)
    assert not any(one.isVisible() for one in (dialog.primary, dialog.show_changes, dialog.file, dialog.choices))
    at.click(dialog.make)
    idle(at, dialog)
    assert len(dialog.list.lines) == 2


def test_choices_are_kept_and_a_copy_goes_to_the_second_folder(sit_copied: SitWithCopies, tmp_path: Path) -> None:
    at = sit_copied(1)
    dialog = opened(at)
    (tmp_path / "usb").mkdir()
    at.files.paths.append(tmp_path / "usb")

    def fill_in(asked: QDialog) -> None:
        assert isinstance(asked, BackupChoicesDialog)
        assert said.SECOND_NONE in text_of(asked)
        asked.days.setValue(14)
        asked.pick.click()
        assert str(tmp_path / "usb") in text_of(asked)
        asked.primary.click()

    at.messages.on_run = fill_in
    at.click(dialog.choices)
    idle(at, dialog)
    chosen = settings.choices(at.ctx)
    assert (chosen.keep.days, chosen.second) == (14, str(tmp_path / "usb" / "RHS-kopior"))
    assert len(list((tmp_path / "usb" / "RHS-kopior").iterdir())) == 1


def test_a_folder_that_will_not_do_is_told(sit_copied: SitWithCopies, tmp_path: Path) -> None:
    at = sit_copied(1)
    asked = at.shown(BackupChoicesDialog(None, at.tools))
    at.files.paths.append(tmp_path / "finns inte")
    asked.pick.click()
    asked.primary.click()
    assert asked.trouble.text().startswith("Den andra mappen för säkerhetskopior finns inte.")
    assert asked.isVisible()
    asked.forget.click()
    asked.primary.click()
    assert not asked.isVisible()
