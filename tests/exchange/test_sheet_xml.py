"""A large sheet is looked through in pieces, and between two pieces Avbryt is asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rhs_desktop.domain.checklist import Cancelled
from rhs_desktop.exchange.reading import sheet_xml

_MEGABYTES = 5
_CELL = b'<c r="A%d" t="s"><v>%d</v></c>'
_ROW = b'<row r="%d">' + _CELL + b"</row>"


def _sheet() -> bytes:
    rows = b"".join(_ROW % (number, number, 0) for number in range(1, _MEGABYTES * 1_000_000 // 50))
    return b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"


Look = Callable[[bytes, Callable[[], bool]], object]
LOOKS: list[tuple[str, Look]] = [
    ("facts", sheet_xml.facts),
    ("hidden", lambda xml, cancelled: sheet_xml.facts(xml.replace(b"<row", b'<row hidden="1"', 1), cancelled)),
    ("extent", lambda xml, cancelled: sheet_xml.refuse_absurd_extent(xml, cancelled)),
    ("unusual", lambda xml, cancelled: sheet_xml.refuse_absurd_extent(xml.replace(b'<row r="1"', b"<row"), cancelled)),
    ("texts", lambda xml, cancelled: sheet_xml.shared_text_bytes(xml, b"<sst><si>a</si></sst>", 10**9, cancelled)),
    ("used", lambda xml, cancelled: sheet_xml.shared_text_bytes(xml, b"<sst><si>a</si></sst>", 1, cancelled)),
]


@pytest.mark.parametrize("look", [pytest.param(look, id=name) for name, look in LOOKS])
def test_avbryt_is_asked_for_between_pieces(look: Look) -> None:
    sheet = _sheet()
    asked = 0

    def never() -> bool:
        nonlocal asked
        asked += 1
        return False

    look(sheet, never)
    assert asked >= len(sheet) // 1_100_000

    left = asked

    def at_last() -> bool:
        nonlocal left
        left -= 1
        return left == 0

    with pytest.raises(Cancelled):
        look(sheet, at_last)
