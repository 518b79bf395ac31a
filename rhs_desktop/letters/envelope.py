"""Envelopes as data: where the window is, and which part of the sheet can be seen in it.

The measures of a profile are of the envelope seen from the front, in mm from its left and upper edge. The sheet lies
loose: it can slide by the slack, which is the envelope less the folded sheet.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, NoReturn

from rhs_desktop.domain.errors import LetterTrouble, LetterWithheld
from rhs_desktop.letters.measures import SHEET_HEIGHT, SHEET_WIDTH, Box

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Envelope:
    """One envelope profile, with the fine adjustment of the printer at hand.

    `window` is in the envelope's millimetres. `folds` are distances from the sheet's upper edge. `verified` is False
    while nobody has measured a real envelope; the program says so beside the name. `reply` is the key of the envelope
    for the answer that goes inside. `shift_right` and `shift_down` move everything that must meet the window, in mm, to
    make up for a printer that feeds askew. `sender` is the line above the address that tells post who sends; empty
    where it is printed on the envelope.
    """

    key: str
    name: str
    width: float
    height: float
    window: Box
    folds: tuple[float, ...]
    free_top: float
    free_lower_right: tuple[float, float]
    verified: bool
    reply: str
    note: str = ""
    shift_right: float = 0.0
    shift_down: float = 0.0
    sender: str = ""

    def adjusted(self, right: float, down: float) -> Envelope:
        """A copy for a printer whose output has to be moved, in mm."""
        return replace(self, shift_right=right, shift_down=down)

    def sent_by(self, sender: str) -> Envelope:
        """A copy with the sender's line in its window."""
        return replace(self, sender=sender)

    @property
    def folded_height(self) -> float:
        """The height of the tallest panel of the folded sheet, in mm."""
        edges = (0.0, *self.folds, SHEET_HEIGHT)
        return max(lower - upper for upper, lower in pairwise(edges))

    @property
    def slack_sideways(self) -> float:
        """How far the sheet can slide sideways, in mm."""
        return self.width - SHEET_WIDTH

    @property
    def slack_down(self) -> float:
        """How far the folded sheet can slide down, in mm."""
        return self.height - self.folded_height

    @property
    def always_seen(self) -> Box:
        """The part of the sheet that shows wherever the sheet has slid: the address must be inside it."""
        box = Box(
            self.window.left,
            self.window.top,
            self.window.right - self.slack_sideways,
            self.window.bottom - self.slack_down,
        )
        return box.moved(self.shift_right, self.shift_down)

    @property
    def ever_seen(self) -> Box:
        """The part of the sheet that may show: nothing but the address may be inside it."""
        box = Box(
            self.window.left - self.slack_sideways,
            self.window.top - self.slack_down,
            self.window.right,
            self.window.bottom,
        )
        moved = box.moved(self.shift_right, self.shift_down)
        return Box(max(moved.left, 0.0), max(moved.top, 0.0), min(moved.right, SHEET_WIDTH), moved.bottom)

    @property
    def window_right(self) -> bool:
        """Whether the window is on the right (H2)."""
        return self.window.left + self.window.right > self.width


def load_envelopes(folder: Path) -> tuple[Envelope, ...]:
    """Every profile of a folder, in the order of the file names.

    Raises LetterWithheld("envelope_file") with file, key, found and expected.
    """
    return tuple(read_envelope(path) for path in sorted(folder.glob("*.toml")))


def envelope_by_key(envelopes: tuple[Envelope, ...], key: str) -> Envelope:
    """The profile of that key. Raises LetterWithheld("envelope_unknown")."""
    for envelope in envelopes:
        if envelope.key == key:
            return envelope
    raise LetterWithheld(LetterTrouble.ENVELOPE_UNKNOWN, key=key, known=tuple(one.key for one in envelopes))


def reply_envelope(envelopes: tuple[Envelope, ...], outer: Envelope) -> Envelope:
    """The envelope for the answer that goes inside that one. Raises LetterWithheld("envelope_unknown")."""
    return envelope_by_key(envelopes, outer.reply)


