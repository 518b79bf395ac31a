"""The clinic's settings, which go with its database. What only concerns one window is not kept here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from rhs_desktop.domain.clinic import Clinic
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.domain.resident import Address
from rhs_desktop.domain.samples import SAMPLE_MONTHS
from rhs_desktop.domain.sending import Order
from rhs_desktop.services.acts import Done, recording
from rhs_desktop.services.permission import Permission, needs, require
from rhs_desktop.services.profiles import DEFAULT_PROFILE
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store import people
from rhs_desktop.store import settings as kept


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a clinic chooses.

    `profile` is the manual of new rounds, `round` the one the window shows, None for all. `batch_size` replaces the
    manual's number of recipients a send where a clinic wants another. `envelope` names its profile; the shifts, in
    mm, make up for a printer that feeds askew; `sender_line` stands above the address in the window, empty where the
    envelope tells who sends. `clipboard_seconds` is how long a copied number stays; 0: for good.
    `mask_numbers`: lists show personnummer without the last four; `shown_seconds` is how long one stays that was asked
    for, 0: until somebody else is chosen. `searches_shown`: search texts stand as typed in the access log.
    `sample_months`: how often its samples are due; 0: never. `idle_minutes` without a key or the mouse lock the
    window; 0: never.
    """

    clinic: Clinic = field(default_factory=Clinic)
    profile: str = DEFAULT_PROFILE
    round: int | None = None
    batch_size: int | None = None
    order: Order = Order.LONGEST_WAITING
    envelope: str = "c5-h2"
    shift_right: float = 0.0
    shift_down: float = 0.0
    sender_line: str = ""
    clipboard_seconds: int = 60
    mask_numbers: bool = True
    shown_seconds: int = 30
    searches_shown: bool = False
    sample_months: int = SAMPLE_MONTHS
    idle_minutes: int = 10


AT_THE_DESK = frozenset({"round", "order", "envelope", "shift_right", "shift_down", "sender_line"})
"""What whoever sits at the desk may change: it concerns a printer or the view. The others are for an administrator."""


@needs(Permission.ENTER)
def load(w: Workplace) -> Settings:
    """The settings as they are kept; what was never chosen, or is a manual that is gone, is as the program comes."""
    with w.store.reading() as db:
        said = kept.under(db, _PREFIX)
    if said.get("profile") not in w.profiles:
        said.pop("profile", None)
    return Settings(**{name: _READ.get(name, _as_it_is)(value) for name, value in said.items() if name in _NAMES})


@needs(Permission.ENTER)
def save(w: Workplace, settings: Settings) -> Done:
    """Keep these settings, in one act that names what was changed.

    Raises HistoryRefused `profile_missing`, `unknown_round` or `out_of_range` with the setting, and EntryRefused
    `not_allowed` where one is changed that is not for this person to change.
    """
    _check(w, settings)
    before, after = asdict(load(w)), asdict(settings)
    changed = {name: [before[name], value] for name, value in after.items() if value != before[name]}
    if not changed.keys() <= AT_THE_DESK:
        require(w, Permission.ADMINISTER)
    with recording(w, "settings", details={"changed": changed}) as act:
        for name in changed:
            act.set_setting(_PREFIX + name, after[name])
        return act.commit()


@needs(Permission.ENTER)
def clinic(w: Workplace) -> Clinic:
    """The clinic as residents meet it."""
    return load(w).clinic


@needs(Permission.ENTER)
def envelope(w: Workplace) -> str:
    """The key of the envelope that the clinic uses."""
    return load(w).envelope


@needs(Permission.ENTER)
def code_salt(w: Workplace) -> int:
    """This database's own number, which goes into the codes of its letters."""
    with w.store.reading() as db:
        return int(kept.get(db, "salt"))


_PREFIX = "settings."
_NAMES = frozenset(item.name for item in fields(Settings))
_RANGES: Mapping[str, tuple[float, float]] = {
    "shift_right": (-20, 20),
    "shift_down": (-20, 20),
    "clipboard_seconds": (0, 3600),
    "shown_seconds": (0, 600),
    "sample_months": (0, 12),
    "idle_minutes": (0, 60),
}


def _check(w: Workplace, settings: Settings) -> None:
    if settings.profile not in w.profiles:
        raise HistoryRefused("profile_missing", profile=settings.profile)
    ranges = {**_RANGES, "batch_size": (1, w.profiles[settings.profile].batch.from_file)}
    for name, (least, most) in ranges.items():
        value = getattr(settings, name)
        if value is not None and not least <= value <= most:
            raise HistoryRefused("out_of_range", setting=name, least=least, most=most)
    if settings.round is not None:
        with w.store.reading() as db:
            if settings.round not in {one.id for one in people.rounds(db)}:
                raise HistoryRefused("unknown_round", round=settings.round)


def _clinic(said: Mapping[str, Any]) -> Clinic:
    known = {item.name for item in fields(Clinic)}
    values = {name: value for name, value in said.items() if name in known}
    values["address"] = Address(**said.get("address", {}))
    values["letter_lines"] = tuple(said.get("letter_lines", ()))
    return Clinic(**values)


def _as_it_is(value: Any) -> Any:
    return value


_READ: Mapping[str, Callable[[Any], Any]] = {"clinic": _clinic, "order": Order}
