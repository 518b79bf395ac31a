"""`backup`, `backups` and `restore`: one more copy, all there are, and taking the register back from one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rhs_desktop.cli.console import answer, complain, say, table
from rhs_desktop.cli.desk import Desk
from rhs_desktop.cli.errors import Misused
from rhs_desktop.domain.backups import KEYS_SUFFIX, read_name
from rhs_desktop.domain.errors import StoreUnavailable
from rhs_desktop.paths import backup_dir, data_dir
from rhs_desktop.services import backups, entry, keys, restoring
from rhs_desktop.services.fetching import Wanted
from rhs_desktop.services.restoring import Preview, Side
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.words import backups as words
from rhs_desktop.words.common import stamp
from rhs_desktop.words.trouble import said


def make_backup(desk: Desk, folder: Path | None, *, as_json: bool) -> int:
    """Copy the register, also beside an open window. Raises StoreUnavailable, Misused, EntryRefused."""
    with desk.looking() as w:
        if folder is None:
            path = backup_dir(data_dir(desk.folder)) / backups.make(w).name
        else:
            path = backups.make_in(w, folder)
        status = backups.status(w)
    if status is not None and status.second is not None:
        complain(said(status.second))
    if as_json:
        answer({"path": str(path), "size": path.stat().st_size})
    else:
        say(words.MADE.format(path=path))
    return 0


def list_backups(desk: Desk, *, as_json: bool) -> int:
    """All copies, the newest first. Raises StoreUnavailable, Misused, EntryRefused."""
    with desk.looking() as w:
        found, today = backups.listed(w), w.today
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
                words.KIND[one.backup.kind],
                words.size(one.size),
                words.where(here=one.here, second=one.second),
                one.path.name,
            )
            for one in found
        ]
        say(*table(rows))
    else:
        say(words.NONE)
    return 0


def restore(desk: Desk, file: Path, *, preview: bool, as_json: bool) -> int:
    """Take the register back, or tell what that would change; one that cannot be opened is replaced.

    `file`: a path, or the name of a copy in the data folder; a copy's key file (.keys) where only that is wanted. A
    damaged key file is put back first. Raises StoreUnavailable, Misused, EntryRefused.
    """
    if desk.practice:
        raise StoreUnavailable("no_copies")
    data = data_dir(desk.folder)
    path = file if file.exists() else backup_dir(data) / file.name
    if path.name.endswith(KEYS_SUFFIX):
        return _put_keys_back(desk, data, path, preview=preview, as_json=as_json)
    if not preview:
        if keys.is_damaged(data):
            keys.put_back(data, Wanted(path, desk.name, desk.password()))
        restoring.bring_keys(data, path)
    if entry.stage(data) is not entry.Stage.LOCKED:
        raise Misused("no_data", folder=data)
    password = desk.password()
    try:
        w = entry.enter(data, desk.name, password, read_only=preview)
    except StoreUnavailable as error:
        if preview or not restoring.replaceable(error):
            raise
        key = entry.unlocked(data, desk.name, password)
        restoring.rescue(data, path, user=desk.name, key=key)
        return _restored(None, path, as_json=as_json)
    with w.store:
        if preview:
            return _tell(w, restoring.preview(w, path), as_json=as_json)
        return _restored(restoring.restore(w, path).name, path, as_json=as_json)


def _put_keys_back(desk: Desk, data: Path, path: Path, *, preview: bool, as_json: bool) -> int:
    """The key file alone; the register stays as it is."""
    if preview:
        raise Misused("no_preview")
    keys.put_back(data, Wanted(path, desk.name, desk.password()))
    if as_json:
        answer({"path": str(path), "before": None})
    else:
        say(words.KEYS_PUT_BACK)
    return 0


def _restored(before: str | None, path: Path, *, as_json: bool) -> int:
    if as_json:
        answer({"path": str(path), "before": before})
    else:
        of = read_name(path.name)
        say(words.RESTORED.format(name=f"{of.at:%Y-%m-%d %H:%M}" if of else path.name))
        if before:
            say(words.UNDO_BY.format(name=before))
    return 0


def _tell(w: Workplace, shown: Preview, *, as_json: bool) -> int:
    if as_json:
        until = shown.until.isoformat() if shown.until else None
        answer({"path": str(shown.path), "until": until, "gone": _side(shown.gone), "back": _side(shown.back)})
        return 0
    say(words.holds(shown.until, w.today))
    if shown.same:
        say(words.SAME)
    for side, about, people in (
        (shown.gone, words.GONE, words.PEOPLE_GONE),
        (shown.back, words.BACK, words.PEOPLE_BACK),
    ):
        if side.deeds:
            say("", about, *(f"  {text}" for text in words.deeds(side.deeds, w.today)))
        if side.people:
            say("", people, f"  {words.people(one.name for one in side.people)}")
    say("", words.KEPT)
    return 0


def _side(side: Side) -> dict[str, Any]:
    deeds = [{"kind": kind, "at": at.isoformat(), "user": user, "cases": cases} for kind, at, user, cases in side.deeds]
    return {"acts": deeds, "people": len(side.people), "cases": side.cases, "events": side.events}
