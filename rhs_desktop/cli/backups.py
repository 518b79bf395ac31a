"""`backup`, `backups` and `restore`: make a backup, list all, and restore the register from one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rhs_desktop.cli.console import answer, complain, say, table
from rhs_desktop.cli.errors import Misused
from rhs_desktop.cli.session import CommandSession
from rhs_desktop.domain.backups import KEYS_SUFFIX, read_name
from rhs_desktop.domain.errors import StoreTrouble, StoreUnavailable
from rhs_desktop.paths import backup_dir, data_dir
from rhs_desktop.services.backups import existing, make
from rhs_desktop.services.context import Context
from rhs_desktop.services.restoring import key_file
from rhs_desktop.services.restoring import restore as restoring_restore
from rhs_desktop.services.restoring.move_to_computer import CopyRequest
from rhs_desktop.services.restoring.restore import BackupSide, RestorePreview
from rhs_desktop.services.users import login
from rhs_desktop.strings import backups as strings
from rhs_desktop.strings.cli import UsageTrouble
from rhs_desktop.strings.common import stamp
from rhs_desktop.strings.errors import said


def make_backup(session: CommandSession, folder: Path | None, *, as_json: bool) -> int:
    """Make a backup, also beside an open window. Raises StoreUnavailable, Misused, EntryRefused, NotLogged."""
    with session.reading() as ctx:
        path = (
            backup_dir(data_dir(session.folder)) / make.make(ctx).name if folder is None else make.make_in(ctx, folder)
        )
        status = existing.status(ctx)
    if status is not None and status.second is not None:
        complain(said(status.second))
    if as_json:
        answer({"path": str(path), "size": path.stat().st_size})
    else:
        say(strings.MADE.format(path=path))
    return 0


def list_backups(session: CommandSession, *, as_json: bool) -> int:
    """List all backups, the newest first. Raises StoreUnavailable, Misused, EntryRefused."""
    with session.reading() as ctx:
        found, today = existing.listed(ctx), ctx.today
    if as_json:
        answer(
            [
                {
                    "path": str(one.path),
                    "at": one.backup.at.isoformat(),
                    "kind": one.backup.kind,
                    "size": one.size,
                    "here": one.here,
                    "second": one.second,
                }
                for one in found
            ]
        )
    elif found:
        rows = [
            (
                stamp(one.backup.at, today),
                strings.KIND[one.backup.kind],
                strings.size(one.size),
                strings.where(here=one.here, second=one.second),
                one.path.name,
            )
            for one in found
        ]
        say(*table(rows))
    else:
        say(strings.NONE)
    return 0


def restore(session: CommandSession, file: Path, *, preview: bool, as_json: bool) -> int:
    """Restore the register, or print what that would change; a register that cannot be opened is replaced.

    `file`: a path, or the name of a backup in the data folder; its key file (.keys) where only that is wanted. A
    damaged key file is replaced first. Raises StoreUnavailable, Misused, EntryRefused.
    """
    if session.practice:
        raise StoreUnavailable(StoreTrouble.NO_COPIES)
    data = data_dir(session.folder)
    path = file if file.exists() else backup_dir(data) / file.name
    if path.name.endswith(KEYS_SUFFIX):
        return _put_keys_back(session, data, path, preview=preview, as_json=as_json)
    if not preview:
        if key_file.is_damaged(data):
            key_file.put_back(data, CopyRequest(path, session.name, session.password()))
        restoring_restore.bring_keys(data, path)
    if login.stage(data) is not login.RegisterState.LOCKED:
        raise Misused(UsageTrouble.NO_DATA, folder=data)
    password = session.password()
    try:
        ctx = login.enter(data, session.name, password, read_only=preview)
    except StoreUnavailable as error:
        if preview or not restoring_restore.replaceable(error):
            raise
        key = login.unlocked(data, session.name, password)
        restoring_restore.rescue(data, path, user=session.name, key=key)
        return _restored(None, path, as_json=as_json)
    with ctx.store:
        if preview:
            return _tell(ctx, restoring_restore.preview(ctx, path), as_json=as_json)
        return _restored(restoring_restore.restore(ctx, path).name, path, as_json=as_json)


def _put_keys_back(session: CommandSession, data: Path, path: Path, *, preview: bool, as_json: bool) -> int:
    """Restore the key file alone; the register is unchanged."""
    if preview:
        raise Misused(UsageTrouble.NO_PREVIEW)
    key_file.put_back(data, CopyRequest(path, session.name, session.password()))
    if as_json:
        answer({"path": str(path), "before": None})
    else:
        say(strings.KEYS_PUT_BACK)
    return 0


def _restored(before: str | None, path: Path, *, as_json: bool) -> int:
    if as_json:
        answer({"path": str(path), "before": before})
    else:
        of = read_name(path.name)
        say(strings.RESTORED.format(name=f"{of.at:%Y-%m-%d %H:%M}" if of else path.name))
        if before:
            say(strings.UNDO_BY.format(name=before))
    return 0


def _tell(ctx: Context, shown: RestorePreview, *, as_json: bool) -> int:
    if as_json:
        until = shown.until.isoformat() if shown.until else None
        answer({"path": str(shown.path), "until": until, "gone": _side(shown.gone), "back": _side(shown.back)})
        return 0
    say(strings.holds(shown.until, ctx.today))
    if shown.same:
        say(strings.SAME)
    for side, about, people in (
        (shown.gone, strings.GONE, strings.PEOPLE_GONE),
        (shown.back, strings.BACK, strings.PEOPLE_BACK),
    ):
        if side.deeds:
            say("", about, *(f"  {text}" for text in strings.deeds(side.deeds, ctx.today)))
        if side.people:
            say("", people, f"  {strings.people(one.name for one in side.people)}")
    say("", strings.KEPT)
    return 0


def _side(side: BackupSide) -> dict[str, Any]:
    deeds = [{"kind": kind, "at": at.isoformat(), "user": user, "cases": cases} for kind, at, user, cases in side.deeds]
    return {"acts": deeds, "people": len(side.people), "cases": side.cases, "events": side.events}
