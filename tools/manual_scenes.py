"""Pictures of the clinic's own manuals: the list, a change with a fault, the steps, and what it means for whom."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from rhs_desktop.services.context import Context
from rhs_desktop.services.manuals import editing
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.manuals.copy_and_use_dialogs import CopyDialog, UseDialog
from rhs_desktop.ui.manuals.editor import ManualEditor
from rhs_desktop.ui.manuals.manuals_dialog import ManualsDialog
from rhs_desktop.ui.manuals.state import EditorTab
from tools.staging import Door, Place, Scene, staged

_NAME = "Vårdcentralen Ekeby"


def _own(ctx: Context) -> str:
    """The clinic's copy of the newer manual, with a reminder and a step of its own."""
    for one in ctx.profiles.values():
        if one.name == _NAME:
            return one.id
    made = editing.copy(ctx, "rhs-004", _NAME)
    changed = editing.draft(ctx, made.profile.id).put("days.manual_reminder", 10).remove_step("handlings[1].steps", 2)
    changed = changed.add_step(
        "handlings[1].steps", 3, "Anteckna i Cosmic att invånaren är uppringd.", "Uppringd enligt RHS"
    )
    editing.save(ctx, changed)
    return made.profile.id


def _editor(page: EditorTab, *, wrong: bool = False) -> Door:
    def open_dialog(tools: DialogContext) -> QDialog:
        dialog = ManualEditor(None, tools, editing.draft(tools.context, _own(tools.context)), used=False)
        if wrong:
            dialog.days.fields["days.manual_reminder"].box.setValue(34)
        dialog.tabs.setCurrentIndex(page)
        if page is EditorTab.STEPS:
            dialog.steps.steps.setCurrentRow(2)
        return dialog

    return open_dialog


def _list(tools: DialogContext) -> QDialog:
    own = _own(tools.context)
    dialog = ManualsDialog(None, tools)
    dialog.load(own)
    return dialog


def manual_scenes(place: Place) -> dict[str, Scene]:
    """Each by the name of its picture."""
    doors: dict[str, Door] = {
        "manuals": _list,
        "manual-copy": lambda tools: CopyDialog(None, tools, tools.context.profiles["rhs-004"]),
        "manual-days": _editor(EditorTab.DAYS, wrong=True),
        "manual-sending": _editor(EditorTab.SENDING),
        "manual-templates": _editor(EditorTab.TEMPLATES),
        "manual-steps": _editor(EditorTab.STEPS),
        "manual-portal": _editor(EditorTab.PORTAL),
        "manual-contacts": _editor(EditorTab.CONTACTS),
        "manual-preview": _editor(EditorTab.PREVIEW),
        "manual-use": lambda tools: UseDialog(None, tools, tools.context.profiles[_own(tools.context)]),
    }
    return {name: staged(door, place, answers=[True]) for name, door in doors.items()}
