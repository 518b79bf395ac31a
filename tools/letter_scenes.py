"""Pictures of what belongs to letters: the pile, the sealed letter, a scanned reply, the texts, the envelope."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from rhs_desktop.domain import events as ev
from rhs_desktop.domain.case_code import code_of
from rhs_desktop.domain.mailing import HoldReason
from rhs_desktop.domain.resident import Address
from rhs_desktop.services import mailing, settings
from rhs_desktop.services.acts import record
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.ui.dialogs import envelope_dialog
from rhs_desktop.ui.dialogs.again_dialog import AgainDialog, Pile
from rhs_desktop.ui.dialogs.envelope_dialog import EnvelopeDialog
from rhs_desktop.ui.dialogs.letters_dialog import LettersDialog
from rhs_desktop.ui.dialogs.letters_state import LettersState
from rhs_desktop.ui.dialogs.protected_dialog import ProtectedDialog
from rhs_desktop.ui.dialogs.reply_dialog import ReplyDialog
from rhs_desktop.ui.dialogs.texts_dialog import TextsDialog
from rhs_desktop.ui.dialogs.tools import Tools
from rhs_desktop.words.replies import Crossed
from tools.staging import Door, Place, Scene, shown_round, staged

_SETTLE_MS = 700


def _with_address(place: Place) -> Place:
    """That clinic, whose settings hold all that its letters need."""

    def addressed() -> Workplace:
        w = place()
        chosen = settings.load(w)
        if chosen.clinic.problems:
            where = Address(street="Ekvägen 1", postcode="59030", city="Borensberg")
            whole = replace(chosen.clinic, address=where, phone="013-465 00 00")
            settings.save(w, replace(chosen, clinic=whole))
        return w

    return addressed


def _letters(tools: Tools) -> QDialog:
    dialog = LettersDialog(None, tools, shown_round(tools.workplace))
    QTest.qWait(200)
    dialog.choose.table.selectRow(0)
    dialog.choose.preview.window_shown.setChecked(True)
    return dialog


def _proposed(w: Workplace) -> mailing.MailingProposal:
    return mailing.propose(w, shown_round(w))


def _again(tools: Tools) -> QDialog:
    found = _proposed(tools.workplace).ready
    state = LettersState().made(1, [one.case for one in found])
    return AgainDialog(None, tools.theme, Pile(state, [one.name for one in found]), min(2, len(found)))


def _protected(tools: Tools) -> QDialog:
    held = _proposed(tools.workplace).held_back
    case = next(one.case for one, why in held if why[0].reason is HoldReason.PROTECTED)
    return ProtectedDialog(None, tools, case)


def _envelope(tools: Tools) -> QDialog:
    """With two printers, whichever the machine has."""
    with patch.object(envelope_dialog, "printer_names", lambda: ["Expeditionen", "Kontoret"]):
        dialog = EnvelopeDialog(None, tools)
    dialog.choose("Kontoret")
    dialog.right.setValue(1.5)
    return dialog


def _reminders(tools: Tools) -> QDialog:
    """A month later: those who have let the days pass."""
    w = tools.workplace
    later = w.now + timedelta(days=30)
    tools = replace(tools, workplace=replace(w, clock=lambda: later))
    dialog = LettersDialog(None, tools, shown_round(tools.workplace), reminder=True)
    QTest.qWait(200)
    dialog.choose.table.selectRow(0)
    return dialog


def _reply(tools: Tools) -> QDialog:
    w = tools.workplace
    case = _proposed(w).ready[0].case
    record(w, "confirm_posted", [(case, ev.LetterPosted(on=w.today, at=w.now.time()))])
    dialog = ReplyDialog(None, tools, code_of(case, settings.code_salt(w)))
    dialog.choices.choose(Crossed.CALL)
    dialog.phone.setText("013-10 10 10")
    dialog.times.setText("tisdag, förmiddag")
    return dialog


def _mistyped(tools: Tools) -> QDialog:
    return ReplyDialog(None, tools, "345-6789")


def letter_scenes(place: Place) -> dict[str, Scene]:
    """Each by the name of its picture."""
    doors: dict[str, Door] = {
        "letters": _letters,
        "letters-again": _again,
        "letter-protected": _protected,
        "letter-texts": lambda tools: TextsDialog(None, tools),
        "envelope": _envelope,
        "reminder-letters": _reminders,
        "scan-mistyped": _mistyped,
        "scan": _reply,
    }
    whole = _with_address(place)
    return {name: staged(door, whole, settle_ms=_SETTLE_MS, large=True) for name, door in doors.items()}
