"""When something goes wrong with a pile: it says what, in words, and leaves no file, no mark and nothing lost."""

from __future__ import annotations

import errno
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar

from rhs_desktop.domain.codes import Channel
from rhs_desktop.domain.letters.reply_code import code_of, scan_text
from rhs_desktop.letters.pdf.page_elements import LetterPage
from rhs_desktop.letters.pdf.tagged import Document
from rhs_desktop.services import settings
from rhs_desktop.services.cases import record
from rhs_desktop.services.letters import print_batch
from rhs_desktop.strings.letters import printing as strings
from rhs_desktop.ui.letters.letters_dialog import LettersDialog
from rhs_desktop.ui.letters.reprint_dialog import ReprintDialog
from rhs_desktop.ui.letters.state import LettersStage
from rhs_desktop.ui.widgets.jobs import Jobs
from tests.ui.desk import press
from tests.ui.letters.test_letter_pile import codes_on, done, letters, to_pdf
from tests.ui.letters.test_letters_dialog import CLINIC
from tests.ui.users.sitting import Sit, Sitting

PILE = 39
JAM = 37


@pytest.fixture
def at(sit: Sit) -> Sitting:
    """Some forty who shall have a letter."""
    sitting = sit(PILE, checked=True)
    for case in sitting.cases:
        record.route(sitting.ctx, case, Channel.LETTER)
    settings.save(sitting.ctx, replace(settings.load(sitting.ctx), clinic=CLINIC))
    return sitting


@pytest.fixture
def behind(at: Sitting) -> Iterator[LettersDialog]:
    """The dialog with its work on a thread of its own, as the program runs it."""
    jobs = Jobs()
    dialog = at.shown(LettersDialog(None, replace(at.tools, jobs=jobs), at.desk.round))
    done(at, dialog)
    at.qtbot.waitUntil(lambda: not jobs.running)
    yield dialog
    jobs.close()


def assert_nothing_happened(at: Sitting, folder: Path) -> None:
    assert list(folder.iterdir()) == []
    assert print_batch.batches(at.ctx, waiting_only=False) == ()
    assert {row.status for row in at.rows().values()} == {"to_letter"}


def test_a_jam_at_letter_37_is_one_choice(at: Sitting, tmp_path: Path) -> None:
    folder, again = tmp_path / "brev.pdf", tmp_path / "igen.pdf"
    dialog = letters(at)
    at.files.paths = [folder]
    dialog.save_one.trigger()
    done(at, dialog)
    asked: list[str] = []

    def jammed(shown: QDialog) -> None:
        assert isinstance(shown, ReprintDialog)
        shown.number.setValue(JAM)
        asked.append(shown.primary.text())
        press(shown, Qt.Key.Key_Return)

    at.messages.on_run = to_pdf(again, jammed)
    at.click(dialog.again)
    done(at, dialog)
    assert asked == [f"Skriv ut {PILE - JAM + 1} brev …"]
    salt = settings.code_salt(at.ctx)
    assert codes_on(again) == [scan_text(code_of(case, salt)) for case in dialog.state.printed[JAM - 1 :]]
    assert len(print_batch.batches(at.ctx)) == 1
    assert dialog.state.posted == dialog.state.printed, "what was printed again waits with the others"


class Held:
    """The making of letters, stopped in the middle until the test has looked and pressed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
        self.reached, self.go_on = threading.Event(), threading.Event()
        real, count = Document.add, 0

        def add(document: Document, pages: Sequence[LetterPage], language: str = "") -> None:
            nonlocal count
            real(document, pages, language)
            count += 1
            if count == after:
                self.reached.set()
                if not self.go_on.wait(30):
                    raise TimeoutError

        monkeypatch.setattr(Document, "add", add)


@pytest.mark.parametrize("each", [False, True], ids=["one file", "a file each"])
@pytest.mark.parametrize("by_key", [False, True], ids=["Avbryt", "Esc"])
def test_a_cancelled_batch_leaves_no_file_and_no_mark(
    at: Sitting, behind: LettersDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, each: bool, by_key: bool
) -> None:
    held, dialog = Held(monkeypatch, after=20), behind
    folder = tmp_path / "ut"
    folder.mkdir()
    at.files.paths = [folder / "brev.pdf"]
    (dialog.save_each if each else dialog.save_one).trigger()
    at.qtbot.waitUntil(held.reached.is_set)
    assert dialog.busy.running
    assert not dialog.pages.isEnabled()
    if by_key:
        press(dialog, Qt.Key.Key_Escape)
    else:
        at.click(dialog.busy.cancel)
    held.go_on.set()
    done(at, dialog)
    assert dialog.isVisible()
    assert dialog.state.stage is LettersStage.CHOOSE
    assert_nothing_happened(at, folder)
    monkeypatch.undo()
    at.files.paths = [folder / "brev.pdf"]
    dialog.save_one.trigger()
    done(at, dialog)
    assert len(dialog.state.printed) == PILE


def refused(error: OSError) -> Callable[[Path, Path], Path]:
    def replace_file(self: Path, target: Path) -> Path:
        raise error

    return replace_file


@pytest.mark.parametrize(
    ("error", "says"),
    [
        pytest.param(OSError(errno.ENOSPC, "full"), "full", id="the disk is full"),
        pytest.param(PermissionError(errno.EACCES, "open"), "öppen", id="open in Acrobat"),
    ],
)
def test_the_computers_trouble_is_a_sentence_and_loses_nothing(
    at: Sitting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, says: str
) -> None:
    folder = tmp_path / "ut"
    folder.mkdir()
    dialog = letters(at)
    dialog.choose.ticked.emit((dialog.state.ready[0],), False)
    monkeypatch.setattr(Path, "replace", refused(error))
    at.files.paths = [folder / "brev.pdf"]
    dialog.save_one.trigger()
    done(at, dialog)
    monkeypatch.undo()
    assert says in dialog.trouble.text()
    assert dialog.trouble.text().endswith(".")
    assert len(dialog.state.chosen) == PILE - 1, "what was chosen is still chosen"
    assert_nothing_happened(at, folder)


def test_an_old_file_under_that_name_is_left_as_it_was(at: Sitting, tmp_path: Path) -> None:
    """Acrobat keeps it open: Windows refuses to put another in its place."""
    old = tmp_path / "ut" / "brev.pdf"
    old.parent.mkdir()
    old.write_bytes(b"the old one")
    dialog = letters(at)
    at.files.paths = [old]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", refused(PermissionError(errno.EACCES, "open")))
        dialog.save_one.trigger()
        done(at, dialog)
    assert "brev.pdf" in dialog.trouble.text()
    assert old.read_bytes() == b"the old one"
    assert list(old.parent.iterdir()) == [old]
    assert print_batch.batches(at.ctx) == ()


def test_while_letters_are_made_progress_is_shown(
    at: Sitting, behind: LettersDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, dialog = Held(monkeypatch, after=20), behind
    at.files.paths = [tmp_path / "brev.pdf"]
    bar = dialog.busy.findChild(QProgressBar)
    assert isinstance(bar, QProgressBar)
    heard: list[int] = []
    bar.valueChanged.connect(heard.append)
    dialog.save_one.trigger()
    at.qtbot.waitUntil(held.reached.is_set)
    (text,) = dialog.busy.findChildren(QLabel)
    assert text.text() == strings.MAKING
    held.go_on.set()
    done(at, dialog)
    assert (heard[-1], bar.maximum()) == (10 * PILE, 10 * PILE)
    assert text.text() == strings.WRITING
