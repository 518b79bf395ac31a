"""The clinic's settings, stored in its database. What only concerns one window is stored elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, NamedTuple

from rhs_desktop.domain.access_log.samples import SAMPLE_MONTHS
from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.checklists.clinics import clinic_key
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused
from rhs_desktop.domain.letters.clinic import Clinic, ReplyEnvelope
from rhs_desktop.domain.people.resident import Address
from rhs_desktop.domain.person.invitation_ages import INVITATION_AGES
from rhs_desktop.domain.sending import Order
from rhs_desktop.services.context import Context
from rhs_desktop.services.manual_files import DEFAULT_PROFILE
from rhs_desktop.services.permissions import Permission, needs, require
from rhs_desktop.services.recording import ActDone, recording
from rhs_desktop.store import people
from rhs_desktop.store import settings as kept


class PrinterShift(NamedTuple):
    """How far a printer's letters are moved, in mm, to make up for a feed that is askew."""

    right: float = 0.0
    down: float = 0.0


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a clinic chooses.

    `profile` is the manual of new rounds, `round` the one the window shows, None for all. `batch_size` replaces the
    manual's number of recipients a send where a clinic wants another. `envelope` names its profile; `printer_shifts`,
    by the printer's name in the system, make up for one that feeds askew, `shift_right` and `shift_down` (mm) for all
    others and for PDF files; `sender_line` stands above the address in the window, empty where the envelope tells who
    sends. `reply_envelope` replaces what the manual says of the envelope for the answer; `before_visit_sheet` and
    `data_sheet`: *Inför ditt hälsosamtal* and *Hur skyddas mina data?* go with the letters; `ask_first`: they ask who
    has diabetes or takes blood thinners to ring before the sample. `invitation_ages`: who wants no more invitations
    is decided on anew in the year of the next of them. `clipboard_seconds` is how long a copied number stays; 0: for
    good.
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
    printer_shifts: Mapping[str, PrinterShift] = field(default_factory=dict)
    sender_line: str = ""
    reply_envelope: ReplyEnvelope | None = None
    before_visit_sheet: bool = False
    data_sheet: bool = False
    ask_first: bool = True
    invitation_ages: tuple[int, ...] = INVITATION_AGES
    clipboard_seconds: int = 60
    mask_numbers: bool = True
    shown_seconds: int = 30
    searches_shown: bool = False
    sample_months: int = SAMPLE_MONTHS
    idle_minutes: int = 10

    def shift_of(self, printer: str = "") -> PrinterShift:
        """The fine adjustment of a printer; the general one where it has none, and for a PDF file (no name)."""
        return self.printer_shifts.get(printer, PrinterShift(self.shift_right, self.shift_down))

    def shifted(self, printer: str, shift: PrinterShift | None) -> Settings:
        """A copy with that adjustment of a printer, or of all others (no name); None removes the printer's own."""
        if not printer:
            return replace(self, shift_right=(shift or PrinterShift()).right, shift_down=(shift or PrinterShift()).down)
        others = {name: kept for name, kept in self.printer_shifts.items() if name != printer}
        return replace(self, printer_shifts=others if shift is None else {**others, printer: shift})


AT_THE_DESK = frozenset({"round", "order", "envelope", "shift_right", "shift_down", "printer_shifts", "sender_line"})
"""The settings that every user may change: they concern a printer or the view. The others are for an administrator."""


@needs(Permission.ENTER)
def load(ctx: Context) -> Settings:
    """The settings, with defaults for what was never set or is a manual that is gone."""
    with ctx.store.reading() as db:
        said = kept.under(db, _PREFIX)
    if said.get("profile") not in ctx.profiles:
        said.pop("profile", None)
    return Settings(**{name: _READ.get(name, _as_it_is)(value) for name, value in said.items() if name in _NAMES})


@needs(Permission.ENTER)
def save(ctx: Context, settings: Settings) -> ActDone:
    """Store these settings, in one act that names what was changed.

    Raises HistoryRefused `profile_missing`, `unknown_round` or `out_of_range` with the setting, and EntryRefused
    `not_allowed` for a setting that this user may not change.
    """
    with recording(ctx, ActKind.SETTINGS) as act:
        _check(ctx, settings)
        before, after = asdict(load(ctx)), asdict(settings)
        changed = {name: [before[name], value] for name, value in after.items() if value != before[name]}
        if not changed.keys() <= AT_THE_DESK:
            require(ctx, Permission.ADMINISTER)
        act.details["changed"] = changed
        for name in changed:
            act.set_setting(_PREFIX + name, after[name])
        return act.commit()


@needs(Permission.ENTER)
def clinic(ctx: Context) -> Clinic:
    """The clinic's details as letters show them."""
    return load(ctx).clinic


@needs(Permission.ENTER)
def clinics(ctx: Context) -> dict[str, bool]:
    """By `clinic_key`, which clinics that lists name are our own: as a person said, and by our name in the settings."""
    own = clinic_key(clinic(ctx).name)
    with ctx.store.reading() as db:
        said: dict[str, bool] = kept.get(db, CLINICS, {})
    return ({own: True} if own else {}) | said


CLINICS = "clinics"
"""Where it is kept what was said of clinics that lists name."""


@needs(Permission.ENTER)
def envelope(ctx: Context) -> str:
    """The key of the envelope that the clinic uses."""
    return load(ctx).envelope


@needs(Permission.ENTER)
def code_salt(ctx: Context) -> int:
    """This database's own number, which is part of the codes of its letters."""
    with ctx.store.reading() as db:
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


def _check(ctx: Context, settings: Settings) -> None:
    if settings.profile not in ctx.profiles:
        raise HistoryRefused(HistoryRefusal.PROFILE_MISSING, profile=settings.profile)
    ranges = {**_RANGES, "batch_size": (1, ctx.profiles[settings.profile].batch.from_file)}
    for name, (least, most) in ranges.items():
        value = getattr(settings, name)
        if value is not None and not least <= value <= most:
            raise HistoryRefused(HistoryRefusal.OUT_OF_RANGE, setting=name, least=least, most=most)
    least, most = _RANGES["shift_right"]
    if not all(least <= mm <= most for shift in settings.printer_shifts.values() for mm in shift):
        raise HistoryRefused(HistoryRefusal.OUT_OF_RANGE, setting="printer_shifts", least=least, most=most)
    if settings.round is not None:
        with ctx.store.reading() as db:
            if settings.round not in {one.id for one in people.rounds(db)}:
                raise HistoryRefused(HistoryRefusal.UNKNOWN_ROUND, round=settings.round)


def _clinic(said: Mapping[str, Any]) -> Clinic:
    known = {item.name for item in fields(Clinic)}
    values = {name: value for name, value in said.items() if name in known}
    values["address"] = Address(**said.get("address", {}))
    values["letter_lines"] = tuple(said.get("letter_lines", ()))
    return Clinic(**values)


def _shifts(said: Mapping[str, Sequence[float]]) -> dict[str, PrinterShift]:
    return {printer: PrinterShift(*shift) for printer, shift in said.items()}


def _as_it_is(value: Any) -> Any:
    return value


def _enclosed(said: str | None) -> ReplyEnvelope | None:
    return None if said is None else ReplyEnvelope(said)


_READ: Mapping[str, Callable[[Any], Any]] = {
    "clinic": _clinic,
    "order": Order,
    "printer_shifts": _shifts,
    "reply_envelope": _enclosed,
    "invitation_ages": tuple,
}
