"""Letters to people with protected identity: one at a time, sealed, through Skatteverket.

The clinic neither has nor needs the address. The inner envelope carries name and number, because Skatteverket finds
the person by them; this is the only letter that may hold a number. A reserve number is unknown to Skatteverket, so
such a letter cannot be forwarded. (domain-facts section 2, Letters)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time

from rhs_desktop.domain.letters.letter_plan import HoldReason, LetterCandidate, LetterHeld, LetterHold, barred
from rhs_desktop.domain.people.personal_number import IdentityKind


@dataclass(frozen=True, slots=True)
class ProtectedLetter:
    """One letter to be forwarded. Name and number stay out of logs: they are not in its repr."""

    case: int
    code: str
    name: str = field(repr=False)
    number: str = field(repr=False)
    visit_on: date | None = None
    visit_at: time | None = None
    language: str = ""


def judge_protected(
    candidate: LetterCandidate, *, can_print: Callable[[str], frozenset[str]], again: bool = False
) -> ProtectedLetter | LetterHeld:
    """The letter, or why there is none. Raises ValueError for someone whose identity is not protected."""
    details = candidate.details
    if not details.protected:
        raise ValueError("the ordinary mailing is for this case")
    name = " ".join(details.name.display.split())
    holds = list(barred(candidate, again=again))
    if details.identity.kind is IdentityKind.RESERVE:
        holds.append(LetterHold(HoldReason.NOT_FORWARDED))
    if missing := can_print(name):
        holds.append(LetterHold(HoldReason.GLYPH, tuple(sorted(missing))))
    if holds:
        return LetterHeld(candidate.case, tuple(holds))
    visit = (candidate.visit_on, candidate.visit_at)
    return ProtectedLetter(candidate.case, candidate.code, name, details.identity.dashed, *visit, candidate.language)
