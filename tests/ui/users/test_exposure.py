"""No more is seen of a person than the work needs, and what somebody asked to see is told of."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import shiboken6
from openpyxl import Workbook
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QPushButton,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from rhs_desktop.domain.access_log.entries import Access
from rhs_desktop.domain.letters.clinic import Clinic
from rhs_desktop.domain.letters.letter_plan import LetterKind
from rhs_desktop.domain.people.resident import Address
from rhs_desktop.exchange.error_list import ErrorRow, write_error_list
from rhs_desktop.exchange.in_memory import save
from rhs_desktop.exchange.source_formatting import SourceWorkbook
from rhs_desktop.services import retention, settings
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.context import Context
from rhs_desktop.services.letters import mailing_proposal
from rhs_desktop.services.letters.print_batch import make
from rhs_desktop.store import access_log
from rhs_desktop.store.access_log import LogQuery
from rhs_desktop.strings import retention as retention_strings
from rhs_desktop.strings.access_log import entries
from rhs_desktop.strings.checklists import exporting
from rhs_desktop.strings.letters import envelopes, printing
from rhs_desktop.ui.case_list.filter import Filter, Tab
from rhs_desktop.ui.case_list.masked_number import hidden, in_lists, whole
from rhs_desktop.ui.case_panel.head import PanelHead
from rhs_desktop.ui.widgets.clipboard import Clipboard
from rhs_desktop.ui.widgets.file_dialogs import without_history
from tests.ui.conftest import Office, Open
from tests.ui.desk import type_text

NAMES = re.compile(r"Karin|Åke|Örjan|Ylva|Ek\b|Åberg")
NUMBER = re.compile(r"(19|20)\d{6}-?\d{4}")
ALL = Filter(tab=Tab.ALL)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        pytest.param("19850412-2384", "19850412-••••", id="a personnummer"),
        pytest.param("19850472-2384", "19850472-••••", id="a samordningsnummer"),
        pytest.param("GALLRAD00012", "", id="somebody erased"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_number_in_a_list(number: str, shown: str) -> None:
    assert hidden(number) == in_lists(masked=True)(number) == shown
    assert whole(number) == in_lists(masked=False)(number) == ("" if "GALLRAD" in number else number)


# ---- the window ------------------------------------------------------------------------------------------------------


def cells(office: Office) -> list[str]:
    """Everything that a screen reader could be told of the list."""
    model = office.window.areas.table.model()
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    places = [(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())]
    return [str(model.data(model.index(*place), role)) for place in places for role in roles]


def show(office: Office, state: str, qtbot: QtBot) -> int:
    case = office.scene.cases[state]
    assert office.window.areas.table.pick(case)
    qtbot.waitUntil(lambda: office.window.areas.panel.case == case)
    return case


def shown_head(office: Office) -> PanelHead:
    head = office.window.areas.panel.head
    assert head is not None
    return head


def logged(office: Office, kind: Access) -> list[tuple[str, str]]:
    with office.scene.desk.context.store.reading() as db:
        return [(line.people, str(line.details.get("what", ""))) for line in access_log.lines(db, LogQuery(kind=kind))]


def test_no_whole_number_stands_in_the_window(office: Open, qtbot: QtBot) -> None:
    at = office("remind", "called", "new", wanted=ALL)
    show(at, "remind", qtbot)
    assert not [text for text in cells(at) if NUMBER.search(text)]
    widgets = [*at.window.findChildren(QPushButton), *at.window.findChildren(QToolButton)]
    said = [text for one in widgets for text in (one.text(), one.toolTip(), one.accessibleName())]
    assert not [text for text in said if NUMBER.search(text)]
    assert NUMBER.search(at.window.areas.table.numbers()[0])  # what is copied is whole


def test_the_clinic_may_choose_to_see_them(office: Open) -> None:
    at = office("remind", wanted=ALL)
    ctx = at.scene.desk.context
    settings.save(ctx, replace(settings.load(ctx), mask_numbers=False))
    at.window.lists.refresh()
    assert [text for text in cells(at) if NUMBER.search(text)]
    settings.save(ctx, replace(settings.load(ctx), mask_numbers=True))
    at.window.lists.refresh()
    assert not [text for text in cells(at) if NUMBER.search(text)]


def test_a_whole_number_is_found_all_the_same(office: Open) -> None:
    at = office("remind", "called", "new", wanted=ALL)
    number = next(row.digits for row in at.window.areas.table.rows if row.case == at.scene.cases["called"])
    at.window.areas.search.setFocus()
    type_text(at.window.areas.search, f"{number[:8]}-{number[8:]}")
    at.window.areas.table.search(at.window.areas.search.text())
    assert at.window.areas.table.shown_cases() == [at.scene.cases["called"]]


def test_one_number_is_shown_for_a_while_and_told_of(office: Open, qtbot: QtBot) -> None:
    at = office("remind", "called", wanted=ALL)
    ctx = at.scene.desk.context
    assert settings.load(ctx).shown_seconds == 30
    settings.save(ctx, replace(settings.load(ctx), shown_seconds=1))
    at.window.settings_closed.emit()
    show(at, "remind", qtbot)
    head = at.window.areas.panel.head
    assert head is not None
    assert head.number.text().endswith("-••••")
    head.show_number.click()
    assert NUMBER.fullmatch(head.number.text())
    at.tools.watch.close()
    resident = str(at.scene.desk.context.store.resident_of(at.scene.cases["remind"]).id)
    assert (resident, "number") in logged(at, Access.UNMASKED)
    qtbot.waitUntil(lambda: head.number.text().endswith("-••••"))
    assert head.show_number.text() == "Visa"


def test_another_person_hides_it_and_so_does_a_second_press(office: Open, qtbot: QtBot) -> None:
    at = office("remind", "called", wanted=ALL)
    show(at, "remind", qtbot)
    for state in ("called", "remind"):
        shown_head(at).show_number.click()
        assert NUMBER.fullmatch(shown_head(at).number.text())
        show(at, state, qtbot)
        assert shown_head(at).number.text().endswith("-••••")
    shown_head(at).show_number.click()
    shown_head(at).show_number.click()
    assert shown_head(at).number.text().endswith("-••••")


def test_the_window_names_nobody_in_its_title(office: Open, qtbot: QtBot) -> None:
    at = office("remind", "called", wanted=ALL)
    show(at, "remind", qtbot)
    assert not NAMES.search(at.window.windowTitle())
    assert not NUMBER.search(at.window.windowTitle())


def test_nothing_is_offered_for_somebody_erased(office: Open, qtbot: QtBot) -> None:
    at = office("remind", wanted=ALL)
    ctx = at.scene.desk.context
    case = at.scene.cases["remind"]
    shown = retention.plan_person(ctx, ctx.store.resident_of(case).id)
    retention.erase(ctx, shown, reason="Begäran", include_open=True)
    view = case_list.case_view(ctx, case)
    at.window.areas.panel.show_case(view, ctx.rules(view.profile).profile)
    head, card = at.window.areas.panel.head, at.window.areas.panel.card
    assert head is not None
    assert card is not None
    assert head.name.text() == "Gallrad"
    assert not any(part.isVisible() for part in (head.number, head.copy_number, head.show_number))
    assert not [button for button in card.buttons.values() if button.isVisible()]
    assert "Ingen adress" not in " ".join(label.text() for label in head.findChildren(type(head.name)))


# ---- the clipboard ---------------------------------------------------------------------------------------------------


def test_a_copied_number_stays_out_of_clipboard_histories(qapp: QApplication) -> None:
    clipboard = Clipboard(QGuiApplication.clipboard(), 60)
    clipboard.copy("19850412-2384", "Personnumret")
    data = QGuiApplication.clipboard().mimeData()
    assert data is not None
    assert data.text() == "19850412-2384"
    formats = " ".join(data.formats())
    assert "ExcludeClipboardContentFromMonitorProcessing" in formats
    assert "CanIncludeInClipboardHistory" in formats
    assert "CanUploadToCloudClipboard" in formats
    assert data.data("x-kde-passwordManagerHint").data() == b"secret"
    clipboard.clear()
    assert QGuiApplication.clipboard().text() == ""


def test_what_somebody_else_copied_since_is_left_alone(qapp: QApplication) -> None:
    clipboard = Clipboard(QGuiApplication.clipboard(), 60)
    clipboard.copy("19850412-2384", "Personnumret")
    QGuiApplication.clipboard().setText("from Cosmic")
    clipboard.clear()
    assert QGuiApplication.clipboard().text() == "from Cosmic"
    QGuiApplication.clipboard().clear()


# ---- files, names and titles -----------------------------------------------------------------------------------------

PROPOSED: dict[str, Callable[[date], str]] = {
    "letters": printing.file_name,
    "a folder of letters": printing.folder_name,
    "test page": envelopes.file_name,
    "checklist": exporting.file_name,
    "log": entries.file_name,
    "archive": retention_strings.archive_name,
    "table": retention_strings.table_name,
    "protocol": retention_strings.protocol_name,
}


@pytest.mark.parametrize("name", PROPOSED.values(), ids=PROPOSED.keys())
def test_a_proposed_name_is_made_of_the_day_and_the_kind_alone(name: Callable[[date], str]) -> None:
    """So it stays in lists of recent files and in printer queues without telling anything."""
    day, *kind = inspect.signature(name, eval_str=True).parameters.values()
    assert day.annotation is date
    assert [one.annotation for one in kind] in ([], [bool], [LetterKind])
    assert not NUMBER.search(name(date(2026, 11, 9)))


def test_the_papers_of_a_letter_tell_nobody(office: Open, tmp_path: Path) -> None:
    at = office("letter")
    ctx, case = at.scene.desk.context, at.scene.cases["letter"]
    at_clinic(ctx)
    round_id = at.scene.desk.round
    target = tmp_path / "brev.pdf"
    make(ctx, round_id, [case], target)
    name = ctx.store.resident_of(case).details.name
    for content in (mailing_proposal.preview(ctx, round_id, case), target.read_bytes()):
        with pikepdf.open(BytesIO(content)) as pdf:
            told = f"{pdf.docinfo!r} {pdf.open_metadata()!s}"
        assert not re.search(rf"\b({name.family}|{name.given})\b", told)
        assert not NUMBER.search(told)


def at_clinic(ctx: Context) -> None:
    """Say who writes the letters."""
    address = Address(street="Ekebyvägen 1", postcode="59040", city="Kisa")
    clinic = Clinic(name="Vårdcentralen Ekeby", address=address, phone="0494-123 45")
    settings.save(ctx, replace(settings.load(ctx), clinic=clinic))


@pytest.fixture
def no_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever wants a temporary file there fails."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "there is none"))


@pytest.mark.usefixtures("no_temporary_folder")
def test_a_list_of_errors_needs_no_temporary_file(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Namn"])
    sheet.append(["Karin Ek"])
    save(book, tmp_path / "source.xlsx")
    source = (tmp_path / "source.xlsx").read_bytes()
    for original in (None, SourceWorkbook(source, "Sheet", 1, [0])):
        write_error_list(
            tmp_path / "fel.xlsx",
            at=datetime(2026, 11, 9),
            title="Att åtgärda",
            own_headings=["Namn"],
            our_headings=["Rad"],
            rows=[ErrorRow(2, own=["Karin Ek"], ours=[2])],
            original=original,
        )
        assert (tmp_path / "fel.xlsx").stat().st_size > 0


@pytest.mark.usefixtures("no_temporary_folder")
def test_letters_for_the_printer_need_no_temporary_file(office: Open) -> None:
    at = office("letter")
    ctx = at.scene.desk.context
    at_clinic(ctx)
    printed = make(ctx, at.scene.desk.round, [at.scene.cases["letter"]], None)
    assert printed.paths == ()
    assert printed.in_memory[0].startswith(b"%PDF")


@pytest.fixture
def own_settings(tmp_path: Path) -> Iterator[Path]:
    """Qt's settings of the user, in a folder of the test."""
    before = Path(QSettings(QSettings.Scope.UserScope, "QtProject").fileName()).parent
    folder = tmp_path / "settings"
    QSettings.setPath(QSettings.defaultFormat(), QSettings.Scope.UserScope, str(folder))
    yield folder
    QSettings.setPath(QSettings.defaultFormat(), QSettings.Scope.UserScope, str(before))


def visit(folder: Path) -> None:
    """As Qt's own dialog does when it closes."""
    dialog = QFileDialog(None, "Spara", str(folder))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setHistory([str(folder)])
    dialog.show()
    dialog.done(0)
    dialog.close()
    shiboken6.delete(dialog)


def remembered(folder: Path) -> str:
    QSettings(QSettings.Scope.UserScope, "QtProject").sync()
    return "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file())


def test_file_dialogs_leave_no_history(own_settings: Path, tmp_path: Path, qtbot: QtBot) -> None:
    earlier, secret = tmp_path / "earlier", tmp_path / "Karin"
    earlier.mkdir()
    secret.mkdir()
    visit(earlier)
    assert "earlier" in remembered(own_settings)
    with without_history():
        visit(secret)
        assert "Karin" in remembered(own_settings)  # Qt would have kept it
    assert "Karin" not in remembered(own_settings)
    assert "earlier" in remembered(own_settings)
