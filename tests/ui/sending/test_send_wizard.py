"""Skicka ärende as a person goes through it, over a real database."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from rhs_desktop.domain.codes import Eligibility, RecipientOutcome
from rhs_desktop.services.cases import record
from rhs_desktop.services.sending import send
from rhs_desktop.ui.pasting.source_dialog import PasteDialog
from rhs_desktop.ui.sending.state import SendStage
from rhs_desktop.ui.sending.wizard import SendWizard
from tests.ui.desk import press, row_of, type_text
from tests.ui.users.sitting import NUMBERS, Sit, Sitting

NOTIFIED = RecipientOutcome.NOTIFIED


def wizard(at: Sitting) -> SendWizard:
    return at.shown(SendWizard(None, at.tools, at.desk.round))


def step_of(opened: SendWizard) -> SendStage:
    return opened.state.step


def at_control(at: Sitting) -> SendWizard:
    """The wizard with everybody prepared, at the control in 1177."""
    opened = wizard(at)
    press(opened, Qt.Key.Key_1)
    at.click(opened.primary)
    at.click(opened.primary)
    assert step_of(opened) is SendStage.CONTROL
    return opened


def key(dialog: QDialog, sign: str) -> None:
    press(dialog, Qt.Key(ord(sign)), text=sign)


def test_a_batch_by_keyboard_from_template_to_yes(sit: Sit) -> None:
    at = sit(6, checked=True)
    opened = wizard(at)
    assert not opened.primary.isEnabled()
    key(opened, "2")
    assert opened.state.template == "web"
    assert not opened.primary.isEnabled()
    assert "webbtider" in opened.hint.text()
    opened.templates.times.setFocus()
    opened.templates.times.selectAll()
    for sign in "5":
        key(opened, sign)
    assert "Förslag: 5 mottagare" in opened.templates.advice.text()
    press(opened, Qt.Key.Key_Return)
    assert step_of(opened) is SendStage.RECIPIENTS
    assert opened.primary.text() == "Förbered 5 mottagare"
    assert opened.recipients.later.text() == "1 person till är klar att bjuda in."
    press(opened, Qt.Key.Key_Return)
    assert step_of(opened) is SendStage.CONTROL
    assert [batch.state for batch in send.batches(at.ctx)] == ["prepared"]
    for sign in "12345":
        key(opened, sign)
    case = opened.state.chosen
    goes = opened.controlling.goes_to()
    assert goes[case[1]] == "Ring: saknar avisering i 1177"
    assert goes[case[2]] == "Ring: har aldrig loggat in i 1177"
    assert goes[case[3]] == "Ring: har låst inloggning i 1177"
    assert goes[case[4]].startswith("Rätta: ")
    assert opened.control.count.text() == "1 får inbjudan · 3 till Ring · 1 till Rätta"
    assert {at.row(one).queue for one in case[1:4]} == {"call"}
    press(opened, Qt.Key.Key_Return)
    assert step_of(opened) is SendStage.SENT
    assert all(row.invited_on is None for row in at.rows().values())
    assert opened.primary.text() == "Ja, markera 1 som skickade"
    press(opened, Qt.Key.Key_Return)
    assert opened.isVisible(), "Enter alone must not say yes"
    at.click(opened.primary)
    assert opened.result() == QDialog.DialogCode.Accepted
    assert {row.case for row in at.rows().values() if row.invited_on} == {case[0]}
    assert opened.change is not None
    assert opened.change.says == "1 markerades som skickat"
    assert opened.change.cases == frozenset(case)


def test_letter_goes_to_those_without_phone(sit: Sit) -> None:
    at = sit(rows=[row_of(NUMBERS[0], telefon="")], checked=True)
    record.set_phone(at.ctx, at.cases[0], None)
    opened = SendWizard(None, at.tools, at.desk.round, at.cases)
    at.shown(opened)
    key(opened, "1")
    press(opened, Qt.Key.Key_Return)
    press(opened, Qt.Key.Key_Return)
    key(opened, "2")
    assert opened.controlling.goes_to()[at.cases[0]] == "Brev: saknar avisering i 1177"


def test_closing_leaves_the_batch_prepared_and_it_is_found_again(sit: Sit) -> None:
    at = sit(3, checked=True)
    opened = at_control(at)
    key(opened, "1")
    assert opened.cancel.text() == "Stäng och fortsätt senare"
    press(opened, Qt.Key.Key_Escape)
    assert not opened.isVisible()
    assert all(row.invited_on is None for row in at.rows().values())
    assert opened.change is not None
    again = wizard(at)
    found = [one for one in again.templates.findChildren(QPushButton) if one.text() == "Fortsätt med det"]
    assert len(found) == 1
    at.click(found[0])
    assert step_of(again) is SendStage.CONTROL
    assert again.state.outcomes == {opened.state.chosen[0]: NOTIFIED}
    assert len(again.state.unmarked) == 2


def test_who_answers_on_a_later_day_is_asked_on_which_day_it_went_out(sit: Sit) -> None:
    at = sit(2, checked=True)
    opened = at_control(at)
    for _ in at.cases:
        key(opened, "1")
    press(opened, Qt.Key.Key_Return)
    assert step_of(opened) is SendStage.SENT
    assert not opened.sent.on.isVisible(), "today nobody needs to be asked"
    press(opened, Qt.Key.Key_Escape)
    sent = at.desk.clock.now.date()
    at.desk.clock.now += timedelta(days=3)
    again = wizard(at)
    (batch,) = send.batches(at.ctx)
    again.resume(batch.id)
    press(again, Qt.Key.Key_Return)
    assert step_of(again) is SendStage.SENT
    assert again.sent.on.isVisible()
    assert again.sent.on.day == sent, "proposed is the day of the control"
    again.sent.on.setFocus()
    press(again.sent.on, Qt.Key.Key_Down)
    assert again.sent.on.day == sent, "and no earlier one can be chosen"
    press(again.sent.on, Qt.Key.Key_Up)
    at.click(again.primary)
    assert {row.invited_on for row in at.rows().values()} == {sent + timedelta(days=1)}


def test_a_wizard_left_open_over_night_lets_today_be_chosen(sit: Sit) -> None:
    at = sit(1, checked=True)
    opened = at_control(at)
    key(opened, "1")
    press(opened, Qt.Key.Key_Return)
    assert step_of(opened) is SendStage.SENT
    at.desk.clock.now += timedelta(days=1)
    at.click(opened.back)
    press(opened, Qt.Key.Key_Return)
    assert step_of(opened) is SendStage.SENT
    assert opened.sent.on.isVisible()
    assert opened.sent.on.day == at.ctx.today - timedelta(days=1), "proposed is the day of the control"
    press(opened.sent.on, Qt.Key.Key_Up)
    assert opened.sent.on.day == at.ctx.today


def test_ask_goes_on_with_a_given_batch(sit: Sit) -> None:
    at = sit(2, checked=True)
    batch = send.prepare(at.ctx, at.desk.round, "phone", at.cases).batch
    seen: list[SendStage] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, SendWizard)
        seen.append(step_of(dialog))
        at.click(dialog.control.rest)
        at.click(dialog.primary)
        at.click(dialog.primary)

    at.messages.on_run = look
    parent = QWidget()
    at.qtbot.addWidget(parent)
    change = SendWizard.ask(parent, at.tools, batch=batch)
    assert seen == [SendStage.CONTROL]
    assert change is not None
    assert change.says == "2 markerades som skickade"


def test_nothing_is_changed_by_looking(sit: Sit) -> None:
    at = sit(2, checked=True)
    at.messages.on_run = lambda dialog: press(dialog, Qt.Key.Key_Escape)
    parent = QWidget()
    at.qtbot.addWidget(parent)
    assert SendWizard.ask(parent, at.tools) is None


def test_outside_hours_is_warned_about_and_does_not_stop(sit: Sit) -> None:
    at = sit(1, checked=True)
    at.desk.clock.now = datetime(2026, 11, 9, 18, 20)
    opened = wizard(at)
    assert opened.warning.text.startswith("Det är måndag 18:20.")
    assert opened.warning.text.endswith("vardagar 8–17.")
    key(opened, "1")
    assert opened.primary.isEnabled()


def test_in_working_hours_nothing_is_warned_about(sit: Sit) -> None:
    assert wizard(sit(1, checked=True)).warning.text == ""


def test_held_back_people_stand_below_with_their_reasons(sit: Sit) -> None:
    at = sit(3)
    record.check_cosmic(at.ctx, at.cases[:1], Eligibility.LISTED_ALIVE)
    record.check_cosmic(at.ctx, at.cases[1:2], Eligibility.DECEASED)
    opened = wizard(at)
    key(opened, "1")
    at.click(opened.primary)
    why = {line.key: line.texts[2] for line in opened.recipients.held.lines}
    assert why[at.cases[1]].startswith("Ska inte bjudas in")
    assert why[at.cases[2]] == "Inte kontrollerad i Cosmic"
    assert opened.recipients.held_heading.text() == "2 hålls tillbaka"


def test_numbers_are_copied_one_by_one_and_all(sit: Sit) -> None:
    at = sit(3, checked=True)
    opened = at_control(at)
    clipboard = QApplication.clipboard()
    numbers = [person.number for person in opened.control.table.people]
    taken = []
    for _ in numbers:
        at.click(opened.control.copy_next)
        taken.append(clipboard.text())
    assert taken == numbers
    assert not opened.control.copy_next.isEnabled()
    assert "töms om 60 s" in opened.control.copy_said.text()
    at.click(opened.control.copy_all)
    assert clipboard.text().splitlines() == numbers


def test_the_c_key_copies_the_current_number(sit: Sit) -> None:
    at = sit(2, checked=True)
    opened = at_control(at)
    press(opened, Qt.Key.Key_Down)
    key(opened, "C")
    assert QApplication.clipboard().text() == opened.control.table.people[1].number


def test_ctrl_z_takes_the_latest_mark_back(sit: Sit) -> None:
    at = sit(2, checked=True)
    opened = at_control(at)
    key(opened, "2")
    first = opened.state.chosen[0]
    assert at.row(first).queue == "call"
    press(opened, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert opened.state.outcomes == {}
    assert at.row(first).queue == "send"
    assert opened.control.table.current_case == first


def test_another_key_corrects_a_mark(sit: Sit) -> None:
    at = sit(1, checked=True)
    opened = at_control(at)
    key(opened, "2")
    key(opened, "1")
    assert opened.state.receiving == opened.state.chosen
    assert opened.control.count.text() == "1 får inbjudan"


def test_going_back_from_the_control_lets_the_people_go(sit: Sit) -> None:
    at = sit(2, checked=True)
    opened = at_control(at)
    at.click(opened.back)
    assert step_of(opened) is SendStage.RECIPIENTS
    assert send.batches(at.ctx) == ()
    at.click(opened.primary)
    key(opened, "1")
    assert not opened.back.isVisible()


def test_taking_somebody_out_of_a_prepared_batch(sit: Sit) -> None:
    at = sit(2, checked=True)
    opened = at_control(at)
    first = opened.state.chosen[0]
    press(opened, Qt.Key.Key_Delete)
    assert first not in opened.state.chosen
    assert at.row(first).queue == "invite"
    assert len(opened.control.table.people) == 1


def test_a_batch_that_did_not_go_out_is_taken_away_after_a_question(sit: Sit) -> None:
    at = sit(2, checked=True)
    opened = at_control(at)
    at.messages.answers = [False]
    at.click(opened.abandon)
    assert opened.isVisible()
    at.messages.answers = [True]
    at.click(opened.abandon)
    assert not opened.isVisible()
    assert send.batches(at.ctx) == ()
    assert {row.queue for row in at.rows().values()} == {"invite"}


def test_choosing_fewer_and_another_order(sit: Sit) -> None:
    at = sit(4, checked=True)
    opened = wizard(at)
    key(opened, "1")
    at.click(opened.primary)
    opened.recipients.count.setValue(3)
    assert len(opened.state.chosen) == 3
    opened.recipients.table.setFocus()
    opened.recipients.table.selectRow(0)
    gone = opened.state.chosen[0]
    press(opened, Qt.Key.Key_Delete)
    assert gone not in opened.state.chosen
    assert opened.primary.text() == "Förbered 2 mottagare"


def pasting(at: Sitting, text: str, seen: list[str]) -> None:
    """The next paste dialog gets this text by keyboard, and its primary button is pressed if it can be."""

    def paste(dialog: QDialog) -> None:
        assert isinstance(dialog, PasteDialog)
        dialog.text.setFocus()
        dialog.text.insertPlainText(text)
        seen.extend((dialog.summary.text(), dialog.troubles.text(), dialog.primary.text()))
        if dialog.primary.isEnabled():
            at.click(dialog.primary)

    at.messages.on_run = paste


def test_pasted_numbers_are_recognised_one_or_many(sit: Sit) -> None:
    at = sit(4)
    record.check_cosmic(at.ctx, at.cases[:3], Eligibility.LISTED_ALIVE)
    opened = wizard(at)
    key(opened, "1")
    at.click(opened.primary)
    opened.choosing.take_out(opened.state.chosen)
    assert opened.primary.isEnabled() is False
    rows = at.rows()
    known = [rows[case].digits for case in at.cases]
    seen: list[str] = []
    pasting(at, f"{known[2]}\n{known[0][:8]}-{known[0][8:]}, {known[3]}\n{NUMBERS[9]}\nhej", seen)
    at.click(opened.recipients.paste)
    assert opened.state.chosen == (at.cases[2], at.cases[0])
    assert seen[0] == "2 kan läggas till · 1 hålls tillbaka · 1 finns inte i omgången · 1 går inte att läsa"
    assert "Inte kontrollerad i Cosmic" in seen[1]
    assert seen[2] == "Lägg till 2"


def test_numbers_come_from_a_file_too(sit: Sit, tmp_path: Path) -> None:
    at = sit(2, checked=True)
    opened = wizard(at)
    key(opened, "1")
    at.click(opened.primary)
    opened.choosing.take_out(opened.state.chosen)
    listed = tmp_path / "nummer.txt"
    listed.write_text(f"\ufeff{at.row(at.cases[1]).digits}\r\n", encoding="utf-8")
    at.files.paths = [listed]
    at.messages.on_run = lambda dialog: at.click(dialog.primary) if isinstance(dialog, PasteDialog) else None
    at.click(opened.recipients.file)
    assert opened.state.chosen == (at.cases[1],)


def test_a_file_that_is_gone_is_told_of(sit: Sit, tmp_path: Path) -> None:
    at = sit(1, checked=True)
    opened = wizard(at)
    key(opened, "1")
    at.click(opened.primary)
    at.files.paths = [tmp_path / "borta.txt"]
    at.click(opened.recipients.file)
    assert at.messages.said[-1][0] == "warn"


def test_the_recipient_table_is_pasted_back(sit: Sit) -> None:
    at = sit(3, checked=True)
    opened = at_control(at)
    numbers = [person.number for person in opened.control.table.people]
    table = "Personnummer\tNamn\tAviseringar\n" + "\n".join(
        f"{number}\tNamn Namnsson\t{notice}"
        for number, notice in zip(numbers, ("Mobiltelefon", "Saknas"), strict=False)
    )
    seen: list[str] = []
    pasting(at, table, seen)
    at.click(opened.control.paste)
    assert seen[2] == "Markera 2"
    first, second, third = opened.state.chosen
    assert opened.state.outcomes == {first: NOTIFIED, second: RecipientOutcome.NO_NOTIFICATION}
    assert opened.state.unmarked == (third,)


def test_numbers_are_saved_for_importera_fran_fil(sit: Sit, tmp_path: Path) -> None:
    at = sit(3, checked=True)
    opened = at_control(at)
    target = tmp_path / "mottagare.txt"
    at.files.paths = [target]
    at.click(opened.control.to_file)
    numbers = [person.number for person in opened.control.table.people]
    assert target.read_bytes() == "".join(f"{number}\r\n" for number in numbers).encode()
    assert "mottagare.txt" in opened.control.copy_said.text()
    assert "personnummer" in opened.control.copy_said.text()


def test_a_file_that_cannot_be_written_is_told_of_in_place(sit: Sit, tmp_path: Path) -> None:
    at = sit(1, checked=True)
    opened = at_control(at)
    at.files.paths = [tmp_path / "saknas" / "mottagare.txt"]
    at.click(opened.control.to_file)
    assert "Mappen finns inte längre." in opened.trouble.text()


def test_somebody_who_was_taken_meanwhile_stops_the_batch_with_a_reason(sit: Sit) -> None:
    at = sit(2, checked=True)
    opened = wizard(at)
    key(opened, "1")
    at.click(opened.primary)
    at.desk.clock.now = datetime(2026, 11, 9, 9, 45)
    record.check_cosmic(at.ctx, at.cases[:1], Eligibility.DECEASED)
    at.click(opened.primary)
    assert step_of(opened) is SendStage.RECIPIENTS
    assert "kan inte längre bjudas in" in opened.trouble.text()
    assert send.batches(at.ctx) == ()


def test_cases_marked_in_the_list_are_proposed_and_the_others_told(sit: Sit) -> None:
    at = sit(4)
    record.check_cosmic(at.ctx, at.cases[:3], Eligibility.LISTED_ALIVE)
    opened = at.shown(SendWizard(None, at.tools, at.desk.round, [at.cases[3], at.cases[1]]))
    key(opened, "1")
    at.click(opened.primary)
    assert opened.state.chosen == (at.cases[1],)
    assert [line.key for line in opened.recipients.held.lines] == [at.cases[3]]


def marked_many(sit: Sit, count: int = 30) -> tuple[Sitting, SendWizard]:
    """All who were just checked in Cosmic are still marked, and the first one in the list is not among them."""
    at = sit(count + 1, checked=True)
    opened = at.shown(SendWizard(None, at.tools, at.desk.round, at.cases[1:]))
    key(opened, "1")
    at.click(opened.primary)
    return at, opened


def test_of_many_marked_the_recommended_number_comes_first_and_the_rest_is_told(sit: Sit) -> None:
    at, opened = marked_many(sit)
    assert len(opened.state.chosen) == 25
    assert at.cases[0] not in opened.state.chosen
    assert opened.recipients.later.text() == (
        "5 av de markerade väntar till nästa utskick. Manualen rekommenderar högst 25 åt gången."
    )
    assert opened.recipients.all.text() == "Ta med &alla 30"
    at.click(opened.recipients.all)
    assert sorted(opened.state.chosen) == sorted(at.cases[1:])
    assert opened.primary.text() == "Förbered 30 mottagare"
    assert not opened.recipients.all.isVisible()
    opened.recipients.count.setValue(10)
    assert len(opened.state.chosen) == 10
    assert set(opened.state.chosen) < set(at.cases[1:]), "still of those marked"
    assert "20 av de markerade" in opened.recipients.later.text()


def test_of_many_marked_no_more_than_there_are_web_times(sit: Sit) -> None:
    at = sit(6, checked=True)
    opened = at.shown(SendWizard(None, at.tools, at.desk.round, at.cases))
    key(opened, "2")
    opened.templates.times.setFocus()
    opened.templates.times.selectAll()
    key(opened, "4")
    press(opened, Qt.Key.Key_Return)
    assert len(opened.state.chosen) == 4
    assert opened.recipients.later.text() == "2 av de markerade väntar till nästa utskick. 4 webbtider är lediga."


def test_more_than_were_marked_are_taken_from_those_next_in_turn(sit: Sit) -> None:
    at = sit(4, checked=True)
    opened = at.shown(SendWizard(None, at.tools, at.desk.round, at.cases[2:]))
    key(opened, "1")
    at.click(opened.primary)
    assert opened.state.chosen == at.cases[2:]
    assert not opened.recipients.all.isVisible()
    opened.recipients.count.setValue(3)
    assert opened.state.chosen[:2] == at.cases[2:]
    assert len(opened.state.chosen) == 3


@pytest.mark.parametrize("cases", [pytest.param((), id="nobody chosen")])
def test_without_a_list_the_wizard_says_what_to_do_first(
    sit: Sit, cases: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    at = sit()
    monkeypatch.setattr("rhs_desktop.ui.sending.wizard.case_list.round_shown", lambda ctx: None)
    parent = QWidget()
    at.qtbot.addWidget(parent)
    assert SendWizard.ask(parent, at.tools, cases) is None
    assert at.messages.said == [("tell", "Det finns ingen att bjuda in än.", "Importera en lista först.")]


def test_swedish_letters_are_typed_where_text_is_taken(sit: Sit) -> None:
    at = sit(1, checked=True)
    understand = wizard(at).choosing.recognise
    dialog = at.shown(PasteDialog(None, at.tools.theme, "Personnummer", "", understand))
    dialog.text.setFocus()
    type_text(dialog.text, "åäö")
    assert dialog.text.toPlainText() == "åäö"
    assert not dialog.primary.isEnabled()
