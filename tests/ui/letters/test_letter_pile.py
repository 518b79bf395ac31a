"""The pile of letters: its order, some numbers only, one file each, and the letter where the printer jammed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrintEngine, QPrinter
from PySide6.QtWidgets import QDialog, QPushButton

from rhs_desktop.domain.codes import Channel
from rhs_desktop.domain.letters.reply_code import code_of, scan_text
from rhs_desktop.letters.preview import PdfPreview
from rhs_desktop.services import settings
from rhs_desktop.services.cases import record
from rhs_desktop.services.letters import print_batch, reply_form
from rhs_desktop.services.letters.pages import count_pages
from rhs_desktop.ui.letters.letters_dialog import LettersDialog
from rhs_desktop.ui.letters.printing import both_sides, chosen, recall
from rhs_desktop.ui.letters.reprint_dialog import ReprintChoice, ReprintDialog
from rhs_desktop.ui.letters.state import LettersStage, LettersState, read_numbers
from rhs_desktop.ui.widgets.printer_memory import PrinterChoice, PrinterMemory
from tests.ui.desk import row_of, type_text
from tests.ui.letters.test_letters_dialog import CLINIC
from tests.ui.users.sitting import NUMBERS, Sit, Sitting

pytestmark = pytest.mark.usefixtures("qapp")
"""A QPrinter without an application ends the process."""


@pytest.fixture
def at(sit: Sit) -> Sitting:
    """Four who shall have a letter, their postnummer in the opposite order of their places on the list."""
    rows = [row_of(number, turn, postnummer=f"58{9 - turn} 00") for turn, number in enumerate(NUMBERS[:4])]
    sitting = sit(rows=rows, checked=True)
    for case in sitting.cases:
        record.route(sitting.ctx, case, Channel.LETTER)
    settings.save(sitting.ctx, replace(settings.load(sitting.ctx), clinic=CLINIC))
    return sitting


class Options:
    """What CUPS keeps of a printer's own choices, as a flat list of names and values."""

    def __init__(self) -> None:
        self.kept: dict[object, object] = {}

    def property(self, key: object) -> object:
        return self.kept.get(key)

    def setProperty(self, key: object, value: object) -> None:
        self.kept[key] = value


class Printer(QPrinter):
    """A printer with a tray and a duplex unit, which Qt's own PDF printer lacks."""

    def __init__(
        self,
        tray: QPrinter.PaperSource = QPrinter.PaperSource.Auto,
        sides: QPrinter.DuplexMode = QPrinter.DuplexMode.DuplexNone,
    ) -> None:
        super().__init__()
        self.tray, self.sides = tray, sides
        self.options = Options()

    def printEngine(self) -> Options:  # type: ignore[override]
        return self.options

    def paperSource(self) -> QPrinter.PaperSource:
        return self.tray

    def setPaperSource(self, tray: QPrinter.PaperSource, /) -> None:
        self.tray = tray

    def duplex(self) -> QPrinter.DuplexMode:
        return self.sides

    def setDuplex(self, sides: QPrinter.DuplexMode, /) -> None:
        self.sides = sides


def letters(at: Sitting) -> LettersDialog:
    dialog = at.shown(LettersDialog(None, at.tools, at.desk.round))
    done(at, dialog)
    return dialog


def done(at: Sitting, dialog: LettersDialog) -> None:
    at.qtbot.waitUntil(lambda: not dialog.busy.running)


def to_pdf(paper: Path, then: Callable[[QDialog], None] | None = None) -> Callable[[QDialog], None]:
    """Answers the print dialog with Qt's own PDF printer, and other dialogs by `then`."""

    def answer(dialog: QDialog) -> None:
        if isinstance(dialog, QPrintDialog):
            dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            dialog.printer().setOutputFileName(str(paper))
            dialog.done(QDialog.DialogCode.Accepted)
        elif then is not None:
            then(dialog)

    return answer


def codes_on(paper: Path) -> list[str]:
    """The codes that an independent reader finds on the printed pages, in their order."""
    import zxingcpp
    from PIL import Image

    found = []
    with PdfPreview(paper) as pdf:
        for page in range(pdf.pages):
            drawn = pdf.picture(page, 150)
            image = Image.frombytes("RGBA", (drawn.width, drawn.height), drawn.rgba).convert("L")
            found += [one.text for one in zxingcpp.read_barcodes(image)]
    return found


