"""Pictures of what belongs to letters: the pile, the sealed letter, a scanned reply, the texts, the envelope."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.letters.letter_plan import HoldReason, LetterKind
from rhs_desktop.domain.letters.reply_code import code_of
from rhs_desktop.domain.people.resident import Address
from rhs_desktop.services import settings
from rhs_desktop.services.context import Context
from rhs_desktop.services.letters import mailing_proposal
from rhs_desktop.services.recording import record
from rhs_desktop.strings.cases.replies import Crossed
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.letters import envelope_dialog
from rhs_desktop.ui.letters.envelope_dialog import EnvelopeDialog
from rhs_desktop.ui.letters.letters_dialog import LettersDialog
from rhs_desktop.ui.letters.protected_dialog import ProtectedDialog
from rhs_desktop.ui.letters.reprint_dialog import LetterBatch, ReprintDialog
from rhs_desktop.ui.letters.state import LettersState
from rhs_desktop.ui.letters.texts_dialog import TextsDialog
from rhs_desktop.ui.replies.reply_dialog import ReplyDialog
from tools.staging import Door, Place, Scene, shown_round, staged

_SETTLE_MS = 700


def _with_address(place: Place) -> Place:
    """That clinic, whose settings hold all that its letters need."""

    def addressed() -> Context:
        ctx = place()
        chosen = settings.load(ctx)
        if chosen.clinic.problems:
            where = Address(street="Ekvägen 1", postcode="59030", city="Borensberg")
            whole = replace(chosen.clinic, address=where, phone="013-465 00 00")
            settings.save(ctx, replace(chosen, clinic=whole))
        return ctx

    return addressed


def _letters(tools: DialogContext) -> QDialog:
    dialog = LettersDialog(None, tools, shown_round(tools.context))
    QTest.qWait(200)
    dialog.choose.table.selectRow(0)
    dialog.choose.preview.window_shown.setChecked(True)
    return dialog


def _proposed(ctx: Context) -> mailing_proposal.MailingProposal:
    return mailing_proposal.propose(ctx, shown_round(ctx))


def _again(tools: DialogContext) -> QDialog:
    found = _proposed(tools.context).ready
    state = LettersState().made(1, [one.case for one in found])
    return ReprintDialog(None, tools.theme, LetterBatch(state, [one.name for one in found]), min(2, len(found)))


def _protected(tools: DialogContext) -> QDialog:
    held = _proposed(tools.context).held_back
    case = next(one.case for one, why in held if why[0].reason is HoldReason.PROTECTED)
    return ProtectedDialog(None, tools, case)


def _envelope(tools: DialogContext) -> QDialog:
    """With two printers, whichever the machine has."""
    with patch.object(envelope_dialog, "printer_names", lambda: ["Expeditionen", "Kontoret"]):
        dialog = EnvelopeDialog(None, tools)
    dialog.choose("Kontoret")
    dialog.right.setValue(1.5)
    return dialog


def _reminders(tools: DialogContext) -> QDialog:
    """A month later: those who have let the days pass."""
    ctx = tools.context
    later = ctx.now + timedelta(days=30)
    tools = replace(tools, context=replace(ctx, clock=lambda: later))
    dialog = LettersDialog(None, tools, shown_round(tools.context), kind=LetterKind.REMINDER)
    QTest.qWait(200)
    dialog.choose.table.selectRow(0)
    return dialog


def _reply(tools: DialogContext) -> QDialog:
    ctx = tools.context
    case = _proposed(ctx).ready[0].case
    record(ctx, ActKind.CONFIRM_POSTED, [(case, ev.LetterPosted(on=ctx.today, at=ctx.now.time()))])
    dialog = ReplyDialog(None, tools, code_of(case, settings.code_salt(ctx)))
    dialog.choices.choose(Crossed.CALL)
    dialog.phone.setText("013-10 10 10")
    dialog.times.setText("tisdag, förmiddag")
    return dialog


def _mistyped(tools: DialogContext) -> QDialog:
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
