"""What a clinic chooses of its copies. It goes with the place, not with the register: taking that back leaves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.backups import Keep
from rhs_desktop.domain.errors import HistoryRefused, StoreUnavailable
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.services.recording import ActDone, recording
from rhs_desktop.store import settings as kept
from rhs_desktop.store.connection import Database

HERE, SECOND = "here", "second"
SECOND_NAME = "RHS-kopior"
"""Made in the folder that was chosen: where it is missing, the stick is not in or the share not there."""
RANGES = {"days": (1, 90), "weeks": (0, 60), "months": (0, 120), "workdays": (1, 30)}
_PREFIX = "backups."
SECOND_SETTING = _PREFIX + SECOND
"""Under which the second folder is kept."""


@dataclass(frozen=True, slots=True)
class BackupSettings:
    """`workdays`: after how many without a copy the window warns. `second`: a further folder to copy to, or empty."""

    keep: Keep = field(default_factory=Keep)
    workdays: int = 2
    second: str = ""


@needs(Permission.ENTER)
def choices(ctx: Context) -> BackupSettings:
    """What the clinic has chosen; what it never chose is as the program comes."""
    with ctx.store.reading() as db:
        return chosen_in(db)


def chosen_in(db: Database) -> BackupSettings:
    """The choices as a connection finds them."""
    said, usual = kept.under(db, _PREFIX), BackupSettings()
    get: Callable[[str, int], int] = said.get
    return BackupSettings(
        Keep(get("days", usual.keep.days), get("weeks", usual.keep.weeks), get("months", usual.keep.months)),
        get("workdays", usual.workdays),
        said.get(SECOND, usual.second),
    )


@needs(Permission.ADMINISTER)
def choose(ctx: Context, wanted: BackupSettings) -> ActDone:
    """Keep these choices, as an act. In the second folder one for the copies is made.

    Raises HistoryRefused `out_of_range`, StoreUnavailable `second_missing` or `second_failed`.
    """
    numbers = {"days": wanted.keep.days, "weeks": wanted.keep.weeks, "months": wanted.keep.months}
    numbers["workdays"] = wanted.workdays
    for name, value in numbers.items():
        least, most = RANGES[name]
        if not least <= value <= most:
            raise HistoryRefused("out_of_range", setting=name, least=least, most=most)
    second = str(_second_folder(ctx, Path(wanted.second))) if wanted.second else ""
    before = choices(ctx)
    with recording(ctx, ActKind.SETTINGS, details={"changed": _changed(before, numbers, second)}) as act:
        for name, value in numbers.items():
            act.set_setting(_PREFIX + name, value)
        act.set_setting(_PREFIX + SECOND, second)
        done = act.commit()
    if ctx.store.copies is not None and second != before.second:
        ctx.store.copies.troubles.pop(SECOND, None)
    return done


def _second_folder(ctx: Context, chosen: Path) -> Path:
    """The folder for copies in the one that was chosen. Raises StoreUnavailable."""
    if not chosen.is_dir():
        raise StoreUnavailable("second_missing", path=str(chosen))
    folder = chosen if chosen.name == SECOND_NAME else chosen / SECOND_NAME
    if folder.resolve().is_relative_to(ctx.store.path.parent.resolve()):
        raise StoreUnavailable("second_same", path=str(chosen))
    try:
        folder.mkdir(exist_ok=True)
        probe = folder / "rhs.part"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise StoreUnavailable("second_failed", path=str(chosen)) from error
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