def test_the_virtual_printer_receives_the_pile_in_the_order_of_postnummer(at: Sitting, tmp_path: Path) -> None:
    paper = tmp_path / "papper.pdf"
    at.messages.on_run = to_pdf(paper)
    dialog = letters(at)
    dialog.choose.order.setCurrentIndex(1)
    done(at, dialog)
    at.click(dialog.primary)
    at.qtbot.waitUntil(lambda: dialog.state.stage is LettersStage.CONFIRM and not dialog.busy.running)
    salt = settings.code_salt(at.ctx)
    backwards = tuple(reversed(at.cases))
    assert codes_on(paper) == [scan_text(code_of(case, salt)) for case in backwards]
    assert dialog.state.printed == backwards
    assert print_batch.batches(at.ctx)[0].members[0][0].case == backwards[0]
    with PdfPreview(paper) as pdf:
        assert pdf.pages == 8
        assert pdf.size(0) == pytest.approx((595.3, 841.9), abs=1.0)


def test_a_jam_at_the_third_letter_is_one_choice(at: Sitting, tmp_path: Path) -> None:
    first, again = tmp_path / "papper.pdf", tmp_path / "igen.pdf"
    at.messages.on_run = to_pdf(first)
    dialog = letters(at)
    at.click(dialog.primary)
    at.qtbot.waitUntil(lambda: dialog.state.stage is LettersStage.CONFIRM and not dialog.busy.running)
    dialog.confirm.table.selectRow(2)

    def jammed(asked: QDialog) -> None:
        assert isinstance(asked, ReprintDialog)
        assert asked.number.value() == 3
        assert asked.primary.text() == "Skriv ut 2 brev …"
        asked.accept()

    at.messages.on_run = to_pdf(again, jammed)
    at.click(dialog.again)
    done(at, dialog)
    salt = settings.code_salt(at.ctx)
    assert codes_on(again) == [scan_text(code_of(case, salt)) for case in dialog.state.printed[2:]]
    assert len(print_batch.batches(at.ctx)) == 1


def test_only_those_that_did_not_come_out(at: Sitting, tmp_path: Path) -> None:
    dialog = letters(at)
    at.files.paths = [tmp_path / "brev.pdf"]
    dialog.save_one.trigger()
    done(at, dialog)
    spoilt = dialog.state.printed[1]
    dialog.confirm.ticked.emit((spoilt,), False)
    asked: list[tuple[ReprintChoice, tuple[int, ...]]] = []

    def look(shown: QDialog) -> None:
        assert isinstance(shown, ReprintDialog)
        asked.append((shown.choices.value, shown.cases))

    at.messages.on_run = look
    at.click(dialog.again)
    assert asked == [(ReprintChoice.UNPOSTED, (spoilt,))]


def test_numbers_choose_a_part_of_the_pile(at: Sitting) -> None:
    dialog = letters(at)
    type_text(dialog.choose.numbers, "2-3")
    dialog.choose.numbers.editingFinished.emit()
    assert dialog.state.chosen == dialog.state.ready[1:3]
    assert dialog.choose.heading.text() == "2 av 4 får brev"
    dialog.choose.numbers.clear()
    dialog.choose.numbers.setModified(True)
    dialog.choose.numbers.editingFinished.emit()
    assert dialog.state.chosen == dialog.state.ready


def test_numbers_that_are_none_say_so_and_change_nothing(at: Sitting) -> None:
    dialog = letters(at)
    type_text(dialog.choose.numbers, "2-9")
    dialog.choose.numbers.editingFinished.emit()
    assert "från 1 till 4" in dialog.choose.numbers_field.trouble
    assert dialog.state.chosen == dialog.state.ready


def test_one_file_each(at: Sitting, tmp_path: Path) -> None:
    dialog = letters(at)
    at.files.paths = [tmp_path / "brev"]
    dialog.save_each.trigger()
    done(at, dialog)
    made = sorted((tmp_path / "brev").iterdir())
    assert [count_pages(file) for file in made] == [2, 2, 2, 2]
    assert dialog.hint.text().startswith("Sparade i mappen brev.")
    assert dialog.state.stage is LettersStage.CONFIRM


def test_the_reply_form_of_the_chosen_one_for_1177(at: Sitting, tmp_path: Path) -> None:
    dialog = letters(at)
    dialog.choose.table.selectRow(2)
    case = dialog.state.ready[2]
    target = tmp_path / reply_form.file_name(at.ctx, case)
    assert target.name == f"Svarsbrev {code_of(case, settings.code_salt(at.ctx))}.pdf"
    at.files.paths = [target]
    dialog.save_form.trigger()
    done(at, dialog)
    assert codes_on(target) == [scan_text(code_of(case, settings.code_salt(at.ctx)))]
    assert dialog.hint.text().startswith(at.row(case).name)
    assert dialog.state.stage is LettersStage.CHOOSE
    assert print_batch.batches(at.ctx) == ()
    assert at.row(case).status == "to_letter"
    with pikepdf.open(target) as pdf:
        assert len(pdf.Root.AcroForm.Fields) == 17


