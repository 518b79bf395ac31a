"""The clinic's settings for backups. They belong to the place: restoring the register leaves them as they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.backups import Keep
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused, StoreTrouble, StoreUnavailable
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.services.recording import ActDone, recording
from rhs_desktop.store import settings as kept
from rhs_desktop.store.connection import Database

HERE, SECOND = "here", "second"
SECOND_NAME = "RHS-kopior"
"""A folder made inside the chosen one: where it is missing, the USB stick or the share is not connected."""
RANGES = {"days": (1, 90), "weeks": (0, 60), "months": (0, 120), "workdays": (1, 30)}
_PREFIX = "backups."
SECOND_SETTING = _PREFIX + SECOND
"""The key of the setting with the second folder."""


@dataclass(frozen=True, slots=True)
class BackupSettings:
    """`workdays`: after how many working days without a backup the window warns. `second`: the second folder, or
    empty."""

    keep: Keep = field(default_factory=Keep)
    workdays: int = 2
    second: str = ""


@needs(Permission.ENTER)
def choices(ctx: Context) -> BackupSettings:
    """The settings, with defaults for what was never set. Raises StoreUnavailable."""
    with ctx.store.reading() as db:
        return chosen_in(db)


def chosen_in(db: Database) -> BackupSettings:
    """The settings as this connection sees them."""
    said, usual = kept.under(db, _PREFIX), BackupSettings()
    get: Callable[[str, int], int] = said.get
    return BackupSettings(
        Keep(get("days", usual.keep.days), get("weeks", usual.keep.weeks), get("months", usual.keep.months)),
        get("workdays", usual.workdays),
        said.get(SECOND, usual.second),
    )


@needs(Permission.ADMINISTER)
def choose(ctx: Context, wanted: BackupSettings) -> ActDone:
    """Store these settings, as an act, and create the folder for backups inside the second one.

    Raises HistoryRefused `out_of_range`, StoreUnavailable `second_missing` or `second_failed`.
    """
    numbers = {"days": wanted.keep.days, "weeks": wanted.keep.weeks, "months": wanted.keep.months}
    numbers["workdays"] = wanted.workdays
    for name, value in numbers.items():
        least, most = RANGES[name]
        if not least <= value <= most:
            raise HistoryRefused(HistoryRefusal.OUT_OF_RANGE, setting=name, least=least, most=most)
    second = str(_second_folder(ctx, Path(wanted.second))) if wanted.second else ""
    with recording(ctx, ActKind.SETTINGS) as act:
        before = choices(ctx)
        act.details["changed"] = _changed(before, numbers, second)
        for name, value in numbers.items():
            act.set_setting(_PREFIX + name, value)
        act.set_setting(_PREFIX + SECOND, second)
        done = act.commit()
    if ctx.store.copies is not None and second != before.second:
        ctx.store.copies.troubles.pop(SECOND, None)
    return done


def _second_folder(ctx: Context, chosen: Path) -> Path:
    """The folder for backups inside the chosen one, created if missing. Raises StoreUnavailable."""
    if not chosen.is_dir():
        raise StoreUnavailable(StoreTrouble.SECOND_MISSING, path=str(chosen))
    folder = chosen if chosen.name == SECOND_NAME else chosen / SECOND_NAME
    if folder.resolve().is_relative_to(ctx.store.path.parent.resolve()):
        raise StoreUnavailable(StoreTrouble.SECOND_SAME, path=str(chosen))
    try:
        folder.mkdir(exist_ok=True)
        probe = folder / "rhs.part"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise StoreUnavailable(StoreTrouble.SECOND_FAILED, path=str(chosen)) from error
    return folder


def _changed(before: BackupSettings, numbers: dict[str, int], second: str) -> dict[str, list[object]]:
    old: dict[str, object] = {
        "days": before.keep.days,
        "weeks": before.keep.weeks,
        "months": before.keep.months,
        "workdays": before.workdays,
        SECOND: before.second,
    }
    new: dict[str, object] = {**numbers, SECOND: second}
    return {_PREFIX + name: [old[name], value] for name, value in new.items() if old[name] != value}
