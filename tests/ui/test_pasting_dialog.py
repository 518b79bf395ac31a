"""Klistra in at the window: recognised as it is pasted, ticked, recorded, handed over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.pasting import Source, Verdict
from rhs_desktop.strings import pasting as strings
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.case_list.masked_number import hidden
from rhs_desktop.ui.pasting.review_dialog import ForImport, PastingDialog
from rhs_desktop.ui.widgets.theme import Theme
from tests.builders import happened
from tests.pasted import markup, tabbed
from tests.ui.desk import MONDAY, Answering, press, type_text
from tests.ui.states import Scene, numbers, open_scene

# The offscreen platform knows no hints about a window's size, and says so each time.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

TYPE = "Inbjudan – Välkommen på hälsosamtal"
UNREAD, ANSWERED = "Fråga till invånare", "Tilldelat (svar från invånare)"
READ = "Tilldelat (fråga till invånare, läst av invånare)"
_VERDICTS = {text: verdict for verdict, text in strings.VERDICT.items()}
STATES = ("unread", "unread", "read", "new", "new")


def number(place: int) -> str:
    twelve = numbers(place + 1)[place]
    return f"{twelve[:8]}-{twelve[8:]}"


TABLE = [
    ("Datum", "Ärendetyp", "Personnummer", "Invånare", "Status"),
    *(
        ("2026-11-05 09:12", TYPE, number(place), "Någon", status)
        for place, status in ((0, READ), (1, ANSWERED), (2, UNREAD), (3, UNREAD), (9, READ))
    ),
]


@dataclass
class Pasting:
    dialog: PastingDialog
    scene: Scene

    @property
    def lines(self) -> list[tuple[Verdict | None, bool | None]]:
        return [(_VERDICTS.get(line.texts[0]), line.ticked) for line in self.dialog.table.lines]


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    made = open_scene(tmp_path / "desk", STATES)
    yield made
    made.desk.context.store.close()


@pytest.fixture
def opened(scene: Scene, theme: Theme, qtbot: QtBot) -> Pasting:
    dialog = PastingDialog(None, scene.tools(theme, Answering()))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return Pasting(dialog, scene)


def clipboard(text: str, html: str = "") -> QMimeData:
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    return data


def test_it_begins_by_saying_what_to_do(opened: Pasting) -> None:
    dialog = opened.dialog
    assert not dialog.primary.isEnabled()
    assert dialog.primary.text() == "Inget att anteckna"
    assert "kopiera den och klistra in" in dialog.hint.text()
    assert dialog.focusWidget() is dialog.box
    assert not dialog.choices.isVisible()
    assert not dialog.template_field.isVisible()


def test_a_table_is_shown_as_changes_before_anything_is_saved(opened: Pasting) -> None:
    dialog = opened.dialog
    dialog.box.take(clipboard(tabbed(TABLE)))
    assert dialog.taken_as.currentText() == "Ärenden i 1177"
    assert dialog.summary.text() == "1 läst, 1 svar, 1 att ta ställning till, 1 okänd, 1 äldre än det vi vet"
    assert opened.lines == [
        (Verdict.NEW, True),
        (Verdict.NEW, True),
        (Verdict.CHOICE, False),
        (Verdict.UNKNOWN, None),
        (Verdict.OLDER, None),
    ]
    assert dialog.table.lines[0].texts[3] == f"{UNREAD} → {READ}"
    assert dialog.primary.text() == "Anteckna 2 ändringar"
    ctx = opened.scene.desk.context
    assert ctx.store.state(opened.scene.all[0]).opened_on is None


def test_the_current_row_is_told_in_full(opened: Pasting) -> None:
    dialog = opened.dialog
    dialog.box.take(clipboard(tabbed(TABLE)))
    dialog.table.selectRow(2)
    assert dialog.detail.text().endswith("2026-11-05 09:12 Inbjuden enligt 1177 innan personen kom med på listan här.")
    dialog.box.take(clipboard("hej"))
    assert dialog.detail.text() == ""


def test_the_markup_beside_the_text_is_read(opened: Pasting) -> None:
    opened.dialog.box.take(clipboard("something that says nothing", markup(TABLE)))
    assert [verdict for verdict, _ in opened.lines][:2] == [Verdict.NEW, Verdict.NEW]


def test_recording_says_what_was_done(opened: Pasting) -> None:
    dialog, scene = opened.dialog, opened.scene
    dialog.box.take(clipboard(tabbed(TABLE)))
    dialog.primary.click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.answer == ActResult("2 ärenden fick nya uppgifter", frozenset(scene.all[:2]))
    ctx = scene.desk.context
    assert ctx.store.state(scene.all[0]).opened_on == MONDAY
    assert ctx.store.state(scene.all[1]).answer_seen_on == MONDAY
    assert ctx.store.state(scene.all[3]).invited is None


def test_space_takes_a_row_along_or_leaves_it(opened: Pasting) -> None:
    dialog = opened.dialog
    dialog.box.take(clipboard(tabbed(TABLE)))
    dialog.table.setFocus()
    dialog.table.selectRow(0)
    press(dialog.table, Qt.Key.Key_Space)
    assert opened.lines[0] == (Verdict.NEW, False)
    assert dialog.primary.text() == "Anteckna 1 ändring"
    dialog.table.selectRow(2)
    press(dialog.table, Qt.Key.Key_Space)
    assert opened.lines[2] == (Verdict.CHOICE, True)
    dialog.table.selectRow(3)
    press(dialog.table, Qt.Key.Key_Space)
    assert opened.lines[3] == (Verdict.UNKNOWN, None)
    assert dialog.primary.text() == "Anteckna 2 ändringar"
    dialog.table.selectAll()
    press(dialog.table, Qt.Key.Key_Space)
    assert [ticked for _, ticked in opened.lines] == [True, True, True, None, None]
    press(dialog.table, Qt.Key.Key_Space)
    assert [ticked for _, ticked in opened.lines] == [False, False, False, None, None]


def test_a_click_on_the_tick_does_the_same(opened: Pasting) -> None:
    dialog = opened.dialog
    dialog.box.take(clipboard(tabbed(TABLE)))
    model = dialog.table.model()
    assert model.setData(model.index(0, 0), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert not model.setData(model.index(3, 0), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert dialog.primary.text() == "Anteckna 1 ändring"


def test_what_must_be_chosen_is_taken_along_with_one_button(opened: Pasting) -> None:
    dialog, scene = opened.dialog, opened.scene
    rows = [TABLE[0], *((*TABLE[4][:2], number(place), *TABLE[4][3:]) for place in (3, 4))]
    dialog.box.take(clipboard(tabbed(rows)))
    assert not dialog.primary.isEnabled()
    assert dialog.choices.text() == "Kryssa för alla 2 att ta ställning till"
    dialog.choices.click()
    assert not dialog.choices.isVisible()
    dialog.primary.click()
    sent = [scene.desk.context.store.state(case).invited for case in scene.all[3:]]
    assert [one.template for one in sent if one] == ["phone", "phone"]


def test_a_template_that_the_table_leaves_open_is_asked_for(opened: Pasting) -> None:
    dialog, scene = opened.dialog, opened.scene
    dialog.box.take(clipboard(f"2026-11-05 09:12\t{number(3)}\t{UNREAD}"))
    assert not dialog.template_field.isVisible()
    dialog.choices.click()
    assert dialog.template_field.isVisible()
    assert [dialog.template.itemText(place) for place in range(dialog.template.count())] == [
        *("Välj mall", "Inbjudan hälsosamtal via telefon", "Inbjudan hälsosamtal med webbtider"),
    ]
    assert not dialog.primary.isEnabled()
    dialog.template.setCurrentIndex(2)
    dialog.template.activated.emit(2)
    assert dialog.template.currentIndex() == 2
    dialog.primary.click()
    invited = scene.desk.context.store.state(scene.all[3]).invited
    assert invited is not None
    assert invited.template == "web"


def test_a_list_from_cosmic_shows_who_is_missing(opened: Pasting) -> None:
    dialog, scene = opened.dialog, opened.scene
    dialog.box.take(clipboard("\n".join(f"{number(place)}\tNågon" for place in (0, 1, 3))))
    assert dialog.taken_as.currentText() == "Personnummer och namn"
    assert "Välj vad den ska läsas som" in dialog.hint.text()
    assert not dialog.primary.isEnabled()
    press(dialog.taken_as, Qt.Key.Key_Down)
    assert dialog.taken_as.currentText() == "Kontrollerade i Cosmic"
    assert dialog.summary.text() == "1 listad här, inte avliden, 2 oförändrade, 2 saknas på listan"
    assert [line.texts[:2] for line in dialog.table.lines[1:3]] == [
        *(("Saknas på listan", hidden(number(4))), ("Saknas på listan", hidden(number(2)))),
    ]
    dialog.primary.click()
    assert not any(scene.desk.context.store.state(case).excluded for case in scene.all)


def test_a_person_may_say_what_it_is(opened: Pasting) -> None:
    dialog = opened.dialog
    dialog.box.take(clipboard("\n".join(map(number, (3, 4)))))
    assert dialog.taken_as.currentText() == "Enbart personnummer"
    assert not dialog.primary.isEnabled()
    dialog.taken_as.setCurrentIndex(1)
    dialog.taken_as.activated.emit(1)
    assert dialog.taken_as.currentData() == Source.COSMIC.value
    assert dialog.primary.text() == "Anteckna 2 ändringar"


def test_a_list_goes_to_the_import(opened: Pasting) -> None:
    text = "\n".join(f"{number(place)}\tNågon" for place in range(10, 16))
    opened.dialog.box.take(clipboard(text))
    assert opened.dialog.primary.text() == "Öppna i importen"
    opened.dialog.primary.click()
    assert opened.dialog.answer == ForImport(text)


def test_what_is_typed_is_read_too(opened: Pasting) -> None:
    opened.dialog.box.take(clipboard("x", markup(TABLE)))
    opened.dialog.box.selectAll()
    type_text(opened.dialog.box, number(3))
    assert opened.dialog.box.toPlainText() == number(3)
    assert opened.dialog.taken_as.currentText() == "Enbart personnummer"


def test_what_changed_meanwhile_is_told_and_nothing_saved(opened: Pasting) -> None:
    dialog, scene = opened.dialog, opened.scene
    dialog.box.take(clipboard(tabbed(TABLE)))
    happened(scene.desk.context, scene.all[0], ev.Opened(on=MONDAY))
    dialog.primary.click()
    assert dialog.answer is None
    assert dialog.isVisible()
    assert "har ändrats" in dialog.trouble.text()


@pytest.mark.parametrize("text", ["hej på dig", "Personnummer"])
def test_what_is_no_table_says_what_to_do(opened: Pasting, text: str) -> None:
    opened.dialog.box.take(clipboard(text))
    assert opened.dialog.taken_as.currentText() == "Inget som känns igen"
    assert not opened.dialog.primary.isEnabled()


def test_it_opens_with_what_is_on_the_clipboard(scene: Scene, theme: Theme, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    QGuiApplication.clipboard().setText(tabbed(TABLE))
    seen: list[str] = []

    def use(dialog: QDialog) -> None:
        assert isinstance(dialog, PastingDialog)
        seen.append(dialog.summary.text())
        assert dialog.focusWidget() is dialog.table
        dialog.primary.click()

    messages = Answering(on_run=use)
    answer = PastingDialog.ask(parent, scene.tools(theme, messages))
    assert seen == ["1 läst, 1 svar, 1 att ta ställning till, 1 okänd, 1 äldre än det vi vet"]
    assert isinstance(answer, ActResult)
    QGuiApplication.clipboard().clear()


def test_leaving_saves_nothing(scene: Scene, theme: Theme, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    QGuiApplication.clipboard().setText(tabbed(TABLE))
    assert PastingDialog.ask(parent, scene.tools(theme, Answering(on_run=QDialog.reject))) is None
    assert scene.desk.context.store.state(scene.all[0]).opened_on is None
    QGuiApplication.clipboard().clear()


def test_names_for_those_who_cannot_see_it(opened: Pasting) -> None:
    dialog = opened.dialog
    for widget in (dialog.box, dialog.taken_as, dialog.template, dialog.table):
        assert widget.accessibleName()
