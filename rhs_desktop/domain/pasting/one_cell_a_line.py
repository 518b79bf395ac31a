"""Records whose cells stand one a line: which of them belong together.

The kinds of cells come round in a fixed order, that of the headings or, without headings, the one that makes the most
whole records. Where two orders make as many and disagree about who is what, nothing is decided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import permutations

from rhs_desktop.domain.pasting.header import Header, Line
from rhs_desktop.domain.pasting.tokens import Token, TokenKind
from rhs_desktop.domain.pasting.vocabulary import PastedColumn, Vocabulary


@dataclass(frozen=True, slots=True)
class Group:
    """The cells of one record; `line` is where the first of them stands, from 1."""

    line: int
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Stacked:
    """The records found. `ambiguous`: they could as well be cut otherwise, with another meaning."""

    groups: tuple[Group, ...] = ()
    ambiguous: bool = False


_Placed = tuple[int, Token]
_Slot = frozenset[TokenKind]
_SLOTS: dict[PastedColumn, _Slot] = {
    PastedColumn.UPDATED: frozenset({TokenKind.MOMENT}),
    PastedColumn.CREATED: frozenset({TokenKind.MOMENT}),
    PastedColumn.TYPE: frozenset({TokenKind.TYPE, TokenKind.TEXT}),
    PastedColumn.IDENTITY: frozenset({TokenKind.IDENTITY}),
    PastedColumn.NAME: frozenset({TokenKind.TEXT}),
    PastedColumn.STATUS: frozenset({TokenKind.STATUS, TokenKind.TEXT}),
    PastedColumn.NOTICES: frozenset({TokenKind.NOTICE, TokenKind.TEXT}),
    PastedColumn.OTHER: frozenset({TokenKind.TEXT}),
}
_SAYS_SOMETHING = frozenset({TokenKind.STATUS, TokenKind.NOTICE})
_MOST_WRAPPED = 3


def stack(lines: Sequence[Line], header: Header, words: Vocabulary) -> Stacked:
    """Cut the cells below the headings into records."""
    placed = [(number, token) for number, line in enumerate(lines, start=1) for token in line if number > header.end]
    placed = _unwrapped(placed, words)
    if header.stacked:
        slots = [_SLOTS[column] for column in header.columns]
        return Stacked(tuple(_numbered(_cut(placed, slots))))
    return _best(placed)


def _unwrapped(placed: list[_Placed], words: Vocabulary) -> list[_Placed]:
    """Texts on following lines that make a status or a template's name only together are one cell."""
    out: list[_Placed] = []
    at = 0
    while at < len(placed):
        number, token = placed[at]
        step = 1
        for count in range(2, _MOST_WRAPPED + 1):
            parts = [one for _, one in placed[at : at + count]]
            if len(parts) < count or any(one.kind is not TokenKind.TEXT for one in parts):
                break
            joined = " ".join(one.text for one in parts)
            status = words.status(joined)
            if status is not None or words.is_type(joined):
                token = Token(TokenKind.STATUS if status else TokenKind.TYPE, joined, status, token.column)
                step = count
        out.append((number, token))
        at += step
    return out


@dataclass(slots=True)
class _Growing:
    line: int
    tokens: list[Token] = field(default_factory=list)
    slot: int = -1

    def whole(self, needed: frozenset[TokenKind]) -> bool:
        return needed <= {token.kind for token in self.tokens}


def _cut(placed: Sequence[_Placed], slots: Sequence[_Slot]) -> list[_Growing]:
    """Fill the slots in their order; what fits only an earlier slot begins the next record."""
    groups: list[_Growing] = []
    for line, token in placed:
        group = groups[-1] if groups else None
        at = _next(token.kind, slots, group.slot if group else -1)
        if at is None and group is not None and _continues(group, token):
            group.tokens.append(replace(token, column=group.slot))
            continue
        if at is None or group is None:
            at = _next(token.kind, slots, -1)
            if at is None or (token.kind is TokenKind.TEXT and not _begins_with_text(group, slots)):
                continue
            group = _Growing(line)
            groups.append(group)
        group.slot = at
        group.tokens.append(replace(token, column=at))
    return groups


def _next(kind: TokenKind, slots: Sequence[_Slot], after: int) -> int | None:
    return next((at for at in range(after + 1, len(slots)) if kind in slots[at]), None)


def _continues(group: _Growing, token: Token) -> bool:
    """Mobiltelefon and E-post may both be told of one person, on two lines."""
    return token.kind is TokenKind.NOTICE and group.tokens[-1].kind is TokenKind.NOTICE


def _begins_with_text(group: _Growing | None, slots: Sequence[_Slot]) -> bool:
    """A text begins a record only where the first column holds texts, and the record before it has its number."""
    return TokenKind.TEXT in slots[0] and (group is None or group.whole(frozenset({TokenKind.IDENTITY})))


def _numbered(groups: Sequence[_Growing]) -> Iterator[Group]:
    """Groups that speak of somebody, or that say something of nobody."""
    for group in groups:
        kinds = {token.kind for token in group.tokens}
        if TokenKind.IDENTITY in kinds or {TokenKind.MOMENT, TokenKind.STATUS} <= kinds:
            yield Group(group.line, tuple(group.tokens))


# ---- without headings


def _best(placed: list[_Placed]) -> Stacked:
    counts = Counter(token.kind for _, token in placed)
    people = counts[TokenKind.IDENTITY]
    often = [
        kind
        for kind in (TokenKind.STATUS, TokenKind.NOTICE, TokenKind.MOMENT, TokenKind.TYPE)
        if counts[kind] * 2 >= people > 0
    ]
    if not _SAYS_SOMETHING & set(often):
        return Stacked()
    needed = frozenset({TokenKind.IDENTITY, *often}) - {TokenKind.TYPE}
    pattern = [TokenKind.IDENTITY, *often]
    if counts[TokenKind.MOMENT] * 2 >= people * 3:
        pattern.append(TokenKind.MOMENT)
    typed = [(line, token) for line, token in placed if token.kind in pattern]
    readings: dict[tuple[int, int, bool], list[list[_Growing]]] = {}
    for order in sorted(set(permutations(pattern))):
        groups = _cut(typed, [frozenset({kind}) for kind in order])
        whole = sum(group.whole(needed) for group in groups)
        begins_the_clip = placed[0][1].kind is order[0]
        readings.setdefault((whole, whole - len(groups), begins_the_clip), []).append(groups)
    best = readings[max(readings)]
    cuts = {tuple(_said(group) for group in groups if group.whole(needed)) for groups in best}
    return Stacked(tuple(_numbered(best[0])), ambiguous=len(cuts) > 1)


def _said(group: _Growing) -> tuple[tuple[TokenKind, str], ...]:
    return tuple(sorted((token.kind, token.text) for token in group.tokens))
