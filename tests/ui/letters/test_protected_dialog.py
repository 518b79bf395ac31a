"""The letter through Skatteverket: from memory to paper, one person, logged, and posted only when somebody says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog

from rhs_desktop.domain.codes import Channel
from rhs_desktop.domain.errors import HistoryRefused, LetterWithheld
from rhs_desktop.letters.preview import PdfPreview
from rhs_desktop.services import settings
from rhs_desktop.services.cases import record
from rhs_desktop.services.letters import mailing_proposal, protected
from rhs_desktop.store import act_records
from rhs_desktop.strings.letters import protected as said
from rhs_desktop.ui.letters import protected_dialog
from rhs_desktop.ui.letters.letters_dialog import LettersDialog
from rhs_desktop.ui.letters.protected_dialog import ProtectedDialog
from tests.ui.desk import row_of
from tests.ui.letters.test_letters_dialog import CLINIC
from tests.ui.users.sitting import NUMBERS, Sit, Sitting


@pytest.fixture
def at(sit: Sit) -> Sitting:
    """The first is protected, the second is not; both shall have a letter."""
    sitting = sit(rows=[row_of(NUMBERS[0], 0, skyddad="Ja"), row_of(NUMBERS[1], 1)], checked=True)
    for case in sitting.cases:
        record.route(sitting.ctx, case, Channel.LETTER)
    settings.save(sitting.ctx, replace(settings.load(sitting.ctx), clinic=CLINIC))
    return sitting


def kinds(at: Sitting) -> list[str]:
    with at.ctx.store.reading() as db:
        return [act.kind for act in act_records.latest(db, 20)]


def test_the_pages_hold_what_skatteverket_needs_and_no_address_of_the_person(at: Sitting) -> None:
    with PdfPreview(protected.draw(at.ctx, at.cases[0])) as pages:
        words = [pages.text(page) for page in range(pages.pages)]
    assert len(words) == 4
    assert f"{NUMBERS[0][:8]}-{NUMBERS[0][8:]}" in words[0]
    assert "403 20 Göteborg" in words[1]
    assert not any("Storgatan 1" in text for text in words)
    assert not any(NUMBERS[0][8:] in text for text in words[1:])
    assert kinds(at)[0] == "print_protected"


def test_an_ordinary_person_gets_no_such_letter(at: Sitting) -> None:
    with pytest.raises(HistoryRefused, match="no_protected_letter"):
        protected.draw(at.ctx, at.cases[1])


def test_printing_is_not_posting_and_posting_is_recorded(at: Sitting) -> None:
    dialog = at.shown(ProtectedDialog(None, at.tools, at.cases[0]))
    protected.draw(at.ctx, at.cases[0])
    assert at.row(at.cases[0]).step == "send_protected_letter"
    at.click(dialog.primary)
    assert at.row(at.cases[0]).status == "letter_sent"
    assert kinds(at)[0] == "protected_letter"
    assert dialog.change is not None
    assert dialog.change.says.endswith("brevet är postat till Skatteverket")


def test_it_never_becomes_a_file(at: Sitting, tmp_path: Path) -> None:
    paper = tmp_path / "papper.pdf"

    def to_file(shown: QDialog) -> None:
        assert isinstance(shown, QPrintDialog)
        assert not shown.testOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile)
        shown.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        shown.printer().setOutputFileName(str(paper))
        shown.done(QDialog.DialogCode.Accepted)

    at.messages.on_run = to_file
    dialog = at.shown(ProtectedDialog(None, at.tools, at.cases[0]))
    at.click(dialog.print)
    assert dialog.trouble.text() == said.NO_FILE
    assert not paper.exists()
    assert "print_protected" not in kinds(at)


class Native:
    """A printer of paper."""

    def outputFormat(self) -> QPrinter.OutputFormat:
        return QPrinter.OutputFormat.NativeFormat

    def outputFileName(self) -> str:
        return ""

    def printerName(self) -> str:
        return "Kontoret"

    def duplex(self) -> QPrinter.DuplexMode:
        return QPrinter.DuplexMode.DuplexNone


def test_from_memory_to_paper_then_posted(at: Sitting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[bytes] = []
    scratch = tmp_path / "scratch"
    scratch.mkdir()

    def on_paper(task: object, printer: object, source: bytes) -> int:
        assert isinstance(source, bytes), "never a file"
        printed.append(source)
        return 4

    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    monkeypatch.setattr(protected_dialog, "choose_printer", lambda *args, **named: Native())
    monkeypatch.setattr(protected_dialog, "print_pages", on_paper)
    dialog = at.shown(ProtectedDialog(None, at.tools, at.cases[0]))
    at.click(dialog.print)
    at.qtbot.waitUntil(lambda: bool(dialog.printed.text) and not dialog.busy.running)
    assert dialog.printed.text == said.PRINTED
    (source,) = printed
    with PdfPreview(source) as pages:
        assert pages.pages == 4
    assert kinds(at)[0] == "print_protected"
    assert at.row(at.cases[0]).step == "send_protected_letter", "printed is not posted"
    assert dialog.focusWidget() is dialog.primary
    at.click(dialog.primary)
    assert at.row(at.cases[0]).status == "letter_sent"
    assert list(scratch.iterdir()) == []


def test_without_the_clinics_address_it_says_so(at: Sitting) -> None:
    settings.save(at.ctx, replace(settings.load(at.ctx), clinic=replace(CLINIC, phone="")))
    dialog = at.shown(ProtectedDialog(None, at.tools, at.cases[0]))
    assert not dialog.print.isEnabled()
    assert "telefonnummer" in dialog.trouble.text()


def test_the_pile_shows_the_way_and_holds_no_page_of_it(at: Sitting) -> None:
    opened: list[int] = []

    def look(shown: QDialog) -> None:
        assert isinstance(shown, ProtectedDialog)
        opened.append(shown.case)

    at.messages.on_run = look
    pile = at.shown(LettersDialog(None, at.tools, at.desk.round))
    at.qtbot.waitUntil(lambda: not pile.busy.running)
    assert [line.key for line in pile.choose.table.lines] == [at.cases[1]]
    at.click(pile.choose.protected)
    assert opened == [at.cases[0]]
    with pytest.raises(LetterWithheld):
        mailing_proposal.preview(at.ctx, at.desk.round, at.cases[0])


def test_the_keyboard_begins_at_the_printer(at: Sitting) -> None:
    dialog = at.shown(ProtectedDialog(None, at.tools, at.cases[0]))
    assert dialog.focusWidget() is dialog.print
