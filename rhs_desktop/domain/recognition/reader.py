"""Recognises in a text of a list, a pasted table or a note what stops contact: protected, dead, not to be contacted,
not listed here. What is denied, about somebody else, or limited in time or way says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rhs_desktop.domain.recognition import words as known
from rhs_desktop.domain.recognition.patterns import (
    CERTAIN,
    DENIED_AFTER,
    DENIED_BEFORE,
    DOUBTFUL,
    LIMITED,
    LIMITED_WITHIN,
    TWO_BANS,
    UNSURE,
)
from rhs_desktop.domain.recognition.words import RELATIVES, REPORTS, Kind, Words

__all__ = ["Kind", "PersonRemark", "recognise"]


@dataclass(frozen=True, slots=True)
class PersonRemark:
    """One thing that a text says; `certain` is false where it may be meant otherwise or is told by somebody."""

    kind: Kind
    certain: bool


_DATE = re.compile(
    r"\b(?:19|20)?\d\d-\d\d-\d\d\b|\b(?:19|20)\d{6}\b|\b\d{6}\b"
    r"|\b\d{1,2}/\d{1,2}(?:[ -](?:19|20)?\d\d)?\b|\b(?:19|20)\d\d\b"
)
_TOKEN = re.compile(r"\w+|[†✝✞+?]|[,;!()\[\]\n]|[.:]|[-–—](?=\s)|[/|]")
_WORD = re.compile(r"\w+|[†✝✞]|\+(?=\s*\d)")
_BOUNDARY = frozenset(",;!()[]\n/|-–—")
_ABBREVIATED = "skydd sekr avl pers uppg personuppg folkbokf fbf ident id adr mark pat ev kl ej tel nr t o m"
_ABBREVIATIONS = frozenset(_ABBREVIATED.split())
_ANSWERS = frozenset(("ja", "nej", "j", "n", "x", "0"))
_SPACED = re.compile(r"(?<!\w)(?:\w[ .\-_*]){4,}\w(?!\w)")
_LEAST_SPACED = 9
_WORDS = Words()


_BITS = {
    Kind.PROTECTED: known.PROTECTED,
    Kind.DECEASED: known.DECEASED,
    Kind.NO_CONTACT: known.NO_CONTACT,
    Kind.NOT_LISTED: known.NOT_LISTED,
}


@lru_cache(maxsize=4096)
def recognise(text: str) -> tuple[PersonRemark, ...]:
    """What a note says of the person, each kind once; the certain reading counts over the doubtful one."""
    folded = text.casefold()
    possible = 0
    for word in _WORD.findall(folded):
        possible |= _WORDS[word][1]
    if not possible:
        if len(folded) < _LEAST_SPACED or not (spaced := _SPACED.search(folded)):
            return ()
        return recognise(folded.replace(spaced.group(), re.sub(r"[\W_]", "", spaced.group())))
    found: dict[Kind, bool] = {}
    clauses = _clauses(folded)
    for kind, bit in _BITS.items():
        if not possible & bit:
            continue
        said = [_said(kind, clause, clauses[place - 1] if place else "") for place, clause in enumerate(clauses)]
        if kind is Kind.NO_CONTACT and TWO_BANS.search(" ".join(clauses)):
            said.append(True)
        if any(one is not None for one in said):
            found[kind] = any(said)
    return tuple(PersonRemark(kind, certain) for kind, certain in found.items())


def _clauses(folded: str) -> list[str]:
    """The clauses of a text, of the words that are meant; dates are `#`."""
    clauses: list[list[str]] = [[]]
    tokens = _TOKEN.findall(_DATE.sub(" 0 ", folded))
    for place, token in enumerate(tokens):
        if token in _BOUNDARY or (token == ":" and not _answered(tokens[place + 1 : place + 3])):
            clauses.append([])
        elif token == ".":
            if not (clauses[-1] and clauses[-1][-1] in _ABBREVIATIONS):
                clauses.append([])
        elif token != ":":
            clauses[-1].append("#" if token == "0" else _WORDS[token][0])
    return [" ".join(words) for words in clauses if words]


def _answered(following: list[str]) -> bool:
    """Whether what follows a colon answers the question before it."""
    first, *second = following or ("",)
    return first in _ANSWERS or (first in ("ej", "inte") and (not second or second[0] in _BOUNDARY or second[0] == "."))


def _said(kind: Kind, clause: str, before: str) -> bool | None:
    """Whether a clause says it for certain; None if it does not say it."""
    match = CERTAIN[kind].search(clause)
    certain = match is not None
    if match is None:
        match = DOUBTFUL[kind].search(clause)
    if match is None:
        return None
    head, tail = clause[: match.start()], clause[match.end() :]
    if DENIED_BEFORE.search(head) or DENIED_AFTER.search(tail.strip()):
        return None
    if kind is Kind.NO_CONTACT and (LIMITED.search(tail) or LIMITED_WITHIN.search(clause)):
        return None
    about = _about_another(clause, before, kind)
    if about is None:
        return None
    return certain and about and not UNSURE.search(clause)


def _about_another(clause: str, before: str, kind: Kind) -> bool | None:
    """True if the clause is about the person, False if somebody tells it or it may be, None if it is about another."""
    words = clause.split()
    related = any(word in RELATIVES or word.startswith("svär") for word in words)
    told = any(word in REPORTS for word in words)
    told_before = any(word in REPORTS for word in before.split()) and any(word in RELATIVES for word in before.split())
    if not related:
        return not told_before
    if told or told_before or kind is Kind.PROTECTED:
        return False
    return None
