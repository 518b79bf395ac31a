"""Brev as a person goes through it: who, how it looks, paper or PDF, and what was posted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.domain.codes import Channel
from rhs_desktop.domain.letters.clinic import Clinic
from rhs_desktop.domain.people.resident import Address
from rhs_desktop.services import settings
from rhs_desktop.services.cases import record
from rhs_desktop.services.letters import print_batch
from rhs_desktop.services.letters.pages import count_pages
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.letters.letters_dialog import LettersDialog
from rhs_desktop.ui.letters.state import LettersStage, LettersState
from rhs_desktop.ui.settings.settings_dialog import SettingsDialog
from rhs_desktop.ui.window.dialogs import ACT_DIALOGS, Opening
from tests.ui.desk import press, row_of
from tests.ui.users.sitting import NUMBERS, Sit, Sitting

CLINIC = Clinic(
    name="Vårdcentralen Ekeby",
    address=Address(street="Ekebyvägen 1", postcode="59040", city="Kisa"),
    phone="010-104 70 00",
)


@pytest.fixture
def at(sit: Sit) -> Sitting:
    """Five who shall have a letter: three can, one is protected, one has no address."""
    rows = [row_of(number, turn) for turn, number in enumerate(NUMBERS[:5])]
    rows[3] = row_of(NUMBERS[3], 3, skyddad="Ja")
    rows[4] = row_of(NUMBERS[4], 4, gatuadress="", postnummer="", ort="")
    sitting = sit(rows=rows, checked=True)
    for case in sitting.cases:
        record.route(sitting.ctx, case, Channel.LETTER)
    settings.save(sitting.ctx, replace(settings.load(sitting.ctx), clinic=CLINIC))
    return sitting


def letters(at: Sitting) -> LettersDialog:
    dialog = at.shown(LettersDialog(None, at.tools, at.desk.round))
    done(at, dialog)
    return dialog


def done(at: Sitting, dialog: LettersDialog) -> None:
    at.qtbot.waitUntil(lambda: not dialog.busy.running)


def save(at: Sitting, dialog: LettersDialog, target: Path, *, each: bool = False) -> None:
    at.files.paths = [target]
    assert dialog.save.isEnabled()
    (dialog.save_each if each else dialog.save_one).trigger()
    done(at, dialog)


def test_who_gets_one_and_who_is_held_back_with_why(at: Sitting) -> None:
    dialog = letters(at)
    assert dialog.choose.heading.text() == "3 får brev"
    assert {line.key for line in dialog.choose.table.lines} == set(at.cases[:3])
    why = {line.key: line.texts[1] for line in dialog.choose.held.lines}
    assert why[at.cases[3]] == "Skyddade personuppgifter. Brevet skickas för sig, genom Skatteverket."
    assert "gatuadress saknas" in why[at.cases[4]]
    assert dialog.primary.text() == "Skriv ut 3 brev …"
    assert dialog.save.text() == "Spara 3 brev som PDF …"


def test_the_real_letter_is_shown_for_the_current_person(at: Sitting) -> None:
    dialog = letters(at)
    with at.qtbot.waitSignal(dialog.choose.preview.shown):
        dialog.choose.table.selectRow(1)
    assert dialog.choose.preview.pages == 2
    assert dialog.choose.preview.place.text() == "Sida 1 av 2"
    assert dialog.choose.preview.paper.accessibleName().endswith(dialog.choose.table.lines[1].texts[1])
    at.click(dialog.choose.preview.after)
    assert dialog.choose.preview.place.text() == "Sida 2 av 2"
    assert not dialog.choose.preview.after.isEnabled()


def test_saved_then_one_was_not_posted(at: Sitting, tmp_path: Path) -> None:
    dialog = letters(at)
    dialog.choose.table.setFocus()
    target = tmp_path / "brev.pdf"
    save(at, dialog, target)
    assert count_pages(target) == 6
    assert dialog.state.stage is LettersStage.CONFIRM
    assert dialog.confirm.count.text() == "3 av 3 postade"
    assert {at.row(case).status for case in at.cases[:3]} == {"letter_printed"}
    press(dialog, Qt.Key.Key_Space)
    assert dialog.confirm.count.text() == "2 av 3 postade"
    assert dialog.primary.text() == "Markera 2 som postade"
    at.click(dialog.primary)
    done(at, dialog)
    assert not dialog.isVisible()
    left = dialog.state.printed[0]
    statuses = {case: at.row(case).status for case in dialog.state.printed}
    assert statuses.pop(left) == "to_letter"
    assert set(statuses.values()) == {"letter_sent"}
    assert dialog.change is not None
    assert dialog.change.says == "2 brev markerades som postade"


def test_one_is_left_out_by_the_space_bar(at: Sitting, tmp_path: Path) -> None:
    dialog = letters(at)
    dialog.choose.table.setFocus()
    dialog.choose.table.selectRow(0)
    press(dialog, Qt.Key.Key_Space)
    assert dialog.choose.heading.text() == "2 av 3 får brev"
    save(at, dialog, tmp_path / "brev.pdf")
    assert len(dialog.state.printed) == 2
    assert count_pages(tmp_path / "brev.pdf") == 4


def test_answering_later_finds_the_batch_again(at: Sitting, tmp_path: Path) -> None:
    first = letters(at)
    save(at, first, tmp_path / "brev.pdf")
    assert first.cancel.text() == "Svara senare"
    press(first, Qt.Key.Key_Escape)
    again = letters(at)
    assert again.choose.heading.text() == "Inga brev att skicka i dag."
    answer = next(one for one in again.findChildren(QPushButton) if one.text() == "Svara")
    at.click(answer)
    assert again.confirm.count.text() == "3 av 3 postade"
    at.click(again.primary)
    done(at, again)
    assert print_batch.batches(at.ctx) == ()


def test_from_a_printed_letter_in_the_panel_the_question_of_its_pile_is_asked_at_once(
    at: Sitting, tmp_path: Path
) -> None:
    first = letters(at)
    save(at, first, tmp_path / "brev.pdf")
    press(first, Qt.Key.Key_Escape)
    asked: list[str] = []

    def posted(dialog: QDialog) -> None:
        assert isinstance(dialog, LettersDialog)
        asked.append(dialog.confirm.count.text())
        at.qtbot.waitUntil(dialog.primary.isEnabled)
        at.click(dialog.primary)
        done(at, dialog)

    at.messages.on_run = posted
    parent = QWidget()
    at.qtbot.addWidget(parent)
    change = ACT_DIALOGS[Act.CONFIRM_LETTER](Opening(parent, at.tools, at.cases[1:2]))
    assert asked == ["3 av 3 postade"]
    assert isinstance(change, ActResult)
    assert change.cases == frozenset(at.cases[:3])
    assert {at.row(case).status for case in at.cases[:3]} == {"letter_sent"}


def test_who_answers_on_a_later_day_is_asked_on_which_day_they_were_posted(at: Sitting, tmp_path: Path) -> None:
    first = letters(at)
    save(at, first, tmp_path / "brev.pdf")
    assert not first.confirm.on.isVisible(), "today nobody needs to be asked"
    press(first, Qt.Key.Key_Escape)
    printed = at.desk.clock.now.date()
    at.desk.clock.now += timedelta(days=4)
    again = letters(at)
    (batch,) = print_batch.batches(at.ctx)
    again.session.resume(batch.id)
    assert again.confirm.on.isVisible()
    again.confirm.on.setFocus()
    for _ in range(3):
        press(again.confirm.on, Qt.Key.Key_Down)
    at.click(again.primary)
    done(at, again)
    posted = {at.ctx.store.state(case).posted_on for case in at.cases[:3]}
    assert posted == {printed + timedelta(days=1)}


def test_a_window_left_open_over_night_proposes_the_day_that_it_is(at: Sitting, tmp_path: Path) -> None:
    first = letters(at)
    save(at, first, tmp_path / "brev.pdf")
    press(first, Qt.Key.Key_Escape)
    left_open = letters(at)
    at.desk.clock.now += timedelta(days=1)
    (batch,) = print_batch.batches(at.ctx)
    left_open.session.resume(batch.id)
    assert left_open.confirm.on.day == at.ctx.today


def test_letters_of_a_clock_that_was_ahead_can_be_answered_for(at: Sitting, tmp_path: Path) -> None:
    first = letters(at)
    save(at, first, tmp_path / "brev.pdf")
    press(first, Qt.Key.Key_Escape)
    printed = at.desk.clock.now.date()
    at.desk.clock.now -= timedelta(days=2)
    again = letters(at)
    (batch,) = print_batch.batches(at.ctx)
    again.session.resume(batch.id)
    assert again.confirm.on.isVisible(), "the day that counts is not today"
    at.click(again.primary)
    done(at, again)
    assert {at.ctx.store.state(case).posted_on for case in at.cases[:3]} == {printed}


def test_none_was_posted(at: Sitting, tmp_path: Path) -> None:
    dialog = letters(at)
    save(at, dialog, tmp_path / "brev.pdf")
    for case in dialog.state.printed:
        dialog.confirm.ticked.emit((case,), False)
    assert dialog.primary.text() == "Inget brev postades"
    at.click(dialog.primary)
    done(at, dialog)
    assert {at.row(case).status for case in at.cases[:3]} == {"to_letter"}


def test_printing_goes_through_the_print_dialog_and_leaves_no_file(
    at: Sitting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    paper = tmp_path / "papper.pdf"

    def to_file(dialog: QDialog) -> None:
        assert isinstance(dialog, QPrintDialog)
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(paper))
        dialog.done(QDialog.DialogCode.Accepted)

    at.messages.on_run = to_file
    dialog = letters(at)
    at.click(dialog.primary)
    at.qtbot.waitUntil(lambda: dialog.state.stage is LettersStage.CONFIRM and not dialog.busy.running)
    assert count_pages(paper) == 6
    assert list(scratch.iterdir()) == []
    assert dialog.again.isVisible()


def test_thinking_better_of_the_print_dialog_changes_nothing(at: Sitting) -> None:
    at.messages.on_run = lambda dialog: dialog.reject()
    dialog = letters(at)
    at.click(dialog.primary)
    assert dialog.state.stage is LettersStage.CHOOSE
    assert print_batch.batches(at.ctx) == ()


def test_a_folder_that_is_gone_is_told_of_and_nothing_is_marked(at: Sitting, tmp_path: Path) -> None:
    dialog = letters(at)
    save(at, dialog, tmp_path / "saknas" / "brev.pdf")
    assert "Mappen finns inte längre" in dialog.trouble.text()
    assert print_batch.batches(at.ctx) == ()


def test_without_the_clinics_details_nothing_can_be_printed(at: Sitting) -> None:
    settings.save(at.ctx, replace(settings.load(at.ctx), clinic=Clinic()))
    dialog = letters(at)
    assert "Fyll i namn, adress, telefonnummer" in dialog.notices.incomplete.text
    assert not dialog.primary.isEnabled()

    def fill_in(shown: QDialog) -> None:
        assert isinstance(shown, SettingsDialog)
        for field, text in ((shown.name, "Ekeby"), (shown.street, "Box 1"), (shown.postcode, "590 40")):
            field.setText(text)
        shown.city.setText("Kisa")
        shown.phone.setText("010-104 70 00")
        at.click(shown.primary)

    at.messages.on_run = fill_in
    at.click(dialog.notices.fill_in)
    done(at, dialog)
    assert dialog.notices.incomplete.text == ""
    assert dialog.primary.isEnabled()


def test_ask_for_given_cases_only(at: Sitting) -> None:
    parent = QWidget()
    at.qtbot.addWidget(parent)
    seen: list[int] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, LettersDialog)
        done(at, dialog)
        seen.extend(line.key for line in dialog.choose.table.lines)

    at.messages.on_run = look
    assert LettersDialog.ask(parent, at.tools, at.cases[1:2]) is None
    assert seen == [at.cases[1]]


def test_nobody_to_write_to_says_when_there_will_be(sit: Sit) -> None:
    at = sit(1, checked=True)
    dialog = letters(at)
    assert dialog.nobody.isVisible()
    assert dialog.cancel.text() == "Stäng"
    assert not dialog.primary.isVisible()


@pytest.mark.parametrize(
    ("state", "chosen", "posted", "may"),
    [
        pytest.param(LettersState(), (), (), False, id="nobody"),
        pytest.param(LettersState((1, 2)), (1, 2), (), True, id="two"),
        pytest.param(LettersState((1, 2)).choosing(1, yes=False), (2,), (), True, id="one left out"),
        pytest.param(
            LettersState((1, 2)).choosing(1, yes=False).choosing(1, yes=True), (1, 2), (), True, id="in again"
        ),
        pytest.param(LettersState((1,)).choosing(1, yes=False), (), (), False, id="all left out"),
        pytest.param(LettersState((1, 2)).choosing(1, yes=False).proposing((1, 3)), (3,), (), True, id="others"),
        pytest.param(LettersState((1, 2)).made(7, (1, 2)).choosing(2, yes=False), (1, 2), (1,), True, id="one stayed"),
        pytest.param(LettersState((1,)).made(7, (1,)).choosing(1, yes=False), (1,), (), True, id="none posted"),
    ],
)
def test_the_rules(state: LettersState, chosen: tuple[int, ...], posted: tuple[int, ...], may: bool) -> None:
    assert (state.chosen, state.posted, state.may_go_on) == (chosen, posted, may)
