"""What stands of a person: the lines of person_facts added up in the order of entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import assert_never

from rhs_desktop.domain.codes import Eligibility
from rhs_desktop.domain.person.facts import STOPS, FactKind, FactSource, PersonFact, RecordedFact, Standing


class RestReason(StrEnum):
    """Why a case waits for another round of the same person."""

    SAID_NO = "said_no"
    HAD_TALK = "had_talk"
    OPEN_ELSEWHERE = "open_elsewhere"


@dataclass(frozen=True, slots=True)
class Rest:
    """What another round of the person says: nobody is contacted from `since` until, not including, `until`.

    A round that is open elsewhere holds without an end; `until` is then the last day of its own outlook.
    """

    because: RestReason
    since: date
    until: date

    def holds_on(self, day: date) -> bool:
        """Whether the case rests on that day."""
        return self.because is RestReason.OPEN_ELSEWHERE or day < self.until


@dataclass(frozen=True, slots=True)
class Person:
    """What stands of a person.

    `facts` are said or confirmed, those that stop contact first. `check`: the last check in Cosmic, None where what it
    found has been lifted since; `checked_before`: whether anybody has ever looked. `rests`: what the person's other
    rounds say.
    """

    facts: tuple[PersonFact, ...] = ()
    check: PersonFact | None = None
    checked_before: bool = False
    rests: tuple[Rest, ...] = ()

    def fact(self, kind: FactKind, about: str = "") -> PersonFact | None:
        """The line that stands."""
        return next((one for one in self.facts if one.kind is kind and one.about == about), None)

    def standing(self, kind: FactKind, about: str = "") -> Standing | None:
        """Whether it is said or confirmed; None where it is neither."""
        found = self.fact(kind, about)
        return found.standing if found else None

    def to_look_at(self, day: date) -> tuple[PersonFact, ...]:
        """The stopping facts that nobody has looked at, or that are to be decided anew, the strongest first."""
        return tuple(one for one in self.facts if one.kind in STOPS and is_open(one, day))


NOBODY = Person()
"""Of whom nothing is known but what the case says."""


def is_open(fact: PersonFact, day: date) -> bool:
    """Whether somebody has to look at it, or to decide anew, on that day."""
    return fact.standing is Standing.SAID or (fact.until is not None and day >= fact.until)


def fold_facts(lines: Iterable[RecordedFact]) -> Person:
    """What the lines add up to, in the order of entry; those withdrawn do not count."""
    ordered = sorted(lines, key=lambda line: line.id)
    if not ordered:
        return NOBODY
    gone = withdrawn_lines(ordered)
    standing: dict[tuple[FactKind, str], PersonFact] = {}
    check: PersonFact | None = None
    checked_before = False
    for line in ordered:
        fact = line.fact
        key = (fact.kind, "" if fact.kind in _ONE else fact.about)
        if line.id in gone or fact.kind is FactKind.WITHDRAWN:
            continue
        if fact.kind is FactKind.CHECKED:
            check, checked_before = fact, True
            _settle(standing, fact)
            continue
        match fact.standing:
            case Standing.LIFTED:
                standing.pop(key, None)
                if check is not None and check.about == fact.kind.value:
                    check = None
            case Standing.CONFIRMED:
                standing[key] = fact
            case Standing.SAID:
                known = standing.get(key)
                if known is None or is_open(known, fact.on):
                    standing[key] = fact
            case _ as unreachable:
                assert_never(unreachable)
    facts = sorted(standing.values(), key=lambda one: _ORDER.index(one.kind))
    return Person(tuple(facts), check, checked_before)


_ORDER = (*STOPS, *(kind for kind in FactKind if kind not in STOPS))
_ONE = frozenset({FactKind.INTERPRETER, FactKind.CONTACT_PERSON, FactKind.LETTER_LANGUAGE})
"""Of which a person has one; a newer line replaces it, whatever it is about."""


def _settle(standing: dict[tuple[FactKind, str], PersonFact], check: PersonFact) -> None:
    """A check settles death and listing, and nothing else."""
    for kind in STOPS:
        if kind.settled_by_check:
            standing.pop((kind, ""), None)
    match Eligibility(check.about):
        case Eligibility.DECEASED:
            standing[FactKind.DECEASED, ""] = _found(check, FactKind.DECEASED)
        case Eligibility.NOT_LISTED:
            standing[FactKind.NOT_LISTED, ""] = _found(check, FactKind.NOT_LISTED)
        case Eligibility.LISTED_ALIVE | Eligibility.OTHER:
            pass
        case _ as unreachable:
            assert_never(unreachable)


def _found(check: PersonFact, kind: FactKind) -> PersonFact:
    return PersonFact(
        kind, Standing.CONFIRMED, check.on, check.source, ref=check.ref, text=check.text, reason=check.reason
    )


def withdrawn_lines(lines: Iterable[RecordedFact]) -> dict[int, int]:
    """The lines that a standing withdrawal takes back, each with that withdrawal; the latest is judged first."""
    gone: dict[int, int] = {}
    for line in sorted(lines, key=lambda one: one.id, reverse=True):
        if line.fact.kind is FactKind.WITHDRAWN and line.id not in gone:
            gone[int(line.fact.about)] = line.id
    return gone


def checked(result: Eligibility, on: date, source: FactSource = FactSource.COSMIC, reason: str = "") -> PersonFact:
    """The line of a check in Cosmic (manual 000, step 2)."""
    return PersonFact(FactKind.CHECKED, Standing.CONFIRMED, on, source, about=result.value, reason=reason)


def tells(person: Person, fact: PersonFact) -> bool:
    """Whether the line says anything new: what is said again, or is confirmed already, need not be kept."""
    if fact.kind in (FactKind.CHECKED, FactKind.WITHDRAWN):
        return True
    known = person.fact(fact.kind, fact.about)
    match fact.standing:
        case Standing.LIFTED:
            return known is not None
        case Standing.CONFIRMED:
            same = known is not None and known.standing is Standing.CONFIRMED
            return not same or (
                known is not None and (known.until, known.about, known.text) != (fact.until, fact.about, fact.text)
            )
        case Standing.SAID:
            return known is None
        case _ as unreachable:
            assert_never(unreachable)
