"""A PDF through a printer that writes a file: every page or no file, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter

from rhs_desktop.domain.errors import Cancelled, StoreTrouble, StoreUnavailable
from rhs_desktop.services.letters.pages import count_pages
from rhs_desktop.ui.letters.printing import PrintFailed, print_pages, why_not
from rhs_desktop.ui.widgets.jobs import Task
from tests.letters.samples import drawn, letter

pytestmark = pytest.mark.usefixtures("qapp")
PAGES = 6


@pytest.fixture(scope="module")
def letters() -> bytes:
    return drawn([letter(number) for number in range(1, PAGES // 2 + 1)])


def printer(target: Path) -> QPrinter:
    found = QPrinter()
    found.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    found.setOutputFileName(str(target))
    found.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    found.setFullPage(True)
    return found


class StoppedAt(Task):
    """Somebody presses Avbryt when so many pages are done."""

    def __init__(self, page: int) -> None:
        super().__init__(lambda done, total, text: None)
        self.page = page

    def report(self, done: int, total: int, text: str = "") -> None:
        if done == self.page:
            self.cancel()
        super().report(done, total, text)


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """To a writer it is as if the disk were full."""
    resource = pytest.importorskip("resource", reason="Windows has no such limit")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_every_page_is_there(letters: bytes, tmp_path: Path) -> None:
    target = tmp_path / "papper.pdf"
    assert print_pages(StoppedAt(PAGES), printer(target), letters) == PAGES
    assert count_pages(target) == PAGES


def test_parts_of_a_pile_are_one_print_job(letters: bytes, tmp_path: Path) -> None:
    target = tmp_path / "papper.pdf"
    assert print_pages(StoppedAt(2 * PAGES), printer(target), letters, letters) == 2 * PAGES
    assert count_pages(target) == 2 * PAGES


@pytest.mark.parametrize("page", [0, 3])
def test_cancelled_there_is_no_file(letters: bytes, tmp_path: Path, page: int) -> None:
    with pytest.raises(Cancelled):
        print_pages(StoppedAt(page), printer(tmp_path / "papper.pdf"), letters)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("room", [2_000, 200_000], ids=["at once", "on the way"])
def test_a_disk_that_gets_full_is_no_success(letters: bytes, tmp_path: Path, room: int) -> None:
    """Qt says nothing of it."""
    with files_no_larger_than(room), pytest.raises(PrintFailed):
        print_pages(StoppedAt(PAGES), printer(tmp_path / "papper.pdf"), letters)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_folder_that_is_gone(letters: bytes, tmp_path: Path) -> None:
    with pytest.raises(PrintFailed):
        print_pages(StoppedAt(PAGES), printer(tmp_path / "saknas" / "papper.pdf"), letters)


def test_what_is_told_of_a_job_that_failed() -> None:
    assert why_not(PrintFailed(), "Skrivaren tog inte emot breven.") == "Skrivaren tog inte emot breven."
    assert "Inget sparades" in why_not(StoreUnavailable(StoreTrouble.DISK_FULL), "Skrivaren tog inte emot breven.")
    with pytest.raises(KeyError, match="a bug"):
        why_not(KeyError("a bug"), "")
