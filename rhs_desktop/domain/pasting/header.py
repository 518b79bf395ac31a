"""The headings of a pasted table: on one line, or each on a line of its own."""

from __future__ import annotations

from dataclasses import dataclass

from rhs_desktop.domain.pasting.clip import Clip
from rhs_desktop.domain.pasting.tokens import Token, TokenKind, clean
from rhs_desktop.domain.pasting.vocabulary import PastedColumn, Vocabulary

Line = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """Where the headings stand: on one line, or one on each of several. `end` is the line after them."""

    columns: tuple[PastedColumn, ...] = ()
    headings: tuple[str, ...] = ()
    end: int = 0
    stacked: bool = False


_FEWEST_HEADINGS = 2


def find_header(clip: Clip, lines: list[Line], words: Vocabulary) -> Header:
    """The first headings that name a column of numbers, before the first number."""
    for number, (cells, line) in enumerate(zip(clip.lines, lines, strict=True)):
        if any(token.kind is TokenKind.IDENTITY for token in line):
            break
        named = [words.column(clean(cell)) if clean(cell) else None for cell in cells]
        if PastedColumn.IDENTITY in named and sum(1 for one in named if one) >= _FEWEST_HEADINGS:
            columns = tuple(one or PastedColumn.OTHER for one in named)
            return Header(columns, tuple(map(clean, cells)), number + 1)
    return _find_stacked_header(clip, lines, words)


def _find_stacked_header(clip: Clip, lines: list[Line], words: Vocabulary) -> Header:
    run: list[tuple[PastedColumn, str]] = []
    for number, (cells, line) in enumerate(zip(clip.lines, lines, strict=True)):
        said = [cell for cell in map(clean, cells) if cell]
        if not said:
            continue
        told = len(said) > 1 or any(token.kind is TokenKind.NOTICE for token in line)
        column = None if told else words.column(said[0])
        if column is not None and any(column is known for known, _ in run if known is not PastedColumn.OTHER):
            run = run[1 + next(i for i, (known, _) in enumerate(run) if known is column) :]
        if column is not None:
            run.append((column, said[0]))
            continue
        if len(run) > _FEWEST_HEADINGS and PastedColumn.IDENTITY in (known for known, _ in run):
            return Header(tuple(c for c, _ in run), tuple(text for _, text in run), number, stacked=True)
        run = []
        if any(token.kind is TokenKind.IDENTITY for token in line):
            break
    return Header()
