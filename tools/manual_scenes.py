"""Pictures of the clinic's own manuals: the list, a change with a fault, the steps, and what it means for whom."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from rhs_desktop.services import manuals
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.ui.dialogs.manual_editor import ManualEditor
from rhs_desktop.ui.dialogs.manual_questions import CopyDialog, UseDialog
from rhs_desktop.ui.dialogs.manual_state import Page
from rhs_desktop.ui.dialogs.manuals_dialog import ManualsDialog
from rhs_desktop.ui.dialogs.tools import Tools
from tools.staging import Door, Place, Scene, staged

_NAME = "Vårdcentralen Ekeby"


def _own(w: Workplace) -> str:
    """The clinic's copy of the newer manual, with a reminder and a step of its own."""
    for one in w.profiles.values():
        if one.name == _NAME:
            return one.id
    made = manuals.copy(w, "rhs-004", _NAME)
    changed = manuals.draft(w, made.profile.id).put("days.manual_reminder", 10).remove_step("handlings[1].steps", 2)
    changed = changed.add_step(
        "handlings[1].steps", 3, "Anteckna i Cosmic att invånaren är uppringd.", "Uppringd enligt RHS"
    )
    manuals.save(w, changed)
    return made.profile.id


def _editor(page: Page, *, wrong: bool = False) -> Door:
    def open_dialog(tools: Tools) -> QDialog:
        dialog = ManualEditor(None, tools, manuals.draft(tools.workplace, _own(tools.workplace)), used=False)
        if wrong:
            dialog.days.fields["days.manual_reminder"].box.setValue(34)
        dialog.tabs.setCurrentIndex(page)
        if page is Page.STEPS:
            dialog.steps.steps.setCurrentRow(2)
        return dialog

    return open_dialog


def _list(tools: Tools) -> QDialog:
    own = _own(tools.workplace)
    dialog = ManualsDialog(None, tools)
    dialog.load(own)
    return dialog


def manual_scenes(place: Place) -> dict[str, Scene]:
    """Each by the name of its picture."""
    doors: dict[str, Door] = {
        "manuals": _list,
        "manual-copy": lambda tools: CopyDialog(None, tools, tools.workplace.profiles["rhs-004"]),
        "manual-days": _editor(Page.DAYS, wrong=True),
        "manual-sending": _editor(Page.SENDING),
        "manual-templates": _editor(Page.TEMPLATES),
        "manual-steps": _editor(Page.STEPS),
        "manual-portal": _editor(Page.PORTAL),
        "manual-contacts": _editor(Page.CONTACTS),
        "manual-preview": _editor(Page.PREVIEW),
        "manual-use": lambda tools: UseDialog(None, tools, tools.workplace.profiles[_own(tools.workplace)]),
    }
    return {name: staged(door, place, answers=[True]) for name, door in doors.items()}