def test_a_reply_form_that_cannot_be_written_says_why_and_leaves_nothing(at: Sitting, tmp_path: Path) -> None:
    dialog = letters(at)
    at.files.paths = [tmp_path / "saknas" / "svar.pdf"]
    dialog.save_form.trigger()
    done(at, dialog)
    assert "Mappen finns inte längre" in dialog.trouble.text()
    assert list(tmp_path.rglob("*.pdf")) == []


def test_many_piles_that_nobody_answered_for_leave_room_for_the_letters(at: Sitting, tmp_path: Path) -> None:
    for turn in range(4):
        print_batch.make(at.ctx, at.desk.round, at.cases[turn : turn + 1], tmp_path / f"{turn}.pdf")
    for more in ("Ytterligare 1 utskrift väntar på svar.", ""):
        notices = letters(at).notices
        assert len([one for one in notices.findChildren(QPushButton) if one.text() == "Svara"]) == 3
        assert notices.more.text() == more
        assert notices.more.isVisible() == bool(more)
        print_batch.confirm_posted(at.ctx, print_batch.batches(at.ctx)[0].id, [])


def test_both_sides_put_each_letter_on_sheets_of_its_own(at: Sitting, tmp_path: Path) -> None:
    assert not both_sides(Printer())
    assert both_sides(Printer(sides=QPrinter.DuplexMode.DuplexLongSide))
    made = print_batch.make(at.ctx, at.desk.round, at.cases, tmp_path / "brev.pdf", duplex=True)
    assert made.pages == 16


def test_the_printer_is_remembered(tmp_path: Path) -> None:
    before = Printer(QPrinter.PaperSource.Manual, QPrinter.DuplexMode.DuplexLongSide)
    PrinterMemory(tmp_path).save(chosen(before))
    fresh = Printer()
    recall(fresh, PrinterMemory(tmp_path).load())
    assert (fresh.tray, fresh.sides) == (before.tray, before.sides)


def test_a_tray_of_the_drivers_own_is_remembered_by_its_number(tmp_path: Path) -> None:
    """Windows counts them from 256 on; Qt has no names for them."""
    PrinterMemory(tmp_path).save(chosen(Printer(QPrinter.PaperSource(261))))
    fresh = Printer()
    recall(fresh, PrinterMemory(tmp_path).load())
    assert fresh.tray.value == 261


def test_a_tray_by_the_printers_own_name_is_remembered_beside_its_other_options(tmp_path: Path) -> None:
    before, fresh = Printer(), Printer()
    key = QPrintEngine.PrintEnginePropertyKey(0xFE00)
    before.options.setProperty(key, ["Resolution", "600dpi", "InputSlot", "Brevfack"])
    PrinterMemory(tmp_path).save(chosen(before))
    fresh.options.setProperty(key, ["InputSlot", "Auto", "Stapling", "None"])
    recall(fresh, PrinterMemory(tmp_path).load())
    assert fresh.options.property(key) == ["Stapling", "None", "InputSlot", "Brevfack"]


@pytest.mark.parametrize("content", ["", "[]", '{"name": 3}', '{"sides": "DuplexSideways"}', "\x00"])
def test_a_spoilt_memory_is_forgotten(tmp_path: Path, content: str) -> None:
    (tmp_path / "printer.json").write_text(content, encoding="utf-8")
    recall(QPrinter(), PrinterMemory(tmp_path).load())
    assert PrinterMemory(tmp_path / "nowhere").load() == PrinterChoice()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("", None, id="all"),
        pytest.param("  ", None, id="nothing but space"),
        pytest.param("3", {3}, id="one"),
        pytest.param("1-3", {1, 2, 3}, id="range"),
        pytest.param("1–3, 7", {1, 2, 3, 7}, id="with a dash of print"),
        pytest.param("8-", {8, 9, 10}, id="to the end"),
        pytest.param("2 och 4", {2, 4}, id="in words"),
        pytest.param("10", {10}, id="the last"),
    ],
)
def test_numbers_are_read(text: str, numbers: set[int] | None) -> None:
    assert read_numbers(text, 10) == (None if numbers is None else frozenset(numbers))


@pytest.mark.parametrize("text", ["0", "11", "3-2", "x", "1-x", "-", "1--3"])
def test_what_is_no_number_of_the_pile(text: str) -> None:
    with pytest.raises(ValueError, match=r".+|^$"):
        read_numbers(text, 10)


def test_the_letter_where_it_jammed_counts_from_one() -> None:
    state = LettersState((7, 8, 9)).made(1, (7, 8, 9))
    assert [state.from_number(number) for number in (1, 3)] == [(7, 8, 9), (9,)]
