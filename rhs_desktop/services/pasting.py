"""Pasting (Klistra in): what a table copied from 1177 or Cosmic would change, previewed, then recorded as one act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from rhs_desktop.domain import pasting
from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.backups import BackupKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.cases.history import standing
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused
from rhs_desktop.domain.pasting import (
    Clip,
    KnownCase,
    Missing,
    PasteFinding,
    RecognisedClip,
    Register,
    Source,
    Verdict,
    Vocabulary,
)
from rhs_desktop.domain.people.personal_number import PersonalNumber
from rhs_desktop.services import settings
from rhs_desktop.services.backups import make
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.services.recording import ActDone, recording
from rhs_desktop.services.rounds import cases_of_round, with_states
from rhs_desktop.store import batches, people
from rhs_desktop.store.people import CaseRecord

if TYPE_CHECKING:
    from rhs_desktop.store.act import ActWriter


@dataclass(frozen=True, slots=True)
class PastePreview:
    """What a paste is, and the finding of each of its rows; nothing is recorded yet.

    `also` are other things that it might be. `missing` are people of the same rounds who are not on a list from Cosmic.
    A paste that is a list has no findings: it goes to the import unchanged.
    """

    source: Source
    also: tuple[Source, ...]
    findings: tuple[PasteFinding, ...]
    missing: tuple[Missing, ...] = ()
    clip: Clip = field(repr=False, default_factory=lambda: Clip(()))

    @property
    def counts(self) -> Counter[Verdict]:
        """How many findings there are of each kind."""
        return Counter(finding.verdict for finding in self.findings)

    @property
    def cases(self) -> tuple[int, ...]:
        """The cases that the paste is about."""
        return (*(one.case for one in self.findings if one.case is not None), *(one.case for one in self.missing))

    @property
    def read_off(self) -> tuple[tuple[int, Event], ...]:
        """The open cases of 1177 that were read off, which is recorded without a choice."""
        return tuple((one.case, one.seen) for one in self.findings if one.case is not None and one.seen is not None)

    @property
    def proposed(self) -> frozenset[int]:
        """The places of the findings that are applied unless a person deselects them."""
        return frozenset(place for place, one in enumerate(self.findings) if one.verdict is Verdict.NEW)


@needs(Permission.LIST)
def preview(ctx: Context, text: str, html: str = "", *, taken_as: Source | None = None) -> PastePreview:
    """The preview of pasted text; `html` is the clipboard's HTML form of it. Raises ListUnreadable."""
    from rhs_desktop.exchange.pasting import read_clip

    return preview_clip(ctx, read_clip(text, html), taken_as=taken_as)


@needs(Permission.LIST)
def preview_file(ctx: Context, path: Path, *, taken_as: Source | None = None) -> PastePreview:
    """The preview of a file into which a table was pasted or saved. Raises ListUnreadable."""
    from rhs_desktop.exchange.pasting import read_clip_file

    return preview_clip(ctx, read_clip_file(path), taken_as=taken_as)


@needs(Permission.LIST)
def preview_bytes(ctx: Context, data: bytes, *, taken_as: Source | None = None) -> PastePreview:
    """The preview of the content of such a file. Raises ListUnreadable."""
    from rhs_desktop.exchange.pasting import read_clip_bytes

    return preview_clip(ctx, read_clip_bytes(data), taken_as=taken_as)


@needs(Permission.LIST)
def preview_clip(ctx: Context, clip: Clip, *, taken_as: Source | None = None) -> PastePreview:
    """The preview of rows of cells. `taken_as`: what a person says that they are."""
    found = pasting.recognise(clip, Vocabulary.of(ctx.profiles.values()), ctx.today)
    numbers = {row.identity for row in found.records.rows if isinstance(row.identity, PersonalNumber)}
    cases = _cases_of(ctx, numbers)
    register = _register(ctx, [case for of_one in cases.values() for case in of_one])
    found = found.knowing(register.keys()) if taken_as is None else found.taken_as(taken_as)
    findings = _findings(ctx, found, register)
    missing: tuple[Missing, ...] = ()
    if found.source is Source.COSMIC:
        everybody = _everybody(ctx, {case.round for of_one in cases.values() for case in of_one[-1:]})
        missing = pasting.missing(found.records, everybody, ctx.today)
    return PastePreview(found.source, found.also, findings, missing, clip)


