"""Who gets a letter in a batch, and why the others do not.

A person with protected identity is never in a batch (the letter goes sealed through Skatteverket). Someone who said
no is not written to again in that round. A letter that no font can print or no window can show is held back before
it costs paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum, unique
from typing import assert_never

from rhs_desktop.domain.letters.postal_address import AddressBlock, PostalAddress, Shortening
from rhs_desktop.domain.people.resident import Details
from rhs_desktop.domain.swedish import sort_key


@unique
class LetterKind(StrEnum):
    """What a letter is for: the invitation, a reminder of it, or the time of a booked talk."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class LetterCandidate:
    """One case that might be written to.

    `code` stands on the reply letter and finds the case again; it is never a personnummer. `due`: the next step is a
    letter. `no_contact`: why the person may not be written to, as domain/cases/contact says, which stands above.
    `posted`: this letter has already gone. `finished`: the case has an outcome. A letter of
    the `kind` REMINDER is due when the days to answer have passed, one of TIME while a talk is booked (`visit_on`,
    `visit_at`) that no letter has told yet.
    """

    case: int
    details: Details
    code: str
    due: bool = True
    finished: bool = False
    no_contact: tuple[HoldReason, ...] = ()
    posted: bool = False
    kind: LetterKind = LetterKind.INVITATION
    visit_on: date | None = None
    visit_at: time | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """What the printer needs of a person, and nothing more: no identity can end up on paper.

    `name_key` is the name's place in Swedish order, `postcode` the Swedish postcode or empty; both are for sorting.
    `visit_on` and `visit_at`: the booked time, in a letter that tells it. `language`: what the person reads, empty for
    Swedish; the letter is Swedish too where the clinic has no text in it.
    """

    case: int
    name: str
    block: AddressBlock
    code: str
    name_key: str = ""
    postcode: str = ""
    visit_on: date | None = None
    visit_at: time | None = None
    language: str = ""


@unique
class LetterOrder(StrEnum):
    """The order of the printed pile: as the list stands, by place as post sorts it, or by name."""

    GIVEN = "given"
    POSTCODE = "postcode"
    NAME = "name"


def in_order(letters: Iterable[Letter], order: LetterOrder) -> tuple[Letter, ...]:
    """Letters in the order that a person chose. Letters abroad, without a Swedish postcode, stand after the others."""
    match order:
        case LetterOrder.GIVEN:
            return tuple(letters)
        case LetterOrder.NAME:
            return tuple(sorted(letters, key=lambda letter: (letter.name_key, letter.case)))
        case LetterOrder.POSTCODE:
            return tuple(sorted(letters, key=lambda one: (not one.postcode, one.postcode, one.name_key, one.case)))
        case _:
            assert_never(order)


@unique
class HoldReason(StrEnum):
    """Why a letter stays. The order is that of telling: the first rule is the weightiest."""

    PROTECTED = "protected"
    DECEASED = "deceased"
    EXCLUDED = "excluded"
    SAID_NO = "said_no"
    FINISHED = "finished"
    POSTED = "posted"
    NOT_DUE = "not_due"
    NOT_LATE = "not_late"
    NO_TIME = "no_time"
    ADDRESS = "address"
    GLYPH = "glyph"
    TOO_WIDE = "too_wide"
    TOO_TALL = "too_tall"
    NOT_FORWARDED = "not_forwarded"
    OTHER_MANUAL = "other_manual"
    NO_MANUAL = "no_manual"


@dataclass(frozen=True, slots=True)
class LetterHold:
    """A reason and what it is about: faults of the address, characters without glyph, lines that are too wide."""

    reason: HoldReason
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fit:
    """The outcome of measuring an address block against the window."""

    too_wide: tuple[str, ...] = ()
    too_tall: bool = False

    @property
    def fits(self) -> bool:
        return not self.too_wide and not self.too_tall


@dataclass(frozen=True, slots=True)
class LetterReady:
    """A letter that can be printed."""

    letter: Letter


