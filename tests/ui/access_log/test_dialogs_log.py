"""Each dialog that shows, copies, prints or saves people's details leaves its line, or does not do it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from rhs_desktop.domain.checklists import RowRules, check, propose_mapping
from rhs_desktop.domain.codes import Channel
from rhs_desktop.domain.errors import NotLogged
from rhs_desktop.domain.letters.clinic import Clinic
from rhs_desktop.domain.people.resident import Address
from rhs_desktop.services import settings
from rhs_desktop.services.cases import record
from rhs_desktop.services.checklists.reading import read_list
from rhs_desktop.services.sending import send
from rhs_desktop.ui.cases.answer_dialog import AnswerDialog
from rhs_desktop.ui.cases.call_dialog import CallingDialog
from rhs_desktop.ui.cases.cosmic_check_dialog import CosmicManyDialog
from rhs_desktop.ui.cases.details_dialog import DetailsDialog
from rhs_desktop.ui.cases.handover_dialog import HandoverDialog
from rhs_desktop.ui.checklists import jobs
from rhs_desktop.ui.checklists.export_dialog import ExportDialog, ListSelection
from rhs_desktop.ui.checklists.state import ImportState
from rhs_desktop.ui.letters.letters_dialog import LettersDialog
from rhs_desktop.ui.letters.protected_dialog import ProtectedDialog
from rhs_desktop.ui.pasting.review_dialog import PastingDialog
from rhs_desktop.ui.sending.reminders_dialog import RemindersDialog
from rhs_desktop.ui.sending.wizard import SendWizard
from rhs_desktop.ui.widgets.jobs import Task
from rhs_desktop.ui.widgets.labels import CopyButton
from tests.builders import checked_in_cosmic, happened, invited
from tests.ui.access_log.logged import full_disk, lines, told
from tests.ui.desk import MONDAY, row_of
from tests.ui.states import ago
from tests.ui.users.sitting import NUMBERS, Sit, Sitting

CLINIC = Clinic(
    name="Vårdcentralen Ekeby",
    address=Address(street="Ekebyvägen 1", postcode="59040", city="Kisa"),
    phone="010-104 70 00",
)


@pytest.fixture
def at(sit: Sit) -> Sitting:
    """Five: the third is protected."""
    sitting = sit(
        rows=[row_of(number, turn, skyddad="Ja" if turn == 2 else "") for turn, number in enumerate(NUMBERS[:5])]
    )
    settings.save(sitting.ctx, replace(settings.load(sitting.ctx), clinic=CLINIC))
    return sitting


Make = Callable[[Sitting, int], QDialog]


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda at, case: AnswerDialog(None, at.tools, case), id="answer"),
        pytest.param(lambda at, case: CallingDialog(None, at.tools, [case]), id="calling"),
        pytest.param(lambda at, case: DetailsDialog(None, at.tools, case), id="details"),
        pytest.param(lambda at, case: ProtectedDialog(None, at.tools, case), id="protected"),
    ],
)
def test_a_dialog_about_one_person_is_a_look(at: Sitting, make: Make) -> None:
    before = len(told(at.ctx))
    at.shown(make(at, at.cases[2]))
    assert told(at.ctx, before) == [("opened", "3")]


def copy_button(dialog: QDialog) -> QPushButton:
    return dialog.findChildren(CopyButton)[0]  # type: ignore[return-value]


def many_in_cosmic(at: Sitting) -> tuple[QDialog, Callable[[], None]]:
    dialog = CosmicManyDialog(None, at.tools, at.cases[:2])
    return dialog, lambda: dialog.copy_all.click()


def in_a_call(at: Sitting) -> tuple[QDialog, Callable[[], None]]:
    dialog = CallingDialog(None, at.tools, [at.cases[0]])
    return dialog, lambda: copy_button(dialog).click()


def reminding(at: Sitting) -> RemindersDialog:
    for case in at.cases[:2]:
        happened(at.ctx, case, checked_in_cosmic(ago(20)), invited(ago(13)))
    return RemindersDialog(None, at.tools, at.cases[:2])


def one_to_remind(at: Sitting) -> tuple[QDialog, Callable[[], None]]:
    dialog = reminding(at)
    return dialog, lambda: dialog.copy_next.click()


def all_to_remind(at: Sitting) -> tuple[QDialog, Callable[[], None]]:
    dialog = reminding(at)
    return dialog, lambda: dialog.copy_all.click()


def in_a_send(at: Sitting) -> tuple[QDialog, Callable[[], None]]:
    for case in at.cases[:2]:
        happened(at.ctx, case, checked_in_cosmic(MONDAY))
    prepared = send.prepare(at.ctx, at.desk.round, "phone", at.cases[:2])
    assert prepared.batch is not None
    dialog = SendWizard(None, at.tools, at.desk.round)
    dialog.resume(prepared.batch)
    return dialog, lambda: dialog.control.copy_all.click()


COPIES = [
    pytest.param(many_in_cosmic, 2, id="all numbers from the check in Cosmic"),
    pytest.param(in_a_call, 1, id="from a call"),
    pytest.param(one_to_remind, 1, id="the next to remind"),
    pytest.param(all_to_remind, 2, id="all to remind"),
    pytest.param(in_a_send, 2, id="recipients"),
]


@pytest.mark.parametrize(("make", "count"), COPIES)
def test_what_is_copied_is_a_line(
    at: Sitting, make: Callable[[Sitting], tuple[QDialog, Callable[[], None]]], count: int
) -> None:
    dialog, copy = make(at)
    at.shown(dialog)
    before = len(told(at.ctx))
    copy()
    (line,) = [one for one in lines(at.ctx)[before:] if one.kind == "copied"]
    assert line.people == ("1" if count == 1 else "1-2")
    assert line.details == {"what": "number", "count": count}
    assert len(QApplication.clipboard().text().split()) == count


@pytest.mark.parametrize(("make", "count"), COPIES)
def test_nothing_is_copied_that_cannot_be_logged(
    at: Sitting, make: Callable[[Sitting], tuple[QDialog, Callable[[], None]]], count: int
) -> None:
    dialog, copy = make(at)
    at.shown(dialog)
    QApplication.clipboard().clear()
    with full_disk():
        copy()
    assert QApplication.clipboard().text() == ""
    assert at.messages.said[-1][1].startswith("Åtkomstloggen går inte att skriva")


def test_a_phone_number_of_a_call_too(at: Sitting) -> None:
    dialog = at.shown(CallingDialog(None, at.tools, [at.cases[0]]))
    before = len(told(at.ctx))
    next(button for button in dialog.findChildren(CopyButton) if "telefon" in button.accessibleName()).click()
    assert lines(at.ctx)[before:][-1].details == {"what": "phone", "count": 1}


def test_a_hidden_phone_number_that_is_shown(at: Sitting) -> None:
    dialog = at.shown(CallingDialog(None, at.tools, [at.cases[2]]))
    assert dialog.card is not None
    dialog.card.reveal.click()
    assert told(at.ctx)[-1] == ("unmasked", "3")
    details = at.shown(DetailsDialog(None, at.tools, at.cases[2]))
    details.reveal.click()
    assert told(at.ctx)[-1] == ("unmasked", "3")


def test_an_export(at: Sitting, tmp_path: Path) -> None:
    dialog = at.shown(ExportDialog(None, at.tools, ListSelection((), at.cases)))
    dialog.protecting.tick.setChecked(False)
    at.files.paths = [tmp_path / "ut.xlsx"]
    at.click(dialog.primary)
    at.qtbot.waitUntil(lambda: not dialog.busy.running)
    assert told(at.ctx)[-1] == ("exported", "1-2,4-5")


def test_no_export_without_a_line(at: Sitting, tmp_path: Path) -> None:
    dialog = at.shown(ExportDialog(None, at.tools, ListSelection((), at.cases)))
    dialog.protecting.tick.setChecked(False)
    at.files.paths = [tmp_path / "ut.xlsx"]
    with full_disk():
        at.click(dialog.primary)
        at.qtbot.waitUntil(lambda: not dialog.busy.running)
    assert dialog.trouble.text().startswith("Åtkomstloggen går inte att skriva")
    assert list(tmp_path.glob("*.xlsx")) == []


def test_a_pasted_table_is_a_look_at_those_it_names(at: Sitting) -> None:
    dialog = at.shown(PastingDialog(None, at.tools, QMimeData()))
    dialog.box.setPlainText("\n".join(["Personnummer\tInvånare\tStatus", *map(mirrored, (1, 3))]))
    assert told(at.ctx)[-1] == ("listed", "2,4")


def mirrored(place: int) -> str:
    """A row as 1177 shows it."""
    number = NUMBERS[place]
    return f"{number[:8]}-{number[8:]}\tNamn\tFråga till invånare"


def test_rows_to_mend_out_of_an_import(at: Sitting, tmp_path: Path) -> None:
    listed = tmp_path / "lista.csv"
    listed.write_text("Personnummer;Namn\n19860101-0000;Fel Siffra\n", encoding="utf-8")
    target = tmp_path / "fel.xlsx"
    read = read_list(listed)
    checked = check(read.sheets[0], propose_mapping(read.sheets[0], MONDAY), RowRules(MONDAY))
    jobs.save_errors(at.ctx, target, replace(ImportState(), checked=checked), None, Task(lambda *_: None))
    assert target.exists()
    (line,) = lines(at.ctx, "exported")
    assert (line.people, line.details) == ("", {"what": "aside", "rows": 1, "left_out": 0, "encrypted": False})
    target.unlink()
    with full_disk(), pytest.raises(NotLogged):
        jobs.save_errors(at.ctx, target, replace(ImportState(), checked=checked), None, Task(lambda *_: None))
    assert not target.exists()


def handing_over(at: Sitting) -> HandoverDialog:
    for case in at.cases[:3]:
        record.snooze(at.ctx, case, MONDAY.replace(day=20), "Väntar")
    return at.shown(HandoverDialog(None, at.tools))


def test_the_handover_page_is_a_look_at_those_on_it(at: Sitting) -> None:
    handing_over(at)
    assert told(at.ctx)[-1] == ("listed", "1-3")


def printing(at: Sitting, monkeypatch: pytest.MonkeyPatch) -> tuple[HandoverDialog, list[QPrinter]]:
    """The hand-over page with a printer that accepts, and what is printed on."""
    dialog = handing_over(at)
    printed: list[QPrinter] = []
    monkeypatch.setattr(dialog, "print_on", printed.append)
    at.messages.on_run = lambda shown: shown.accept()
    return dialog, printed


def test_the_handover_page_on_paper(at: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog, printed = printing(at, monkeypatch)
    at.click(dialog.primary)
    assert told(at.ctx)[-1] == ("printed", "1-3")
    assert len(printed) == 1


def test_a_handover_page_that_cannot_be_logged_is_not_printed(at: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog, printed = printing(at, monkeypatch)
    with full_disk():
        at.click(dialog.primary)
    assert dialog.trouble.text().startswith("Åtkomstloggen går inte att skriva")
    assert printed == []


def test_letters_previewed_and_saved(at: Sitting, tmp_path: Path) -> None:
    for case in at.cases[:2]:
        happened(at.ctx, case, checked_in_cosmic(MONDAY))
        record.route(at.ctx, case, Channel.LETTER)
    before = len(told(at.ctx))
    dialog = at.shown(LettersDialog(None, at.tools, at.desk.round))
    at.qtbot.waitUntil(lambda: not dialog.busy.running)
    assert ("opened", "1") in told(at.ctx, before)
    at.files.paths = [tmp_path / "brev.pdf"]
    dialog.save_one.trigger()
    at.qtbot.waitUntil(lambda: not dialog.busy.running)
    assert ("print_letters", "1-2") in told(at.ctx, before)


# ---- many at once ----------------------------------------------------------------------------------------------------


def shown_lists(at: Sitting) -> list[tuple[str, object, object]]:
    return [(line.people, line.details["what"], line.details["count"]) for line in lines(at.ctx, "listed")]


def test_who_is_to_be_reminded_is_one_line(at: Sitting) -> None:
    dialog = at.shown(reminding(at))
    dialog.table.ticked.emit((at.cases[0],), False)
    assert shown_lists(at) == [("1-2", "remind", 2)]


def test_who_is_to_be_looked_up_in_cosmic_is_one_line(at: Sitting) -> None:
    at.shown(CosmicManyDialog(None, at.tools, at.cases[:4]))
    assert shown_lists(at) == [("1-4", "cosmic", 4)]


def test_recipients_are_told_of_once_with_those_held_back(at: Sitting) -> None:
    for case in at.cases[:4]:
        happened(at.ctx, case, checked_in_cosmic(MONDAY))
    dialog = at.shown(SendWizard(None, at.tools, at.desk.round))
    assert shown_lists(at) == [], "the templates show nobody"
    dialog.templates.template_chosen.emit("phone")
    dialog.primary.click()
    assert dialog.state.chosen
    told_of = {*dialog.state.chosen, *(line.key for line in dialog.recipients.held.lines)}
    assert shown_lists(at) == [("1-5", "send", len(told_of))]
    dialog.choosing.take_out([at.cases[0]])
    dialog.choosing.propose(5, dialog.recipients.chosen_order)
    dialog.primary.click()
    assert dialog.state.batch is not None
    assert len(shown_lists(at)) == 1


def test_a_prepared_batch_that_is_opened_again_is_one_line(at: Sitting) -> None:
    dialog, _ = in_a_send(at)
    at.shown(dialog)
    assert shown_lists(at) == [("1-2", "send", 2)]


def test_an_empty_list_shows_nobody(at: Sitting) -> None:
    at.shown(RemindersDialog(None, at.tools))
    assert shown_lists(at) == []


def test_a_list_opens_also_when_it_cannot_be_logged(at: Sitting) -> None:
    """A nurse may not be kept from her work by a full disk: the line waits."""
    with full_disk():
        dialog = at.shown(CosmicManyDialog(None, at.tools, at.cases))
        assert len(dialog.table.people) == 5
        assert shown_lists(at) == []
    at.tools.watch.try_again()
    assert shown_lists(at) == [("1-5", "cosmic", 5)]
