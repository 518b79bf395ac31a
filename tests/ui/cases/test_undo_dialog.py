"""Ångra tidigare: what taking back would do is seen first; what stands in the way is named."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from rhs_desktop.domain.codes import CallOutcome, Channel, Eligibility
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.services.cases import case_list, record, undo
from rhs_desktop.ui.cases.undo_dialog import UndoDialog
from tests.ui.desk import press
from tests.ui.users.sitting import Sit, Sitting


def said(dialog: UndoDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog))


def entry_of(at: Sitting, case: int, kind: str) -> int:
    view = case_list.case_view(at.ctx, case)
    return next(one.record.id for one in view.timeline if type(one.record.event).__name__ == kind)


def test_the_latest_acts_stand_there_the_newest_first(sit: Sit) -> None:
    at = sit(3, checked=True)
    at.desk.clock.now += timedelta(days=2)
    record.add_note(at.ctx, at.cases[0], "Hälsade")
    dialog = at.shown(UndoDialog(None, at.tools))
    assert [line.texts for line in dialog.list.lines] == [
        ("09:30", "Anna Ek", "Anteckningen sparades"),
        ("9 nov 09:30", "Anna Ek", "3 kontroller i Cosmic är antecknade: listad här, inte avliden"),
        ("9 nov 09:30", "Anna Ek", "Listan importerades: 3 nya"),
    ]


def test_a_batch_of_days_ago_is_taken_back_after_a_look(sit: Sit) -> None:
    at = sit(3, checked=True)
    at.desk.clock.now += timedelta(days=2)
    record.add_note(at.ctx, at.cases[0], "Hälsade")
    dialog = at.shown(UndoDialog(None, at.tools))
    press(dialog, Qt.Key.Key_Down)
    text = said(dialog)
    assert "3 × Kontrollerad i Cosmic: listad här, inte avliden" in text
    assert "Karin Ek, Åke Åberg och Örjan Öström" in text
    press(dialog, Qt.Key.Key_Return)
    assert {row.status for row in at.rows().values()} == {"listed"}
    assert dialog.change is not None
    assert dialog.change.says.startswith("Ångrat: 3 kontroller i Cosmic")
    again = at.shown(UndoDialog(None, at.tools))
    again.list.select_line(1)
    assert "Redan ångrat i dag av Anna Ek." in said(again)
    assert not again.primary.isEnabled()


def test_what_stands_in_the_way_is_named(sit: Sit) -> None:
    at = sit(2, checked=True)
    record.route(at.ctx, at.cases[1], Channel.PHONE)
    record.record_call(at.ctx, at.cases[1], CallOutcome.NO_ANSWER)
    dialog = at.shown(UndoDialog(None, at.tools))
    dialog.list.select_line(2)
    assert "Går inte att ångra än" in said(dialog)
    assert "Åke Åberg: samtalet är antecknat: inget svar, 09:30 av Anna Ek" in said(dialog)
    assert not dialog.primary.isEnabled()


def test_one_line_of_a_timeline_is_taken_out_of_its_batch(sit: Sit) -> None:
    at = sit(3, checked=True)
    dialog = at.shown(UndoDialog(None, at.tools, (at.cases[1], entry_of(at, at.cases[1], "CosmicChecked"))))
    assert "Kontrollerad i Cosmic: listad här, inte avliden" in said(dialog)
    assert "Åke Åberg" in said(dialog)
    assert "Karin Ek" not in said(dialog)
    assert dialog.list.isHidden()
    at.click(dialog.primary)
    assert [row.status for row in at.rows().values()] == ["ready", "listed", "ready"]
    undone = undo.recent(at.ctx)[0]
    undo.undo(at.ctx, undone.act.id)
    assert {row.status for row in at.rows().values()} == {"ready"}


def test_one_line_that_was_the_whole_act_is_undone_as_an_act(sit: Sit) -> None:
    at = sit(2, checked=True)
    record.route(at.ctx, at.cases[0], Channel.PHONE)
    done = undo.undo_entry(at.ctx, at.cases[0], entry_of(at, at.cases[0], "Routed"))
    assert done.kind == "undo"
    assert at.row(at.cases[0]).status == "ready"


@pytest.mark.parametrize("whole", [False, True], ids=["part of a batch", "whole act"])
def test_a_line_that_others_stand_on_is_refused(sit: Sit, whole: bool) -> None:
    at = sit(1 if whole else 2)
    record.check_cosmic(at.ctx, at.cases, Eligibility.LISTED_ALIVE)
    record.route(at.ctx, at.cases[0], Channel.PHONE)
    entry = entry_of(at, at.cases[0], "CosmicChecked")
    with pytest.raises(HistoryRefused, match="later_entry"):
        undo.undo_entry(at.ctx, at.cases[0], entry)
    assert at.row(at.cases[0]).status == "to_phone"


def test_a_line_taken_back_before_and_one_that_is_not_there(sit: Sit) -> None:
    at = sit(2, checked=True)
    entry = entry_of(at, at.cases[0], "CosmicChecked")
    undo.undo_entry(at.ctx, at.cases[0], entry)
    with pytest.raises(HistoryRefused, match="taken_back"):
        undo.undo_entry(at.ctx, at.cases[0], entry)
    with pytest.raises(HistoryRefused, match="unknown_entry"):
        undo.undo_entry(at.ctx, at.cases[0], 99_999)


def test_the_batch_can_still_be_undone_without_the_one_taken_out(sit: Sit) -> None:
    at = sit(3, checked=True)
    undo.undo_entry(at.ctx, at.cases[0], entry_of(at, at.cases[0], "CosmicChecked"))
    batch = next(one for one in undo.recent(at.ctx) if one.act.kind == "check_cosmic")
    undo.undo(at.ctx, batch.act.id)
    assert {row.status for row in at.rows().values()} == {"listed"}


def test_nothing_was_done(sit: Sit) -> None:
    at = sit()
    dialog = at.shown(UndoDialog(None, at.tools))
    assert "Inget har gjorts än" in said(dialog)
    assert not dialog.primary.isEnabled()
