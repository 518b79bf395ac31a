"""A scanner is told from fingers by how fast it types, and by how our codes begin."""

from __future__ import annotations

import pytest

from rhs_desktop.domain.letters.reply_code import code_of, scan_text
from rhs_desktop.ui.replies.scanner_timing import GAP_MS, KeyTiming, KeyVerdict

CODE = scan_text(code_of(17, 4))


def typed(text: str, gap: float, burst: KeyTiming) -> list[KeyVerdict]:
    return [burst.take(sign, 1000 + place * gap) for place, sign in enumerate(text)]


@pytest.mark.parametrize("gap", [1, 8, GAP_MS])
@pytest.mark.parametrize("text", [CODE, CODE.lower()])
def test_a_scan_is_kept_from_its_first_sign_to_its_end(text: str, gap: float) -> None:
    burst = KeyTiming()
    assert typed(text, gap, burst) == [KeyVerdict.HOLD] * len(text)
    assert burst.end(1000 + len(text) * gap) is KeyVerdict.SCAN
    assert burst.clear() == text
    assert burst.text == ""


def test_a_scanner_without_enter_is_heard_when_it_falls_silent() -> None:
    burst = KeyTiming()
    typed(CODE, 5, burst)
    assert burst.silence() is KeyVerdict.SCAN


@pytest.mark.parametrize(
    ("text", "held"),
    [
        pytest.param("r", 1, id="may begin a code"),
        pytest.param("rh", 2, id="may still"),
        pytest.param("rhs", 3, id="the whole prefix"),
        pytest.param("ro", 1, id="a name that begins alike"),
        pytest.param("ek", 0, id="a name that does not"),
        pytest.param("1", 0, id="a key of the panel"),
    ],
)
def test_fast_fingers_are_no_scanner(text: str, held: int) -> None:
    burst = KeyTiming()
    assert typed(text, 20, burst) == [KeyVerdict.HOLD] * held + [KeyVerdict.PASS] * (len(text) - held)
    assert burst.silence() is KeyVerdict.PASS


def test_signs_that_come_slowly_are_typing() -> None:
    burst = KeyTiming()
    takes = typed(CODE, GAP_MS + 1, burst)
    assert takes[0] is KeyVerdict.HOLD
    assert set(takes[1:]) == {KeyVerdict.PASS}


def test_enter_long_after_the_code_ends_no_scan() -> None:
    burst = KeyTiming()
    typed(CODE, 5, burst)
    assert burst.end(1000 + len(CODE) * 5 + GAP_MS + 1) is KeyVerdict.PASS


def test_what_would_be_held_is_held() -> None:
    """The two questions agree: what is asked before shortcuts and what happens with the key."""
    for gap in (5, GAP_MS + 1):
        burst, asked = KeyTiming(), []
        for place, sign in enumerate("RHS7r3"):
            at = 1000 + place * gap
            asked.append(burst.would_hold(sign, at))
            assert (burst.take(sign, at) is KeyVerdict.HOLD) == asked[-1]
        assert any(asked)
