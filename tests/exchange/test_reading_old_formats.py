"""Binary workbooks: what they hide, and that damage in them gives an outcome."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain.checklists import CellError
from rhs_desktop.domain.errors import ListTrouble, ListUnreadable
from rhs_desktop.exchange.reading import read_list, xls_biff, xlsb_sheet
from rhs_desktop.exchange.reading.shared_strings import sizes
from rhs_desktop.exchange.reading.xlsx_sheet import SheetFacts, unless_calculated
from rhs_desktop.exchange.xls_container import stream, wrapped
from tests.exchange.corpus import xls
from tests.exploring import examples
from tests.refusals import refusal_of


def record(kind: int, content: bytes) -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(content)]) + content


def row(number: int, *, hidden: bool = False) -> bytes:
    return record(0, number.to_bytes(4, "little") + bytes(6) + bytes([0, 0x10 if hidden else 0]) + bytes(4))


def cell(column: int, kind: int = 7) -> bytes:
    return record(kind, column.to_bytes(4, "little") + bytes(8))


def columns(first: int, last: int, *, hidden: bool) -> bytes:
    return record(60, first.to_bytes(4, "little") + last.to_bytes(4, "little") + bytes(8) + bytes([hidden, 0]))


def test_hidden_in_xlsb() -> None:
    data = columns(0, 0, hidden=False) + columns(1, 2, hidden=True) + row(0) + cell(0) + row(4, hidden=True) + cell(1)
    found = xlsb_sheet.facts(data)
    assert (found.hidden_rows, found.hidden_columns, found.filtered) == (frozenset({5}), frozenset({1, 2}), False)
    assert xlsb_sheet.facts(data + record(163, b"")).filtered


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(row(1_048_575) + cell(0), "too_many_rows", id="far down"),
        pytest.param(row(0) + cell(16_383), "too_wide", id="far right"),
    ],
)
def test_absurd_dimensions_in_xlsb(data: bytes, code: str) -> None:
    with pytest.raises(ListUnreadable) as refused:
        xlsb_sheet.facts(data)
    assert refused.value.code == code


def test_blank_cells_far_out_do_no_harm_in_xlsb() -> None:
    assert xlsb_sheet.facts(row(1_048_575) + cell(16_383, kind=1)).hidden_rows == frozenset()


def valued(kind: int, column: int, value: bytes) -> bytes:
    return record(kind, column.to_bytes(4, "little") + bytes(4) + value)


NO_TEXT, TEXT = bytes(4), (1).to_bytes(4, "little") + b"x\0"


def test_errors_and_silent_formulas_in_xlsb() -> None:
    data = row(0) + valued(3, 0, b"\x17") + valued(11, 1, b"\x2a") + valued(8, 2, NO_TEXT) + valued(9, 3, bytes(8))
    found = xlsb_sheet.facts(data)
    assert found.errors == {(1, 0): CellError("#REF!"), (1, 1): CellError("#N/A")}
    assert (found.silent, found.calculated) == (((1, 2), (1, 3)), True)


@pytest.mark.parametrize(
    ("cells", "calculated"),
    [
        pytest.param(valued(8, 0, NO_TEXT), False, id="no text"),
        pytest.param(valued(9, 0, bytes(8)), False, id="zero"),
        pytest.param(valued(8, 0, NO_TEXT) + valued(8, 1, TEXT), True, id="a text"),
        pytest.param(valued(9, 0, bytes(7) + b"\x40"), True, id="a number"),
        pytest.param(valued(10, 0, b"\0"), True, id="a truth"),
        pytest.param(valued(7, 0, bytes(4)) + valued(5, 1, bytes(8)), False, id="no formula"),
    ],
)
def test_calculated_in_xlsb(cells: bytes, calculated: bool) -> None:
    assert xlsb_sheet.facts(row(0) + cells).calculated is calculated


def test_silent_formulas_tell_something_only_where_none_was_calculated() -> None:
    silent, calculated = SheetFacts(silent=((2, 0),)), SheetFacts(silent=((3, 0),), calculated=True)
    assert unless_calculated([silent]) == [silent]
    assert [sheet.silent for sheet in unless_calculated([silent, calculated])] == [(), ()]


def test_shared_texts_of_xlsb_count_once_for_each_cell() -> None:
    long = bytes([19, 0x80, 0x80, 0x40]) + bytes(1 << 20)
    cells = b"".join(row(number) + valued(7, 0, bytes(4)) for number in range(75))
    xlsb_sheet.refuse_much_text([cells], long)
    with pytest.raises(ListUnreadable) as refused:
        xlsb_sheet.refuse_much_text([cells, cells], long)
    assert refused.value.code == "bomb"


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(["Personnummer", "Åke", ""], id="short"),
        pytest.param(["ж", "ЖЖЖ" * 50], id="wide"),
        pytest.param(["x" * 20_000, "Ж" * 15_000, "y" * 9_000, "ö" * 32_000], id="over several records"),
    ],
)
def test_sizes_of_shared_texts(texts: list[str]) -> None:
    data = xls([texts])
    book = stream(data, "workbook")
    table = [(at, at + size) for kind, at, size in xls_biff.records(bytearray(book), 0) if kind in (0xFC, 0x3C)]
    expected = [
        len(text) * (1 if text.encode("latin-1", "replace") == text.encode("latin-1", "ignore") else 2)
        for text in texts
    ]
    assert sorted(sizes(book, table)) == sorted(size for size in expected if size)


@given(st.lists(st.binary(max_size=60), max_size=4))
def test_any_shared_texts_end(pieces: list[bytes]) -> None:
    ends = list(accumulate(map(len, pieces)))
    whole = b"".join(pieces)
    assert sum(sizes(whole, list(zip([0, *ends], ends, strict=False)))) <= len(whole)


@given(st.binary(max_size=200))
def test_any_records_end(data: bytes) -> None:
    assert refusal_of(lambda: xlsb_sheet.facts(data)) in {None, *ListTrouble}


SMALL = xls([("Personnummer", "Namn"), ("19560113-2334", "Ek")], hidden=[1])
LARGE = xls([("Personnummer", "Namn"), *[("19560113-2334", f"{turn} Ek") for turn in range(300)]], hidden=[299])


@pytest.mark.parametrize(("data", "hidden"), [pytest.param(SMALL, 2, id="small"), pytest.param(LARGE, 300, id="large")])
def test_the_stream_is_found_and_wrapped_anew(data: bytes, hidden: int) -> None:
    book = stream(data, "workbook")
    assert book[:2] == b"\x09\x08"
    facts, copy = xls_biff.facts_and_clean_copy(data)
    assert facts[0].hidden_rows == frozenset({hidden})
    assert len(stream(copy, "Workbook").rstrip(b"\0")) == len(book.rstrip(b"\0"))
    assert len(read_list(copy).sheets[0].rows) == len(read_list(data).sheets[0].rows) >= hidden


@pytest.mark.parametrize("size", [0, 1, 4095, 4096, 4097, 1_000_000, 5_000_000])
def test_any_content_comes_back_out_of_a_container(size: int) -> None:
    content = bytes(range(1, 256)) * (size // 255 + 1)
    assert stream(wrapped(content[:size]), "Workbook").rstrip(b"\0") == content[:size]


def test_no_stream() -> None:
    assert stream(SMALL, "Elsewhere") == b""
    assert stream(SMALL[:500], "Workbook") == b""
    with pytest.raises(ListUnreadable) as refused:
        xls_biff.facts_and_clean_copy(b"")
    assert refused.value.code == "damaged"


def test_claims_of_size_are_not_passed_on() -> None:
    """A sheet that says it is 65,536 × 65,535 cells: calamine would ask for 100 GB and end the program."""
    at = SMALL.index(b"\x00\x02\x0e\x00") + 4
    claimed = SMALL[:at] + bytes(4) + b"\xff\xff\xff\x7f" + bytes(2) + b"\xff\xff" + SMALL[at + 12 :]
    assert len(read_list(claimed).sheets[0].rows) == 2


@examples(150)
@given(at=st.integers(0, len(SMALL) - 1), bytes_=st.binary(min_size=1, max_size=4))
def test_an_xls_with_any_bytes_changed_gives_an_outcome(at: int, bytes_: bytes) -> None:
    changed = SMALL[:at] + bytes_ + SMALL[at + len(bytes_) :]
    assert refusal_of(lambda: read_list(changed)) in {None, *ListTrouble}