@needs(Permission.LIST)
def apply(
    ctx: Context,
    shown: PastePreview,
    *,
    chosen: Collection[int] | None = None,
    templates: Mapping[int, str] | None = None,
) -> ActDone:
    """Record the findings at the places `chosen`, by default those proposed, as one act that undo takes back.

    What is open in 1177 and unchanged is recorded as read off today. `templates` gives, by place, the template of an
    invitation that the table leaves open. Everything is judged afresh:
    raises HistoryRefused `changed_meanwhile` if a chosen row no longer comes to what was shown, `template_missing`,
    `nothing_chosen`; StoreUnavailable.
    """
    places = sorted(shown.proposed if chosen is None else set(chosen))
    make.before(ctx, BackupKind.BEFORE_BATCH)
    with recording(ctx, ActKind.PASTE, details={"source": shown.source}) as act:
        now = preview_clip(ctx, shown.clip, taken_as=shown.source)
        events: list[tuple[int, Event]] = []
        protects: list[int] = []
        for place in places:
            finding = now.findings[place]
            if not _still(shown.findings[place], finding) or finding.case is None:
                raise HistoryRefused(HistoryRefusal.CHANGED_MEANWHILE, line=finding.line)
            events += [(finding.case, event) for event in finding.to_record((templates or {}).get(place))]
            protects += [finding.case] if finding.protects else []
        if not events and not protects and not now.read_off:
            raise HistoryRefused(HistoryRefusal.NOTHING_CHOSEN)
        act.details["count"] = len({*protects, *(case for case, _ in events)})
        for case in protects:
            resident = ctx.store.resident_of(case)
            act.change_resident(resident.id, replace(resident.details, protected=True))
        for case, event in (*events, *now.read_off):
            if isinstance(event, ev.RecipientChecked):
                _correct_control_of_today(act, case)
            act.append(case, event)
        return act.commit()


def _findings(ctx: Context, found: RecognisedClip, register: Register) -> tuple[PasteFinding, ...]:
    match found.source:
        case Source.CASES:
            return pasting.mirror(found.records, register, ctx.profiles.values(), ctx.today)
        case Source.RECIPIENTS:
            return pasting.added_recipients(found.records, register, ctx.now)
        case Source.COSMIC:
            return pasting.listed_in_cosmic(found.records, register, ctx.now, settings.clinics(ctx))
        case Source.NUMBERS:
            return pasting.whose_numbers(found.records, register)
        case Source.LIST | Source.PEOPLE | Source.NOTHING:
            return ()
        case _ as unreachable:
            assert_never(unreachable)


def _still(shown: PasteFinding, now: PasteFinding) -> bool:
    """Whether a row comes to the same as it did; the time of day at which it is recorded does not matter."""
    return (shown.case, shown.verdict, shown.because, shown.was, shown.becomes, shown.sent) == (
        *(now.case, now.verdict, now.because, now.was, now.becomes, now.sent),
    )


# ---- what the register knows


def _cases_of(ctx: Context, numbers: Iterable[PersonalNumber]) -> dict[PersonalNumber, tuple[CaseRecord, ...]]:
    with ctx.store.reading() as db:
        residents = people.by_identity(db, [number.digits for number in numbers])
        found = [(one.details.identity, people.cases_of_resident(db, one.id)) for one in residents.values()]
    return {number: cases for number, cases in found if cases}


def _register(ctx: Context, cases: Iterable[CaseRecord]) -> dict[PersonalNumber, list[KnownCase]]:
    found: dict[PersonalNumber, list[KnownCase]] = {}
    templates: dict[int, str | None] = {}
    for case, state in with_states(ctx, cases):
        if case.profile in ctx.profiles:
            details = case.resident.details
            known = KnownCase(
                case.id,
                details.identity,
                details.name.display,
                state,
                ctx.rules(case.profile),
                _template(ctx, state, templates),
                details.deceased,
                details.protected,
            )
            found.setdefault(details.identity, []).append(known)
    return found


def _template(ctx: Context, state: CaseState, known: dict[int, str | None]) -> str | None:
    """The template of the prepared batch that the person is in."""
    if state.prepared is None:
        return None
    number = state.prepared.batch
    if number not in known:
        with ctx.store.reading() as db:
            record = batches.batch(db, number)
        known[number] = str(record.details["template"]) if record and "template" in record.details else None
    return known[number]


def _everybody(ctx: Context, rounds: Iterable[int]) -> list[KnownCase]:
    cases = [case for number in sorted(rounds) for case in cases_of_round(ctx, number)]
    return [known for of_one in _register(ctx, cases).values() for known in of_one]


def _correct_control_of_today(act: ActWriter, case: int) -> None:
    """Withdraw an earlier control of a recipient on the same day, which this one replaces (as in the send)."""
    for record in reversed(standing(act.history(case))):
        if isinstance(record.event, ev.RecipientChecked) and record.event.on == act.now.date():
            act.withdraw(case, record.id)
            return
