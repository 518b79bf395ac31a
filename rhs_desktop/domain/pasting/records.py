"""From the lines of a clip to records: one for each person that a row speaks of.

Two forms are known. Rows: a line holds a person's number and what is said of it. Stacked: each cell has a line of its
own (`stacked`). Of both readings the one counts that makes more whole records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rhs_desktop.domain.codes import RecipientOutcome
from rhs_desktop.domain.manuals.portal_1177 import PortalStatus
from rhs_desktop.domain.pasting.clip import Clip
from rhs_desktop.domain.pasting.header import Header, Line, find_header
from rhs_desktop.domain.pasting.one_cell_a_line import Group, stack
from rhs_desktop.domain.pasting.tokens import ListedMoment, MalformedNumber, Token, TokenKind, clean, is_weak, read_cell
from rhs_desktop.domain.pasting.vocabulary import PastedColumn, Vocabulary
from rhs_desktop.domain.people.personal_number import PersonalNumber


@dataclass(frozen=True, slots=True)
class Record:
    """All that is said of one person at one place of a clip. `line` counts from 1; `text` is how it stood there.

    `created` and `updated` as the headings say, or else as moments are told apart by their order in time.
    `statuses` and `outcomes` hold everything said; more than one thing is a contradiction. `status_text` is what
    stands in the column Status where that is no status we know. `cells` are those of the row under `headings`, empty
    where it cannot be told which belongs to which.
    """

    line: int
    text: str
    identity: PersonalNumber | MalformedNumber | None = None
    statuses: frozenset[PortalStatus] = frozenset()
    outcomes: frozenset[RecipientOutcome] = frozenset()
    status_text: str = ""
    case_type: str = ""
    name: str = ""
    created: ListedMoment | None = None
    updated: ListedMoment | None = None
    texts: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a clip. `columns` as the headings name them, empty without headings.

    `ambiguous`: the cells stand one a line, and it cannot be told which belong together.
    """

    rows: tuple[Record, ...]
    columns: tuple[PastedColumn, ...] = ()
    headings: tuple[str, ...] = ()
    ambiguous: bool = False


def read_records(clip: Clip, words: Vocabulary, today: date) -> Records:
    """The records of a clip in the order in which they stand. Lines that speak of nobody are no records."""
    lines = _strengthen([_read_line(cells, words, today) for cells in clip.lines])
    header = find_header(clip, lines, words)
    in_rows = _in_rows(clip, lines, header)
    told = sum(map(_whole, in_rows))
    if told < max(1, len(in_rows)):
        stacked = stack(lines, header, words)
        found = [_stacked_record(group, header) for group in stacked.groups]
        if sum(map(_whole, found)) > told:
            return Records(tuple(found), header.columns, header.headings, stacked.ambiguous)
    return Records(tuple(in_rows), header.columns, header.headings)


def _read_line(cells: Sequence[str], words: Vocabulary, today: date) -> Line:
    return tuple(token for column, cell in enumerate(cells) if cell for token in read_cell(cell, words, today, column))


def _strengthen(lines: list[Line]) -> list[Line]:
    """Ten bare digits are telephone numbers where full numbers stand, and where none of them is a person's."""
    numbers = [token for line in lines for token in line if token.kind is TokenKind.IDENTITY]
    weak = [token for token in numbers if is_weak(token)]
    if len(weak) == len(numbers) and any(isinstance(token.value, PersonalNumber) for token in weak):
        return lines
    return [
        tuple(Token(TokenKind.TEXT, token.text, None, token.column) if is_weak(token) else token for token in line)
        for line in lines
    ]


def _stacked_record(group: Group, header: Header) -> Record:
    texts = tuple(token.text for token in group.tokens)
    found = _record(group.line, " · ".join(texts), list(group.tokens), header.columns if header.stacked else ())
    return replace(found, cells=texts) if len(texts) == len(header.headings) else found


