"""Tells a scanner from fingers: a keyboard-wedge scanner types a code faster than anybody, and ends it with Enter.

Signs that may begin one of our codes are held back until it is clear what they are, so that no field and no button
gets half a code. Pure: times are given, in milliseconds.
"""

from __future__ import annotations

from enum import Enum

from rhs_desktop.domain.letters.reply_code import SCAN_PREFIX

GAP_MS = 45
"""Between two signs of a scanner at most. Slow ones need 20; quick fingers seldom do two keys within 60."""
_LEAST = len(SCAN_PREFIX) + 4
"""So many signs are no typing any more, even if the rest was lost on the way."""
_MOST = 40


class KeyVerdict(Enum):
    """What becomes of a sign: kept back for now, the end of a scan, or not ours. `PASS` gives back what was kept."""

    HOLD = "hold"
    SCAN = "scan"
    PASS = "pass"


class KeyTiming:
    """The signs that are kept back. After SCAN `text` is what was scanned; after PASS it is what is to be typed."""

    def __init__(self) -> None:
        self.text = ""
        self._last = 0.0

    def would_hold(self, sign: str, at: float) -> bool:
        """Whether a sign that comes now would be kept back."""
        return self._fits(self._so_far(at) + sign.upper())

    def take(self, sign: str, at: float) -> KeyVerdict:
        """A printable sign."""
        so_far = self._so_far(at)
        if not self._fits(so_far + sign.upper()):
            return KeyVerdict.PASS
        self.text = self.text + sign if so_far else sign
        self._last = at
        return KeyVerdict.HOLD

    def end(self, at: float) -> KeyVerdict:
        """Enter or Tab: the end of a scan, if it comes as fast as the rest."""
        return KeyVerdict.SCAN if len(self._so_far(at)) > len(SCAN_PREFIX) else KeyVerdict.PASS

    def silence(self) -> KeyVerdict:
        """Nothing more has come: a scanner that sends no Enter, or fingers after all."""
        return KeyVerdict.SCAN if len(self.text) >= _LEAST else KeyVerdict.PASS

    def clear(self) -> str:
        """Begin anew; what had been kept back."""
        text, self.text = self.text, ""
        return text

    def _so_far(self, at: float) -> str:
        return self.text.upper() if self.text and at - self._last <= GAP_MS else ""

    @staticmethod
    def _fits(text: str) -> bool:
        return SCAN_PREFIX.startswith(text) or (text.startswith(SCAN_PREFIX) and len(text) <= _MOST)
