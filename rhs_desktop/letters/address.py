"""Fits the address into the envelope's window, measured with the letters' own font against the part that always
shows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from rhs_desktop.domain.letters.letter_plan import Fit
from rhs_desktop.letters.measures import LEFT, Box, mm
from rhs_desktop.letters.pdf.fonts import faces

if TYPE_CHECKING:
    from collections.abc import Callable

    from rhs_desktop.domain.letters.postal_address import AddressBlock
    from rhs_desktop.letters.envelope import Envelope

SIZES = ((12.0, 14.0), (11.0, 13.0), (10.5, 12.2), (10.0, 11.6))
"""Font size and line distance in points, the most legible first. The post office wants 10 to 12."""
SENDER_SIZES = (8.0, 7.5, 7.0)
"""Font sizes in points of the sender's line above the address."""
_SENDER_GAP = 0.8
"""Between that line and the address, in mm."""
MARGIN = 0.5
"""Clearance between the address and the edge of the part that always shows, in mm."""
_ABOVE = 0.90
"""Height of Å above the baseline, in ems; and depth of g below it."""
_BELOW = 0.21


@dataclass(frozen=True, slots=True)
class PlacedSender:
    """The sender's line: size in points, baseline in mm from the sheet's upper edge."""

    text: str
    size: float
    baseline: float


@dataclass(frozen=True, slots=True)
class PlacedAddress:
    """The position of an address: size in points, the rest in mm on the sheet. `box` includes the sender."""

    lines: tuple[str, ...]
    size: float
    left: float
    baselines: tuple[float, ...]
    box: Box
    sender: PlacedSender | None = None


def place_address(lines: tuple[str, ...], envelope: Envelope) -> PlacedAddress | Fit:
    """The largest size at which the address fits, or what does not fit even at the smallest.

    It is centred vertically, and begins at the text's margin where the window reaches that far. The envelope's sender,
    where it is to be visible in the window, comes above it.
    """
    room = window_room(envelope)
    face = faces().regular
    sender_sizes = _sender_sizes(envelope.sender, room.width)
    if not sender_sizes:
        return Fit(too_wide=(envelope.sender,))
    for (size, leading), sender_size in product(SIZES, sender_sizes):
        above = _above(envelope.sender, sender_size)
        widths = (face.width(envelope.sender, sender_size), *(face.width(line, size) for line in lines))
        width = mm(max(widths))
        height = above + _height(lines, size, leading)
        if width <= room.width and height <= room.height:
            left = LEFT if room.left < LEFT and LEFT + width <= room.right else room.left
            top = room.top + (room.height - height) / 2
            first = top + above + mm(size * _ABOVE)
            return PlacedAddress(
                lines,
                size,
                left,
                tuple(first + mm(leading * index) for index in range(len(lines))),
                Box(left, top, left + width, top + height),
                PlacedSender(envelope.sender, sender_size, top + mm(sender_size * _ABOVE)) if envelope.sender else None,
            )
    size, leading = SIZES[-1]
    wide = tuple(line for line in lines if mm(face.width(line, size)) > room.width)
    tall = _above(envelope.sender, sender_sizes[-1]) + _height(lines, size, leading) > room.height
    return Fit(too_wide=wide, too_tall=tall)


def _height(lines: tuple[str, ...], size: float, leading: float) -> float:
    return mm(size * (_ABOVE + _BELOW) + leading * (len(lines) - 1))


def _above(sender: str, size: float) -> float:
    """The height of the sender's line above the address, in mm."""
    return mm(size * (_ABOVE + _BELOW)) + _SENDER_GAP if sender else 0.0


def window_room(envelope: Envelope) -> Box:
    """Where an address may stand: the part that always shows, less a margin."""
    seen = envelope.always_seen
    return Box(seen.left + MARGIN, seen.top + MARGIN, seen.right - MARGIN, seen.bottom - MARGIN)


def sender_fits(envelope: Envelope) -> bool:
    """Whether the envelope's sender fits into the window on one line."""
    return bool(_sender_sizes(envelope.sender, window_room(envelope).width))


def _sender_sizes(sender: str, room: float) -> tuple[float, ...]:
    """The font sizes in which the line is no wider than that many mm, the largest first."""
    face = faces().regular
    return tuple(size for size in SENDER_SIZES if mm(face.width(sender, size)) <= room)


def fits_window(envelope: Envelope) -> Callable[[AddressBlock], Fit]:
    """The measuring function that `plan_mailing` takes, for an envelope."""

    def measure(block: AddressBlock) -> Fit:
        """Whether the block fits, and how."""
        placed = place_address(block.lines, envelope)
        return placed if isinstance(placed, Fit) else Fit()

    return measure
