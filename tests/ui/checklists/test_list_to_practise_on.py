"""The list beside the practice clinic is offered where a list is chosen; a clinic of real people has none."""

from __future__ import annotations

from rhs_desktop.practice.checklist import FILE_NAME, write_practice_list
from rhs_desktop.ui.checklists.import_dialog import ImportDialog
from rhs_desktop.ui.checklists.state import ImportStage
from tests.ui.users.sitting import Sit


def test_one_click_reads_it(sit: Sit) -> None:
    at = sit()
    path = at.ctx.store.path.with_name(FILE_NAME)
    write_practice_list(path, at.ctx.today)
    dialog = at.shown(ImportDialog(None, at.tools))
    assert str(path) in dialog.source.practice.toolTip()
    at.click(dialog.source.practice)
    at.qtbot.waitUntil(lambda: not dialog.busy.running)
    assert (dialog.state.stage, dialog.state.source) == (ImportStage.COLUMNS, FILE_NAME)


def test_where_there_is_none_nothing_is_offered(sit: Sit) -> None:
    at = sit()
    dialog = at.shown(ImportDialog(None, at.tools))
    assert dialog.source.choose.isVisible()
    assert not dialog.source.practice.isVisible()