def _in_rows(clip: Clip, lines: list[Line], header: Header) -> list[Record]:
    records: list[Record] = []
    carried: Token | None = None
    for number, (cells, line) in enumerate(zip(clip.lines, lines, strict=True)):
        numbers = [token for token in line if token.kind is TokenKind.IDENTITY]
        notices = [token for token in line if token.kind is TokenKind.NOTICE]
        if not numbers:
            announces = len(notices) == 1 and notices[0].text.endswith(":")
            if line:
                carried = notices[0] if announces else None
            if {TokenKind.MOMENT, TokenKind.STATUS} <= {token.kind for token in line}:
                records.append(_record(number + 1, _shown(cells), list(line), _columns(header, cells)))
            continue
        shared = [token for token in line if token.kind is not TokenKind.IDENTITY]
        if carried is not None and not notices:
            shared.append(carried)
        columns = _columns(header, cells)
        found = [_record(number + 1, _shown(cells), [one, *shared], columns) for one in numbers]
        told = tuple(map(clean, cells)) if columns and len(numbers) == 1 else ()
        records += [replace(one, cells=told) for one in found] if told else found
    return records


def _columns(header: Header, cells: Sequence[str]) -> tuple[PastedColumn, ...]:
    """The meaning of a line's cells, where it has as many as there are headings."""
    return header.columns if not header.stacked and len(cells) == len(header.columns) else ()


def _shown(cells: Sequence[str]) -> str:
    return " · ".join(cell for cell in map(clean, cells) if cell)


def _whole(record: Record) -> bool:
    """Whether a record says something of somebody."""
    return record.identity is not None and bool(record.statuses or record.outcomes or record.status_text)


def _record(line: int, shown: str, tokens: list[Token], columns: Sequence[PastedColumn]) -> Record:
    """One record of tokens; `columns` gives what the headings say of each token's `column`."""

    def meant(token: Token) -> PastedColumn | None:
        return columns[token.column] if token.column < len(columns) else None

    numbers = [token for token in tokens if token.kind is TokenKind.IDENTITY]
    texts = [token for token in tokens if token.kind is TokenKind.TEXT]
    notices = [token for token in tokens if token.kind is TokenKind.NOTICE]
    if PastedColumn.NOTICES in columns:
        notices = [token for token in notices if meant(token) is PastedColumn.NOTICES] or notices
    statuses = frozenset(t.value for t in tokens if t.kind is TokenKind.STATUS and isinstance(t.value, PortalStatus))
    odd = " ".join(token.text for token in texts if meant(token) is PastedColumn.STATUS)
    case_type = next((t.text for t in tokens if t.kind is TokenKind.TYPE), "")
    created, updated = _moments([(meant(t), t.value) for t in tokens if isinstance(t.value, ListedMoment)])
    identity = numbers[0].value if numbers else None
    return Record(
        line,
        shown,
        identity if isinstance(identity, PersonalNumber | MalformedNumber) else None,
        statuses,
        frozenset(t.value for t in notices if isinstance(t.value, RecipientOutcome)),
        "" if statuses else odd,
        case_type or " ".join(token.text for token in texts if meant(token) is PastedColumn.TYPE),
        _name(texts, columns),
        created,
        updated,
        tuple(token.text for token in texts),
    )


def _name(texts: list[Token], columns: Sequence[PastedColumn]) -> str:
    if PastedColumn.NAME in columns:
        return " ".join(t.text for t in texts if t.column < len(columns) and columns[t.column] is PastedColumn.NAME)
    named = [token.text for token in texts if not columns]
    return named[0] if len(named) == 1 else ""


def _moments(found: list[tuple[PastedColumn | None, ListedMoment]]) -> tuple[ListedMoment | None, ListedMoment | None]:
    """When the case was created and when it last changed. Of two moments the later is the change, whatever the heading.

    A single one without a heading is the day of creation, as in the layout that shows only one.
    """
    if not found:
        return None, None
    if len(found) == 1:
        column, moment = found[0]
        return (None, moment) if column is PastedColumn.UPDATED else (moment, None)
    moments = sorted((moment for _, moment in found), key=lambda moment: moment.key)
    return moments[0], moments[-1]
