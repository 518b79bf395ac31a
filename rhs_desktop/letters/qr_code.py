"""The QR code of a reply letter: version 1 (21 × 21), correction level H, ten signs of the alphanumeric set.

Made by ZXing. Level H still reads with a third of the square spoilt. (ISO/IEC 18004.)
"""

from __future__ import annotations

from typing import Any

SIDE = 21
LENGTH = 10
_SIGNS = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
_BITS = bytes([ord("1"), *[ord("0")] * 255])

Rows = tuple[int, ...]
"""The square row by row from the top; the highest of 21 bits is the leftmost module, 1 is dark."""


def qr_rows(text: str) -> Rows:
    """The square for ten signs. Raises ValueError for another length or a sign outside the alphanumeric set."""
    from zxingcpp import BarcodeFormat, create_barcode

    if len(text) != LENGTH or not set(text) <= _SIGNS:  # ZXing refuses nothing and would take a larger square
        raise ValueError("ten signs of the alphanumeric set are needed")
    square: Any = create_barcode(text, BarcodeFormat.QRCode, ec_level="H").to_image(add_quiet_zones=False)
    image = memoryview(square)  # its stubs do not tell that it is a buffer
    if image.shape != (SIDE, SIDE):
        raise ValueError(f"a square of {SIDE} modules was expected, not {image.shape}")
    bits = image.tobytes().translate(_BITS)
    return tuple(int(bits[at : at + SIDE], 2) for at in range(0, SIDE * SIDE, SIDE))
