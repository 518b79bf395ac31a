"""Reminder letters in the Brev dialog: chosen, printed, answered for, printed again and found again like any others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton

from rhs_desktop.domain.codes import Channel
from rhs_desktop.domain.letters.letter_plan import LetterKind
from rhs_desktop.services import settings
from rhs_desktop.services.cases import record
from rhs_desktop.services.letters import mailing_proposal, print_batch
from rhs_desktop.services.letters.pages import count_pages
from rhs_desktop.strings.letters import printing as said
from rhs_desktop.ui.letters.letters_dialog import LettersDialog
from rhs_desktop.ui.letters.reprint_dialog import ReprintDialog
from rhs_desktop.ui.letters.state import LettersStage
from tests.ui.desk import press, row_of
from tests.ui.letters.test_letters_dialog import CLINIC
from tests.ui.letters.test_printer_adjustment import Sheets, sheets, stand
from tests.ui.users.sitting import NUMBERS, Sit, Sitting

__all__ = ["sheets"]
OTHER_WORDS = "Vill du komma på hälsosamtal?"
NOTE = f"{said.REMINDERS_NOTE} I varje kuvert: Påminnelsebrev, Svarsbrev och ett frankerat svarskuvert."


@pytest.fixture
def at(sit: Sit) -> Sitting:
    """Three who have let the days pass, and one who shall have a first letter."""
    sitting = sit(rows=[row_of(number, turn) for turn, number in enumerate(NUMBERS[:4])], checked=True)
    settings.save(sitting.ctx, replace(settings.load(sitting.ctx), clinic=CLINIC))
    for case in sitting.cases:
        record.route(sitting.ctx, case, Channel.LETTER)
    done = print_batch.make(sitting.ctx, sitting.desk.round, sitting.cases[:3], None).done
    assert done is not None
    assert done.batch is not None
    print_batch.confirm_posted(sitting.ctx, done.batch, sitting.cases[:3])
    sitting.desk.clock.now += timedelta(days=25)
    return sitting


def quiet(at: Sitting, dialog: LettersDialog) -> LettersDialog:
    at.qtbot.waitUntil(lambda: not dialog.busy.running)
    return dialog


def brev(at: Sitting, kind: LetterKind = LetterKind.INVITATION) -> LettersDialog:
    return quiet(at, at.shown(LettersDialog(None, at.tools, at.desk.round, kind=kind)))


def late(at: Sitting) -> Sequence[int]:
    return [one.case for one in mailing_proposal.propose(at.ctx, at.desk.round, kind=LetterKind.REMINDER).ready]


def printed(at: Sitting, sheets: Sheets) -> LettersDialog:
    dialog = brev(at, LetterKind.REMINDER)
    at.click(dialog.primary)
    quiet(at, dialog)
    assert dialog.state.stage is LettersStage.CONFIRM
    return dialog


@pytest.fixture(autouse=True)
def paper(sheets: Sheets, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rhs_desktop.ui.letters.output.choose_printer", sheets.choose)
    monkeypatch.setattr("rhs_desktop.ui.letters.output.print_pages", sheets.take)


def test_by_the_keyboard_beside_the_pile_of_the_day(at: Sitting, sheets: Sheets) -> None:
    everybody = late(at)

    def remind(shown: QDialog) -> None:
        assert isinstance(shown, LettersDialog)
        quiet(at, shown)
        assert shown.windowTitle() == "Påminnelsebrev"
        assert shown.state.chosen == tuple(everybody)
        stand(shown, shown.choose.table)
        press(shown, Qt.Key.Key_Space)
        assert shown.primary.text() == "Skriv ut 2 brev …"
        stand(shown, shown.primary)
        press(shown, Qt.Key.Key_Return)
        at.qtbot.waitUntil(lambda: bool(sheets.printed) and not shown.busy.running)
        assert shown.confirm.note.text() == NOTE
        assert shown.focusWidget() is shown.confirm.table
        press(shown, Qt.Key.Key_Space)
        assert shown.primary.text() == "Markera 1 som postade"
        stand(shown, shown.primary)
        press(shown, Qt.Key.Key_Return)
        quiet(at, shown)

    at.messages.on_run = remind
    dialog = brev(at)
    assert dialog.state.ready == at.cases[3:], "the first letter of the day"
    assert dialog.notices.others[LetterKind.REMINDER].text == "3 invånare har inte svarat på sitt brev i tid."
    stand(dialog, dialog.notices.open_others[LetterKind.REMINDER])
    press(dialog, Qt.Key.Key_Space)
    quiet(at, dialog)
    assert OTHER_WORDS in sheets.words()
    assert count_pages(sheets.printed[0]) == 4
    assert len(late(at)) == 2
    assert dialog.isVisible()
    assert dialog.state.ready == at.cases[3:]
    assert dialog.notices.others[LetterKind.REMINDER].text == "2 invånare har inte svarat på sitt brev i tid."
    assert dialog.change is not None
    assert dialog.change.says == "1 brev markerades som postat"
    assert dialog.change.cases == frozenset(everybody[1:])


def test_of_those_who_were_chosen_only_they_are_reminded(at: Sitting) -> None:
    seen: list[tuple[int, ...]] = []

    def look(shown: QDialog) -> None:
        assert isinstance(shown, LettersDialog)
        seen.append(quiet(at, shown).state.ready)
        shown.reject()

    at.messages.on_run = look
    chosen = (at.cases[1], at.cases[3])
    dialog = quiet(at, at.shown(LettersDialog(None, at.tools, at.desk.round, chosen)))
    assert dialog.notices.others[LetterKind.REMINDER].text == "1 invånare har inte svarat på sitt brev i tid."
    at.click(dialog.notices.open_others[LetterKind.REMINDER])
    assert seen == [(at.cases[1],)]


def test_each_is_seen_before_it_is_printed(at: Sitting) -> None:
    dialog = brev(at, LetterKind.REMINDER)
    shown = mailing_proposal.preview(at.ctx, at.desk.round, late(at)[0], kind=LetterKind.REMINDER)
    assert count_pages(shown) == 2
    dialog.choose.table.selectRow(0)
    assert dialog.choose.preview.isVisible()
    assert dialog.trouble.text() == ""


def test_a_jam_then_again_from_there(at: Sitting, sheets: Sheets) -> None:
    sheets.jams = 1
    dialog = brev(at, LetterKind.REMINDER)
    at.click(dialog.primary)
    at.qtbot.waitUntil(lambda: bool(dialog.trouble.text()))
    assert dialog.trouble.text() == said.JAM_TOLD
    dialog.confirm.table.selectRow(1)

    def jammed(asked: QDialog) -> None:
        assert isinstance(asked, ReprintDialog)
        assert asked.number.value() == 2
        asked.accept()

    at.messages.on_run = jammed
    at.click(dialog.again)
    at.qtbot.waitUntil(lambda: len(sheets.printed) == 2 and not dialog.busy.running)
    assert dialog.trouble.text() == ""
    assert count_pages(sheets.printed[1]) == 4
    assert OTHER_WORDS in sheets.words()
    at.click(dialog.primary)
    quiet(at, dialog)
    assert late(at) == []


def test_answered_later_the_pile_is_found_again(at: Sitting, sheets: Sheets) -> None:
    dialog = printed(at, sheets)
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog.change is not None
    assert dialog.change.says == "3 brev väntar på att postas"
    again = brev(at)
    assert not again.notices.others[LetterKind.REMINDER].isVisible()
    (answer,) = [one for one in again.notices.findChildren(QPushButton) if one.text() == said.ANSWER]
    at.click(answer)
    assert again.confirm.note.text() == NOTE
    assert len(again.state.printed) == 3
    at.click(again.primary)
    quiet(at, again)
    assert late(at) == []
    assert print_batch.batches(at.ctx) == ()


def test_as_a_file_they_count_when_they_are_posted(at: Sitting, tmp_path: Path) -> None:
    dialog = brev(at, LetterKind.REMINDER)
    at.files.paths = [tmp_path / "påminnelse.pdf"]
    dialog.save_one.trigger()
    quiet(at, dialog)
    assert count_pages(tmp_path / "påminnelse.pdf") == 6
    assert len(print_batch.batches(at.ctx)) == 1
    at.click(dialog.primary)
    quiet(at, dialog)
    assert not brev(at).notices.others[LetterKind.REMINDER].isVisible()


def test_who_has_become_protected_is_held_back_and_never_printed(at: Sitting, sheets: Sheets) -> None:
    resident = at.ctx.store.resident_of(at.cases[0])
    record.edit_details(at.ctx, resident.id, replace(resident.details, protected=True))
    dialog = brev(at, LetterKind.REMINDER)
    assert at.cases[0] not in dialog.state.ready
    assert "Skyddade personuppgifter" in dialog.choose.held.lines[0].texts[1]
    assert not dialog.choose.protected.isVisible()
    at.click(dialog.primary)
    quiet(at, dialog)
    assert count_pages(sheets.printed[0]) == 4


def test_thinking_better_of_the_printer_prints_nothing(at: Sitting, sheets: Sheets) -> None:
    sheets.printer = None
    dialog = brev(at, LetterKind.REMINDER)
    at.click(dialog.primary)
    assert sheets.printed == []
    assert len(late(at)) == 3
    assert print_batch.batches(at.ctx) == ()
