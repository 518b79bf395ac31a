"""The QR code, against ReportLab's general encoder module by module."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain.letters.reply_code import SYMBOLS, code_of, scan_text
from rhs_desktop.letters.qr_code import SIDE, Rows, qr_rows
from tests.exploring import examples

TEXTS = st.text(SYMBOLS, min_size=7, max_size=7).map(lambda text: "RHS" + text)

FEWEST_DIGITS = 6
"""From here on a part of digits alone is shorter in a mode of its own, in spite of its head."""


def every_mask(*parts: str) -> list[Rows]:
    """What the general encoder makes of a text in these parts, each in the shortest mode, with each of the masks."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    squares = []
    for mask in range(8):
        code = QRCode(1, QRErrorCorrectLevel.H)
        for part in parts:
            code.addData(part)
        code.makeImpl(False, mask)
        squares.append(tuple(int("".join("01"[bool(dark)] for dark in row), 2) for row in code.modules))
    return squares


def written_by_the_general_encoder(text: str) -> list[Rows]:
    """As one text of letters and digits, or with its last digits in the mode that only digits have."""
    letters = text.rstrip("0123456789")
    digits = text[len(letters) :]
    return every_mask(text) + (every_mask(letters, digits) if len(digits) >= FEWEST_DIGITS else [])


@given(TEXTS)
@examples(20)
def test_equal_to_the_general_encoder_with_one_of_the_masks(text: str) -> None:
    assert qr_rows(text) in written_by_the_general_encoder(text)


def test_the_square_is_21_by_21() -> None:
    rows = qr_rows(scan_text(code_of(1)))
    assert len(rows) == SIDE
    assert max(rows) < 1 << SIDE


@pytest.mark.parametrize("text", ["", "RHS234567", "RHS23456789", "rhs2345678", "RHS234567Å"])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="ten signs"):
        qr_rows(text)
