"""Gallring in the window: who is due, the times, a typed yes, the protocol; one person on request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QLabel

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.codes import Answer, Via
from rhs_desktop.domain.retention import OutcomeGroup
from rhs_desktop.services import retention
from rhs_desktop.services.backups import make
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.integrity import verify
from rhs_desktop.services.recording import record
from rhs_desktop.store import access_log
from rhs_desktop.store.access_log import LogQuery
from rhs_desktop.store.backups.backup_folder import Copies
from rhs_desktop.strings import retention as said
from rhs_desktop.ui.retention.dialog import RetentionDialog
from rhs_desktop.ui.retention.erase_dialog import EraseDialog
from tests.ui.desk import press, row_of, type_text
from tests.ui.protecting import in_turn, plain, thought_better
from tests.ui.users.sitting import NUMBERS, Sit, Sitting

LATER = datetime.combine(date(2029, 1, 10), time(9, 30))


@pytest.fixture
def at(sit: Sit) -> Sitting:
    """Five people, two of whom said no; two years later."""
    at: Sitting = sit(5)
    for case in at.cases[:2]:
        no = ev.Answered(on=at.ctx.today, answer=Answer.NO, via=Via.DESK)
        record(at.ctx, ActKind.ANSWER, [(case, no)])
    at.desk.clock.now = LATER
    return at


def with_times(at: Sitting) -> None:
    retention.save_rules(at.ctx, {OutcomeGroup.DECLINED: 24})


def confirm(at: Sitting, why: str = "RÖ 2028-311", word: str = said.WORD) -> Callable[[QDialog], None]:
    """What the person does with the last question."""

    def on_run(dialog: QDialog) -> None:
        assert isinstance(dialog, EraseDialog)
        dialog.why.setFocus()
        type_text(dialog.why, why)
        type_text(dialog.word, word)
        press(dialog, Qt.Key.Key_Return)
        at.qtbot.waitUntil(lambda: dialog.change is not None)

    return on_run


def texts(dialog: QDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_off_until_somebody_sets_a_time(at: Sitting) -> None:
    dialog = at.shown(RetentionDialog(None, at.tools))
    assert said.OFF_YET in texts(dialog)
    assert not dialog.primary.isEnabled()
    assert not dialog.archive.isEnabled()
    dialog.tabs.setCurrentIndex(1)
    assert not dialog.primary.isVisible()
    assert {box.text() for box in dialog.times.boxes.values()} == {said.OFF}
    assert not dialog.times.save.isEnabled()
    dialog.times.boxes[OutcomeGroup.DECLINED].setValue(24)
    at.click(dialog.times.save)
    assert retention.rules(at.ctx) == {OutcomeGroup.DECLINED: 24}
    assert said.TIMES_SAVED in texts(dialog)
    dialog.tabs.setCurrentIndex(0)
    assert dialog.primary.isEnabled()
    assert said.OFF_YET not in texts(dialog)


def test_who_is_due_is_shown_masked_and_logged(at: Sitting) -> None:
    with_times(at)
    dialog = at.shown(RetentionDialog(None, at.tools))
    assert dialog.note.text() == "2 ärenden. 2 invånare gallras helt."
    assert dialog.counts.text() == "Tackat nej 2"
    assert [line.texts for line in dialog.people.lines] == [
        ("Karin Ek", f"{NUMBERS[0][:8]}-••••", "Tackat nej", "2026-11-09"),
        ("Åke Åberg", f"{NUMBERS[1][:8]}-••••", "Tackat nej", "2026-11-09"),
    ]
    assert dialog.primary.text() == "Gallra 2 ärenden…"
    with at.ctx.store.reading() as db:
        (line,) = access_log.lines(db, LogQuery(kind="listed"))
    assert line.people == "1-2"


def test_it_is_erased_and_stands_in_the_protocol(at: Sitting) -> None:
    with_times(at)
    dialog = at.shown(RetentionDialog(None, at.tools))
    at.messages.on_run = confirm(at)
    at.click(dialog.primary)
    assert dialog.change is not None
    assert dialog.change.says == "Gallrat: 2 ärenden, 2 invånare."
    assert not dialog.change.undoable
    assert dialog.kept.text == dialog.change.says
    assert dialog.note.text() == said.NOTHING_DUE
    assert not dialog.primary.isEnabled()
    dialog.tabs.setCurrentIndex(2)
    assert [line.texts[2] for line in dialog.protocol.list.lines] == ["Enligt tiderna: 2 ärenden, 2 invånare"]
    assert "Beslut: RÖ 2028-311" in dialog.protocol.text.toPlainText()
    assert {row.name for row in case_list.load_rows(at.ctx) if row.finished} == {"Gallrad"}
    assert verify(at.ctx) == ()


@pytest.mark.parametrize(
    ("why", "word", "trouble"),
    [
        pytest.param("", said.WORD, "Skriv vilket beslut det gäller.", id="no decision"),
        pytest.param("dnr 1", "", said.TYPE_AGAIN.format(word=said.WORD), id="no word"),
        pytest.param("dnr 1", "gallra", said.TYPE_AGAIN.format(word=said.WORD), id="the word in small letters"),
        pytest.param("Karin Ek", said.WORD, "Texten avslöjar vem det gäller.", id="a name in the protocol"),
    ],
)
def test_nothing_goes_without_a_whole_answer(at: Sitting, why: str, word: str, trouble: str) -> None:
    with_times(at)
    dialog = at.shown(EraseDialog(None, at.tools, retention.plan(at.ctx)))
    type_text(dialog.why, why)
    type_text(dialog.word, word)
    dialog.primary.click()
    at.qtbot.waitUntil(lambda: trouble in texts(dialog))
    assert dialog.change is None
    assert dialog.isVisible()
    assert retention.protocol(at.ctx) == ()


def test_escape_leaves_everything(at: Sitting) -> None:
    with_times(at)
    dialog = at.shown(RetentionDialog(None, at.tools))
    at.messages.on_run = lambda asked: asked.reject()
    at.click(dialog.primary)
    assert dialog.change is None
    assert retention.protocol(at.ctx) == ()


def test_older_copies_go_too_if_that_is_wanted(at: Sitting, tmp_path: Path) -> None:
    with_times(at)
    at.ctx.store.copies = Copies(tmp_path / "backups")
    make.make(at.ctx)
    record(at.ctx, ActKind.NOTE, [(at.cases[3], ev.Noted(on=at.ctx.today, text="x"))])
    dialog = at.shown(EraseDialog(None, at.tools, retention.plan(at.ctx)))
    assert dialog.copies.text() == "Ta bort 1 äldre säkerhetskopia när en ny är gjord"
    dialog.copies.setChecked(True)
    type_text(dialog.why, "dnr 1")
    type_text(dialog.word, said.WORD)
    dialog.primary.click()
    at.qtbot.waitUntil(lambda: dialog.change is not None)
    assert dialog.change is not None
    assert dialog.change.says == "Gallrat: 2 ärenden, 2 invånare. 1 säkerhetskopia togs bort."
    content = b"".join(path.read_bytes() for path in (tmp_path / "backups").iterdir())
    assert NUMBERS[0].encode() not in content
    assert NUMBERS[4].encode() in content


def test_one_person_on_request(at: Sitting) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, EraseDialog)
        assert f"{at.row(at.cases[3]).name}, {NUMBERS[3][:8]}-••••" in texts(dialog)
        assert dialog.open_too.isVisible()
        type_text(dialog.why, "Begäran enligt artikel 17")
        type_text(dialog.word, said.WORD)
        dialog.primary.click()
        at.qtbot.waitUntil(lambda: "inte är avslutade" in texts(dialog))
        dialog.open_too.setChecked(True)
        dialog.primary.click()
        at.qtbot.waitUntil(lambda: dialog.change is not None)

    at.messages.on_run = answer
    change = EraseDialog.ask_person(None, at.tools, at.cases[3])
    assert change is not None
    assert change.says == "Gallrat: 1 ärende, 1 invånare."
    row = at.row(at.cases[3])
    assert (row.name, row.status, row.finished) == ("Gallrad", "excluded", True)


def test_the_archive_and_the_table(at: Sitting, tmp_path: Path) -> None:
    with_times(at)
    dialog = at.shown(RetentionDialog(None, at.tools))
    at.files.paths = [tmp_path / "arkiv.sqlite3", tmp_path / "gallring.xlsx"]
    at.click(dialog.archive)
    at.qtbot.waitUntil(lambda: "arkiv.sqlite3" in dialog.kept.text)
    assert "inte krypterad" in dialog.kept.text
    assert (tmp_path / "arkiv.sqlite3").stat().st_size > 0
    at.messages.on_run = in_turn(thought_better, plain)
    at.click(dialog.table)
    assert not (tmp_path / "gallring.xlsx").exists()
    at.click(dialog.table)
    at.qtbot.waitUntil(lambda: "2 sparade i gallring.xlsx" in dialog.kept.text)


def test_the_protocol_is_saved_and_printed_without_a_name(at: Sitting, tmp_path: Path) -> None:
    with_times(at)
    retention.erase(at.ctx, retention.plan(at.ctx), reference="dnr 1")
    dialog = at.shown(RetentionDialog(None, at.tools))
    dialog.tabs.setCurrentIndex(2)
    target, paper = tmp_path / said.protocol_name(at.ctx.today), tmp_path / "papper.pdf"
    at.files.paths = [target]
    at.click(dialog.protocol.save)
    text = target.read_text(encoding="utf-8-sig")
    assert "Tider: Tackat nej 24 månader" in text
    assert "Tackat nej, 2026: 2" in text
    assert "Invånarnas nummer i registret: 1-2" in text
    assert "Karin" not in text
    assert NUMBERS[0][:8] not in text

    def to_file(asked: QDialog) -> None:
        assert isinstance(asked, QPrintDialog)
        assert asked.printer().docName() == said.PROTOCOL_TITLE
        asked.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        asked.printer().setOutputFileName(str(paper))
        asked.done(QDialog.DialogCode.Accepted)

    at.messages.on_run = to_file
    at.click(dialog.protocol.print)
    assert paper.stat().st_size > 0


def test_protected_people_are_not_named(sit: Sit) -> None:
    at = sit(rows=[row_of(NUMBERS[0], skyddad="ja")])
    no = ev.Answered(on=at.ctx.today, answer=Answer.NO, via=Via.DESK)
    record(at.ctx, ActKind.ANSWER, [(at.cases[0], no)])
    at.desk.clock.now = LATER
    with_times(at)
    dialog = at.shown(RetentionDialog(None, at.tools))
    assert [line.texts[0] for line in dialog.people.lines] == ["Skyddade personuppgifter"]
