"""A list comes in, a batch goes out, the register is taken back to before it, and that is undone: clean each time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from rhs_desktop.domain.backups import Kind
from rhs_desktop.domain.events import Eligibility, RecipientOutcome
from rhs_desktop.services import backups, casework, entry, overview, restoring, sending
from rhs_desktop.services.verifying import verify
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store import access_log
from rhs_desktop.store.vault import Cost
from tests import builders

USER, PASSWORD = "Anna Ek", "ärtsoppa på torsdag"
CHEAP = Cost(memory=64, lanes=1, rounds=1)
COUNT = 12


@dataclass
class Clock:
    now: datetime = field(default_factory=lambda: datetime(2026, 11, 9, 9, 0))

    def __call__(self) -> datetime:
        return self.now

    def tick(self) -> None:
        self.now += timedelta(minutes=10)


def invited(w: Workplace) -> int:
    return sum(row.invited_on is not None for row in overview.load_rows(w))


def copy_of(w: Workplace, kind: Kind) -> Path:
    assert w.store.copies is not None
    w.store.copies.wait()
    return next(one.path for one in backups.listed(w) if one.backup.kind is kind)


def clean(w: Workplace) -> bool:
    with w.store.reading() as db:
        chain = list(access_log.verify(db))
    return verify(w) == () and not chain


def test_to_before_the_list_to_before_the_batch_and_back_again(tmp_path: Path) -> None:
    clock, data = Clock(), tmp_path / "data"
    entry.begin(data, USER, PASSWORD, cost=CHEAP, clock=clock)
    with (w := entry.enter(data, USER, PASSWORD, clock=clock)).store:
        backups.keep(w, Kind.START)
        clock.tick()
        round_id = builders.add_round(w)
        people = [builders.details(number) for number in range(COUNT)]
        cases = builders.import_people(w, round_id, people).done.cases
        casework.check_cosmic(w, cases, Eligibility.LISTED_ALIVE)
        clock.tick()
        batch = sending.prepare(w, round_id, "phone", cases[:5]).batch
        assert batch is not None
        sending.record_recipients(w, batch, dict.fromkeys(cases[:5], RecipientOutcome.NOTIFIED))
        clock.tick()
        sending.confirm_sent(w, batch)
        sent = overview.load_rows(w)
        assert (invited(w), clean(w)) == (5, True)

        before_batch, before_import = copy_of(w, Kind.BEFORE_BATCH), copy_of(w, Kind.BEFORE_IMPORT)
        clock.tick()
        assert [deed.kind for deed in restoring.preview(w, before_batch).gone.deeds] == ["confirm_send"]
        restoring.restore(w, before_batch)
        assert (invited(w), len(overview.load_rows(w)), clean(w)) == (0, COUNT, True)
        (waiting,) = sending.batches(w)
        assert len(waiting.included) == 5

        clock.tick()
        back = restoring.undoable(w)
        assert back is not None
        restoring.restore(w, back)
        assert (overview.load_rows(w), clean(w)) == (sent, True)

        clock.tick()
        shown = restoring.preview(w, before_import)
        assert len(shown.gone.people) == COUNT
        restoring.restore(w, before_import)
        assert (overview.load_rows(w), clean(w)) == ([], True)
        again = builders.import_people(w, round_id, people[:1]).done.cases
        assert not set(again) & set(cases)

        clock.tick()
        newest = next(one for one in backups.listed(w) if one.backup.kind is Kind.BEFORE_RESTORE)
        restoring.restore(w, newest.path)
        assert (overview.load_rows(w), clean(w)) == (sent, True)
        with w.store.reading() as db:
            assert len(access_log.lines(db, access_log.Wanted(kind="restore"))) == 4
    with (w := entry.enter(data, USER, PASSWORD, clock=clock)).store:
        assert (overview.load_rows(w), clean(w)) == (sent, True)
    unread(data, [person.identity.digits for person in people] + ["Storgatan", "Borensberg", "Karin"])


def unread(folder: Path, strings: list[str]) -> None:
    """None of them stands in any file, in any of the ways in which a database or a program writes text."""
    for file in folder.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            for text in strings:
                for encoding in ("utf-8", "utf-16-le"):
                    assert text.encode(encoding) not in content, (file.name, text)
