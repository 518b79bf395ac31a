"""Every service that records: what I do with it, and what a colleague does just before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.domain.checklists import CheckedList
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility, RecipientOutcome, Via
from rhs_desktop.domain.retention import OutcomeGroup
from rhs_desktop.domain.roles import ALL_ROLES, Role
from rhs_desktop.services import pasting, retention, settings
from rhs_desktop.services.backups import settings as backup_settings
from rhs_desktop.services.cases import record, replies, ticks, undo, visits
from rhs_desktop.services.checklists import importing
from rhs_desktop.services.letters import print_batch, protected, texts
from rhs_desktop.services.manuals import editing
from rhs_desktop.services.sending import reminders, send
from rhs_desktop.services.users import accounts
from tests.builders import (
    MONDAY,
    add_round,
    checked_list,
    details,
    happened,
    hashed,
    identity,
)
from tests.pasted import tabbed
from tests.services.colleagues import BAD, LATER, World
from tests.services.users.people import ANNA, BO, HERS, HIS


@dataclass(frozen=True)
class Row:
    """What I do, and what a colleague does just before. `early`: why something is read before the act, too."""

    mine: Callable[[World], object]
    colleague: Callable[[World], object]
    early: str = ""


def tabled(number: int, status: str) -> str:
    head = ("Datum", "Ärendetyp", "Personnummer", "Invånare", "Status")
    what = ("2026-10-27 10:00", "Inbjudan – Välkommen på hälsosamtal", details(number).identity.dashed, "Någon", status)
    return tabbed([head, what])


def pasted(world: World) -> object:
    """Shown first; the colleague comes between that and what is recorded."""
    return pasting.apply(world.ctx, world.shown)


def cells(number: int) -> list[str]:
    return [identity(number).dashed, *BAD[1:]]


def users_named(world: World, name: str) -> int:
    return next(one.id for one in accounts.everybody(world.ctx) if one.name == name)


DRAWN = "what is drawn is judged again inside the act"
NAMED = "the number of a user means one name for good"
TWO_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})

LIST: CheckedList = checked_list([details(0, phones=("011-22 33 44",)), details(30), details(31)])
WANTED: settings.Settings = settings.Settings(batch_size=5)
RECORDING: dict[str, Row] = {
    "cases.record.check_cosmic": Row(
        lambda w: record.check_cosmic(w.ctx, [w["new"]], Eligibility.LISTED_ALIVE),
        lambda w: record.check_cosmic(w.karin, [w["new"]], Eligibility.LISTED_ALIVE),
    ),
    "cases.record.correct_number": Row(
        lambda w: record.correct_number(w.ctx, w["wrong_number"], identity(40).dashed),
        lambda w: record.correct_number(w.karin, w["wrong_number"], identity(41).dashed),
    ),
    "cases.record.set_phone": Row(
        lambda w: record.set_phone(w.ctx, w["to_phone"], "070-174 06 77"), lambda w: w.other_phone("to_phone")
    ),
    "cases.record.edit_details": Row(
        lambda w: record.edit_details(w.ctx, w.residents["new"], details(0, phones=("011-22 33 44",))),
        lambda w: w.erased("new"),
    ),
    "cases.record.route": Row(lambda w: record.route(w.ctx, w["to_phone"], Channel.LETTER), lambda w: w.no("to_phone")),
    "cases.record.record_call": Row(
        lambda w: record.record_call(w.ctx, w["to_phone"], CallOutcome.BOOKED, visit=LATER, data_told=True),
        lambda w: w.no("to_phone"),
    ),
    "cases.record.record_phone_time": Row(
        lambda w: record.record_phone_time(w.ctx, w["to_phone"], LATER), lambda w: w.no("to_phone")
    ),
    "cases.record.record_answer": Row(
        lambda w: record.record_answer(w.ctx, w["to_letter"], Answer.NO, Via.LETTER, MONDAY - timedelta(days=1)),
        lambda w: happened(w.karin, w["to_letter"], ev.LetterPosted(on=MONDAY)),
    ),
    "cases.record.record_plain": Row(
        lambda w: record.record_plain(w.ctx, w["answered"], Act.HANDLED),
        lambda w: record.record_plain(w.karin, w["answered"], Act.HANDLED),
    ),
    "cases.ticks.tick": Row(lambda w: ticks.tick(w.ctx, w["answered"], "tell_form"), lambda w: w.no("answered")),
    "cases.record.protected_letter_posted": Row(
        lambda w: record.protected_letter_posted(w.ctx, w["protected"]), lambda w: w.no("protected")
    ),
    "letters.protected.confirm_posted": Row(
        lambda w: protected.confirm_posted(w.ctx, w["protected"]),
        lambda w: protected.confirm_posted(w.karin, w["protected"]),
    ),
    "letters.protected.draw": Row(
        lambda w: len(protected.draw(w.ctx, w["protected"])), lambda w: w.no("protected"), DRAWN
    ),
    "cases.record.give_up": Row(
        lambda w: record.give_up(w.ctx, w["to_phone"]),
        lambda w: visits.record_booking(w.karin, w["to_phone"], LATER),
    ),
    "cases.record.snooze": Row(lambda w: record.snooze(w.ctx, w["to_phone"], LATER, "x"), lambda w: w.no("to_phone")),
    "cases.record.assign": Row(
        lambda w: record.assign(w.ctx, [w["new"], w["to_phone"]], "Bo"), lambda w: w.no("to_phone")
    ),
    "cases.record.add_note": Row(
        lambda w: record.add_note(w.ctx, w["new"], "x"),
        lambda w: w.erased("new"),
    ),
    "cases.replies.record_reply": Row(
        lambda w: replies.record_reply(w.ctx, w["posted"], Answer.YES_CALL, phone="070-174 06 77"),
        lambda w: w.other_phone("posted"),
    ),
    "cases.visits.record_booking": Row(
        lambda w: visits.record_booking(w.ctx, w["to_phone"], LATER), lambda w: w.no("to_phone")
    ),
    "cases.visits.cancel_booking": Row(
        lambda w: visits.cancel_booking(w.ctx, w["booked"]), lambda w: visits.visit_held(w.karin, w["booked"])
    ),
    "cases.visits.visit_held": Row(
        lambda w: visits.visit_held(w.ctx, w["booked"]), lambda w: visits.cancel_booking(w.karin, w["booked"])
    ),
    "cases.undo.undo": Row(
        lambda w: undo.undo(w.ctx, w.called),
        lambda w: record.record_call(w.karin, w["to_phone"], CallOutcome.BOOKED, visit=LATER, data_told=True),
    ),
    "cases.undo.undo_entry": Row(
        lambda w: undo.undo_entry(w.ctx, w["new"], w.entry("new", ev.Assigned)),
        lambda w: undo.undo(w.karin, w.assigned),
        "the entry that this test asks about",
    ),
    "cases.undo.redo": Row(lambda w: undo.redo(w.ctx, w.undone), lambda w: record.give_up(w.karin, w["to_phone"])),
    "sending.send.prepare": Row(lambda w: send.prepare(w.ctx, w.round, "phone", [w["ready"]]), lambda w: w.no("ready")),
    "sending.send.record_recipients": Row(
        lambda w: send.record_recipients(w.ctx, w.send, {w["prepared"]: RecipientOutcome.LOCKED}),
        lambda w: send.confirm_sent(w.karin, w.send),
    ),
    "sending.send.remove": Row(
        lambda w: send.remove(w.ctx, w.send, [w["prepared"]]), lambda w: send.confirm_sent(w.karin, w.send)
    ),
    "sending.send.confirm_sent": Row(
        lambda w: send.confirm_sent(w.ctx, w.send), lambda w: send.abandon(w.karin, w.send)
    ),
    "sending.send.abandon": Row(lambda w: send.abandon(w.ctx, w.send), lambda w: send.confirm_sent(w.karin, w.send)),
    "sending.reminders.confirm_reminded": Row(
        lambda w: reminders.confirm_reminded(w.ctx, [w["invited"]]), lambda w: w.no("invited")
    ),
    "letters.print_batch.make": Row(
        lambda w: print_batch.make(w.ctx, w.round, [w["to_letter"]], None),
        lambda w: w.moved("to_letter"),
        DRAWN,
    ),
    "letters.print_batch.confirm_posted": Row(
        lambda w: print_batch.confirm_posted(w.ctx, w.pile, [w["printed"]]),
        lambda w: print_batch.confirm_posted(w.karin, w.pile, []),
    ),
    "letters.texts.save": Row(
        lambda w: texts.save(w.ctx, "svarsbrev", texts.editable(w.ctx)[0].source),
        lambda w: texts.save(w.karin, "svarsbrev", texts.editable(w.ctx)[0].source),
        "the text that this test sends",
    ),
    "checklists.importing.add_round": Row(
        lambda w: importing.add_round(w.ctx, "2027", 2027, "rhs-004"),
        lambda w: importing.add_round(w.karin, "2027", 2027, "rhs-2023"),
    ),
    "checklists.importing.import_list": Row(
        lambda w: importing.import_list(w.ctx, LIST, w.round, source="a.xlsx", content_hash=hashed(LIST)).new,
        lambda w: importing.import_list(w.karin, LIST, w.round, source="b.xlsx", content_hash=hashed(LIST)).new,
    ),
    "checklists.importing.fix_row": Row(
        lambda w: importing.fix_row(w.ctx, w.row, cells(50)), lambda w: importing.fix_row(w.karin, w.row, cells(51))
    ),
    "checklists.importing.dismiss_row": Row(
        lambda w: importing.dismiss_row(w.ctx, w.row, "x"), lambda w: importing.fix_row(w.karin, w.row, cells(51))
    ),
    "manuals.editing.copy": Row(
        lambda w: editing.copy(w.ctx, "rhs-004", "Vår").profile.id,
        lambda w: add_round(w.karin, "2027", "rhs-004"),
    ),
    "manuals.editing.save": Row(
        lambda w: editing.save(w.ctx, editing.draft(w.ctx, w.manual).put("days.manual_reminder", 10)).profile.id,
        lambda w: editing.use(w.karin, w.round, w.manual),
    ),
    "manuals.editing.use": Row(
        lambda w: editing.use(w.ctx, w.round, w.manual), lambda w: editing.use(w.karin, w.round, w.manual)
    ),
    "manuals.editing.remove": Row(
        lambda w: editing.remove(w.ctx, w.manual), lambda w: editing.use(w.karin, w.round, w.manual)
    ),
    "pasting.apply": Row(pasted, lambda w: w.no("invited")),
    "settings.save": Row(
        lambda w: settings.save(w.ctx, WANTED), lambda w: settings.save(w.karin, replace(WANTED, batch_size=7))
    ),
    "backups.settings.choose": Row(
        lambda w: backup_settings.choose(w.ctx, backup_settings.BackupSettings(workdays=5)),
        lambda w: backup_settings.choose(w.karin, backup_settings.BackupSettings(workdays=3)),
    ),
    "retention.save_rules": Row(
        lambda w: retention.save_rules(w.ctx, {OutcomeGroup.DECLINED: 12}),
        lambda w: retention.save_rules(w.karin, {OutcomeGroup.DECLINED: 24}),
    ),
    "retention.erase": Row(
        lambda w: retention.erase(w.ctx, w.plan, reason="x", include_open=True).compacted,
        lambda w: record.add_note(w.karin, w["new"], "kvar"),
    ),
    "retention.archive": Row(
        lambda w: retention.archive(w.ctx, w.folder / "arkiv.sqlite3").name,
        lambda w: record.add_note(w.karin, w["new"], "kvar"),
    ),
    "retention.remove_older_copies": Row(
        lambda w: retention.remove_older_copies(w.ctx),
        lambda w: record.add_note(w.karin, w["new"], "kvar"),
        "the copies are files beside the register",
    ),
    "users.accounts.add": Row(
        lambda w: accounts.add(w.ctx, "Siv Öst", ALL_ROLES, HIS),
        lambda w: accounts.add(w.karin, "Siv Öst", ALL_ROLES, HERS),
    ),
    "users.accounts.change": Row(
        lambda w: accounts.change(w.ctx, users_named(w, ANNA), roles=frozenset({Role.HANDLER}), active=True),
        lambda w: accounts.change(w.karin, users_named(w, BO), roles=frozenset({Role.HANDLER}), active=True),
        "the number that this test asks for",
    ),
    "users.accounts.set_password": Row(
        lambda w: accounts.set_password(w.ctx, users_named(w, BO), HERS),
        lambda w: accounts.change(w.karin, users_named(w, BO), roles=ALL_ROLES, active=True),
        NAMED,
    ),
    "users.accounts.change_own_password": Row(
        lambda w: accounts.change_own_password(w.ctx, HERS, HIS),
        lambda w: record.add_note(w.karin, w["new"], "kvar"),
    ),
    "users.accounts.new_recovery_code": Row(
        lambda w: bool(accounts.new_recovery_code(w.ctx)), lambda w: record.add_note(w.karin, w["new"], "kvar")
    ),
}


def show_the_table(world: World) -> None:
    world.shown = pasting.preview(world.ctx, tabled(3, "Tilldelat (svar från invånare)"))


def show_the_person(world: World) -> None:
    world.plan = retention.plan_person(world.ctx, world.residents["new"])


SHOWN: dict[str, Callable[[World], None]] = {"pasting.apply": show_the_table, "retention.erase": show_the_person}
"""What is shown before the colleague comes, and rests on a person's eye."""
