"""A list comes in, a batch goes out, the register is taken back to before it, and that is undone: clean each time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from rhs_desktop.domain.backups import BackupKind
from rhs_desktop.domain.codes import Eligibility, RecipientOutcome
from rhs_desktop.services.backups import existing, make
from rhs_desktop.services.cases import case_list, record
from rhs_desktop.services.context import Context
from rhs_desktop.services.integrity import verify
from rhs_desktop.services.restoring import restore
from rhs_desktop.services.sending import send
from rhs_desktop.services.users import first_login, login
from rhs_desktop.store import access_log
from rhs_desktop.store.users.key_file import Cost
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


def invited(ctx: Context) -> int:
    return sum(row.invited_on is not None for row in case_list.load_rows(ctx))


def copy_of(ctx: Context, kind: BackupKind) -> Path:
    assert ctx.store.copies is not None
    ctx.store.copies.wait()
    return next(one.path for one in existing.listed(ctx) if one.backup.kind is kind)


def clean(ctx: Context) -> bool:
    with ctx.store.reading() as db:
        chain = list(access_log.verify(db))
    return verify(ctx) == () and not chain


def test_to_before_the_list_to_before_the_batch_and_back_again(tmp_path: Path) -> None:
    clock, data = Clock(), tmp_path / "data"
    first_login.begin(data, USER, PASSWORD, cost=CHEAP, clock=clock)
    with (ctx := login.enter(data, USER, PASSWORD, clock=clock)).store:
        make.keep(ctx, BackupKind.START)
        clock.tick()
        round_id = builders.add_round(ctx)
        people = [builders.details(number) for number in range(COUNT)]
        cases = builders.import_people(ctx, round_id, people).done.cases
        record.check_cosmic(ctx, cases, Eligibility.LISTED_ALIVE)
        clock.tick()
        batch = send.prepare(ctx, round_id, "phone", cases[:5]).batch
        assert batch is not None
        send.record_recipients(ctx, batch, dict.fromkeys(cases[:5], RecipientOutcome.NOTIFIED))
        clock.tick()
        send.confirm_sent(ctx, batch)
        sent = case_list.load_rows(ctx)
        assert (invited(ctx), clean(ctx)) == (5, True)

        before_batch, before_import = copy_of(ctx, BackupKind.BEFORE_BATCH), copy_of(ctx, BackupKind.BEFORE_IMPORT)
        clock.tick()
        assert [deed.kind for deed in restore.preview(ctx, before_batch).gone.deeds] == ["confirm_send"]
        restore.restore(ctx, before_batch)
        assert (invited(ctx), len(case_list.load_rows(ctx)), clean(ctx)) == (0, COUNT, True)
        (waiting,) = send.batches(ctx)
        assert len(waiting.included) == 5

        clock.tick()
        back = restore.undoable(ctx)
        assert back is not None
        restore.restore(ctx, back)
        assert (case_list.load_rows(ctx), clean(ctx)) == (sent, True)

        clock.tick()
        shown = restore.preview(ctx, before_import)
        assert len(shown.gone.people) == COUNT
        restore.restore(ctx, before_import)
        assert (case_list.load_rows(ctx), clean(ctx)) == ([], True)
        again = builders.import_people(ctx, round_id, people[:1]).done.cases
        assert not set(again) & set(cases)

        clock.tick()
        newest = next(one for one in existing.listed(ctx) if one.backup.kind is BackupKind.BEFORE_RESTORE)
        restore.restore(ctx, newest.path)
        assert (case_list.load_rows(ctx), clean(ctx)) == (sent, True)
        with ctx.store.reading() as db:
            assert len(access_log.lines(db, access_log.LogQuery(kind="restore"))) == 4
    with (ctx := login.enter(data, USER, PASSWORD, clock=clock)).store:
        assert (case_list.load_rows(ctx), clean(ctx)) == (sent, True)
    unread(data, [person.identity.digits for person in people] + ["Storgatan", "Borensberg", "Karin"])


def unread(folder: Path, strings: list[str]) -> None:
    """None of them stands in any file, in any of the ways in which a database or a program writes text."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert files
    for file in files:
        content = file.read_bytes()
        for text in strings:
            for encoding in ("utf-8", "utf-16-le"):
                assert text.encode(encoding) not in content, (file.name, text)
