"""Manuals in the window: copied, changed with faults told at once, saved, and taken into use for new cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QListWidget, QWidget

from rhs_desktop.domain.codes import Answer, Eligibility
from rhs_desktop.domain.manuals.manual import Profile
from rhs_desktop.domain.roles import Role
from rhs_desktop.services.cases import case_list, record
from rhs_desktop.services.manuals import editing
from rhs_desktop.services.sending import send
from rhs_desktop.ui.cases.undo_dialog import UndoDialog
from rhs_desktop.ui.manuals.copy_and_use_dialogs import CopyDialog, UseDialog
from rhs_desktop.ui.manuals.editor import ManualEditor
from rhs_desktop.ui.manuals.manuals_dialog import ManualsDialog
from rhs_desktop.ui.manuals.state import EditorTab
from rhs_desktop.ui.sending.wizard import SendWizard
from tests import builders
from tests.ui.desk import key_events, press, type_text
from tests.ui.users.sitting import Sit, Sitting

NAME = "Ekebys manual"


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def lines(steps: QListWidget) -> list[str]:
    return [steps.item(row).text() for row in range(steps.count())]


def copied(at: Sitting) -> Profile:
    return editing.copy(at.ctx, "rhs-004", NAME).profile


def editor(at: Sitting, profile: str, *, used: bool = False) -> ManualEditor:
    dialog = at.shown(ManualEditor(None, at.tools, editing.draft(at.ctx, profile), used=used))
    QApplication.processEvents()
    return dialog


def typed(at: Sitting, widget: QWidget, text: str) -> None:
    widget.setFocus()
    key_events(widget, "", None)
    press(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(widget, text)


# ---- the list -------------------------------------------------------------------------------------------------------


def test_the_program_s_own_is_locked_and_the_way_on_is_a_copy(sit: Sit) -> None:
    at = sit(3)
    dialog = at.shown(ManualsDialog(None, at.tools))
    assert lines(dialog.list) == [
        "Riktade hälsosamtal (RHS)\nFöljer med programmet, används i 1 omgång",
        "Riktade hälsosamtal via 1177 (2023)\nFöljer med programmet, används inte",
    ]
    assert (dialog.primary.text(), dialog.copy.isVisible(), dialog.remove.isVisible()) == (
        "Kopiera och ändra…",
        False,
        False,
    )
    text = said(dialog)
    assert "kan inte ändras" in text
    assert "Nya ärenden i 40- och 50-åringar 2026 följer den." in text
    assert "3 öppna ärenden följer den." in text


def test_copying_asks_for_a_name_and_goes_on_to_the_change(sit: Sit) -> None:
    at = sit(1)

    def name_it(dialog: QDialog) -> None:
        assert isinstance(dialog, CopyDialog)
        assert dialog.name.text() == "Vår manual: Riktade hälsosamtal (RHS)"
        type_text(dialog.name, "riktade hälsosamtal (rhs)")
        press(dialog, Qt.Key.Key_Return)
        assert dialog.isVisible()
        assert "Det finns redan en manual som heter Riktade hälsosamtal (RHS)." in said(dialog)
        press(dialog.name, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        type_text(dialog.name, NAME)
        press(dialog, Qt.Key.Key_Return)

    def change_it(dialog: QDialog) -> None:
        assert isinstance(dialog, ManualEditor)
        dialog.days.fields["days.manual_reminder"].box.setValue(10)
        at.click(dialog.primary)

    answers = [name_it, change_it]
    at.messages.on_run = lambda dialog: answers.pop(0)(dialog)
    dialog = at.shown(ManualsDialog(None, at.tools))
    press(dialog.list, Qt.Key.Key_Return)
    assert answers == []
    assert dialog.change is not None
    assert dialog.change.says == f"{NAME} är sparad"
    assert dialog.list.currentRow() == 2
    assert "Vår påminnelse: 12 dagar → 10 dagar" in said(dialog)
    assert dialog.primary.text() == "Ändra…"


def test_who_is_no_administrator_looks_and_changes_nothing(sit: Sit) -> None:
    at = sit(1)
    copied(at)
    nurse = replace(at.tools, context=replace(at.ctx, roles=frozenset({Role.HANDLER, Role.RECEIVER})))
    dialog = at.shown(ManualsDialog(None, nurse))
    assert "Bara en administratör kan ändra dem." in dialog.trouble.text()
    for row in range(dialog.list.count()):
        dialog.list.setCurrentRow(row)
        buttons = (dialog.primary, dialog.copy, dialog.use, dialog.remove)
        assert not any(button.isEnabled() for button in buttons)
    dialog.list.itemDoubleClicked.emit(dialog.list.item(0))  # no dialog opens: none is expected


def test_an_unused_manual_is_taken_away_after_a_question(sit: Sit) -> None:
    at = sit(1)
    own = copied(at)
    dialog = at.shown(ManualsDialog(None, at.tools))
    dialog.load(own.id)
    at.messages.answers = [False, True]
    at.click(dialog.remove)
    assert own.id in at.ctx.profiles
    at.click(dialog.remove)
    assert own.id not in at.ctx.profiles
    assert dialog.change is not None
    assert dialog.change.says == "Manualen är borttagen"
    assert dialog.list.count() == 2


# ---- changing -------------------------------------------------------------------------------------------------------


def test_what_is_wrong_stands_beside_its_field_at_once_and_nothing_can_be_saved(sit: Sit) -> None:
    at = sit(1)
    dialog = editor(at, copied(at).id)
    field = dialog.days.fields["days.manual_reminder"]
    assert field.note.text() == "6–29, från inbjudan"
    field.box.setFocus()
    field.box.selectAll()
    key_events(field.box, "34")
    assert field.note.text() == "Vår påminnelse är 34, men måste vara mindre än 1177 avslutar ärendet, som är 30."
    assert dialog.tabs.tabText(EditorTab.DAYS) == "Dagar och försök · 1 fel"
    assert not dialog.primary.isEnabled()
    dialog.tabs.setCurrentIndex(EditorTab.PREVIEW)
    assert "Något behöver rättas" in said(dialog.preview)
    dialog.days.fields["days.closes"].box.setValue(40)
    assert field.note.text() == "6–39, från inbjudan"
    assert dialog.tabs.tabText(EditorTab.DAYS) == "Dagar och försök"
    assert dialog.primary.isEnabled()


def test_the_wheel_changes_no_number_that_has_not_the_focus(sit: Sit) -> None:
    at = sit(1)
    dialog = editor(at, copied(at).id)
    box = dialog.days.fields["days.closes"].box
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    dialog.name.edit.setFocus()
    QApplication.sendEvent(box, turn)
    assert box.value() == 30


def test_names_hours_and_templates_are_written_in_their_fields(sit: Sit) -> None:
    at = sit(1)
    dialog = editor(at, copied(at).id)
    typed(at, dialog.name.edit, "Åby: hälsosamtal")
    dialog.tabs.setCurrentIndex(EditorTab.SENDING)
    typed(at, dialog.sending.names["reminder.name"].edit, "Glöm inte")
    dialog.sending.start.setTime(dialog.sending.start.time().addSecs(3600))
    dialog.sending.cosmic.click()
    dialog.tabs.setCurrentIndex(EditorTab.TEMPLATES)
    page = dialog.templates
    answer = page.texts[Answer.YES_CALL]
    typed(at, answer.edit, " ")
    assert answer.trouble == "Text får inte vara tom."
    typed(at, answer.edit, "Ja, ring")
    page.items.list.setFocus()
    press(page.items.list, Qt.Key.Key_Down)
    assert page.names["internal_name"].edit.text() == "Inbjudan hälsosamtal med webbtider"
    page.times.click()
    assert "webbtider" in page.wrong.text()
    page.times.click()
    at.click(dialog.primary)
    assert dialog.saved is not None
    made = dialog.saved.profile
    assert (made.name, made.reminder.name, made.cosmic_check) == ("Åby: hälsosamtal", "Glöm inte", False)
    assert (made.sending_hours.start.hour, made.templates[0].answers[0].text) == (9, "Ja, ring")


def test_steps_by_keyboard(sit: Sit) -> None:
    at = sit(1)
    dialog = editor(at, copied(at).id)
    dialog.tabs.setCurrentIndex(EditorTab.STEPS)
    page = dialog.steps
    assert "antecknar samtalet" in page.act.text()
    assert not page.remove.isEnabled()
    page.steps.setFocus()
    press(page.steps, Qt.Key.Key_Down)
    assert page.text.toPlainText() == "Berätta i samtalet att ett digitalt formulär kommer i 1177."
    at.click(page.remove)
    at.click(page.add)
    assert page.text.hasFocus()
    assert page.fields["text"].trouble == "Text får inte vara tom."
    type_text(page.text, "Anteckna i Cosmic")
    press(page.text, Qt.Key.Key_Tab)
    assert page.copy.hasFocus()
    type_text(page.copy, "Uppringd ((dagens datum))")
    assert page.steps.currentItem().text() == "3.  Anteckna i Cosmic"
    at.click(page.up)
    at.click(page.up)
    assert not page.up.isEnabled()
    assert lines(page.steps)[:2] == ["1.  Anteckna i Cosmic", "2.  Ring invånaren och boka en tid för hälsosamtalet."]
    at.click(dialog.primary)
    assert dialog.saved is not None
    steps = dialog.saved.profile.handlings[0].steps
    assert [one.key for one in steps] == ["own_1", "call", "reply_form", "close", "order_samples"]
    assert steps[0].copy == "Uppringd ((dagens datum))"


def test_the_steps_of_another_list_and_the_words_of_an_answer(sit: Sit) -> None:
    at = sit(1)
    dialog = editor(at, copied(at).id)
    dialog.tabs.setCurrentIndex(EditorTab.STEPS)
    page = dialog.steps
    page.lists.setCurrentIndex(page.lists.findData("handlings[4].steps"))
    page.lists.activated.emit(page.lists.currentIndex())
    typed(at, page.title, "Tackat nej")
    typed(at, page.reply, "Tack för ditt svar.")
    assert page.lists.currentText() == "Nej: Tackat nej"
    page.lists.setCurrentIndex(page.lists.findData("visit"))
    page.lists.activated.emit(page.lists.currentIndex())
    assert not page.reply.isVisible()
    assert page.steps.count() == 11
    at.click(dialog.primary)
    assert dialog.saved is not None
    handling = dialog.saved.profile.handlings[3]
    assert (handling.title, handling.reply, handling.steps[0].copy) == (
        "Tackat nej",
        "Tack för ditt svar.",
        "Tack för ditt svar.",
    )


def test_the_full_text_of_a_reply_and_the_button_that_closes(sit: Sit) -> None:
    at = sit(1)
    dialog = editor(at, editing.copy(at.ctx, "rhs-2023", NAME).profile.id)
    dialog.tabs.setCurrentIndex(EditorTab.STEPS)
    page = dialog.steps
    assert page.lists.currentText() == "Ja, bokar själv: Invånaren bokar själv"
    assert page.reply_text.toPlainText().startswith("Välkommen på ett hälsosamtal\n")
    assert page.closing.currentText() == "Besvara"
    typed(at, page.reply_text, "Hej! Boka på 1177.se.")
    page.closing.setFocus()
    press(page.closing, Qt.Key.Key_Down)
    assert page.closing.currentText() == "Besvara och avsluta direkt"
    dialog.tabs.setCurrentIndex(EditorTab.PREVIEW)
    told = said(dialog.preview)
    assert "Svarsalternativens texter: ”Du bokar själv en tid via Boka tid direkt” ändras" in told
    assert "”Besvara” → ”Besvara och avsluta direkt”" in told
    at.click(dialog.primary)
    assert dialog.saved is not None
    profile = dialog.saved.profile
    handling = profile.handlings[0]
    assert (handling.closing, profile.reply_text(handling.reply)) == ("answer_and_close", "Hej! Boka på 1177.se.")


def test_an_answer_that_is_closed_silently_has_no_reply(sit: Sit) -> None:
    at = sit(1)
    dialog = editor(at, copied(at).id)
    dialog.tabs.setCurrentIndex(EditorTab.STEPS)
    page = dialog.steps
    page.closing.setFocus()
    press(page.closing, Qt.Key.Key_End)
    assert page.closing.currentText() == "Avsluta utan svar"
    assert not dialog.primary.isEnabled()
    assert page.fields["reply"].trouble
    page.reply.setFocus()
    press(page.reply, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(page.reply, Qt.Key.Key_Delete)
    assert not page.fields["reply"].trouble
    assert not page.reply_text.isEnabled()
    assert dialog.primary.isEnabled()


def test_leaving_asks_where_something_would_be_lost(sit: Sit) -> None:
    at = sit(1)
    dialog = editor(at, copied(at).id)
    dialog.days.fields["days.closes"].box.setValue(28)
    at.messages.answers = [False, True]
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog.saved is None


# ---- what it means for whom -----------------------------------------------------------------------------------------


def test_the_preview_says_what_changes_for_whom_and_puts_it_to_use(sit: Sit) -> None:
    at = sit(3)
    record.check_cosmic(at.ctx, at.cases[:1], Eligibility.NOT_LISTED)
    dialog = editor(at, copied(at).id)
    dialog.days.fields["days.manual_reminder"].box.setValue(10)
    dialog.tabs.setCurrentIndex(EditorTab.PREVIEW)
    text = said(dialog.preview)
    assert (
        "40- och 50-åringar 2026: 2 öppna ärenden och 1 avslutade behåller Riktade hälsosamtal (RHS), 2 av dem väntar "
        "på inbjudan."
    ) in text
    assert "Skicka påminnelse, senast\n23 nov (14 dagar)\n19 nov (10 dagar)" in text
    assert "•  Vår påminnelse: 12 dagar → 10 dagar" in text
    (tick,) = dialog.preview.rounds.values()
    assert tick.text() == "Nya ärenden i 40- och 50-åringar 2026 följer den här manualen"
    tick.click()
    at.click(dialog.primary)
    assert dialog.saved is not None
    assert case_list.rounds(at.ctx)[0].profile == dialog.saved.profile.id
    assert {at.ctx.store.profile_of(case) for case in at.cases} == {"rhs-004"}


def test_a_manual_in_use_is_saved_as_its_next_version(sit: Sit) -> None:
    at = sit(1)
    own = copied(at)
    editing.use(at.ctx, at.desk.round, own.id)
    builders.import_people(at.ctx, at.desk.round, [builders.details(5)])
    dialog = editor(at, own.id, used=True)
    assert dialog.primary.text() == "Spara som version 2"
    dialog.days.fields["days.manual_reminder"].box.setValue(9)
    dialog.tabs.setCurrentIndex(EditorTab.PREVIEW)
    assert "1 öppet ärende behåller Ekebys manual, 1 av dem väntar på inbjudan." in said(dialog.preview)
    at.click(dialog.primary)
    assert dialog.saved is not None
    assert (dialog.saved.profile.version, dialog.saved.new_version) == (2, True)
    assert case_list.rounds(at.ctx)[0].profile == own.id


def test_a_manual_is_put_to_use_after_a_look_and_taken_back(sit: Sit) -> None:
    at = sit(2)
    own = copied(at)

    def use(dialog: QDialog) -> None:
        assert isinstance(dialog, UseDialog)
        assert "2 öppna ärenden behåller Riktade hälsosamtal (RHS)" in said(dialog)
        at.click(dialog.primary)

    at.messages.on_run = use
    dialog = at.shown(ManualsDialog(None, at.tools))
    dialog.load(own.id)
    at.click(dialog.use)
    assert dialog.change is not None
    assert dialog.change.says == f"Nya ärenden i 40- och 50-åringar 2026 följer {NAME}"
    assert dialog.change.undoable
    assert not dialog.use.isEnabled()
    assert not dialog.remove.isVisible()
    undo = at.shown(UndoDialog(None, at.tools))
    assert "1 omgångs manual blir som förut" in said(undo)
    press(undo, Qt.Key.Key_Return)
    assert undo.change is not None
    assert undo.change.says == "Ångrat: nya ärenden i omgången följer en annan manual"
    assert case_list.rounds(at.ctx)[0].profile == "rhs-004"


# ---- a round with two manuals ---------------------------------------------------------------------------------------


def test_the_wizard_asks_under_which_manual_where_there_are_two(sit: Sit) -> None:
    at = sit(2, checked=True)
    alone = at.shown(SendWizard(None, at.tools, at.desk.round))
    assert not alone.templates.manual.isVisible()
    saved = editing.save(
        at.ctx, editing.draft(at.ctx, copied(at).id).put("templates[1].internal_name", "Ekebys inbjudan"), use_in=[1]
    )
    new = max(builders.import_people(at.ctx, at.desk.round, [builders.details(5)]).done.cases)
    record.check_cosmic(at.ctx, [new], Eligibility.LISTED_ALIVE)
    wizard = at.shown(SendWizard(None, at.tools, at.desk.round))
    offered = [wizard.templates.manual.itemText(place) for place in range(wizard.templates.manual.count())]
    assert offered == [NAME, "Riktade hälsosamtal (RHS)"]
    assert "Ekebys inbjudan" in {one.internal_name for one in wizard.state.profile.templates}
    press(wizard, Qt.Key.Key_1, text="1")
    at.click(wizard.primary)
    assert wizard.state.chosen == (new,)
    again = at.shown(SendWizard(None, at.tools, at.desk.round))
    again.templates.manual.setCurrentIndex(1)
    again.templates.manual.activated.emit(1)
    press(again, Qt.Key.Key_1, text="1")
    at.click(again.primary)
    assert set(again.state.chosen) == set(at.cases)
    at.click(again.primary)
    (batch,) = send.batches(at.ctx)
    assert batch.manual == "rhs-004"
    marked = at.shown(SendWizard(None, at.tools, at.desk.round, [new]))
    assert marked.state.profile.id == saved.profile.id


def test_a_day_later_everything_stands_as_it_was(sit: Sit) -> None:
    at = sit(1)
    own = copied(at)
    editing.use(at.ctx, at.desk.round, own.id)
    at.desk.clock.now += timedelta(days=1)
    dialog = at.shown(ManualsDialog(None, at.tools))
    assert lines(dialog.list) == [
        "Riktade hälsosamtal (RHS)\nFöljer med programmet, följs av äldre ärenden",
        "Riktade hälsosamtal via 1177 (2023)\nFöljer med programmet, används inte",
        f"{NAME}\nEgen, används i 1 omgång",
    ]
