"""Envelope profiles: the shipped ones, the arithmetic of slack, and files that are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from rhs_desktop.domain.errors import LetterWithheld
from rhs_desktop.letters.envelope import Envelope, envelope_by_key, read_envelope, reply_envelope
from rhs_desktop.paths import resources_dir
from tests.letters.samples import ENVELOPES, envelope

GOOD = (resources_dir() / "envelopes" / "c5-h2.toml").read_text(encoding="utf-8")


def test_the_four_sizes_come_with_both_windows() -> None:
    assert {one.key for one in ENVELOPES} == {
        f"{size}-{side}" for size in ("c4", "c5", "c65", "e65") for side in ("h2", "v2")
    }


@pytest.mark.parametrize(
    ("key", "down", "sideways", "folds"),
    [
        pytest.param("c5-h2", 13.5, 19, (148.5,), id="C5"),
        pytest.param("c65-h2", 15, 19, (99, 198), id="C65"),
        pytest.param("e65-h2", 11, 10, (99, 198), id="E65"),
    ],
)
def test_slack_is_the_envelope_less_the_folded_sheet(
    key: str, down: float, sideways: float, folds: tuple[float, ...]
) -> None:
    one = envelope(key)
    assert (one.slack_down, one.slack_sideways, one.folds) == (down, sideways, folds)


@pytest.mark.parametrize("one", ENVELOPES, ids=lambda one: one.key)
def test_what_always_shows_lies_in_what_may_show(one: Envelope) -> None:
    assert one.ever_seen.contains(one.always_seen)
    assert one.window_right is one.key.endswith("h2")


@pytest.mark.parametrize("one", ENVELOPES, ids=lambda one: one.key)
def test_an_envelope_that_nobody_measured_says_so(one: Envelope) -> None:
    assert not one.verified
    assert "inte uppmätta" in one.note


def test_an_adjustment_moves_both_zones() -> None:
    moved = envelope().adjusted(1.5, -2)
    assert moved.always_seen == envelope().always_seen.moved(1.5, -2)


@pytest.mark.parametrize(
    ("change", "key", "found", "expected"),
    [
        pytest.param(("width = 229", "width = '229'"), "envelope.width", "229", "a length in mm", id="text"),
        pytest.param(("width = 229", "width = true"), "envelope.width", True, "a length in mm", id="truth"),
        pytest.param(("width = 229", ""), "envelope.width", None, "a length in mm", id="missing"),
        pytest.param(("width = 229", "width = 200"), "envelope.width", 200.0, ">= 210", id="narrower than the sheet"),
        pytest.param(("height = 162", "height = 140"), "envelope.height", 140.0, ">= 148.5", id="lower than the fold"),
        pytest.param(("width = 100", "width = 15"), "window.width", 15.0, "> 19", id="narrower than the slack"),
        pytest.param(("width = 100", "width = 130"), "window.width", 130.0, "inside the envelope", id="over the edge"),
        pytest.param(("top = 44", "top = 8"), "window.top", 8.0, ">= 10", id="in the postage zone"),
        pytest.param(
            ("height = 35", "height = 95"),
            "window.height",
            95.0,
            "clear of the lower right zone",
            id="in sorting's zone",
        ),
        pytest.param(("[148.5]", "148.5"), "folds.from_top", 148.5, "a list of lengths in mm", id="no list"),
        pytest.param(("verified = false", "verified = 0"), "verified", 0, "true or false", id="no truth"),
    ],
)
def test_a_wrong_file_is_told_by_key(
    tmp_path: Path, change: tuple[str, str], key: str, found: object, expected: str
) -> None:
    path = tmp_path / "eget.toml"
    path.write_text(GOOD.replace(*change, 1), encoding="utf-8")
    with pytest.raises(LetterWithheld) as held:
        read_envelope(path)
    assert held.value.code == "envelope_file"
    assert held.value.data == {"file": "eget.toml", "key": key, "found": found, "expected": expected}


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "eget.toml"
    path.write_text("width: 229", encoding="utf-8")
    with pytest.raises(LetterWithheld) as held:
        read_envelope(path)
    assert held.value.data["expected"] == "toml"


def test_the_answer_goes_into_a_smaller_envelope_of_the_same_side() -> None:
    assert {one.key: reply_envelope(ENVELOPES, one).key for one in ENVELOPES} == {
        one.key: f"e65-{one.key[-2:]}" for one in ENVELOPES
    }


def test_an_unknown_envelope_is_refused() -> None:
    with pytest.raises(LetterWithheld) as held:
        envelope_by_key(ENVELOPES, "b5")
    assert held.value.code == "envelope_unknown"
