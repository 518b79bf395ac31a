"""A large sheet is looked through in pieces, and between two pieces Avbryt is asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rhs_desktop.domain.errors import Cancelled
from rhs_desktop.exchange.reading import xlsx_sheet

_MEGABYTES = 5
_CELL = b'<c r="A%d" t="s"><v>%d</v></c>'
_ROW = b'<row r="%d">' + _CELL + b"</row>"


def _sheet() -> bytes:
    rows = b"".join(_ROW % (number, number, 0) for number in range(1, _MEGABYTES * 1_000_000 // 50))
    return b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"


Look = Callable[[bytes, Callable[[], bool]], object]
LOOKS: list[tuple[str, Look]] = [
    ("facts", xlsx_sheet.facts),
    ("hidden", lambda xml, cancelled: xlsx_sheet.facts(xml.replace(b"<row", b'<row hidden="1"', 1), cancelled)),
    ("extent", lambda xml, cancelled: xlsx_sheet.refuse_absurd_extent(xml, cancelled)),
    ("unusual", lambda xml, cancelled: xlsx_sheet.refuse_absurd_extent(xml.replace(b'<row r="1"', b"<row"), cancelled)),
    ("texts", lambda xml, cancelled: xlsx_sheet.shared_text_bytes(xml, b"<sst><si>a</si></sst>", 10**9, cancelled)),
    ("used", lambda xml, cancelled: xlsx_sheet.shared_text_bytes(xml, b"<sst><si>a</si></sst>", 1, cancelled)),
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


@pytest.mark.parametrize(
    ("xml", "styles"),
    [
        pytest.param(
            b'<row r="2"><c r="B2" s="3"><v>1</v></c><c r="D2" s="0"/></row>', [(2, 1, 3), (2, 3, 0)], id="usual"
        ),
        pytest.param(b'<x:row r="2"><x:c s="3" r="B2"/></x:row>', [(2, 1, 3)], id="prefix"),
        pytest.param(b'<row/><row><c/><c s="4"><v>1</v></c></row>', [(2, 1, 4)], id="places not said"),
        pytest.param(b'<row r="1"><c r="A1" s="9"/></row><row r="2" s="7" customFormat="1"/>', [], id="empty row"),
        pytest.param(b'<row r="2"><c r="A2"><is><t>s="5"</t></is></c></row>', [], id="no style"),
        pytest.param(b'<row r="3"><c r="A3" s="1"/></row>', [], id="not wanted"),
    ],
)
def test_the_styles_of_some_rows(xml: bytes, styles: list[tuple[int, int, int]]) -> None:
    sheet = b"<worksheet><sheetData>" + xml + b"</sheetData></worksheet>"
    assert list(xlsx_sheet.cell_styles(sheet, {2}, lambda: False)) == styles


def test_given_widths() -> None:
    columns = b'<cols><col min="2" max="3" width="41.5" customWidth="1"/><col min="5" max="5" hidden="1"/></cols>'
    found = list(xlsx_sheet.given_widths(b"<worksheet>" + columns + b"<sheetData/></worksheet>"))
    assert found == [(1, 41.5), (2, 41.5)]
