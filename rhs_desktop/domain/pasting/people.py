"""Tables of people: recipients of a send with their notices, Cosmic's listed people, mere numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.next_step import next_step
from rhs_desktop.domain.cases.steps import Finished, StepKind
from rhs_desktop.domain.checklists.fields import ListField
from rhs_desktop.domain.codes import Eligibility, RecipientOutcome
from rhs_desktop.domain.pasting.cosmic_columns import CosmicReader
from rhs_desktop.domain.pasting.finding import (
    FindingReason,
    KnownCase,
    PasteFinding,
    Register,
    Shown,
    Verdict,
    unknown,
    unreadable,
)
from rhs_desktop.domain.pasting.recipients import Unreadable, recipient_trouble
from rhs_desktop.domain.pasting.records import Record, Records
from rhs_desktop.domain.pasting.tokens import MalformedNumber
from rhs_desktop.domain.people.personal_number import PersonalNumber
from rhs_desktop.domain.recognition.reader import Kind

_BEFORE_INVITATION = frozenset({StepKind.CHECK_COSMIC, StepKind.INVITE, StepKind.CONFIRM_SEND, StepKind.FIX_NUMBER})


@dataclass(frozen=True, slots=True)
class Missing:
    """A person on the checklist who is not on the list from Cosmic; nothing follows from it by itself."""

    case: int
    number: PersonalNumber
    name: str
    before_invitation: bool


# ---- recipients


def added_recipients(records: Records, register: Register, now: datetime) -> tuple[PasteFinding, ...]:
    """What 1177 shows of people added to a send. Those in a prepared batch are recorded, others if a person says so."""
    told: dict[PersonalNumber, set[RecipientOutcome]] = {}
    for record in records.rows:
        if isinstance(record.identity, PersonalNumber):
            told.setdefault(record.identity, set()).update(record.outcomes)
    seen: set[PersonalNumber] = set()
    findings = []
    for record in records.rows:
        finding = _recipient(record, records.ambiguous, told, register, now)
        if finding.can_apply and finding.number in seen:
            finding = replace(finding, verdict=Verdict.SUPERSEDED, because=None, events=())
        if finding.can_apply and finding.number is not None:
            seen.add(finding.number)
        findings.append(finding)
    return tuple(findings)


def _recipient(
    record: Record,
    ambiguous: bool,
    told: dict[PersonalNumber, set[RecipientOutcome]],
    register: Register,
    now: datetime,
) -> PasteFinding:
    reason = Unreadable.NOT_TOLD_APART if ambiguous else recipient_trouble(record)
    if reason is not None or not isinstance(record.identity, PersonalNumber):
        return unreadable(record, reason or Unreadable.NO_NUMBER)
    if len(told[record.identity]) > 1:
        return unreadable(record, Unreadable.TWO_NOTICES)
    (outcome,) = record.outcomes
    cases = register.get(record.identity, ())
    if not cases:
        return unknown(record, record.identity, outcome)
    known = next((one for one in reversed(cases) if one.state.prepared), cases[-1])
    before = known.state.recipient
    event = ev.RecipientChecked(on=now.date(), at=_minute(now), outcome=outcome)
    finding = _found(record, known, Verdict.NEW, before.outcome if before else None, outcome, event)
    if known.state.invited is not None:
        return _without(finding, Verdict.OLDER, FindingReason.ALREADY_SENT)
    if isinstance(next_step(known.state, known.rules, now.date()), Finished):
        return _without(finding, Verdict.OTHER, FindingReason.FINISHED)
    if before is not None and before.outcome is outcome and before.on == now.date():
        return _without(finding, Verdict.SAME)
    return (
        finding
        if known.state.prepared
        else replace(finding, verdict=Verdict.CHOICE, because=FindingReason.NOT_IN_A_BATCH)
    )


# ---- Cosmic


def listed_in_cosmic(
    records: Records, register: Register, now: datetime, ours: Mapping[str, bool] | None = None
) -> tuple[PasteFinding, ...]:
    """Everybody on the list is listed here and alive (manual 000, step 2), unless the row itself says otherwise.

    Its columns are read as an import reads them. What a row says for certain is proposed; what it may say, and what
    contradicts a list without the table having a column for it, a person decides. Of several rows of one person the
    first counts that stops contact, or else the first. `ours`: which clinics that the table names are our own.
    """
    reader = CosmicReader(records, now.date(), ours or {})
    findings = [_listed(record, reader, register, now) for record in records.rows]
    counts: dict[PersonalNumber, int] = {}
    for place, one in enumerate(findings):
        if one.number is not None and one.case is not None:
            before = counts.setdefault(one.number, place)
            if findings[before].becomes is Eligibility.LISTED_ALIVE is not one.becomes:
                counts[one.number] = place
    return tuple(
        _without(one, Verdict.SUPERSEDED) if one.number in counts and one.case and counts[one.number] != place else one
        for place, one in enumerate(findings)
    )


def _listed(record: Record, reader: CosmicReader, register: Register, now: datetime) -> PasteFinding:
    if not isinstance(record.identity, PersonalNumber):
        return unreadable(record, Unreadable.BROKEN_NUMBER if record.identity else Unreadable.NO_NUMBER)
    said = reader.says(record)
    if said is None:
        return unreadable(record, Unreadable.NOT_TOLD_APART)
    result = _eligibility(said)
    cases = register.get(record.identity, ())
    if not cases:
        return unknown(record, record.identity, result or Kind.PROTECTED)
    known = cases[-1]
    today, state = now.date(), known.state
    before = state.cosmic
    if result is None:
        return _protected(record, known, before.result if before else None, certain=said[Kind.PROTECTED])
    reason = Kind.NO_CONTACT.value if result is Eligibility.OTHER else ""
    event = ev.CosmicChecked(on=today, at=_minute(now), result=result, reason=reason)
    finding = _found(record, known, Verdict.NEW, before.result if before else None, result, event)
    finding = replace(finding, protects=Kind.PROTECTED in said and not known.protected)
    if before is not None and before.result is result and before.on == today:
        return _without(finding, Verdict.SAME)
    if result is not Eligibility.LISTED_ALIVE:
        return _stopping(finding, said, result)
    if known.deceased and not reader.tells(ListField.DECEASED):
        return replace(finding, verdict=Verdict.CHOICE, because=FindingReason.SAID_BEFORE)
    if state.excluded:
        return replace(finding, verdict=Verdict.CHOICE, because=FindingReason.EXCLUDED_BEFORE)
    step = next_step(state, known.rules, today)
    if isinstance(step, Finished) or step.kind not in _BEFORE_INVITATION:
        return _without(finding, Verdict.SAME, FindingReason.NO_CHECK_NEEDED)
    return finding


def _stopping(finding: PasteFinding, said: Mapping[Kind, bool], result: Eligibility) -> PasteFinding:
    if result is Eligibility.OTHER:
        return replace(finding, verdict=Verdict.CHOICE, because=FindingReason.NO_CONTACT)
    certain = said[Kind.DECEASED if result is Eligibility.DECEASED else Kind.NOT_LISTED]
    if certain:
        return replace(finding, because=FindingReason.DEAD_OR_MOVED)
    return replace(finding, verdict=Verdict.CHOICE, because=FindingReason.PERHAPS)


def _protected(record: Record, known: KnownCase, before: Eligibility | None, *, certain: bool) -> PasteFinding:
    """Of a protected person nothing else is taken from the row: whether to write to them is decided one by one."""
    finding = _found(record, known, Verdict.NEW, before, Kind.PROTECTED, None)
    if known.protected:
        return replace(finding, verdict=Verdict.SAME, because=FindingReason.PROTECTED)
    because = FindingReason.PROTECTED if certain else FindingReason.PERHAPS
    return replace(finding, verdict=Verdict.NEW if certain else Verdict.CHOICE, because=because, protects=True)


def _eligibility(said: Mapping[Kind, bool]) -> Eligibility | None:
    """What the row says, the strongest first; None where it says nothing but that the person is protected."""
    if Kind.DECEASED in said:
        return Eligibility.DECEASED
    if Kind.NOT_LISTED in said:
        return Eligibility.NOT_LISTED
    if Kind.NO_CONTACT in said:
        return Eligibility.OTHER
    return None if Kind.PROTECTED in said else Eligibility.LISTED_ALIVE


def missing(records: Records, everybody: Iterable[KnownCase], today: date) -> tuple[Missing, ...]:
    """The unfinished cases whose person is not on the list, those before the invitation first."""
    there = {row.identity for row in records.rows if isinstance(row.identity, PersonalNumber)}
    found = []
    for known in everybody:
        step = next_step(known.state, known.rules, today)
        if known.number not in there and not isinstance(step, Finished):
            found.append(Missing(known.case, known.number, known.name, step.kind in _BEFORE_INVITATION))
    return tuple(sorted(found, key=lambda one: not one.before_invitation))


# ---- mere numbers


def whose_numbers(records: Records, register: Register) -> tuple[PasteFinding, ...]:
    """Whom the numbers belong to; nothing is changed."""
    findings = []
    for record in records.rows:
        if not isinstance(record.identity, PersonalNumber):
            findings.append(
                unreadable(
                    record,
                    Unreadable.BROKEN_NUMBER if isinstance(record.identity, MalformedNumber) else Unreadable.NO_NUMBER,
                )
            )
        elif cases := register.get(record.identity, ()):
            findings.append(_found(record, cases[-1], Verdict.SAME, None, None, None))
        else:
            findings.append(unknown(record, record.identity))
    return tuple(findings)


def _found(
    record: Record, known: KnownCase, verdict: Verdict, was: Shown | None, becomes: Shown | None, event: ev.Event | None
) -> PasteFinding:
    return PasteFinding(
        line=record.line,
        text=record.text,
        verdict=verdict,
        number=known.number,
        name=known.name or record.name,
        case=known.case,
        was=was,
        becomes=becomes,
        events=(event,) if event else (),
    )


def _without(finding: PasteFinding, verdict: Verdict, because: FindingReason | None = None) -> PasteFinding:
    return replace(finding, verdict=verdict, because=because, events=(), protects=False)


def _minute(now: datetime) -> time:
    return now.time().replace(second=0, microsecond=0)
