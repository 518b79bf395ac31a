"""A clinic with somebody in each state, to be opened again and again, and a colleague over the same register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, RecipientOutcome, Via
from rhs_desktop.domain.letters.clinic import Clinic
from rhs_desktop.domain.retention import ErasurePlan
from rhs_desktop.services import pasting, retention, settings
from rhs_desktop.services.cases import record, undo
from rhs_desktop.services.checklists import importing
from rhs_desktop.services.context import Context
from rhs_desktop.services.manuals import editing
from rhs_desktop.services.opening import open_context
from rhs_desktop.services.recording import recording
from rhs_desktop.services.sending import send
from rhs_desktop.services.users import login
from rhs_desktop.store.batches import BatchKind
from tests.builders import (
    MONDAY,
    Desk,
    add_round,
    address,
    checked_in_cosmic,
    details,
    happened,
    import_people,
)
from tests.services.users.people import ANNA, HERS

LATER = MONDAY + timedelta(days=14)
LETTER = ev.Routed(on=MONDAY, channel=Channel.LETTER)
INVITED = (checked_in_cosmic(MONDAY - timedelta(days=20)), ev.Invited(on=MONDAY - timedelta(days=13), template="phone"))
WEB = (INVITED[0], ev.Invited(on=MONDAY - timedelta(days=13), template="web"))

PEOPLE: dict[str, tuple[Event, ...]] = {
    "new": (),
    "ready": (checked_in_cosmic(),),
    "prepared": (checked_in_cosmic(),),
    "invited": INVITED,
    "answered": (*INVITED, ev.Answered(on=MONDAY, answer=Answer.YES_CALL)),
    "to_phone": (checked_in_cosmic(), ev.RecipientChecked(on=MONDAY, outcome=RecipientOutcome.NO_NOTIFICATION)),
    "to_letter": (checked_in_cosmic(), LETTER),
    "printed": (checked_in_cosmic(), LETTER),
    "posted": (checked_in_cosmic(), LETTER, ev.LetterPosted(on=MONDAY)),
    "protected": (checked_in_cosmic(), LETTER),
    "booked": (checked_in_cosmic(), ev.Booked(on=MONDAY, visit=MONDAY)),
    "held": (checked_in_cosmic(), ev.Booked(on=MONDAY, visit=MONDAY), ev.VisitHeld(on=MONDAY)),
    "own_booking": (*WEB, ev.Answered(on=MONDAY, answer=Answer.YES_BOOK_SELF), ev.AnswerHandled(on=MONDAY)),
    "wrong_number": (checked_in_cosmic(), ev.RecipientChecked(on=MONDAY, outcome=RecipientOutcome.WRONG_NUMBER)),
}
BAD = ["19560113-2335", "Ek", "Ulla", *[""] * 5]


class World:
    """A clinic with somebody in each state, a prepared send, a printed pile and a row set aside."""

    shown: pasting.PastePreview
    plan: ErasurePlan

    def __init__(self, ctx: Context, desk: Desk, folder: Path) -> None:
        self.ctx, self.desk, self.folder = ctx, desk, folder
        clinic = Clinic("Vårdcentralen Ekeby", address(), "013-465 00 00")
        settings.save(ctx, replace(settings.load(ctx), clinic=clinic))
        self.round = add_round(ctx)
        names = list(PEOPLE)
        people = [details(number) for number in range(len(names))]
        self.cases = dict(zip(names, import_people(ctx, self.round, people, extra=[BAD]).done.cases, strict=True))
        self.residents = {name: ctx.store.resident_of(case).id for name, case in self.cases.items()}
        record.edit_details(ctx, self.residents["protected"], details(names.index("protected"), protected=True))
        for name, events in PEOPLE.items():
            if events:
                happened(ctx, self[name], *events)
        self.send = self.batch(send.prepare(ctx, self.round, "phone", [self["prepared"]]))
        send.record_recipients(ctx, self.send, {self["prepared"]: RecipientOutcome.NOTIFIED})
        self.pile = self.printed("printed")
        (self.row,) = [one.id for one in importing.rows_set_aside(ctx)]
        self.manual = editing.copy(ctx, "rhs-004", "Ekebys manual").profile.id
        self.noted = record.add_note(ctx, self["answered"], "en sak").act
        self.called = record.record_call(ctx, self["to_phone"], CallOutcome.NO_ANSWER).act
        both = record.assign(ctx, [self["new"], self["ready"]], "Bo Ask")
        self.assigned = both.act
        self.undone = undo.undo(ctx, record.snooze(ctx, self["to_phone"], LATER, "x").act).act
        desk.tick(minutes=1)

    def __getitem__(self, name: str) -> int:
        return self.cases[name]

    def printed(self, name: str) -> int:
        with recording(self.ctx, ActKind.PRINT_LETTERS) as act:
            pile = act.add_batch(BatchKind.LETTERS, self.round, [self[name]], {"texts": {}})
            act.append(self[name], ev.LetterPrinted(on=MONDAY, batch=pile))
            act.commit()
        return pile

    @staticmethod
    def batch(done: Any) -> int:
        assert done is not None
        assert done.batch is not None
        return int(done.batch)

    def other_phone(self, name: str) -> object:
        resident = self.ctx.store.resident_of(self[name])
        return record.edit_details(self.karin, resident.id, replace(resident.details, phones=("011-12 34 56",)))

    def moved(self, name: str) -> object:
        resident = self.ctx.store.resident_of(self[name])
        address = replace(resident.details.address, street="Nygatan 2")
        return record.edit_details(self.karin, resident.id, replace(resident.details, address=address))

    @property
    def karin(self) -> Context:
        """The colleague, over the same register."""
        return replace(self.ctx, user="Karin Ek")

    def erased(self, name: str) -> object:
        plan = retention.plan_person(self.karin, self.residents[name])
        return retention.erase(self.karin, plan, reason="x", include_open=True)

    def no(self, name: str) -> object:
        return record.record_answer(self.karin, self[name], Answer.NO, Via.DESK)

    def entry(self, name: str, kind: type[Event]) -> int:
        with self.ctx.store.reading() as db:
            query = "SELECT max(id) FROM events WHERE case_id = ? AND kind = ?"
            return int(db.execute(query, (self[name], kind.__name__)).fetchone()[0])

    def dump(self) -> dict[str, list[Any]]:
        """All that the register says but its own secret number."""
        tables = ("residents", "rounds", "cases", "acts", "events", "changes", "batches", "batch_members")
        with self.ctx.store.reading() as db:
            found = {name: db.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in tables}
            for name in ("imports", "import_rows", "case_rows", "users"):
                found[name] = db.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()
            found["settings"] = db.execute(
                "SELECT key, value FROM settings WHERE key <> 'salt' ORDER BY key"
            ).fetchall()
        return found


def behind_passwords(name: str) -> bool:
    return name.startswith("users.") or name == "retention.remove_older_copies"


def sit_down(folder: Path, desk: Desk, *, locked: bool) -> Context:
    if locked:
        return login.enter(folder, ANNA, HERS, clock=lambda: desk.now)
    return open_context(folder, user=ANNA, clock=lambda: desk.now, create=True, copies=False)


def clock_of(desk: Desk) -> Callable[[], datetime]:
    return lambda: desk.now
