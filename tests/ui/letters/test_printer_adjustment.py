"""Kuvert och finjustering for each printer, as a person with two printers uses it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from rhs_desktop.domain.codes import Channel
from rhs_desktop.letters.preview import PdfPreview
from rhs_desktop.services import settings
from rhs_desktop.services.cases import record
from rhs_desktop.services.letters import print_batch
from rhs_desktop.services.letters.pages import count_pages
from rhs_desktop.services.settings import PrinterShift
from rhs_desktop.strings.letters import envelopes as said
from rhs_desktop.ui.letters import envelope_dialog, jobs, printing
from rhs_desktop.ui.letters.envelope_dialog import EnvelopeDialog
from rhs_desktop.ui.letters.letters_dialog import LettersDialog
from rhs_desktop.ui.letters.printing import PrintFailed, adjusted_as
from rhs_desktop.ui.widgets.printer_memory import PrinterChoice
from tests.ui.desk import press, row_of
from tests.ui.letters.test_letters_dialog import CLINIC
from tests.ui.users.sitting import NUMBERS, Sit, Sitting

HERE = ["Expeditionen", "Kontoret"]


class Paper:
    """A printer of paper by that name."""

    def __init__(self, name: str, file: str = "") -> None:
        self.name, self.file = name, file

    def outputFormat(self) -> QPrinter.OutputFormat:
        return QPrinter.OutputFormat.NativeFormat

    def outputFileName(self) -> str:
        return self.file

    def printerName(self) -> str:
        return self.name

    def duplex(self) -> QPrinter.DuplexMode:
        return QPrinter.DuplexMode.DuplexNone


class Sheets:
    """Stands in for the print dialog, answered with `printer`, and keeps what came to paper and what was proposed."""

    def __init__(self, printer: Paper | None) -> None:
        self.printer = printer
        self.proposed: list[str] = []
        self.printed: list[bytes] = []
        self.jams = 0

    def choose(self, *args: object, named: str = "", **other: object) -> Paper | None:
        self.proposed.append(named)
        return self.printer

    def take(self, task: object, printer: object, source: bytes) -> int:
        self.printed.append(source)
        if self.jams:
            self.jams -= 1
            raise PrintFailed
        return count_pages(source)

    def words(self, turn: int = -1, page: int = 0) -> str:
        with PdfPreview(self.printed[turn]) as pdf:
            return " ".join(pdf.text(page).split())


@pytest.fixture
def sheets(monkeypatch: pytest.MonkeyPatch) -> Sheets:
    found = Sheets(Paper("Kontoret"))
    monkeypatch.setattr(envelope_dialog, "printer_names", lambda: HERE)
    monkeypatch.setattr(envelope_dialog, "choose_printer", found.choose)
    monkeypatch.setattr(envelope_dialog, "print_pages", found.take)
    monkeypatch.setattr(jobs, "print_pages", found.take)
    return found


@pytest.fixture
def at(sit: Sit) -> Sitting:
    """Two who shall have a letter."""
    sitting = sit(rows=[row_of(NUMBERS[0], 0), row_of(NUMBERS[1], 1)], checked=True)
    for case in sitting.cases:
        record.route(sitting.ctx, case, Channel.LETTER)
    settings.save(sitting.ctx, replace(settings.load(sitting.ctx), clinic=CLINIC))
    return sitting


def envelope(at: Sitting) -> EnvelopeDialog:
    return at.shown(EnvelopeDialog(None, at.tools))


def stand(dialog: QDialog, widget: QWidget) -> None:
    """Go there with Tab."""
    for _ in range(30):
        if dialog.focusWidget() is widget:
            return
        QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not reach {widget.accessibleName() or widget}")


def typed(dialog: EnvelopeDialog, right: str, down: str) -> None:
    for box, text in ((dialog.right, right), (dialog.down, down)):
        stand(dialog, box)
        box.selectAll()
        QTest.keyClicks(box, text.replace(",", box.locale().decimalPoint()))


def test_by_the_keyboard_a_printer_gets_its_own_and_the_others_keep_theirs(at: Sitting, sheets: Sheets) -> None:
    dialog = envelope(at)
    assert [dialog.printer.itemText(place) for place in range(3)] == [said.ALL_OTHERS, *HERE]
    assert dialog.whose.text() == said.ALL_OTHERS_HINT
    typed(dialog, "1,0", "0,5")
    stand(dialog, dialog.printer)
    QTest.keyClicks(dialog.printer, "K")
    assert dialog.printer.currentText() == "Kontoret"
    assert dialog.whose.text() == said.NO_OWN_HINT
    assert (dialog.right.value(), dialog.down.value()) == (1.0, 0.5), "it follows the others"
    typed(dialog, "-2,5", "3,0")
    assert dialog.whose.text() == said.OWN_HINT
    stand(dialog, dialog.printer)
    QTest.keyClick(dialog.printer, Qt.Key.Key_Home)
    assert (dialog.right.value(), dialog.down.value()) == (1.0, 0.5)
    stand(dialog, dialog.primary)
    press(dialog, Qt.Key.Key_Return)
    kept = settings.load(at.ctx)
    assert kept.shift_of() == kept.shift_of("Expeditionen") == PrinterShift(1.0, 0.5)
    assert kept.shift_of("Kontoret") == PrinterShift(-2.5, 3.0)


def test_the_printers_own_is_taken_away_again(at: Sitting, sheets: Sheets) -> None:
    settings.save(at.ctx, settings.load(at.ctx).shifted("", PrinterShift(1, 1)).shifted("Kontoret", PrinterShift(2, 2)))
    at.tools.printing.save(PrinterChoice("Kontoret"))
    dialog = envelope(at)
    assert dialog.printer.currentData() == "Kontoret", "the one that was used last"
    stand(dialog, dialog.follow)
    press(dialog, Qt.Key.Key_Space)
    assert (dialog.right.value(), dialog.down.value()) == (1.0, 1.0)
    assert not dialog.follow.isVisible()
    assert dialog.focusWidget() is dialog.printer
    at.click(dialog.primary)
    assert settings.load(at.ctx).printer_shifts == {}


def test_a_printer_of_another_computer_is_kept_and_said_to_be_elsewhere(at: Sitting, sheets: Sheets) -> None:
    settings.save(at.ctx, settings.load(at.ctx).shifted("Labbet", PrinterShift(2, 2)))
    dialog = envelope(at)
    assert dialog.printer.itemText(3) == "Labbet (finns inte på den här datorn)"
    dialog.choose("Kontoret")
    dialog.down.setValue(-1)
    at.click(dialog.primary)
    assert settings.load(at.ctx).printer_shifts == {"Labbet": PrinterShift(2, 2), "Kontoret": PrinterShift(0, -1)}


@pytest.mark.parametrize(
    ("chosen", "picked", "shown", "says"),
    [
        pytest.param("Kontoret", Paper("Kontoret"), "Kontoret", "2,0 mm åt höger", id="its own"),
        pytest.param("Kontoret", Paper("Expeditionen"), "Expeditionen", "1,0 mm åt höger", id="another after all"),
        pytest.param("", Paper("Kontoret"), "Kontoret", "2,0 mm åt höger", id="one that has its own"),
        pytest.param("", Paper("Expeditionen"), "", "1,0 mm åt höger", id="one that follows the others"),
        pytest.param("Kontoret", Paper("Kontoret", "sida.prn"), "", "1,0 mm åt höger", id="a file"),
        pytest.param("Kontoret", Paper("Ny skrivare"), "Ny skrivare", "1,0 mm åt höger", id="a new one"),
    ],
)
def test_the_test_page_is_moved_as_the_printer_that_prints_it(
    at: Sitting, sheets: Sheets, chosen: str, picked: Paper, shown: str, says: str
) -> None:
    settings.save(at.ctx, settings.load(at.ctx).shifted("", PrinterShift(1, 1)).shifted("Kontoret", PrinterShift(2, 2)))
    sheets.printer = picked
    dialog = envelope(at)
    dialog.choose(chosen)
    at.click(dialog.print)
    at.qtbot.waitUntil(lambda: not dialog.busy.running)
    assert sheets.proposed == [chosen]
    assert dialog.printer.currentData() == shown
    assert says in sheets.words()


def test_the_test_page_as_a_file_is_the_general_one(at: Sitting, sheets: Sheets, tmp_path: Path) -> None:
    settings.save(at.ctx, settings.load(at.ctx).shifted("", PrinterShift(1, 1)).shifted("Kontoret", PrinterShift(2, 2)))
    dialog = envelope(at)
    dialog.choose("Kontoret")
    at.files.paths = [tmp_path / "testsida.pdf"]
    at.click(dialog.to_file)
    with PdfPreview(tmp_path / "testsida.pdf") as pdf:
        assert "1,0 mm åt höger" in " ".join(pdf.text(0).split())
    assert dialog.printer.currentData() == ""


def test_a_printer_that_becomes_a_file_has_no_name(at: Sitting, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "brev.pdf"))
    assert adjusted_as(printer) == ""


def test_a_pile_goes_to_paper_as_its_printer_needs_and_again_too(
    at: Sitting, sheets: Sheets, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which printer is told to the services: what they make of it is measured in tests/services."""
    told: list[str] = []
    make, again = print_batch.make, print_batch.print_again

    def made(*args: object, printer: str = "", **named: object) -> object:
        told.append(printer)
        return make(*args, printer=printer, **named)  # type: ignore[arg-type]

    def once_more(*args: object, printer: str = "", **named: object) -> object:
        told.append(f"{printer} again")
        return again(*args, printer=printer, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(print_batch, "make", made)
    monkeypatch.setattr(print_batch, "print_again", once_more)
    monkeypatch.setattr("rhs_desktop.ui.letters.output.choose_printer", sheets.choose)
    monkeypatch.setattr("rhs_desktop.ui.letters.output.print_pages", sheets.take)
    dialog = at.shown(LettersDialog(None, at.tools, at.desk.round))
    at.qtbot.waitUntil(lambda: not dialog.busy.running)
    at.click(dialog.primary)
    at.qtbot.waitUntil(lambda: len(sheets.printed) == 1 and not dialog.busy.running)
    at.messages.on_run = lambda asked: asked.accept()
    at.click(dialog.again)
    at.qtbot.waitUntil(lambda: len(sheets.printed) == 2 and not dialog.busy.running)
    assert told == ["Kontoret", "Kontoret again"]


@pytest.mark.parametrize(
    ("wanted", "proposed"),
    [
        pytest.param("", PrinterChoice("Kontoret", "Manual"), id="the last"),
        pytest.param("Kontoret", PrinterChoice("Kontoret", "Manual"), id="the last, by name, with its tray"),
        pytest.param("Expeditionen", PrinterChoice("Expeditionen"), id="another, whose trays are its own"),
    ],
)
def test_the_print_dialog_proposes_the_wanted_printer(
    at: Sitting, monkeypatch: pytest.MonkeyPatch, wanted: str, proposed: PrinterChoice
) -> None:
    recalled: list[PrinterChoice] = []
    monkeypatch.setattr(printing, "recall", lambda printer, choice: recalled.append(choice))
    at.messages.on_run = lambda shown: shown.reject()
    at.tools.printing.save(PrinterChoice("Kontoret", "Manual"))
    parent = QWidget()
    at.qtbot.addWidget(parent)
    assert printing.choose_printer(parent, at.messages, at.tools.printing, "Sida", named=wanted) is None
    assert recalled == [proposed]