@dataclass(frozen=True, slots=True)
class LetterHeld:
    """A case that gets no letter now, with every reason that a person can act on."""

    case: int
    reasons: tuple[LetterHold, ...]


Verdict = LetterReady | LetterHeld


@dataclass(frozen=True, slots=True)
class MailingPlan:
    """The letters of a batch and those held back, each in the order given."""

    ready: tuple[Letter, ...]
    held_back: tuple[LetterHeld, ...]


def plan_mailing(
    candidates: Iterable[LetterCandidate],
    *,
    can_print: Callable[[str], frozenset[str]],
    fits: Callable[[AddressBlock], Fit],
    again: bool = False,
) -> MailingPlan:
    """Sort candidates into letters and held-back cases.

    `can_print` gives the characters of a text that the letters' font lacks. `fits` measures a block against the
    envelope's window. `again` prints anew what has been posted or is no longer due; nothing else is lifted by it.
    """
    ready: list[Letter] = []
    held: list[LetterHeld] = []
    for candidate in candidates:
        verdict = judge(candidate, can_print=can_print, fits=fits, again=again)
        match verdict:
            case LetterReady(letter):
                ready.append(letter)
            case LetterHeld():
                held.append(verdict)
            case _:
                assert_never(verdict)
    return MailingPlan(tuple(ready), tuple(held))


def judge(
    candidate: LetterCandidate,
    *,
    can_print: Callable[[str], frozenset[str]],
    fits: Callable[[AddressBlock], Fit],
    again: bool = False,
) -> Verdict:
    """One candidate's letter, or all that stands in its way. A person who must not be written to is not measured."""
    stops = tuple(barred(candidate, again=again))
    if stops:
        return LetterHeld(candidate.case, stops)
    address = PostalAddress(candidate.details.name, candidate.details.address)
    if not address.valid:
        return LetterHeld(candidate.case, (LetterHold(HoldReason.ADDRESS, address.faults),))
    missing = can_print("".join(address.block.lines))
    if missing:
        return LetterHeld(candidate.case, (LetterHold(HoldReason.GLYPH, tuple(sorted(missing))),))
    name = " ".join(candidate.details.name.display.split())
    shortest = address.block
    for block in address.blocks():
        if fits(block).fits:
            key = sort_key(candidate.details.name.family, candidate.details.name.given)
            postcode = address.postcode if address.domestic else ""
            visit = (candidate.visit_on, candidate.visit_at)
            return LetterReady(
                Letter(candidate.case, name, block, candidate.code, key, postcode, *visit, candidate.language)
            )
        if Shortening.NAME_ON_TWO_LINES not in block.shortened:
            shortest = block
    return LetterHeld(candidate.case, tuple(_misfits(fits(shortest))))


def barred(candidate: LetterCandidate, *, again: bool) -> Iterable[LetterHold]:
    """Why nobody may write to this case now, whatever its address; nothing if somebody may."""
    told = list(HoldReason)
    holds = [LetterHold(reason) for reason in sorted(candidate.no_contact, key=told.index)]
    if candidate.posted and not again:
        holds.append(LetterHold(HoldReason.POSTED))
    if holds:
        return holds
    if candidate.finished:
        return [LetterHold(HoldReason.FINISHED)]
    if candidate.kind is LetterKind.TIME and candidate.visit_on is None:
        return [LetterHold(HoldReason.NO_TIME)]
    if not candidate.due and not again:
        return [LetterHold(_NOT_DUE[candidate.kind])]
    return []


_NOT_DUE = {
    LetterKind.INVITATION: HoldReason.NOT_DUE,
    LetterKind.REMINDER: HoldReason.NOT_LATE,
    LetterKind.TIME: HoldReason.NO_TIME,
}


def _misfits(fit: Fit) -> Iterable[LetterHold]:
    if fit.too_wide:
        yield LetterHold(HoldReason.TOO_WIDE, fit.too_wide)
    if fit.too_tall:
        yield LetterHold(HoldReason.TOO_TALL)
