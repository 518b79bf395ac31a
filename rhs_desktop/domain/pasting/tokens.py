"""What the parts of a pasted cell are: a personnummer, a moment, a status, a notice, or merely text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from rhs_desktop.domain.codes import RecipientOutcome
from rhs_desktop.domain.errors import IdentityRefused
from rhs_desktop.domain.manuals.portal_1177 import PortalStatus
from rhs_desktop.domain.pasting.vocabulary import Vocabulary
from rhs_desktop.domain.people.personal_number import PersonalNumber, parse


class TokenKind(StrEnum):
    """The kinds that a table's structure is read from."""

    IDENTITY = "identity"
    MOMENT = "moment"
    TYPE = "type"
    STATUS = "status"
    NOTICE = "notice"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class ListedMoment:
    """A day as 1177 writes it, and the time where it stands beside it."""

    on: date
    at: time | None = None

    def __str__(self) -> str:
        return f"{self.on.isoformat()} {self.at:%H:%M}" if self.at else self.on.isoformat()

    @property
    def key(self) -> datetime:
        return datetime.combine(self.on, self.at or time.min)


@dataclass(frozen=True, slots=True)
class MalformedNumber:
    """Meant as a personnummer, but refused; `code` is that of IdentityRefused."""

    code: str


Value = PersonalNumber | MalformedNumber | ListedMoment | PortalStatus | RecipientOutcome | None


@dataclass(frozen=True, slots=True)
class Token:
    """One thing that a cell says. `column` is the place of its cell in the line."""

    kind: TokenKind
    text: str
    value: Value = None
    column: int = 0


_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"))
_MOMENT = re.compile(
    r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?!-?\d)(?:[T,]?\s*(?:kl\.?\s*)?(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?(?!\d))?",
    re.ASCII | re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w-])(?:\d{2}\s?)?\d{2}\s?-?\d{2}-?\d{2}(?:\s?[-+]\s?(?:\d{4}|[xX*•]{4})|\s?\d{4})(?!\d)(?![\w-]*\w)",
    re.ASCII,
)
_ENOUGH_DIGITS = re.compile(r"(?:\D*\d){6}", re.ASCII)
_MOST_CELL = 2_000


def clean(cell: str) -> str:
    """The cell on one line, without odd spaces and invisible characters."""
    return " ".join(cell.translate(_INVISIBLE).split())


def read_cell(cell: str, words: Vocabulary, today: date, column: int = 0) -> tuple[Token, ...]:
    """What stands in a cell, in its order. A cell of nothing gives nothing; what is not understood is text."""
    text = clean(cell)[:_MOST_CELL]
    if not text:
        return ()
    whole = _whole(text, words, today)
    if whole is not None:
        kind, value = whole
        return (Token(kind, text, value, column),)
    return _parts(text, words, today, column)


def _whole(text: str, words: Vocabulary, today: date) -> tuple[TokenKind, Value] | None:
    status = words.status(text)
    if status is not None:
        return TokenKind.STATUS, status
    if words.is_type(text):
        return TokenKind.TYPE, None
    outcome = words.notice(text)
    if outcome is not None and not _NUMBER.search(text.translate(_DASHES)):
        return TokenKind.NOTICE, outcome
    if not _ENOUGH_DIGITS.match(text) or _MOMENT.match(text.translate(_DASHES)):
        return None
    try:
        return TokenKind.IDENTITY, parse(text, today)
    except IdentityRefused:
        return None


def _parts(text: str, words: Vocabulary, today: date, column: int) -> tuple[Token, ...]:
    """The tokens of a cell that says several things, as when a line came without its separators."""
    plain = text.translate(_DASHES)
    found: list[tuple[int, int, Token]] = []
    for match in _MOMENT.finditer(plain):
        moment = _moment(match)
        if moment is not None:
            found.append((*match.span(), Token(TokenKind.MOMENT, match.group(), moment, column)))
    found += [
        (*match.span(), Token(TokenKind.IDENTITY, match.group(), _identity(match.group(), today), column))
        for match in _NUMBER.finditer(_blanked(plain, found))
    ]
    for match in words.within.finditer(_blanked(plain, found)):
        status = words.status(match.group())
        kind = TokenKind.STATUS if status else TokenKind.TYPE
        found.append((*match.span(), Token(kind, match.group(), status, column)))
    if not found:
        return (Token(TokenKind.TEXT, text, None, column),)
    return tuple(_with_rest(text, plain, sorted(found, key=lambda part: part[0]), words, column))


def _with_rest(
    text: str, plain: str, found: list[tuple[int, int, Token]], words: Vocabulary, column: int
) -> list[Token]:
    tokens: list[Token] = []
    numbered = any(token.kind is TokenKind.IDENTITY for _, _, token in found)
    outcome = words.notice(text) if numbered else None
    if outcome is not None:
        return [*(token for _, _, token in found), Token(TokenKind.NOTICE, text, outcome, column)]
    end = 0
    for start, stop, token in [*found, (len(plain), len(plain), None)]:
        tokens += _rest(text[end:start].strip(" ,;|:"), words, column, numbered)
        if token is not None:
            tokens.append(token)
        end = stop
    return tokens


def _rest(text: str, words: Vocabulary, column: int, numbered: bool) -> list[Token]:
    """What stands between the tokens found; beside a personnummer a notice may follow a name without any separator."""
    if not text:
        return []
    said = words.notice(text)
    if said is not None:
        return [Token(TokenKind.NOTICE, text, said, column)]
    named = list(words.notice_within.finditer(text)) if numbered else []
    outcomes = {words.notice(match.group()) for match in named}
    if len(outcomes) != 1:
        return [Token(TokenKind.TEXT, text, None, column)]
    before = text[: named[0].start()].strip(" ,;|:")
    told = [Token(TokenKind.TEXT, before, None, column)] if before else []
    return [*told, Token(TokenKind.NOTICE, text[named[0].start() :], outcomes.pop(), column)]


def _blanked(text: str, found: list[tuple[int, int, Token]]) -> str:
    """The text with what is found already made into signs that belong to nothing."""
    for start, stop, _ in found:
        text = f"{text[:start]}{'|' * (stop - start)}{text[stop:]}"
    return text


def _moment(match: re.Match[str]) -> ListedMoment | None:
    year, month, day, hour, minute = match.groups()
    try:
        return ListedMoment(date(int(year), int(month), int(day)), time(int(hour), int(minute)) if hour else None)
    except ValueError:
        return None


def _identity(text: str, today: date) -> PersonalNumber | MalformedNumber:
    try:
        return parse(text, today)
    except IdentityRefused as refused:
        return MalformedNumber(refused.code)


def is_weak(token: Token) -> bool:
    """Digits without a hyphen and a century, which may as well be a telephone number."""
    bare = token.text.replace(" ", "")
    return token.kind is TokenKind.IDENTITY and bare.isdigit() and len(bare) <= 10
