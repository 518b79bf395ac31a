"""Every file with personal data is offered a password, ticked at first; a plain one is a choice, and logged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QDialog, QPushButton

from rhs_desktop.domain.access_log.entries import Access
from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.codes import Answer, Via
from rhs_desktop.domain.errors import ListUnreadable
from rhs_desktop.domain.retention import OutcomeGroup
from rhs_desktop.services import retention
from rhs_desktop.services.checklists.reading import read_list
from rhs_desktop.services.recording import record
from rhs_desktop.store import access_log
from rhs_desktop.store.access_log import LogQuery
from rhs_desktop.ui.access_log.dialog import LogDialog
from rhs_desktop.ui.checklists.import_dialog import ImportDialog
from rhs_desktop.ui.checklists.password_protection import ProtectDialog
from rhs_desktop.ui.retention.dialog import RetentionDialog
from tests.lists import wrong_check_digit
from tests.ui.desk import row_of
from tests.ui.protecting import PASSWORD, plain, protected, thought_better
from tests.ui.users.sitting import NUMBERS, Sit, Sitting


@dataclass
class Way:
    """A dialog that saves a file, the button that does, and what tells that it was done."""

    button: QPushButton
    told: Callable[[], str]
    logged: Access


def error_list(at: Sitting) -> Way:
    dialog = at.shown(ImportDialog(None, at.tools))
    rows = f"{wrong_check_digit(NUMBERS[9])}\tEk, Karin\n{NUMBERS[8]}\tÖst, Per"
    dialog.session.read_text(f"Personnummer\tNamn\n{rows}")
    at.qtbot.waitUntil(lambda: not dialog.busy.running)
    dialog.primary.click()
    at.qtbot.waitUntil(lambda: not dialog.busy.running)
    return Way(dialog.rows.save, dialog.hint.text, Access.EXPORTED)


def log(at: Sitting) -> Way:
    dialog = at.shown(LogDialog(None, at.tools))
    at.qtbot.waitUntil(lambda: not dialog.busy.running)
    return Way(dialog.export, dialog.count.text, Access.LOG_EXPORTED)


def table(at: Sitting) -> Way:
    record(at.ctx, ActKind.ANSWER, [(at.cases[0], ev.Answered(on=at.ctx.today, answer=Answer.NO, via=Via.DESK))])
    at.desk.clock.now += timedelta(800)
    retention.save_rules(at.ctx, {OutcomeGroup.DECLINED: 24})
    dialog = at.shown(RetentionDialog(None, at.tools))
    return Way(dialog.table, lambda: dialog.kept.text, Access.EXPORTED)


WAYS = [pytest.param(error_list, id="error list"), pytest.param(log, id="log"), pytest.param(table, id="table")]
Begin = Callable[[Sitting], Way]


def last_line(at: Sitting, kind: Access) -> dict[str, object]:
    with at.ctx.store.reading() as db:
        return dict(access_log.lines(db, LogQuery(kind=kind), 1)[0].details)


def save(at: Sitting, way: Way, answer: Callable[[QDialog], None], target: Path) -> None:
    at.files.paths = [target]
    at.messages.on_run = answer
    at.click(way.button)
    at.qtbot.waitUntil(lambda: target.name in way.told())


@pytest.mark.parametrize("begin", WAYS)
def test_a_password_alone_opens_it(begin: Begin, sit: Sit, tmp_path: Path) -> None:
    at = sit(rows=[row_of(number, turn) for turn, number in enumerate(NUMBERS[:3])])
    way = begin(at)
    save(at, way, protected, tmp_path / "ut.xlsx")
    assert "skyddad med lösenord" in way.told()
    with pytest.raises(ListUnreadable, match="password"):
        read_list(tmp_path / "ut.xlsx")
    assert len(read_list(tmp_path / "ut.xlsx", password=PASSWORD).sheets[0].rows) > 1
    assert last_line(at, way.logged)["encrypted"] is True
    assert [path.name for path in tmp_path.glob("*ut*")] == ["ut.xlsx"]


@pytest.mark.parametrize("begin", WAYS)
def test_a_plain_one_is_a_choice(begin: Begin, sit: Sit, tmp_path: Path) -> None:
    at = sit(3)
    way = begin(at)
    save(at, way, plain, tmp_path / "ut.xlsx")
    assert "lösenord" not in way.told()
    assert load_workbook(tmp_path / "ut.xlsx").worksheets[0].max_row > 1
    assert last_line(at, way.logged)["encrypted"] is False


@pytest.mark.parametrize("begin", WAYS)
def test_who_thinks_better_of_it_saves_nothing(begin: Begin, sit: Sit) -> None:
    at = sit(3)
    way = begin(at)
    before = way.told()
    at.messages.on_run = thought_better
    at.click(way.button)
    assert way.told() == before
    at.files.paths = [None]
    at.messages.on_run = plain
    at.click(way.button)
    assert at.files.paths == []
    assert way.told() == before


def test_text_cannot_be_protected(sit: Sit, tmp_path: Path) -> None:
    at = sit(3)
    dialog = at.shown(LogDialog(None, at.tools))
    at.qtbot.waitUntil(lambda: not dialog.busy.running)
    at.files.paths = [tmp_path / "logg.csv"]
    at.messages.on_run = protected
    at.click(dialog.export)
    at.qtbot.waitUntil(lambda: bool(dialog.trouble.text()))
    assert "textfil" in dialog.trouble.text()
    assert list(tmp_path.glob("*.csv")) == []


def test_the_password_is_not_kept_in_the_fields(sit: Sit) -> None:
    at = sit(1)
    dialog = at.shown(ProtectDialog(None, at.tools, "Spara", "Tre rader"))
    protected(dialog)
    assert dialog.chosen == PASSWORD
    assert [
        edit.text() for edit in (dialog.protecting.password.first.edit, dialog.protecting.password.second.edit)
    ] == ["", ""]


def test_too_short_a_password_keeps_the_question_open(sit: Sit) -> None:
    at = sit(1)
    dialog = at.shown(ProtectDialog(None, at.tools, "Spara", "Tre rader"))
    dialog.protecting.password.first.edit.setText("kort")
    dialog.primary.click()
    assert dialog.chosen is None
    assert dialog.isVisible()
    assert dialog.protecting.password.first.trouble
