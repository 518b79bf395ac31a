"""Tells a keyboard-wedge scanner from typing by the time between characters and by Enter at the end.

Characters that may begin a reply code are held until it is decided, so that no field or button gets part of a code. No
Qt; times are parameters, in milliseconds.
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
    """What to do with a key: HOLD the character, SCAN: a scan is complete, PASS: forward this key and the held ones."""

    HOLD = "hold"
    SCAN = "scan"
    PASS = "pass"


class KeyTiming:
    """The characters held so far in `text`: the scanned code after SCAN, what is to be forwarded after PASS."""

    def __init__(self) -> None:
        self.text = ""
        self._last = 0.0

    def would_hold(self, sign: str, at: float) -> bool:
        """Whether a character at this time would be held."""
        return self._fits(self._so_far(at) + sign.upper())

    def take(self, sign: str, at: float) -> KeyVerdict:
        """The verdict on a printable character: HOLD or PASS."""
        so_far = self._so_far(at)
        if not self._fits(so_far + sign.upper()):
            return KeyVerdict.PASS
        self.text = self.text + sign if so_far else sign
        self._last = at
        return KeyVerdict.HOLD

    def end(self, at: float) -> KeyVerdict:
        """The verdict on Enter or Tab: SCAN if it follows fast enough on a code, else PASS."""
        return KeyVerdict.SCAN if len(self._so_far(at)) > len(SCAN_PREFIX) else KeyVerdict.PASS

    def silence(self) -> KeyVerdict:
        """The verdict when no key has followed: SCAN for a scanner without Enter, PASS for typing."""
        return KeyVerdict.SCAN if len(self.text) >= _LEAST else KeyVerdict.PASS

    def clear(self) -> str:
        """Forget the held characters. Returns them."""
        text, self.text = self.text, ""
        return text

    def _so_far(self, at: float) -> str:
        return self.text.upper() if self.text and at - self._last <= GAP_MS else ""

    @staticmethod
    def _fits(text: str) -> bool:
        return SCAN_PREFIX.startswith(text) or (text.startswith(SCAN_PREFIX) and len(text) <= _MOST)