def read_envelope(path: Path) -> Envelope:
    """The profile in a file. Raises LetterWithheld("envelope_file")."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LetterWithheld(
            LetterTrouble.ENVELOPE_FILE, file=path.name, key="", found=str(error), expected="toml"
        ) from error
    read = _EnvelopeReader(path.name, data)
    left, top = read.length("window.left"), read.length("window.top")
    envelope = Envelope(
        key=path.stem,
        name=read.text("name"),
        width=read.length("envelope.width"),
        height=read.length("envelope.height"),
        window=Box(left, top, left + read.length("window.width"), top + read.length("window.height")),
        folds=read.lengths("folds.from_top"),
        free_top=read.length("free.top"),
        free_lower_right=(read.length("free.lower_right_width"), read.length("free.lower_right_height")),
        verified=read.truth("verified"),
        reply=read.text("reply"),
        note=read.text("note"),
    )
    _check(path.name, envelope)
    return envelope


def _check(file: str, envelope: Envelope) -> None:
    """Raises LetterWithheld("envelope_file") for measures that no envelope can have."""
    free_width, free_height = envelope.free_lower_right
    free = Box(envelope.width - free_width, envelope.height - free_height, envelope.width, envelope.height)
    rules = (
        (envelope.slack_sideways >= 0, "envelope.width", envelope.width, f">= {SHEET_WIDTH:g}"),
        (envelope.slack_down >= 0, "envelope.height", envelope.height, f">= {envelope.folded_height:g}"),
        (envelope.window.right <= envelope.width, "window.width", envelope.window.width, "inside the envelope"),
        (envelope.window.bottom <= envelope.height, "window.height", envelope.window.height, "inside the envelope"),
        (envelope.window.top >= envelope.free_top, "window.top", envelope.window.top, f">= {envelope.free_top:g}"),
        (not envelope.window.touches(free), "window.height", envelope.window.height, "clear of the lower right zone"),
        (envelope.always_seen.width > 0, "window.width", envelope.window.width, f"> {envelope.slack_sideways:g}"),
        (envelope.always_seen.height > 0, "window.height", envelope.window.height, f"> {envelope.slack_down:g}"),
        (list(envelope.folds) == sorted(envelope.folds), "folds.from_top", envelope.folds, "ascending"),
    )
    for kept, key, found, expected in rules:
        if not kept:
            raise LetterWithheld(LetterTrouble.ENVELOPE_FILE, file=file, key=key, found=found, expected=expected)


class _EnvelopeReader:
    """Reads typed values of a parsed file; errors name file, key, what was found and what was expected."""

    def __init__(self, file: str, data: Mapping[str, object]) -> None:
        self._file = file
        self._data = data

    def text(self, key: str) -> str:
        """A text. Raises LetterWithheld("envelope_file")."""
        value = self._value(key)
        return value if isinstance(value, str) else self._refuse(key, value, "text")

    def truth(self, key: str) -> bool:
        """A boolean. Raises LetterWithheld("envelope_file")."""
        value = self._value(key)
        return value if isinstance(value, bool) else self._refuse(key, value, "true or false")

    def length(self, key: str) -> float:
        """A length in mm. Raises LetterWithheld("envelope_file")."""
        return self._length(key, self._value(key))

    def lengths(self, key: str) -> tuple[float, ...]:
        """So many lengths in mm. Raises LetterWithheld("envelope_file")."""
        value = self._value(key)
        if not isinstance(value, list):
            return self._refuse(key, value, "a list of lengths in mm")
        return tuple(self._length(key, one) for one in value)

    def _length(self, key: str, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            return self._refuse(key, value, "a length in mm")
        return float(value)

    def _value(self, key: str) -> object:
        value: object = self._data
        for part in key.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        return value

    def _refuse(self, key: str, found: object, expected: str) -> NoReturn:
        raise LetterWithheld(LetterTrouble.ENVELOPE_FILE, file=self._file, key=key, found=found, expected=expected)
