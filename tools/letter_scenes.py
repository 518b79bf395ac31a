"""Pictures of what belongs to letters: the pile, the sealed letter, a scanned reply, the texts, the envelope."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from unittest.mock import patch

from PySide6.QtGui import QPixmap
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLayout

from rhs_desktop.domain import events as ev
from rhs_desktop.domain.case_code import code_of
from rhs_desktop.domain.mailing import HoldReason
from rhs_desktop.domain.resident import Address
from rhs_desktop.services import mailing, overview, settings
from rhs_desktop.services.acts import record
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.ui.clipboard import Clipboard
from rhs_desktop.ui.dialogs import envelope_dialog, letters_work
from rhs_desktop.ui.dialogs.again_dialog import AgainDialog, Pile
from rhs_desktop.ui.dialogs.envelope_dialog import EnvelopeDialog
from rhs_desktop.ui.dialogs.letters_dialog import LettersDialog
from rhs_desktop.ui.dialogs.letters_state import LettersState
from rhs_desktop.ui.dialogs.protected_dialog import ProtectedDialog
from rhs_desktop.ui.dialogs.reminder_letters_dialog import ReminderLettersDialog
from rhs_desktop.ui.dialogs.reply_dialog import ReplyDialog
from rhs_desktop.ui.dialogs.texts_dialog import TextsDialog
from rhs_desktop.ui.dialogs.tools import Tools
from rhs_desktop.ui.jobs import Immediate, Jobs
from rhs_desktop.ui.theme import Theme
from rhs_desktop.words.replies import Crossed
from tests.ui.desk import Answering, ChosenFiles

Scene = Callable[[QApplication, Theme, int, int], QPixmap]
_SETTLE_MS = 700


def _scene(open_dialog: Callable[[Tools, int], QDialog], place: Callable[[], Workplace]) -> Scene:
    """A dialog over the practice clinic, in the middle of its day."""

    def scene(app: QApplication, theme: Theme, width: int, height: int) -> QPixmap:
        w = place()
        chosen = settings.load(w)
        if chosen.clinic.problems:
            where = Address(street="Ekvägen 1", postcode="59030", city="Borensberg")
            whole = replace(chosen.clinic, address=where, phone="013-465 00 00")
            settings.save(w, replace(chosen, clinic=whole))
        tools = Tools(w, theme, Answering(), Jobs(Immediate()), Clipboard(app.clipboard()), ChosenFiles())
        dialog = open_dialog(tools, settings.load(w).round or overview.rounds(w)[0].id)
        layout = dialog.layout()
        if layout is not None and layout.sizeConstraint() is not QLayout.SizeConstraint.SetFixedSize:
            dialog.resize(width * 94 // 100, height * 90 // 100)
        dialog.show()
        QTest.qWait(_SETTLE_MS)
        picture = dialog.grab()
        dialog.reject()
        dialog.deleteLater()
        return picture

    return scene


def _letters(tools: Tools, round_id: int) -> QDialog:
    dialog = LettersDialog(None, tools, round_id)
    QTest.qWait(200)
    dialog.choose.table.selectRow(0)
    dialog.choose.preview.window_shown.setChecked(True)
    return dialog


def _again(tools: Tools, round_id: int) -> QDialog:
    found = mailing.propose(tools.workplace, round_id).ready
    state = LettersState().made(1, [one.case for one in found])
    return AgainDialog(None, tools.theme, Pile(state, [one.name for one in found]), min(2, len(found)))


def _protected(tools: Tools, round_id: int) -> QDialog:
    held = mailing.propose(tools.workplace, round_id).held_back
    case = next(one.case for one, why in held if why[0].reason is HoldReason.PROTECTED)
    return ProtectedDialog(None, tools, case)


def _envelope(tools: Tools, round_id: int) -> QDialog:
    """With two printers, whichever the machine has."""
    with patch.object(envelope_dialog, "printer_names", lambda: ["Expeditionen", "Kontoret"]):
        dialog = EnvelopeDialog(None, tools)
    dialog.choose("Kontoret")
    dialog.right.setValue(1.5)
    return dialog


def _reminders(tools: Tools, round_id: int) -> QDialog:
    """On a printer that takes everything."""
    cases = [one.case for one in mailing.propose(tools.workplace, round_id).ready]
    with patch.object(letters_work, "print_pages", lambda task, source, printer: 0):
        dialog = ReminderLettersDialog(None, tools, cases, QPrinter())
        QTest.qWait(_SETTLE_MS)
    return dialog


def _reply(tools: Tools, round_id: int) -> QDialog:
    w = tools.workplace
    case = mailing.propose(w, round_id).ready[0].case
    record(w, "confirm_posted", [(case, ev.LetterPosted(on=w.today, at=w.now.time()))])
    dialog = ReplyDialog(None, tools, code_of(case, settings.code_salt(w)))
    dialog.choices.choose(Crossed.CALL)
    dialog.phone.setText("013-10 10 10")
    dialog.times.setText("tisdag, förmiddag")
    return dialog


def _mistyped(tools: Tools, round_id: int) -> QDialog:
    return ReplyDialog(None, tools, "345-6789")


def letter_scenes(place: Callable[[], Workplace]) -> dict[str, Scene]:
    """Each by the name of its picture."""
    return {
        "letters": _scene(_letters, place),
        "letters-again": _scene(_again, place),
        "letter-protected": _scene(_protected, place),
        "letter-texts": _scene(lambda tools, _: TextsDialog(None, tools), place),
        "envelope": _scene(_envelope, place),
        "reminder-letters": _scene(_reminders, place),
        "scan-mistyped": _scene(_mistyped, place),
        "scan": _scene(_reply, place),
    }
